"""The open workbook in the newest version of its template, as a copy beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.actions.new import unused
from xltargets.actions.registry import Outcome, Request
from xltargets.building.upgrade import upgrade
from xltargets.errors import N_, Phrase

if TYPE_CHECKING:
    from xltargets.workbooks.contents import Contents


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: a copy is upgraded and opened; the open book stays as it is, so nothing can be lost."""
    assert contents is not None
    folder = request.path.parent if request.path is not None else request.folder or contents.path.parent
    stem = (request.path or contents.path).stem
    name = request.translate(N_("{name}, newest version")).format(name=stem)
    path = unused(folder, name, contents.path.suffix)
    account = upgrade(contents, path, request.clock)
    if account.before == account.after:
        return Outcome(account.message)
    message = Phrase(
        N_(
            "{file} is this workbook in version {after}: {count} new {count:column or field|columns and fields}. "
            "This one stays as it was."
        ),
        file=path.name,
        after=account.after,
        count=len(account.added),
    )
    return Outcome(message, files=(path,), details=account.added)
