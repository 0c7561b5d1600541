"""Months that are closed: what a close takes from the scorecards, and whether they still say what the ledger says."""
