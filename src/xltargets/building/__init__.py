"""From a template and its content to a workbook: places, formulas, looks."""
