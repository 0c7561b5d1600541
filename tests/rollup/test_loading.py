"""What a refresh brings into each kind of workbook: hand-worked figures, their sources, and what typed cells keep."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.rollup.small_unit import END_OF_APRIL, END_OF_MARCH, loaded, put, slot, unit, value
from xltargets.actions.files.headless import apply
from xltargets.actions.refresh import Refresh, refresh
from xltargets.errors import InputProblem
from xltargets.rollup.company import Company
from xltargets.rollup.extraction import Collected, Collector
from xltargets.rollup.terms import Terms
from xltargets.validation.settings import Settings
from xltargets.workbooks.contents import Cell
from xltargets.workbooks.properties import stamp
from xltargets.workbooks.reader import read


def collected(files: Iterable[Path], now: float = END_OF_MARCH) -> list[Collected]:
    """What `collect` finds, in this process."""
    found = []
    for file in files:
        one = Collector(Settings(), now).check(file)
        assert isinstance(one, Collected)
        extract = None if one.extract is None else replace(one.extract, file=file.name)
        found.append(replace(one, file=file.name, extract=extract))
    return found


def renewed(path: Path, *others: str, now: float = END_OF_MARCH, write: bool = True, **terms: object) -> Refresh:
    """Renew a workbook from others beside it, of all that are there if none is named."""
    files = [path.parent / f"{name}.xlsx" for name in others] or sorted(path.parent.glob("*.xlsx"))
    done = refresh(read(path), collected([file for file in files if file != path], now), Terms(now, **terms))  # type: ignore[arg-type]
    if write and not done.is_empty:
        apply(done.outcome, path, path, lambda: now)
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return unit(tmp_path / "north")


def test_the_plan_takes_actuals_pipeline_and_risks(folder: Path) -> None:
    path = folder / "plan.xlsx"
    done = renewed(path)
    assert done.message.sentence() == "6 figures were renewed from scorecard.xlsx, log.xlsx, register.xlsx."
    assert done.outcome.details == ()
    assert [value(path, "review.actual", month) for month in range(4)] == [80.0, 20.0, None, None]
    assert value(path, "status.actual") == 100.0
    # O-2 closes next year; 1,200 less 100 are left.
    ahead = {key: value(path, f"ahead.{key}") for key in ("left", "pipeline", "weighted", "expected", "at_risk")}
    assert ahead == {"left": 1100.0, "pipeline": 100.0, "weighted": 50.0, "expected": 50.0, "at_risk": 100.0}
    assert value(path, "ahead.coverage") == pytest.approx(50 / 1100, rel=1e-12)
    assert loaded(path) == {
        ("Review, Actual", "2026-01"): ("80", "scorecard.xlsx", "Actuals!C5:C6"),
        ("Review, Actual", "2026-02"): ("20", "scorecard.xlsx", "Actuals!C7"),
        ("What lies ahead, Open pipeline", ""): ("100", "log.xlsx", "Opportunities!L5"),
        ("What lies ahead, Weighted pipeline", ""): ("50", "log.xlsx", "Opportunities!M5"),
        ("What lies ahead, Expected loss", ""): ("50", "register.xlsx", slot_place(folder, "standing.expected")),
        ("What lies ahead, Target at risk", ""): ("100", "register.xlsx", slot_place(folder, "standing.at_risk")),
    }


def slot_place(folder: Path, reference: str) -> str:
    return slot(folder / "register.xlsx", reference).at.place


def test_twice_is_once_byte_for_byte_also_on_another_day(folder: Path) -> None:
    for name in ("plan", "scorecard", "log", "register"):
        path = folder / f"{name}.xlsx"
        renewed(path)
        before = path.read_bytes()
        again = renewed(path, now=END_OF_MARCH + 3)
        assert again.is_empty
        assert again.message.sentence() == "Nothing has changed."
        assert path.read_bytes() == before


def test_the_others_take_target_people_and_pipeline(folder: Path) -> None:
    put(folder / "plan.xlsx", {("settings.unit_id", None): "north"})
    for name, sheet in (("log", "Lists"), ("register", "Lists")):
        path = folder / f"{name}.xlsx"
        renewed(path)
        assert (value(path, "settings.target"), value(path, "settings.unit_id")) == (1200.0, "north")
        assert [value(path, "words.person", row) for row in range(3)] == ["Ann Lee", "Bo Chen", None]
        assert slot(path, "words.person", 1).sheet.name == sheet
    path = folder / "scorecard.xlsx"
    renewed(path)
    assert (value(path, "standing.pipeline"), value(path, "standing.weighted")) == (100.0, 50.0)
    # Quotas of 1,200, of which 100 were sold.
    assert value(path, "standing.coverage") == pytest.approx(50 / 1100, rel=1e-12)


def test_what_was_typed_stays_and_is_told(folder: Path) -> None:
    path = folder / "plan.xlsx"
    put(path, {("review.actual", 0): 99.0})
    [told] = [one for one in renewed(path).outcome.details if "Review!C5" in one]
    assert told == (
        "Review!C5: Actual is 99, typed here; scorecard.xlsx · Actuals!C5:C6 says 80. Yours stays; clear the cell to "
        "take that."
    )
    assert value(path, "review.actual", 0) == 99.0
    assert ("Review, Actual", "2026-01") not in loaded(path)
    put(path, {("review.actual", 0): None})
    assert renewed(path).outcome.details == ()
    assert value(path, "review.actual", 0) == 80.0


def test_what_is_typed_over_a_loaded_cell_goes_and_is_told(folder: Path) -> None:
    path = folder / "plan.xlsx"
    renewed(path)
    put(path, {("ahead.weighted", None): 900.0})
    [told] = renewed(path).outcome.details
    assert told == (
        "'What lies ahead'!B7: Weighted pipeline was 900, typed over what is loaded from log.xlsx · "
        "Opportunities!M5; it is 50 again."
    )
    assert value(path, "ahead.weighted") == 50.0


def test_a_correction_follows_and_what_is_gone_is_emptied(folder: Path) -> None:
    path, source = folder / "plan.xlsx", folder / "scorecard.xlsx"
    renewed(path)
    put(source, {("actuals.actual", 1): 35.0, ("actuals.month", 2): None, ("actuals.member", 2): None})
    put(source, {("actuals.actual", 2): None})
    renewed(path)
    assert [value(path, "review.actual", month) for month in range(3)] == [85.0, None, None]
    assert ("Review, Actual", "2026-02") not in loaded(path)


def test_a_month_that_runs_is_not_loaded(folder: Path) -> None:
    path = folder / "plan.xlsx"
    renewed(path, now=END_OF_MARCH - 40)  # 19 February
    assert [value(path, "review.actual", month) for month in range(2)] == [80.0, None]


def test_won_deals_where_the_setting_says_so(folder: Path) -> None:
    """February had no deal and is 0; April has begun after the log's last entry, so that nothing is known of it."""
    path = folder / "plan.xlsx"
    put(path, {("settings.actuals_from", None): "Won deals of the CRM log"})
    renewed(path, now=END_OF_APRIL)
    assert [value(path, "review.actual", month) for month in range(5)] == [70.0, 0.0, 30.0, None, None]
    assert loaded(path)["Review, Actual", "2026-03"] == ("30", "log.xlsx", "Opportunities!F8")


def test_a_sum_that_has_no_month_is_told(folder: Path) -> None:
    put(folder / "plan.xlsx", {("settings.actuals_from", None): "Won deals of the CRM log"})
    put(folder / "log.xlsx", {("settings.won_before", None): 11.0})
    told = renewed(folder / "plan.xlsx", "log", write=False).outcome.details
    assert "log.xlsx: 11 was won elsewhere (Settings!B14); it has no day and is in no period." in told


def test_kinds_that_are_not_there_are_named_and_what_was_loaded_stays(folder: Path) -> None:
    path = folder / "plan.xlsx"
    before = renewed(path, "scorecard")
    assert list(before.outcome.details) == [
        "No CRM log of this unit and year was found, so nothing is loaded from one: "
        "What lies ahead, Open pipeline; What lies ahead, Weighted pipeline.",
        "No Risk register of this unit and year was found, so nothing is loaded from one: "
        "What lies ahead, Expected loss; What lies ahead, Target at risk.",
    ]
    lines = loaded(path)
    after = renewed(path, "log")
    assert value(path, "review.actual", 0) == 80.0
    assert "what was loaded from one before stays: Review, Actual." in after.outcome.details[0]
    assert lines.items() <= loaded(path).items()


class TestWhichWorkbooks:
    """By id, else by name, of the same year and currency; one of each kind."""

    @pytest.mark.parametrize(
        ("reference", "typed", "says"),
        [
            ("settings.unit", "South", None),
            ("settings.currency", "EUR", "its amounts are in EUR, those of this workbook in USD"),
            ("settings.year_start", 46388.0, "its year begins on 2027-01-01, that of this workbook on 2026-01-01"),
        ],
    )
    def test_others_are_not_read(self, folder: Path, reference: str, typed: object, says: str | None) -> None:
        put(folder / "register.xlsx", {(reference, None): typed})
        done = renewed(folder / "plan.xlsx", "register", write=False)
        assert done.is_empty
        told = [one for one in done.outcome.details if one.startswith("register.xlsx: ")]
        assert told == ([f"register.xlsx: {says}"] if says else [])

    def test_a_near_name_is_asked_about_and_never_joined(self, folder: Path) -> None:
        put(folder / "plan.xlsx", {("settings.unit", None): "North Harbour"})
        put(folder / "register.xlsx", {("settings.unit", None): "North Harbor"})
        done = renewed(folder / "plan.xlsx", "register", write=False)
        assert (done.is_empty, done.left_out) == (True, 1)
        assert done.outcome.details[0] == (
            "register.xlsx: its unit North Harbor is spelt almost as North Harbour in plan.xlsx; correct the name, or "
            "say --separate if they are two units"
        )

    def test_an_id_comes_before_a_name(self, folder: Path) -> None:
        put(folder / "plan.xlsx", {("settings.unit_id", None): "n-1"})
        put(folder / "register.xlsx", {("settings.unit_id", None): "n-2"})
        assert renewed(folder / "plan.xlsx", "register", write=False).is_empty

    def test_the_newest_counts_and_the_older_is_named(self, folder: Path) -> None:
        newer = folder / "a.xlsx"
        newer.write_bytes((folder / "register.xlsx").read_bytes())
        put(newer, {("risks.loss", 0): 300.0})
        stamp(newer, lambda: END_OF_MARCH)
        done = renewed(folder / "plan.xlsx", "a", "register")
        assert "register.xlsx: a.xlsx is newer" in done.outcome.details
        assert (value(folder / "plan.xlsx", "ahead.expected"), done.left_out) == (150.0, 0)

    def test_where_nothing_says_which_is_newer_none_counts(self, folder: Path) -> None:
        twin = folder / "twin.xlsx"
        twin.write_bytes((folder / "register.xlsx").read_bytes())
        put(twin, {("risks.loss", 0): 300.0})
        done = renewed(folder / "plan.xlsx", "twin", "register", write=False)
        assert (done.is_empty, done.left_out) == (True, 2)
        assert any("say which counts with --prefer" in one for one in done.outcome.details)
        preferred = renewed(folder / "plan.xlsx", "twin", "register", prefer=(twin,))
        assert preferred.left_out == 0
        assert value(folder / "plan.xlsx", "ahead.expected") == 150.0

    def test_a_refused_workbook_is_named_with_its_reason(self, folder: Path) -> None:
        put(folder / "register.xlsx", {("settings.owner", None): None})
        done = renewed(folder / "plan.xlsx", "register", write=False)
        assert (done.is_empty, done.left_out) == (True, 1)
        assert done.outcome.details[0].startswith("register.xlsx: Settings!B7: Owner is")

    def test_a_backup_is_none_of_them(self, folder: Path) -> None:
        backup = folder / ".xltargets" / "backup" / "register.xlsx"
        backup.parent.mkdir(parents=True)
        backup.write_bytes((folder / "register.xlsx").read_bytes())
        done = refresh(read(folder / "plan.xlsx"), collected([backup]), Terms(END_OF_MARCH))
        assert done.is_empty

    def test_a_workbook_that_names_no_unit_is_told_so(self, folder: Path) -> None:
        put(folder / "plan.xlsx", {("settings.unit", None): None})
        with pytest.raises(InputProblem, match="Settings!B6: found a blank; expected the unit"):
            renewed(folder / "plan.xlsx", "register")


def test_an_old_copy_is_told_when_workbooks_are_put_together(folder: Path) -> None:
    """Its owner's figure counts; the copy is to be refreshed."""
    for name in ("log", "register", "scorecard", "plan"):
        renewed(folder / f"{name}.xlsx")
    files = sorted(folder.glob("*.xlsx"))
    fresh = Company(collected(files), terms=Terms(END_OF_MARCH))
    assert not [one for notes in fresh.admission.notes.values() for one in notes if "refresh" in one.sentence()]
    put(folder / "plan.xlsx", {("settings.growth", None): 1.0, ("settings.agreed", None): 2400.0})
    put(folder / "scorecard.xlsx", {("actuals.actual", 0): 60.0})
    company = Company(collected(files), terms=Terms(END_OF_MARCH))
    told = {file: [one.sentence() for one in notes] for file, notes in company.admission.notes.items()}
    stale = "loaded figure differs from where it comes from; "
    assert f"1 {stale}Settings, Target of the year: 1200 here, 2400 there; refresh it" in told["log.xlsx"]
    assert f"1 {stale}Review, Actual 2026-01: 80 here, 90 there; refresh it" in told["plan.xlsx"]
    assert any(one.startswith("Quotas from the target plan is not what it is") for one in told["scorecard.xlsx"])
    [team] = company.teams(company.people())
    assert (team["target"], team["actual"]) == (2400.0, 110.0)


def test_in_chinese_from_chinese(tmp_path: Path) -> None:
    """Each workbook in its own language; figures are found by stable keys."""
    english, chinese = unit(tmp_path / "en"), unit(tmp_path / "zh", "plan", "log", language="zh-CN")
    for name in ("scorecard", "register"):
        (chinese / f"{name}.xlsx").write_bytes((english / f"{name}.xlsx").read_bytes())
    path = chinese / "plan.xlsx"
    renewed(path)
    assert [value(path, "review.actual", month) for month in range(3)] == [80.0, 20.0, None]
    assert (value(path, "ahead.weighted"), value(path, "ahead.at_risk")) == (50.0, 100.0)
    assert renewed(path).is_empty


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.dictionaries(some.integers(0, 11), some.sampled_from([None, 0.0, 80.0, 12.5, "n/a", 1e9]), max_size=5),
    some.sampled_from([("scorecard",), ("log", "register"), ("scorecard", "log", "register"), ()]),
)
def test_typed_cells_stay_whatever_is_loaded_and_twice_is_once(
    tmp_path_factory: pytest.TempPathFactory, typed: dict[int, object], others: tuple[str, ...]
) -> None:
    source = _unit_once(tmp_path_factory)
    contents = read(source / "plan.xlsx")
    found = [one for one in _read_once(source) if one.file.removesuffix(".xlsx") in others]
    places = {row: slot(source / "plan.xlsx", "review.actual", row) for row in typed}
    for row, amount in typed.items():
        _type(contents, places[row].sheet.name, (places[row].row, places[row].column_index), amount)
    first = refresh(contents, found, Terms(END_OF_MARCH))
    for sheet, cells in first.outcome.changes.items():
        for place, new in cells.items():
            _type(contents, sheet, place, new)
    for row, amount in typed.items():
        if amount is not None:
            place = places[row]
            assert contents.sheets[place.sheet.name].value(place.row, place.column_index) == amount
    lines = contents.tables["loaded"].area
    for offset, line in enumerate(first.outcome.rows.get("loaded", []), 1):
        for column, cell in enumerate(line.values(), lines.left):
            _type(contents, contents.tables["loaded"].sheet, (lines.top + offset, column), cell)
    assert refresh(contents, found, Terms(END_OF_MARCH + 1)).is_empty


_SHARED: list[Path] = []
_READ: list[Collected] = []


def _unit_once(factory: pytest.TempPathFactory) -> Path:
    if not _SHARED:
        _SHARED.append(unit(factory.mktemp("property") / "north"))
    return _SHARED[0]


def _read_once(folder: Path) -> list[Collected]:
    if not _READ:
        _READ.extend(collected(sorted(folder.glob("*.xlsx"))))
    return _READ


def _type(contents: object, sheet: str, place: tuple[int, int], typed: object) -> None:
    cells = contents.sheets[sheet].cells  # type: ignore[attr-defined]
    cells.setdefault(place, Cell(*place)).value = typed
