"""The workbooks of a unit as a company plan first hands them out."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Any

from xltargets.importing.growth import growth_to, won_before
from xltargets.rollup.working_calendar import WEEKEND
from xltargets.templates.content import Filling
from xltargets.units.days import day_of
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.rollup.extraction import Row
    from xltargets.rollup.handing_out.company import CompanyPlan, Unit

MEMBERSHIP = ("person_id", "member_from", "member_until", "member_share", "role_since")
LEVELS = ("region", "team", "channel", "product")
FIXED = ("person", "product", "channel", "month", "amount", "reason")
CALENDAR_TABLES = {"holidays": ("day", "occasion"), "workdays": ("day", "instead_of")}
DATES = frozenset({"member_from", "member_until", "role_since", "first", "last", "day", "month"})


def settings_of(company: CompanyPlan, unit: Unit) -> dict[str, Any]:
    """What holds for all workbooks of a unit."""
    extract = company.extract
    given = {
        "organisation": extract.text("settings.organisation") or None,
        "unit": unit.name,
        "owner": unit.text("owner", unit.name),
        "currency": company.currency_of(unit),
        "year_start": day_of(company.year_start),
        "decimals": company.decimals_of(unit),
        "unit_id": unit.unit_id,
    }
    return {key: value for key, value in given.items() if value is not None}


def plan_of(company: CompanyPlan, unit: Unit) -> Filling:
    """The unit's plan: its people, its target by period, its history, and who approves."""
    extract = company.extract
    target = company.of_unit(unit)
    people = _people(company, unit)
    rows = _of_people(extract.rows["history"], unit.people, ("month", "person", "amount", "person_id"))
    history = [_in_currency(company, unit, row, "amount") for row in rows]
    agreed = round(fsum(target), company.decimals_of(unit))
    tables: dict[str, list[dict[str, Any]]] = {
        "units": people or [{}],
        "periods": [{"own_weight": amount if fsum(target) else None} for amount in target],
        "review": [{} for _period in target],
        "history": history,
        "leave": _of_people(extract.rows["leave"], unit.people, ("person", "first", "last", "relieved", "person_id")),
        "ramp": _rows(extract.rows["ramp"], ("month", "share"), dated=False),
        "fixed_cells": fixed_rows(company, unit),
        **calendar_rows(company),
        "approvers": _rows(extract.rows["approvers"], ("approver", "person_id")),
    }
    kept = {name: rows for name, rows in tables.items() if rows}
    settings = {
        **settings_of(company, unit),
        **week_of(company),
        **division_of(company),
        "agreed": agreed,
        **growth_to(agreed, won_before(history, day_of(company.months[0]))),
    }
    return Filling({"settings": settings}, kept)


def scorecard_of(company: CompanyPlan, unit: Unit) -> Filling:
    """The unit's scorecard: its members; quotas come from the plan that was written."""
    members: list[dict[str, Any]] = []
    seen: dict[str, dict[str, Any]] = {}
    for row in _people(company, unit):
        key = name_key(row.get("person_id")) or name_key(row["person"])
        if key in seen:
            if row.get("own_weight") is not None:
                seen[key]["quota"] = (seen[key]["quota"] or 0.0) + row["own_weight"]
            continue
        kept: dict[str, Any] = {one: row[one] for one in MEMBERSHIP[:-1] if one in row}
        if "role_since" in row:
            kept["start"] = row["role_since"]
        members.append(
            {"member": row["person"], "region": row.get("region"), "manager": unit.text("owner", unit.name)}
            | {"quota": row.get("own_weight")}
            | kept
        )
        seen[key] = members[-1]
    tables: dict[str, list[dict[str, Any]]] = {"team": members, **calendar_rows(company)}
    settings = {**settings_of(company, unit), **week_of(company), **division_of(company)}
    return Filling({"settings": settings}, {name: rows for name, rows in tables.items() if rows})


def with_room(filling: Filling) -> Filling:
    """The same with blank rows for as many people again: after a merger a team is twice as large."""
    more = {name: [*rows, *({} for _row in rows)] for name, rows in filling.tables.items() if name in ("units", "team")}
    return Filling(filling.forms, {**filling.tables, **more})


def empty_of(company: CompanyPlan, unit: Unit) -> Filling:
    """A CRM log or a register, which begins with the unit's settings."""
    return Filling({"settings": {**settings_of(company, unit), **division_of(company)}}, {})


def calendar_rows(company: CompanyPlan) -> dict[str, list[dict[str, Any]]]:
    """The days off of the company and its make-up days, by table."""
    return {name: _rows(company.extract.rows[name], keys) for name, keys in CALENDAR_TABLES.items()}


def fixed_rows(company: CompanyPlan, unit: Unit) -> list[dict[str, Any]]:
    """The fixed cells of those whose target begins in this unit, in its currency."""
    names = {name_key(row.values.get("person")) for row in unit.people if row.number in unit.full}
    rows = [row for row in company.fixed if name_key(row.values.get("person")) in names]
    return [_in_currency(company, unit, row, "amount") for row in _rows(rows, FIXED)]


def week_of(company: CompanyPlan) -> dict[str, Any]:
    """The company's weekend, where its plan names one."""
    weekend = company.extract.fields.get(WEEKEND)
    return {} if weekend is None else {"weekend": weekend}


def division_of(company: CompanyPlan) -> dict[str, Any]:
    """How the company's year is divided, where its plan says it."""
    fields = {key: company.extract.fields.get(f"settings.{key}") for key in ("year_kind", "weeks")}
    return {key: value for key, value in fields.items() if value is not None}


def _in_currency(company: CompanyPlan, unit: Unit, row: dict[str, Any], key: str) -> dict[str, Any]:
    amount = row.get(key)
    return {**row, key: company.in_currency(unit, amount)} if isinstance(amount, float) else row


def _people(company: CompanyPlan, unit: Unit) -> list[dict[str, Any]]:
    rows = _rows(unit.people, (*LEVELS, "person", *MEMBERSHIP))
    for row, values in zip(unit.people, rows, strict=True):
        weight = unit.full.get(row.number)
        if weight is not None:
            values["own_weight"] = company.in_currency(unit, max(0.0, weight))
    return rows


def _of_people(rows: Iterable[Row], people: list[Row], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows that are about people of the unit, by id where both have one, else by name."""
    ids = {name_key(row.values.get("person_id")) for row in people} - {""}
    names = {name_key(row.values.get("person")) for row in people if not row.values.get("person_id")}
    every = {name_key(row.values.get("person")) for row in people}

    def is_theirs(row: Row) -> bool:
        known = name_key(row.values.get("person_id"))
        name = name_key(row.values.get("person"))
        return known in ids if known and ids else name in (every if not known else names)

    return _rows([row for row in rows if is_theirs(row)], keys)


def _rows(rows: Iterable[Row], keys: tuple[str, ...], *, dated: bool = True) -> list[dict[str, Any]]:
    """Rows as a filling has them: days as days, without what is blank."""
    found = []
    for row in rows:
        values = {key: row.values.get(key) for key in keys if row.values.get(key) is not None}
        for key in DATES & values.keys() if dated else ():
            value = values[key]
            if isinstance(value, float):
                values[key] = day_of(value)  # type: ignore[assignment]
        found.append(values)
    return found
