"""A workbook's formulas worked out a column at a time.

The same formula stands in every row of a table. So each distinct formula is taken apart once, written out once as a
Python function over whole columns, and run once a column; look-ups and conditional sums go by indices that a range
keeps. What this does not know for certain is left to the engine: formulas with other functions, and values that
programs read differently, such as a text that may be a number.
"""
