"""The wheel, installed in an empty folder outside the checkout: every command of the README, as its reader types it.

With the newest versions of what it needs, and with the oldest that it says it works with. Nightly: each environment is
some hundred megabytes from the package index.
"""

from __future__ import annotations

import csv
import datetime
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.nightly
ASKED_FOR_WRONG = "{1;-2;1}"
"""In the README's example of a refusal."""
NO_INDEX = re.compile(r"No matching distribution|Connection|Temporary failure|Network is unreachable")


def commands() -> list[list[str]]:
    """The README's commands of ours in their order, without what says what they are for."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [
        line
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
    ]
    return [shlex.split(line, comments=True) for line in lines if line.startswith("xltargets ")]


def lowest() -> list[str]:
    """The oldest version of each package that the project says is enough."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [Requirement(one) for one in project["dependencies"]]
    return [
        f"{one.name}=={version.version.removesuffix('.*')}"
        for one in needed
        for version in one.specifier
        if version.operator in {">=", "=="} and (one.marker is None or one.marker.evaluate())
    ]


def pip(python: Path | str, *arguments: str) -> None:
    run = subprocess.run(
        [str(python), "-m", "pip", *arguments], capture_output=True, text=True, check=False, timeout=1800
    )
    if run.returncode and NO_INDEX.search(run.stderr):
        pytest.skip(f"the package index is not there: {run.stderr.strip().splitlines()[-1][:200]}")
    assert run.returncode == 0, run.stderr[-3000:]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip(sys.executable, "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT))
    [found] = folder.glob("xltargets-*.whl")
    return found


@pytest.fixture(scope="module", params=["newest", "lowest"])
def folder(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder with the wheel in an environment, and what a reader of the README has at hand."""
    place = tmp_path_factory.mktemp(request.param)
    subprocess.run([sys.executable, "-m", "venv", str(place / ".venv")], check=True)
    pip(
        place / ".venv" / "bin" / "python",
        "install",
        "-q",
        str(wheel),
        *(lowest() if request.param == "lowest" else []),
    )
    run(place, ["xltargets", "demo"])
    shutil.copytree(place / "xltargets-demo" / "accepted", place / "submissions")
    export(place)
    return place


def export(place: Path) -> None:
    """A small export of a CRM: three years, two people of two managers."""
    people = {"Ann Lee": "Eva Roth", "Bo Chen": "Max Frey"}
    with (place / "sales_teams.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [["sales_agent", "manager", "regional_office"], *([*one, "North"] for one in people.items())]
        )
    deals = [
        [f"D{year}{month:02}{number}", person, "Pump", "Fabrikam", "Won", day, day, 1000 * month]
        for year in (2023, 2024, 2025)
        for month in range(1, 13)
        for number, person in enumerate(people)
        for day in [datetime.date(year, month, 15).isoformat()]
    ]
    head = [
        "opportunity_id",
        "sales_agent",
        "product",
        "account",
        "deal_stage",
        "engage_date",
        "close_date",
        "close_value",
    ]
    with (place / "sales_pipeline.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *deals])


def run(place: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    program = place / ".venv" / "bin" / command[0]
    done = subprocess.run(
        [str(program), *command[1:]],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(place)},
    )
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    return done


def test_the_readme_has_its_commands() -> None:
    assert {"new", "new-set", "validate", "consolidate", "refresh", "report", "upgrade", "replan", "eval"} <= {
        command[1] for command in commands()
    }
    assert len(lowest()) >= 7


def test_every_command_of_the_readme(folder: Path) -> None:
    for command in commands():
        done = run(folder, command)
        # 1 says that something is wrong with what was given: there, and nowhere else, it is.
        expected = 1 if any(ASKED_FOR_WRONG in part for part in command) else 0
        assert done.returncode == expected, f"{shlex.join(command)}\n{done.stdout}{done.stderr}"
        target = command[command.index("-o") + 1] if "-o" in command else None
        assert target is None or (folder / target).exists(), shlex.join(command)


def test_the_lines_of_python(folder: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (folder / "lines.txt").write_text("\n".join(re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)))
    done = run(folder, ["python", "-m", "doctest", "lines.txt"])
    assert (done.returncode, done.stdout) == (0, "")


def test_it_runs_from_the_wheel_alone(folder: Path) -> None:
    done = run(folder, ["python", "-c", "import xltargets; print(xltargets.__file__)"])
    assert Path(done.stdout.strip()).is_relative_to(folder / ".venv")
    # The built add-in travels along, and can be installed from there.
    done = run(folder, ["xltargets", "addin", "install", "--folder", str(folder / "XLSTART")])
    assert done.returncode == 0, done.stderr
    assert (folder / "XLSTART" / "xltargets.xlam").stat().st_size > 10_000
