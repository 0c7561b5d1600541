"""A file for each language. Each has a `LANGUAGE`, and is found by being here."""
