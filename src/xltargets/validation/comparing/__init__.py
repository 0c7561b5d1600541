"""A submission held against the workbook that its template would build for the same rows.

`expected` says what the template writes and where it stands in this file, `formulas`, `covering` and `inputs` find what
is otherwise. What may differ without a finding is this, and nothing else:

* widths of columns, heights of rows, fonts and colours, zoom, frozen panes, print areas and page layout;
* titles, introductions and explanations: they are prose, and no figure depends on them;
* comments, notes and charts, as long as no shape or picture lies over the template's cells;
* sheets, columns at the right of a table, and defined names of a company's own;
* how a program spells a formula: prefixes, spaces, structured or A1 references, shared formulas;
* rows of a table: as many as are needed, and formulas missing in rows that nobody uses.
"""
