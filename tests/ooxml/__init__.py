"""A strict check of workbook files: everything known to make Excel offer a repair, or refuse to open them."""
