"""XLT_EXPLAIN in Excel: the script posts the open workbook along, so that the formula is worked out among its cells."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.hosts.officejs.actions import posted_workbook
from xltargets.hosts.wire.calls import answer_batch
from xltargets.hosts.wire.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.errors import Translate


def answers(body: dict[str, Any], clock: Callable[[], float]) -> list[dict[str, Any]]:
    """The answers to a batch of calls; with a workbook in it, XLT_EXPLAIN is answered too."""
    if body.get("workbook") is None:
        return answer_batch(body, clock)
    from xltargets.workbooks.engine import evaluate_formula
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.reader import read

    with tempfile.TemporaryDirectory(prefix="xltargets-") as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(posted_workbook(body))
        try:
            contents = read(path)
        except PackageProblem:
            raise Refusal(400, "The workbook cannot be read.") from None

    def explain(formula: str, sheet: str | None, translate: Translate) -> str:
        known = sheet if sheet in contents.sheets else None
        return evaluate_formula(formula, contents, known, clock, translate).message

    return answer_batch(body, clock, explain)
