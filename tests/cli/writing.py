"""Every command that writes files, each with a small company to work on; and what of its files is whole."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copy2, copytree
from tempfile import mkdtemp

import xltargets
from xltargets.building.builder import build
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.workbooks.reader import read

FIXTURES = Path(__file__).parents[1] / "fixtures"
SAMPLE = FIXTURES / "workbooks" / "v1" / "en" / "target-plan-sample.xlsx"
OLD = b"what was there before"
SOURCE = str(Path(xltargets.__file__).parents[1])
OURS = os.environ | {"PYTHONPATH": SOURCE}
FEW = 8 * 1024
"""Bytes that a file may have, as on a disk that is nearly full."""
DAY = datetime.date
AS_OF = ("--as-of", "2026-03-31")


def start(
    folder: Path, *arguments: str, room: int | None = None, environment: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    """A command, in a group of processes of its own, with so much room in each file."""

    def limit() -> None:
        import resource

        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    # Python itself would keep what of compiled code fits into that room, and could not load it any more.
    compiling = {} if room is None else {"PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "xltargets", *arguments],
        cwd=folder,
        env=(environment or OURS) | compiling,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=limit,  # noqa: PLW1509  (nothing else runs here)
    )


@cache
def company() -> Path:
    """A folder with a plan of a company of two units, a plan with an open change, an old plan, and deals."""
    folder = Path(mkdtemp(prefix="xltargets-test-"))
    settings = {"organisation": "Acme", "owner": "Dana", "currency": "USD", "year_start": DAY(2026, 1, 1)}
    months = [{} for _ in range(12)]
    people = [
        {"team": "North", "person": "Ann", "person_id": "1", "own_weight": 1},
        {"team": "South", "person": "Bo", "person_id": "2", "own_weight": 1},
    ]
    tables = {
        "units": people,
        "periods": months,
        "review": months,
        "approvers": [{"approver": "Hanna"}],
        "organisation": [
            {"unit_id": "n", "unit": "North", "keeps": "plan", "owner": "Ann"},
            {"unit_id": "s", "unit": "South", "keeps": "plan", "owner": "Bo"},
        ],
    }
    whole = Filling({"settings": {**settings, "unit": "Acme", "agreed": 1200}}, tables)
    build(TEMPLATES["target-plan"], folder / "company-plan.xlsx", whole)
    change = {
        "day": DAY(2026, 3, 5),
        "kind": "total",
        "scope": "Year",
        "before": 1200,
        "after": 1260,
        "effective": DAY(2026, 7, 1),
        "reason": "Two ports more",
        "by": "Dana",
    }
    actuals = [{"actual": 90.0}, {"actual": 110.0}, *({} for _ in range(10))]
    filling = {"units": people, "periods": months, "review": actuals, "approvers": [{"approver": "Hanna"}]}
    one = Filling({"settings": {**settings, "unit": "North", "agreed": 1200}}, {**filling, "changes": [change]})
    (folder / "plans").mkdir()
    build(TEMPLATES["target-plan"], folder / "plans" / "plan.xlsx", one)
    scored = Filling({"settings": {**settings, "unit": "North"}}, {"team": [{"member": "Ann"}, {"member": "Bo"}]})
    build(TEMPLATES["team-scorecard"], folder / "plans" / "scorecard.xlsx", scored)
    copy2(SAMPLE, folder / "old.xlsx")
    rows = [f"Ann,2025-{month:02}-10,{100 + month},Won,North" for month in range(1, 13)]
    (folder / "deals.csv").write_text("Owner,Close date,Amount,Stage,Team\n" + "\n".join(rows) + "\nAnn,,5,Won,North\n")
    (folder / "people.csv").write_text("Person,Region,Team\nAnn,North,North\n")
    (folder / "out.xlsx").write_bytes(OLD)
    (folder / "out.html").write_bytes(OLD)
    return folder


@dataclass(frozen=True)
class Writing:
    """A command line, and which of the files that it writes were there before."""

    words: str
    files: tuple[str, ...]
    """Those that are there when it is done, as patterns."""
    status: tuple[int, ...] = (0,)
    """How it may end; 1 where somebody has to see to something."""
    room: int = FEW
    """Bytes that a file may have where the disk is full: fewer than its first one needs."""
    again: Callable[[Path], None] = lambda _folder: None
    """What a person does before it is run again."""

    @property
    def name(self) -> str:
        """For the names of tests."""
        return self.words.partition(" ")[0] + "".join(
            f" {word}" for word in ("--tidy", "--annotate") if word in self.words
        )


def emptied(folder: Path) -> None:
    """A set is written into an empty folder only."""
    from xltargets.workbooks.temporary import remove

    remove(folder / "set")


OUT = ("out.xlsx",)
COMMANDS = (
    Writing("new target-plan -o out.xlsx --force", OUT),
    Writing(
        "new target-plan --from deals.csv --rejects out.csv --save-mapping out.toml -o out.xlsx --force",
        ("out.xlsx", "out.csv", "out.toml"),
    ),
    Writing("new-set set --from deals.csv --team people.csv --target 1200", ("set/*.xlsx",), again=emptied),
    Writing("hand-out company-plan.xlsx units --as-of 2026-03-31", ("units/*.xlsx",), (0, 1)),
    Writing("adopt plans/plan.xlsx --by Hanna --as-of 2026-03-31", ("plans/plan.xlsx",), (0, 2)),
    Writing("report plans -o out.html", ("out.html",), (0, 1)),
    Writing("refresh plans", ("plans/plan.xlsx", "plans/scorecard.xlsx"), (0, 1)),
    Writing("replan plans/plan.xlsx -o out.xlsx --force --as-of 2026-03-31", OUT),
    Writing("upgrade old.xlsx", ("old.xlsx",)),
    Writing("recalc old.xlsx -o out.xlsx --force", OUT),
    Writing("convert old.xlsx --for values -o out.xlsx --force", OUT),
    Writing("consolidate plans -o out.xlsx --tidy tidy --force", ("out.xlsx", "tidy/*"), (0, 1)),
    Writing("split old.xlsx --weights Periods!C5:C16 --total 1200 -o out.xlsx --force", OUT),
    Writing("validate plans --format json -o out.json", ("out.json",), (0, 1), room=64),
    Writing("validate plans --annotate back", ("back/*.xlsx",), (0, 1)),
    Writing("reference -o pages", ("pages/*.md",), room=64),
)


def fresh(folder: Path) -> Path:
    """A copy of the company to work on."""
    return copytree(company(), folder / "company", copy_function=copy2)


def held(folder: Path) -> dict[str, bytes]:
    """All files of a folder, backups too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def leftovers(folder: Path) -> list[str]:
    """Files on their way that nobody will finish."""
    return [
        name
        for name in held(folder)
        if any(part.startswith(".xltargets-") or part.endswith(".part") for part in Path(name).parts)
    ]


def broken(folder: Path, before: dict[str, bytes]) -> list[str]:
    """The files, without those on their way, that are neither as they were nor whole new ones, and what is gone."""
    now = {name: data for name, data in held(folder).items() if name not in leftovers(folder)}
    wrong = [f"{name} is gone" for name in before if name not in now]
    for name, data in now.items():
        if before.get(name) != data and not _is_whole(folder / name):
            wrong.append(f"{name} is not whole")
    return wrong


def _is_whole(path: Path) -> bool:
    if path.read_bytes() == OLD:
        return True
    if path.suffix == ".xlsx":
        return zipfile.is_zipfile(path) and bool(read(path).sheets)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return bool(json.loads(text))
    return text.rstrip().endswith("</html>") if path.suffix == ".html" else text.endswith("\n")
