"""Many workbooks: stores, other computers, other places."""
