"""A filled risk register of the sample company: risks to the year's target, indicators, and what happened."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from xltargets.samples.company import TEAMS
from xltargets.samples.submissions import YEAR_START
from xltargets.templates.content import Filling

if TYPE_CHECKING:
    from collections.abc import Callable

TEAM = "North Harbour"
Rows = list[dict[str, object]]
_REVIEWED = datetime.date(2026, 5, 18)
_FAIR_OVER = datetime.date(2026, 3, 23)


def filling(translate: Callable[[str], str] = lambda text: text) -> Filling:
    """What the team sees coming at the end of May."""
    _ = translate
    names = [_(name) for name in TEAMS[TEAM][1]]
    settings = {
        "organisation": _("Contoso Trading"),
        "unit": _(TEAM),
        "owner": names[0],
        "currency": "USD",
        "year_start": YEAR_START,
        "as_of": datetime.date(2026, 5, 31),
        "target": 4_652_120,
    }
    tables = {"risks": _risks(names, _), "kris": _indicators(names, _), "cases": _cases(_)}
    return Filling({"settings": settings}, tables)


def _risks(names: list[str], _: Callable[[str], str]) -> Rows:
    keys = ("risk", "category", "cause", "effect", "plan")
    texts = (
        (
            _("A rival cuts prices by a tenth"),
            "Market",
            _("New entrant with cheaper imports"),
            _("Discounts on list-price deals"),
            _("Bundle hardware with service contracts"),
        ),
        (
            _("Demand of ports falls"),
            "Market",
            _("Less freight on the northern routes"),
            _("Two framework contracts shrink"),
            _("Win manufacturers in the hinterland"),
        ),
        (
            _("The largest customer leaves"),
            "Customer relationship",
            _("Contract ends in September; slow answers last year"),
            _("A tenth of the year's sales is gone"),
            _("Service review with their board in June; one contact for all"),
        ),
        (
            _("Renewals slip into next year"),
            "Customer relationship",
            _("Customers ask late for offers"),
            _("Sales come after the year's end"),
            _("Call every contract 90 days before it ends"),
        ),
        (
            _("Controllers are not delivered in time"),
            "Supply chain",
            _("Single supplier overseas"),
            _("Systems cannot be handed over and billed"),
            _("Second source approved; stock for eight weeks"),
        ),
        (
            _("Freight costs double"),
            "Supply chain",
            _("Routes closed"),
            _("Margin of hardware falls below the floor"),
            _("Surcharge clause in new contracts"),
        ),
        (
            _("A customer cannot pay"),
            "Financial",
            _("Credit limits are not kept"),
            _("Open invoices are lost"),
            _("Credit grade before each offer; insurance above 50,000"),
        ),
        (
            _("The currency moves against us"),
            "Financial",
            _("Purchases in another currency"),
            _("Prices rise or margin falls"),
            _("Hedge half of the next two quarters"),
        ),
        (
            _("Two key people leave"),
            "Internal management",
            _("Offers of a rival; long travel"),
            _("Their customers are not looked after for months"),
            _("Deputies named; talks about development in June"),
        ),
        (
            _("Forecasts are too rosy"),
            "Internal management",
            _("Deals stay in the pipeline without a next step"),
            _("The gap is seen too late"),
            _("Weekly look at deals past their date"),
        ),
        (
            _("Personal data of contacts leak"),
            "Internal management",
            _("Lists on private devices"),
            _("Fines, and customers who leave"),
            _("CRM only; training for all"),
        ),
        (
            _("A tender is lost for formal reasons"),
            "Market",
            _("Forms change every year"),
            _("Public sector falls out for a year"),
            _("Checklist and a second reader"),
        ),
        (
            _("The maker delays the new model"),
            "Supply chain",
            _("Chips are short at the maker"),
            _("Launch orders of autumn move to next year"),
            _("Sell the present model with an upgrade option"),
        ),
        (
            _("Customers put investments off"),
            "Financial",
            _("Interest rates stay high"),
            _("Projects are approved later and smaller"),
            _("Offer leasing with a partner bank"),
        ),
        (
            _("Bonuses reward the wrong deals"),
            "Internal management",
            _("Rates pay for volume, not for margin"),
            _("Target met in sales, missed in margin"),
            _("Margin becomes part of the rates of July"),
        ),
        (
            _("The trade fair is cancelled"),
            "Market",
            _("Strike at the venue"),
            _("Leads of spring are missing"),
            _("Own open day in March"),
        ),
    )
    day = datetime.date
    figures = (
        (4, 4, 0.3, 12.0, 0.35, 420_000, 0, "Reduce", day(2026, 7, 31), None),
        (3, 3, 0.2, 7.2, 0.2, 260_000, 1, "Reduce", day(2026, 9, 30), None),
        (3, 5, 0.2, 12.0, 0.2, 460_000, 0, "Reduce", day(2026, 6, 30), None),
        (4, 3, 0.5, 9.0, 0.4, 180_000, 1, "Reduce", day(2026, 12, 18), None),
        (4, 5, 0.1, 15.0, 0.3, 390_000, 2, "Reduce", day(2026, 5, 15), None),
        (3, 2, 0.0, 6.0, 0.3, 90_000, 2, "Transfer", day(2026, 4, 30), day(2026, 4, 28)),
        (2, 3, 0.5, 3.0, 0.1, 150_000, 3, "Transfer", day(2026, 3, 31), day(2026, 3, 30)),
        (3, 2, 0.4, 4.2, 0.5, 60_000, 3, "Transfer", day(2026, 6, 15), None),
        (3, 4, 0.25, 8.0, 0.25, 310_000, 0, "Reduce", day(2026, 6, 30), None),
        (4, 2, 0.5, 5.6, 0.5, 80_000, 4, "Reduce", day(2026, 5, 29), None),
        (1, 4, 0.5, 2.0, 0.02, 200_000, 5, "Avoid", day(2026, 8, 31), None),
        (2, 2, 0.0, 4.0, 0.1, 120_000, 5, "Accept", None, None),
        (3, 3, 0.0, 6.0, 0.3, 140_000, 2, "Reduce", day(2026, 8, 31), None),
        (4, 3, 0.25, 9.0, 0.35, 200_000, 3, "Transfer", day(2026, 6, 30), None),
        (2, 3, 0.0, 6.0, 0.2, 70_000, 0, "Avoid", day(2026, 5, 22), None),
        (3, 3, 0.0, 9.0, 0.5, 60_000, 1, "Reduce", day(2026, 3, 6), day(2026, 3, 6)),
    )
    rows: Rows = []
    for number, (words, marks) in enumerate(zip(texts, figures, strict=True), 1):
        likelihood, impact, control, last, probability, loss, owner, response, due, done = marks
        rows.append(
            {
                "id": f"R{number}",
                **dict(zip(keys, words, strict=True)),
                "likelihood": likelihood,
                "impact": impact,
                "control": control,
                "last": last,
                "probability": probability,
                "loss": loss,
                "owner": names[owner],
                "response": response,
                "due": due,
                "done": done,
                "closed": _FAIR_OVER if number == len(figures) else None,
                "reviewed": {8: datetime.date(2026, 1, 20), len(figures): _FAIR_OVER}.get(number, _REVIEWED),
            }
        )
    return rows


def _indicators(names: list[str], _: Callable[[str], str]) -> Rows:
    figures = (
        (_("Discount given, %"), "R1", "above", 8, 12, 0.5, (6.1, 6.8, 7.9, 9.2, 10.4)),
        (_("Days until an offer goes out"), "R4", "above", 10, 15, 1, (8, 10.5, 9.5, 9.4, 9.2)),
        (_("Share of the largest customer, %"), "R3", "above", 12, 18, 0.5, (10.5, 10.8, 11, 11.2, 11.4)),
        (_("Deliveries in time, %"), "R5", "below", 92, 85, 1, (95, 93, 90, 86, 83)),
        (_("Invoices overdue, %"), "R7", "above", 6, 10, 0.5, (5.2, 5.6, 4.9, 5.1, 4.7)),
        (_("Stock of controllers, weeks"), "R5", "below", 6, 3, 0.5, (8, 7.5, 6.8, 6.1, 5.2)),
        (_("Deals past their date, %"), "R10", "above", 15, 25, 2, (22, 24, 27, 26, 21)),
        (_("Pulse of the team, of 10"), "R9", "below", 7, 6, 0.2, (7.8, 7.6, 7.7, 7.5, 7.6)),
    )
    rows: Rows = []
    for number, (indicator, risk, side, amber, red, hysteresis, values) in enumerate(figures):
        row: dict[str, object] = {
            "indicator": indicator,
            "risk": risk,
            "side": side,
            "amber": amber,
            "red": red,
            "hysteresis": hysteresis,
            "owner": names[number % len(names)],
        }
        row |= {f"m{month}": value for month, value in enumerate(values, 1)}
        if number == 3:
            row |= {"acknowledged_by": names[0], "acknowledged_on": datetime.date(2026, 5, 20)}
        rows.append(row)
    return rows


def _cases(_: Callable[[str], str]) -> Rows:
    return [
        {
            "day": datetime.date(2026, 2, 9),
            "risk": "R5",
            "event": _("Controllers came three weeks late"),
            "response": _("Air freight for two customers; the others were called the same day"),
            "cost": 14_500,
            "lesson": _("Order at eight weeks of stock, not at five"),
        },
        {
            "day": datetime.date(2026, 3, 20),
            "risk": "R16",
            "event": _("The trade fair was cancelled two weeks before"),
            "response": _("Own open day with 40 customers; the deposit was paid back"),
            "cost": 9_000,
            "lesson": _("Spread leads over several occasions; deposits only with a way out"),
        },
        {
            "day": datetime.date(2026, 4, 21),
            "risk": "R12",
            "event": _("A tender was excluded: a certificate had run out"),
            "response": _("Complaint without success"),
            "cost": 38_000,
            "lesson": _("Certificates are in the calendar, with a second reader"),
        },
    ]
