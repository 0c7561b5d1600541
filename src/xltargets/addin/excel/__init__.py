"""The add-in for Excel on Windows: built, installed, described."""
