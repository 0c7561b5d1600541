"""Workbooks that come in a ZIP, also in one that means harm."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.zips import unpacked


def made(path: Path, *names: str, content: bytes = b"content") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return path


def inside(path: Path) -> list[str]:
    """What is read, by the names that are told."""
    with unpacked([path]) as found:
        return [Path(found.names.get(str(file), str(file))).name for file in found.files]


def test_the_workbooks_and_nothing_else(tmp_path: Path) -> None:
    path = made(tmp_path / "a.zip", "b.xlsx", "a/~$b.xlsx", "notes.txt", "c.ods", ".xltargets/backup/b.xlsx", "d/")
    assert inside(path) == ["a.zip!b.xlsx", "a.zip!c.ods"]


def test_two_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    path = made(tmp_path / "a.zip", "north/plan.xlsx", "south/plan.xlsx")
    with unpacked([path]) as found:
        assert list(found.names.values()) == [f"{path}!north/plan.xlsx", f"{path}!south/plan.xlsx"]
        assert [file.read_bytes() for file in found.files] == [b"content"] * 2
        unpacked_to = found.files[0]
    assert not unpacked_to.exists()


@pytest.mark.parametrize(
    "name", ["../../evil.xlsx", "/etc/evil.xlsx", "..\\evil.xlsx", "C:\\evil.xlsx", "a:b?.xlsx", "计" * 200 + ".xlsx"]
)
def test_a_name_decides_no_place(tmp_path: Path, name: str) -> None:
    path = made(tmp_path / "a.zip", name)
    before = set(tmp_path.rglob("*"))
    with unpacked([path]) as found:
        [file] = found.files
        assert file.read_bytes() == b"content"
        assert found.names[str(file)] == f"{path}!{zipfile.ZipFile(path).namelist()[0]}"
        assert set(tmp_path.rglob("*")) == before


def test_a_zip_in_a_zip_is_told_and_not_opened(tmp_path: Path) -> None:
    inner = made(tmp_path / "inner.zip", "plan.xlsx")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(inner, "inner.zip")
    with unpacked([tmp_path / "outer.zip"]) as found:
        [file] = found.files
        assert Path(found.names[str(file)]).name == "outer.zip!inner.zip"
        assert codes(file) == ["XL101"]


def test_what_explodes_is_refused_whole(tmp_path: Path) -> None:
    """30 MB in some kilobytes: the ZIP itself is told."""
    bomb = made(tmp_path / "bomb.zip", "plan.xlsx", content=bytes(30 * 2**20))
    with unpacked([bomb]) as found:
        assert (found.files, found.names) == ([bomb], {})
    assert codes(bomb) == ["XL106"]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut short"])
def test_what_is_no_zip_is_told_as_a_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with unpacked([path]) as found:
        assert found.files == [path]
    assert len(codes(path)) == 1


def test_a_member_that_is_damaged_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = made(tmp_path / "a.zip", "a.xlsx", "b.xlsx", content=b"0123456789" * 99)
    whole = bytearray(path.read_bytes())
    at = whole.index(b"a.xlsx") + len(b"a.xlsx")
    whole[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(whole))
    with unpacked([path]) as found:
        first, second = found.files
        assert second.read_bytes() == b"0123456789" * 99
        assert len(codes(first)) == 1


def codes(path: Path) -> list[str]:
    return [one.code for one in Validator(Settings(), 46_112.0).check(path).findings]
