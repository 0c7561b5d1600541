"""A filled risk register of the sample company: risks to the year's target, indicators, and what happened."""

from __future__ import annotations

import datetime

from xltargets.errors import N_
from xltargets.samples.companies import FIRST, YEAR_START, Company
from xltargets.samples.company import TEAMS
from xltargets.samples.sales import AS_OF, total
from xltargets.templates.content import Filling
from xltargets.units.names import for_file

TEAM = "North Harbour"
INSURED = 50_000
Rows = list[dict[str, object]]
_REVIEWED = datetime.date(2026, 5, 18)
_FAIR_OVER = datetime.date(2026, 3, 23)


_DAY = datetime.date
_TEXTS = (
    (
        N_("A rival cuts prices by a tenth"),
        "Market",
        N_("New entrant with cheaper imports"),
        N_("Discounts on list-price deals"),
        N_("Bundle hardware with service contracts"),
    ),
    (
        N_("Demand of ports falls"),
        "Market",
        N_("Less freight on the northern routes"),
        N_("Two framework contracts shrink"),
        N_("Win manufacturers in the hinterland"),
    ),
    (
        N_("The largest customer leaves"),
        "Customer relationship",
        N_("Contract ends in September; slow answers last year"),
        N_("A tenth of the year's sales is gone"),
        N_("Service review with their board in June; one contact for all"),
    ),
    (
        N_("Renewals slip into next year"),
        "Customer relationship",
        N_("Customers ask late for offers"),
        N_("Sales come after the year's end"),
        N_("Call every contract 90 days before it ends"),
    ),
    (
        N_("Controllers are not delivered in time"),
        "Supply chain",
        N_("Single supplier overseas"),
        N_("Systems cannot be handed over and billed"),
        N_("Second source approved; stock for eight weeks"),
    ),
    (
        N_("Freight costs double"),
        "Supply chain",
        N_("Routes closed"),
        N_("Margin of hardware falls below the floor"),
        N_("Surcharge clause in new contracts"),
    ),
    (
        N_("A customer cannot pay"),
        "Financial",
        N_("Credit limits are not kept"),
        N_("Open invoices are lost"),
        N_("Credit grade before each offer; insurance above {amount}"),
    ),
    (
        N_("The currency moves against us"),
        "Financial",
        N_("Purchases in another currency"),
        N_("Prices rise or margin falls"),
        N_("Hedge half of the next two quarters"),
    ),
    (
        N_("Two key people leave"),
        "Internal management",
        N_("Offers of a rival; long travel"),
        N_("Their customers are not looked after for months"),
        N_("Deputies named; talks about development in June"),
    ),
    (
        N_("Forecasts are too rosy"),
        "Internal management",
        N_("Deals stay in the pipeline without a next step"),
        N_("The gap is seen too late"),
        N_("Weekly look at deals past their date"),
    ),
    (
        N_("Personal data of contacts leak"),
        "Internal management",
        N_("Lists on private devices"),
        N_("Fines, and customers who leave"),
        N_("CRM only; training for all"),
    ),
    (
        N_("A tender is lost for formal reasons"),
        "Market",
        N_("Forms change every year"),
        N_("Public sector falls out for a year"),
        N_("Checklist and a second reader"),
    ),
    (
        N_("The maker delays the new model"),
        "Supply chain",
        N_("Chips are short at the maker"),
        N_("Launch orders of autumn move to next year"),
        N_("Sell the present model with an upgrade option"),
    ),
    (
        N_("Customers put investments off"),
        "Financial",
        N_("Interest rates stay high"),
        N_("Projects are approved later and smaller"),
        N_("Offer leasing with a partner bank"),
    ),
    (
        N_("Bonuses reward the wrong deals"),
        "Internal management",
        N_("Rates pay for volume, not for margin"),
        N_("Target met in sales, missed in margin"),
        N_("Margin becomes part of the rates of July"),
    ),
    (
        N_("The trade fair is cancelled"),
        "Market",
        N_("Strike at the venue"),
        N_("Leads of spring are missing"),
        N_("Own open day in March"),
    ),
)
"""Risk, category, cause, effect and plan of each."""
_FIGURES = (
    (4, 4, 0.3, 12.0, 0.35, 420_000, 0, "Reduce", _DAY(2026, 7, 31), None),
    (3, 3, 0.2, 7.2, 0.2, 260_000, 1, "Reduce", _DAY(2026, 9, 30), None),
    (3, 5, 0.2, 12.0, 0.2, 460_000, 0, "Reduce", _DAY(2026, 6, 30), None),
    (4, 3, 0.5, 9.0, 0.4, 180_000, 1, "Reduce", _DAY(2026, 12, 18), None),
    (4, 5, 0.1, 15.0, 0.3, 390_000, 2, "Reduce", _DAY(2026, 5, 15), None),
    (3, 2, 0.0, 6.0, 0.3, 90_000, 2, "Transfer", _DAY(2026, 4, 30), _DAY(2026, 4, 28)),
    (2, 3, 0.5, 3.0, 0.1, 150_000, 3, "Transfer", _DAY(2026, 3, 31), _DAY(2026, 3, 30)),
    (3, 2, 0.4, 4.2, 0.5, 60_000, 3, "Transfer", _DAY(2026, 6, 15), None),
    (3, 4, 0.25, 8.0, 0.25, 310_000, 0, "Reduce", _DAY(2026, 6, 30), None),
    (4, 2, 0.5, 5.6, 0.5, 80_000, 4, "Reduce", _DAY(2026, 5, 29), None),
    (1, 4, 0.5, 2.0, 0.02, 200_000, 5, "Avoid", _DAY(2026, 8, 31), None),
    (2, 2, 0.0, 4.0, 0.1, 120_000, 5, "Accept", None, None),
    (3, 3, 0.0, 6.0, 0.3, 140_000, 2, "Reduce", _DAY(2026, 8, 31), None),
    (4, 3, 0.25, 9.0, 0.35, 200_000, 3, "Transfer", _DAY(2026, 6, 30), None),
    (2, 3, 0.0, 6.0, 0.2, 70_000, 0, "Avoid", _DAY(2026, 5, 22), None),
    (3, 3, 0.0, 9.0, 0.5, 60_000, 1, "Reduce", _DAY(2026, 3, 6), _DAY(2026, 3, 6)),
)
"""Likelihood, impact, control, last score, probability, loss, owner, response, due and done of each."""


def filling(company: Company = FIRST) -> Filling:
    """What the team sees coming at the end of May."""
    names = [company.name(name) for name in TEAMS[TEAM][1]]
    settings = {
        "organisation": company.name("Contoso Trading"),
        "unit": company.name(TEAM),
        "owner": names[0],
        "currency": company.currency,
        "shown_in": company.shown_in,
        "year_start": YEAR_START,
        "as_of": AS_OF,
        "unit_id": for_file(company.name(TEAM)),
        "target": total(TEAM, company),
    }
    tables = {"risks": _risks(names, company), "kris": _indicators(names, company), "cases": _cases(company)}
    return Filling({"settings": settings}, tables)


def _risks(names: list[str], company: Company) -> Rows:
    rows: Rows = []
    for number, (words, marks) in enumerate(zip(_TEXTS, _FIGURES, strict=True), 1):
        likelihood, impact, control, last, probability, loss, owner, response, due, done = marks
        rows.append(
            {
                "id": f"R{number}",
                **_words(*words, company),
                "likelihood": likelihood,
                "impact": impact,
                "control": control,
                "last": last,
                "probability": probability,
                "loss": company.money(loss),
                "owner": names[owner],
                "response": response,
                "due": due,
                "done": done,
                "closed": _FAIR_OVER if number == len(_FIGURES) else None,
                "reviewed": {8: datetime.date(2026, 1, 20), len(_FIGURES): _FAIR_OVER}.get(number, _REVIEWED),
            }
        )
    return rows


def _words(risk: str, category: str, cause: str, effect: str, plan: str, company: Company) -> dict[str, object]:
    said = {key: company.say(text) for key, text in (("risk", risk), ("cause", cause), ("effect", effect))}
    return {**said, "category": category, "plan": company.told(plan, amount=INSURED)}


def _indicators(names: list[str], company: Company) -> Rows:
    _ = company.say
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


def _cases(company: Company) -> Rows:
    _ = company.say
    return [
        {
            "day": datetime.date(2026, 2, 9),
            "risk": "R5",
            "event": _("Controllers came three weeks late"),
            "response": _("Air freight for two customers; the others were called the same day"),
            "cost": company.money(14_500),
            "lesson": _("Order at eight weeks of stock, not at five"),
        },
        {
            "day": datetime.date(2026, 3, 20),
            "risk": "R16",
            "event": _("The trade fair was cancelled two weeks before"),
            "response": _("Own open day with 40 customers; the deposit was paid back"),
            "cost": company.money(9_000),
            "lesson": _("Spread leads over several occasions; deposits only with a way out"),
        },
        {
            "day": datetime.date(2026, 4, 21),
            "risk": "R12",
            "event": _("A tender was excluded: a certificate had run out"),
            "response": _("Complaint without success"),
            "cost": company.money(38_000),
            "lesson": _("Certificates are in the calendar, with a second reader"),
        },
    ]
