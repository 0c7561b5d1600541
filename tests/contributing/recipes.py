"""The recipes of CONTRIBUTING.md, read as a person reads them, and followed on a copy of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_COPIED = ("src", "tests", "docs", "udfs", "pyproject.toml", "README.md", "LICENSE", "CONTRIBUTING.md")
_NEW = re.compile(r"New file `([^`]+)`:$")
_END = re.compile(r"At the end of `([^`]+)`:$")
_BELOW = re.compile(r"In `([^`]+)` below `([^`]+)`:$")


@dataclass(frozen=True)
class Step:
    """A piece of text to put somewhere, or commands to run."""

    instruction: str
    """The line above the text."""
    text: str

    @property
    def is_commands(self) -> bool:
        return not self.instruction


def recipe(title: str) -> list[Step]:
    """The steps below a heading."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    body = re.split(r"^###? ", text, flags=re.MULTILINE)
    (found,) = [part for part in body if part.partition("\n")[0].removesuffix(" (*nightly*)") == title]
    steps, before, block, margin = [], "", None, 0
    for line in found.splitlines():
        fence = re.match(r"( *)```(\w*)$", line)
        if block is None and fence:
            instruction = before if any(one.match(before) for one in (_NEW, _END, _BELOW)) else ""
            assert instruction or fence[2] == "sh", f"{title}: nothing says where to put what stands below {before!r}"
            block, margin = [], len(fence[1])
        elif block is not None and fence:
            steps.append(Step(instruction, "".join(f"{one[margin:]}\n" for one in block)))
            before, block = "", None
        elif block is not None:
            block.append(line)
        elif line.strip():
            before = line.strip()
    assert steps, title
    return steps


class Copy:
    """A copy of the repository in which a recipe is followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in _COPIED:
            source, target = ROOT / name, folder / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "fixtures", "*.xlsx"))
            else:
                shutil.copyfile(source, target)

    def follow(self, title: str, *, commands: bool = True) -> list[str]:
        """Do all that it says; what the commands print."""
        said = []
        for step in recipe(title):
            if not step.is_commands:
                self.put(step)
            elif commands:
                said += [self.run(line) for line in step.text.splitlines() if line.strip()]
        return said

    def put(self, step: Step) -> None:
        """Put a text where its instruction says."""
        if match := _NEW.match(step.instruction):
            path = self.folder / match[1]
            assert not path.exists(), f"{match[1]} is there already"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
        elif match := _END.match(step.instruction):
            path = self.folder / match[1]
            path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n\n\n" + step.text, encoding="utf-8")
        elif match := _BELOW.match(step.instruction):
            path = self.folder / match[1]
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            places = [number for number, line in enumerate(lines) if line.startswith(match[2])]
            assert places, f"{match[1]} has no line that begins {match[2]!r}"
            lines.insert(places[0] + 1, step.text)
            path.write_text("".join(lines), encoding="utf-8")

    def run(self, command: str, status: int = 0) -> str:
        """Run a command of the recipe there; what it prints."""
        programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        done = subprocess.run(
            command,
            shell=True,
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(self.folder / "src"), "PATH": programs, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        assert done.returncode == status, f"{command}\n{textwrap.indent(done.stdout + done.stderr, '  ')}"
        return done.stdout + done.stderr

    def read(self, name: str) -> str:
        """The text of a file there."""
        return (self.folder / name).read_text(encoding="utf-8")
