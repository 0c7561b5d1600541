"""Thousands of workbooks: what is kept of a run, so that it goes on where it was; other computers; open folders."""
