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
from xltargets.cli.new import TARGET_OR_GROWTH, Growth, read_calendar, report_remarks
from xltargets.cli.options import (
    NO_CATALOGUE,
    NOT_EMPTY,
    AmountOption,
    calendar_option,
    refuse,
    unwritten,
)
from xltargets.cli.waiting import waiting
from xltargets.cli.wording import language_option
from xltargets.cli.year_options import division_of, last_day, year_options
from xltargets.errors import N_, ValueProblem
from xltargets.locale import translator
from xltargets.units.days import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.building.country_calendar import CountryCalendar
    from xltargets.errors import Translate
    from xltargets.importing.company_set import CompanySet
    from xltargets.rollup.handing_out.company import Unit
    from xltargets.templates.content import Filling

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
@year_options
@click.option("--decimals", type=click.IntRange(0, 2), help="Decimals of the targets.")
@calendar_option
@reading_options
@language_option("Language of the workbooks.")
@for_one
def command(folder: Path, deals: Path, team: Path, **options: Any) -> None:
    """Make a company plan of a CRM's export, and hand it out into FOLDER: each team's plan and scorecard.

    The plan is written beside FOLDER, for `hand-out` after a change, and one CRM log into it. The year's won deals
    become the actuals, and Credits where they are numbered; earlier ones the history. What could not be used is told
    with counts.

    Example: xltargets new-set workbooks/ --from deals.csv --team teams.csv --target 12000000
    """
    from xltargets.importing.company_set import set_from_deals
    from xltargets.importing.tables_in_files import SourceProblem

    language = options["language"]
    try:
        translate = translator(language)
    except OSError:
        raise refuse(NO_CATALOGUE, language=language) from None
    if folder.is_dir() and any(folder.iterdir()):
        raise refuse(NOT_EMPTY, folder=str(folder))
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
        last = last_day(given, company.year_start)
        calendar = read_calendar(options["calendar"], company.year_start, language, last)
        with waiting(translate(N_("Writing {path}")).format(path=folder.name)):
            written = list(_write(company, folder, language, calendar, translate))
    except SourceProblem as problem:
        raise refuse_source(problem, translate) from None
    except ValueProblem as problem:
        raise refuse(problem.sentence(translate)) from None
    except OSError as problem:
        raise unwritten(problem, folder) from None
    for path in written:
        click.echo(f"  {path}")
    report_remarks(company.used, company.not_used, translate)
    keep(company.account, options, translate)
    if company.log is not None:
        click.echo("\n" + translate(N_("The CRM log besides:")))
        report_remarks(company.log.used, company.log.not_used, translate)


def _settings(options: dict[str, Any]) -> dict[str, Any]:
    """What goes into the workbooks' Settings."""
    if options["target"] is not None and options["growth"] is not None:
        raise refuse(TARGET_OR_GROWTH)
    given = {key: options[key] for key in _SETTINGS if options[key] is not None}
    if options["year_start"] is not None:
        given["year_start"] = options["year_start"].date()
    return given | division_of(options)


def _write(
    company: CompanySet, folder: Path, language: str, calendar: CountryCalendar | None, translate: Translate
) -> Iterator[Path]:
    """The company's plan beside the folder, what it hands out, and the log; each as it is written."""
    from xltargets.actions.files.handing_out import begin
    from xltargets.building.builder import build
    from xltargets.building.country_calendar import with_calendar
    from xltargets.rollup.extraction import extract_view
    from xltargets.rollup.handing_out.company import CompanyPlan
    from xltargets.templates import TEMPLATES
    from xltargets.templates.content import Filling
    from xltargets.views.view import View
    from xltargets.workbooks.package import parts_of
    from xltargets.workbooks.temporary import file_beside

    def completed(unit: Unit, kind: str, filling: Filling) -> Filling:
        sold = {name: rows for name, rows in company.sold[unit.unit_id].tables_of(kind).items() if rows}
        return Filling(filling.forms, {**filling.tables, **sold})

    now, path = today(), _beside(folder)
    filling = company.plan if calendar is None else with_calendar(company.plan, calendar)
    with file_beside(path, ".xlsx") as made:
        built = build(TEMPLATES["target-plan"], made, filling, language=language, translate=translate)
        if path.exists() and parts_of(path) != parts_of(made):
            raise refuse(N_("{path} is there already. Name a new folder, or move that file."), path=str(path))
        made.replace(path)
    yield path
    plan = CompanyPlan(extract_view(View.of(built, now), path.name))
    for done in begin(plan, path, folder, now, language, completed):
        yield done.path
    if company.log is not None:
        log = folder / "crm-log.xlsx"
        build(TEMPLATES["crm-log"], log, company.log.filling, language=language, translate=translate)
        yield log


def _beside(folder: Path) -> Path:
    """Where the company's plan is written: in the folder it would be read as one more unit."""
    whole = folder.resolve()
    return (
        whole.with_name(f"{whole.name or 'workbooks'}-company-plan.xlsx")
        if folder.name in ("", "..")
        else (folder.with_name(f"{folder.name}-company-plan.xlsx"))
    )
