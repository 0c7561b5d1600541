"""`xltargets replan`: the mid-year adjustment of a target plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.limits import for_one
from xltargets.cli.options import as_of_option, clock, language_option, performed, refuse, refuse_output
from xltargets.locale import translator
from xltargets.units.amounts import read_number

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Contents


class NewTarget(click.ParamType[float | str]):
    """An amount, or the word forecast."""

    name = "amount|forecast"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float | str:
        """Read it."""
        if isinstance(value, float) or value == "forecast":
            return value  # type: ignore[no-any-return]
        number = read_number(str(value), shares=False)
        if not isinstance(number, float):
            self.fail(f"{value!r} is neither an amount nor the word forecast.", param, ctx)
        if not 0 <= number < float("inf"):
            self.fail(f"{value!r} is no target; expected 0 or more.", param, ctx)
        return number


@click.command
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The plan with the proposals.")
@click.option("--target", type=NewTarget(), help="What the year is to end at, or forecast for what it heads for.")
@click.option(
    "--actuals",
    type=click.Path(path_type=Path),
    help="Deals of a CRM (.csv, .xlsx, .parquet): actuals by month, and by person.",
)
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
) -> None:
    """Propose what the open months of PLAN must bring after the actuals so far.

    Nobody's target changes: the proposals are catch-ups, which steer. Each has its reason, and is written as an entry
    in Changes, in place of what an earlier re-plan proposed and nobody approved; nothing else of your plan is touched.

    \b
    Examples:
      xltargets replan plan.xlsx -o plan-june.xlsx
      xltargets replan plan.xlsx -o plan-june.xlsx --target forecast --actuals deals.csv
    """
    from xltargets.actions.registry import ACTIONS, Request
    from xltargets.errors import InputProblem
    from xltargets.hosts.wire.headless import apply
    from xltargets.hosts.wire.perform import perform
    from xltargets.importing.tables_in_files import SourceProblem
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.reader import read

    refuse_output(output, force=force)
    day, translate = clock(as_of), translator(language)
    try:
        source: Path = plan
        options: dict[str, Any] = {"target": target}
        if actuals is not None:
            options["won_by_person"] = _with_actuals(read(plan), output, actuals, day())
            source = output
        done = performed(
            perform(ACTIONS["replan"], Request(day, language, translate, options=options, path=source), source)
        )
        assert done.outcome is not None
        apply(done.outcome, source, output, day)
    except (InputProblem, PackageProblem, SourceProblem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise refuse(f"Cannot write {problem.filename or output}: {problem.strerror or problem}.") from None
    click.echo(done.message)
    for line in done.details:
        click.echo(f"  {line}")
    click.echo(f"{output} is ready.")


def _with_actuals(contents: Contents, output: Path, deals: Path, as_of: float) -> dict[str, float]:
    """Write the plan with the won deals of its closed months as actuals, and say what each person won."""
    from xltargets.actions.actuals import actuals_from_deals
    from xltargets.hosts.wire.headless import apply

    outcome, by_person = actuals_from_deals(contents, deals, as_of)
    apply(outcome, contents.path, output, lambda: as_of)
    return by_person
