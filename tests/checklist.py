"""The checklist for the day on which somebody has Excel, run as far as stand-ins go: `python -m tests.checklist`.

For each line of docs/excel-checklist.md: the tests that try it, what program they try it in, and what only Excel shows.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

import pytest

NOTHING = "nothing"


@dataclass(frozen=True)
class Line:
    """What is known of one line."""

    seen: str
    """By which program; NOTHING if by none."""
    tests: tuple[str, ...] = ()


_VBA, _XLAM, _RIBBON = "tests/addin/test_vba.py", "tests/addin/test_xlam.py", "tests/addin/test_ribbon.py"
_RUNS, _INSTALL = "tests/addin/test_vba_runs.py", "tests/addin/test_install.py"
_ACTIONS, _ADD_IN, _ONE = (
    f"tests/hosts/{name}.py" for name in ("test_excel_actions", "test_excel_addin", "test_one_outcome")
)
_BUTTONS = Line("a stand-in for xlwings' objects", (f"{_ONE}::test_in_excel_on_windows",))
_TABLE = Line(
    "xlwings' own server, pywin32 stood in for", (f"{_ADD_IN}::test_the_conformance_table_through_xlwings_own_server",)
)
_CELLS = Line("LibreOffice, Python stood in for", (f"{_RUNS}::test_a_cell_shows",))
LINES = {
    1: Line(
        "the Open XML SDK's validator; olevba",
        (
            "tests/ooxml/test_open_xml_sdk.py::test_the_add_in",
            f"{_XLAM}::test_an_independent_extractor_reads_back_the_very_source",
        ),
    ),
    2: Line(
        "LibreOffice: labels in Excel's language; pictures by nothing",
        (f"{_RUNS}::test_a_cell_shows", f"{_RIBBON}::test_the_schema_s_rules_hold"),
    ),
    3: Line(
        "the file: every button has its sentence",
        (f"{_RIBBON}::test_every_control_has_a_label_and_every_button_a_tip",),
    ),
    4: Line("the file: the schema's rules for key tips", (f"{_RIBBON}::test_the_schema_s_rules_hold",)),
    5: _CELLS,
    6: _TABLE,
    7: _TABLE,
    8: Line("xlwings' own server; LibreOffice: marks become error values", (*_TABLE.tests, *_CELLS.tests)),
    9: _TABLE,
    10: _CELLS,
    11: _TABLE,
    12: Line(
        "LibreOffice, a stand-in that refuses as Excel does",
        (f"{_VBA}::test_the_wizard_is_told_in_every_language", f"{_RUNS}::test_a_cell_shows"),
    ),
    13: Line("a stand-in for xlwings' objects", (f"{_ACTIONS}::test_files_are_opened",)),
    14: _BUTTONS,
    15: Line(
        "a stand-in for xlwings' objects",
        (*_BUTTONS.tests, f"{_ACTIONS}::test_a_protected_sheet_is_protected_again_as_it_was"),
    ),
    16: _BUTTONS,
    17: Line(
        "a stand-in for xlwings' objects; formats and charts by nothing",
        (f"{_ACTIONS}::test_a_table_shrinks_and_its_other_columns_keep_their_formulas",),
    ),
    18: Line("a stand-in for xlwings' objects", (f"{_ACTIONS}::test_files_are_opened",)),
    19: Line("a stand-in for xlwings' objects", (f"{_ACTIONS}::test_text_stays_text",)),
    20: Line(
        "folders of our own: the doctor names it",
        (f"{_INSTALL}::test_the_doctor_names_a_python_that_moved_or_another_one",),
    ),
    21: Line(
        "LibreOffice without the extension",
        ("tests/workbooks/test_respelling.py::test_the_way_back_after_another_program_has_saved_the_values",),
    ),
    22: Line(
        "a stand-in for xlwings' objects; the file",
        ("tests/workbooks/test_respelling.py::test_reconnect_enters_what_shows_an_unknown_name",),
    ),
    23: Line(
        "the add-in's source: it does not ask for the sheet",
        (f"{_XLAM}::test_an_open_workbook_cannot_choose_the_python_that_runs",),
    ),
    24: Line(NOTHING),
    25: Line(
        "a stand-in for xlwings' objects", (f"{_ACTIONS}::test_every_button_answers_in_a_book_that_is_only_on_the_web",)
    ),
    26: Line(
        "the file: xlwings' module is private",
        (f"{_XLAM}::test_only_worksheet_functions_are_offered_to_whoever_types_a_formula",),
    ),
    27: Line("folders of our own", (f"{_INSTALL}::test_what_was_installed_goes_again_and_nothing_else",)),
}
"""By the number of the line."""


@dataclass
class Outcomes:
    """What pytest says of each test, by its name without parameters: the worst of several."""

    found: dict[str, str] = field(default_factory=dict)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Called by pytest for each phase of each test."""
        name = report.nodeid.partition("[")[0]
        said = "failed" if report.failed else "not tried" if report.skipped else "seen"
        order = ("failed", "seen", "not tried")
        if report.when == "call" or said != "seen":
            self.found[name] = min(said, self.found.get(name, said), key=order.index)


def main() -> int:
    """Run it; a line each, and 1 if any failed."""
    outcomes = Outcomes()
    tests = sorted({test for line in LINES.values() for test in line.tests})
    pytest.main(["-q", "--no-header", "-p", "no:terminal", *tests], plugins=[outcomes])
    for number, line in LINES.items():
        found = {outcomes.found.get(test, "not tried") for test in line.tests} or {"not tried"}
        said = "failed" if "failed" in found else "not tried here" if "not tried" in found else "seen"
        sys.stdout.write(f"{number:>3}  {said:<15} by {line.seen}; Excel itself: not seen\n")
    return int("failed" in outcomes.found.values())


if __name__ == "__main__":
    raise SystemExit(main())
