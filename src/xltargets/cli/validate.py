"""`xltargets validate`: whether submitted workbooks can be accepted, and what is wrong with those that can not."""

from __future__ import annotations

import io
import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.copies import Copies, copy_options, workers
from xltargets.cli.fleet_options import files_of, on_engine, store_of, store_option, until_stopped, watch_option
from xltargets.cli.limits import for_files
from xltargets.cli.options import (
    NO_CATALOGUE,
    NO_MATCH,
    NONE_FOUND,
    as_of_option,
    clock,
    doubt_options,
    expect_option,
    kept_ledger_option,
    refuse,
    tolerance_option,
    with_ledger,
    writing,
)
from xltargets.cli.wording import language_option, said, spoken
from xltargets.errors import N_, InputProblem, Problem
from xltargets.locale import translator
from xltargets.reporting import REPORTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from xltargets.fleets.store import Store
    from xltargets.reporting.base import Reporter, ReportOptions
    from xltargets.rollup.terms import Terms
    from xltargets.validation.finding import Severity
    from xltargets.validation.paths import Found
    from xltargets.validation.report import FileReport, Summary
    from xltargets.validation.runner import Validator
    from xltargets.validation.settings import Settings

SEVERITIES = ("error", "warning", "info")


class RuleSelector(click.ParamType[tuple[str, ...]]):
    """Codes, families and names of rules, with commas between them."""

    name = "CODES"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Check each word against the registry."""
        from xltargets.validation.registry import UnknownRule, matching

        words = tuple(word.strip() for word in value.split(",") if word.strip())
        for word in words:
            try:
                matching(word)
            except UnknownRule as problem:
                self.fail(problem.sentence(spoken()), param, ctx)
        return words


class NewSeverity(click.ParamType["dict[str, Severity]"]):
    """`CODE=warning`: a rule, and how hard it is to be."""

    name = "CODE=SEVERITY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, Severity]:
        """Split it and look the rule up."""
        from xltargets.validation.finding import Severity
        from xltargets.validation.registry import UnknownRule, matching

        word, _equals, severity = value.partition("=")
        if severity not in SEVERITIES:
            message = N_("found {value}; expected a rule and one of {known}, such as XL310=error.")
            self.fail(said(message, value=repr(value), known=tuple(SEVERITIES)), param, ctx)
        try:
            return dict.fromkeys(matching(word), Severity.parse(severity))
        except UnknownRule as problem:
            self.fail(problem.sentence(spoken()), param, ctx)


class ReportFile(click.ParamType[tuple[str, Path]]):
    """`sarif:findings.sarif`: a format, and the file it goes to."""

    name = "FORMAT:PATH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Path]:
        """Split it at the first colon."""
        form, _colon, path = value.partition(":")
        if form not in REPORTERS or not path:
            message = N_("found {value}; expected one of {known}, a colon and a file.")
            self.fail(said(message, value=repr(value), known=tuple(REPORTERS)), param, ctx)
        return form, Path(path)


_file = click.Path(dir_okay=False, path_type=Path)
_existing = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command
@click.argument("paths", nargs=-1)
@click.option("--format", "form", type=click.Choice(list(REPORTERS)), default="text", help="Form of the output.")
@click.option("-o", "--output", type=_file, metavar="FILE", help="Write to a file, not to standard output.")
@click.option("--report", "reports", type=ReportFile(), multiple=True, help="Write one more report; may be repeated.")
@click.option("--select", type=RuleSelector(), multiple=True, help="Only these: codes, families (XL3) or names.")
@click.option("--ignore", type=RuleSelector(), multiple=True, help="All rules but these.")
@click.option("--severity", type=NewSeverity(), multiple=True, help="Change a rule's severity; may be repeated.")
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), help="Refuse from this severity on (error).")
@click.option("--all", "show_all", is_flag=True, help="Tell findings that follow from others as well.")
@click.option("--exit-zero", is_flag=True, help="End with status 0 even if workbooks are refused.")
@as_of_option
@expect_option
@tolerance_option
@kept_ledger_option
@doubt_options[0]
@doubt_options[1]
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), help="Files checked at a time; one per processor if left out."
)
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="What was handed in last time: each workbook is compared with the one of its unit and year there.",
)
@copy_options
@store_option
@watch_option
@click.option("--baseline", type=_existing, metavar="FILE", help="A JSON report whose findings are known.")
@click.option("--waivers", type=_existing, metavar="FILE", help="Findings that are accepted, each with its reason.")
@click.option("--config", type=_existing, metavar="FILE", help="Settings file instead of the nearest one.")
@click.option("--isolated", is_flag=True, help="Use no settings file.")
@language_option("Language of the messages.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, and nothing about accepted workbooks.")
@on_engine
@for_files
def command(paths: tuple[str, ...], form: str, output: Path | None, exit_zero: bool, **options: Any) -> None:
    """Say of each workbook whether it can be accepted, and what is wrong in it.

    PATHS are files, folders, ZIPs, patterns, addresses as s3://june/*.xlsx, or - for a list of files on standard
    input. Several are looked at together as well: whether they say the same of what they share. --expect also says
    whose workbooks are to be there, --ledger what the closed months held. --against compares each with last time's:
    closed months, past rates, targets without an entry in Changes.

    --store keeps the results, so that unchanged workbooks are not checked again and a run that was cut goes on;
    xltargets status tells how far it is. --watch goes on with what comes into a folder until it is stopped.

    Exit status: 0 all accepted, 1 some refused, 2 the command could not do its work.

    \b
    Examples:
      xltargets validate plans/
      xltargets validate north.xlsx --format json
      xltargets validate plans/ --report junit:report.xml --fail-on warning
      xltargets validate june/ --against may/
      xltargets validate june/ --annotate back/
      xltargets validate june/ --store june.state --as-of 2026-06-30
    """
    from xltargets.validation.zips import unpacked

    validator = _validator(options)
    telling = _report_options(validator.day, options)
    found = _named(paths, options, telling)
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise refuse(N_("A workbook is nothing to look at here. Add -o and a file, such as -o findings.xlsx."))
    with unpacked(found.files) as given, store_of(options["store"], telling.translate) as store:
        try:
            copies = Copies.of(given.files, paths, given.names, options)
            judge = replace(_judge(validator, options), copies=copies, names=given.names, store=store)
        except (InputProblem, Problem) as problem:
            raise refuse(problem.sentence(telling.translate)) from None
        summary = _run(given.files, judge, options["jobs"], [(form, output), *options["reports"]], telling)
        copies.write(validator, options)
    status = 2 if found.missing else summary.exit_status
    sys.exit(0 if exit_zero and status == 1 else status)


def _named(paths: tuple[str, ...], options: dict[str, Any], telling: ReportOptions) -> Found:
    """The files that the arguments name; none where a folder is watched."""
    watch = options["watch"]
    if watch is not None:
        if paths or options["expect"] or options["against"] or options["store"] is None:
            raise refuse(N_("--watch needs --store, and goes without PATHS, --expect and --against."))
        return files_of((), telling.translate)
    if not paths:
        raise click.MissingParameter(param_type="argument", param_hint="'PATHS...'")
    found = files_of(paths, telling.translate)
    for argument in found.missing:
        refuse(NO_MATCH, path=argument).show()
    if not found.files:
        raise refuse(NONE_FOUND)
    expect = options["expect"]
    if expect is not None and expect.resolve() not in {file.resolve() for file in found.files}:
        found.files.append(expect)
    return found


@dataclass(frozen=True, slots=True)
class Judge:
    """What to judge each file by, and what all of them together."""

    validator: Validator
    expect: Path | None
    terms: Terms
    tolerance: float
    against: Path | None = None
    """Where last time's workbooks are."""
    store: Store | None = None
    watch: Path | None = None
    """A folder whose workbooks are judged as they come."""
    copies: Copies | None = None
    """What goes back to the teams."""
    names: Mapping[str, str] = field(default_factory=dict)
    """How files from a ZIP are called."""

    def reports(self, files: list[Path], jobs: int | None, *, hidden: bool) -> Iterable[FileReport]:
        """The reports in the order of the files; those of several wait until all were read."""
        if self.watch is not None and self.store is not None:
            return until_stopped(self.watch, self.validator, self.store, jobs or os.cpu_count() or 1)
        if (by_itself := len(files) == 1 and self.terms.ledger is None) and self.against is None:
            return self._read(files, self.validator, 1, hidden=hidden)
        from xltargets.rollup.across.judging import across_codes, collector_of, together
        from xltargets.rollup.against.judging import compared

        alone = by_itself or not across_codes(self.validator)
        validator = self.validator if alone and self.against is None else collector_of(self.validator)
        earlier = [] if self.against is None else self._earlier(self.against, jobs, hidden=hidden)
        reports: Iterable[Any] = self._read(files, validator, workers(jobs, files), hidden=hidden)
        if not alone:
            reports = together(reports, self.validator, self.expect, self.terms, self.tolerance)
        return reports if self.against is None else compared(reports, earlier, self.validator)

    def _read(self, files: list[Path], validator: Validator, jobs: int, *, hidden: bool) -> Iterable[FileReport]:
        """The report of each file by itself."""
        return map(self._named, _with_progress(self._checked(files, validator, jobs), len(files), hidden=hidden))

    def _checked(self, files: list[Path], validator: Validator, jobs: int) -> Iterable[FileReport]:
        from xltargets.validation.fleet import check_all

        if self.store is None:
            return check_all(files, validator, jobs)
        from xltargets.fleets.edition import edition
        from xltargets.fleets.keeping import kept

        self.store.begin(((str(file), file.name) for file in files), str(self.validator.day), edition())
        return kept(files, self.validator, self.store, jobs)

    def _named(self, report: FileReport) -> FileReport:
        return replace(report, file=self.names[report.file]) if report.file in self.names else report

    def _earlier(self, folder: Path, jobs: int | None, *, hidden: bool) -> list[Any]:
        """What was handed in last time."""
        from xltargets.rollup.against.judging import reader_of, were_read
        from xltargets.validation.fleet import check_all
        from xltargets.validation.paths import expand

        files = expand([str(folder)]).files
        read = check_all(files, reader_of(self.validator), workers(jobs, files))
        return were_read(_with_progress(read, len(files), hidden=hidden), folder)


def _judge(validator: Validator, options: dict[str, Any]) -> Judge:
    from xltargets.rollup.terms import Terms

    # Whether a file's time has come yet is asked of the clock, also where --as-of looks from an earlier day.
    now = max(clock(None)(), validator.as_of)
    terms = with_ledger(Terms.of(now, None, options["prefer"], options["separate"]), options["ledger"])
    return Judge(
        validator, options["expect"], terms, options["tolerance"] or 0.0, options["against"], None, options["watch"]
    )


def _validator(options: dict[str, Any]) -> Validator:
    """Put together what to judge by: settings file, options over it, day, baseline."""
    from xltargets.validation import baseline, waivers
    from xltargets.validation.runner import Validator
    from xltargets.validation.settings import SettingsProblem

    try:
        settings = _settings(options)
        known = baseline.load(options["baseline"]) if options["baseline"] else baseline.NOTHING
        accepted = waivers.load(options["waivers"]) if options["waivers"] else waivers.NONE
    except (SettingsProblem, baseline.BaselineProblem, waivers.WaiverProblem) as problem:
        raise refuse(problem.sentence(spoken())) from None
    return Validator(settings, clock(options["as_of"])(), known, accepted, options["show_all"])


def _settings(options: dict[str, Any]) -> Settings:
    from xltargets.validation import settings

    path = None if options["isolated"] else options["config"] or settings.find(Path.cwd())
    chosen = settings.load(path) if path else settings.Settings()
    return chosen.merged(
        select=sum(options["select"], ()) or None,
        ignore=sum(options["ignore"], ()) or None,
        severity={code: one for pair in options["severity"] for code, one in pair.items()} or None,
        fail_on=options["fail_on"],
    )


def _report_options(day: date, options: dict[str, Any]) -> ReportOptions:
    """How to report, in the chosen language."""
    from xltargets.reporting.base import ReportOptions

    try:
        translate = translator(options["language"])
    except OSError:
        raise refuse(NO_CATALOGUE, language=options["language"]) from None
    return ReportOptions(day, translate, language=options["language"], quiet=options["quiet"])


def _for_terminal(options: ReportOptions) -> ReportOptions:
    """Colours, and lines that are wrapped, only where somebody looks on; and no character that the output refuses."""
    import shutil

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if not sys.stdout.isatty():
        return options
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return replace(options, colour=colour, width=shutil.get_terminal_size().columns)


def _run(
    files: list[Path],
    judge: Judge,
    jobs: int | None,
    destinations: list[tuple[str, Path | None]],
    options: ReportOptions,
) -> Summary:
    """Check all files and send every report to every destination."""
    import time

    from xltargets.reporting import reporter
    from xltargets.reporting.files import replacing
    from xltargets.validation.report import Summary

    began = time.monotonic()
    summary = Summary(judge.validator.day)
    reporters: list[Reporter] = []
    with ExitStack() as stack:
        for form, path in destinations:
            if path is None:
                reporters.append(reporter(form)(sys.stdout, _for_terminal(options)))
            else:
                stack.enter_context(writing(path))
                reporters.append(reporter(form)(stack.enter_context(replacing(path)), options))
        try:
            reports = judge.reports(files, jobs, hidden=options.quiet)
        except (InputProblem, Problem) as problem:
            raise refuse(problem.sentence(options.translate)) from None
        for report in reports:
            summary.add(report)
            if judge.copies is not None:
                judge.copies.add(report)
            if judge.store is not None:
                judge.store.told(report)
            for one in reporters:
                one.add(report)
            if judge.watch is not None:
                sys.stdout.flush()  # somebody waits for it
        if judge.store is not None:
            judge.store.finish()
        summary.seconds = time.monotonic() - began
        for one in reporters:
            one.finish(summary)
    return summary


def _with_progress(reports: Iterable[FileReport], count: int, *, hidden: bool) -> Iterator[FileReport]:
    """The same reports, with a bar on standard error while they come.

    Where bar and reports share a terminal the reports wait until the bar is gone.
    """
    if hidden or count == 1 or not sys.stderr.isatty():
        yield from reports
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(said(N_("Checking"))), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=count)
        waiting = []
        for report in reports:
            bar.advance(task)
            if sys.stdout.isatty():
                waiting.append(report)
            else:
                yield report
    yield from waiting
