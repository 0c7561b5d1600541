"""The copies of checked workbooks that go back to the teams: with the findings in them, or repaired."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.options import clock, refuse
from xltargets.errors import N_, Phrase
from xltargets.locale import translator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xltargets.errors import Translate
    from xltargets.reporting.annotated.copies import Copy
    from xltargets.reporting.annotated.repaired import Repaired
    from xltargets.validation.report import FileReport
    from xltargets.validation.runner import Validator


def workers(jobs: int | None, files: Sequence[Path]) -> int:
    """How many files are worked on at a time."""
    return max(1, min(jobs or os.cpu_count() or 1, len(files)))


def copy_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--annotate` and `--fix`."""
    folder = click.Path(file_okay=False, path_type=Path)
    annotate = click.option(
        "--annotate",
        type=folder,
        metavar="FOLDER",
        help="Write a copy of each workbook there, to be sent back: cells marked, with notes, and a list of the "
        "findings.",
    )
    fix = click.option(
        "--fix",
        type=folder,
        metavar="FOLDER",
        help="Write a copy of each workbook there in which what leaves no choice is repaired, and list what was.",
    )
    return annotate(fix(command))


@dataclass(frozen=True, slots=True)
class Copies:
    """Where the copies are to be, by option; and what was found, by the path that the user gave."""

    files: list[Path]
    targets: dict[str, dict[str, Path]]
    reports: dict[str, FileReport]
    names: Mapping[str, str]
    """How files from a ZIP are called."""

    @classmethod
    def of(cls, files: list[Path], paths: tuple[str, ...], names: Mapping[str, str], options: dict[str, Any]) -> Copies:
        """Where each is to be, those from a ZIP by their `names`.

        A folder in which they would be in the way is a `ValueProblem`.
        """
        wanted = [one for one in ("annotate", "fix") if options[one] is not None]
        if not wanted:
            return cls([], {}, {}, {})
        if options["watch"] is not None:
            raise refuse(N_("--annotate and --fix go without --watch."))
        from xltargets.reporting.annotated.targets import targets_in

        within = [Path(path) for path in paths if path != "-" and Path(path).is_dir()]
        expect = options["expect"]
        own = None if expect is None else expect.resolve()
        submitted = [file for file in files if file.resolve() != own]
        targets = {one: targets_in(f"--{one}", options[one], submitted, within, names) for one in wanted}
        return cls(submitted, targets, {}, names)

    def add(self, report: FileReport) -> None:
        """Keep what was found, if copies are wanted."""
        if self.targets:
            path = next((path for path, name in self.names.items() if name == report.file), report.file)
            self.reports[path] = report

    def write(self, validator: Validator, options: dict[str, Any]) -> None:
        """Write them, and tell of which there are none; the first that cannot be written ends the command.

        They are written here, also where other computers have checked the workbooks.
        """
        from xltargets.validation.fleet import Crew
        from xltargets.validation.limits import LIMITS
        from xltargets.workbooks.temporary import sweep

        translate = translator(options["language"])
        files = [file for file in self.files if str(file) in self.reports]
        for option in self.targets:
            checker, said = self._checker(option, validator, options)
            crew, written = Crew(checker, LIMITS.get(), workers(options["jobs"], files)), 0
            try:
                for one in crew.answers(files):
                    written += _is_there(one, self.names.get(one.file, one.file), translate)
                    if option == "fix":
                        _tell(one, translate)
            finally:
                crew.stop()
                for folder in {path.parent for path in self.targets[option].values()}:
                    sweep(folder)  # what a worker had not finished when it was ended
            if not options["quiet"]:
                click.echo(Phrase(said, folder=options[option], count=written).sentence(translate), err=True)

    def _checker(self, option: str, validator: Validator, options: dict[str, Any]) -> tuple[Any, str]:
        """What makes the copies of an option, and what is said in the end."""
        now = clock(None)()
        if option == "annotate":
            from xltargets.reporting.annotated.copies import Annotator

            annotator = Annotator(self.reports, self.targets[option], validator.as_of, now, options["language"])
            return annotator, N_("Copies with the findings in {folder}: {count}.")
        from xltargets.reporting.annotated.repaired import Repairer

        return Repairer(self.reports, self.targets[option], validator, now), N_("Repaired copies in {folder}: {count}.")


def _is_there(one: Copy | Repaired, name: str, translate: Translate) -> bool:
    """Whether there is a copy; why there is none is told."""
    if one.failed and one.reason is not None:
        raise refuse(one.reason.sentence(translate))
    if one.reason is not None:
        told = Phrase(N_("{file}: no copy was written. {reason}"), file=name, reason=one.reason)
        click.echo(told.sentence(translate), err=True)
    return one.path is not None


def _tell(one: Repaired, translate: Translate) -> None:
    """What was repaired, cell by cell, and how the copy is judged."""
    from xltargets.validation.finding import one_line

    if one.path is None or one.report is None:
        return
    verdict = translate(N_("accepted") if one.report.accepted else N_("refused"))
    left = Phrase(
        N_("{file}: {count} {count:repair|repairs}, now {verdict} with {left} {left:finding|findings}."),
        file=str(one.path),
        count=len(one.repairs),
        verdict=verdict,
        left=len(one.report.findings),
    )
    click.echo(left.sentence(translate), err=True)
    for repair in one.repairs:
        before = one_line(repair.before) or "–"
        click.echo(f"  {one_line(repair.at)}  {repair.code}  {before} → {one_line(repair.after)}", err=True)
