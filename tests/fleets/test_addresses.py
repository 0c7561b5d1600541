"""Workbooks by their addresses: what is found, what is read, and what is never shown."""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.fleets.many import WHEN, run, submissions, told
from xltargets.errors import Problem
from xltargets.validation import remote
from xltargets.validation.paths import expand
from xltargets.validation.remote import RemoteFile, shown
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings

fsspec = pytest.importorskip("fsspec")

VALIDATOR = Validator(Settings(), 46112.0)


@pytest.fixture
def june(tmp_path: Path):
    """Six files in memory, in two folders, with what programs leave beside them."""
    memory = fsspec.filesystem("memory")
    for number, file in enumerate(submissions(tmp_path / "in", 6)):
        memory.pipe(f"/june/{'north' if number < 3 else 'south'}/{file.name}", file.read_bytes())
    memory.pipe("/june/north/~$0000.xlsx", b"Ann")
    memory.pipe("/june/north/notes.txt", b"")
    yield memory
    memory.rm("/june", recursive=True)


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("memory://june", ["0000", "0001", "0002", "0003", "0004", "0005"]),
        ("memory://june/north", ["0000", "0001", "0002"]),
        ("memory://june/*/*.xlsx", ["0000", "0001", "0002", "0003", "0004", "0005"]),
        ("memory://june/south/0004.xlsx", ["0004"]),
    ],
)
def test_folders_and_patterns(june, address: str, names: list[str]) -> None:
    found = expand([address], addresses=True)
    assert [file.name.removesuffix(".xlsx") for file in found.files] == names
    assert found.missing == []


def test_what_is_not_there_is_missing(june) -> None:
    assert expand(["memory://june/west"], addresses=True).missing == ["memory://june/west"]


def test_a_report_is_that_of_the_file_itself(june, tmp_path: Path) -> None:
    for file in expand(["memory://june"], addresses=True).files:
        ours = VALIDATOR.check(tmp_path / "in" / file.name)
        theirs = VALIDATOR.check(file)
        assert theirs.file == str(file)
        assert theirs.file.startswith("memory://")
        assert theirs.findings == ours.findings


def test_nothing_is_left(june, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    for file in expand(["memory://june"], addresses=True).files:
        VALIDATOR.check(file)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_one_that_goes_meanwhile_is_told(june) -> None:
    (file,) = expand(["memory://june/south/0004.xlsx"], addresses=True).files
    june.rm("/june/south/0004.xlsx")
    (finding,) = VALIDATOR.check(file).findings
    assert "cannot be read" in finding.message()


@pytest.mark.nightly
def test_a_zip_and_a_local_address_through_the_command(tmp_path: Path) -> None:
    files = submissions(tmp_path / "in", 4)
    with zipfile.ZipFile(tmp_path / "june.zip", "w") as archive:
        for file in files:
            archive.write(file, f"june/{file.name}")
    plain = told(run("validate", tmp_path / "in", "--format", "json", *WHEN))
    assert len(plain) == 4
    for address in (f"zip://june/*.xlsx::file://{tmp_path}/june.zip", (tmp_path / "in").as_uri()):
        state = tmp_path / "state"
        for _ in range(2):
            assert told(run("validate", address, "--format", "json", "--store", state, *WHEN)) == plain


@pytest.mark.nightly
def test_a_zip_of_two_thousand(tmp_path: Path) -> None:
    files = submissions(tmp_path / "in", 2_000)
    with zipfile.ZipFile(tmp_path / "june.zip", "w") as archive:
        for file in files:
            archive.write(file, f"june/{file.name}")
    zipped = tmp_path / "june.zip"
    plain = told(run("validate", tmp_path / "in", "--format", "json", *WHEN))
    assert len(plain) == 2_000
    for address in (zipped, f"zip://june/*.xlsx::{zipped}"):
        assert told(run("validate", address, "--format", "json", *WHEN)) == plain


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nowhere://june", "no protocol of fsspec"),
        ("abfs://june/north.xlsx", "adlfs"),
        ("sftp://ann:secret@localhost/june", "paramiko"),
    ],
)
def test_what_a_protocol_needs_is_named(monkeypatch: pytest.MonkeyPatch, address: str, said: str) -> None:
    for module in ("adlfs", "paramiko", "fsspec.implementations.sftp"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    for module in ("adlfs", "paramiko"):
        monkeypatch.setitem(sys.modules, module, None)
    for protocol in ("abfs", "sftp"):
        monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, protocol, raising=False)
    with pytest.raises(Problem) as caught:
        expand([address], addresses=True)
    assert said in caught.value.sentence()
    assert "secret" not in caught.value.sentence()


def test_without_fsspec_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    result = run("validate", "s3://june", *WHEN)
    assert result.exit_code == 2
    assert 'pip install "xltargets[fleet]"' in result.stderr


def test_passwords_and_signatures_are_not_shown() -> None:
    assert shown("zip://*.xlsx::sftp://ann:secret@host/june.zip") == "zip://*.xlsx::sftp://host/june.zip"
    link = "https://host/june/a.xlsx?sv=2024&sig=secret"
    assert (RemoteFile(link).name, str(RemoteFile(link))) == ("a.xlsx", "https://host/june/a.xlsx")


class Failing:
    """A file system whose network fails so often."""

    def __init__(self, times: int) -> None:
        self.left = times

    def open(self, path: str, mode: str):
        import io

        if self.left:
            self.left -= 1
            raise ConnectionError("reset by https://host/x?sig=secret")
        return io.BytesIO(b"PK")


@pytest.mark.parametrize(("times", "read"), [(2, True), (3, False)])
def test_a_network_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch, times: int, read: bool) -> None:
    failing = Failing(times)
    monkeypatch.setattr(remote, "_filesystem", lambda address: (failing, address))
    monkeypatch.setattr(remote, "_PAUSE", 0.0)
    report = VALIDATOR.check(RemoteFile("https://host/x.xlsx"))  # type: ignore[arg-type]
    message = report.findings[0].message()
    assert ("cannot be read" in message) is not read
    assert "secret" not in message


@pytest.mark.parametrize("name", ["..\\..\\x.xlsx", "a:b.xlsx", "...", ""])
def test_a_name_leads_nowhere_else(june, name: str) -> None:
    june.pipe(f"/june/{name or 'x'}", b"PK")
    with RemoteFile(f"memory://june/{name or 'x'}").copied() as copy:
        assert copy.parent.parent == Path(tempfile.gettempdir())
        assert not set(copy.name) & set("\\/:")
