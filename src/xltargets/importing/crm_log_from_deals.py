"""A CRM's deals and customers to a filled CRM log, and an account of what could not be used.

Nothing is repaired silently: what is in the files stands in the log as it is, or is left out and counted.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.account import Account, Remark, Told, exact_sum, example_of, shown
from xltargets.importing.deal_rows import read_deals, read_telling
from xltargets.importing.deals_with_customers import crm_deals, tell
from xltargets.importing.money import amounts_of
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.outcomes import CLOSED
from xltargets.importing.persons import ids_of, persons_of
from xltargets.importing.plan_from_deals import Filled, beside, unknown_products
from xltargets.importing.raw import filled
from xltargets.importing.rows_apart import OF_CUSTOMERS, without_sums
from xltargets.importing.sources import INDUSTRIES, CrmDeals, Customers, PricedProducts
from xltargets.importing.team_lists import read_team
from xltargets.importing.texts import nearest, one_spelling, text_of
from xltargets.templates.content import Filling
from xltargets.units.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from xltargets.importing.deal_rows import DealRows
    from xltargets.importing.tables_in_files import Source

ENOUGH = 20
"""So many closed deals of a product tell how likely one of them is won."""
MOST_ROWS = 1_048_500
"""What a worksheet holds beside a title and headers."""
FIRST_STAGE = "Prospecting"
TIERS = ("C", "B", "A")


def log_from_deals(
    deals_path: Path,
    *,
    customers_path: Path | None = None,
    team_path: Path | None = None,
    products_path: Path | None = None,
    settings: Mapping[str, Any] | None = None,
    options: ImportOptions | None = None,
) -> Filled:
    """Read deals (and lists of customers, people, products), and make customers, opportunities and orders of them.

    `settings` are values for the log's Settings; without `year_start` the year is that of the last closing. Deals
    closed before it are left out of Opportunities, and stand in Orders if they were won. Raises a `SourceProblem`.
    """
    options = options or ImportOptions()
    account = Told()
    used, not_used = told = account.used, account.not_used
    team = None if team_path is None else read_team(team_path, options, account)
    rows = read_deals(
        deals_path, CrmDeals, options, account, only_won=False, ids=None if team is None else ids_of(team)
    )
    rows, people = persons_of(rows, team)
    listed = None if customers_path is None else _read_customers(customers_path, options, account)
    products_path = products_path or beside(deals_path)
    products = (
        None if products_path is None else read_telling(products_path, PricedProducts, options, "products.", account)
    )
    deals = crm_deals(rows, options)
    for name, column, known in (
        ("customer", CrmDeals.account, None if listed is None else listed.frame["account"]),
        ("owner", CrmDeals.person, None if people is None else people["person"]),
        ("product", CrmDeals.product, None if products is None else products.frame["product"]),
    ):
        deals[name] = one_spelling(deals[name], column.label, not_used, () if known is None else text_of(known))
    if products is not None:
        unknown_products(rows.frame, products, not_used)
    _add_probabilities(deals, *told)
    _add_prices(deals, products, options, account)
    chosen = dict(settings or {})
    if rows.currency is not None:
        chosen.setdefault("currency", rows.currency)
    if chosen.get("year_start") is None:
        chosen |= _year_start(deals)
    _refuse_too_many(deals, chosen.get("year_start"), rows)
    tables = {
        "words": _words(deals, people, products, not_used),
        "customers": _customers(deals, listed, *told),
        "opportunities": _opportunities(deals, chosen.get("year_start"), rows.account, not_used),
        "orders": _orders(deals, *told),
    }
    used.append(rows.account.remark(of_several=rows.of_several))
    return Filled(Filling({"settings": chosen}, tables), used, not_used, rows.account)


def _read_customers(path: Path, options: ImportOptions, told: Told) -> Source:
    """A list of customers with their revenues as numbers, without the rows that are sums of them."""
    import pandas as pd

    source = read_telling(path, Customers, options, "customers.", told)
    revenues = pd.Series(float("nan"), index=source.frame.index)
    if "revenue" in source.columns:
        revenues = amounts_of(source, "revenue", options, told)
        _tell_unread(
            source,
            "revenue",
            revenues,
            N_("{count} {count:revenue is no number, and tells|revenues are no numbers, and tell} no tier."),
            told.not_used,
        )
    source = dataclasses.replace(source, frame=source.frame.assign(revenue=revenues))
    return without_sums(source, revenues, told, OF_CUSTOMERS, "account")


def _tell_unread(source: Source, key: str, amounts: pd.Series[float], message: str, not_used: list[Remark]) -> None:
    """Cells in which something stands that is no number."""
    wrong = source.frame[key].map(filled).astype(bool) & amounts.isna()
    tell(not_used, message, wrong.sum())
    not_used.extend(example_of(source, wrong.index[wrong], key))


def _refuse_too_many(deals: pd.DataFrame, year_start: datetime.date | None, rows: DealRows) -> None:
    """Refuse a log that no worksheet could hold, before it is made."""
    early = [isinstance(day, datetime.date) and year_start is not None and day < year_start for day in deals["closed"]]
    most = max(len(deals) - sum(early), int(_make_orders(deals).sum()))
    if most > MOST_ROWS:
        raise SourceProblem(
            N_(
                "{path} would make {count} rows, and a worksheet holds {most}. Cut it into files of a year or of a "
                "team each, and make a log of each."
            ),
            path=rows.source.path,
            count=f"{most:,}",
            most=f"{MOST_ROWS:,}",
        )


def _add_probabilities(deals: pd.DataFrame, used: list[Remark], not_used: list[Remark]) -> None:
    """For an open deal, the share of won ones among the closed deals of its product.

    Closed deals had left the first stage, so they tell nothing of deals that are still in it.
    """
    closed = deals[deals["stage"].isin(CLOSED)]
    won = (closed["stage"] == "Won").groupby(closed["product"])
    rates = won.mean().round(3)[(won.size() >= ENOUGH) & (won.mean().index != "")]
    is_open = ~deals["stage"].isin(CLOSED)
    later = is_open & (deals["stage"] != FIRST_STAGE)
    deals["own"] = deals["product"].map(rates).where(later)
    given = deals["own"].dropna()
    if not given.empty:
        message = N_(
            "{count} open {count:deal takes for its|deals take for their} probability the share of won deals among "
            "the closed ones of {count:its|their} product: {least} to {most}."
        )
        tell(used, message, len(given), least=f"{given.min():.1%}", most=f"{given.max():.1%}")
    message = N_(
        "{count} open {count:deal is|deals are} of products with fewer than {enough} closed deals, and "
        "{count:keeps|keep} that of {count:its|their} stage."
    )
    tell(not_used, message, (later & deals["own"].isna()).sum(), enough=ENOUGH)
    message = N_(
        "{count} open {count:deal is|deals are} in the first stage, of which closed deals tell nothing, and "
        "{count:keeps|keep} its probability."
    )
    tell(not_used, message, (is_open & ~later).sum())


def _add_prices(deals: pd.DataFrame, products: Source | None, options: ImportOptions, told: Told) -> None:
    """An open deal without an amount takes the list price of its product, which is told."""
    used, not_used = told.used, told.not_used
    blank = ~deals["stage"].isin(CLOSED) & deals["amount"].isna()
    if products is not None and "price" in products.columns:
        amounts = amounts_of(products, "price", options, Told(used, not_used))
        _tell_unread(
            products,
            "price",
            amounts,
            N_("{count} {count:price is no number, and is|prices are no numbers, and are} not taken."),
            not_used,
        )
        pairs = zip(text_of(products.frame["product"]), amounts, strict=True)
        prices = {name: price for name, price in pairs if name and filled(price)}
        found = deals["product"].map(prices).where(blank)
        deals["amount"] = deals["amount"].fillna(found)
        message = N_(
            "{count} open {count:deal|deals} without an amount {count:takes the price of its|take the price of "
            "their} product in {list}: {total} in all."
        )
        tell(used, message, found.notna().sum(), list=products.path.name, total=shown(exact_sum(found)))
        blank &= found.isna()
    tell(
        not_used,
        N_("{count} open {count:deal has no amount, and adds|deals have no amount, and add} nothing to the pipeline."),
        blank.sum(),
    )


def _year_start(deals: pd.DataFrame) -> dict[str, datetime.date]:
    """The first day of the year of the last closing, or else of the last deal; nothing if no deal has a day."""
    days = [day for key in ("closed", "created") for day in [max(deals[key].dropna(), default=None)] if day]
    return {"year_start": days[0].replace(month=1, day=1)} if days else {}


def _words(
    deals: pd.DataFrame, team: pd.DataFrame | None, products: Source | None, not_used: list[Remark]
) -> list[dict[str, Any]]:
    """What drop-downs offer: of the team and product list, in their order. The builder adds what deals name besides."""
    people = [] if team is None else [name for name in dict.fromkeys(text_of(team["person"])) if name]
    named = [] if products is None else [name for name in dict.fromkeys(text_of(products.frame["product"])) if name]
    if team is not None:
        for owner, count in deals["owner"].value_counts().items():
            if owner and owner not in people:
                message = N_("{count} {count:deal is|deals are} of {person}, who is not in the team list.")
                tell(not_used, message, count, person=str(owner))
    length = max(len(people), len(named))
    lists = {"person": people, "product": named}
    return [{key: values[place] for key, values in lists.items() if place < len(values)} for place in range(length)]


def _customers(
    deals: pd.DataFrame, listed: Source | None, used: list[Remark], not_used: list[Remark]
) -> list[dict[str, Any]]:
    """One row for each customer: of the list, and of the deals."""
    rows: dict[str, dict[str, Any]] = {}
    if listed is not None:
        names, segments = text_of(listed.frame["account"]), text_of(listed.frame["segment"])
        for name, segment in zip(names, segments, strict=True):
            if name:
                rows.setdefault(name_key(name), {"customer": name, "segment": segment or None})
        tell(
            not_used,
            N_("{count} {count:row|rows} of {list} {count:names|name} no customer."),
            (names == "").sum(),
            list=listed.path.name,
        )
        not_used.extend(example_of(listed, names.index[names == ""], "account"))
        for name, count in Counter(names[names != ""].map(name_key)).items():
            if count > 1:
                message = N_("{customer} stands {count} times in the list of customers; the first row is taken.")
                tell(not_used, message, count, customer=rows[name]["customer"])
        _tell_segments(rows, not_used)
    known = [row["customer"] for row in rows.values()]
    own = deals[deals["customer"] != ""]
    for customer, count in Counter(own["customer"]).items():
        if name_key(customer) not in rows:
            rows[name_key(customer)] = {"customer": customer}
            if listed is not None:
                near = nearest(customer, known)
                message = N_(
                    "{count} {count:deal is|deals are} of {customer}, whom {list} does not have, and who is added."
                )
                if near:
                    message = N_(
                        "{count} {count:deal is|deals are} of {customer}, whom {list} does not have, and who is "
                        "added (is it {near}?)."
                    )
                tell(not_used, message, count, customer=repr(customer), list=listed.path.name, near=repr(near))
    _add_owners(rows, own)
    _add_tiers(rows, own, listed, used, not_used)
    return sorted(rows.values(), key=lambda row: name_key(row["customer"]))


def _tell_segments(rows: dict[str, dict[str, Any]], not_used: list[Remark]) -> None:
    """Sectors that look misspelt are told, and stay as they are."""
    for segment, count in Counter(row["segment"] for row in rows.values() if row["segment"]).items():
        word = name_key(segment)
        near = "" if word in INDUSTRIES else nearest(word, INDUSTRIES)
        if near and not near.startswith(word) and not word.startswith(near):
            message = N_(
                "{count} {count:customer is|customers are} of the sector {sector} (is it {near}?); it stays as it is."
            )
            tell(not_used, message, count, sector=repr(segment), near=repr(near))


def _add_owners(rows: dict[str, dict[str, Any]], deals: pd.DataFrame) -> None:
    """Who has most deals with a customer owns it; of those with as many, who won more."""
    won = deals["amount"].where(deals["stage"] == "Won", 0).fillna(0)
    counted = deals.assign(won=won, customer=deals["customer"].map(name_key))[deals["owner"] != ""]
    by_owner = counted.groupby(["customer", "owner"])["won"].agg(["size", "sum"]).reset_index()
    ranked = by_owner.sort_values(["size", "sum", "owner"], ascending=[False, False, True])
    for customer, owner in zip(ranked["customer"], ranked["owner"], strict=True):
        rows[customer].setdefault("owner", owner)


def _add_tiers(
    rows: dict[str, dict[str, Any]],
    deals: pd.DataFrame,
    listed: Source | None,
    used: list[Remark],
    not_used: list[Remark],
) -> None:
    """The upper third by revenue is A, the middle third B; without revenues, by what each bought."""
    import pandas as pd

    if listed is not None and "revenue" in listed.columns:
        sizes = pd.Series(
            list(listed.frame["revenue"]), index=text_of(listed.frame["account"]).map(name_key), dtype=float
        )
        sizes = sizes[~sizes.index.duplicated()].reindex(list(rows))
        message = N_("Tiers by thirds of {header} in {list}: {tiers}.")
        source = {"header": listed.columns["revenue"], "list": listed.path.name}
    else:
        won = deals[deals["stage"] == "Won"]
        sizes = won["amount"].groupby(won["customer"].map(name_key)).sum().reindex(list(rows)).fillna(0)
        message, source = N_("Tiers by thirds of what each customer bought: {tiers}."), {}
    places = sizes.rank() * len(TIERS) / sizes.count()
    for name, place in places.dropna().items():
        rows[str(name)]["tier"] = TIERS[min(int(-(-place // 1)) - 1, len(TIERS) - 1)]
    counts = Counter(row["tier"] for row in rows.values() if "tier" in row)
    shown = tuple(f"{counts[tier]} {tier}" for tier in reversed(TIERS))
    tell(used, message, len(rows), tiers=shown, **source)
    tell(
        not_used,
        N_("{count} {count:customer has|customers have} no revenue to tell {count:the|their} tier by; choose it."),
        sizes.isna().sum(),
    )


def _opportunities(
    deals: pd.DataFrame, year_start: datetime.date | None, account: Account, not_used: list[Remark]
) -> list[dict[str, Any]]:
    """Open deals, and those closed since the year began; of earlier ones those that make no order are left out."""
    early = [isinstance(day, datetime.date) and year_start is not None and day < year_start for day in deals["closed"]]
    left_out, kept = deals[early], deals[[not one for one in early]]
    won = left_out["amount"][left_out["stage"] == "Won"]
    message = N_(
        "{count} {count:deal|deals} closed before {start} {count:is|are} left out of Opportunities; the won ones "
        "({total}) stand in Orders."
    )
    tell(not_used, message, len(left_out), start=year_start, total=shown(exact_sum(won)))
    nowhere = left_out["row"][~_make_orders(left_out)]
    account.leave_out(nowhere, Remark(N_("The deal was closed before {start}."), 1, {"start": year_start}))
    return _rows(kept.drop(columns="row"))


def _make_orders(deals: pd.DataFrame) -> pd.Series[bool]:
    """Which deals are orders: those won, with a customer, a day and an amount."""
    whole = (deals["customer"] != "") & deals["closed"].notna() & deals["amount"].notna()
    return whole & (deals["stage"] == "Won")


def _orders(deals: pd.DataFrame, used: list[Remark], not_used: list[Remark]) -> list[dict[str, Any]]:
    """An order for each won deal with a customer, a day and an amount."""
    won = deals[deals["stage"] == "Won"]
    whole = _make_orders(won)
    orders = won[whole]
    tell(
        used,
        N_("{count} {count:order|orders} from won deals: {total}."),
        len(orders),
        total=shown(exact_sum(orders["amount"])),
    )
    message = N_(
        "{count} won {count:deal makes|deals make} no order, because customer, day or amount is missing: {total}."
    )
    tell(not_used, message, (~whole).sum(), total=shown(exact_sum(won["amount"][~whole])))
    renamed = orders.rename(columns={"closed": "day", "id": "order"})
    return _rows(renamed[["day", "customer", "order", "product", "amount"]].sort_values("day", kind="stable"))


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, without what is missing."""
    return [{str(key): value for key, value in row.items() if filled(value)} for row in frame.to_dict("records")]
