"""Rows that are no deals of their own: sums of those above, and the same deal a second time."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.account import Account, Remark, Told, exact_sum, shown
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.profiles import common
from xltargets.importing.raw import filled
from xltargets.importing.texts import keys_of, text_of
from xltargets.units.names import name_key

if TYPE_CHECKING:
    import pandas as pd

    from xltargets.importing.tables_in_files import Source

CENT = 0.01
OF_DEALS = (
    N_("Row {row} is the sum of those above ({total}) and no deal."),
    N_("Row {row} is headed as a sum, without one, and no deal."),
)
"""What is said of a row with a sum, and of one without."""
OF_PEOPLE = (
    N_("Row {row} is the sum of those above ({total}) and no person."),
    N_("Row {row} is headed as a sum, without one, and no person."),
)
OF_CUSTOMERS = (
    N_("Row {row} is the sum of those above ({total}) and no customer."),
    N_("Row {row} is headed as a sum, without one, and no customer."),
)


def without_sums(
    source: Source, amounts: pd.Series[float], told: Told, messages: tuple[str, str], name: str = "person"
) -> Source:
    """A list without the rows that hold the sum of those above. Raises a `SourceProblem` where a sum is not theirs."""
    sums = sums_in(source, Account(source, amounts), told, messages, name)
    aside = (*source.raw.aside, *((("sum", tuple(sums)),) if sums else ()))
    raw = dataclasses.replace(source.raw, frame=source.raw.frame.drop(index=sums), aside=aside)
    return dataclasses.replace(source, frame=source.frame.drop(index=sums), raw=raw)


def sums_in(
    source: Source, account: Account, told: Told, messages: tuple[str, str] = OF_DEALS, name: str = "person"
) -> list[int]:
    """The rows that hold the sum of those above, which are no deals, or no people.

    Raises a `SourceProblem` where a sum is not theirs.
    """
    words = {name_key(word) for word in common()["totals"]["words"]}
    person = keys_of(text_of(source.frame[name]))
    first = source.raw.frame[0].map(lambda cell: name_key(cell).rstrip(":：") if filled(cell) else "")
    rows = [int(row) for row in person.index[person.isin(words) | first.isin(words)]]
    since = account.amounts.index[0] if len(account.amounts) else 0
    for row in rows:
        amount = account.amounts[row]
        above = account.amounts[(account.amounts.index < row) & ~account.amounts.index.isin(rows)]
        sums = exact_sum(above), exact_sum(above[above.index >= since])
        if filled(amount) and not any(abs(amount - one) < CENT for one in sums):
            raise SourceProblem(
                N_(
                    "{path}, row {row}: {word} is {amount}, but the rows above come to {sum}. Export it again, "
                    "or take the "
                    "row out."
                ),
                path=source.path,
                row=row,
                word=next(str(cell) for cell in source.raw.frame.loc[row] if filled(cell)),
                amount=shown(amount),
                sum=shown(sums[0]),
            )
        remark = Remark(messages[0], 1, {"row": row, "total": shown(amount)})
        if not filled(amount):
            remark = Remark(messages[1], 1, {"row": row})
        told.not_used.append(remark)
        account.leave_out([row], remark)
        since = row
    return rows


def doubled(
    source: Source, account: Account, counted: pd.Series[bool], options: ImportOptions, told: Told
) -> list[int]:
    """The rows of deals that stand in an earlier row too. Raises a `SourceProblem` where they differ and both count."""
    ids = text_of(source.frame["id"]).map(name_key)
    ids = ids[(ids != "") & ~ids.index.isin(account.left_out)]
    again = ids[ids.duplicated(keep=False)]
    if again.empty:
        return []
    cells = source.raw.frame.loc[again.index].fillna("").astype(str)
    same = cells.duplicated()
    if same.any():
        rows = [int(row) for row in same.index[same]]
        names = list(dict.fromkeys(text_of(source.frame["id"])[rows]))
        message = N_(
            "{count} {count:row stands in the file a second time, all the same, and counts|rows stand in the file a "
            "second time, all the same, and count} once: {ids} ({total})."
        )
        remark = Remark(message, len(rows), {"ids": _few(names), "total": shown(account.total(rows))})
        told.not_used.append(remark)
        account.leave_out(rows, remark)
    left = again[~same.reindex(again.index)]
    left = left[counted.reindex(left.index)]
    differing = left[left.duplicated(keep=False)]
    found = [int(row) for row in same.index[same]]
    if differing.empty or options.duplicates == "all":
        return found
    if options.duplicates is None:
        raise _asked(source, differing)
    drop = differing[differing.duplicated(keep="first" if options.duplicates == "first" else "last")]
    rows = [int(row) for row in drop.index]
    message = N_(
        "{count} {count:row has the number of another that counts in its|rows have the number of another that counts "
        "in their} place: {ids} ({total})."
    )
    names = list(dict.fromkeys(text_of(source.frame["id"])[rows]))
    remark = Remark(message, len(rows), {"ids": _few(names), "total": shown(account.total(rows))})
    told.not_used.append(remark)
    account.leave_out(rows, remark)
    return [*found, *rows]


def _asked(source: Source, differing: pd.Series[Any]) -> SourceProblem:
    key = differing.iloc[0]
    first, second = list(map(int, differing.index[differing == key]))[:2]
    one, other = (source.raw.frame.loc[row] for row in (first, second))
    place = next(place for place in range(len(source.raw.headers)) if str(one[place]) != str(other[place]))
    return SourceProblem(
        N_(
            "{path}: {id} stands in rows {first} and {second}, but {header} is {one} in the one and {other} in "
            "the other. "
            "Say which count with --duplicates all, first or last."
        ),
        options=("--duplicates", "all"),
        path=source.path,
        id=str(source.frame.loc[first, "id"]),
        first=first,
        second=second,
        header=source.raw.headers[place],
        one=repr(str(one[place])),
        other=repr(str(other[place])),
    )


def _few(names: list[str], most: int = 40) -> str:
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")
