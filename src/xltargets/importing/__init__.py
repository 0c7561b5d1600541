"""People's own files: recognised, read, and made the content of a workbook, with an account of what was used."""
