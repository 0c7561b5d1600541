"""One truth: whose a workbook is, which of several is the newest, and what each figure means."""
