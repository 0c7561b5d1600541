"""Targets that exist already (period, owner, amount) to a filled target plan, on its own or beside a CRM's deals.

The plan's people weigh what their targets come to and its periods likewise, so that its own splits give them back.
"""

from __future__ import annotations

import datetime
import functools
import re
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.account import Account, Remark, Told, exact_sum, example_of, shown
from xltargets.importing.deal_rows import read_telling
from xltargets.importing.figures_in_files import Ambiguous
from xltargets.importing.money import amounts_of, in_one_currency, leave_others_out
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.periods import Period, read_periods
from xltargets.importing.plan_from_deals import NO_BASE, Filled
from xltargets.importing.raw import filled
from xltargets.importing.rows_apart import sums_in
from xltargets.importing.sources import Targets
from xltargets.importing.texts import one_spelling, text_of
from xltargets.importing.wide_targets import one_target_a_row
from xltargets.templates.content import Filling
from xltargets.units.days import months_between, months_later
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pandas as pd

    from xltargets.importing.tables_in_files import Source

LEVELS = ("region", "team", "channel", "product")
YEAR = 12
_LENGTHS = (
    (re.compile(r"month|月", re.I), 1),
    (re.compile(r"quarter|季", re.I), 3),
    (re.compile(r"half|半年", re.I), 6),
    (re.compile(r"annual|year|年", re.I), YEAR),
)
"""How many months a target is of, by the words of its header."""
_OF_THE_PLAN = N_(
    "{count} {count:target|targets} of {people} {people:person|people}, {total} in all, {count:is|are} the plan's: "
    "from {first} on."
)


def plan_from_targets(
    path: Path,
    *,
    deals: Callable[[Mapping[str, Any]], Filled] | None = None,
    settings: Mapping[str, Any] | None = None,
    options: ImportOptions | None = None,
) -> Filled:
    """A plan with the targets of a file.

    `deals` makes a plan of deals with the settings that are known by then; its history and people are kept. Raises a
    `SourceProblem` where a period, an amount or a currency could be meant in two ways.
    """
    import pandas as pd

    options = options or ImportOptions()
    told = Told()
    given = dict(settings or {})
    year = given.get("year_start")
    reshaped = functools.partial(one_target_a_row, path, year_start=year, order=options.date_order, told=told)
    source = read_telling(path, Targets, options, "targets.", told, reshaped)
    amounts = amounts_of(source, "amount", options, told)
    account = Account(source, amounts)
    sums_in(source, account, told)
    here = pd.Series(True, index=amounts.index)
    here[account.left_out] = False
    money = in_one_currency(source, amounts, here, options, told)
    leave_others_out(money, account, told)
    periods = _periods(source, account, year, options)
    start, months = _year(source, account, periods, given, told)
    _refuse_other_length(source, months)
    frame = _whole(source, account, money.amounts, periods, told)
    _refuse_doubles(source, frame, options)
    chosen = {**given, "year_start": start, "agreed": exact_sum(frame["amount"])}
    if "decimals" not in given and any(round(amount) != amount for amount in frame["amount"]):
        chosen["decimals"] = 2
    beside = None if deals is None else deals(chosen)
    if beside is not None:
        chosen = {**beside.filling.forms["settings"], **chosen}
        told.used[:0] = beside.used
        told.not_used[:0] = [remark for remark in beside.not_used if remark.message != NO_BASE]
    if money.currency is not None:
        _refuse_other_currency(source, chosen.get("currency"), money.currency)
        chosen["currency"] = money.currency
    tables = {} if beside is None else dict(beside.filling.tables)
    frame["person"] = one_spelling(
        frame["person"], Targets.person.label, told.not_used, [str(row["person"]) for row in tables.get("units", ())]
    )
    tables["units"] = _units(frame, tables.get("units", []), told)
    if months < YEAR:
        tables["periods"] = _weights(frame, start, months)
    values: dict[str, object] = {
        "people": frame["person"].map(name_key).nunique(),
        "total": shown(chosen["agreed"]),
        "first": f"{start:%Y-%m}",
    }
    told.used.append(Remark(_OF_THE_PLAN, len(frame), values))
    told.used.append(account.remark(of_several=bool(money.others.any())))
    return Filled(
        Filling({"settings": chosen}, tables),
        told.used,
        told.not_used,
        beside.account if beside is not None else account,
    )


def _periods(
    source: Source, account: Account, year_start: datetime.date | None, options: ImportOptions
) -> dict[int, Period]:
    """The period of each row. Raises a `SourceProblem` for a cell that is none."""
    rows = [row for row in source.rows if row not in account.reasons]
    cells = [source.frame["period"][row] for row in rows]
    try:
        read = read_periods([cell if filled(cell) else None for cell in cells], year_start, options.date_order)
    except Ambiguous as problem:
        raise SourceProblem(
            N_("In {path}, {reason}."), options=problem.options, path=source.path, reason=problem
        ) from None
    for row, cell, one in zip(rows, cells, read, strict=True):
        if one is None:
            raise SourceProblem(
                N_("{path}, row {row}: {column} is {found}; expected a period such as 2026-01, Q1 2026 or 2026."),
                path=source.path,
                row=row,
                column=source.columns["period"],
                found=repr("" if not filled(cell) else str(cell)),
            )
    return {row: one for row, one in zip(rows, read, strict=True) if one is not None}


def _year(
    source: Source, account: Account, periods: Mapping[int, Period], given: Mapping[str, Any], told: Told
) -> tuple[datetime.date, int]:
    """The plan's first month, and how many months a period has. Rows of other years are left out."""
    lengths = sorted({months for _first, months in periods.values()})
    if len(lengths) > 1:
        one, other = (
            next(row for row, (_first, months) in periods.items() if months == length) for length in lengths[:2]
        )
        raise SourceProblem(
            N_("{path} has periods of {one} and of {other} months, in rows {first} and {second}. Give one kind only."),
            path=source.path,
            one=lengths[0],
            other=lengths[1],
            first=one,
            second=other,
        )
    if not periods:
        raise SourceProblem(N_("{path} has no rows."), path=source.path)
    start: datetime.date = given.get("year_start") or min(first for first, _months in periods.values())
    last = max(first for first, _months in periods.values())
    if "year_start" not in given and months_between(start, last) >= YEAR:
        latest = f"{months_later(last, 1 - YEAR) if lengths[0] == 1 else last:%Y-%m-%d}"
        raise SourceProblem(
            N_(
                "{path} has targets from {first} to {last}, more than one year. Say which one with --year-start "
                "{example}."
            ),
            options=("--year-start", latest),
            path=source.path,
            first=f"{start:%Y-%m}",
            last=f"{last:%Y-%m}",
            example=latest,
        )
    outside = [row for row, (first, _months) in periods.items() if not 0 <= months_between(start, first) < YEAR]
    if outside:
        remark = Remark(
            N_("{count} {count:target is|targets are} of another year, and {count:is|are} left out."), len(outside)
        )
        told.not_used += [remark, *example_of(source, outside, "period")]
        account.leave_out(outside, remark)
    return start, lengths[0]


def _refuse_other_length(source: Source, months: int) -> None:
    """Refuse targets of a quarter or of a year beside months: nothing says what each month's is."""
    header = source.columns["amount"]
    said = next((length for words, length in _LENGTHS if words.search(header)), months)
    if said != months:
        raise SourceProblem(
            N_(
                "{path}: by its header {header} is of {said} months, but {column} has periods of {months}. Give the "
                "target of each period, or say another column with --map targets.amount=HEADER."
            ),
            path=source.path,
            header=header,
            said=said,
            column=source.columns["period"],
            months=months,
        )


def _whole(
    source: Source, account: Account, amounts: pd.Series[float], periods: Mapping[int, Period], told: Told
) -> pd.DataFrame:
    """The rows with person, period and amount; others are left out and told."""
    import pandas as pd

    persons = text_of(source.frame["person"])
    for message, wrong, key in (
        (
            N_("{count} {count:target names|targets name} no person, and {count:is|are} left out."),
            persons == "",
            "person",
        ),
        (
            N_(
                "{count} {count:target has|targets have} no amount, or none that is a number, and {count:is|are} "
                "left out."
            ),
            amounts.isna(),
            "amount",
        ),
    ):
        rows = [int(row) for row in wrong.index[wrong] if int(row) not in account.reasons]
        if rows:
            remark = Remark(message, len(rows))
            told.not_used += [remark, *example_of(source, rows, key)]
            account.leave_out(rows, remark)
    kept = [row for row in source.rows if row not in account.reasons]
    if not kept:
        raise SourceProblem(N_("{path} has no target with a period, a person and an amount."), path=source.path)
    frame = pd.DataFrame(
        {"person": persons[kept], "amount": amounts[kept], "period": [periods[row][0] for row in kept]}
    )
    negative = frame.index[frame["amount"] < 0]
    if len(negative):
        raise SourceProblem(
            N_("{path}, row {row}: {column} is {found}; expected 0 or more."),
            path=source.path,
            row=int(negative[0]),
            column=source.columns["amount"],
            found=shown(float(frame["amount"][negative[0]])),
        )
    for key in (*LEVELS, "person_id"):
        frame[key] = text_of(source.frame[key])[kept]
    return frame


def _refuse_doubles(source: Source, frame: pd.DataFrame, options: ImportOptions) -> None:
    """Ask about two targets of one person and period that nothing tells apart."""
    if options.duplicates == "all":
        return
    keys = [frame[key].map(name_key) if key != "period" else frame[key] for key in ("person", "period", *LEVELS)]
    again = frame[list(map(bool, _joined(keys).duplicated(keep=False)))]
    if again.empty:
        return
    first = int(again.index[0])
    second = next(int(row) for row in again.index[1:] if _joined(keys)[row] == _joined(keys)[first])
    raise SourceProblem(
        N_(
            "{path}: {person} has two targets for {period}, in rows {first} and {second}. If both count, add "
            "--duplicates all."
        ),
        options=("--duplicates", "all"),
        path=source.path,
        person=str(frame["person"][first]),
        period=f"{frame['period'][first]:%Y-%m}",
        first=first,
        second=second,
    )


def _joined(keys: list[Any]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(list(zip(*keys, strict=True)), index=keys[0].index)


def _refuse_other_currency(source: Source, wanted: str | None, found: str) -> None:
    if wanted is not None and wanted != found:
        raise SourceProblem(
            N_("{path}: {column} is in {code}, but the deals are in {currency}. Give both in one currency."),
            path=source.path,
            column=source.columns["amount"],
            code=found,
            currency=wanted,
        )


def _units(frame: pd.DataFrame, known: list[dict[str, Any]], told: Told) -> list[dict[str, Any]]:
    """A row for each person, with what their targets come to as the weight; levels where they have only one."""
    rows = {name_key(row["person"]): {**row, "own_weight": 0.0} for row in known}
    several: list[str] = []
    for key, own in frame.groupby(frame["person"].map(name_key), sort=False):
        row = rows.setdefault(str(key), {"person": own["person"].iloc[0]})
        row["own_weight"] = exact_sum(own["amount"])
        for level in (*LEVELS, "person_id"):
            values = [one for one in dict.fromkeys(own[level]) if one]
            if len(values) == 1:
                row[level] = values[0]
            elif values:
                several.append(f"{row['person']} ({', '.join(values)})")
    if several:
        message = N_(
            "{count} {count:person has|people have} targets for more than one value of a level, which stays blank: "
            "{people}."
        )
        told.not_used.append(Remark(message, len(several), {"people": "; ".join(several)}))
    without = [str(row["person"]) for row in rows.values() if not row["own_weight"]]
    if without:
        message = N_("{count} {count:person has no target, and gets|people have no target, and get} none: {people}.")
        told.not_used.append(Remark(message, len(without), {"people": tuple(without)}))
    return sorted(rows.values(), key=lambda row: (str(row.get("region") or ""), str(row.get("team") or "")))


def _weights(frame: pd.DataFrame, start: datetime.date, months: int) -> list[dict[str, Any]]:
    """What the targets of each period come to, as its weight; periods without a target have none."""
    sums = {first: exact_sum(own["amount"]) for first, own in frame.groupby("period")}
    return [{"own_weight": sums.get(months_later(start, place), 0.0)} for place in range(0, YEAR, months)]
