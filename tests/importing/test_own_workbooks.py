"""Our own workbooks as files of deals, people, risks and targets: what was filled in comes back."""

from __future__ import annotations

import datetime
import math
import shutil
from pathlib import Path

import pytest

from xltargets.building.builder import build
from xltargets.importing.crm_log_from_deals import log_from_deals
from xltargets.importing.options import SourceProblem
from xltargets.importing.plan_from_deals import plan_from_deals
from xltargets.importing.plan_from_targets import plan_from_targets
from xltargets.importing.register_from_risks import register_from_risks
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    translate = translator("zh-CN")
    for name in ("target-plan", "team-scorecard", "crm-log", "risk-register"):
        build(TEMPLATES[name], folder / f"{name}.xlsx", sample(name))
    build(
        TEMPLATES["risk-register"],
        folder / "风险.xlsx",
        sample("risk-register", of_language("zh-CN")),
        language="zh-CN",
        translate=translate,
    )
    return folder


def amounts(rows: list[dict[str, object]], key: str) -> float:
    return round(math.fsum(float(str(row[key])) for row in rows if row.get(key) is not None), 2)


def test_a_scorecard_s_actuals_become_a_history(own: Path) -> None:
    found = plan_from_deals(own / "team-scorecard.xlsx", team_path=own / "team-scorecard.xlsx")
    sheet = sample("team-scorecard").tables
    assert amounts(found.filling.tables["history"], "amount") == amounts(sheet["actuals"], "actual")
    people = {row["person"]: row.get("own_weight") for row in found.filling.tables["units"]}
    assert people == {row["member"]: row["quota"] for row in sheet["team"]}


def test_periods_of_weeks_are_no_months(tmp_path: Path) -> None:
    """April of the retail year 2023 begins on 2 April; its figures are not those of the month."""
    settings = {"year_start": datetime.date(2023, 1, 29), "year_kind": "w454", "weeks": 53}
    rows = {
        "team": [{"member": "Ann", "quota": 12_000}],
        "actuals": [{"month": datetime.date(2023, 2, 1), "member": "Ann", "actual": 1}],
    }
    build(TEMPLATES["team-scorecard"], tmp_path / "card.xlsx", Filling({"settings": settings}, rows))
    with pytest.raises(SourceProblem, match=r"its year is divided into weeks \(4-5-4\)"):
        plan_from_deals(tmp_path / "card.xlsx")


def test_a_plan_s_history_comes_back(own: Path) -> None:
    found = plan_from_deals(own / "target-plan.xlsx", team_path=own / "target-plan.xlsx")
    sheet = sample("target-plan").tables
    assert amounts(found.filling.tables["history"], "amount") == amounts(sheet["history"], "amount")
    assert {row["person"]: row.get("team") for row in found.filling.tables["units"]} == {
        row["person"]: row.get("team") for row in sheet["units"]
    }


def test_opportunities_come_back(own: Path) -> None:
    found = log_from_deals(own / "crm-log.xlsx", customers_path=own / "crm-log.xlsx")
    before, after = sample("crm-log").tables["opportunities"], found.filling.tables["opportunities"]
    assert [(row["id"], row["stage"], row.get("closed")) for row in after] == [
        (row["id"], row["stage"], row.get("closed")) for row in before
    ]
    assert amounts(after, "amount") == amounts(before, "amount")


@pytest.mark.parametrize("name", ["risk-register.xlsx", "风险.xlsx"])
def test_risks_come_back_in_any_language(own: Path, name: str) -> None:
    found = register_from_risks(own / name)
    language = "zh-CN" if name == "风险.xlsx" else "en"
    before = sample("risk-register", of_language(language)).tables["risks"]
    keys = ("id", "risk", "category", "likelihood", "impact", "probability", "response", "due", "closed")
    assert [[row.get(key) for key in keys] for row in found.filling.tables["risks"]] == [
        [row.get(key) for key in keys] for row in before
    ]


def test_quotas_become_targets(own: Path) -> None:
    found = plan_from_targets(own / "team-scorecard.xlsx")
    sheet = sample("team-scorecard").tables["team"]
    assert found.filling.forms["settings"]["agreed"] == amounts(sheet, "quota")
    assert {row["person"]: row["own_weight"] for row in found.filling.tables["units"]} == {
        row["member"]: row["quota"] for row in sheet
    }


def test_one_that_is_no_source_for_this_is_refused(own: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceProblem, match=r"is a risk-register of ours, which is no source for this"):
        plan_from_deals(own / "crm-log.xlsx", team_path=own / "risk-register.xlsx")
    with pytest.raises(SourceProblem, match=r"crm-log of ours, which is no source for this"):
        register_from_risks(own / "crm-log.xlsx")
    copy = tmp_path / "cut.xlsx"
    shutil.copy(own / "crm-log.xlsx", copy)
    copy.write_bytes(copy.read_bytes()[:-400])
    with pytest.raises(SourceProblem, match=r"damaged|no workbook|cannot be"):
        plan_from_deals(copy)
