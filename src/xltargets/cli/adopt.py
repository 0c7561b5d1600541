"""`xltargets adopt`: the approval of a plan's open changes."""

from __future__ import annotations

from pathlib import Path

import click

from xltargets.cli.ledger_options import AS_BEFORE
from xltargets.cli.limits import for_one
from xltargets.cli.options import ANOTHER_NAME, MUST_END, as_of_option, clock, refuse, unwritten
from xltargets.cli.wording import language_option
from xltargets.errors import fill
from xltargets.locale import translator


@click.command
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", required=True, help="Who approves: the Person ID or name of an approver that the plan lists.")
@click.option("--row", "rows", type=int, multiple=True, help="Only this row of the sheet Changes; may be repeated.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to another file, and leave this one.")
@as_of_option
@language_option("Language of what is told here.")
@for_one
def command(
    plan: Path, by: str, rows: tuple[int, ...], output: Path | None, as_of: float | None, language: str
) -> None:
    """Approve the open changes of PLAN.

    An approver is one of those on the sheet Company, and approves nothing of their own. A change is in force from its
    first open period on; what had ended before stays. A copy of the file as it was is kept in .xltargets/backup.

    \b
    Examples:
      xltargets adopt north-plan.xlsx --by "Hanna Weiss"
      xltargets adopt north-plan.xlsx --by 1007 --row 6
    """
    from xltargets.actions.adopt import adopt
    from xltargets.actions.files.headless import apply
    from xltargets.errors import InputProblem
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.reader import read

    day, translate, target = clock(as_of), translator(language), output or plan
    if target.suffix.lower() != ".xlsx":
        raise refuse(MUST_END, file=str(target), ending=".xlsx")
    if output is not None and output.exists():
        raise refuse(ANOTHER_NAME, output=str(output))
    try:
        adoption = adopt(read(plan), by, float(int(day())), rows)
        outcome = adoption.outcome(translate)
        backup = apply(outcome, plan, target, day)
    except (InputProblem, PackageProblem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, target) from None
    click.echo(outcome.message.sentence(translate))
    for line in outcome.details:
        click.echo(f"  {line}")
    if backup is not None:
        click.echo(fill(AS_BEFORE, {"backup": str(backup)}, translate))
