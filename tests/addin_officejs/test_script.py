"""The add-in's own script in Node, calling the real server; Excel is stood in for, see excel_stand_in.js."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.addin_officejs.conftest import Client, Clock, running
from tests.conformance.formula import Reader
from tests.conformance.test_conformance import CASES, TODAY, same, serial
from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS, OMITTED
from xltargets.hosts.officejs.server import Service

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="Node is not installed")
NUMBER_TYPE, EMPTY_TYPE, TEXT_TYPE = "Double", "Empty", "String"


class Excel:
    """Runs the script with a task; `calls` are cells of one recalculation."""

    def __init__(self, folder: Path, pages: dict[str, bytes], url: str) -> None:
        self.script = folder / "functions.js"
        self.script.write_bytes(pages["functions.js"])
        self.url = url

    def recalculate(self, calls: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
        task = {"script": str(self.script), "url": self.url, "calls": calls, **more}
        done = subprocess.run(
            [str(NODE), str(Path(__file__).with_name("excel_stand_in.js"))],
            input=json.dumps(task),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture
def excel(tmp_path: Path, pages: dict[str, bytes], client: Client) -> Excel:
    return Excel(tmp_path, pages, client.url)


def call(name: str, *given: Any, address: str | None = None, addresses: Any = None) -> dict[str, Any]:
    return {"name": name, "arguments": list(given), "address": address, "addresses": addresses}


SPLIT = call("TARGET_SPLIT", [[100]], [[1], [1], [1]], None, None, None, address="Plan!B2")


def test_every_function_is_associated(excel: Excel) -> None:
    assert excel.recalculate([])["names"] == list(FUNCTIONS)


def test_one_recalculation_is_one_request(excel: Excel) -> None:
    done = excel.recalculate([SPLIT] * 50)
    assert done["requests"] == [{"path": "functions", "calls": 50}]
    assert done["cells"] == [{"rows": [[34], [33], [33]]}] * 50


def test_a_single_result_is_a_matrix_of_one(excel: Excel) -> None:
    assert excel.recalculate([call("ACHIEVEMENT", [[90]], [[100]], None)])["cells"] == [{"rows": [[0.9]]}]


def test_a_blank_in_the_answer_is_an_empty_text(excel: Excel) -> None:
    """Excel would show 0 for null."""
    assert excel.recalculate([SPLIT], answers=[{"value": [[1], [None]]}])["cells"] == [{"rows": [[1], [""]]}]


class TestErrors:
    def test_excel_shows_the_sentence_where_it_can(self, excel: Excel) -> None:
        done = excel.recalculate([call("TARGET_SPLIT", [["x"]], [[1], [1]], None, None, None)])
        assert done["cells"] == [{"error": "#VALUE!", "message": 'total: found "x"; expected a number.'}]

    def test_the_pane_has_the_sentence_that_excel_does_not_show(self, excel: Excel) -> None:
        done = excel.recalculate([call("TARGET_SPLIT", [[9]], [[1], [-2]], None, None, None, address="Plan!B2"), SPLIT])
        assert done["cells"][0] == {"error": "#NUM!"}
        sentence = "weights, element 2: found -2; expected 0 or more."
        # SPLIT, in the same cell, is worked out after it and has no error.
        assert done["errors"] == {}
        done = excel.recalculate([call("TARGET_SPLIT", [[9]], [[1], [-2]], None, None, None, address="Plan!B2")])
        assert done["errors"] == {"Plan!B2": {"code": "#NUM!", "sentence": sentence}}

    def test_errors_in_elements_are_error_values(self, excel: Excel) -> None:
        done = excel.recalculate([call("ACHIEVEMENT", [[90, "n/a", 5]], [[100]], None, address="Plan!C3")])
        [[first, second, third]] = done["cells"][0]["rows"]
        assert (first, second["error"], third) == (0.9, "#VALUE!", 0.05)
        assert done["errors"]["Plan!C3"]["sentence"].startswith("actual, element 2:")

    @pytest.mark.parametrize(
        "handed", [{"code": "#DIV/0!"}, {"type": "Error", "basicValue": "#DIV/0!", "errorType": "Div0"}]
    )
    def test_an_error_in_the_input_passes_on(self, excel: Excel, handed: dict[str, str]) -> None:
        done = excel.recalculate([call("TARGET_SPLIT", [[handed]], [[1], [1]], None, None, None)])
        assert done["cells"] == [{"error": "#DIV/0!"}]

    def test_one_that_an_add_in_may_not_give_is_told_in_words(self, excel: Excel) -> None:
        done = excel.recalculate([call("TARGET_SPLIT", [[{"code": "#REF!"}]], [[1], [1]], None, None, None)])
        assert done["cells"][0]["error"] == "#VALUE!"
        assert "#REF!" in done["cells"][0]["message"]


class TestBlanks:
    """A blank actual is missing, not 0; Excel on the desktop hands over 0, on the web null."""

    def replan(self, excel: Excel, actuals: Any, **more: Any) -> dict[str, Any]:
        # Excel hands over all arguments, null for those that were left out.
        left_out = [None] * (len(FUNCTIONS["TARGET_REPLAN"].parameters) - 2)
        given = call("TARGET_REPLAN", [[100]] * 3, actuals, *left_out, addresses=["Plan!A2:A4", "Jan's plan!B2:B4"])
        if "quoted" in more:
            given["addresses"][1] = more.pop("quoted")
        return excel.recalculate([given], **more)

    def test_on_the_desktop(self, excel: Excel) -> None:
        types = {"Jan's plan": {"B2:B4": [[NUMBER_TYPE], [EMPTY_TYPE], [EMPTY_TYPE]]}}
        done = self.replan(excel, [[80], [0], [0]], quoted="'Jan''s plan'!B2:B4", types=types)
        # 20 short, over the two open months.
        assert done["cells"] == [{"rows": [[80], [110], [110]]}]
        assert done["asked"] == ["Jan's plan!B2:B4"]

    def test_a_zero_that_was_typed_stays_one(self, excel: Excel) -> None:
        types = {"Jan's plan": {"B2:B4": [[NUMBER_TYPE], [NUMBER_TYPE], [EMPTY_TYPE]]}}
        done = self.replan(excel, [[80], [0], [0]], types=types)
        assert done["cells"] == [{"rows": [[80], [0], [220]]}]

    def test_on_the_web(self, excel: Excel) -> None:
        done = self.replan(excel, [[80], [None], [None]])
        assert done["cells"] == [{"rows": [[80], [110], [110]]}]
        assert done["asked"] == []

    @pytest.mark.parametrize(
        "more", [{"noExcel": True}, {"types": {}}, {"types": {"Jan's plan": {"B2:B4": [["Empty"]]}}}]
    )
    def test_not_known(self, excel: Excel, more: Any) -> None:
        done = self.replan(excel, [[80], [0], [0]], **more)
        assert done["cells"][0]["error"] == "#N/A"
        assert "blank" in done["cells"][0]["message"]
        assert done["requests"] == []

    def test_where_a_blank_is_a_zero_nobody_looks(self, excel: Excel) -> None:
        done = excel.recalculate(
            [call("TARGET_SPLIT", [[100]], [[1], [0], [1]], None, None, None, addresses=[None, "Plan!A1:A3"])]
        )
        assert done["cells"] == [{"rows": [[50], [0], [50]]}]
        assert done["asked"] == []


class TestExplaining:
    """XLT_EXPLAIN works the formula out among the cells of the open workbook, which goes along with the calls."""

    FORMULA = "=TARGET_SPLIT(Plan!A1,A2:A3)"

    @pytest.fixture
    def workbook(self, tmp_path: Path) -> str:
        path = tmp_path / "open.xlsx"
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet("Plan").write_column("A1", [100])
            book.add_worksheet("Team").write_column("A2", [1, -2])
        return base64.b64encode(path.read_bytes()).decode()

    @pytest.mark.parametrize(
        ("language", "sentence"),
        [
            ("en-US", "weights, element 2: found -2; expected 0 or more."),
            ("zh-CN", "weights 的第 2 个值：现为 -2；应为"),
            ("zh-TW", "weights 的第 2 個值：目前為 -2；應為"),
        ],
    )
    def test_it_says_what_is_wrong(self, excel: Excel, workbook: str, language: str, sentence: str) -> None:
        """The weights are on the sheet of the cell that asks, the total on another."""
        asked = [call("XLT_EXPLAIN", [[self.FORMULA]], address="Team!C1"), SPLIT]
        done = excel.recalculate(asked, workbook=workbook, language=language)
        [[said]] = done["cells"][0]["rows"]
        assert said.startswith(sentence)
        assert done["cells"][1] == {"rows": [[34], [33], [33]]}

    @pytest.mark.parametrize(
        ("address", "formula", "sentence"),
        [
            ("Plan!D3", "=ACHIEVEMENT([@Actual],[@Target])", "target: found 0; expected a target other than 0."),
            ("Plan!D3", "=ACHIEVEMENT(deals[@Actual],deals[@Target])", "target: found 0; expected"),
            ("Plan!D2", "=ACHIEVEMENT([@Actual],[@Target])", ""),
            ("Plan!H9", "=ACHIEVEMENT([@Actual],[@Target])", "It reads its own row of a table"),
            ("Plan!H9", "=ACHIEVEMENT(1,deals[@Target])", "target: found 0; expected a target other than 0."),
        ],
        ids=["short", "long", "another row", "from afar", "from afar, the only one"],
    )
    def test_a_formula_that_reads_its_own_row(
        self, excel: Excel, tmp_path: Path, address: str, formula: str, sentence: str
    ) -> None:
        """A table whose last target is 0. Excel gives the row by an @, the file by [#This Row]."""
        path = tmp_path / "open.xlsx"
        columns = [{"header": "Actual"}, {"header": "Target"}]
        columns += [{"header": "Attained", "formula": "=ACHIEVEMENT([@Actual],[@Target])"}]
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Plan")
            sheet.add_table("A1:C3", {"name": "deals", "columns": columns, "data": [[90, 100], [90, 0]]})
            sheet.write_formula("F3", "=ACHIEVEMENT(1,deals[[#This Row],[Target]])")
        posted = base64.b64encode(path.read_bytes()).decode()
        [cell] = excel.recalculate([call("XLT_EXPLAIN", [[formula]], address=address)], workbook=posted)["cells"]
        [[said]] = cell["rows"]
        assert said.startswith(sentence)
        assert bool(said) == bool(sentence)

    def test_nothing_is_wrong(self, excel: Excel, workbook: str) -> None:
        asked = [call("XLT_EXPLAIN", [["=SUM(A2:A3)"]], address="Team!C1")]
        assert excel.recalculate(asked, workbook=workbook)["cells"] == [{"rows": [[""]]}]

    @pytest.mark.parametrize("more", [{}, {"workbook": ""}])
    def test_where_excel_hands_nothing_over_it_says_so(self, excel: Excel, more: dict[str, str]) -> None:
        [cell] = excel.recalculate([call("XLT_EXPLAIN", [["=1"]], address="Team!C1")], **more)["cells"]
        assert (cell["error"], "expected a host that can evaluate it" in cell["message"]) == ("#N/A", True)

    @pytest.mark.parametrize("posted", ["no base64!", base64.b64encode(b"no workbook").decode(), 7, ""])
    def test_what_is_no_workbook_is_refused(self, client: Client, posted: object) -> None:
        answer = client.post("functions", {"calls": [], "workbook": posted})
        assert (answer.status, "workbook" in answer.json["message"]) == (400, True)

    def test_no_other_call_posts_the_workbook(self, excel: Excel) -> None:
        assert excel.recalculate([SPLIT], workbook="")["cells"] == [{"rows": [[34], [33], [33]]}]


class TestServer:
    def test_it_is_not_there(self, tmp_path: Path, pages: dict[str, bytes]) -> None:
        done = Excel(tmp_path, pages, "http://127.0.0.1:9").recalculate([SPLIT])
        assert done["cells"][0]["error"] == "#N/A"
        assert "xltargets addin serve" in done["cells"][0]["message"]

    def test_token(self, tmp_path: Path, pages: dict[str, bytes]) -> None:
        with running(Service(pages, token="correct-horse-battery")) as served:
            excel = Excel(tmp_path, pages, served.url)
            assert "token" in excel.recalculate([SPLIT])["cells"][0]["message"]
            stored = {"xltargets.token": "correct-horse-battery"}
            assert excel.recalculate([SPLIT], storage=stored)["cells"] == [{"rows": [[34], [33], [33]]}]

    def test_a_batch_too_large_goes_in_halves(self, tmp_path: Path, pages: dict[str, bytes]) -> None:
        with running(Service(pages, largest_body=1000)) as served:
            done = Excel(tmp_path, pages, served.url).recalculate([SPLIT] * 20)
            assert done["cells"] == [{"rows": [[34], [33], [33]]}] * 20
            assert len(done["requests"]) > 2
            huge = call("TARGET_SPLIT", [[100]], [[1]] * 1000, None, None, None)
            [cell] = Excel(tmp_path, pages, served.url).recalculate([huge])["cells"]
            assert cell["error"] == "#N/A"
            assert "larger than" in cell["message"]

    def test_a_call_that_is_refused_spoils_no_other(self, excel: Excel) -> None:
        bad = call("TARGET_SPLIT", [[1, 2], [3]], [[1]], None, None, None)
        done = excel.recalculate([SPLIT, SPLIT, bad, SPLIT, SPLIT])
        thirds = {"rows": [[34], [33], [33]]}
        assert [done["cells"][number] for number in (0, 1, 3, 4)] == [thirds] * 4
        assert done["cells"][2]["error"] == "#N/A"
        assert "rows of the same length" in done["cells"][2]["message"]

    @pytest.mark.parametrize(
        ("shown", "words"),
        [
            ("zh-CN", "weights 的第 2 个值"),
            ("zh-SG", "weights 的第 2 个值"),
            ("zh-TW", "weights 的第 2 個值"),
            ("zh-HK", "weights 的第 2 個值"),
            ("zh-Hant-MO", "weights 的第 2 個值"),
            ("de-DE", "weights, element 2"),
            ("en-GB", "weights, element 2"),
        ],
    )
    def test_a_sentence_is_in_the_display_language_or_in_english(self, excel: Excel, shown: str, words: str) -> None:
        wrong = call("TARGET_SPLIT", [[100]], [[1], ["high"]], None, None, None)
        [cell] = excel.recalculate([wrong], language=shown)["cells"]
        assert (cell["error"], words in cell["message"]) == ("#VALUE!", True), cell


def as_desktop_hands_over(number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A case as Excel on the desktop would call it, blanks as zeros, and the types of its cells."""
    reader = Reader(CASES[number].formula, CASES[number].cells)
    given, addresses, types = [], [], {}
    for index, value in enumerate(reader.arguments()):
        rows = value if isinstance(value, list) else [[value]]
        if value is OMITTED:
            given.append(None)
            addresses.append(None)
            continue
        cells = f"A{index + 1}:XFD{index + 1}"
        types[cells] = [[kind(one) for one in row] for row in rows]
        given.append([[handed(one) for one in row] for row in rows])
        addresses.append(f"Case {number}!{cells}")
    missing = len(FUNCTIONS[reader.name].parameters) - len(given)
    return call(reader.name, *given, *[None] * missing, addresses=addresses), {f"Case {number}": types}


def handed(value: Any) -> Any:
    if isinstance(value, CellError):
        return {"code": value.code}
    return 0 if value is None else value


def kind(value: Any) -> str:
    if value is None:
        return EMPTY_TYPE
    return TEXT_TYPE if isinstance(value, str) else NUMBER_TYPE


@pytest.fixture(scope="module")
def shown(
    client: Client, clock: Clock, pages: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[int, Any]:
    """What each case's cell shows."""
    excel = Excel(tmp_path_factory.mktemp("script"), pages, client.url)
    by_day = defaultdict(list)
    for number, case in enumerate(CASES):
        if len(Reader(case.formula, case.cells).arguments()) <= len(
            FUNCTIONS[Reader(case.formula, {}).name].parameters
        ):
            by_day[case.as_of or TODAY].append(number)
    found = {}
    for day, numbers in by_day.items():
        clock.day = serial(day)
        calls, types = [], {}
        for number in numbers:
            made, known = as_desktop_hands_over(number)
            calls.append(made)
            types.update(known)
        found.update(zip(numbers, excel.recalculate(calls, types=types)["cells"], strict=True))
    return found


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number].formula)
def test_excel_shows_the_same(shown: dict[int, Any], number: int) -> None:
    case, cell = CASES[number], shown[number]
    if "error" in cell:
        found: Any = CellError(cell["error"])
    else:
        found = [[CellError(one["error"]) if isinstance(one, dict) else one for one in row] for row in cell["rows"]]
    assert same(found, blank_as_text(case.expected)), f"{case.formula} shows {found}: {case.why}"


def blank_as_text(value: Any) -> Any:
    """A formula's cell cannot be blank."""
    if isinstance(value, list):
        return [blank_as_text(one) for one in value]
    return "" if value is None else value
