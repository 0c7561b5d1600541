"""Workbooks sent back: a copy of each, with what was found marked at its cells and listed on a sheet of its own."""
