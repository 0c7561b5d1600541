"""Installing, removing and looking after the add-in, in folders of our own: there is no Windows here."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

import xltargets
from xltargets.addin import doctor
from xltargets.addin.excel import install as installation
from xltargets.addin.excel import xlam
from xltargets.addin.excel.files import ADD_IN
from xltargets.addin.excel.install import CannotInstall, configured_interpreter, install, uninstall
from xltargets.addin.excel.windows import Surroundings, surroundings
from xltargets.cli import main


def problems(place: Surroundings, folder: Path | None = None) -> list[str]:
    """What the doctor says, in English."""
    return [one.sentence() for one in doctor.problems(place, folder)]


@pytest.fixture
def computer(tmp_path: Path) -> Surroundings:
    """A Windows computer on which all is well."""
    excel = tmp_path / "Office" / "EXCEL.EXE"
    python = tmp_path / "Python311" / "python.exe"
    library = python.parent / "xlwings64-0.37.8.dll"
    for file in (excel, python, library):
        file.parent.mkdir(exist_ok=True)
        file.touch()
    return Surroundings(
        windows=True,
        excel=excel,
        startup=tmp_path / "Roaming" / "XLSTART",
        home=tmp_path / "home",
        interpreter=python,
        xlwings="0.37.8",
        pywin32=True,
    )


def test_what_is_installed_is_what_was_built_and_it_starts_this_python(computer: Surroundings) -> None:
    written = install(computer)
    assert computer.startup
    assert {path.name for path in computer.startup.iterdir()} == {"xltargets.xlam", "xltargets.intellisense.xml"}
    built = installation.products() / ADD_IN
    assert (computer.startup / ADD_IN).read_bytes() == built.read_bytes()
    assert computer.home / ".xltargets" / "xltargets.conf" in written
    lines = computer.configuration.read_bytes().decode().split("\r\n")
    # What Visual Basic's Input # reads: a key and a value in quotes on each line.
    assert f'"INTERPRETER_WIN","{computer.interpreter}"' in lines
    assert '"USE UDF SERVER","True"' in lines
    assert '"ADD_WORKBOOK_TO_PYTHONPATH","False"' in lines
    assert configured_interpreter(computer) == computer.interpreter
    assert problems(computer) == []


@pytest.mark.parametrize(
    ("language", "summary"),
    # Windows' numbers: 1033 the United States, 2052 mainland China, 1028 Taiwan; 1036 France is none of ours.
    [
        (1033, "Attainment of a target: 1 is 100 %."),
        (1036, "Attainment of a target: 1 is 100 %."),
        (2052, "目标的达成率：1 为 100%。"),
        (1028, "目標的達成率：1 為 100%。"),
    ],
)
def test_help_while_typing_is_in_the_language_of_windows(computer: Surroundings, language: int, summary: str) -> None:
    install(replace(computer, language=language))
    assert computer.startup
    root = ElementTree.parse(computer.startup / "xltargets.intellisense.xml").getroot()
    [shown] = (one for one in root.iter() if one.get("Name") == "ACHIEVEMENT")
    assert shown.get("Description") == summary


def test_the_configuration_is_where_the_add_in_looks_and_its_keys_are_those_that_it_reads(
    computer: Surroundings,
) -> None:
    install(computer)
    source = xlam.module_sources()["xlwings"]
    assert r'Environ("USERPROFILE") & "\." & PROJECT_NAME & "\" & PROJECT_NAME & ".conf"' in source
    assert computer.configuration.relative_to(computer.home) == Path(".xltargets/xltargets.conf")
    with computer.configuration.open(newline="", encoding="utf-8") as file:
        for key, value in csv.reader(file):
            assert f'GetConfig("{key}"' in source
            assert value, "an empty PYTHONPATH would mean the folder that Excel is in"


def test_other_settings_stay(computer: Surroundings) -> None:
    computer.configuration.parent.mkdir(parents=True)
    computer.configuration.write_text('"SHOW CONSOLE","True"\r\n"INTERPRETER_WIN","C:\\old.exe"\r\n', encoding="utf-8")
    install(computer)
    text = computer.configuration.read_text(encoding="utf-8")
    assert '"SHOW CONSOLE","True"' in text
    assert "old.exe" not in text


def test_what_was_installed_goes_again_and_nothing_else(computer: Surroundings) -> None:
    install(computer)
    assert computer.startup
    other = computer.startup / "somebody.xlam"
    other.touch()
    assert len(uninstall(computer)) == 3
    assert list(computer.startup.iterdir()) == [other]
    assert not computer.configuration.parent.exists()
    assert uninstall(computer) == []


def test_without_excel_it_says_so(computer: Surroundings) -> None:
    with pytest.raises(CannotInstall, match="Excel is not installed here"):
        install(replace(computer, excel=None))
    with pytest.raises(CannotInstall, match="Excel on Windows is not here; use xltargets addin libreoffice"):
        install(replace(computer, windows=False))


def test_a_file_that_excel_holds_open_is_told(computer: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(CannotInstall, match=r"xltargets\.xlam cannot be written: close Excel"):
        install(computer)
    assert computer.startup
    assert list(computer.startup.iterdir()) == []


def _other_version(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_the_doctor_names_what_is_wrong_with_the_computer(computer: Surroundings) -> None:
    install(computer)
    for changed, expected in (
        ({"excel": None}, "Excel is not installed"),
        (
            {"excel": Path("C:/Program Files/WindowsApps/Microsoft.Office/EXCEL.EXE")},
            "Excel is from the Microsoft Store",
        ),
        ({"macros_blocked": True}, "turns all macros off"),
        ({"child_processes_blocked": True}, "Defender"),
        ({"missing": ("pandas",)}, "pandas, which xltargets works with, is missing"),
        ({"xlwings": None}, "xlwings is missing"),
        ({"pywin32": False}, "pywin32"),
    ):
        found = problems(replace(computer, **changed))  # type: ignore[arg-type]
        assert len(found) == 1, found
        assert expected in found[0]


def test_the_doctor_names_what_is_wrong_with_the_add_in(computer: Surroundings) -> None:
    assert problems(computer) == [f"The add-in is not in {computer.startup}: xltargets addin install"]
    install(computer)
    assert computer.startup
    add_in = computer.startup / ADD_IN
    _other_version(add_in, "xlwings 0.37.8", "xlwings 0.30.1")
    assert "The add-in needs xlwings 0.30.1, Python has 0.37.8" in problems(computer)[0]
    install(computer)
    _other_version(add_in, f"xltargets {xltargets.__version__}", "xltargets 0.0.1")
    assert "The add-in is of xltargets 0.0.1" in problems(computer)[0]
    add_in.write_bytes(b"")
    assert "damaged or not ours" in problems(computer)[0]


def test_the_doctor_names_a_python_that_moved_or_another_one(computer: Surroundings) -> None:
    install(computer)
    other = replace(computer, interpreter=computer.interpreter.parent / "other" / "python.exe")
    assert any("The add-in starts" in sentence for sentence in problems(other))
    computer.interpreter.unlink()
    assert problems(computer) == [
        f"The Python that the add-in starts is gone ({computer.interpreter}): xltargets addin install"
    ]
    computer.interpreter.touch()
    (computer.interpreter.parent / "xlwings64-0.37.8.dll").unlink()
    assert "xlwings64-0.37.8.dll is not beside" in problems(computer)[0]
    computer.configuration.unlink()
    assert "does not name the Python to start" in problems(computer)[1]


def test_the_doctor_does_not_need_what_it_may_find_missing() -> None:
    """It must speak where a library is missing, so neither it nor the installation loads any."""
    script = (
        "import sys; import xltargets.addin.doctor, xltargets.addin.excel.install, xltargets.addin.excel.windows;"
        "print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert not loaded & {"numpy", "pandas", "formualizer", "xlsxwriter", "xlwings", "pyopenvba"}


def test_the_commands_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    run, folder = CliRunner(), ["--folder", str(tmp_path / "start")]
    assert run.invoke(main, ["addin", "status", *folder]).exit_code == 1
    assert run.invoke(main, ["addin", "install", *folder]).exit_code == 0
    status = run.invoke(main, ["addin", "status", *folder])
    assert status.exit_code == 0
    assert f"of xltargets {xltargets.__version__}, for xlwings 0.37.8" in status.output
    assert f"Starts: {sys.executable}" in status.output
    doctor = run.invoke(main, ["doctor", *folder])
    assert doctor.exit_code == 0, doctor.output
    assert "Everything that the add-in needs is there" in doctor.output
    assert run.invoke(main, ["addin", "uninstall", *folder]).output.startswith("Removed:")
    assert run.invoke(main, ["addin", "uninstall", *folder]).output == "The add-in was not installed.\n"
    assert run.invoke(main, ["doctor", *folder]).exit_code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows there may be Excel")
@pytest.mark.parametrize("command", ["install", "uninstall", "status"])
def test_elsewhere_the_commands_say_where_to_go(command: str) -> None:
    assert not surroundings().windows
    result = CliRunner().invoke(main, ["addin", command])
    assert result.exit_code == 2
    assert "Excel on Windows is not here" in result.output
    assert CliRunner().invoke(main, ["doctor"]).exit_code == 0
