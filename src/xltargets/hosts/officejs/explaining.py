"""XLT_EXPLAIN in Excel: the script posts the open workbook along, so that the formula is worked out among its cells."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.hosts.officejs.body import json_object, posted_workbook
from xltargets.hosts.wire.calls import answer_batch
from xltargets.hosts.wire.explaining import among
from xltargets.hosts.wire.refusal import Refusal

if TYPE_CHECKING:
    from xltargets.errors import Message, Translate
    from xltargets.hosts.wire.calls import Asker


def answers(body: bytes, today: float, gave_up: Message | None = None) -> list[dict[str, Any]]:
    """The answers to a batch of calls; with a workbook in it, XLT_EXPLAIN is answered too.

    With `gave_up` the workbook is left alone, and that is what XLT_EXPLAIN says.
    """
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.reader import read

    asked = json_object(body)
    if asked.get("workbook") is None:
        return answer_batch(asked, lambda: today)
    if gave_up is not None:

        def say_so(_formula: str, _asker: Asker, translate: Translate) -> str:
            return gave_up.sentence(translate)

        return answer_batch(asked, lambda: today, say_so)
    with tempfile.TemporaryDirectory(prefix="xltargets-") as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(posted_workbook(asked))
        try:
            contents = read(path)
        except PackageProblem:
            raise Refusal(400, "The workbook cannot be read.") from None
    return answer_batch(asked, lambda: today, among(contents, lambda: today))
