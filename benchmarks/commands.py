"""What whole commands cost, against checking the same workbooks: computing time of all their processes, and memory.

python benchmarks/commands.py [FILES ...]

For each number of files (10 if none is given; 100 and 500 take their time) as many sample workbooks of all kinds are
written, and the commands are run on them one after the other, as somebody would type them. Beyond one of each kind they
are copies of the same team's, of which a roll-up counts one: it reads all, and puts together few.
What counts is the ratio to `validate`, not the seconds of this computer.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from processes import as_installed
from submissions import SAMPLES

from xltargets.building.builder import build
from xltargets.samples import sample
from xltargets.samples.submissions import AS_OF
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling, with_offers

DEALS = (8_800,)


def run(*arguments: str, folder: Path) -> tuple[float, float, int]:
    """CPU seconds of a command and its processes, the largest one's memory in MB, and its exit status."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'xltargets', *sys.argv[1:]], capture_output=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.returncode)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    memory, status = found.stdout.split()
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, int(memory) / 1024, int(status)


def write(folder: Path, count: int) -> None:
    """So many submissions, a template after the other; those of a kind are copies."""
    folder.mkdir()
    made: dict[str, Path] = {}
    for number in range(count):
        key = SAMPLES[number % len(SAMPLES)]
        path = folder / f"{number:04}-{key}.xlsx"
        if key not in made:
            template, filling = TEMPLATES[key], sample(key)
            settings = {**filling.forms.get("settings", {}), "unit": f"Team {number}"}
            filling = Filling({**filling.forms, "settings": settings}, filling.tables)
            build(template, path, with_offers(template, filling))
            made[key] = path
        else:
            shutil.copyfile(made[key], path)


def deals(folder: Path, count: int) -> None:
    """A list of deals, and the team that made them."""
    people = [f"Person {number}" for number in range(20)]
    rows = [
        ",".join([f"D{one}", people[one % 20], f"Customer {one % 900}", f"{1000 + one % 977}", _day(one), "Won"])
        for one in range(count)
    ]
    head = "Opportunity ID,Owner,Account,Amount,Close Date,Stage"
    (folder / "deals.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    team = ["Sales agent,Manager", *(f"{one},Manager {number % 4}" for number, one in enumerate(people))]
    (folder / "team.csv").write_text("\n".join(team), encoding="utf-8")


def _day(number: int) -> str:
    return f"{2024 + number % 7 % 2}-{number % 12 + 1:02}-15"


def main(counts: list[int]) -> None:
    as_installed()
    day = AS_OF.isoformat()
    for count in counts:
        with TemporaryDirectory() as name:
            folder = Path(name)
            write(folder / "plans", count)
            one = str(next((folder / "plans").glob("*target-plan.xlsx")))
            commands = {
                "validate, 1 process": ("validate", "plans", "--as-of", day, "-j", "1", "-q"),
                "validate, 2 processes": ("validate", "plans", "--as-of", day, "-j", "2", "-q"),
                "consolidate": ("consolidate", "plans", "-o", "company.xlsx", "-j", "1"),
                "refresh": ("refresh", "company.xlsx", "plans"),
                "report": ("report", "plans", "-o", "report.html"),
                "recalc, 1 file": ("recalc", one, "-o", "recalculated.xlsx"),
                "convert, 1 file": ("convert", one, "--for", "values", "-o", "values.xlsx"),
            }
            print(f"\n{count} files, {os.cpu_count()} processors")
            first = 0.0
            for words, arguments in commands.items():
                spent, memory, status = run(*arguments, folder=folder)
                first = first or spent
                print(
                    f"  {words:22} {spent:8.1f} s {spent / first:6.2f} x validate {memory:7.0f} MB at most"
                    f"{'' if status < 2 else '   did not run'}"
                )
    for count in DEALS:
        with TemporaryDirectory() as name:
            folder = Path(name)
            deals(folder, count)
            spent, memory, status = run("new-set", "set", "--from", "deals.csv", "--team", "team.csv", folder=folder)
            print(f"\n{count:,} deals\n  {'new-set':22} {spent:8.1f} s {memory:24.0f} MB at most, status {status}")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [10])
