"""`xltargets new`: a workbook from a template, empty or filled."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.importing import (
    OF_DEALS,
    ReadingCommand,
    import_options,
    keep,
    reading_options,
    refuse_rates,
    refuse_source,
    tell_dry_run,
)
from xltargets.cli.limits import for_one
from xltargets.cli.options import NO_CATALOGUE, AmountOption, calendar_option, refuse, refuse_output, unwritten
from xltargets.cli.waiting import waiting
from xltargets.cli.wording import language_option, said
from xltargets.cli.year_options import division_of, last_day, year_options
from xltargets.errors import N_, ValueProblem, fill
from xltargets.locale import translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.building.country_calendar import CountryCalendar
    from xltargets.importing.account import Remark
    from xltargets.importing.options import ImportOptions
    from xltargets.importing.plan_from_deals import Filled
    from xltargets.templates.content import Filling


class Growth(click.ParamType[float]):
    """A growth such as 10% or 0.1."""

    name = "growth"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read it; a bare number of 1 or more could mean either, and is not guessed at."""
        if isinstance(value, float):
            return value
        text = value.strip().replace("％", "%")
        try:
            number = float(text.removesuffix("%"))
        except ValueError:
            self.fail(said(N_("{value} is not a growth; write it as 10% or 0.1."), value=repr(value)), param, ctx)
        if text.endswith("%"):
            return number / 100
        if abs(number) >= 1:
            message = N_("{value} could mean {one}% or {other}%; write the one you mean.")
            self.fail(said(message, value=repr(value), one=f"{number:g}", other=f"{number * 100:g}"), param, ctx)
        return number


_SETTINGS = ("growth", "year_start", "organisation", "unit", "owner", "currency", "decimals")
"""Options that go into the workbook's Settings."""
_TARGET = {"target-plan": "agreed", "crm-log": "target"}
"""Where the year's target stands in Settings."""
_FROM_DEALS = ("target-plan", "team-scorecard", "crm-log")


@click.command(cls=ReadingCommand)
@click.argument("template")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The workbook to write.")
@click.option("--sample", is_flag=True, help="Fill it with a made-up team, to look around.")
@click.option(
    "--from",
    "deals",
    type=click.Path(path_type=Path),
    help="Deals of a CRM (for a risk-register, risks): .csv, .xlsx, .parquet, .jsonl, .ods, .xls.",
)
@click.option(
    "--customers", type=click.Path(path_type=Path), help="A list of customers with sector and revenue, for a crm-log."
)
@click.option("--team", type=click.Path(path_type=Path), help="A team list with person, region and team.")
@click.option(
    "--products", type=click.Path(path_type=Path), help="A product list; products.csv beside the deals if left out."
)
@click.option(
    "--targets",
    type=click.Path(path_type=Path),
    help="Targets that exist already, with period, owner and amount, for a target-plan.",
)
@click.option("--satisfaction", type=click.Path(path_type=Path), help="Answers of a customer survey, for a crm-log.")
@click.option("--feedback", type=click.Path(path_type=Path), help="Tickets or complaints of customers, for a crm-log.")
@click.option("--target", type=AmountOption(), help="The year's target, of a target-plan or a crm-log.")
@click.option("--growth", type=Growth(), help="Growth on the last twelve months, as 10% or 0.1.")
@click.option("--year-start", type=click.DateTime(["%Y-%m-%d"]), help="First day of the plan's year, as 2026-01-01.")
@click.option("--organisation", help="The company's name.")
@click.option("--unit", help="The team or department that the plan is for.")
@click.option("--owner", help="Who answers for the plan.")
@click.option("--currency", help="Its three letters; USD if left out.")
@click.option(
    "--periods", type=click.Choice(["12", "4", "2"]), help="Periods of a target plan's year: months, quarters, halves."
)
@year_options
@click.option("--decimals", type=click.IntRange(0, 2), help="Decimals of the targets.")
@calendar_option
@reading_options
@language_option("Language of the workbook and the report.")
@click.option("--force", is_flag=True, help="Overwrite the output if it exists.")
@for_one
def command(template: str, output: Path, force: bool, **options: Any) -> None:
    """Write a workbook from TEMPLATE, empty, filled from data, or with a sample.

    \b
    target-plan      set a year's target, split it, follow it month by month
    team-scorecard   follow a team: attainment, KPIs, reviews, commission
    crm-log          customers, contacts, opportunities, satisfaction
    risk-register    risks, key risk indicators, alerts

    \b
    Examples:
      xltargets new target-plan -o plan.xlsx --from deals.csv --team team.csv --growth 10%
      xltargets new crm-log -o log.xlsx --from deals.csv --customers accounts.csv
      xltargets new risk-register -o risks.xlsx --from risks.csv
    """
    from xltargets.building.builder import build
    from xltargets.building.country_calendar import with_calendar
    from xltargets.importing.tables_in_files import SourceProblem
    from xltargets.templates import TEMPLATES

    language = options["language"]
    translate = _translator(language)
    refuse_rates(options)
    of_deals = any(options[name] for name in OF_DEALS)
    names = [one.name for one in fields(_Wanted) if one.name in options]
    wanted = _Wanted(
        template, of_deals=of_deals, reading=import_options(options), **{name: options[name] for name in names}
    )
    _refuse_contradictions(wanted, output, force=force)
    if options["calendar"] is not None and "workdays" not in TEMPLATES[template].tables:
        raise refuse(N_("--calendar goes with a target-plan or a team-scorecard."))
    given = {key: _day_only(options[key]) for key in _SETTINGS if options[key] is not None}
    given |= division_of(options, dated=wanted.targets is None and not wanted.sample)
    if wanted.target is not None:
        given[_TARGET[template]] = wanted.target
    _refuse_out_of_bounds(TEMPLATES[template].tables["settings"], given)
    filled: Filled | None = None
    try:
        if wanted.files:
            with waiting(translate(N_("Reading {path}")).format(path=wanted.files[0].name)):
                filled = _from_files(wanted, given)
            if options["dry_run"]:
                _tell_dry_run(filled, translate)
                return
            filling = filled.filling
        else:
            filling = _made_up(template, language, given) if wanted.sample else _empty(given)
        if wanted.periods is not None:
            filling = _with_periods(filling, int(wanted.periods))
        first = _first_day(template, filling)
        last = last_day(filling.forms.get("settings", {}), first)
        if (calendar := read_calendar(options["calendar"], first, language, last)) is not None:
            filling = with_calendar(filling, calendar)
        with waiting(translate(N_("Writing {path}")).format(path=output.name)):
            build(TEMPLATES[template], output, filling, language=language, translate=translate)
    except SourceProblem as problem:
        raise refuse_source(problem, translate) from None
    except ValueProblem as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, output) from None
    click.echo(translate(N_("{output} is ready.")).format(output=output))
    if filled is not None:
        report_remarks(filled.used, filled.not_used, translate)
        keep(filled.account, options, translate)
    _tell_what_is_blank(template, {"language": language, **filling.forms.get("settings", {})}, translate)


def _tell_dry_run(filled: Filled, translate: Callable[[str], str]) -> None:
    """What would be used, and what would be told."""
    if filled.account is not None:
        tell_dry_run(filled.account, translate)
    else:
        click.echo(translate(N_("Nothing is written.")))
    report_remarks(filled.used, filled.not_used, translate)


def _tell_what_is_blank(template: str, given: dict[str, Any], translate: Callable[[str], str]) -> None:
    """Name the settings that nobody but the person can fill in."""
    from xltargets.templates import TEMPLATES

    form = TEMPLATES[template].tables["settings"]
    blank = [one for one in form.columns if one.required and one.default is None and not given.get(one.identifier)]
    if blank:
        names = tuple(translate(one.label) for one in blank)
        click.echo("\n" + fill(N_("Still to fill in, in Settings: {fields}."), {"fields": names}, translate))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the options ask for."""

    template: str
    sample: bool
    deals: Path | None
    customers: Path | None
    team: Path | None
    products: Path | None
    targets: Path | None
    satisfaction: Path | None
    feedback: Path | None
    reading: ImportOptions
    of_deals: bool
    """Whether something is said of how to read them."""
    won: tuple[str, ...]
    periods: str | None
    target: float | None
    growth: float | None
    year_start: datetime.datetime | None

    @property
    def files(self) -> list[Path]:
        """The files that fill the workbook, besides lists that go with deals."""
        return [path for path in (self.deals, self.targets, self.satisfaction, self.feedback) if path is not None]


def _from_files(wanted: _Wanted, given: dict[str, Any]) -> Filled:
    """The template filled from deals, from what stands beside them, or from both."""
    from xltargets.importing.plan_from_targets import plan_from_targets
    from xltargets.importing.voices import with_voices

    path = wanted.deals
    if wanted.targets is not None:
        of_deals = None if path is None else lambda settings: _from_deals(wanted, path, dict(settings))
        return plan_from_targets(wanted.targets, deals=of_deals, settings=given, options=wanted.reading)
    filled = None if path is None else _from_deals(wanted, path, given)
    if filled is not None and wanted.satisfaction is None and wanted.feedback is None:
        return filled
    paths = {"satisfaction_path": wanted.satisfaction, "feedback_path": wanted.feedback}
    return with_voices(filled, **paths, settings=given, options=wanted.reading)


def _from_deals(wanted: _Wanted, deals: Path, given: dict[str, Any]) -> Filled:
    """The template filled from a CRM's deals, or a risk register from risks."""
    from xltargets.importing.company_set import scorecard_from_deals
    from xltargets.importing.crm_log_from_deals import log_from_deals
    from xltargets.importing.plan_from_deals import plan_from_deals
    from xltargets.importing.register_from_risks import register_from_risks

    options = wanted.reading
    if wanted.template not in _FROM_DEALS:
        return register_from_risks(deals, settings=given, options=options)
    fill: Callable[..., Filled] = {
        "target-plan": plan_from_deals,
        "team-scorecard": scorecard_from_deals,
        "crm-log": log_from_deals,
    }[wanted.template]
    lists = {"customers_path": wanted.customers} if wanted.template == "crm-log" else {}
    return fill(deals, **lists, team_path=wanted.team, products_path=wanted.products, settings=given, options=options)


TARGET_OR_GROWTH = N_("--target and --growth do not go together: either leads to the other.")
ONLY_WITH = N_("{option} goes with {template}.")


def _refuse_contradictions(wanted: _Wanted, output: Path, *, force: bool) -> None:
    """Refuse what does not go together, before anything is read or written."""
    from xltargets.importing.rows import MAIN_TABLES
    from xltargets.templates import TEMPLATES

    template, fillable = wanted.template, (*_FROM_DEALS, *MAIN_TABLES)
    if template not in TEMPLATES:
        raise refuse(N_("There is no template {name}; there is {known}."), name=repr(template), known=tuple(TEMPLATES))
    refuse_output(output, force=force)
    lists = wanted.customers or wanted.team or wanted.products
    if wanted.deals is None and (lists or (wanted.of_deals and not wanted.files)):
        raise refuse(
            N_("--customers, --team, --products, --map, --won, --dates and the like go with --from, the deals.")
        )
    if wanted.targets is not None and (template != "target-plan" or wanted.sample or wanted.growth is not None):
        raise refuse(N_("--targets goes with target-plan, and not with --sample or --growth."))
    if (wanted.satisfaction or wanted.feedback) and (template != "crm-log" or wanted.sample):
        raise refuse(N_("--satisfaction and --feedback go with crm-log, and not with --sample."))
    if wanted.deals is not None and wanted.sample:
        raise refuse(N_("--from and --sample do not go together: the one fills in your data, the other made-up ones."))
    if wanted.deals is not None and template not in fillable:
        raise refuse(N_("--from fills a workbook of these templates: {templates}."), templates=fillable)
    if template not in _FROM_DEALS and (wanted.team or wanted.products or wanted.won):
        raise refuse(N_("--team, --products and --won go with these: {templates}."), templates=tuple(_FROM_DEALS))
    odd = [meaning for meaning in wanted.reading.stages.values() if meaning in {"closed", "accepted", "done"}]
    if odd and template != "risk-register":
        raise refuse(N_("--stage WORD={meaning} goes with risk-register; deals are won, lost or open."), meaning=odd[0])
    if wanted.customers is not None and template != "crm-log":
        raise refuse(ONLY_WITH, option="--customers", template="crm-log")
    if wanted.target is not None and (template not in _TARGET or wanted.targets is not None):
        raise refuse(N_("--target goes with these: {templates}; and not with --targets."), templates=tuple(_TARGET))
    if wanted.target is not None and wanted.growth is not None:
        raise refuse(TARGET_OR_GROWTH)
    of_plans = [name for name in ("growth", "periods") if getattr(wanted, name) is not None]
    if of_plans and template != "target-plan":
        raise refuse(ONLY_WITH, option=f"--{of_plans[0]}", template="target-plan")


def _translator(language: str) -> Callable[[str], str]:
    try:
        return translator(language)
    except OSError:
        raise refuse(NO_CATALOGUE, language=language) from None


def _refuse_out_of_bounds(declared: Any, given: dict[str, Any]) -> None:
    """Refuse a setting that the workbook itself would not let anybody enter."""
    from xltargets.building.validations import bounds_of
    from xltargets.templates.schema import Kind

    for key, value in given.items():
        bounds = bounds_of(declared[key])
        if bounds is not None and not bounds[0] <= value <= bounds[1]:
            form = "{:.0%}" if declared[key].kind is Kind.RATIO else "{}"
            found, least, most = (form.format(one) for one in (value, *bounds))
            option = f"--{key.replace('_', '-')}"
            raise refuse(
                N_("{option} is {found}; expected {least} to {most}."),
                option=option,
                found=found,
                least=least,
                most=most,
            )


def _day_only(value: Any) -> Any:
    return value.date() if isinstance(value, datetime.datetime) else value


def _empty(given: dict[str, Any]) -> Filling:
    from xltargets.templates.content import Filling

    return Filling({"settings": given})


def _first_day(template: str, filling: Filling) -> datetime.date:
    from xltargets.templates import TEMPLATES

    declared = TEMPLATES[template].tables["settings"]["year_start"]
    return filling.value("settings", "year_start", declared.default)  # type: ignore[no-any-return]


def _made_up(template: str, language: str, given: dict[str, Any]) -> Filling:
    """The sample, with what was given in place of its own settings."""
    from xltargets.samples import sample
    from xltargets.samples.companies import of_language
    from xltargets.templates.content import Filling

    made_up = sample(template, of_language(language))
    return Filling({**made_up.forms, "settings": made_up.forms["settings"] | given}, made_up.tables)


def _with_periods(filling: Filling, periods: int) -> Filling:
    """As many rows in Periods as the year has periods; actuals of months have no place in others."""
    from xltargets.templates.content import Filling

    tables = {name: rows for name, rows in filling.tables.items() if name != "review" or periods == 12}
    return Filling(filling.forms, tables | {"periods": [{} for _ in range(periods)]})


def read_calendar(
    country: str | None, first: datetime.date, language: str, last: datetime.date | None = None
) -> CountryCalendar | None:
    """The year of the country that is named, if one is; what is not known of it is told."""
    from xltargets.building.country_calendar import country_calendar

    if country is None:
        return None
    calendar = country_calendar(country, first, language, last)
    for note in calendar.notes:
        click.echo(note.sentence(translator(language)))
    return calendar


def report_remarks(used: list[Remark], not_used: list[Remark], translate: Callable[[str], str]) -> None:
    """Say what became of the data."""
    for heading, remarks in ((N_("Used:"), used), (N_("Please look at:"), not_used)):
        if remarks:
            click.echo("\n" + translate(heading))
        for remark in remarks:
            click.echo(f"  {remark.sentence(translate)}")
