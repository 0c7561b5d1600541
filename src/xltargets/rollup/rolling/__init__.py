"""The next year's workbooks from this year's."""
