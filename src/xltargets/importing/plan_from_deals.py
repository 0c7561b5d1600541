"""A CRM's deals to a filled target plan, and an account of what could not be used.

Nothing is repaired silently: deals are used as they are, or left out and counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.account import Account, Remark, Told, exact_sum, shown
from xltargets.importing.deal_rows import read_deals, read_telling
from xltargets.importing.deals import won_deals
from xltargets.importing.growth import growth_to
from xltargets.importing.memberships import agreed_by_quotas, memberships, tell_account, units_of
from xltargets.importing.named_months import first_month, named_months
from xltargets.importing.options import ImportOptions
from xltargets.importing.persons import ids_of, persons_of
from xltargets.importing.sources import Deals, Products
from xltargets.importing.team_lists import read_team, refuse_two_quotas, settle_quotas
from xltargets.importing.texts import nearest, one_spelling, text_of
from xltargets.templates.content import Filling
from xltargets.units.days import months_later
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pandas as pd

    from xltargets.importing.tables_in_files import Source

MONTHS = 12
_LATER = N_(
    "{count} won {count:deal|deals} ({total}) closed on or after {start}: {count:it stands|they stand} in Sales "
    "history, and no target uses {count:it|them}."
)
NO_BASE = N_("No deal was won in the twelve months before {start}; enter an agreed target in Settings.")
BASE_REMARKS = frozenset({_LATER, NO_BASE})
"""What is said of the year before the plan."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filling for a workbook, and what to tell about how it came about."""

    filling: Filling
    used: list[Remark]
    not_used: list[Remark]
    account: Account | None = None
    """What became of each row of the deals."""
    each_won: Callable[[], Iterator[dict[str, Any]]] = field(default=lambda: iter(()))
    """Each won deal, one by one, for there may be a million: day, month, person, amount, id, account, product."""


def plan_from_deals(
    deals_path: Path,
    *,
    team_path: Path | None = None,
    products_path: Path | None = None,
    settings: Mapping[str, Any] | None = None,
    options: ImportOptions | None = None,
    is_running: bool = False,
) -> Filled:
    """Read deals (and a team and a product list), and make history and units of a plan of them.

    `settings` are values for the plan's Settings; without `year_start` the plan begins after the last month with a won
    deal, or on the first of January before it where the year `is_running`. In a year of weeks each sale is of the
    period in which its day lies. Raises a `SourceProblem`.
    """
    options = options or ImportOptions()
    told = Told()
    used, not_used = told.used, told.not_used
    # People are known by their ids where a list says whose these are.
    team = None if team_path is None else read_team(team_path, options, told)
    deals = read_deals(deals_path, Deals, options, told, only_won=True, ids=None if team is None else ids_of(team))
    deals, people = persons_of(deals, team)
    products_path = products_path or beside(deals_path)
    products = None if products_path is None else read_telling(products_path, Products, options, "products.", told)
    won = won_deals(deals, options.date_order)
    listed = () if people is None else text_of(people["person"])
    won = won.assign(person=one_spelling(won["person"], Deals.person.label, not_used, listed))
    _missing_accounts(deals.frame, not_used)
    if products is not None:
        unknown_products(deals.frame, products, not_used)
    currency = deals.currency or options.currency
    if team is not None:
        currency = settle_quotas(team, currency, told)
    more = memberships(team, options, told)
    if team is not None and people is not None:
        names = list(text_of(people["person"]))
        refuse_two_quotas(team, more, names, options)
        tell_account(team, names, told)
    units = units_of(won, people, more, not_used)
    chosen = dict(settings or {})
    if is_running and chosen.get("year_start") is None:
        chosen["year_start"] = max(won["month"]).replace(month=1)
    won = won.assign(month=named_months(won["month"], won["day"], chosen))
    sums = won.groupby(["month", "person"])["amount"]
    history = sums.agg(exact_sum).reset_index()
    if currency is not None:
        chosen.setdefault("currency", currency)
    if chosen.get("year_start") is None:
        chosen["year_start"] = months_later(max(won["month"]), 1)
    chosen |= agreed_by_quotas(units, chosen, told)
    before = _tell_base(chosen, won, used, not_used)
    if "agreed" in chosen and "growth" not in chosen:
        chosen |= growth_to(chosen["agreed"], before)
    rows: list[dict[str, Any]] = [
        {"month": row["month"], "person": row["person"], "amount": float(row["amount"])}
        for row in history.to_dict("records")
    ]
    filling = Filling({"settings": chosen}, {"history": rows, "units": units})
    return Filled(filling, used, not_used, deals.account, lambda: _each(won, deals.source.frame))


def _each(won: pd.DataFrame, frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    named = {name: text_of(frame.loc[won.index, name]) for name in ("id", "account", "product")}
    columns = {name: won[name] for name in ("day", "month", "person", "amount")} | named
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(columns, values, strict=True))


def beside(deals_path: Path) -> Path | None:
    """A list named products.csv beside the deals is taken without asking."""
    path = deals_path.with_name("products.csv")
    return path if path.exists() and path != deals_path else None


def _missing_accounts(deals: pd.DataFrame, not_used: list[Remark]) -> None:
    account = text_of(deals["account"])
    if (account != "").any() and (count := int((account == "").sum())):
        not_used.append(
            Remark(N_("{count} {count:deal has|deals have} no account. Won ones among them still count."), count)
        )


def unknown_products(deals: pd.DataFrame, products: Source, not_used: list[Remark]) -> None:
    """Compare the deals' products with a list."""
    known = {name_key(name): name for name in text_of(products.frame["product"])}
    for name, count in text_of(deals["product"]).value_counts().items():
        if name and name_key(name) not in known:
            near = nearest(str(name), known.values())
            message = N_(
                "{count} {count:deal is|deals are} of {product}, which {list} does not have. {count:It still "
                "counts|They still count}."
            )
            if near:
                message = N_(
                    "{count} {count:deal is|deals are} of {product}, which {list} does not have (is it {near}?). "
                    "{count:It still counts|They still count}."
                )
            values: dict[str, object] = {"product": repr(name), "list": products.path.name, "near": repr(near)}
            not_used.append(Remark(message, int(count), values))


def _tell_base(settings: Mapping[str, Any], won: pd.DataFrame, used: list[Remark], not_used: list[Remark]) -> float:
    """Say what the twelve months before the plan hold, on which everything rests, and give their sum."""
    year_start, first = settings["year_start"], first_month(settings)
    later = won[won["month"] >= first]
    if not later.empty:
        message = _LATER
        values = {"start": year_start, "total": shown(exact_sum(later["amount"]))}
        not_used.append(Remark(message, len(later), values))
    base = won[(won["month"] >= months_later(first, -MONTHS)) & (won["month"] < first)]
    if base.empty:
        not_used.append(Remark(NO_BASE, 0, {"start": year_start}))
        return 0.0
    total = exact_sum(base["amount"])
    used.append(
        Remark(
            N_("{count} of them closed in the twelve months before {start}: {total}."),
            len(base),
            {"start": year_start, "total": shown(total)},
        )
    )
    present = base["month"].nunique()
    if present < MONTHS:
        message = N_("{count} of those twelve months have no won deal; each is weighted as an average month.")
        not_used.append(Remark(message, MONTHS - present))
    return total
