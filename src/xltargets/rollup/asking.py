"""What is to be settled about workbooks that count: a plan without a scorecard, a log of nobody, an old copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.rollup.accounts import counts_deals
from xltargets.rollup.admission import LOG, REGISTER, SCORECARD
from xltargets.rollup.loading.pipeline import OPEN
from xltargets.rollup.loading.stale import stale_in
from xltargets.rollup.people import members_of
from xltargets.spine.identity import questions_about

if TYPE_CHECKING:
    from xltargets.rollup.company import Company
    from xltargets.rollup.extraction import Extract, Row
    from xltargets.rollup.teams import Team


def ask(company: Company) -> None:
    """Note every question with its file."""
    for team in company.lines:
        _about_owners(company, team)
    for template in (LOG, REGISTER):
        for key, extract in company.of(template).items():
            if key not in company.names and not _is_shared(company, key, extract):
                message = N_("{unit} has neither a plan nor a scorecard among the files")
                company.admission.note(extract.file, Phrase(message, unit=extract.text("settings.unit")))
    for extract in company.of(LOG).values():
        unknown = [row for row in company.deals_of(extract) if row.values.get("state") in OPEN and _is_unrated(row)]
        if unknown:
            message = N_("how likely a deal was on that day is not known of {count}; such deals count in full only")
            company.admission.note(extract.file, Phrase(message, count=len(unknown)))
    members = [member for team in company.lines for member in members_of(team.plan, team.scorecard, team.name)]
    for file, asked in questions_about(members).items():
        for phrase in asked:
            company.admission.note(file, phrase)
    _tell_stale(company)


def _about_owners(company: Company, team: Team) -> None:
    """Where a unit's targets or actuals are not read where they belong."""
    note = company.admission.note
    if team.plan is not None and team.log is None and counts_deals(team.plan):
        message = N_("its Settings take the actuals from won deals, and no CRM log of {unit} counts")
        note(team.plan.file, Phrase(message, unit=team.name))
    if team.plan is None and team.scorecard is not None:
        message = N_("no target plan of {unit} is accepted; the quotas of this scorecard stand for it")
        note(team.scorecard.file, Phrase(message, unit=team.name))
    elif team.scorecard is None and team.plan is not None and team.log is None:
        message = N_("no scorecard of {unit} is accepted; the actuals of this plan's Review stand for it")
        if (SCORECARD, team.key) in company.admission.undecided:
            message = N_("which scorecard of {unit} counts is to be decided; until then it has no actuals")
        note(team.plan.file, Phrase(message, unit=team.name))


def _tell_stale(company: Company) -> None:
    """Copies in the teams' workbooks that are older than what they were loaded from; no figure here is from one."""
    units: dict[str, list[Extract]] = {}
    for extract in company.admission.counted():
        units.setdefault(company.admission.unit_of[extract.file], []).append(extract)
    for extracts in units.values():
        others = {extract.template: extract for extract in extracts}
        for extract in extracts:
            for phrase in stale_in(extract, others, company.terms.now):
                company.admission.note(extract.file, phrase)


def _is_shared(company: Company, key: str, extract: Extract) -> bool:
    """Whether it is a log of several teams, each of whose open deals has an owner of one team."""
    deals = [row for row in company.deals_of(extract) if row.values.get("state") in OPEN]
    return bool(deals) and all(company.unit_of_deal(key, row) is not None for row in deals)


def _is_unrated(row: Row) -> bool:
    return row.values.get("probability") is None and row.values.get("stage") is None
