"""The people of a plan: of a team list with their ids, quotas and days, or everybody who sold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.account import ROWS, Remark, Told, exact_sum, example_of, shown
from xltargets.importing.figures_in_files import Ambiguous, order_of, read_amounts, read_dates
from xltargets.importing.money import amounts_of
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.raw import filled
from xltargets.importing.texts import nearest, text_of
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from xltargets.importing.tables_in_files import Source

_DAYS = {"start": "member_from", "until": "member_until"}


def memberships(team: Source | None, options: ImportOptions, told: Told) -> list[dict[str, Any]]:
    """What each row of a team list says besides name and levels, by the keys of Units; a quota is the own weight.

    Raises a `SourceProblem` for quotas, shares and days that are none.
    """
    if team is None:
        return []
    rows: list[dict[str, Any]] = [{} for _row in team.rows]
    for place, one in enumerate(text_of(team.frame["id"])):
        if one:
            rows[place]["person_id"] = one
    if "quota" in team.columns:
        quotas = amounts_of(team, "quota", options, told)
        _refuse_unread(team, "quota", [one if filled(one) and one >= 0 else None for one in quotas], "12000")
        for place, quota in enumerate(quotas):
            if filled(quota):
                rows[place]["own_weight"] = float(quota)
    for key, days in _days(team, options).items():
        for place, day in enumerate(days):
            if day is not None:
                rows[place][_DAYS[key]] = day
    if "share" in team.columns:
        shares, _comma = read_amounts(team.frame["share"], shares=True)
        _refuse_unread(team, "share", [one if one is not None and 0 <= one <= 1 else None for one in shares], "50%")
        for row, part in zip(rows, shares, strict=True):
            if part is not None:
                row["member_share"] = part
    return rows


def _days(team: Source, options: ImportOptions) -> dict[str, list[Any]]:
    """The days of a list; all its columns are written one way."""
    here = [key for key in _DAYS if key in team.columns]
    order = order_of([team.columns[key] for key in here], options.date_order)
    try:
        days = read_dates([cell for key in here for cell in team.frame[key]], order)
    except Ambiguous as problem:
        raise SourceProblem(
            N_("In {path}, {reason}."), options=problem.options, path=team.path, reason=problem
        ) from None
    size = len(team.rows)
    found: dict[str, list[Any]] = {key: list(days[place * size : (place + 1) * size]) for place, key in enumerate(here)}
    for key, values in found.items():
        _refuse_unread(team, key, values, "2026-01-31")
    return found


def _refuse_unread(team: Source, key: str, values: list[Any], example: str) -> None:
    """Refuse a cell of which nothing could be made, rather than take it for a blank."""
    for row, cell, value in zip(team.rows, team.frame[key], values, strict=True):
        if filled(cell) and value is None:
            raise SourceProblem(
                N_("{path}, row {row}: {column} is {found}; expected something like {example}, or nothing."),
                path=team.path,
                row=row,
                column=team.columns[key],
                found=repr(str(cell)),
                example=example,
            )


def agreed_by_quotas(units: list[dict[str, Any]], given: Mapping[str, Any], told: Told) -> dict[str, float]:
    """The agreed target by the quotas: their sum, where everybody has one and no growth was said."""
    quotas = [row["own_weight"] for row in units if row.get("own_weight") is not None]
    if not quotas:
        return {}
    total = exact_sum(quotas)
    without = [str(row["person"]) for row in units if row.get("own_weight") is None]
    if without or "growth" in given or "agreed" in given:
        message = N_("The quotas of {count} people ({total}) are their weights.")
        told.used.append(Remark(message, len(quotas), {"total": shown(total)}))
        if without:
            message = N_(
                "{count} {count:person has no quota and weighs what was|people have no quota and weigh what they} "
                "won in the last twelve months: {people}."
            )
            told.not_used.append(Remark(message, len(without), {"people": tuple(without)}))
        return {}
    message = N_("The quotas of all {count} people are their targets, and their sum is the agreed target: {total}.")
    told.used.append(Remark(message, len(quotas), {"total": shown(total)}))
    found = {"agreed": total}
    if "decimals" not in given and any(round(quota) != quota for quota in quotas):
        found["decimals"] = 2
    return found


def tell_account(team: Source, people: list[str], told: Told) -> None:
    """How many rows of a team list are people of the plan: without sums, nameless rows and those that come again."""
    sums = sum(len(rows) for why, rows in team.raw.aside if why == "sum")
    nameless = [row for row, name in zip(team.rows, people, strict=True) if not name]
    if nameless:
        remark = Remark(
            N_("{count} {count:row|rows} of {path} {count:names|name} no person, and {count:is|are} left out."),
            len(nameless),
            {"path": team.path.name},
        )
        told.not_used += [remark, *example_of(team, nameless, "person")]
    used = len(set(map(name_key, people)) - {""})
    count = len(people) + sums
    values: dict[str, object] = {"path": team.path.name, "used": f"{used:,}", "left": f"{count - used:,}"}
    told.used.append(Remark(ROWS, count, values))


def units_of(
    won: pd.DataFrame, people: pd.DataFrame | None, more: list[dict[str, Any]], not_used: list[Remark]
) -> list[dict[str, Any]]:
    """One row for each person: of the team list with what it says of them, or of everybody who sold."""
    sellers = list(dict.fromkeys(won["person"]))
    if people is None:
        return [{"person": person} for person in sorted(sellers)]
    columns = ["region", "team", "channel", "product", "person"]
    listed = {name: text_of(people[name]) for name in columns}
    found = [
        {**{name: listed[name].iloc[index] or None for name in columns}, **more[index]} for index in range(len(people))
    ]
    rows: dict[str, dict[str, Any]] = {}
    for row in found:
        if row["person"]:
            rows.setdefault(name_key(row["person"]), row)
    doubled = Counter(name_key(row["person"]) for row in found if row["person"])
    for name, count in doubled.items():
        if count > 1:
            message = N_("{person} stands {count} times in the team list; the first row is taken.")
            not_used.append(Remark(message, count, {"person": rows[name]["person"]}))
    names = [str(row["person"]) for row in rows.values()]
    for person in sellers:
        if name_key(person) not in rows:
            deals = won[won["person"] == person]
            near = nearest(person, names)
            message = N_(
                "{count} won {count:deal|deals} ({total}) {count:is|are} of {person}, who is not in the team list."
            )
            if near:
                message = N_(
                    "{count} won {count:deal|deals} ({total}) {count:is|are} of {person}, who is not in the team "
                    "list (is it {near}?)."
                )
            values: dict[str, object] = {"person": person, "total": shown(exact_sum(deals["amount"])), "near": near}
            not_used.append(Remark(message, len(deals), values))
    sold = set(map(name_key, sellers))
    silent = [str(row["person"]) for name, row in rows.items() if name not in sold and not row.get("own_weight")]
    if silent:
        message = N_(
            "{count} {count:person|people} of the team list won nothing, and {count:starts|start} with weight 0: "
            "{people}."
        )
        not_used.append(Remark(message, len(silent), {"people": tuple(silent)}))
    return sorted(rows.values(), key=lambda row: (row["region"] or "", row["team"] or ""))
