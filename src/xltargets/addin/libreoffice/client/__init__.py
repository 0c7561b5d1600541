"""What runs inside LibreOffice: files for the extension, on whatever Python LibreOffice brings; never imported."""
