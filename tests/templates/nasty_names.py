"""Names that a spreadsheet may take for a pattern, a comparison or a number, and workbooks filled with them.

Each filling comes with what its formulas are to give, summed here name by name: the rows of a table by their key.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from xltargets.templates.content import Filling

NAMES: tuple[Any, ...] = (
    *(
        "Li*",
        "Lina",
        "*",
        "what?",
        "whats",
        "?",
        "a~b",
        "ab",
        "~*",
        "Dept ~1",
        "Dept 1",
        "=Dept 1",
        ">Sales",
        "<>x",
        "x",
    ),
    *("007", "7", 7.0, "1E3", "1000", "50%", "TRUE", "2026-01-01", "anna", "anna ", "Éva", "Eva", "李*", "李明", '"'),
)
"""No two are equal to a spreadsheet: `anna ` with its space is another, and so is the number 7."""
OTHERWISE = {"Lina": "LINA", "anna": "Anna", "Éva": "éVA", "=Dept 1": "=DEPT 1"}
"""The same to a spreadsheet, as somebody else may type it."""
YEAR = datetime.date(2026, 1, 1)
AS_OF = datetime.date(2026, 3, 31)
SETTINGS = {"unit": "*", "owner": ">Sales", "year_start": YEAR, "as_of": AS_OF, "decimals": 2}
Rows = list[dict[str, Any]]
Expected = dict[str, dict[Any, Any]]
"""By column, such as `units.history`: what it shows by the key of its row."""


def key(name: Any) -> tuple[str, Any]:
    """What is equal to a spreadsheet's `=`: texts without case, numbers by value, a text never a number."""
    return ("text", name.lower()) if isinstance(name, str) else ("number", name)


def typed(name: Any, number: int) -> Any:
    """A name as it stands in a row: now and then with other capitals."""
    return OTHERWISE.get(name, name) if number % 2 else name


def per_name(
    rows: Iterable[dict[str, Any]], by: str, figure: str | Callable[[dict[str, Any]], float]
) -> dict[Any, float]:
    """The sum of a figure for each name."""
    sums: dict[Any, float] = defaultdict(float)
    for row in rows:
        if row.get(by) is not None:
            sums[key(row[by])] += row[figure] if isinstance(figure, str) else figure(row)
    return dict(sums)


def every(values: dict[Any, float], names: Iterable[Any] = NAMES) -> dict[Any, float]:
    """With 0 for a name that has none."""
    return {key(name): values.get(key(name), 0) for name in names}


def _month(number: int) -> datetime.date:
    return datetime.date(2026, number, 1)


def target_plan() -> tuple[Filling, Expected]:
    """Amounts of the year before in two months, and some outside of it or of nobody."""
    history = [
        {"month": datetime.date(2025, 3 + 4 * (number % 2), 9), "person": typed(name, number), "amount": 2.0**number}
        for number, name in enumerate((*NAMES, *NAMES))
    ]
    outside = [
        {"month": day, "person": name, "amount": 7e12}
        for name in NAMES[:3]
        for day in (YEAR, datetime.date(2024, 12, 31))
    ]
    nobody = [{"month": datetime.date(2025, 5, 5), "amount": 3e12}]
    units = [{"person": name, "region": NAMES[-1 - number], "team": name} for number, name in enumerate(NAMES)]
    filling = Filling({"settings": SETTINGS}, {"units": units, "history": [*history, *outside, *nobody]})
    return filling, {"units.history": per_name(history, "person", "amount")}


def team_scorecard() -> tuple[Filling, Expected]:
    """A member, a region and a KPI of each name; actuals, refunds, scores and reviews."""
    team = [
        {"member": name, "region": NAMES[number // 3], "quota": 12.0 * (100 + number)}
        for number, name in enumerate(NAMES)
    ]
    actuals = [
        {"month": _month(1 + month), "member": typed(name, number + month), "actual": 2.0**number + month / 4}
        for month in range(3)
        for number, name in enumerate(NAMES)
    ]
    refunds = [
        {
            **{"month": _month(2), "member": typed(name, number), "amount": 1000.0, "refunded": 10.0 * (number + 1)},
            **{"paid": 100.0, "sold": _month(1), "returned": _month(2)},
        }
        for number, name in enumerate((*NAMES, *NAMES[:7]))
    ]
    kpis = [
        {"kpi": name, "direction": "higher", "weight": (number + 1) / 1000, "target": 100.0 + number, "worst": 0.0}
        for number, name in enumerate(NAMES)
    ]
    scores = [
        {
            "member": typed(name, number),
            "kpi": typed(NAMES[(number * step) % len(NAMES)], step),
            "actual": 10.0 * step + number,
        }
        for step in (3, 7)
        for number, name in enumerate(NAMES)
    ]
    reviews = [
        {"member": typed(name, number), "rater": ("Manager", "Peer", "Peer")[step], "rating": 1 + (number + step) % 5}
        for step in range(3)
        for number, name in enumerate(NAMES)
        if step < 1 + number % 3
    ]
    tables = {"team": team, "kpis": kpis, "scores": scores, "reviews": reviews, "actuals": actuals, "refunds": refunds}
    return _with_what_is_nobodys(tables), _of_the_team(team, actuals, refunds, kpis, scores, reviews)


def _with_what_is_nobodys(tables: dict[str, Rows]) -> Filling:
    """Rows without a member, which count for none; terms, products, and the member of the statement."""
    nobodys = {
        "actuals": [{"month": _month(1), "actual": 3e12}],
        "scores": [{"kpi": NAMES[0], "actual": 50.0}],
        "refunds": [{**tables["refunds"][0], "member": None}],
    }
    prices = {"base_price": 10.0, "base_quantity": 5.0, "actual_price": 12.0, "actual_quantity": 5.0}
    return Filling(
        {"settings": SETTINGS, "statement": {"member": "*", "month": _month(2)}},
        {
            **{name: rows + nobodys.get(name, []) for name, rows in tables.items()},
            "terms": [{"effective": datetime.date(2025, 1, 1), "window": 90}],
            "lines": [{"product": name, **prices} for name in NAMES],
        },
    )


def _of_the_team(team: Rows, actuals: Rows, refunds: Rows, kpis: Rows, scores: Rows, reviews: Rows) -> Expected:
    weights = {key(row["kpi"]): row["weight"] for row in kpis}
    targets = {key(row["kpi"]): row["target"] for row in kpis}
    weighed = per_name(scores, "member", lambda row: weights[key(row["kpi"])])
    points = per_name(
        scores, "member", lambda row: weights[key(row["kpi"])] * min(1.2, row["actual"] / targets[key(row["kpi"])])
    )
    raters = per_name([{"both": (row["rater"], key(row["member"]))} for row in reviews], "both", lambda row: 1)
    raters = {name[1]: count for name, count in raters.items()}

    def share(row: Any) -> float:
        return {"Manager": 0.4, "Peer": 0.2}[row["rater"]] / raters[row["rater"], key(row["member"])]

    shares = per_name(reviews, "member", share)
    ratings = per_name(reviews, "member", lambda row: row["rating"] * share(row))
    sold = per_name(actuals, "member", "actual")
    return {
        "members.target": {key(row["member"]): row["quota"] / 4 for row in team},
        "members.actual": sold,
        "members.composite": {name: points[name] / weighed[name] for name in points},
        "members.review": {name: round(ratings[name] / shares[name], 2) for name in ratings},
        "mix.actual": per_name([row | {"sold": sold[key(row["member"])]} for row in team], "region", "sold"),
        "scores.target": {(*key(row["member"]), *key(row["kpi"])): targets[key(row["kpi"])] for row in scores},
        "commission.credit": {(*key(row["member"]), row["month"]): row["actual"] for row in actuals},
        "commission.clawback": {
            (*name, _month(2)): amount
            for name, amount in per_name(refunds, "member", lambda row: row["refunded"] / 10).items()
        },
        "lines.price": {key(name): 10.0 for name in NAMES},
        "statement.credit": {
            None: next(row["actual"] for row in actuals if row["member"] == "*" and row["month"] == _month(2))
        },
    }


def crm_log() -> tuple[Filling, Expected]:
    """A customer of each name, with deals, orders, answers, complaints and contacts; loyalty tiers with such names."""
    customers = [{"customer": name, "tier": "ABC"[number % 3]} for number, name in enumerate(NAMES)]
    deals = [
        {"id": f"O-{number}", "customer": typed(name, number), "stage": "Proposal", "amount": 2.0**number}
        for number, name in enumerate((*NAMES, *NAMES[5:]))
    ]
    orders = [
        {
            "day": _month(1 + number % 3),
            "customer": typed(name, number),
            "order": f"A-{number}",
            "amount": 100.0 * (number + 1),
        }
        for number, name in enumerate((*NAMES[2:], *NAMES[9:]))
    ]
    answers = [
        {"wave": _month(2), "customer": typed(name, number), **({} if number % 4 == 3 else {"csat": 1 + number % 4})}
        for number, name in enumerate(NAMES)
    ]
    complaints = [
        {"received": AS_OF, "customer": typed(name, number), "severity": ("High", "Low")[number % 2]}
        for number, name in enumerate(NAMES[:21])
    ]
    contacts = [
        {"day": AS_OF - datetime.timedelta(days=step + number), "customer": typed(name, number + step)}
        for step in (0, 40)
        for number, name in enumerate(NAMES)
        if not step or number % 2
    ]
    rewards = [
        {"start": start, "grade": grade, "reward": f"reward {place}"}
        for place, (start, grade) in enumerate(((0, "B?"), (10, "*"), (20, ">A"), (40, "B~")))
    ]
    filling = Filling(
        {"settings": SETTINGS},
        {
            **{"customers": customers, "opportunities": deals, "orders": orders, "satisfaction": answers},
            **{"feedback": complaints, "contacts": contacts, "rewards": rewards},
        },
    )
    return filling, _of_the_customers(customers, deals, orders, answers, complaints, contacts, rewards)


def _of_the_customers(
    customers: Rows, deals: Rows, orders: Rows, answers: Rows, complaints: Rows, contacts: Rows, rewards: Rows
) -> Expected:
    spent, bought = (every(per_name(orders, "customer", figure)) for figure in ("amount", lambda _row: 1))
    last = {key(row["customer"]): row["day"] for row in sorted(contacts, key=lambda row: row["day"])}
    days = {key(row["customer"]): {"A": 30, "B": 60, "C": 120}[row["tier"]] for row in customers}
    unhappy = per_name(answers, "customer", lambda row: row.get("csat", 5) < 3)
    grave = per_name(complaints, "customer", lambda row: row["severity"] == "High")
    late = {name: last[name] + datetime.timedelta(days=days[name]) < AS_OF for name in last}
    due = {
        (row["day"], *key(row["customer"])): row["day"] + datetime.timedelta(days=days[key(row["customer"])])
        for row in contacts
    }
    return {
        "customers.pipeline": every(per_name(deals, "customer", "amount")),
        "customers.orders": bought,
        "customers.last": last,
        "customers.signs": {
            name: late[name] + (unhappy.get(name, 0) > 0) + (grave.get(name, 0) > 0) for name in map(key, NAMES)
        },
        "loyalty.spend": spent,
        "loyalty.frequency": bought,
        "loyalty.reward": {
            name: next(row["reward"] for row in reversed(rewards) if spent[name] // 100 >= row["start"])
            for name in spent
        },
        "contacts.due": due,
        "contacts.status": {place: "Followed up" for place in due if place[0] != last[place[1:]]},
    }


def risk_register() -> tuple[Filling, Expected]:
    """Risks numbered so, with cases and indicators that name them."""
    categories = ("Market", "Supply chain", "Financial")
    risks = [
        {
            **{"id": name, "risk": f"Risk {number}", "category": categories[number % 3]},
            **{"likelihood": 1 + number % 5, "impact": 1 + number % 5},
        }
        for number, name in enumerate(NAMES)
    ]
    cases = [
        {"day": AS_OF, "risk": typed(name, number), "event": f"Case {number}", "cost": 2.0**number}
        for number, name in enumerate(NAMES)
    ]
    kris = [
        {
            "indicator": name,
            "risk": typed(NAMES[-1 - number], number),
            "side": "above",
            "amber": 1.0,
            "red": 2.0,
            "m1": 5.0,
        }
        for number, name in enumerate(NAMES)
    ]
    told = {1: "Front line", 4: "Front line", 9: "Front line", 16: "Management", 25: "Board"}
    of_risk = {key(row["id"]): told[row["likelihood"] ** 2] for row in risks}
    return Filling({"settings": SETTINGS}, {"risks": risks, "cases": cases, "kris": kris}), {
        "cases.category": {(AS_OF, *key(row["event"])): row["category"] for row in _with_category(cases, risks)},
        "losses.cases": per_name(_with_category(cases, risks), "category", "cost")
        | {key(name): 0 for name in ("Customer relationship", "Internal management")},
        "alerts.management": {key(row["indicator"]): of_risk[key(row["risk"])] for row in kris},
    }


def _with_category(cases: Any, risks: Any) -> list[dict[str, Any]]:
    categories = {key(row["id"]): row["category"] for row in risks}
    return [row | {"category": categories[key(row["risk"])]} for row in cases]


def company_scorecard() -> tuple[Filling, Expected]:
    """Teams, people and regions of such names."""
    people = [
        {
            **{"person": name, "unit": typed(NAMES[number // 2], number), "region": typed(NAMES[number // 3], number)},
            **{"target": 2.0**number, "target_so_far": 2.0**number / 4, "actual": 2.0**number / 8},
            # A person stands in a row of a workbook; what nobody carries does not, and is not counted.
            "row": number + 5,
        }
        for number, name in enumerate(NAMES)
    ]
    teams = [
        {"unit": name, "target": 3.0**number, "target_so_far": 1.0, "actual": 1.0} for number, name in enumerate(NAMES)
    ]
    pipeline = [
        {"unit": typed(name, number), "id": f"O-{number}", "amount": 2.0**number, "probability": 0.5, "expected": AS_OF}
        for number, name in enumerate((*NAMES, *NAMES[:11]))
    ]
    risks = [
        {"unit": typed(name, number), "id": f"R{number}", "expected": 5.0 * (number + 1)}
        for number, name in enumerate((*NAMES, *NAMES[4:]))
    ]
    regions = list(dict.fromkeys(NAMES[number // 3] for number in range(len(NAMES))))
    levels = (
        [("Region", name) for name in regions]
        + [("Team", name) for name in NAMES]
        + [("Person", name) for name in NAMES]
    )
    filling = Filling(
        {"settings": SETTINGS},
        {
            **{"people": [*people, {"person": "nobody's", "target": 3e12}], "teams": teams},
            **{
                "pipeline": [*pipeline, {"amount": 3e12, "probability": 1.0, "expected": AS_OF}],
                "risks": [*risks, {"expected": 3e12}],
            },
            **{"regions": [{"region": name} for name in regions]},
            "parents": [
                {"level": level, "name_of": typed(name, number), "parent": 1.0}
                for number, (level, name) in enumerate(levels)
            ],
        },
    )
    of = {
        "Region": per_name(people, "region", "target"),
        "Team": per_name(teams, "unit", "target"),
        "Person": per_name(people, "person", "target"),
    }
    return filling, {
        "regions.people": per_name(people, "region", lambda _row: 1),
        **{f"regions.{figure}": per_name(people, "region", figure) for figure in ("target", "target_so_far", "actual")},
        "teams.pipeline": every(per_name(pipeline, "unit", lambda row: row["amount"] / 2)),
        "teams.losses": every(per_name(risks, "unit", "expected")),
        "parents.children": {(level, *key(name)): of[level][key(name)] for level, name in levels},
    }


FILLINGS = {
    "target-plan": target_plan,
    "team-scorecard": team_scorecard,
    "crm-log": crm_log,
    "risk-register": risk_register,
    "company-scorecard": company_scorecard,
}
