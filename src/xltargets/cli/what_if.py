"""`xltargets what-if`: what other rates would have paid on the credits of a scorecard."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.ledger_options import refuse_no_csv
from xltargets.cli.limits import for_files
from xltargets.cli.options import ALREADY_THERE, AmountOption, clock, refuse, unwritten
from xltargets.cli.wording import language_option, said
from xltargets.errors import N_, fill
from xltargets.locale import translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.rollup.closing.what_if import Cliff, MonthIf

LINE = N_("{person}: {commission} by the rates in force, {other} by these; {difference}")
TOTAL = N_(
    "In all: {commission}, and {other} by these; {difference}. More for {more}, less for {less}, as much for {same}."
)
CLIFF = N_("At {attainment} of the quota pay jumps by {jump} of it: all sales are paid at the rate reached.")
NEAREST = N_(
    "At {attainment} of the quota pay jumps by {jump} of it; {person} missed that by the least, in {month} with "
    "{reached}."
)
NO_SCORECARD = N_("expected a team scorecard that xltargets validate accepts")
NO_FIGURES = N_("{file} has no month with figures yet, so there is nothing to work out.")
WRITTEN = N_("{path} has each member's months.")
HEADER = ("person_id", "person", "month", "credit", "quota", "commission", "other", "difference")


class TiersOption(click.ParamType[tuple[tuple[float, float], ...]]):
    """Tiers such as `0%=2% 80%=5% 100%=8%`."""

    name = "tiers"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read them: attainment and rate, rising."""
        if isinstance(value, tuple):
            return value
        found = []
        for one in value.replace("％", "%").replace(",", " ").split():
            start, sign, rate = one.partition("=")
            try:
                found.append((_share(start), _share(rate)))
            except ValueError:
                sign = ""
            if not sign:
                message = N_("{value} is no tier; write attainment and rate, as 80%=5%.")
                self.fail(said(message, value=repr(one)), param, ctx)
        starts = [start for start, _rate in found]
        if not found or starts != sorted(set(starts)) or any(not 0 <= part <= 10 for pair in found for part in pair):
            message = N_("{value}: write tiers that rise, as '0%=2% 80%=5% 100%=8%'.")
            self.fail(said(message, value=repr(value)), param, ctx)
        return tuple(found)


def _share(text: str) -> float:
    """A share that says it is one: 5% or 0.05.

    >>> _share("80%"), _share("0.05")
    (0.8, 0.05)
    """
    if text.endswith("%"):
        return round(float(text[:-1]) / 100, 12)
    return float(text)


@click.command
@click.argument("path", metavar="SCORECARD", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tiers", type=TiersOption(), required=True, help="Attainment and rate, as '0%=2% 80%=5% 100%=8%'.")
@click.option(
    "--mode",
    type=click.Choice(["marginal", "retroactive"]),
    help="Each slice at its own rate, or all at the rate reached; as in the scorecard if left out.",
)
@click.option(
    "--cap", type=AmountOption(), help="The most a month, or what a plan adds up, can bring; none if left out."
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A CSV with each member's months."
)
@click.option("--force", is_flag=True, help="Overwrite the output if it exists.")
@language_option("Language of what is told here.")
@for_files
def command(
    path: Path,
    tiers: tuple[tuple[float, float], ...],
    mode: str | None,
    cap: float | None,
    output: Path | None,
    force: bool,
    language: str,
) -> None:
    """Say what other rates would have paid on the credits of SCORECARD: the cost, who gets more and less, cliffs.

    Nothing is changed. Quotas and credits are those of the scorecard, what came late included; draws are left out.

    \b
    Examples:
      xltargets what-if north-scorecard.xlsx --tiers "0%=2% 80%=5% 100%=8%"
      xltargets what-if north-scorecard.xlsx --tiers "0%=3% 100%=5%" --mode retroactive -o what-if.csv
    """
    from xltargets.ledger.terms import Terms
    from xltargets.rollup.admission import SCORECARD
    from xltargets.rollup.closing.scorecards import Scorecard
    from xltargets.rollup.closing.what_if import cliffs, what_if
    from xltargets.rollup.collecting import collect, why_refused

    translate = translator(language)
    if output is not None:
        refuse_no_csv(output)
        if output.exists() and not force:
            raise refuse(ALREADY_THERE, output=str(output))
    [read] = collect([path], clock(None)(), jobs=1)
    if read.extract is None or read.extract.template != SCORECARD:
        why = "" if read.extract is not None else why_refused(read).sentence(translate)
        raise refuse(f"{path.name}: {why or translate(NO_SCORECARD)}")
    scorecard = Scorecard(read.extract)
    terms = Terms(mode or str(read.extract.fields.get("settings.mode") or "marginal"), tiers, cap)
    months = what_if(scorecard, terms, own_modes=mode is None)
    if not months:
        raise refuse(NO_FIGURES, file=path.name)
    _tell(months, cliffs(months, terms), translate)
    if output is not None:
        try:
            _write(output, months)
        except OSError as problem:
            raise unwritten(problem, output) from None
        click.echo(fill(WRITTEN, {"path": str(output)}, translate))


def _tell(months: list[MonthIf], found: list[Cliff], translate: Callable[[str], str]) -> None:
    from xltargets.rollup.closing.what_if import by_person

    people = by_person(months)
    for one in people:
        values = {
            "commission": f"{one.commission:,f}",
            "other": f"{one.other:,f}",
            "difference": f"{one.difference:+,f}",
        }
        click.echo(fill(LINE, {"person": one.person, **values}, translate))
    commission, other = (sum(getattr(one, name) for one in people) for name in ("commission", "other"))
    values = {"commission": f"{commission:,f}", "other": f"{other:,f}", "difference": f"{other - commission:+,f}"}
    more, less = (sum(sign * one.difference > 0 for one in people) for sign in (1, -1))
    click.echo(fill(TOTAL, {"more": more, "less": less, "same": len(people) - more - less, **values}, translate))
    for cliff in found:
        at = {"attainment": f"{cliff.attainment:.0%}", "jump": f"{cliff.jump:.1%}"}
        near = cliff.nearest
        if near is None:
            click.echo(fill(CLIFF, at, translate))
        else:
            reached = f"{near.attainment or 0.0:.1%}"
            click.echo(fill(NEAREST, {**at, "person": near.person, "month": near.of, "reached": reached}, translate))


def _write(path: Path, months: list[MonthIf]) -> None:
    from xltargets.ledger.entry import text_of
    from xltargets.workbooks.temporary import whole_text

    # With a mark of UTF-8, by which Excel knows it.
    with whole_text(path, encoding="utf-8-sig") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(HEADER)
        for one in months:
            amounts = (one.credit, one.quota, one.commission, one.other, one.difference)
            rows.writerow([text_of(one.person_id), text_of(one.person), one.of, *(f"{amount:f}" for amount in amounts)])
