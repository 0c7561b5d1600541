"""Where copies of workbooks go, and a workbook at hand to be copied, wherever it is."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase, Problem, ValueProblem
from xltargets.validation.remote import remote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def targets_in(
    option: str, folder: Path, files: Sequence[Path], within: Sequence[Path], names: Mapping[str, str]
) -> dict[str, Path]:
    """Where each copy goes: as the workbooks lie below the folder that they share, or in their ZIP; else by its name.

    A folder of the workbooks, or one in a folder `within` which they are looked for, is a `ValueProblem`: the copies
    would take their place, or be read as handed in.
    """
    place = folder.resolve()
    lying = {file.resolve().parent for file in files if remote(file) is None and str(file) not in names}
    if place in lying or any(place.is_relative_to(one.resolve()) for one in within):
        raise ValueProblem(
            option, str(folder), N_("expected a folder outside those of the workbooks, which stay as they are")
        )
    return places_in(folder, files, names)


def places_in(folder: Path, files: Sequence[Path], names: Mapping[str, str]) -> dict[str, Path]:
    """A place in a folder for each workbook, as it lies among the others. One that is taken already gets a number."""
    here = [file for file in files if remote(file) is None and str(file) not in names]
    place = folder.resolve()
    shared = Path(os.path.commonpath([file.resolve().parent for file in here])) if here else place
    targets: dict[str, Path] = {}
    taken: set[Path] = set()
    for file in files:
        target = folder / file.name
        if str(file) in names:
            # By the name under which it was unpacked: what a ZIP says may lead anywhere.
            target = folder / Path(names[str(file)].partition("!")[0]).stem / file.name
        elif remote(file) is None:
            target = folder / file.resolve().relative_to(shared)
        number, stem = 1, target.stem
        while target in taken:
            number += 1
            target = target.with_stem(f"{stem} {number}")
        taken.add(target)
        targets[str(file)] = target
    return targets


@contextmanager
def at_hand(file: Path) -> Iterator[Path]:
    """The workbook as a file of this computer. Where it cannot be had is a `Problem`."""
    address = remote(file)
    if address is None:
        yield file
        return
    with ExitStack() as held:
        try:
            copy = held.enter_context(address.copied())
        except OSError as problem:
            raise Problem(N_("{path} cannot be read: {reason}."), path=str(file), reason=problem.strerror) from None
        yield copy


def not_written(target: Path, problem: OSError) -> Phrase:
    """Why a copy is not there."""
    return Phrase(N_("Cannot write {file}: {reason}."), file=str(target), reason=str(problem.strerror))
