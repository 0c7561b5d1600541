"""XL56: rules that look at a workbook beside the one handed in last time. Pure functions of two extracts; no file."""
