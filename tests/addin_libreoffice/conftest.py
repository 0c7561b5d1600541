"""LibreOffice with the extension installed, in a profile of its own; started once for each day that it is to have."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import xltargets
from xltargets.addin.libreoffice import oxt
from xltargets.addin.libreoffice.install import unopkg

PYTHON = Path("/usr/bin/python3")
collect_ignore = ["office.py"]
RUNNER = Path(__file__).with_name("office.py")


def missing() -> str | None:
    """What keeps these tests from running here."""
    if shutil.which("soffice") is None or unopkg() is None:
        return "LibreOffice is not installed"
    if not PYTHON.is_file() or subprocess.call([PYTHON, "-c", "import uno"], stderr=subprocess.DEVNULL):
        return "python3-uno is not installed"
    return None


class Office:
    """LibreOffice, asked from here."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [PYTHON, RUNNER, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
        )

    def ask(self, word: str, *arguments: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([word, *arguments]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            assert self.process.stderr
            raise AssertionError(self.process.stderr.read()[-2000:])
        return json.loads(answer)

    def close(self) -> None:
        try:
            self.process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the extension installed for everybody, because unopkg lets root do no other."""
    if reason := missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("office")
    oxt.build(folder / oxt.EXTENSION)
    told = {"python": sys.executable, "path": [str(Path(xltargets.__file__).parents[1])]}
    (folder / "libreoffice.json").write_text(json.dumps(told), encoding="utf-8")
    subprocess.run(
        [
            unopkg(),
            "add",
            "--shared",
            "-f",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"-env:UNO_SHARED_PACKAGES_CACHE={(folder / 'shared').as_uri()}",
            folder / oxt.EXTENSION,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder


@pytest.fixture(scope="session")
def start(installed: Path) -> Iterator[Callable[..., Office]]:
    """Starts LibreOffice on a day; only one runs at a time, because the profile is one."""
    running: list[Office] = []

    def begin(day: str, configuration: Path | None = None) -> Office:
        while running:
            running.pop().close()
        told = configuration or installed / "libreoffice.json"
        office = Office(installed, {"XLTARGETS_LIBREOFFICE": str(told), "XLTARGETS_AS_OF": day})
        running.append(office)
        return office

    yield begin
    while running:
        running.pop().close()
