"""What a refresh brings into a workbook from the other workbooks of its unit and year."""
