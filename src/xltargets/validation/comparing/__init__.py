"""A submission held against the workbook that its template would build for the same rows.

`expected` says what the template writes and where it stands in this file, `formulas`, `texts` and `surface` find what
is otherwise. What is free is listed here, and nothing else is.
"""

from __future__ import annotations

from xltargets.errors import N_

FREE = (
    N_("Widths of columns, heights of rows, fonts and colours, zoom, frozen panes, print areas and page layout."),
    N_("Titles, introductions and explanations: they are prose, and no figure depends on them."),
    N_("Comments, notes and charts, as long as no shape or picture lies over the template's cells."),
    N_("Sheets, columns at the right of a table, and defined names of a company's own."),
    N_("How a program spells a formula: prefixes, spaces, structured or A1 references, shared formulas."),
    N_("Rows of a table: as many as are needed, and formulas missing in rows that nobody uses."),
)
"""What may differ from the template without a finding."""
