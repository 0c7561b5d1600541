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
_NODE = "the script in Node and the server for real, Excel stood in for"
_PANE = "the pane in Chromium and the server for real, Office.js stood in for"
_LITE = "decorators and objects that stand in for Lite's"
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
    28: Line(
        "xlwings' own server, a stand-in for its objects",
        (
            "tests/hosts/test_excel_explaining.py::test_through_xlwings_own_server",
            "tests/hosts/test_excel_explaining.py::test_a_formula_that_reads_its_own_row",
        ),
    ),
    29: Line(
        "the schema's rules, Microsoft's reader of manifests; pictures by nothing",
        (
            "tests/addin_officejs/test_products.py::TestManifest::test_order_of_the_schema",
            "tests/addin_officejs/test_products.py::TestManifest::test_every_file_that_it_names_is_served",
            "tests/addin_officejs/test_published_schemas.py::test_microsoft_s_tool_reads_the_manifest",
        ),
    ),
    30: Line(
        "Chromium from another origin; Microsoft's generator makes the same metadata",
        (
            "tests/addin_officejs/test_foreign_origin.py::test_metadata_and_script_come_but_no_foreign_page_may_ask",
            "tests/addin_officejs/test_published_schemas.py::test_microsoft_s_generator_makes_the_same",
            "tests/addin_officejs/test_products.py::TestMetadata::test_help_is_in_excel_s_language",
        ),
    ),
    31: Line(
        _NODE,
        (
            "tests/addin_officejs/test_script.py::test_excel_shows_the_same",
            "tests/addin_officejs/test_script.py::TestErrors::test_the_pane_has_the_sentence_that_excel_does_not_show",
        ),
    ),
    32: Line(_NODE, ("tests/addin_officejs/test_script.py::TestErrors::test_excel_shows_the_sentence_where_it_can",)),
    33: Line(
        _NODE,
        (
            "tests/addin_officejs/test_script.py::TestBlanks::test_on_the_desktop",
            "tests/addin_officejs/test_script.py::TestBlanks::test_a_zero_that_was_typed_stays_one",
            "tests/addin_officejs/test_script.py::TestBlanks::test_on_the_web",
        ),
    ),
    34: Line(
        _NODE,
        (
            "tests/addin_officejs/test_script.py::TestExplaining::test_it_says_what_is_wrong",
            "tests/addin_officejs/test_script.py::TestExplaining::test_a_formula_that_reads_its_own_row",
        ),
    ),
    35: Line(
        _PANE,
        (
            "tests/addin_officejs/test_pane.py::TestValidate::test_findings_are_shown_and_lead_to_their_cells",
            "tests/addin_officejs/test_pane.py::TestValidate::test_from_the_ribbon",
        ),
    ),
    36: Line(
        _PANE,
        (
            "tests/addin_officejs/test_pane.py::TestChanges::test_an_answer_is_written_into_the_open_workbook",
            "tests/addin_officejs/test_pane.py::TestChanges::test_it_is_protected_again_after_a_failure",
        ),
    ),
    37: Line(_PANE, ("tests/addin_officejs/test_pane.py::TestChanges::test_a_new_workbook_is_opened_and_offered",)),
    38: Line(_NODE, ("tests/addin_officejs/test_script.py::TestServer::test_it_is_not_there",)),
    39: Line(
        "the wheel's own requirements; Pyodide's core without NumPy",
        (
            "tests/addin_lite/test_lite.py::test_the_wheel_asks_for_nothing_that_a_browser_s_python_has_not",
            "tests/conformance/test_webassembly.py::test_pyodide_s_core_lacks_nothing_but_numpy",
        ),
    ),
    40: Line(
        _LITE,
        (
            "tests/addin_lite/test_lite.py::test_lite_is_told_every_function_with_its_help",
            "tests/addin_lite/test_lite.py::test_help_and_sentences_are_in_the_workbook_s_language",
        ),
    ),
    41: Line(_LITE, ("tests/addin_lite/test_lite.py::test_error_values_go_as_lite_takes_them",)),
    42: Line(_LITE, ("tests/addin_lite/test_lite.py::test_split_writes_the_parts_beside_the_weights",)),
    43: Line(_LITE, ("tests/addin_lite/test_lite.py::test_a_protected_sheet_is_told",)),
}
"""By the number of the line."""


@dataclass(eq=False)
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


def main(lines: dict[int, Line] = LINES) -> int:
    """Run it; a line each. 1 if any failed, 2 if the tests could not be run."""
    outcomes = Outcomes()
    tests = sorted({test for line in lines.values() for test in line.tests})
    # The project's own options are for the terminal, which shows nothing here.
    ended = pytest.main(["-o", "addopts=", "-p", "no:terminal", *tests], plugins=[outcomes])
    if ended not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        sys.stderr.write(f"pytest could not run the tests: {ended!r}\n")
        return 2
    for number, line in lines.items():
        found = {outcomes.found.get(test, "not tried") for test in line.tests} or {"not tried"}
        said = "failed" if "failed" in found else "not tried here" if "not tried" in found else "seen"
        sys.stdout.write(f"{number:>3}  {said:<15} by {line.seen}; Excel itself: not seen\n")
    return int("failed" in outcomes.found.values())


if __name__ == "__main__":
    raise SystemExit(main())
