"""What pytest is not to import here: a script for LibreOffice's own Python."""

collect_ignore = ["uno_cells.py"]
