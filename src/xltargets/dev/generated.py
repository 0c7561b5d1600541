"""Everything that is generated, made in a copy of the tree, then compared with the tree and put in its place.

The copy matters twice: what is made later reads what was made before it (the catalogues), and a program that is missing
in the middle leaves the tree as it was.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from xltargets.dev.sameness import same

MADE = {
    "catalogues": tuple(
        f"src/xltargets/locale/*/LC_MESSAGES/{name}" for name in ("messages.po", "messages.mo", "click.mo")
    ),
    "frozen": ("src/xltargets/templates/frozen/*.json",),
    "docs": ("docs/functions/*.md", "docs/rules/*.md", "docs/templates/*.md"),
    "drawings": ("docs/images/lite.*.svg",),
    "hooks": (".pre-commit-hooks.yaml",),
    "udfs": (
        "src/xltargets/addin/libreoffice/client/xltargets.idl",
        "src/xltargets/addin/libreoffice/client/xltargets.rdb",
        "udfs/xltargets.xlam",
        "udfs/xltargets.intellisense.xml",
        "udfs/functions.json",
        "udfs/xlam-source/*",
        "udfs/libreoffice/xltargets.oxt",
        "udfs/officejs/**/*",
    ),
    "workbooks": ("workbook_templates/README.md", "workbook_templates/*/*.xlsx"),
    "pictures": (
        "docs/images/workbooks.png",
        "docs/images/meeting.png",
        "workbook_templates/previews/drawn-from.json",
        "workbook_templates/previews/*/*.png",
    ),
}
"""What is generated and committed, by part. A file of such a name that is not made any more is removed."""
_COPIED = ("src", "pyproject.toml", "README.md", "LICENSE")


class CannotMake(Exception):  # noqa: N818  (a program is missing)
    """Something cannot be made here; the message is for the person who called."""


@dataclass(frozen=True)
class Result:
    """What was made, beside what is there."""

    root: Path
    folder: Path
    made: tuple[str, ...]
    changed: tuple[str, ...]
    """Files that differ, are missing, or are there for no reason any more."""
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many files are generated."""
        return len(self.made)


@contextmanager
def made(root: Path, parts: Sequence[str] = (), *, draw: bool = True, jobs: int | None = None) -> Iterator[Result]:
    """Make everything, or some parts, in a temporary folder, which is there as long as the result is used.

    Without `draw`, pictures that are not up to date count as changed and are not drawn.
    """
    parts = parts or tuple(MADE)
    root = root.resolve()
    if not (root / "src" / "xltargets").is_dir():
        raise CannotMake(f"{root} is no checkout of xltargets; call it in the top folder of the repository.")
    with TemporaryDirectory(prefix="xltargets-") as name:
        folder = Path(name)
        _copy(root, folder)
        notes = _make(root, folder, parts, draw=draw, jobs=jobs or os.cpu_count() or 1)
        files = _files(folder, parts)
        changed = [one for one in files if not same(folder / one, root / one)]
        changed += [one for one in _files(root, parts) if one not in files]
        yield Result(root, folder, tuple(files), tuple(sorted(changed)), tuple(notes))


def apply(result: Result) -> None:
    """Put what was made in its place, file by file, each whole."""
    for name in result.changed:
        source, target = result.folder / name, result.root / name
        if not source.is_file():
            target.unlink(missing_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.new")
        shutil.copyfile(source, temporary)
        temporary.replace(target)


def _copy(root: Path, folder: Path) -> None:
    for name in _COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        elif source.is_file():
            shutil.copyfile(source, folder / name)


def _make(root: Path, folder: Path, parts: Sequence[str], *, draw: bool, jobs: int) -> list[str]:
    """Catalogues first, and all the rest by a Python that reads the copy with them in it; gives notes."""
    notes = _make_catalogues(folder) if "catalogues" in parts else []
    wanted = ",".join(parts)
    command = [sys.executable, "-m", "xltargets.dev.making", str(folder), str(root), wanted, str(jobs)]
    command += ["--draw"] if draw else []
    path = os.pathsep.join([str(folder / "src"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(  # noqa: S603
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise CannotMake(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "Making it failed.")
    return notes


def _make_catalogues(folder: Path) -> list[str]:
    try:
        from xltargets.dev import catalogues
    except ImportError:
        raise CannotMake("The catalogues are made by Babel: pip install -e '.[dev]'.") from None
    return catalogues.make(folder)


def _files(folder: Path, parts: Sequence[str]) -> list[str]:
    patterns = (pattern for part in parts for pattern in MADE[part])
    found = {path.relative_to(folder).as_posix() for one in patterns for path in folder.glob(one) if path.is_file()}
    return sorted(found)
