"""Which Python LibreOffice is told to start, and what the doctor says of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.addin.libreoffice import install as install_libreoffice
from xltargets.addin.libreoffice import oxt
from xltargets.cli import main


def test_this_python_is_written_down_and_nothing_is_wrong(tmp_path: Path) -> None:
    assert install_libreoffice.problems(tmp_path) == [], "it was never set up here, and need not be"
    path = install_libreoffice.configure(tmp_path)
    assert json.loads(path.read_text(encoding="utf-8"))["python"] == sys.executable
    assert install_libreoffice.problems(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [('{"python": "/gone/python"}', "is told to start /gone/python, which is not there"), ("{", "cannot be read")],
)
def test_what_is_wrong_is_a_sentence_with_what_to_do(content: str, sentence: str, tmp_path: Path) -> None:
    path = install_libreoffice.configure(tmp_path)
    path.write_text(content, encoding="utf-8")
    [problem] = install_libreoffice.problems(tmp_path)
    assert sentence in problem.sentence()
    assert "xltargets addin libreoffice --install" in problem.sentence()


def test_the_command_writes_the_extension_and_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    output = tmp_path / oxt.EXTENSION
    result = CliRunner().invoke(main, ["addin", "libreoffice", "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert output.is_file()
    assert (tmp_path / install_libreoffice.CONFIGURATION).is_file()


def test_without_libreoffice_the_person_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(install_libreoffice, "unopkg", lambda: None)
    result = CliRunner().invoke(main, ["addin", "libreoffice", "-o", str(tmp_path / "x.oxt"), "--install"])
    assert result.exit_code == 2
    assert "Open " in result.output
