"""What every room counts in: days, names, amounts. One reader and one comparison of each, and only Python beneath."""
