"""Targets with a column for each period (a row for each person): the same table with a row for each target."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.importing.account import Remark, Told, exact_sum, shown
from xltargets.importing.contents import is_number
from xltargets.importing.figures_in_files import Ambiguous, read_numbers, style_of
from xltargets.importing.options import SourceProblem
from xltargets.importing.periods import Period, read_periods
from xltargets.importing.profiles import common, labels
from xltargets.importing.raw import Raw, filled
from xltargets.units.amounts import Decimal
from xltargets.units.days import months_between
from xltargets.units.names import name_key

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

PERIOD, TARGET = "Period", "Target"
_ABOUT = re.compile(r"\b(?:target|quota|goal|plan|budget)s?\b|目标|目標|指标|指標|任务|任務|配额|配額|定额|业绩", re.I)
_CENT = 0.01


def one_target_a_row(path: Path, raw: Raw, year_start: datetime.date | None, order: str | None, told: Told) -> Raw:
    """A table whose columns are periods, with a row for each target; any other table as it is.

    Columns of longer periods and a row of totals must be the sums of the others, and are left out. Raises a
    `SourceProblem` where they are not, and for a cell that is no target.
    """
    import pandas as pd

    try:
        periods = _periods(raw, year_start, order)
    except Ambiguous as problem:
        raise SourceProblem(N_("In {path}, {reason}."), options=problem.options, path=path, reason=problem) from None
    if len(periods) < 2:
        return raw
    rest = [place for place, _header in enumerate(raw.headers) if place not in periods]
    rows = [row for row in raw.frame.index if any(filled(raw.frame[place][row]) for place in periods)]
    totals = {name_key(word) for word in common()["totals"]["words"]}
    whole = [place for place in rest if name_key(raw.headers[place]) in totals]
    rest = [place for place in rest if place not in whole]
    amounts = _amounts(path, raw, rows, [*periods, *whole])
    people = _without_totals(path, raw, rows, amounts, rest, told)
    shortest = min(months for _first, months in periods.values())
    used = [place for place, (_first, months) in periods.items() if months == shortest]
    longer = {
        place: [one for one in used if 0 <= months_between(first, periods[one][0]) < months]
        for place, (first, months) in periods.items()
        if place not in used
    }
    _check_sums(path, raw, people, amounts, {**longer, **dict.fromkeys(whole, used)})
    message = N_("{path}: {columns} are periods, so that each of {count} rows has {targets} targets.")
    columns = ", ".join(raw.headers[place] for place in used)
    told.used.append(Remark(message, len(people), {"path": path.name, "columns": columns, "targets": len(used)}))
    table = [
        [*(raw.frame[place][row] for place in rest), _name_only(raw.headers[period]), raw.frame[period][row]]
        for row in people
        for period in used
        if filled(raw.frame[period][row])
    ]
    headers = [*(raw.headers[place] for place in rest), PERIOD, TARGET]
    frame = pd.DataFrame(table, columns=range(len(headers)), dtype=object)
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return Raw(headers, frame, raw.header_row, raw.encoding, raw.sheet, raw.aside, raw.notes, raw.above, raw.joined)


def _name_only(header: str) -> str:
    """A header without what says that it is of targets: `Q1 quota`, `1月目标`."""
    return _ABOUT.sub(" ", header).strip(" -_:：")


def _periods(raw: Raw, year_start: datetime.date | None, order: str | None) -> dict[int, Period]:
    """The columns that are headed by a period, and hold something."""
    known = {name_key(label) for label in (*labels("targets", "period"), *labels("targets", "amount"))}
    candidates = [
        place
        for place, header in enumerate(raw.headers)
        if re.search(r"\d|[A-Za-z]{3}|[月季年]", _name_only(header)) and name_key(header) not in known
    ]
    here = [place for place in candidates if any(map(filled, raw.frame[place]))]
    read = read_periods([_name_only(raw.headers[place]) for place in here], year_start, order)
    return {place: one for place, one in zip(here, read, strict=True) if one is not None}


def _amounts(path: Path, raw: Raw, rows: list[int], places: list[int]) -> dict[int, dict[int, float]]:
    """The amounts of each row by the place of their column. Raises a `SourceProblem` for what is no target."""
    for row in rows:
        for place in places:
            cell = raw.frame[place][row]
            if not filled(cell):
                continue
            text = str(cell).strip()
            if not is_number(cell) or text.startswith(("-", "(")) or text.endswith("-"):
                raise SourceProblem(
                    N_("{path}, row {row}: {column} is {found}; expected 0 or more."),
                    path=path,
                    row=row,
                    column=raw.headers[place],
                    found=repr(text),
                )
    cells = [raw.frame[place][row] for row in rows for place in places]
    style = style_of(cells)
    # What could be two numbers is asked about when the targets are read.
    numbers = iter(read_numbers(cells, style if isinstance(style, Decimal) else Decimal.POINT))
    return {row: {place: next(numbers) or 0.0 for place in places} for row in rows}


def _without_totals(
    path: Path, raw: Raw, rows: list[int], amounts: dict[int, dict[int, float]], rest: list[int], told: Told
) -> list[int]:
    """The rows without those that are the sums of the rows above."""
    words = {name_key(word) for word in common()["totals"]["words"]}
    totals = [
        row
        for row in rows
        if any(filled(cell) and name_key(str(cell)).rstrip(":：") in words for cell in raw.frame.loc[row, rest])
    ]
    people = [row for row in rows if row not in totals]
    since = 0
    for row in totals:
        for place, amount in amounts[row].items():
            above = [one for one in people if one < row]
            sums = [exact_sum(amounts[one][place] for one in above if one > start) for start in (0, since)]
            if filled(raw.frame[place][row]) and not any(abs(amount - one) < _CENT for one in sums):
                raise _no_sum(path, raw.headers[place], row, amount, sums[0])
        told.not_used.append(Remark(N_("Row {row} has the sums of those above, and is no person's."), 1, {"row": row}))
        since = row
    return people


def _check_sums(
    path: Path, raw: Raw, people: list[int], amounts: dict[int, dict[int, float]], sums: dict[int, list[int]]
) -> None:
    """Quarters, years or totals beside months must be the sums of these."""
    for place, inside in sums.items():
        for row in people:
            total = exact_sum(amounts[row][one] for one in inside)
            if filled(raw.frame[place][row]) and abs(amounts[row][place] - total) >= _CENT:
                raise _no_sum(path, raw.headers[place], row, amounts[row][place], total)


def _no_sum(path: Path, header: str, row: int, amount: float, total: float) -> SourceProblem:
    return SourceProblem(
        N_("{path}, row {row}: {column} is {amount}, but what it sums comes to {sum}. Mend it, or take it out."),
        path=path,
        row=row,
        column=header,
        amount=shown(amount),
        sum=shown(total),
    )
