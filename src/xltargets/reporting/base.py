"""What every reporter gets and offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TextIO

from xltargets.errors import N_, Phrase, Translate, in_english
from xltargets.validation.finding import Severity
from xltargets.validation.report import FileReport, Summary


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How to report."""

    as_of: date
    translate: Translate = in_english
    colour: bool = False
    width: int | None = None
    """Columns of the terminal, None where lines must not be wrapped (a file, a pipe)."""
    language: str = "en"
    """The language of `translate`."""
    quiet: bool = False
    """Only what is refused and why; no line for what was accepted."""


class Reporter(Protocol):
    """Writes the reports of a run in one format, file by file, so that a long run can be followed."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        """Write to `out`."""

    def add(self, report: FileReport) -> None:
        """Report one file."""

    def finish(self, summary: Summary) -> None:
        """Report the sums and close what is open. `out` stays open."""


SEVERITIES = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.INFO: N_("info"),
}


def severities(counts: Mapping[Severity, int], translate: Translate) -> dict[str, str]:
    """How many findings of each severity there are, in words."""
    return {
        "errors": Phrase(N_("{count} {count:error|errors}"), count=counts.get(Severity.ERROR, 0)).sentence(translate),
        "warnings": Phrase(N_("{count} {count:warning|warnings}"), count=counts.get(Severity.WARNING, 0)).sentence(
            translate
        ),
        "notes": Phrase(N_("{count} {count:note|notes}"), count=counts.get(Severity.INFO, 0)).sentence(translate),
    }
