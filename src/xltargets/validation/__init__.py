"""Whether a submitted workbook can be accepted, and what is wrong with one that can not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from xltargets.validation.report import FileReport
    from xltargets.validation.settings import Settings


def validate_files(
    files: Sequence[Path], settings: Settings, clock: Callable[[], float], *, jobs: int = 0
) -> Iterator[FileReport]:
    """Validate workbooks one by one, in their order; `expand` of `validation.paths` finds them in folders.

    `clock` gives the day to judge by as a serial number. With `jobs` the files are read in so many worker processes
    with limits on time and memory, which is for files from strangers; without, in this process.
    """
    from xltargets.validation.fleet import check_all
    from xltargets.validation.runner import Validator

    validator = Validator(settings, clock())
    return check_all(files, validator, jobs) if jobs else map(validator.check, files)
