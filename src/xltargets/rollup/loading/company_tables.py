"""A company scorecard renewed: its own tables only, from all workbooks that are in the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.rollup.company import OWN_TABLES, Company
from xltargets.rollup.extraction import extract_view
from xltargets.rollup.loading.rows import by_header, has_rows
from xltargets.rollup.rates import CURRENCY, currency_of
from xltargets.rollup.year_kinds import YEAR_KIND, division, pattern_of, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xltargets.rollup.extraction import Collected
    from xltargets.rollup.terms import Terms
    from xltargets.views.view import View
    from xltargets.workbooks.contents import CellValue


@dataclass(frozen=True, slots=True)
class CompanyRenewal:
    """New rows for a scorecard's own tables, by table name and header."""

    rows: dict[str, list[dict[str, CellValue]]]
    accepted: int
    left_out: int

    @property
    def message(self) -> Phrase:
        """What to tell."""
        message = N_(
            "Renewed from {count} {count:workbook|workbooks}; {left_out} {left_out:was|were} left out, see Sources."
        )
        if not self.left_out:
            message = N_("Renewed from {count} {count:workbook|workbooks}; none was left out.")
        return Phrase(message, count=self.accepted, left_out=self.left_out)


def renew_company(view: View, collected: Sequence[Collected], terms: Terms) -> CompanyRenewal:
    """Say what the scorecard's own tables are to hold; those that hold it already are left out."""
    home = extract_view(view, view.contents.path.name)
    company = Company(list(collected), terms=terms, home=home)
    if company.currency not in (None, currency_of(home)):
        raise ValueProblem(
            home.places[CURRENCY],
            currency_of(home) or None,
            N_("expected {currency}, the currency of the teams' workbooks, or exchange rates for it"),
            currency=company.currency,
        )
    if company.admission.division not in (None, division(home)):
        raise ValueProblem(
            home.places.get(YEAR_KIND, "Settings"),
            pattern_of(home),
            N_("expected {division}, as the years of the teams' workbooks are divided"),
            division=said(company.admission.division),
        )
    tables = view.tables
    missing = [name for name in OWN_TABLES if name not in tables]
    if missing:
        raise ValueProblem("workbook", ", ".join(missing), N_("expected all tables of a company scorecard"))
    filling = company.filling({}, view.translate)
    # The parent's targets come from a plan that is not among the teams' workbooks: they stay.
    rows = {
        name: by_header(tables[name], filling.tables[name], view.translate) for name in OWN_TABLES if name != "parents"
    }
    rows = {name: new for name, new in rows.items() if not has_rows(tables[name], new)}
    accepted = sum(one.extract is not None for one in company.collected) - len(company.left_out)
    return CompanyRenewal(rows, accepted, len(company.collected) - accepted)
