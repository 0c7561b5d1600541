"""A period closed: every unit's scorecard read, held against the ledger, and entered; or what keeps it from that.

All or nothing: a close in which one unit is wrong is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.errors import N_, Message, Phrase
from xltargets.ledger.book import Ledger, closed, refuse_close
from xltargets.ledger.checking import flaws_of
from xltargets.ledger.earning import entries_of
from xltargets.ledger.entry import EARNED, PAID, UNIT, LedgerProblem
from xltargets.ledger.rates import rate_entries
from xltargets.rollup.across.at_once import NOT_TWICE
from xltargets.rollup.across.given import Across, source_of_field, source_of_row
from xltargets.rollup.across.judging import findings_across
from xltargets.rollup.admission import SCORECARD, Admission
from xltargets.rollup.closing.carried import not_loaded
from xltargets.rollup.closing.comparing import What, changes_of
from xltargets.rollup.closing.owing import owed_otherwise
from xltargets.rollup.closing.rates import TABLE as RATES
from xltargets.rollup.closing.rates import other_rates, rates_of, without_rate
from xltargets.rollup.closing.scorecards import Scorecard, amount, held_name
from xltargets.rollup.collecting import NAMED, why_refused
from xltargets.rollup.loading.interface import Source
from xltargets.units.money import money
from xltargets.units.names import name_key
from xltargets.validation.finding import Severity
from xltargets.validation.registry import Scope, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xltargets.ledger.entry import Entry
    from xltargets.rollup.closing.comparing import Change
    from xltargets.rollup.closing.scorecards import Member, MemberMonth
    from xltargets.rollup.extraction import Collected, Extract
    from xltargets.rollup.terms import Terms

NONE_THERE = N_("No team scorecard is among the files, so there is nothing to close.")
BROKEN = N_("The ledger is not as it was written, and nothing was entered. {flaw}")
NOT_YET = N_("{source}: it is looked at from {until}, so {period} has no figures yet. Enter the actuals of {period}.")
NO_YEAR = N_("{source}: its year begins with {found}, that of the ledger with {expected}.")
NO_ID = N_("{source}: there is no Person ID for {names}. The ledger and payroll go by it; enter it in Team.")
NO_UNIT_ID = N_("{source}: the unit has no ID. The ledger goes by it; enter one in Settings, and keep it.")
NO_ACTUAL = N_("{file}: Actuals has no row of {period} for {names}, with a quota. Enter it, 0 if nothing was sold.")
CHANGED = N_(
    "{source}: {of} of {person} is closed: {here} here, {there} in entry {entry} of the ledger. Enter what the ledger "
    "says, and what came late in Adjustments."
)
TERMS_CHANGED = N_(
    "{source}: the terms by which {of} of {person} was paid were changed: {here} here, {there} in entry {entry} of the "
    "ledger. Enter those of then again, and new rates in new rows from a new day on."
)
PERSON_GONE = N_("{file}: {person} stands in the ledger with {of}, and not in Team. Enter the last day there instead.")
NOT_ALIKE = N_(
    "{source}: {label} of {of} of {person} is {here}; by the ledger it is {there}. Refresh the scorecard with "
    "--ledger, and recalculate it."
)
SETTLED_HERE = N_(
    "{source}: {label} of {of} of {person} is {here}. Two units pay {person} in turn, so the ledger settles the draws "
    "of both: {there}."
)
NOT_CARRIED = N_(
    "{file}: {names} moved here, and Carried over does not say of them what the ledger does: credit, quota and "
    "commission that the plan adds up. Refresh the scorecard with --ledger."
)
RATE_CHANGED = N_(
    "{source}: the actual rate of {currency} of {of} is closed: {here} here, {there} in entry {entry} of the ledger. "
    "Enter what the ledger says."
)
RATE_GONE = N_(
    "{file}: Actual rates has no row of {currency} of {of}, which entry {entry} of the ledger has closed at {there}. "
    "Enter it again."
)
NO_RATE = N_("{file}: there is no actual rate of {period} for {names}; that of the plan holds until one is entered.")
OWED_DIFFERS = N_(
    "{source}: {person} owes {here} from earlier draws here; by the ledger it is {there}. Refresh the scorecard with "
    "--ledger. Of somebody who stays in another unit as well, it stays there: enter the share of time in Team."
)
UNIT_MISSING = N_(
    "{unit} was closed before and has no scorecard among the files. Ask for it, or leave it out with --without: its "
    "month is booked late then."
)
DONE = N_("{period} is closed. Units: {units}; people: {people}; to be paid: {payout}. The ledger ends with {end}.")
KEEP = N_(
    "Keep that code where nobody can change it, such as in an e-mail to the auditors: it stands for all before it."
)


@dataclass(frozen=True, slots=True)
class Closing:
    """What a close comes to."""

    ledger: Ledger
    """With the period closed, or as it was."""
    refusals: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    message: Phrase | None = None


def close(
    collected: Sequence[Collected],
    ledger: Ledger,
    period: str,
    terms: Terms,
    *,
    by: str,
    day: str,
    without: Sequence[str] = (),
    company: Extract | None = None,
) -> Closing:
    """Close a period with the scorecards that were read; a `LedgerProblem` where the ledger does not take it.

    With the `company` plan its actual rates of the month are entered as well.
    """
    flaws = flaws_of(ledger)
    if flaws:
        raise LedgerProblem(BROKEN, flaw=flaws[0].phrase)
    return _Closing(collected, ledger, period, terms, without, company).done(by, day)


class _Closing:
    """One close on its way."""

    def __init__(
        self,
        collected: Sequence[Collected],
        ledger: Ledger,
        period: str,
        terms: Terms,
        without: Sequence[str],
        company: Extract | None,
    ) -> None:
        self.ledger, self.period, self.terms = ledger, period, terms
        self.company = company
        self.left_out = {name_key(one) for one in without}
        self.refusals: list[Message] = []
        self.notes: list[Message] = []
        self.scorecards = [Scorecard(extract) for extract in self._admitted(collected)]

    def done(self, by: str, day: str) -> Closing:
        """Check all, then enter all."""
        if not self.scorecards and not self.refusals:
            raise LedgerProblem(NONE_THERE)
        year_start = self._year_start()
        if self.scorecards:
            refuse_close(self.ledger, self.period, year_start)
        for scorecard in self.scorecards:
            self.refusals += self._faults(scorecard, year_start)
        self.refusals += self._missing_units()
        self.refusals += self._other_rates()
        if self.refusals:
            return Closing(self.ledger, self.refusals, self.notes)
        new = entries_of(self.ledger, self.period, [one.team(self.period) for one in self.scorecards])
        new += self._rates()
        after = closed(self.ledger, self.period, year_start, new, by=by, day=day)
        self.refusals += [fault for one in self.scorecards for fault in self._not_alike(one, new, after)]
        if self.refusals:
            return Closing(self.ledger, self.refusals, self.notes)
        return Closing(after, [], self.notes, self._message(after, new))

    def _admitted(self, collected: Sequence[Collected]) -> Iterator[Extract]:
        """The scorecards that count; units of several currencies are each judged among their like."""
        own = [one for one in collected if self._is_wanted(one)]
        for one in own:
            if one.extract is None and one.template in (SCORECARD, None):
                self.refusals.append(Phrase(NAMED, file=one.file, why=why_refused(one)))
        by_currency: dict[str, list[Collected]] = {}
        for one in own:
            if one.extract is not None:
                by_currency.setdefault(one.extract.text("settings.currency").upper(), []).append(one)
        for group in by_currency.values():
            across = Across(group, None, self.terms)
            self._note_doubts(across)
            admission: Admission = across.admission
            for one in group:
                if one.extract is None or one.template != SCORECARD:
                    continue
                why = admission.left_out.get(one.file)
                if why is None:
                    yield one.extract
                elif one.file in admission.superseded:
                    self.notes.append(Phrase(NAMED, file=one.file, why=why))
                else:
                    self.refusals.append(Phrase(NAMED, file=one.file, why=why))

    def _is_wanted(self, one: Collected) -> bool:
        return not {name_key(one.unit), name_key(one.unit_id)} & self.left_out

    def _note_doubts(self, across: Across) -> None:
        """What the rules across workbooks say of scorecards, such as quotas that are not the plan's any more.

        What would be paid twice keeps the month from being closed.
        """
        codes = [code for code, one in rules().items() if one.scope is Scope.ACROSS and not code.startswith("XL62")]
        scorecards = {one.file for one in across.collected if one.template == SCORECARD}
        for file, findings in findings_across(across, codes, []).items():
            for finding in findings:
                if file not in scorecards:
                    continue
                place = f"{file}, {finding.at.place}" if finding.at.place else file
                why = Phrase(finding.fault.message, **finding.fault.values)
                if finding.code in NOT_TWICE:
                    self.refusals.append(Phrase(NAMED, file=place, why=why))
                elif finding.severity is Severity.WARNING:
                    self.notes.append(Phrase(NAMED, file=place, why=why))

    def _year_start(self) -> str:
        """Of the year that is closed: that of the ledger's last close until it is over."""
        return min((one.year_start for one in self.scorecards), default="")

    def _faults(self, scorecard: Scorecard, year_start: str) -> Iterator[Message]:
        extract = scorecard.extract
        if scorecard.year_start != year_start:
            source = source_of_field(extract, "settings.year_start")
            yield Phrase(NO_YEAR, source=source, found=scorecard.year_start, expected=year_start)
        if not scorecard.unit.unit_id:
            yield Phrase(NO_UNIT_ID, source=source_of_field(extract, "settings.unit_id"))
        if scorecard.until < self.period:
            source = source_of_field(extract, "standing.as_of")
            yield Phrase(NOT_YET, source=source, until=scorecard.until or "–", period=self.period)
            return
        nobody = [member for member in scorecard.members if not member.person_id]
        if nobody:
            column = "person_id" if "person_id" in extract.columns["team"] else "member"
            source = str(Source.rows(extract, "team", column, [member.row for member in nobody]))
            yield Phrase(NO_ID, source=source, names=tuple(member.name for member in nobody))
        missing = scorecard.missing_actuals(self.period)
        if missing:
            yield Phrase(NO_ACTUAL, file=extract.file, names=tuple(missing), period=self.period)
        moved = not_loaded(scorecard, self.ledger)
        if moved:
            yield Phrase(NOT_CARRIED, file=extract.file, names=tuple(moved))
        for change in changes_of(scorecard, self.ledger):
            yield _told(extract, change)
        for member, here, there in owed_otherwise(scorecard, self.scorecards, self.ledger, self.period):
            source = source_of_row(extract, "team", "owed", member.row)
            yield Phrase(OWED_DIFFERS, source=source, person=member.name, here=f"{here:,f}", there=f"{there:,f}")

    def _missing_units(self) -> Iterator[Message]:
        """Units of the last close that hand nothing in now."""
        here = {one.unit_key for one in self.scorecards}
        last = self.ledger.in_force[-1] if self.ledger.in_force else None
        told: set[str] = set()
        for entry in last.entries if last is not None else ():
            known = {name_key(entry.unit), name_key(entry.unit_id)}
            if entry.entry == UNIT and entry.unit_key not in here | told and not known & self.left_out:
                told.add(entry.unit_key)
                if not self.refusals:
                    yield Phrase(UNIT_MISSING, unit=entry.unit)

    def _other_rates(self) -> Iterator[Message]:
        """Rates of closed months that the company plan has otherwise now."""
        if self.company is None:
            return
        for one in other_rates(self.company, self.ledger):
            told = {"of": one.of, "currency": one.currency, "there": one.there, "entry": one.entry}
            if one.row is None:
                yield Phrase(RATE_GONE, file=self.company.file, **told)
            else:
                source = source_of_row(self.company, RATES, "rate", one.row)
                yield Phrase(RATE_CHANGED, source=source, here=one.here, **told)

    def _rates(self) -> list[Entry]:
        """The actual rates of the company plan, as far as no close has them."""
        if self.company is None:
            return []
        missing = without_rate(self.company, self.period, {one.unit.currency for one in self.scorecards})
        if missing:
            names = ", ".join(missing)
            self.notes.append(Phrase(NO_RATE, file=self.company.file, period=self.period, names=names))
        return rate_entries(self.ledger, self.period, [rate for rate, _row in rates_of(self.company)])

    def _not_alike(self, scorecard: Scorecard, new: Sequence[Entry], after: Ledger) -> Iterator[Message]:
        """Where the workbook works out another commission or payout than the ledger does, before anything is paid.

        The draws of somebody whom two units pay in turn are settled by the ledger, which is noted.
        """
        own = [entry for entry in new if entry.unit_key == scorecard.unit_key]
        for member in scorecard.members:
            key = name_key(held_name(member.person_id))
            mine = [entry for entry in own if entry.person_key == key]
            for month in member.months:
                found = next(self._differing(scorecard, month, mine), None)
                if found is None:
                    continue
                column, here, there = found
                told = scorecard, member, month, column, (here, there)
                if column != "earned" and not after.settles_alone(scorecard.unit_key, key):
                    self.notes.append(self._other(*told, message=SETTLED_HERE))
                else:
                    yield self._other(*told)
                    break

    def _differing(
        self, scorecard: Scorecard, month: MemberMonth, entries: Sequence[Entry]
    ) -> Iterator[tuple[str, str, str]]:
        currency = scorecard.unit.currency
        own = [entry for entry in entries if entry.of == month.of]
        found: dict[str, Decimal] = {}
        for entry in own:
            if entry.entry == EARNED and entry.of == entry.period:
                found["earned"] = found.get("earned", Decimal(0)) + entry.amount("commission")
        for entry in own:
            if entry.entry == PAID:
                found |= {"payout": entry.amount("payout"), "balance": entry.amount("owed")}
        for column, there in found.items():
            here = money(amount(month.row, column), currency)
            if here != there:
                yield column, f"{here:,f}", f"{there:,f}"

    def _other(
        self,
        scorecard: Scorecard,
        member: Member,
        month: MemberMonth,
        column: str,
        values: tuple[str, str],
        message: str = NOT_ALIKE,
    ) -> Message:
        from xltargets.templates.team_scorecard.commission import Commission

        source = source_of_row(scorecard.extract, "commission", column, month.row)
        label = Phrase(Commission[column].label)
        told = {"of": month.of, "person": member.name, "here": values[0], "there": values[1]}
        return Phrase(message, source=source, label=label, **told)

    def _message(self, after: Ledger, new: Sequence[Entry]) -> Phrase:
        paid = [entry for entry in new if entry.entry == PAID]
        values = {
            "units": len(self.scorecards),
            "people": len({entry.person_key for entry in paid}),
            "payout": payouts(paid),
            "end": after.end,
        }
        return Phrase(DONE, period=self.period, **values)


def payouts(paid: Sequence[Entry]) -> str:
    """What is paid out in all, by currency."""
    sums = {currency: money(0, currency) for currency in sorted({entry.currency for entry in paid})}
    for entry in paid:
        sums[entry.currency] += entry.amount("payout")
    return ", ".join(f"{total:,f} {currency}" for currency, total in sums.items()) or "0"


def _told(extract: Extract, change: Change) -> Message:
    values = {"of": change.of, "person": change.person, "entry": change.entry}
    if change.row is None:
        return Phrase(PERSON_GONE, file=extract.file, **values)
    source = source_of_row(extract, change.table, change.column, change.row)
    if change.what is What.PAY:
        # Nothing that was typed is another: months that a plan adds up need the closed ones loaded.
        from xltargets.templates.team_scorecard.commission import Commission

        label = Phrase(Commission[change.column].label)
        told = {"of": change.of, "person": change.person, "here": change.here, "there": change.there}
        return Phrase(NOT_ALIKE, source=source, label=label, **told)
    message = TERMS_CHANGED if change.what is What.TERMS else CHANGED
    return Phrase(message, source=source, here=change.here, there=change.there, **values)
