"""Options that several commands share, and how a problem is told."""

from __future__ import annotations

import datetime
import math
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from xltargets.cli.wording import said, spoken
from xltargets.errors import N_, Translate, fill, system_reason
from xltargets.units.days import serial_of, today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xltargets.hosts.wire.perform import Performed
    from xltargets.rollup.terms import Terms
    from xltargets.workbooks.problem import PackageProblem

CANNOT_WRITE = N_("Cannot write {file}: {reason}.")
MUST_END = N_("{file} must end in {ending}.")
ALREADY_THERE = N_("{output} is already there. Choose another name, or add --force to overwrite it.")
ANOTHER_NAME = N_("{output} is already there. Choose another name.")
NOT_EMPTY = N_("{folder} is not empty. Name a new folder.")
NO_MATCH = N_("{path}: there is no such file or folder, and no match for it.")
NO_WORKBOOK = N_("{path}: there is no workbook.")
NONE_FOUND = N_("No workbook found. Name files, folders or patterns.")
NOT_AS_WRITTEN = N_("The ledger is not as it was written, so that none of its figures can be taken. {flaw}")
STALE = N_("{file} is not up to date; write it with: {command}")
NO_CATALOGUE = N_("There is no translation to {language} in this installation.")
FIRST_OF_MONTH = N_("{option} {day}: a year begins on the first of a month.")


class DateOption(click.ParamType[float]):
    """A date as 2026-09-30, given on as the serial number of a spreadsheet."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read the date, or say what is expected."""
        if isinstance(value, float):
            return value
        try:
            return serial_of(datetime.date.fromisoformat(value))
        except ValueError:
            self.fail(said(N_("{value} is not a date; write it as 2026-09-30."), value=repr(value)), param, ctx)


class AmountOption(click.ParamType[float]):
    """An amount above 0 as people write it: 1200000, 1,200,000, 1.2亿, 12 M."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read it, or say what is expected."""
        from xltargets.units.amounts import read_number

        found = value if isinstance(value, float) else read_number(str(value), shares=False)
        if not isinstance(found, float) or not 0 < found < math.inf:
            message = N_("{value} is no amount above 0; write it as 1200000, 1.2M or 120万.")
            self.fail(said(message, value=repr(value)), param, ctx)
        return found


calendar_option = click.option(
    "--calendar",
    metavar="COUNTRY",
    help="Days off and make-up days of a country, as CN, TW or DE-BY, for target plans and team scorecards.",
)


def clock(as_of: float | None) -> Callable[[], float]:
    """The host's clock: the day that was given, or today."""
    return lambda: today() if as_of is None else as_of


as_of_option = click.option(
    "--as-of", type=DateOption(), metavar="DATE", help="The day to look from, as 2026-09-30. Today if left out."
)


_data_day = click.option(
    "--as-of",
    type=DateOption(),
    metavar="DATE",
    help="The day to look from, as 2026-09-30; later data is cut off. The last day that all teams have if left out.",
)
_prefer = click.option(
    "--prefer",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="A file that counts where several of a unit are there and it is doubtful which does. May be repeated.",
)
_separate = click.option(
    "--separate",
    multiple=True,
    metavar="UNIT",
    help="A unit that is one of its own, although another is spelt almost like it. May be repeated.",
)


expect_option = click.option(
    "--expect",
    "--parent",
    "expect",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="COMPANY_PLAN",
    help="The company's own target plan: which units hand in, and with what target.",
)
tolerance_option = click.option(
    "--tolerance", type=click.FloatRange(min=0), metavar="AMOUNT", help="What figures of two workbooks may differ by."
)
kept_ledger_option = click.option(
    "--ledger",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The ledger of closed months, as xltargets close writes it.",
)
doubt_options = (_prefer, _separate)
"""What decides where it is doubtful which workbook counts."""


def terms_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that decide what counts in a roll-up."""
    return _data_day(_prefer(_separate(command)))


def terms_of(options: dict[str, Any]) -> Terms:
    """What these options say."""
    from xltargets.rollup.terms import Terms

    return Terms.of(today(), options["as_of"], options["prefer"], options["separate"])


def with_sound_ledger(terms: Terms, path: Path | None) -> Terms:
    """The same; a ledger that was changed is refused, as nobody can tell which of its figures are right."""
    from xltargets.ledger.checking import flaws_of
    from xltargets.ledger.entry import LedgerProblem

    given = with_ledger(terms, path)
    for flaw in flaws_of(given.ledger.book) if given.ledger is not None else ():
        raise LedgerProblem(NOT_AS_WRITTEN, flaw=flaw.phrase)
    return given


def with_ledger(terms: Terms, path: Path | None) -> Terms:
    """The terms with the ledger of a file, if one is named."""
    if path is None:
        return terms
    from xltargets.ledger.file import LedgerFile

    return replace(terms, ledger=LedgerFile.read(path))


class Refusal(click.ClickException):
    """A command that could not run: one sentence, and exit status 2."""

    exit_code = 2

    def __init__(self, sentence: str, translate: Translate) -> None:
        """Take the sentence as it is shown, and the language for what stands before it."""
        super().__init__(sentence)
        self.translate = translate

    def show(self, file: IO[Any] | None = None) -> None:
        """Tell it on standard error."""
        shown = fill(N_("Error: {sentence}"), {"sentence": self.format_message()}, self.translate)
        click.echo(shown, file=file or sys.stderr)


def refuse(message: str, /, **values: object) -> Refusal:
    """The refusal to raise, in the language that the command was asked for; what is told already stands as it is."""
    translate = spoken()
    return Refusal(fill(message, values, translate) if values else translate(message), translate)


def unread(problem: PackageProblem) -> Refusal:
    """The refusal to raise where a file is no workbook that can be read."""
    return refuse(N_("{file}: {why}"), file=str(problem.path), why=problem.sentence(spoken()))


def unwritten(problem: OSError, path: Path) -> Refusal:
    """The refusal to raise where a file cannot be written; a temporary one beside it is nobody's concern."""
    named = Path(problem.filename or path)
    file = path if named.name.startswith(".xltargets-") else named
    return refuse(CANNOT_WRITE, file=str(file), reason=system_reason(problem))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Whatever keeps a file from being written, now or when the disk is full, is told in a sentence."""
    try:
        yield
    except OSError as problem:
        raise refuse(CANNOT_WRITE, file=str(path), reason=system_reason(problem)) from None


def performed(done: Performed) -> Performed:
    """What an action came to, unless it is a problem: then the command ends with its sentence."""
    if done.bug is not None:
        raise done.bug
    if done.problem:
        raise refuse(done.message)
    return done


def refuse_output(output: Path, *, force: bool) -> None:
    """Refuse an output that is no .xlsx, or that is there already and nobody said --force."""
    if output.suffix.lower() != ".xlsx":
        raise refuse(MUST_END, file=str(output), ending=".xlsx")
    if output.exists() and not force:
        raise refuse(ALREADY_THERE, output=str(output))
