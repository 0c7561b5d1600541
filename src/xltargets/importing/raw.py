"""A file's table before anything is recognised in it: headers, rows with their numbers, and what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.units.names import tidy

if TYPE_CHECKING:
    import pandas as pd

Recognised = Callable[[Sequence[str]], int]
"""How many of the wanted columns a row of headers has."""
FAR = 40
"""So many rows are looked through for the headers."""
LONGEST_HEADER = 255
MOST_COLUMNS = 16_384
"""As many as a worksheet has."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A table as it stands in the file."""

    headers: list[str]
    frame: pd.DataFrame
    """Cells by the place of their column; the index is the row's number, as a spreadsheet shows it."""
    header_row: int
    encoding: str | None = None
    """The encoding, where it had to be guessed."""
    sheet: str | None = None
    """The sheet, where there are several."""
    aside: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Rows that are no data, by why: `title`, `foot`, `repeated`, and in lists `sum`."""
    notes: Mapping[int, str] = field(default_factory=dict)
    """What stands in the rows below the table."""
    above: tuple[str, ...] = ()
    """What stands in the rows above the headers, where a unit of all amounts may be named."""
    joined: tuple[str, str] | None = None
    """The column of months into which the years of another were written, and that other."""


def best_header(rows: Sequence[Sequence[Any]], recognised: Recognised) -> tuple[int, int]:
    """The place of the row with most known headers, and how many; the first that is not blank, if none has any.

    Below a row that is as wide one known word is none: a cell of the data may be called as a header is.
    """
    best, most = next((place for place, row in enumerate(rows) if any(map(filled, row))), 0), 0
    widest, narrow = 0, False
    for place, row in enumerate(rows[:FAR]):
        score = recognised([text(cell) for cell in row]) if len(row) <= MOST_COLUMNS else 0
        width = sum(map(filled, row))
        # A title of one word may be called as a header is, too.
        beside_a_title = score == most > 0 and narrow and width > 1
        if beside_a_title or (score > most and (score > 1 or width > widest)):
            best, most, narrow = place, score, width == 1
        widest = max(widest, width)
    return best, most


def named(cells: Sequence[Any]) -> list[str]:
    """Headers that can be told apart: a second `Amount` is `Amount (2)`, one without a name `column 3`."""
    found: list[str] = []
    counts: dict[str, int] = {}
    for number, cell in enumerate(cells, 1):
        name = text(cell) or f"column {number}"
        counts[name] = counts.get(name, 0) + 1
        found.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return found


def text(cell: Any) -> str:
    """A cell of a row of headers; what is longer than a sentence is none."""
    return tidy(str(cell)) if filled(cell) and len(str(cell)) <= LONGEST_HEADER else ""


def filled(cell: Any) -> bool:
    """Whether something stands in a cell."""
    if isinstance(cell, str):
        return bool(cell.strip())
    return cell is not None and cell == cell  # noqa: PLR0124  (a missing number is not itself)


def table_of(
    headers: list[str],
    frame: pd.DataFrame,
    header_row: int,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    above: Sequence[Sequence[Any]] = (),
) -> Raw:
    """The rows without blank ones, the foot below (a note in one cell) and headers that are repeated."""
    cells = frame.notna()
    for place in frame.columns[:]:
        if frame[place].dtype == object or str(frame[place].dtype).startswith("str"):
            cells[place] &= frame[place].astype(str).str.strip() != ""
    counts = cells.sum(axis=1)
    kept = frame[counts > 0]
    counts = counts[counts > 0]
    foot: list[int] = []
    if len(headers) > 2:
        for row, count in zip(reversed(counts.index), reversed(counts.tolist()), strict=True):
            if count > 1:
                break
            foot.append(int(row))
    notes = {row: next((str(cell) for cell in kept.loc[row] if filled(cell)), "") for row in foot}
    kept = kept.drop(index=foot)
    aside = {"title": tuple(range(1, header_row)), "foot": tuple(sorted(foot))}
    if not kept.empty:
        first = next(place for place, name in enumerate(headers) if name)
        alike = kept[[text(cell) == headers[first] for cell in kept[first]]]
        again = [row for row in map(int, alike.index) if named(list(alike.loc[row])) == headers]
        aside["repeated"] = tuple(again)
        kept = kept.drop(index=again)
    found = tuple((key, rows) for key, rows in aside.items() if rows)
    texts = tuple(cell for row in above for cell in map(text, row) if cell)
    return Raw(headers, kept, header_row, encoding, sheet, found, notes, texts)
