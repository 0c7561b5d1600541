"""`xltargets replan`: the mid-year adjustment of a target plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.importing import (
    OF_DEALS,
    ReadingCommand,
    import_options,
    keep,
    reading_options,
    refuse_source,
    tell_dry_run,
)
from xltargets.cli.limits import for_one
from xltargets.cli.new import report_remarks
from xltargets.cli.options import as_of_option, clock, performed, refuse, refuse_output, unwritten
from xltargets.cli.wording import language_option, said
from xltargets.errors import N_, fill
from xltargets.locale import translator
from xltargets.units.amounts import read_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.actions.actuals import Actuals


class NewTarget(click.ParamType[float | str]):
    """An amount, or the word forecast."""

    name = "amount|forecast"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float | str:
        """Read it."""
        if isinstance(value, float) or value == "forecast":
            return value  # type: ignore[no-any-return]
        number = read_number(str(value), shares=False)
        if not isinstance(number, float):
            self.fail(said(N_("{value} is neither an amount nor the word forecast."), value=repr(value)), param, ctx)
        if not 0 <= number < float("inf"):
            self.fail(said(N_("{value} is no target; expected 0 or more."), value=repr(value)), param, ctx)
        return number


@click.command(cls=ReadingCommand)
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The plan with the proposals.")
@click.option("--target", type=NewTarget(), help="What the year is to end at, or forecast for what it heads for.")
@click.option(
    "--actuals",
    type=click.Path(path_type=Path),
    help="Deals of a CRM (.csv, .xlsx, .parquet): actuals by month, and by person.",
)
@reading_options
@as_of_option
@language_option("Language of what is told here; what is written is in the plan's own.")
@click.option("--force", is_flag=True, help="Overwrite the output if it exists.")
@for_one
def command(
    plan: Path,
    output: Path,
    target: float | str | None,
    actuals: Path | None,
    as_of: float | None,
    language: str,
    force: bool,
    **options: Any,
) -> None:
    """Propose what the open months of PLAN must bring after the actuals so far.

    Nobody's target changes: the proposals are catch-ups, which steer. Each has its reason, and is written as an entry
    in Changes, in place of what an earlier re-plan proposed and nobody approved; nothing else of your plan is touched.

    \b
    Examples:
      xltargets replan plan.xlsx -o plan-june.xlsx
      xltargets replan plan.xlsx -o plan-june.xlsx --target forecast --actuals deals.csv
      xltargets replan plan.xlsx -o plan-june.xlsx --actuals deals.csv --map amount="Net value" --dry-run
    """
    from xltargets.actions.actuals import actuals_from_deals
    from xltargets.errors import InputProblem
    from xltargets.importing.tables_in_files import SourceProblem
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.reader import read

    refuse_output(output, force=force)
    if actuals is None and any(options[name] for name in OF_DEALS):
        raise refuse(N_("--map, --won, --dates and the like go with --actuals, the deals."))
    day, translate = clock(as_of), translator(language)
    found: Actuals | None = None
    try:
        if actuals is not None:
            # Amounts are in the plan's currency, or led into it.
            found = actuals_from_deals(read(plan), actuals, day(), import_options({**options, "currency": None}))
            if options["dry_run"]:
                tell_dry_run(found.account, translate)
                report_remarks(found.used, found.not_used, translate)
                return
        _write(plan, output, found, Wanted(target, day, language))
    except SourceProblem as problem:
        raise refuse_source(problem, translate) from None
    except (InputProblem, PackageProblem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, output) from None
    click.echo(fill(N_("{output} is ready."), {"output": str(output)}, translate))
    if found is not None:
        report_remarks(found.used, found.not_used, translate)
        keep(found.account, options, translate)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options say of the new plan."""

    target: float | str | None
    day: Callable[[], float]
    language: str


def _write(plan: Path, output: Path, found: Actuals | None, said: Wanted) -> None:
    """The plan with the actuals, if there are any, and with the proposals: both, or nothing."""
    from xltargets.actions.files.headless import apply
    from xltargets.actions.registry import ACTIONS, Request
    from xltargets.hosts.wire.perform import perform
    from xltargets.workbooks.temporary import folder_beside

    day, translate = said.day, translator(said.language)
    options: dict[str, Any] = {"target": said.target}
    with folder_beside(output) as folder:
        source = plan
        if found is not None:
            source = folder / plan.name
            apply(found.outcome, plan, source, day)
            options["won_by_person"] = found.by_person
        request = Request(day, said.language, translate, options=options, path=source)
        done = performed(perform(ACTIONS["replan"], request, source))
        assert done.outcome is not None
        apply(done.outcome, source, output, day)
    click.echo(done.message)
    for line in done.details:
        click.echo(f"  {line}")
