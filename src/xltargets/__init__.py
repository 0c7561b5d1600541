"""xltargets: sales targets in spreadsheets, with the same answer in every host.

`xltargets.calc` holds the pure functions (arrays in, arrays out), `xltargets.functions` their worksheet face. Importing
this package loads neither.
"""

__version__ = "0.1.0"
