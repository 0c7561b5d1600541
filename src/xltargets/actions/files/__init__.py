"""What is done to workbooks as files, without any spreadsheet program: written, renewed, handed out."""
