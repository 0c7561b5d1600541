"""A workbook as typed tables: which declared column is where, and what its cells hold. No judging here."""
