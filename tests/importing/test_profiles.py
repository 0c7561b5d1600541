"""Each profile with a file made to its vendor's labels, which needs no `--map`; figures worked out by hand."""

from __future__ import annotations

import math
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.importing.crm_log_from_deals import log_from_deals
from xltargets.importing.options import SourceProblem
from xltargets.importing.plan_from_deals import Filled, plan_from_deals
from xltargets.importing.profiles import installed, shipped
from xltargets.importing.register_from_risks import register_from_risks

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
USUAL = {"Nora Vale": 1200.25, "Omar Reed": 300.75}
IN_CHINESE = {"李雷": 1200.25, "韩梅": 300.75}
RIGHT = {
    "salesforce-report": ("salesforce", USUAL),
    "salesforce-api": ("salesforce", {"Nora Vale": 1200.25}),
    "hubspot": ("hubspot", {"Nora Vale (nora@example.com)": 1200.25, "Omar Reed (omar@example.com)": 300.75}),
    "pipedrive": ("pipedrive", USUAL),
    "zoho": ("zoho", {"Nora Vale": 120_000.25, "Omar Reed": 300.75}),
    "odoo": ("odoo", USUAL),
    "dynamics365": ("dynamics365", USUAL),
    "suitecrm-fields": ("suitecrm", {"nora": 1200.25, "omar": 300.75}),
    "suitecrm-labels": ("suitecrm", {"nora": 1200.25, "omar": 300.75}),
    "bitrix24": ("bitrix24", USUAL),
    "erpnext": ("erpnext", {"Nora Vale": 1200.25, "Omar Reed": 1501.0}),
    "xero": ("xero", USUAL),
    "stripe": ("stripe", USUAL),
    "fxiaoke": ("fxiaoke", IN_CHINESE),
    "xiaoshouyi": ("xiaoshouyi", IN_CHINESE),
    "wecom": ("wecom", IN_CHINESE),
}
RISKS = {"simplerisk": "simplerisk", "ciso-assistant": "ciso_assistant"}


def sold(found: Filled) -> dict[str, float]:
    by_person: dict[str, list[float]] = {}
    for row in found.filling.tables["history"]:
        by_person.setdefault(row["person"], []).append(row["amount"])
    return {person: round(math.fsum(amounts), 2) for person, amounts in by_person.items()}


def told(found: Filled) -> str:
    return "\n".join(remark.sentence() for remark in (*found.used, *found.not_used))


@pytest.mark.parametrize("name", RIGHT)
def test_won_deals_by_person(name: str) -> None:
    system, right = RIGHT[name]
    found = plan_from_deals(EXPORTS / f"{name}.csv")
    assert sold(found) == right
    assert f"(profile {system})" in told(found)


@pytest.mark.parametrize("name", [name for name in RIGHT if name != "xero"])
def test_the_same_file_fills_a_log(name: str) -> None:
    right = RIGHT[name][1]
    orders = log_from_deals(EXPORTS / f"{name}.csv").filling.tables["orders"]
    assert round(math.fsum(row["amount"] for row in orders), 2) == round(math.fsum(right.values()), 2)


def test_a_board_of_monday(tmp_path: Path) -> None:
    """The board's name, a title and headers for each group, and sums below them."""
    book = openpyxl.Workbook()
    sheet = book.active
    headers = ["Name", "Stage", "Owner", "Deal Value", "Close Date", "Accounts", "Close Probability"]
    for row in (
        ["Deals"],
        ["Active deals"],
        headers,
        ["Pilot", "Discovery", "Nora Vale", 500, None, "Elm Ltd", 0.4],
        [None, None, None, 500, None, None, None],
        [],
        ["Closed Won"],
        headers,
        ["Rollout", "Won", "Nora Vale", 1200.25, "2025-03-31", "Birch GmbH", 1],
        ["Add-on", "Won", "Omar Reed", 300.75, "2025-06-20", "Cedar Inc.", 1],
        [None, None, None, 1501, None, None, None],
    ):
        sheet.append(row)
    path = tmp_path / "Deals.xlsx"
    book.save(path)
    found = plan_from_deals(path)
    assert sold(found) == USUAL
    assert "(profile monday)" in told(found)


def test_risks_of_simplerisk() -> None:
    opened, closed = register_from_risks(EXPORTS / "simplerisk.csv").filling.tables["risks"]
    assert (opened["likelihood"], opened["impact"], opened["response"]) == (4, 4, "Reduce")
    assert (opened["category"], opened["plan"], opened.get("closed")) == (
        *("Internal management", "Train two more"),
        None,
    )
    assert (closed["closed"].isoformat(), closed["category"], closed["response"]) == (
        *("2025-09-15", "Supply chain"),
        "Transfer",
    )


def test_risks_of_ciso_assistant() -> None:
    found = register_from_risks(EXPORTS / "ciso-assistant.csv")
    assert [
        (row["id"], row["likelihood"], row["impact"], row["response"]) for row in found.filling.tables["risks"]
    ] == [
        ("R.1", 4, 4, "Reduce"),
        ("R.2", 1, 3, "Accept"),
    ]
    assert "(profile ciso_assistant)" in told(found)


def test_every_layout_has_a_file() -> None:
    tried = {(system, "") for system, _right in RIGHT.values()} | {(one, "") for one in RISKS.values()}
    assert {layout.system for layout in shipped()} == {system for system, _name in tried} | {"monday"}


def test_the_list_of_profiles_names_each(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["profiles"])
    assert done.exit_code == 0
    for layout in shipped():
        assert layout.title in done.output
        shown = CliRunner().invoke(main, ["profiles", layout.system])
        assert (shown.exit_code, "known by: " in shown.output) == (0, True)
    wrong = CliRunner().invoke(main, ["profiles", "nobody"])
    assert (wrong.exit_code, "There is no profile 'nobody'" in wrong.output) == (2, True)


OWN = {
    "title": "Kontor",
    "layout": [{"signs": ["Wer", "Wann"], "labels": {"person": ["Wer"], "closed": ["Wann"], "amount": ["Was"]}}],
}


class Entry:
    name = "kontor"
    value = "kontor.profiles:PROFILE"

    def __init__(self, profile: object) -> None:
        self.profile = profile

    def load(self) -> object:
        if isinstance(self.profile, Exception):
            raise self.profile
        return self.profile


def test_a_package_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Wer,Wann,Was\nAnn,2025-01-05,5\n")
    for profile, right in ((OWN, "(profile kontor)"), ({}, "cannot be used"), (ImportError("gone"), "gone")):
        monkeypatch.setattr("importlib.metadata.entry_points", lambda group, profile=profile: [Entry(profile)])
        installed.cache_clear()
        try:
            if profile is OWN:
                assert right in told(plan_from_deals(path))
            else:
                with pytest.raises(SourceProblem, match=right.replace("(", "")):
                    plan_from_deals(path)
        finally:
            installed.cache_clear()
