"""What checking a workbook costs, by stage, against what any reader of it must do: unpack it and parse its XML.

python benchmarks/validate.py [FOLDER]

The workbooks are built into the folder first (a temporary one by default), which takes longer than the measuring. All
figures are CPU time of one process, the best of several runs; what counts is the ratio to the floor.
"""

from __future__ import annotations

import datetime
import importlib.util
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.parsers import expat

import openpyxl
from fleet_submissions import own
from submissions import SAMPLES, write

from xltargets.samples.submissions import AS_OF
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Submission
from xltargets.views.view import View
from xltargets.workbooks.collection import without_collection
from xltargets.workbooks.engine import evaluate_by_engine
from xltargets.workbooks.program.running import work_out
from xltargets.workbooks.reader import read, read_with_surface

DAY = float((AS_OF - datetime.date(1899, 12, 30)).days)
RUNS = 9


def inflate(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as package:
        return [package.read(name) for name in package.namelist()]


def floor(path: Path) -> None:
    """Unpack every part, and check that the XML ones are well formed."""
    for part in inflate(path):
        if part.lstrip(b"\xef\xbb\xbf").startswith(b"<"):
            expat.ParserCreate().Parse(part, True)


def by_openpyxl(path: Path) -> None:
    openpyxl.load_workbook(path)


def by_calamine(path: Path) -> None:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def best(run: Callable[[], object], times: int = RUNS) -> float:
    """The least CPU time of several runs, in seconds."""
    least = float("inf")
    for _ in range(times):
        started = time.process_time()
        run()
        least = min(least, time.process_time() - started)
    return least


def stages(path: Path) -> dict[str, float]:
    """The CPU time of each stage of ours, each the best of several runs."""
    least: dict[str, float] = {}

    def took(stage: str, started: float) -> None:
        least[stage] = min(least.get(stage, float("inf")), time.process_time() - started)

    for _ in range(RUNS):
        with without_collection():
            started = time.process_time()
            contents, surface = read_with_surface(path)
            took("read", started)
            started = time.process_time()
            view = View.of(contents, DAY)
            assert view.at_fault is not None
            assert view.lacking is not None
            took("view", started)
            started = time.process_time()
            assert view.recalculated is not None
            took("program", started)
            started = time.process_time()
            report = Validator(Settings(), DAY).judge(Submission(path, DAY, view, surface=surface))
            took("rules", started)
            assert not report.crashed
            del contents, surface, view
    return least


def checking(path: Path) -> float:
    """The CPU time of a whole check, as `xltargets validate` does it."""
    return best(lambda: Validator(Settings(), DAY).check(path))


def by_engine(path: Path) -> float:
    """The CPU time of formualizer alone on the formulas of a workbook that was read."""
    contents = read(path)
    return best(lambda: evaluate_by_engine(contents, lambda: DAY), 1)


def left_to_the_engine(path: Path) -> int:
    """How many formulas columns do not work out."""
    worked = work_out(read(path), lambda: DAY)
    assert worked is not None
    return sum(len(group.rows) for group in worked.left)


def measure(words: str, path: Path) -> str:
    """Print what each stage takes, and give it as a row of the table in the README."""
    unpacked, least = best(lambda: inflate(path)), best(lambda: floor(path))
    peers = {"openpyxl": by_openpyxl} | ({"calamine": by_calamine} if _has_calamine() else {})
    others = {name: best(lambda load=load: load(path), 3) for name, load in peers.items()}
    ours = stages(path)
    others["formualizer"] = by_engine(path)
    total = checking(path)
    print(f"\n{words} ({path.stat().st_size / 1000:,.0f} kB)")
    for stage, seconds in ({"inflate": unpacked, "floor": least} | others | ours | {"ours in all": total}).items():
        print(f"  {stage:14} {seconds * 1e3:9.1f} ms {seconds / least:8.1f} x the floor")
    print(f"  {'':14} {total / others['openpyxl']:9.2f} of one load by openpyxl")
    print(f"  {'':14} {left_to_the_engine(path):9} formulas left to the engine")
    ratios = [*ours.values(), others["formualizer"], total]
    cells = [words, *(f"{seconds / least:.1f}" for seconds in ratios), f"{total / others['openpyxl']:.2f}"]
    return f"| {' | '.join(cells)} |"


def with_a_mistake(key: str, clean: Path, folder: Path) -> str:
    """Print what a sample costs with a text where a number was, on each of its sheets in turn, and give it as a row."""
    content = clean.read_bytes()
    with zipfile.ZipFile(clean) as package:
        sheets = sum(name.startswith("xl/worksheets/sheet") for name in package.namelist())
    usual, took = best(lambda: Validator(Settings(), DAY).check(clean), 3), []
    for turn in range(sheets):
        path = folder / f"{key}-mistake-{turn}.xlsx"
        path.write_bytes(own(content, turn, [], harm=True))
        took.append((best(lambda path=path: Validator(Settings(), DAY).check(path), 3), path))
    took.sort()
    (median, _middle), (dearest, worst) = took[len(took) // 2], took[-1]
    least = best(lambda: floor(worst))
    print(f"\n{key} with a mistake: {worst.name} is the dearest of {sheets}")
    cells = [f"{seconds / usual:.1f}" for seconds in (median, dearest)]
    cells += [f"{seconds / least:.1f}" for seconds in (usual, median, dearest)]
    return f"| {key} | {' | '.join([*cells, str(left_to_the_engine(worst))])} |"


def _has_calamine() -> bool:
    return importlib.util.find_spec("python_calamine") is not None


def main(folder: Path) -> None:
    written = write(folder)
    rows = [measure(words, path) for words, path in written.items()]
    with_mistakes = [with_a_mistake(key, written[f"sample: {key}"], folder) for key in SAMPLES]
    print("\n| workbook | read | view | program | rules | formualizer alone | in all | in loads by openpyxl |")
    print("| --- |" + " --- |" * 7)
    print(*rows, sep="\n")
    print("\n| one mistake in | median x clean | most x clean | clean x floor | median | most | left to the engine |")
    print("| --- |" + " --- |" * 6)
    print(*with_mistakes, sep="\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with TemporaryDirectory() as temporary:
            main(Path(temporary))
