"""A stranger's folder: forty files that somebody collected, and what a careful person would do with each."""

from __future__ import annotations

import datetime
import zipfile
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import openpyxl

from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.workbooks.patch import patch_values
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate

YEAR = datetime.date(2026, 1, 1)
TARGET = 1_200_000.0
"""Of each unit; 100,000 a month."""
SOLD = 45_000.0
"""By each of the two people of a scorecard, in January, February and March."""
REVIEWED = 80_000.0
"""In each of these months, as each plan's Review says."""
PEOPLE = ("First Person", "Second Person")
Fields = dict[str, object]


def settings(**more: object) -> dict[str, object]:
    return {"organisation": "Fabrikam", "unit": "UNIT", "owner": "Ann", "currency": "USD", "year_start": YEAR, **more}


@cache
def base(key: str) -> Path:
    """One workbook of each kind, built once; all others are copies of it with other inputs."""
    path = Path(mkdtemp(prefix="xltargets-test-")) / f"{key}.xlsx"
    tables: dict[str, list[dict[str, object]]] = {}
    if key == "target-plan":
        form = settings(agreed=TARGET)
        tables["units"] = [{"region": "North", "team": "UNIT", "person": name, "own_weight": 1} for name in PEOPLE]
        tables["periods"] = [{"own_weight": 1} for _month in range(12)]
        tables["review"] = [{"actual": REVIEWED} for _month in range(3)] + [{} for _month in range(9)]
    elif key == "team-scorecard":
        form = settings()
        tables["team"] = [{"member": name, "quota": 540_000, "region": "North"} for name in PEOPLE]
        tables["actuals"] = [
            {"month": datetime.date(2026, month, 1), "member": name, "actual": SOLD}
            for month in (1, 2, 3)
            for name in PEOPLE
        ]
    elif key == "crm-log":
        form = settings()
        deal = {"owner": PEOPLE[0], "stage": "Proposal", "amount": 100_000, "own": 0.4}
        tables["opportunities"] = [
            {**deal, "id": "O-1", "expected": datetime.date(2026, 12, 1)},
            {**deal, "id": "O-2", "expected": datetime.date(2027, 2, 1)},
        ]
    else:
        form = settings()
    build(TEMPLATES[key], path, Filling({"settings": form}, tables))
    return path


def made(path: Path, key: str, unit: str, saved: str = "", **fields: object) -> Path:
    """A copy for a unit, with people of its own; `fields` are other settings, or cells such as `Review!C5`."""
    contents = read(base(key))
    words = {"UNIT": unit, **{name: f"{name} of {unit}" for name in PEOPLE}}
    changes: dict[str, dict[tuple[int, int], object]] = {}
    for name, sheet in contents.sheets.items():
        for place, cell in sheet.cells.items():
            if cell.formula is None and isinstance(cell.value, str) and cell.value in words:
                changes.setdefault(name, {})[place] = words[cell.value]
    places = {one.name.lower(): one.refers_to for one in contents.names}
    for field, value in fields.items():
        name, _mark, cell = places.get(f"settings_{field}", field).replace("$", "").rpartition("!")
        where = openpyxl.utils.cell.coordinate_from_string(cell)
        place = where[1], openpyxl.utils.column_index_from_string(where[0])
        changes.setdefault(name.lstrip("=").strip("'"), {})[place] = value
    patch_values(contents, path, changes, over_formulas=True)  # type: ignore[arg-type]
    recalculate(path, path)
    if saved:
        resave(path, saved)
    return path


def resave(path: Path, saved: str, revision: int | None = None, base_saved: str = "") -> None:
    """Set when a file says that it was saved, as a spreadsheet program does."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts["docProps/core.xml"].decode()
    before, _tag, rest = core.partition('<dcterms:modified xsi:type="dcterms:W3CDTF">')
    parts["docProps/core.xml"] = f"{before}{_tag}{saved}T09:00:00Z</{rest.partition('</')[2]}".encode()
    if revision is not None:
        custom = parts["docProps/custom.xml"].decode()
        form = (
            '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="xltargets.{}">'
            "<vt:lpwstr>{}</vt:lpwstr></property>"
        )
        new = form.format(90, "revision", revision) + form.format(91, "base", f"{base_saved}T09:00:00Z")
        parts["docProps/custom.xml"] = custom.replace("</Properties>", new + "</Properties>").encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


REVIEW_1, REVIEW_3 = "Review!C5", "Review!C7"
ACTUAL_LAST = "Actuals!C10"

ACCEPTED, LEFT_OUT, SUPERSEDED = "Accepted", "Left out", "Superseded"
EXPECTED = {
    # file: state, what its reason or note says
    "north-harbour-plan.xlsx": (ACCEPTED, ""),
    "north-harbour-scorecard.xlsx": (SUPERSEDED, "holds the same"),
    "north-harbour-plan_v2.xlsx": (SUPERSEDED, "north-harbour-plan.xlsx is newer"),
    "copy-of-north-harbour-scorecard.xlsx": (ACCEPTED, ""),  # the same content: either will do
    "north-harbor-scorecard.xlsx": (LEFT_OUT, "spelt almost as North Harbour in north-harbour-plan.xlsx"),
    "north-harbour-last-year.xlsx": (LEFT_OUT, "its year begins on 2025-01-01, that of the others on 2026-01-01"),
    "north-harbour-log.xlsx": (ACCEPTED, ""),
    "north-harbour-register.xlsx": (SUPERSEDED, "holds the same"),
    "north-harbour-register-again.xlsx": (ACCEPTED, ""),
    "south-bay-plan.xlsx": (ACCEPTED, "which scorecard of South Bay counts is to be decided"),
    "south-bay-scorecard-a.xlsx": (
        LEFT_OUT,
        "lacks what south-bay-scorecard-a.xlsx has in Actuals!A10, Actuals!B10",
    ),
    "south-bay-scorecard-b.xlsx": (LEFT_OUT, "say which counts with --prefer"),
    "central-euros.xlsx": (LEFT_OUT, "its amounts are in EUR, those of most in USD"),
    "west-scorecard.xlsx": (ACCEPTED, "no target plan of West is accepted"),
    "east-plan.xlsx": (ACCEPTED, "no scorecard of East is accepted"),
    "team-1.xlsx": (ACCEPTED, "no scorecard of Team 1 is accepted"),
    "team-2.xlsx": (ACCEPTED, "no scorecard of Team 2 is accepted"),
    "huadong.xlsx": (ACCEPTED, "no scorecard of 华东 is accepted"),
    "somewhere-log.xlsx": (ACCEPTED, "Somewhere has neither a plan nor a scorecard"),
    "somewhere-register.xlsx": (ACCEPTED, "Somewhere has neither a plan nor a scorecard"),
    "sales-1.xlsx": (ACCEPTED, "no scorecard of Sales (s1) is accepted"),
    "sales-2.xlsx": (ACCEPTED, "no scorecard of Sales (s2) is accepted"),
    "sales-scorecard.xlsx": (LEFT_OUT, "give its Unit ID in Settings"),
    "depot.xlsx": (LEFT_OUT, "its unit ID d1 is that of Harvest in harvest.xlsx too"),
    "harvest.xlsx": (LEFT_OUT, "its unit ID d1 is that of Depot in depot.xlsx too"),
    "ahead.xlsx": (ACCEPTED, "it was saved on 2099-01-01, which has not come yet"),
    "forked-refreshed.xlsx": (LEFT_OUT, "both changed since the same state: Review!C5"),
    "forked-typed.xlsx": (LEFT_OUT, "both changed since the same state: Review!C5"),
    "forked-scorecard.xlsx": (LEFT_OUT, "which plan of Forked counts is to be decided first"),
    "no-owner.xlsx": (LEFT_OUT, "Owner is empty"),
    "company.xlsx": (LEFT_OUT, "it is a company scorecard itself"),
    "text.xlsx": (LEFT_OUT, "no Excel workbook"),
    "empty.xlsx": (LEFT_OUT, "empty"),
    "foreign.xlsx": (LEFT_OUT, "template"),
    "cut-short.xlsx": (LEFT_OUT, "damaged"),
    "archive.xlsx": (LEFT_OUT, "no Excel workbook"),
    "old.xls": (LEFT_OUT, "before 2007"),
    "sheet.ods": (LEFT_OUT, "OpenDocument"),
}
UNREAD = (".xltargets/backup/north-harbour-plan.20260101-000000.xlsx", "~$east-plan.xlsx")
"""What is no submission, and is not looked at."""


@cache
def folder() -> Path:
    """All of them, written once."""
    where = Path(mkdtemp(prefix="xltargets-test-"))
    plan, card, log, register = "target-plan", "team-scorecard", "crm-log", "risk-register"
    made(where / "north-harbour-plan.xlsx", plan, "North Harbour", "2026-05-01")
    made(where / "north-harbour-plan_v2.xlsx", plan, "North Harbour", "2026-03-01", agreed=900_000.0)
    made(where / "north-harbour-scorecard.xlsx", card, "North Harbour")
    _copy(where, "north-harbour-scorecard.xlsx", "copy-of-north-harbour-scorecard.xlsx")
    made(where / "north-harbor-scorecard.xlsx", card, "North Harbor")
    made(where / "north-harbour-last-year.xlsx", plan, "North Harbour", year_start=45658.0)
    made(where / "north-harbour-log.xlsx", log, "north harbour")
    made(where / "north-harbour-register.xlsx", register, "North Harbour")
    _copy(where, "north-harbour-register.xlsx", "north-harbour-register-again.xlsx")
    made(where / "south-bay-plan.xlsx", plan, "South Bay")
    made(where / "south-bay-scorecard-a.xlsx", card, "South Bay", "2026-04-02")
    made(where / "south-bay-scorecard-b.xlsx", card, "South Bay", "2026-04-03", **_without_last_row())
    made(where / "central-euros.xlsx", plan, "Central", currency="EUR")
    made(where / "west-scorecard.xlsx", card, "West")
    for name, unit in (("east-plan", "East"), ("team-1", "Team 1"), ("team-2", "Team 2"), ("huadong", "华东")):
        made(where / f"{name}.xlsx", plan, unit)
    made(where / "somewhere-log.xlsx", log, "Somewhere")
    made(where / "somewhere-register.xlsx", register, "Somewhere")
    for name, unit, unit_id in (("sales-1", "Sales", "s1"), ("sales-2", "Sales", "s2")):
        path = made(where / f"{name}.xlsx", plan, unit, unit_id=unit_id)
        _rename_people(path, unit_id)
    made(where / "sales-scorecard.xlsx", card, "Sales")
    made(where / "depot.xlsx", plan, "Depot", unit_id="d1")
    made(where / "harvest.xlsx", plan, "Harvest", unit_id="d1")
    made(where / "ahead.xlsx", plan, "Ahead", "2099-01-01")
    refreshed = made(where / "forked-refreshed.xlsx", plan, "Forked", **{REVIEW_1: 81_000.0})
    resave(refreshed, "2026-04-06", 1, "2026-04-01")
    made(where / "forked-typed.xlsx", plan, "Forked", "2026-04-05", **{REVIEW_1: 82_000.0})
    made(where / "forked-scorecard.xlsx", card, "Forked")
    made(where / "no-owner.xlsx", plan, "Nobody", owner=None)
    build(TEMPLATES["company-scorecard"], where / "company.xlsx", Filling({"settings": settings(unit="Company")}, {}))
    _write_strangers(where)
    return where


def _copy(where: Path, source: str, target: str) -> None:
    (where / target).write_bytes((where / source).read_bytes())


def _rename_people(path: Path, unit_id: str) -> None:
    contents = read(path)
    sheet = contents.sheets["Units"]
    changes = {
        place: f"{cell.value} {unit_id}"
        for place, cell in sheet.cells.items()
        if cell.formula is None and isinstance(cell.value, str) and cell.value.endswith("Person of Sales")
    }
    patch_values(contents, path, {"Units": changes})
    recalculate(path, path)


def _without_last_row() -> Fields:
    """Somebody deleted the last row of the scorecard's actuals, and typed one more of January."""
    return {f"Actuals!{letter}10": None for letter in "ABC"}


def _write_strangers(where: Path) -> None:
    (where / "text.xlsx").write_text("unit,target\nNorth,1\n", encoding="utf-8")
    (where / "empty.xlsx").touch()
    book = openpyxl.Workbook()
    book.active["A1"] = "Target"
    book.save(where / "foreign.xlsx")
    whole = (where / "east-plan.xlsx").read_bytes()
    (where / "cut-short.xlsx").write_bytes(whole[: len(whole) // 2])
    for name, content in (("archive.xlsx", {"readme.txt": "hello"}), ("sheet.ods", {"mimetype": ODS, "x": ""})):
        with zipfile.ZipFile(where / name, "w") as package:
            for part, text in content.items():
                package.writestr(part, text)
    (where / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 20)
    for name in UNREAD:
        path = where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((where / "north-harbour-plan.xlsx").read_bytes())


ODS = "application/vnd.oasis.opendocument.spreadsheet"
