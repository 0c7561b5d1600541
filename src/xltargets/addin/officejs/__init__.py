"""The add-in for Excel on every system: manifest, pages, metadata."""
