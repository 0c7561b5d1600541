"""A store of results: nothing twice, nothing lost, one writer, and damage that is told."""

from __future__ import annotations

import datetime
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest

from tests.fleets.many import counted, submissions
from tests.rollup.small_unit import put, unit
from xltargets.errors import CellError, Phrase, Problem
from xltargets.fleets import keeping
from xltargets.fleets.edition import Terms, edition
from xltargets.fleets.lock import holder, is_held
from xltargets.fleets.packing import Unusable, pack, unpack
from xltargets.fleets.store import Store, opened, readable
from xltargets.rollup.extraction import Collected, Collector
from xltargets.validation.finding import Fault, Finding, Severity
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.waivers import Waiver, Waivers
from xltargets.views.location import Location

DAY = 46112.0
VALIDATOR = Validator(Settings(), DAY)


def nothing(problem: Problem) -> None:
    raise AssertionError(problem)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Which files were checked, in this process; what is known is not."""
    seen: list[Path] = []

    def check_all(asked, keeper, jobs):
        for one in asked:
            answer = keeper.check(one)
            if answer.report is not None:
                seen.append(one.file)
            yield answer

    monkeypatch.setattr(keeping, "check_all", check_all)
    return seen


def begin(store: Store, files: list[Path], **options: bool) -> None:
    store.begin(((str(file), file.name) for file in files), "2026-03-31", edition(), **options)


def whole_run(path: Path, files: list[Path], validator: Validator = VALIDATOR) -> list[Collected]:
    with opened(path, nothing) as store:
        begin(store, files)
        found = list(keeping.kept(files, validator, store, 1))
        store.finish()
    return found


@pytest.mark.parametrize("is_older", [False, True])
def test_a_file_costs_no_look_through_all_others(is_older: bool, tmp_path: Path) -> None:
    """Twenty thousand looks through twenty thousand results took longer than checking a quarter of the files."""
    files, state = submissions(tmp_path / "in", 2), tmp_path / "state"
    whole_run(state, files)
    if is_older:
        with sqlite3.connect(state) as connection:
            connection.execute("drop index results_by_name")
    asked: list[str] = []
    with opened(state, nothing) as store:
        begin(store, files)
        store._db.set_trace_callback(asked.append)
        files[1].write_bytes(files[1].read_bytes() + b"\0")
        list(keeping.kept(files, VALIDATOR, store, 1))
        store._db.set_trace_callback(None)
        plans = [
            (step[-1], one)
            for one in asked
            if one.startswith(("select", "insert", "update", "delete"))
            for step in store._db.execute(f"explain query plan {one}")
        ]
    assert any(step.startswith("SEARCH results") for step, _one in plans)
    assert [found for found in plans if found[0].startswith("SCAN") and "CONSTANT" not in found[0]] == []


def test_what_is_unchanged_is_not_checked_again(tmp_path: Path, checked: list[Path]) -> None:
    files, state = submissions(tmp_path / "in", 8), tmp_path / "state"
    first = whole_run(state, files)
    assert checked == files
    assert [one.accepted for one in first] == [Collector(Settings(), DAY).check(file).accepted for file in files]
    checked.clear()
    files[2].write_bytes(files[2].read_bytes() + b"\0")
    (tmp_path / "in" / "copy.xlsx").write_bytes(files[0].read_bytes())
    again = whole_run(state, [*files, tmp_path / "in" / "copy.xlsx"])
    assert checked == [files[2], tmp_path / "in" / "copy.xlsx"]
    assert [one.findings for one in again][:2] == [one.findings for one in first][:2]
    assert counted(state, "select count(*) from files") == [(9,)]


def test_what_it_was_judged_by_counts(tmp_path: Path, checked: list[Path]) -> None:
    files, state = submissions(tmp_path / "in", 2), tmp_path / "state"
    whole_run(state, files)
    waived = Waivers((Waiver("0001.xlsx", "f" * 16, "Agreed."),))
    for validator, expected in (
        (Validator(Settings(), DAY + 1), files),
        (Validator(Settings(ignore=("XL3",)), DAY), files),
        (Validator(Settings(fail_on=None), DAY), files),
        (Validator(Settings(), DAY, waivers=waived), files[1:]),
        (Validator(Settings(), DAY, known=frozenset({("0000.xlsx", "a" * 16)})), files[:1]),
        (VALIDATOR, []),
    ):
        checked.clear()
        whole_run(state, files, validator)
        assert checked == expected


def cut_run(path: Path, files: list[Path]) -> None:
    """Five results are written, two are made and not written yet."""
    with opened(path, nothing) as store:
        begin(store, files)
        reports = keeping.kept(files, VALIDATOR, store, 1)
        list(islice(reports, 5))
        store.write()
        list(islice(reports, 2))
        raise RuntimeError


def test_a_cut_run_goes_on(tmp_path: Path, checked: list[Path]) -> None:
    files, state = submissions(tmp_path / "in", 12), tmp_path / "state"
    whole = [(one.file, one.findings) for one in whole_run(tmp_path / "other", files)]
    checked.clear()
    with pytest.raises(RuntimeError):
        cut_run(state, files)
    assert counted(state, "select count(*) from files where status <> 'waiting'") == [(5,)]
    assert counted(state, "select ended from runs") == [(None,)]
    checked.clear()
    assert [(one.file, one.findings) for one in whole_run(state, files)] == whole
    assert checked == files[5:]
    assert counted(state, "select min(checked), max(checked), count(*) from files") == [(1, 1, 12)]
    assert counted(state, "select count(*) from findings") == [(sum(len(found) for _file, found in whole),)]
    assert counted(state, "select count(*) from runs where ended is not null") == [(1,)]


def test_a_file_that_is_gone_is_not_counted(tmp_path: Path, checked: list[Path]) -> None:
    files, state = submissions(tmp_path / "in", 4), tmp_path / "state"
    whole_run(state, files)
    whole_run(state, files[:3])
    assert counted(state, "select count(*) from files") == [(3,)]
    assert counted(state, "select count(*) from findings where path = ?".replace("?", f"'{files[3]}'")) == [(0,)]


def test_what_is_read_is_kept_with_it(tmp_path: Path, checked: list[Path]) -> None:
    unit(tmp_path, "plan", "scorecard")
    put(tmp_path / "plan.xlsx", {("review.actual", 0): 90.0})
    files = [tmp_path / "plan.xlsx", tmp_path / "scorecard.xlsx"]
    first, again = (whole_run(tmp_path / "state", files) for _ in range(2))
    assert checked == files
    assert first == again
    assert again[0].extract is not None


def test_a_result_that_cannot_be_used_is_made_again(tmp_path: Path, checked: list[Path]) -> None:
    files, state = submissions(tmp_path / "in", 2), tmp_path / "state"
    first = whole_run(state, files)
    with opened(state, nothing) as store:
        store._db.execute("update results set answer = x'00' where name = '0001.xlsx'")
    checked.clear()
    assert whole_run(state, files) == first
    assert checked == [files[1]]
    checked.clear()
    whole_run(state, files)
    assert checked == []


@pytest.mark.parametrize("harm", ["middle", "start", "cut", "text"])
def test_a_damaged_store_is_set_aside_and_said(tmp_path: Path, checked: list[Path], harm: str) -> None:
    files, state = submissions(tmp_path / "in", 40), tmp_path / "state"
    first = whole_run(state, files)
    content = bytearray(state.read_bytes())
    if harm == "middle":
        content[4096:] = os.urandom(len(content) - 4096)
    elif harm == "start":
        content[:2048] = bytes(2048)
    state.write_bytes({"cut": content[:5000], "text": b"not a store"}.get(harm, content))
    said: list[str] = []
    with opened(state, lambda problem: said.append(problem.sentence())) as store:
        begin(store, files)
        assert list(keeping.kept(files, VALIDATOR, store, 1)) == first
        store.finish()
    aside = list(tmp_path.glob("state.damaged-*"))
    assert len(aside) == 1
    assert said == [f"{state} is damaged. It was set aside as {aside[0].name}; all workbooks are checked anew."]
    assert counted(state, "select count(*) from files") == [(40,)]


def test_another_file_is_refused_and_left(tmp_path: Path) -> None:
    (plan,) = submissions(tmp_path / "in", 1)
    before = plan.read_bytes()
    with pytest.raises(Problem, match="is no store of xltargets"), opened(plan, nothing):
        pass
    assert plan.read_bytes() == before
    foreign = tmp_path / "notes.db"
    import sqlite3

    with sqlite3.connect(foreign) as connection:
        connection.execute("create table notes (text)")
    connection.close()
    before = foreign.read_bytes()
    with pytest.raises(Problem, match="is no store of xltargets"), opened(foreign, nothing):
        pass
    assert foreign.read_bytes() == before


def test_the_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    """Another process holds it; this one is told who."""
    import subprocess
    import sys

    state = tmp_path / "state"
    script = (
        "import sys, time; from pathlib import Path; from xltargets.fleets.store import opened\n"
        "with opened(Path(sys.argv[1]), print): print('held', flush=True); sys.stdin.readline()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(state)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdin
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    assert is_held(state)
    assert f"PID {other.pid}," in holder(state)
    said: list[str] = []
    with (
        pytest.raises(Problem, match=r"is used by another run .*PID"),
        opened(state, lambda problem: said.append(problem.sentence()), patience=0.3),
    ):
        pass
    assert len(said) == 1
    assert "waiting" in said[0]
    with readable(state) as connection:
        assert connection.execute("select count(*) from files").fetchone() == (0,)
    other.kill()  # the system lets the lock go
    other.wait()
    for pipe in (other.stdin, other.stdout):
        pipe.close()
    with opened(state, nothing):
        pass
    assert not is_held(state)


def test_a_lock_in_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Cannot write"), opened(tmp_path / "nowhere" / "state", nothing):
        pass


def finding(**values: object) -> Finding:
    return Finding("XL304", "out-of-range", Severity.ERROR, Fault(Location("A"), "{what}", values=values))


def test_what_people_typed_comes_back_as_it_was() -> None:
    values = [CellError("#N/A"), Phrase("a {kind}", kind=Phrase("lot")), datetime.date(2026, 1, 2), None, True, 1.5]
    report = Collected("x.xlsx", tuple(finding(what=value) for value in values), path=Path("x.xlsx"))
    again = unpack(pack(report))
    assert [one.message() for one in again.findings] == [one.message() for one in report.findings]
    assert again.path == report.path


class Evil:
    def __reduce__(self):
        return os.system, ("touch /tmp/xltargets-was-here",)


@pytest.mark.parametrize("held", [Evil(), "a text", [1, 2], VALIDATOR])
def test_nothing_but_a_report_is_taken_out(held: object) -> None:
    with pytest.raises(Unusable):
        unpack(zlib.compress(pickle.dumps(held)))


def test_the_terms_of_a_name_are_its_own() -> None:
    waived = Validator(Settings(), DAY, waivers=Waivers((Waiver("n*.xlsx", "f" * 16, "Agreed."),)))
    assert Terms(waived).of("south.xlsx") == Terms(VALIDATOR).of("south.xlsx")
    assert Terms(waived).of("north.xlsx") != Terms(VALIDATOR).of("north.xlsx")


def wait_for_answers(state: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with suppress(sqlite3.Error):
            if counted(state, "select count(*) from files where status <> 'waiting'") > [(0,)]:
                return
        time.sleep(0.1)
    raise AssertionError("nothing was written for two minutes")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C goes to all programs of a window there")
def test_a_run_that_is_stopped_says_that_it_can_go_on(tmp_path: Path) -> None:
    """Its exit status is not that of refused workbooks."""
    submissions(tmp_path / "in", 400)
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from xltargets.cli import main; main()"
    )
    options = ("--store", "state", "--isolated", "--language", "en", "-j", "1", "--as-of", "2026-03-31")
    process = subprocess.Popen(
        [sys.executable, "-c", code, "validate", "in", *options],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for_answers(tmp_path / "state")
    process.send_signal(signal.SIGINT)
    _out, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (130, "Stopped. The same command goes on with what is left.\n")
    assert 0 < counted(tmp_path / "state", "select count(*) from files where status <> 'waiting'")[0][0] < 400
