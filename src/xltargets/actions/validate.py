"""The open workbook judged as a submitted one would be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from xltargets.actions.registry import Outcome, Request
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.validation import settings
from xltargets.validation.finding import Severity
from xltargets.validation.runner import Validator
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from xltargets.validation.finding import Finding
    from xltargets.workbooks.contents import Contents

_ACCEPTED = N_("This workbook can be accepted: {errors} errors, {warnings} warnings, {notes} notes.")
_REFUSED = N_("This workbook would be refused: {errors} errors, {warnings} warnings, {notes} notes.")


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: a line for each finding, and the cell of the first one is shown."""
    assert contents is not None
    report = Validator(_settings(request), request.clock()).check(contents.path)
    counted = Counter(finding.severity for finding in report.findings)
    message = Phrase(
        _ACCEPTED if report.accepted else _REFUSED,
        errors=counted[Severity.ERROR],
        warnings=counted[Severity.WARNING],
        notes=counted[Severity.INFO],
    )
    gravest = sorted(report.findings, key=lambda finding: -finding.severity)
    first = next((finding.at for finding in gravest if finding.at.sheet and finding.at.cell), None)
    show = None
    if first is not None and first.sheet and first.cell and first.sheet in contents.sheets:
        show = (first.sheet, str(Area.parse(first.cell)))
    return Outcome(message, details=tuple(_line(finding, request) for finding in gravest), show=show)


def _settings(request: Request) -> settings.Settings:
    """Those of the folder that the workbook lies in, as the command line finds them."""
    found = settings.find(request.path.parent) if request.path is not None else None
    if found is None:
        return settings.Settings()
    try:
        return settings.load(found)
    except settings.SettingsProblem as problem:
        raise ValueProblem("settings", problem, N_("expected settings that can be read")) from None


def _line(finding: Finding, request: Request) -> str:
    place = f"{finding.at.place}  " if finding.at.sheet else ""
    return f"{place}{finding.code}  {finding.sentence(request.translate)}"
