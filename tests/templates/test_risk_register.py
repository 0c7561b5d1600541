"""The risk register's sample, worked out by hand and by other means, and registers that are out of the ordinary."""

from __future__ import annotations

import datetime
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy
import openpyxl
import pytest

from xltargets.building.builder import build
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.templates.schema import Form

REGISTER = TEMPLATES["risk-register"]
Rows = list[dict[str, Any]]


class Book:
    """A built register, read by another program."""

    def __init__(self, path: Path) -> None:
        book = openpyxl.load_workbook(path, data_only=True)
        self.tables = {table.name: (sheet, table.ref) for sheet in book for table in sheet.tables.values()}

    def rows(self, name: str) -> Rows:
        """The rows of a table by the columns' stable keys; of a form, one."""
        sheet, area = self.tables[name]
        _header, *lines = sheet[area]
        values = [[cell.value for cell in line] for line in lines]
        keys = [column.identifier for column in REGISTER.tables[name].columns]
        if issubclass(REGISTER.tables[name], Form):
            return [dict(zip(keys, (line[1] for line in values), strict=True))]
        return [dict(zip(keys, line, strict=True)) for line in values]

    def filled(self, name: str, key: str) -> Rows:
        """The rows where a column shows something."""
        return [row for row in self.rows(name) if row[key] not in (None, "")]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = tmp_path_factory.mktemp("register") / "sample.xlsx"
    build(REGISTER, path, sample("risk-register"))
    return Book(path)


def test_sheets_are_the_contracts() -> None:
    titles = {sheet.title for sheet in REGISTER.sheets}
    catalogue = {"Guide", "Settings", "Risks", "KRIs", "Alerts", "Cases", "Report"}
    assert titles == catalogue | {"Indicators at a glance", "Lists", "Loaded"}


def test_scores_levels_and_trends(book: Book) -> None:
    """Likelihood x impact x (1 - control), by hand; bands begin at 1, 5, 10 and 17."""
    expected = {
        "R1": (16, 11.2, "High", "▼ down"),
        "R2": (9, 7.2, "Medium", "► same"),
        "R3": (15, 12, "High", "► same"),
        "R5": (20, 18, "Critical", "▲ up"),
        "R7": (6, 3, "Low", "► same"),
        "R9": (12, 9, "Medium", "▲ up"),
        "R11": (4, 2, "Low", "► same"),
    }
    risks = {row["id"]: row for row in book.rows("risks")}
    for key, (inherent, residual, level, move) in expected.items():
        row = risks[key]
        assert (row["inherent"], row["level"], row["move"]) == (inherent, level, move), key
        assert row["residual"] == pytest.approx(residual), key


def test_a_closed_risk_counts_no_more(book: Book) -> None:
    closed = next(row for row in book.rows("risks") if row["id"] == "R16")
    assert closed["inherent"] == 9
    assert closed["status"] == "Dropped"
    assert not any(closed[key] for key in ("residual", "level", "expected", "order", "counted_loss"))
    standing = book.rows("standing")[0]
    assert (standing["risks"], standing["high"], standing["red"], standing["overdue"]) == (15, 3, 1, 3)
    assert "The trade fair is cancelled" not in [row["risk"] for row in book.rows("top")]


def test_the_ten_largest_with_ties_in_the_order_of_the_register(book: Book) -> None:
    """18, 12, 11.2, three of 9, 7.2, then the first three of 6."""
    names = {row["risk"]: row["id"] for row in book.rows("risks")}
    top = [names[row["risk"]] for row in book.rows("top")]
    assert top == ["R5", "R3", "R1", "R9", "R13", "R14", "R2", "R4", "R6", "R15"]


def test_the_heat_map_counts_open_risks_before_control(book: Book) -> None:
    """By likelihood and impact, counted by hand; R16 (3, 3) is closed."""
    heat = {row["likelihood"]: [row[f"impact_{impact}"] for impact in range(1, 6)] for row in book.rows("heat")}
    assert heat == {
        5: [0, 0, 0, 0, 0],
        4: [0, 1, 2, 1, 1],
        3: [0, 2, 2, 1, 1],
        2: [0, 1, 2, 0, 0],
        1: [0, 0, 0, 1, 0],
    }
    assert list(heat) == [5, 4, 3, 2, 1]


def test_losses_by_category(book: Book) -> None:
    """Probability x loss, added by hand; and what cases have cost."""
    found = {
        row["category"]: (row["count"], row["high"], row["expected"], row["cases"]) for row in book.rows("losses")[:-1]
    }
    assert found == {
        "Market": (3, 1, 211_000, 47_000),
        "Customer relationship": (2, 1, 164_000, 0),
        "Supply chain": (3, 1, 186_000, 14_500),
        "Financial": (3, 0, 115_000, 0),
        "Internal management": (4, 0, 135_500, 0),
    }
    assert book.rows("standing")[0]["expected"] == 811_500


def test_target_at_risk_is_the_quantile_of_all_outcomes(book: Book) -> None:
    """The exact distribution in fractions, risk by risk, by another way than all combinations."""
    outcomes: dict[int, Fraction] = {0: Fraction(1)}
    for row in sample("risk-register").tables["risks"]:
        if row["closed"]:
            continue
        chance, after = Fraction(str(row["probability"])), defaultdict(Fraction)
        for loss, weight in outcomes.items():
            after[loss] += weight * (1 - chance)
            after[loss + row["loss"]] += weight * chance
        outcomes = after
    reached = Fraction(0)
    for loss in sorted(outcomes):
        reached += outcomes[loss]
        if reached >= Fraction("0.95"):
            break
    standing = book.rows("standing")[0]
    assert standing["at_risk"] == loss
    assert standing["share"] == pytest.approx(loss / 4_652_120)


def test_overdue_plans_the_oldest_first(book: Book) -> None:
    """On 31 May: due on the 15th, 22nd and 29th, and not done."""
    found = [(row["owner"], row["due"].day, row["days"]) for row in book.filled("overdue", "risk")]
    assert found == [("Chen Wei", 15, 16), ("Alice Moreau", 22, 9), ("Erik Lund", 29, 2)]


def test_each_level_of_management_looks_at_its_own(book: Book) -> None:
    """High and critical: R1, R3 and R5, of which R5 is late and grew; 147,000 + 92,000 + 117,000."""
    keys = ("level", "risks", "overdue", "growing", "expected", "scope")
    assert [tuple(row[key] for key in keys) for row in book.rows("reporting")] == [
        ("Front line", 15, 3, 3, 811_500, "All risks"),
        ("Management", 3, 1, 1, 356_000, "High and critical"),
        ("Board", 1, 1, 1, 117_000, "Critical, and totals"),
    ]
    assert {row["largest"] for row in book.rows("reporting")} == {"R5 Controllers are not delivered in time"}


def test_colours_follow_thresholds_and_hysteresis(book: Book) -> None:
    """By hand. Offers: amber at 10 is left only below 9. Deals: red at 25 is left below 23."""
    letters = {row["indicator"]: "".join(str(row[f"c{n}"] or "-")[0] for n in range(1, 13)) for row in colours(book)}
    assert letters == {
        "Discount given, %": "GGGAA-------",
        "Days until an offer goes out": "GAAAA-------",
        "Share of the largest customer, %": "GGGGG-------",
        "Deliveries in time, %": "GGAAR-------",
        "Invoices overdue, %": "GGGGG-------",
        "Stock of controllers, weeks": "GGGGA-------",
        "Deals past their date, %": "AARRA-------",
        "Pulse of the team, of 10": "GGGGG-------",
    }


def colours(book: Book) -> Rows:
    return book.filled("colours", "indicator")


def test_alerts_are_red_ones_first_with_the_month_they_began(book: Book) -> None:
    found = [
        (row["indicator"], row["status"], row["since"].month, row["management"], row["state"])
        for row in book.filled("alerts", "indicator")
    ]
    assert found == [
        ("Deliveries in time, %", "Red", 5, "Board", "Acknowledged"),
        ("Discount given, %", "Amber", 4, "Management", "To acknowledge"),
        ("Days until an offer goes out", "Amber", 2, "Front line", "To acknowledge"),
        ("Stock of controllers, weeks", "Amber", 5, "Board", "To acknowledge"),
        ("Deals past their date, %", "Amber", 1, "Front line", "To acknowledge"),
    ]


def test_months_to_red_are_those_of_the_straight_line(book: Book) -> None:
    kris = {row["indicator"]: row for row in book.rows("kris")}
    for name in ("Discount given, %", "Stock of controllers, weeks", "Share of the largest customer, %"):
        values = [kris[name][f"m{month}"] for month in range(1, 6)]
        slope, start = numpy.polyfit(range(1, 6), values, 1)
        assert kris[name]["breach"] == numpy.ceil((kris[name]["red"] - start) / slope - 5), name
    assert kris["Deliveries in time, %"]["breach"] == 0
    assert not kris["Invoices overdue, %"]["breach"], "it moves away"


INDICATORS = {
    "gap": {"m1": 11, "m3": 9.6, "hysteresis": 0.5},
    "late start": {"m3": 12},
    "grew worse": {"m1": 11, "m2": 16, "acknowledged_by": "Ann", "acknowledged_on": datetime.date(2026, 1, 20)},
    "eased": {"m1": 16, "m2": 12, "acknowledged_by": "Ann", "acknowledged_on": datetime.date(2026, 1, 20)},
    "left": {"m1": 16, "m2": 4},
    "reversed": {"m1": 16, "amber": 15, "red": 10},
    "nothing yet": {},
    "whole year": {f"m{month}": 11 for month in range(1, 13)},
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """High is bad; amber at 10, red at 15. The settings say no day, and the bands are the team's own."""
    path = tmp_path_factory.mktemp("register") / "odd.xlsx"
    kris = [{"indicator": name, "side": "above", "amber": 10, "red": 15, **row} for name, row in INDICATORS.items()]
    bands = [
        {"start": start, "level": level, "management": level[0]}
        for start, level in ((2, "Low"), (4, "Medium"), (8, "High"), (12, "Critical"))
    ]
    day = datetime.date(2026, 2, 10)
    risks = [
        {"id": f"R{score}", "risk": f"Of {score}", "category": "Market", "likelihood": score, "impact": 1 + (score > 3)}
        | {"reviewed": day, "due": day}
        for score in (1, 2, 3, 4)
    ]
    settings = {"unit": "North", "owner": "Ann", "year_start": datetime.date(2026, 1, 1)}
    build(REGISTER, path, Filling({"settings": settings}, {"kris": kris, "bands": bands, "risks": risks}))
    return Book(path)


@pytest.mark.parametrize(
    ("indicator", "strip", "status", "since", "state"),
    [
        ("gap", "AAA", "Amber", 1, "To acknowledge"),
        ("late start", "--A", "Amber", 3, "To acknowledge"),
        ("grew worse", "AR", "Red", 2, "To acknowledge"),
        ("eased", "RA", "Amber", 1, "Acknowledged"),
        ("left", "RG", "Green", None, ""),
        ("reversed", "", "", None, ""),
        ("nothing yet", "", "", None, ""),
        ("whole year", "AAAAAAAAAAAA", "Amber", 1, "To acknowledge"),
    ],
)
def test_indicators_out_of_the_ordinary(
    odd: Book, indicator: str, strip: str, status: str, since: int | None, state: str
) -> None:
    """A month left out keeps the colour; an alert that grew worse is a new one, one that eased is not."""
    row = next(row for row in odd.rows("kris") if row["indicator"] == indicator)
    beside = next(row for row in colours(odd) if row["indicator"] == indicator)
    assert "".join(str(beside[f"c{n}"] or "-")[0] for n in range(1, 13)) == strip.ljust(12, "-")
    assert (row["status"] or "", row["state"] or "") == (status, state)
    assert (row["since"].month if row["since"] else None) == since


def test_every_indicator_has_room_among_the_alerts(odd: Book) -> None:
    assert len(odd.rows("alerts")) == len(odd.rows("kris"))
    alerts = [row["indicator"] for row in odd.filled("alerts", "indicator")]
    assert alerts == ["grew worse", "gap", "late start", "eased", "whole year"]


def test_bands_of_ones_own(odd: Book) -> None:
    """Scores 1, 2, 3 and 8. Below the first band a risk is low."""
    assert [row["level"] for row in odd.filled("risks", "id")] == ["Low", "Low", "Low", "High"]
    standing = odd.rows("standing")[0]
    assert (standing["medium_from"], standing["high_from"], standing["critical_from"]) == (4, 8, 12)


def test_without_a_day_the_last_review_counts_and_without_losses_nothing_is_at_risk(odd: Book) -> None:
    standing = odd.rows("standing")[0]
    assert standing["as_of"] == datetime.datetime(2026, 2, 10)
    assert (standing["overdue"], standing["expected"], standing["at_risk"]) == (0, 0, 0)
    assert not standing["share"], "there is no target"
