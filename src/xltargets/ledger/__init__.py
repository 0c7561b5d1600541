"""The ledger of closed months: what everybody earned and was paid, appended and never rewritten.

It knows nothing of workbooks: figures in, entries out, one CSV file. Each entry carries a hash over its own text and
the hash before it, so that whoever has a copy of the last hash can tell whether anything was changed.
"""
