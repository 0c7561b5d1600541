"""A CRM's deals to a filled target plan, and an account of what could not be used.

Nothing is repaired silently: deals are used as they are, or left out and counted.
"""

from __future__ import annotations

import datetime
import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.templates.placing import Filling
from xltargets.templates.sources import LOST, WON, Deals, People, Products
from xltargets.templates.tables_in_files import SourceProblem, read_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the source to tell: how many rows, and an untranslated message with `{count}` and more."""

    message: str
    count: int
    values: dict[str, object] = field(default_factory=dict)

    def sentence(self, translate: Any = lambda message: message) -> str:
        """The remark as a line."""
        return str(translate(self.message)).format(count=f"{self.count:,}", **self.values)


@dataclass(frozen=True, slots=True)
class FilledPlan:
    """A filling for the target plan, and what to tell about how it came about."""

    filling: Filling
    used: list[Remark]
    not_used: list[Remark]


def plan_from_deals(
    deals_path: Path,
    *,
    team_path: Path | None = None,
    products_path: Path | None = None,
    settings: Mapping[str, Any] | None = None,
    mapping: Mapping[str, str] | None = None,
) -> FilledPlan:
    """Read deals (and a team and a product list), and make history and units of a plan of them.

    `settings` are values for the plan's Settings; without `year_start` the plan begins after the last month with a won
    deal. `mapping` names headers for keys where no synonym fits. Raises a `SourceProblem`.
    """
    deals = read_source(deals_path, Deals, mapping or {})
    used: list[Remark] = []
    not_used: list[Remark] = []
    won = _won(deals, deals_path, used, not_used)
    _missing_accounts(deals, not_used)
    _unknown_products(deals, deals_path, products_path, not_used)
    people = None if team_path is None else read_source(team_path, People, {})
    units = _units(won, people, not_used)
    history = won[["month", "person", "amount"]].groupby(["month", "person"]).sum().reset_index()
    months = sorted(won["month"].unique())
    chosen = dict(settings or {})
    if chosen.get("year_start") is None:
        chosen["year_start"] = _next_month(months[-1])
    _tell_base(chosen["year_start"], won, used, not_used)
    rows: list[dict[str, Any]] = [
        {"month": row["month"].date(), "person": row["person"], "amount": float(row["amount"])}
        for row in history.to_dict("records")
    ]
    return FilledPlan(
        Filling({"settings": chosen}, {"history": rows, "units": units}),
        used,
        not_used,
    )


def _won(deals: pd.DataFrame, path: Path, used: list[Remark], not_used: list[Remark]) -> pd.DataFrame:
    """The won deals with a month, a person and an amount; what is left out is remarked on."""
    import pandas as pd

    stage = _text(deals["stage"]).str.casefold()
    has_stage = bool((stage != "").any())
    is_won = stage.isin(WON) if has_stage else pd.Series(True, index=deals.index)
    is_lost = stage.isin(LOST)
    other = ~is_won & ~is_lost
    for name, count in _text(deals["stage"])[other].value_counts().items():
        not_used.append(
            Remark(N_("{count} deals were never closed: stage {stage}."), int(count), {"stage": repr(name)})
        )
    if is_lost.any():
        not_used.append(Remark(N_("{count} deals were lost."), int(is_lost.sum())))
    won = deals[is_won].copy()
    won["person"] = _text(won["person"])
    won["month"] = _dates(won["closed"]).dt.to_period("M").dt.to_timestamp()
    won["amount"] = pd.to_numeric(_text(won["amount"]).str.replace(",", "", regex=False), errors="coerce")
    for column, message in (
        ("person", N_("{count} won deals name no person.")),
        ("month", N_("{count} won deals have no date of closing, or none that can be read.")),
        ("amount", N_("{count} won deals have no amount, or none that is a number.")),
    ):
        wrong = won[column].isna() | (won[column] == "")
        if wrong.any():
            not_used.append(Remark(message, int(wrong.sum())))
            won = won[~wrong]
    if won.empty:
        raise SourceProblem(N_("{path} has no won deal with a date, a person and an amount."), path=path)
    used.append(
        Remark(
            N_("{count} won deals, {total} in all, closed from {first} to {last}."),
            len(won),
            {
                "total": f"{won['amount'].sum():,.0f}",
                "first": f"{won['month'].min():%Y-%m}",
                "last": f"{won['month'].max():%Y-%m}",
            },
        )
    )
    return won


def _text(values: pd.Series[Any]) -> pd.Series[str]:
    return values.fillna("").astype(str).str.strip()


def _dates(values: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    return pd.to_datetime(
        values.where(values.notna() & (values.astype(str).str.strip() != "")), errors="coerce", format="mixed"
    )


def _missing_accounts(deals: pd.DataFrame, not_used: list[Remark]) -> None:
    account = _text(deals["account"])
    if (account != "").any() and (count := int((account == "").sum())):
        not_used.append(Remark(N_("{count} deals have no account. Won ones among them still count."), count))


def _unknown_products(
    deals: pd.DataFrame, deals_path: Path, products_path: Path | None, not_used: list[Remark]
) -> None:
    """Compare the deals' products with a list; one named products.csv beside the deals is taken without asking."""
    beside = deals_path.with_name("products.csv")
    path = products_path or (beside if beside.exists() and beside != deals_path else None)
    if path is None:
        return
    known = set(_text(read_source(path, Products, {})["product"]))
    for name, count in _text(deals["product"]).value_counts().items():
        if name and name not in known:
            near = difflib.get_close_matches(str(name), sorted(known), n=1)
            message = N_("{count} deals are of {product}, which {list} does not have. They still count.")
            if near:
                message = N_(
                    "{count} deals are of {product}, which {list} does not have (is it {near}?). They still count."
                )
            values: dict[str, object] = {
                "product": repr(name),
                "list": path.name,
                "near": repr(near[0]) if near else "",
            }
            not_used.append(Remark(message, int(count), values))


def _units(won: pd.DataFrame, people: pd.DataFrame | None, not_used: list[Remark]) -> list[dict[str, Any]]:
    sellers = list(dict.fromkeys(won["person"]))
    if people is None:
        return [{"person": person} for person in sorted(sellers)]
    columns = ["region", "team", "channel", "product", "person"]
    listed = {name: _text(people[name]) for name in columns}
    rows = [{name: listed[name].iloc[index] or None for name in columns} for index in range(len(people))]
    rows = [row for row in rows if row["person"]]
    names = [str(row["person"]) for row in rows]
    for person in sellers:
        if person not in names:
            deals = won[won["person"] == person]
            message = N_("{count} won deals ({total}) are of {person}, who is not in the team list.")
            not_used.append(Remark(message, len(deals), {"person": person, "total": f"{deals['amount'].sum():,.0f}"}))
    silent = [name for name in names if name not in set(sellers)]
    if silent:
        message = N_("{count} people of the team list won nothing, and start with weight 0: {people}.")
        not_used.append(Remark(message, len(silent), {"people": ", ".join(silent)}))
    return sorted(rows, key=lambda row: (row["region"] or "", row["team"] or ""))


def _next_month(month: Any) -> datetime.date:
    year, number = (month.year + 1, 1) if month.month == MONTHS else (month.year, month.month + 1)
    return datetime.date(year, number, 1)


def _tell_base(year_start: datetime.date, won: pd.DataFrame, used: list[Remark], not_used: list[Remark]) -> None:
    """Say what the twelve months before the plan hold, on which everything rests."""
    import pandas as pd

    end = pd.Timestamp(year_start)
    start = end - pd.DateOffset(months=MONTHS)
    base = won[(won["month"] >= start) & (won["month"] < end)]
    if base.empty:
        message = N_("No deal was won in the twelve months before {start}; enter an agreed target in Settings.")
        not_used.append(Remark(message, 0, {"start": year_start}))
        return
    used.append(
        Remark(
            N_("{count} of them closed in the twelve months before {start}: {total}."),
            len(base),
            {"start": year_start, "total": f"{base['amount'].sum():,.0f}"},
        )
    )
    present = base["month"].nunique()
    if present < MONTHS:
        message = N_("{count} of those twelve months have no won deal; each is weighted as an average month.")
        not_used.append(Remark(message, MONTHS - present))
