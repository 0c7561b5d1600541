"""What a command line's paths mean."""

from __future__ import annotations

import pytest

from xltargets.validation.paths import expand


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans" / "east").mkdir(parents=True)
    for name in ("b.xlsx", "a.XLSX", "~$a.xlsx", ".hidden.xlsx", "notes.txt", "old.xls", "east/c.xlsm"):
        (tmp_path / "plans" / name).write_bytes(b"x")
    return tmp_path


def names(found):
    return [file.as_posix() for file in found.files]


def test_a_folder_means_the_workbooks_in_it_and_below(folder):
    assert names(expand(["plans"])) == ["plans/a.XLSX", "plans/b.xlsx", "plans/east/c.xlsm", "plans/old.xls"]


def test_files_come_in_the_order_that_people_expect(folder):
    for number in (10, 2, 1):
        (folder / "plans" / "east" / f"Team {number}.xlsx").write_bytes(b"x")
    expected = ["plans/east/c.xlsm", "plans/east/Team 1.xlsx", "plans/east/Team 2.xlsx", "plans/east/Team 10.xlsx"]
    assert names(expand(["plans/east"])) == expected


def test_a_file_is_taken_whatever_its_name(folder):
    assert names(expand(["plans/notes.txt"])) == ["plans/notes.txt"]


def test_patterns_are_resolved_here_where_the_shell_does_not(folder):
    assert names(expand(["plans/*.xlsx"])) == ["plans/b.xlsx"]
    assert names(expand(["plans/**/*.xlsm"])) == ["plans/east/c.xlsm"]


def test_each_file_comes_once(folder):
    assert names(expand(["plans/b.xlsx", "plans", "plans/../plans/b.xlsx"])).count("plans/b.xlsx") == 1


def test_a_dash_reads_a_list(folder):
    assert names(expand(["-"], ["plans/b.xlsx\n", "\n", "plans/notes.txt\r\n"])) == ["plans/b.xlsx", "plans/notes.txt"]


def test_what_is_not_there_is_told_and_the_rest_is_taken(folder):
    found = expand(["nowhere.xlsx", "plans/b.xlsx", "*.none"])
    assert found.missing == ["nowhere.xlsx", "*.none"]
    assert names(found) == ["plans/b.xlsx"]


def test_an_empty_folder_is_there_but_holds_nothing(folder):
    (folder / "empty").mkdir()
    found = expand(["empty"])
    assert (found.files, found.missing) == ([], [])
