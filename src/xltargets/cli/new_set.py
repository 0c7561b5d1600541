"""`xltargets new-set`: the workbooks of a whole company from its CRM."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.importing import (
    ReadingCommand,
    import_options,
    keep,
    reading_options,
    refuse_rates,
    refuse_source,
    tell_dry_run,
)
from xltargets.cli.limits import for_one
from xltargets.cli.new import Growth, read_calendar, report_remarks
from xltargets.cli.options import AmountOption, calendar_option, language_option, refuse
from xltargets.cli.waiting import waiting
from xltargets.errors import N_, ValueProblem
from xltargets.locale import translator
from xltargets.units.days import today
from xltargets.units.names import for_file

if TYPE_CHECKING:
    from xltargets.building.country_calendar import CountryCalendar
    from xltargets.importing.company_set import CompanySet
    from xltargets.templates.content import Filling
    from xltargets.workbooks.contents import Contents

_SETTINGS = ("growth", "organisation", "owner", "currency", "decimals")
_existing = click.Path(path_type=Path)


@click.command(cls=ReadingCommand)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--from", "deals", type=_existing, required=True, help="Deals of a CRM: .csv, .xlsx or .parquet.")
@click.option("--team", type=_existing, required=True, help="The team list with person, region and team.")
@click.option("--customers", type=_existing, help="A list of accounts; accounts.csv beside the deals if left out.")
@click.option("--products", type=_existing, help="A product list; products.csv beside the deals if left out.")
@click.option("--target", type=AmountOption(), help="The company's target of the year.")
@click.option("--growth", type=Growth(), help="Growth on the last twelve months, as 10% or 0.1.")
@click.option("--year-start", type=click.DateTime(["%Y-%m-%d"]), help="First day of the running year.")
@click.option("--organisation", help="The company's name.")
@click.option("--owner", help="Who answers for the CRM log of the company; managers answer for their teams.")
@click.option("--currency", help="Its three letters; USD if left out.")
@click.option("--decimals", type=click.IntRange(0, 2), help="Decimals of the targets.")
@calendar_option
@reading_options
@language_option("Language of the workbooks.")
@for_one
def command(folder: Path, deals: Path, team: Path, **options: Any) -> None:
    """Write into FOLDER a target plan and a team scorecard for each team of a CRM's export, and one CRM log.

    The year's won deals become the actuals, earlier ones the history. What could not be used is told with counts.

    Example: xltargets new-set workbooks/ --from deals.csv --team teams.csv --target 12000000
    """
    from xltargets.importing.company_set import set_from_deals
    from xltargets.importing.tables_in_files import SourceProblem

    language = options["language"]
    try:
        translate = translator(language)
    except OSError:
        raise refuse(f"The workbooks are not translated to {language} in this installation.") from None
    if folder.is_dir() and any(folder.iterdir()):
        raise refuse(f"{folder} is not empty. Name a new folder.")
    refuse_rates(options)
    given = _settings(options)
    try:
        with waiting(translate(N_("Reading {path}")).format(path=deals.name)):
            company = set_from_deals(
                deals,
                team,
                customers_path=options["customers"],
                products_path=options["products"],
                target=options["target"],
                settings=given,
                options=import_options(options),
                translate=translate,
            )
        if options["dry_run"]:
            if company.account is not None:
                tell_dry_run(company.account, translate)
            report_remarks(company.used, company.not_used, translate)
            return
        calendar = read_calendar(options["calendar"], company.year_start, language)
        with waiting(translate(N_("Writing {path}")).format(path=folder.name)):
            written = _write(company, folder, language, calendar)
    except SourceProblem as problem:
        raise refuse_source(problem, translate) from None
    except ValueProblem as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise refuse(f"Cannot write {problem.filename or folder}: {problem.strerror or problem}.") from None
    for path in written:
        click.echo(f"  {path}")
    report_remarks(company.used, company.not_used, translate)
    keep(company.account, options, translate)
    if company.log is not None:
        click.echo("\n" + translate(N_("The CRM log besides:")))
        report_remarks(company.log.used, company.log.not_used, translate)


def _settings(options: dict[str, Any]) -> dict[str, Any]:
    """What goes into the workbooks' Settings."""
    given = {key: options[key] for key in _SETTINGS if options[key] is not None}
    year_start = options["year_start"]
    if year_start is not None:
        if year_start.day != 1:
            raise refuse(f"--year-start {year_start:%Y-%m-%d}: a year begins on the first of a month.")
        given["year_start"] = year_start.date()
    return given


def _write(company: CompanySet, folder: Path, language: str, calendar: CountryCalendar | None) -> list[Path]:
    from xltargets.building.builder import build
    from xltargets.building.country_calendar import with_calendar
    from xltargets.rollup.loading.first import with_quotas
    from xltargets.templates import TEMPLATES

    folder.mkdir(parents=True, exist_ok=True)
    translate = translator(language)
    written = []

    def write(name: str, key: str, filling: Filling) -> Contents:
        if calendar is not None and "workdays" in TEMPLATES[key].tables:
            filling = with_calendar(filling, calendar)
        written.append(folder / f"{name}.xlsx")
        return build(TEMPLATES[key], written[-1], filling, language=language, translate=translate)

    for team in company.teams:
        plan = write(f"{file_name(team.team)}-target-plan", "target-plan", team.plan)
        write(f"{file_name(team.team)}-team-scorecard", "team-scorecard", with_quotas(team.scorecard, plan, today()))
    if company.log is not None:
        write("crm-log", "crm-log", company.log.filling)
    return written


def file_name(name: str) -> str:
    """A name as part of a file's name: letters and digits of any script, others as dashes.

    >>> file_name("Cara Losch / East")
    'cara-losch-east'
    """
    return for_file(name) or "team"
