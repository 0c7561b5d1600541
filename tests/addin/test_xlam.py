"""The add-in as a file: read back by programs that did not write it."""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from tests.libreoffice import convert, needs_libreoffice
from xltargets.addin import products
from xltargets.addin.excel import intellisense, ribbon, xlam
from xltargets.addin.excel.files import ADD_IN, versions
from xltargets.cli import main
from xltargets.functions import FUNCTIONS

COMMITTED = Path(__file__).parents[2] / "udfs"


@pytest.fixture(scope="module")
def add_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / ADD_IN
    xlam.build(path)
    return path


def plain(source: str) -> list[str]:
    lines = [line.rstrip() for line in source.splitlines() if not line.startswith("Attribute ")]
    return "\n".join(lines).strip().split("\n")


def extracted(path: Path) -> dict[str, str]:
    """The modules as olevba reads them, in a process of its own because its imports warn."""
    script = (
        "import json, sys; from oletools.olevba import VBA_Parser; parser = VBA_Parser(sys.argv[1]);"
        "print(json.dumps({stream: code for _, stream, _, code in parser.extract_macros()}))"
    )
    command = [sys.executable, "-W", "ignore", "-c", script, str(path)]
    return dict(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


def test_an_independent_extractor_reads_back_the_very_source(add_in: Path) -> None:
    found = {stream.rpartition("/")[2]: plain(code) for stream, code in extracted(add_in).items()}
    expected = xlam.module_sources()
    assert {name: found[name] for name in expected} == {name: plain(source) for name, source in expected.items()}
    # Beside ours: xlwings' class, and the sheet with nothing in it.
    assert set(found) - set(expected) == {"Dictionary", "Sheet2"}


def test_the_project_is_consistent_after_it_is_opened_again(add_in: Path) -> None:
    from pyopenvba import ExcelFile

    with ExcelFile(add_in) as book:
        assert book.validate() == []


def streams(path: Path) -> dict[str, bytes]:
    """The project's parts as olefile reads them."""
    import olefile

    with zipfile.ZipFile(path) as package, olefile.OleFileIO(package.read("xl/vbaProject.bin")) as project:
        return {"/".join(name): project.openstream(name).read() for name in project.listdir()}


def test_the_project_bears_our_name_and_its_list_has_no_stray_line(add_in: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oletools.olevba import decompress_stream

    found = streams(add_in)
    lines = found["PROJECT"].decode("ascii").split("\r\n")
    assert 'Name="xltargets"' in lines
    # The two that separate the three sections, and what follows the last line ([MS-OVBA] 2.3.1.1).
    assert [lines[number + 1] for number, line in enumerate(lines[:-1]) if not line] == [
        "[Host Extender Info]",
        "[Workspace]",
    ]
    assert lines[-1] == ""
    # PROJECTNAME: its number, the length, the name ([MS-OVBA] 2.3.4.2.1.6).
    directory = decompress_stream(bytearray(found["VBA/dir"]))
    assert b"\x04\x00\x09\x00\x00\x00xltargets" in directory
    assert b"MyAddin" not in directory + found["PROJECT"]


def test_excel_knows_each_function_s_summary_from_the_file_alone(add_in: Path) -> None:
    source = next(code for stream, code in extracted(add_in).items() if stream.endswith("/xlTargetsFunctions"))
    lines = source.splitlines()
    for name, function in FUNCTIONS.items():
        summary = function.documentation.summary.replace("×", "x").replace('"', '""')
        place = next(number for number, line in enumerate(lines) if line.startswith(f"Function {name}("))
        assert lines[place + 1] == f'Attribute {name}.VB_Description = "{summary[:255]}"'
        assert lines[place + 2] == f'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n14"'
        assert lines[place + 1].isascii()


def test_only_worksheet_functions_are_offered_to_whoever_types_a_formula() -> None:
    public = re.compile(r"^(?:Public )?Function (\w+)", re.MULTILINE)
    offered = {
        name
        for module, source in xlam.module_sources().items()
        if module != "ThisWorkbook" and not re.search(r"^Option Private Module$", source, re.MULTILINE)
        for name in public.findall(source)
    }
    assert offered == set(FUNCTIONS)


def test_the_tab_is_found_by_its_relationship(add_in: Path) -> None:
    with zipfile.ZipFile(add_in) as package:
        relations = etree.fromstring(package.read("_rels/.rels"))
        found = [
            relation.get("Target")
            for relation in relations
            if relation.get("Type") == "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
        ]
        assert found == ["customUI/customUI14.xml"]
        assert package.read(found[0]).decode() == ribbon.custom_ui()
        names = package.namelist()
        assert names[0] == "[Content_Types].xml"
        assert len(names) == len(set(names))
        assert "customUI/customUI.xml" not in names
        assert b"Users" not in package.read("xl/workbook.xml"), "the folder of whoever saved the base"


def test_the_same_registries_give_the_same_bytes(add_in: Path, tmp_path: Path) -> None:
    xlam.build(tmp_path / "again.xlam")
    assert (tmp_path / "again.xlam").read_bytes() == add_in.read_bytes()


def test_the_library_that_the_add_in_names_is_that_of_the_installed_xlwings(add_in: Path) -> None:
    version = importlib.metadata.version("xlwings")
    source = xlam.module_sources()["xlwings"]
    assert f'"xlwings64-{version}.dll"' in source
    assert f'XLWINGS_VERSION As String = "{version}"' in source
    assert (versions(add_in) or ("", ""))[1] == version
    assert 'PROJECT_NAME As String = "xltargets"' in source


def test_an_open_workbook_cannot_choose_the_python_that_runs() -> None:
    source = xlam.module_sources()["xlwings"]
    assert 'If source = "" Or source = "user" Then' in source
    assert 'If source = "" Or source = "sheet" Then' not in source
    assert 'If source = "" Or source = "directory" Then' not in source
    assert source.count(" -B -P -c ") == 2
    assert " -B -c " not in source


def test_a_file_of_somebody_else_has_no_versions(tmp_path: Path) -> None:
    (tmp_path / "other.xlam").write_bytes(b"no zip")
    assert versions(tmp_path / "other.xlam") is None
    assert versions(tmp_path / "missing.xlam") is None


def test_help_while_typing_names_every_function_and_argument() -> None:
    root = etree.fromstring(intellisense.intellisense().encode())
    space = {"i": "http://schemas.excel-dna.net/intellisense/1.0"}
    assert root.xpath("//i:Function/@Name", namespaces=space) == list(FUNCTIONS)
    for shown in root.xpath("//i:Function", namespaces=space):
        function = FUNCTIONS[shown.get("Name")]
        assert [one.get("Name").strip("[]") for one in shown] == [one.name for one in function.parameters]
        assert all(one.get("Description") for one in (shown, *shown))


def test_what_is_committed_is_what_is_built() -> None:
    assert products.stale(COMMITTED) == []


def test_the_command_writes_and_then_finds_nothing_to_do(tmp_path: Path) -> None:
    run = CliRunner()
    assert run.invoke(main, ["addin", "build", "-o", str(tmp_path / "out")]).exit_code == 0
    assert run.invoke(main, ["addin", "build", "-o", str(tmp_path / "out"), "--check"]).exit_code == 0
    changed = tmp_path / "out" / "functions.json"
    changed.write_text("{}", encoding="utf-8")
    again = run.invoke(main, ["addin", "build", "-o", str(tmp_path / "out"), "--check"])
    assert again.exit_code == 1
    assert "functions.json is not up to date" in again.output


def as_workbook(source: Path, target: Path) -> Path:
    """A copy that LibreOffice opens: it does not take the content type of add-ins."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(b"addin.macroEnabled", b"sheet.macroEnabled"))
    return target


@needs_libreoffice
def test_libreoffice_opens_it_and_lists_its_modules(add_in: Path, tmp_path: Path) -> None:
    opened = convert(as_workbook(add_in, tmp_path / "addin.xlsm"), tmp_path, "ods")
    with zipfile.ZipFile(opened) as package:
        names = {Path(name).stem for name in package.namelist() if name.startswith("Basic/xltargets/")}
        assert set(xlam.module_sources()) <= names
        functions = package.read("Basic/xltargets/xlTargetsFunctions.xml").decode()
    assert "Function TARGET_SPLIT(total, weights, Optional decimals" in functions
