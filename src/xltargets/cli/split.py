"""`xltargets split`: a target by the weights of a row or column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from xltargets.cli.options import as_of_option, clock, performed, refuse, refuse_output, unwritten
from xltargets.cli.wording import language_option
from xltargets.errors import N_, fill
from xltargets.locale import translator

_NO_SHEET = N_("There is no sheet {name} in {file}; there is {sheets}.")


@click.command
@click.argument("workbook", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--weights", required=True, help="The cells with the weights, such as Periods!C5:C16.")
@click.option("--total", type=float, help="What to split; the year's target of a target plan if left out.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The workbook with the parts.")
@as_of_option
@language_option("Language of the messages.")
@click.option("--force", is_flag=True, help="Overwrite the output if it exists.")
def command(workbook: Path, weights: str, total: float | None, output: Path, as_of: float | None, **said: Any) -> None:
    """Split a target by the weights in WORKBOOK, and write the exact parts beside them.

    The parts go to the right of a column of weights, and below a row; cells that hold something are never overwritten.

    Example: xltargets split plan.xlsx --weights Notes!B5:B8 -o split.xlsx
    """
    from xltargets.actions.files.headless import apply
    from xltargets.actions.registry import ACTIONS, Request
    from xltargets.errors import InputProblem
    from xltargets.hosts.wire.perform import perform
    from xltargets.workbooks.package import PackageProblem

    refuse_output(output, force=said["force"])
    translate = translator(said["language"])
    sheet, _mark, cells = weights.rpartition("!")
    if not sheet:
        raise refuse(N_("--weights {weights}: name the sheet as well, such as Periods!C5:C16."), weights=weights)
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    options = {} if total is None else {"total": total}
    asked: dict[str, Any] = {"path": workbook, "sheet": name, "selection": cells, "options": options}
    request = Request(clock(as_of), said["language"], translate, **asked)
    done = perform(ACTIONS["split"], request, workbook)
    if done.sheets and name not in done.sheets:
        raise refuse(_NO_SHEET, name=name, file=str(workbook), sheets=tuple(done.sheets))
    performed(done)
    assert done.outcome is not None
    try:
        apply(done.outcome, workbook, output, clock(as_of))
    except (InputProblem, PackageProblem) as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, output) from None
    click.echo(done.message)
    click.echo(fill(N_("{output} is ready."), {"output": str(output)}, translate))
