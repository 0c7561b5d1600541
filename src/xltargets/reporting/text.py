"""For people: grouped by file, one line per finding, a summary.

```
plans/north.xlsx  refused
  Periods!C7  XL304  error    Weight is -2; expected 0 or more. Enter the month's relative size, e.g. 1.
  Grid!D5     XL401  error    Target is 100, typed over its formula. Take it back with Undo, or copy the formula down.

plans/south.xlsx  accepted

Checked 2 files in 0.8 s: 1 accepted, 1 refused (2 errors, 0 warnings, 0 infos).
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from xltargets.errors import N_, Phrase
from xltargets.reporting.base import SEVERITIES, ReportOptions, severities
from xltargets.validation.finding import Finding, Severity, one_line
from xltargets.validation.report import FileReport, Summary

if TYPE_CHECKING:
    pass

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


class TextReporter:
    """The output of `--format text`."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        """Write to `out`, in colour and wrapped as the options say."""
        from rich.console import Console

        self._options = options
        self._console = Console(
            file=out,
            force_terminal=options.colour,
            no_color=not options.colour,
            color_system="auto" if options.colour else None,
            width=options.width or 10_000,
            soft_wrap=options.width is None,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def add(self, report: FileReport) -> None:
        """Print the file's verdict and its findings."""
        if self._options.quiet and report.accepted:
            return
        from rich.text import Text

        translate = self._options.translate
        verdict = (translate(N_("accepted")), "green") if report.accepted else (translate(N_("refused")), "bold red")
        self._console.print(Text.assemble((one_line(report.file), "bold"), "  ", verdict))
        place = max((len(finding.at.place) for finding in report.findings), default=0)
        word = max((len(translate(SEVERITIES[finding.severity])) for finding in report.findings), default=0)
        for finding in report.findings:
            self._line(finding, min(place, 30), word)
        self._console.print()

    def _line(self, finding: Finding, place: int, word: int) -> None:
        """One finding; in a narrow terminal the sentence goes on under its beginning."""
        from rich.text import Text

        translate = self._options.translate
        severity = translate(SEVERITIES[finding.severity])
        head = Text.assemble(
            "    " if finding.follows else "  ",
            one_line(finding.at.place).ljust(place),
            "  ",
            (finding.code, "bold"),
            "  ",
            (severity.ljust(word), _COLOURS[finding.severity]),
            "  ",
        )
        sentence = Text(finding.sentence(translate))
        width = self._options.width
        if width is None or head.cell_len > width // 2:
            self._console.print(head + sentence)
            return
        for number, part in enumerate(sentence.wrap(self._console, width - head.cell_len)):
            part.rstrip()
            self._console.print((head if number == 0 else Text(" " * head.cell_len)) + part)

    def finish(self, summary: Summary) -> None:
        """Print the counts."""
        from rich.text import Text

        options = self._options
        colour = "bold red" if summary.refused else "bold green"
        self._console.print(Text(summary_line(summary, options), style=colour if options.colour else ""))


def summary_line(summary: Summary, options: ReportOptions) -> str:
    """The counts in a sentence."""
    line = options.translate(
        N_("Checked {files} in {seconds} s: {accepted} accepted, {refused} refused ({errors}, {warnings}, {notes}).")
    ).format(
        files=Phrase(N_("{count} {count:file|files}"), count=summary.files).sentence(options.translate),
        seconds=f"{summary.seconds:.1f}",
        accepted=summary.files - summary.refused,
        refused=summary.refused,
        **severities(summary.severities, options.translate),
    )
    if summary.known:
        known = Phrase(N_("{count} known {count:finding|findings} left out."), count=summary.known)
        line = f"{line} {known.sentence(options.translate)}"
    if summary.waived:
        waived = Phrase(
            N_("{count} {count:finding accepted by a waiver|findings accepted by waivers}."), count=summary.waived
        )
        line = f"{line} {waived.sentence(options.translate)}"
    return line


class ConciseReporter:
    """The output of `--format concise`: one line per finding with the file in front, to search and sort.

    ```
    plans/north.xlsx  Periods!C7  XL304  Weight is -2; expected 0 or more. Enter the month's relative size, e.g. 1.
    ```
    """

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        """Write to `out`."""
        self._out = out
        self._options = options

    def add(self, report: FileReport) -> None:
        """Print the findings of a file."""
        for finding in report.findings:
            parts = (one_line(report.file), one_line(finding.at.place), finding.code)
            sentence = finding.sentence(self._options.translate)
            self._out.write("  ".join([*filter(None, parts), sentence]) + "\n")

    def finish(self, summary: Summary) -> None:
        """Print the counts, if any file was checked without a finding nobody would know that it was."""
        if not self._options.quiet:
            self._out.write(summary_line(summary, self._options) + "\n")
