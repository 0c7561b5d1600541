"""Excel on every system, through Office.js: the server that answers it."""
