"""What the commands share that write to the ledger: its file, and who does it."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import click

from xltargets.cli.options import MUST_END, refuse
from xltargets.cli.wording import said
from xltargets.errors import N_

AS_BEFORE = N_("As it was before: {backup}")
_PERIOD = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class PeriodOption(click.ParamType[str]):
    """A month as 2026-03."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check it, or say what is expected."""
        if not _PERIOD.fullmatch(value):
            self.fail(said(N_("{value} is no month; write it as 2026-03."), value=repr(value)), param, ctx)
        return str(value)


period_option = click.option("--period", type=PeriodOption(), required=True, help="As 2026-03.")
ledger_option = click.option(
    "--ledger",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="The ledger, a CSV file that operations keep.",
)
by_option = click.option("--by", required=True, help="Who does it: a name or Person ID, which the ledger keeps.")


def today() -> str:
    """The day of the run, as the ledger writes it."""
    return datetime.datetime.now().date().isoformat()


def refuse_no_csv(path: Path) -> None:
    """A ledger is a .csv."""
    if path.suffix.lower() != ".csv":
        raise refuse(MUST_END, file=str(path), ending=".csv")
