"""Which of the accepted workbooks are in the figures: one of each unit and kind, of one year and currency."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xltargets.calc.named_year import named_year
from xltargets.errors import N_, Message, Phrase
from xltargets.rollup.rates import CURRENCY, currency_of, rates_in
from xltargets.rollup.terms import Terms
from xltargets.rollup.year_kinds import OTHERWISE, division, pattern_of, said
from xltargets.spine.identity import Claim, Units, units_of
from xltargets.spine.order import AHEAD, Copy, is_ahead, order
from xltargets.templates.year_kinds import PATTERN_OF
from xltargets.units.days import day_of, is_serial, serial_of
from xltargets.units.names import name_key
from xltargets.workbooks.safekeeping import OWN_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xltargets.calc.named_year import NamedYear
    from xltargets.rollup.extraction import Collected, Extract
    from xltargets.rollup.rates import Rates
    from xltargets.workbooks.contents import Saved

PLAN, SCORECARD, LOG, REGISTER, COMPANY = (
    "target-plan",
    "team-scorecard",
    "crm-log",
    "risk-register",
    "company-scorecard",
)
YEAR_UNSURE = N_("as many workbooks are of another year; name the company's plan with --parent")
OTHER_YEAR = N_("its year begins on {found}, that of the others on {expected}")
DIVISION_UNSURE = N_("as many workbooks divide the year otherwise; name the company's plan with --parent")
CURRENCY_UNSURE = N_("as many workbooks are in another currency; name the company's plan with --parent")
OTHER_CURRENCY = N_("its amounts are in {found}, those of most in {expected}")
NO_RATE = N_("the amounts of {unit} are in {found}, and {source} has no exchange rate to {expected}")
OTHER_THAN_UNIT = N_("its amounts are in {found}, those of {unit} in {expected}")
FOREIGN = (CURRENCY_UNSURE, OTHER_CURRENCY, NO_RATE, OTHER_THAN_UNIT)
"""Why a workbook is left out for its currency."""
OWNERS = (PLAN, SCORECARD)
"""The kinds that hold a unit's own targets and actuals."""


@dataclass
class Admission:
    """What counts, what does not and why, and what is to be settled about what counts."""

    collected: list[Collected]
    parent: Extract | None = None
    terms: Terms = field(default_factory=Terms)
    disagreeing: Mapping[str, Message] = field(default_factory=dict)
    """Files that a rule across workbooks refuses, and why."""
    home: Extract | None = None
    """A company scorecard that is not among the files, whose rates hold where there is no company's plan."""
    adds: bool = True
    """Whether amounts are added over units, which several currencies without rates keep from being right."""
    left_out: dict[str, Message] = field(default_factory=dict)
    """Accepted files that are in no figure, and why."""
    superseded: set[str] = field(default_factory=set)
    """Those of them whose place another file takes."""
    notes: dict[str, list[Phrase]] = field(default_factory=dict)
    """What is to be settled about files that count."""
    unit_of: dict[str, str] = field(default_factory=dict)
    """The key of the unit of each file that counts."""
    doubtful: set[str] = field(default_factory=set)
    """Those left out because nobody can tell whose they are."""
    undecided: set[tuple[str, str]] = field(default_factory=set)
    """Kind and unit where there are several workbooks, and somebody must say which counts."""
    expected: dict[str, str] = field(default_factory=dict)
    """Units that should be in the figures, by name key, as they are written."""

    _in_one_currency: dict[str, Extract] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Judge every file, each by the first thing that keeps it out."""
        self.preferred = self._preferred()
        self.rates = self._rates()
        if self.rates is not None and self.terms.ledger is not None:
            self.rates = self.rates.as_closed(self.terms.ledger.book)
        self.currency = self.rates.currency if self.rates else self._common(CURRENCY, _currency)
        self.year_start = self._common("settings.year_start", lambda value: value)
        self.division = self._common_division()
        for one in self._read():
            reason = self._stranger(one) or self.disagreeing.get(one.file)
            if reason is not None:
                self.left_out[one.file] = reason
        self._keep_units(self._identify())
        self._keep_currencies()
        self._keep_newest()
        self._expect()

    def _rates(self) -> Rates | None:
        """Of the company's plan, else of the company's scorecard."""
        if self.parent is not None:
            return rates_in(self.parent)
        scorecards = (one.extract for one in self._read() if one.extract and one.extract.template == COMPANY)
        return rates_in(self.home) or next((found for one in scorecards if (found := rates_in(one))), None)

    def _preferred(self) -> frozenset[str]:
        wanted = {path.resolve() for path in self.terms.prefer}
        return frozenset(one.file for one in self.collected if one.path.resolve() in wanted)

    def _read(self) -> Iterator[Collected]:
        return (one for one in self.collected if one.extract is not None)

    def counted(self) -> Iterator[Extract]:
        """The workbooks that are in the figures."""
        return (one.extract for one in self.collected if one.extract is not None and one.file not in self.left_out)

    @cached_property
    def units(self) -> dict[str, dict[str, Extract]]:
        """The workbooks that are in the figures, by unit and kind."""
        found: dict[str, dict[str, Extract]] = {}
        for extract in self.counted():
            found.setdefault(self.unit_of[extract.file], {})[extract.template] = extract
        return found

    def _common(self, reference: str, key: Any) -> Any:
        """What the company's plan says, else most plans and scorecards; None where as many say one thing as another."""
        if self.parent is not None:
            return key(self.parent.fields.get(reference))
        extracts = [one.extract for one in self._read() if one.extract is not None and one.extract.template != COMPANY]
        owners = [extract for extract in extracts if extract.template in OWNERS] or extracts
        return _most(key(extract.fields.get(reference)) for extract in owners)

    def _common_division(self) -> tuple[str, float] | None:
        """Of the company's plan, else of most workbooks of the year."""
        if self.parent is not None:
            return division(self.parent)
        extracts = [one.extract for one in self._read() if one.extract is not None and one.extract.template != COMPANY]
        extracts = [one for one in extracts if one.fields.get("settings.year_start") == self.year_start]
        owners = [one for one in extracts if one.template in OWNERS] or extracts
        found: tuple[str, float] | None = _most(division(one) for one in owners)
        return found

    @property
    def year(self) -> NamedYear | None:
        """The year that the figures are of, by names and days."""
        kind, weeks = self.division or ("", 0.0)
        return named_year(self.year_start, PATTERN_OF.get(kind), weeks)

    @property
    def weeks(self) -> dict[str, Any]:
        """The settings that divide a year into weeks; none for one of months."""
        kind, weeks = self.division or ("", 0.0)
        return {"year_kind": kind, "weeks": int(weeks)} if kind in PATTERN_OF else {}

    def _stranger(self, one: Collected) -> Phrase | None:
        """Why a workbook cannot be added to the others, whatever unit it is of."""
        extract = one.extract
        assert extract is not None
        if OWN_FOLDER in one.path.absolute().parts:
            return Phrase(N_("it is a copy that xltargets kept, and no submission"))
        if extract.template == COMPANY:
            return Phrase(N_("it is a company scorecard itself"))
        year = extract.fields.get("settings.year_start")
        if self.year_start is None:
            return Phrase(YEAR_UNSURE)
        if year != self.year_start:
            days = {"found": _shown_day(year), "expected": _shown_day(self.year_start)}
            return Phrase(OTHER_YEAR, **days)
        if self.division is None:
            return Phrase(DIVISION_UNSURE)
        if division(extract) != self.division:
            return Phrase(OTHERWISE, found=pattern_of(extract), expected=said(self.division))
        return self._foreign(extract) if self.adds else None

    def _foreign(self, extract: Extract) -> Phrase | None:
        """Why its amounts cannot be put into the company's currency."""
        found = currency_of(extract)
        if self.rates is not None:
            if self.rates.rate(found) is not None:
                return None
            unit = extract.text("settings.unit")
            return Phrase(NO_RATE, unit=unit, found=found, source=self.rates.file, expected=self.rates.currency)
        if self.currency is None:
            return Phrase(CURRENCY_UNSURE)
        if found == self.currency:
            return None
        if self.parent is not None:
            unit, source = extract.text("settings.unit"), self.parent.file
            return Phrase(NO_RATE, unit=unit, found=found, source=source, expected=self.currency)
        return Phrase(OTHER_CURRENCY, found=found, expected=self.currency)

    def _identify(self) -> Units:
        claims = [
            Claim(
                extract.file,
                extract.template,
                extract.text("settings.unit"),
                extract.text("settings.unit_id"),
                extract.template == PLAN,
            )
            for extract in self.counted()
        ]
        return units_of(claims, self.parents_teams(), self.terms.separate, self.preferred)

    def parents_teams(self) -> list[str]:
        """The teams that the company's own plan lists, by name."""
        return [name for name in teams_of(self.parent) if name] if self.parent is not None else []

    def _keep_units(self, units: Units) -> None:
        self.left_out |= units.asked
        self.doubtful = set(units.asked)
        self.unit_of = dict(units.unit_of)

    def _keep_currencies(self) -> None:
        """All workbooks of a unit are in one currency: that of the company's plan for it, else of its own plan."""
        if not self.adds or self.rates is None:
            return
        own = {self.unit_of[one.file]: currency_of(one) for one in self.counted() if one.template == PLAN}
        for extract in list(self.counted()):
            names = (name_key(extract.text(f"settings.{key}")) for key in ("unit_id", "unit"))
            given = next((self.rates.of_units[name] for name in names if name in self.rates.of_units), None)
            expected = given or own.get(self.unit_of[extract.file])
            if expected is not None and currency_of(extract) != expected:
                words = {"found": currency_of(extract), "unit": extract.text("settings.unit"), "expected": expected}
                self.left_out[extract.file] = Phrase(OTHER_THAN_UNIT, **words)

    def _keep_newest(self) -> None:
        """Of several of one kind and unit, one counts; a refused one that is newer is told."""
        groups: dict[tuple[str, str], list[Extract]] = {}
        for extract in self.counted():
            groups.setdefault((extract.template, self.unit_of[extract.file]), []).append(extract)
        saved = {one.file: one.saved for one in self.collected}
        for extracts in groups.values():
            copies = [Copy(extract.file, saved[extract.file], extract.typed) for extract in extracts]
            unit = extracts[0].text("settings.unit")
            for file, verdict in order(copies, self.terms.now, self.preferred, unit).items():
                self.left_out[file] = verdict.reason
                if verdict.is_superseded:
                    self.superseded.add(file)
                else:
                    self.undecided.add((extracts[0].template, self.unit_of[file]))
        self._leave_out_without_plan()
        for one in self.collected:
            if one.extract is None and one.unit and one.template:
                self._tell_refused(one, groups, saved)
            elif one.extract is not None and one.file not in self.left_out and is_ahead(one.saved, self.terms.now):
                assert one.saved.modified is not None
                self.note(one.file, Phrase(AHEAD, day=one.saved.modified.date().isoformat()))

    def _leave_out_without_plan(self) -> None:
        """While nobody has said which plan of a unit counts, its scorecard's quotas must not stand for the target."""
        for extract in list(self.counted()):
            if extract.template == SCORECARD and (PLAN, self.unit_of[extract.file]) in self.undecided:
                message = N_("which plan of {unit} counts is to be decided first")
                self.left_out[extract.file] = Phrase(message, unit=extract.text("settings.unit"))

    def _tell_refused(
        self, refused: Collected, groups: dict[tuple[str, str], list[Extract]], saved: dict[str, Saved]
    ) -> None:
        for extract in groups.get((refused.template or "", name_key(refused.unit)), []):
            if extract.file in self.left_out:
                continue
            mine, theirs = saved[extract.file], refused.saved
            if (mine.revision, _time(mine.modified)) <= (theirs.revision, _time(theirs.modified)):
                message = N_("{other} of the same unit is no older and was refused; this one stands until it is mended")
                self.note(extract.file, Phrase(message, other=refused.file))

    def exchanged(self, extract: Extract) -> Extract:
        """A workbook that counts, with its amounts in the company's currency."""
        if self.rates is None:
            return extract
        if extract.file not in self._in_one_currency:
            self._in_one_currency[extract.file] = self.rates.exchanged(extract)
        return self._in_one_currency[extract.file]

    def note(self, file: str, phrase: Phrase) -> None:
        """Something to be settled."""
        self.notes.setdefault(file, []).append(phrase)

    def _expect(self) -> None:
        """Units that are in the figures, or are not but should be."""
        for name in self.parents_teams():
            self.expected.setdefault(name_key(name), name)
        for one in self.collected:
            undecided = one.file in self.left_out and one.file in self.unit_of and one.file not in self.superseded
            refused = one.extract is None
            if one.template in OWNERS and one.unit and (refused or undecided or self._is_foreign(one)):
                self.expected.setdefault(name_key(one.unit), one.unit)

    def _is_foreign(self, one: Collected) -> bool:
        """Whether it is left out for its currency: the unit is one of the company all the same."""
        extract = one.extract
        return (
            extract is not None
            and one.file in self.left_out
            and extract.fields.get("settings.year_start") == self.year_start
            and isinstance(reason := self.left_out[one.file], Phrase)
            and reason.message in FOREIGN
        )


def _most(values: Iterable[Any]) -> Any:
    """What most say; None where as many say one thing as another."""
    found = Counter(values).most_common(2)
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        return None
    return found[0][0]


def teams_of(plan: Extract) -> list[str]:
    """The name of the team in each row of a company's Units, "" for none; an ID of the sheet Company is its unit."""
    units = [row.values for row in plan.rows.get("organisation", [])]
    names = {name_key(unit.get("unit_id")): str(unit.get("unit") or "") for unit in units if unit.get("unit_id")}
    said = [str(row.values.get("team") or "") for row in plan.rows["units"]]
    return [names.get(name_key(team)) or team for team in said]


def is_the_companys(plan: Extract, template: str, unit_id: str, unit: str) -> bool:
    """Whether a log or register is of the company as a whole, and not of a unit of its plan."""
    own = plan.text("settings.unit_id")
    named = name_key(unit) == name_key(plan.text("settings.unit"))
    return template in (LOG, REGISTER) and named and name_key(unit_id) == name_key(own)


def _currency(value: Any) -> str | None:
    return None if value is None else str(value).strip().upper()


def _shown_day(value: Any) -> str:
    return day_of(value).isoformat() if is_serial(value) else "–"


def _time(moment: Any) -> float:
    return 0.0 if moment is None else serial_of(moment)


def questions(notes: Iterable[Phrase], translate: Any) -> str:
    """Notes of one file as one text."""
    return "; ".join(note.sentence(translate) for note in notes)
