"""The add-in's Visual Basic, held against what xlwings itself would generate and against the language's limits."""

from __future__ import annotations

import importlib
import io
import re
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import xlwings

from xltargets.addin.excel import vba
from xltargets.addin.excel.ribbon import controls
from xltargets.addin.texts import in_languages
from xltargets.errors import CellError
from xltargets.functions import FUNCTIONS
from xltargets.functions.vba_names import vba_name
from xltargets.hosts.excel import addin as excel_addin
from xltargets.hosts.excel import com as excel_com
from xltargets.locale import LANGUAGES, translator


@pytest.fixture(scope="module")
def xlwings_udfs() -> Any:
    """xlwings' own generator, which wants pywin32: four empty modules stand in for it."""
    stubs = {name: ModuleType(name) for name in ("pythoncom", "pywintypes", "win32com", "win32com.client")}
    stubs["pythoncom"].CoInitialize = lambda: None  # type: ignore[attr-defined]
    stubs["pywintypes"].com_error = OSError  # type: ignore[attr-defined]
    stubs["win32com.client"].Dispatch = lambda value: value  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        for name, stub in stubs.items():
            patch.setitem(sys.modules, name, stub)
        patch.delitem(sys.modules, "xlwings.udfs", raising=False)
        udfs = importlib.import_module("xlwings.udfs")
        patch.setattr(xlwings, "func", udfs.xlfunc)
        patch.setattr(xlwings, "arg", udfs.xlarg)
        yield udfs
    sys.modules.pop("xlwings.udfs", None)


def signatures(source: str) -> dict[str, str]:
    return {match[2]: match[0] for match in re.finditer(r"^(Function )(\w+)\(.*\)$", source, re.MULTILINE)}


def test_the_wrappers_are_those_that_xlwings_import_functions_generates(xlwings_udfs: Any) -> None:
    exposed = excel_com.worksheet_functions()
    written = io.StringIO()
    book = SimpleNamespace(Name="xltargets.xlam")
    xlwings_udfs.generate_vba_wrapper("xltargets_udfs", SimpleNamespace(**exposed), written, book)
    theirs, ours = signatures(written.getvalue()), signatures(vba.functions_source())
    assert set(ours) == set(FUNCTIONS)
    assert ours == theirs


def test_the_cell_that_asks_is_handed_over_as_xlwings_does(xlwings_udfs: Any) -> None:
    """XLT_EXPLAIN alone has it; Excel shows no argument for it."""
    written = io.StringIO()
    exposed = SimpleNamespace(**excel_com.worksheet_functions())
    xlwings_udfs.generate_vba_wrapper("xltargets_udfs", exposed, written, SimpleNamespace(Name="xltargets.xlam"))
    arrays = re.findall(r"Array\((\w*, Nothing)\)", written.getvalue())
    assert (
        set(arrays) == set(re.findall(r"Array\((\w*, Nothing)\)", vba.functions_source())) == {"formula_text, Nothing"}
    )
    assert "If Not Arguments(Number) Is Nothing Then" in vba.shared_source()


def test_the_wizard_is_told_what_xlwings_would_tell_it(xlwings_udfs: Any) -> None:
    source = vba.help_in("en")
    for name, function in excel_com.worksheet_functions().items():
        found = function.__xlfunc__
        assert found["category"] == vba.CATEGORY
        assert told(source, name) == [
            name,
            found["ret"]["doc"],
            *(argument["doc"] for argument in found["args"] if argument["name"] != excel_com.CALLER),
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wizard_is_told_in_every_language(language: str) -> None:
    source = vba.modules()[vba.help_module(language)]
    translate = translator(language)
    for name, function in FUNCTIONS.items():
        documentation = function.documentation
        helps = [documentation.arguments[one.name] for one in function.parameters]
        texts = told(source, name)
        assert texts == [name, *(translate(text) for text in (documentation.summary, *helps))]
        assert all(len(text) <= 255 for text in texts)
        assert f"\n    Describe{name}\n" in source.partition("Public Sub DescribeAll")[2].partition("End Sub")[0]


def test_a_chinese_excel_is_told_in_chinese() -> None:
    """Worded by hand, so that an English text in the Chinese module would show."""
    assert told(vba.help_in("zh-CN"), "ACHIEVEMENT")[:3] == [
        "ACHIEVEMENT",
        "目标的达成率：1 为 100%。",
        "实际完成的值。",
    ]
    assert told(vba.help_in("zh-TW"), "ACHIEVEMENT")[:3] == [
        "ACHIEVEMENT",
        "目標的達成率：1 為 100%。",
        "實際完成的值。",
    ]
    chosen = vba.help_source()
    for code in LANGUAGES:
        case = f'Case "{code}"' if code != "en" else "Case Else"
        assert f"        {case}\n            {vba.help_module(code)}.DescribeAll\n" in chosen


def told(source: str, name: str) -> list[str]:
    """What a module says of a function: its name, its summary, and the help of each argument."""
    block = source.partition(f"Sub Describe{name}()\n")[2].partition("End Sub")[0]
    return [decoded(piece) for piece in block_texts(block)]


def block_texts(block: str) -> list[str]:
    """The texts of a call, each with its pieces on several lines put together."""
    joined = re.sub(r'" & _\s*"', "", block)
    return [match.replace('""', '"') for match in re.findall(r'"((?:[^"]|"")*)"', joined)]


def decoded(text: str) -> str:
    units = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def test_volatile_are_the_functions_that_look_at_the_clock() -> None:
    blocks = re.findall(
        r"^Function (\w+)\([^\n]*\)\n(.*?)End Function", vba.functions_source(), re.MULTILINE | re.DOTALL
    )
    volatile = {name for name, body in blocks if "Application.Volatile" in body}
    assert volatile == {name for name, function in FUNCTIONS.items() if "as_of" in function.signature}


def test_no_argument_has_a_word_of_visual_basic_for_its_name() -> None:
    assert vba_name("END") == "END_"
    assert signatures(vba.functions_source())["TARGET_PACE"].startswith(
        "Function TARGET_PACE(actual, target, start, end_,"
    )


@pytest.mark.parametrize("name", vba.modules())
def test_the_source_keeps_to_the_limits_of_visual_basic(name: str) -> None:
    source = vba.modules()[name]
    assert source.isascii(), "other characters depend on the code page of whoever opens it"
    for line in source.splitlines():
        assert len(line) <= 1023
    assert len(source) < 64_000
    continued = max((len(run) for run in re.findall(r"(?:.* _\n)+", source)), default=0)
    assert max((run.count(" _\n") for run in re.findall(r"(?:.* _\n)+", source)), default=0) <= 24, continued
    opened = re.findall(r"^(?:Public |Private )?(Sub|Function) ", source, re.MULTILINE)
    assert sorted(opened) == sorted(re.findall(r"^End (Sub|Function)$", source, re.MULTILINE))


@pytest.mark.parametrize("text", ["", 'a "b" c', "分解目标", "a\\b 分", "x" * 700, "分" * 300, "📈 up"])
def test_any_text_can_be_read_back_from_its_literal(text: str) -> None:
    expression = vba.literal(text)
    assert expression.isascii()
    pieces = block_texts(expression)
    assert len(pieces) == 1
    assert (decoded(pieces[0]) if expression.startswith("Decoded(") else pieces[0]) == text


def test_labels_stand_there_in_all_languages() -> None:
    source = vba.ribbon_source()
    for control in controls():
        texts = in_languages(control.label)
        given = ", ".join(vba.literal(texts[language]) for language in LANGUAGES)
        assert f'Case "{control.key}"\n            Found = InLanguage({given})\n' in source


def test_errors_travel_as_marked_numbers_of_excel() -> None:
    # The numbers are Excel's XlCVError: xlErrNA is 2042, xlErrNum 2036, xlErrDiv0 2007, xlErrValue 2015.
    cells = [[1.0, CellError("#N/A"), "#N/A"], [None, CellError("#NUM!"), CellError("#DIV/0!")]]
    assert excel_addin.marked(cells) == [[1.0, "\x1b2042", "#N/A"], [None, "\x1b2036", "\x1b2007"]]
    assert excel_addin.marked(CellError("#VALUE!")) == "\x1b2015"
    assert ord(excel_addin.ERROR_MARK) == 27
    assert "ERROR_MARK As Long = 27" in vba.modules()[vba.SHARED_MODULE]


def test_the_add_in_s_functions_answer_and_mark_their_errors() -> None:
    assert set(FUNCTIONS) <= set(vars(excel_addin))
    assert excel_addin.TARGET_SPLIT([[100.0]], [[1.0], [1.0], [1.0]]) == [[34.0], [33.0], [33.0]]
    assert excel_addin.TARGET_SPLIT([[100.0]], [[-1.0], [1.0]]) == "\x1b2036"
