"""The button that hands a company plan out: what is saved, into the folder that was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hosts.fake_excel import Book
from tests.rollup.company_plans import PEOPLE, UNITS, column, company
from xltargets.actions.files.headless import apply
from xltargets.actions.registry import ACTIONS, Outcome, Request
from xltargets.errors import InputProblem, Phrase
from xltargets.hosts.excel import actions as excel_actions
from xltargets.views.view import View
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import read

DAY = 46091.0  # 2026-03-10


def press(contents: Contents, **where: Path | None) -> Outcome:
    return ACTIONS["hand-out"].run(contents, Request(lambda: DAY, **where))


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One team of Ann, by 3, and Bo, by 2, of 12,000."""
    return company(
        tmp_path_factory.mktemp("plan") / "company.xlsx",
        people=PEOPLE[:2],
        units=[{**UNITS[1], "parent": None, "keeps": "plan"}],
    )


def test_in_excel(plan: Path, tmp_path: Path) -> None:
    """The plan itself lies in the folder, and is none of its units' workbooks."""
    own = tmp_path / "company.xlsx"
    own.write_bytes(plan.read_bytes())
    book = Book(own, chosen=tmp_path)
    excel_actions.press_in(book, "hand-out", "en", lambda: DAY)
    [(mode, message)] = book.said
    assert (mode, message.splitlines()[2]) == ("info", "nh-target-plan.xlsx is written: 12,000 for 2 people.")
    assert column(tmp_path / "nh-target-plan.xlsx", "units", "target") == [7200, 4800]
    excel_actions.press_in(book, "hand-out", "en", lambda: DAY)
    assert book.said[1][1] == f"1 workbook is in {tmp_path} as the company plan says; 0 of them were written now."


def test_what_is_not_saved_is_refused(plan: Path, tmp_path: Path) -> None:
    """Ann's weight was changed in the open book, and 3 is what the file has."""
    units = View.of(read(plan)).tables["units"]
    place = (units.rows.start, units.column_index["own_weight"])
    copy = tmp_path / "copy.xlsx"
    apply(Outcome(Phrase("done"), changes={units.sheet.name: {place: 4.0}}), plan, copy, lambda: DAY)
    with pytest.raises(InputProblem, match="without unsaved changes; save it first"):
        press(read(copy), path=plan, folder=tmp_path / "units")
    with pytest.raises(InputProblem, match="expected a company plan that is saved on this computer"):
        press(read(plan), path=tmp_path / "nowhere.xlsx", folder=tmp_path / "units")
    assert not (tmp_path / "units").exists()
