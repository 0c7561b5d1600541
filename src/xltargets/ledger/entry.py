"""One line of the ledger: its fields, and its canonical text, which is what is hashed and what the file holds."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from decimal import Decimal

from xltargets.errors import N_, Phrase, Problem, describe
from xltargets.units.defusing import defused
from xltargets.units.money import money
from xltargets.units.names import name_key

CLOSE, EARNED, PAID, UNIT, REOPEN, PAYROLL = "close", "earned", "paid", "unit", "reopen", "payroll"
RATE, OPENING = "rate", "opening"
KINDS = (CLOSE, OPENING, EARNED, PAID, UNIT, RATE, REOPEN, PAYROLL)
"""What an entry says: a close begins, what a person owed from draws before the ledger began, what one month of a person
earns, what is paid for it, a unit's target and actual of a month, what a currency was worth in it; a close is taken
back, a period went to payroll."""

AMOUNTS = ("quota", "credit", "commission", "clawback", "draw", "recovered", "payout", "owed")
PERIODS = ("period", "of")
FIRST = "0" * 64
"""What stands for the hash before the first entry."""

_AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_PERIOD = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HASH = re.compile(r"[0-9a-f]{64}")


class LedgerProblem(Problem):
    """What is wrong with a ledger, or why something cannot be entered in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line. Texts are canonical (`text_of`), amounts have the decimals of the currency, and are None where none is
    meant. The fields stand in the order of the file's columns."""

    number: int
    entry: str
    period: str
    """In which it is booked, such as 2026-03."""
    of: str = ""
    """The month that it belongs to: a late deal of February that is booked in March is of 2026-02. Of a close, the
    first month of the year."""
    unit_id: str = ""
    unit: str = ""
    person_id: str = ""
    person: str = ""
    plan: str = ""
    """The commission plan in force, by the day from which it holds."""
    currency: str = ""
    quota: Decimal | None = None
    """Of the month; of a unit, its target."""
    credit: Decimal | None = None
    """What this close adds to the month's credit; of a unit, its actual."""
    commission: Decimal | None = None
    """What this close adds to the month's commission; of a payment, the sum of all that it books."""
    clawback: Decimal | None = None
    draw: Decimal | None = None
    recovered: Decimal | None = None
    payout: Decimal | None = None
    owed: Decimal | None = None
    """What the person still owes from draws after this payment."""
    terms: str = ""
    """The tiers and cap in force, of a payment how the draw is settled: see `ledger.terms`. Of a rate, what one of the
    currency was worth: see `ledger.rates`."""
    by: str = ""
    day: str = ""
    note: str = ""
    """Of a close, how many entries follow; of a reopening, its reason; of a payroll, the SHA-256 of its file."""
    hash: str = ""

    @property
    def unit_key(self) -> str:
        """What tells a unit from others: its id, else its name."""
        return name_key(self.unit_id) or f"name:{name_key(self.unit)}"

    @property
    def person_key(self) -> str:
        """What tells a person from others: the id, which a move to another unit keeps; without one name and unit."""
        return name_key(self.person_id) or f"name:{name_key(self.person)}@{self.unit_key}"

    @property
    def pay_plan(self) -> str:
        """The ID of the plan, before the day of its rates; "" where Rates hold."""
        return self.plan.rpartition(" ")[0]

    def amount(self, name: str) -> Decimal:
        """An amount, 0 where none is meant."""
        value: Decimal | None = getattr(self, name)
        return Decimal(0) if value is None else value

    def texts(self) -> list[str]:
        """Its fields as the file holds them, the hash last."""
        return [_shown(getattr(self, name)) for name in FIELDS]


FIELDS = tuple(one.name for one in fields(Entry))
"""The columns of the file, in their order."""
SEPARATOR = "\t"
"""Between the fields of the canonical text: no field has one."""


def text_of(value: object) -> str:
    r"""A text as the ledger holds it: composed letters (NFC), single blanks, nothing that a spreadsheet would work out.

    >>> text_of(" Ann\t Lee\n"), text_of("=1+1"), text_of("Jose\u0301") == "José", text_of(None)
    ('Ann Lee', "'=1+1", True, '')
    """
    if value is None:
        return ""
    composed = unicodedata.normalize("NFC", str(value))
    plain = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in composed)
    held: str = defused(" ".join(plain.split()))
    return held


def _shown(value: object) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def entry_of(texts: dict[str, str], place: Phrase) -> Entry:
    """An entry from the texts of a file; what it cannot be is a `LedgerProblem` that names the column.

    A spreadsheet program that saved the file may have written 1200 for 1200.00: an amount is what it is worth.
    """
    given: dict[str, object] = {name: text_of(texts[name]) for name in FIELDS}
    if not texts["number"].isascii() or not texts["number"].isdigit():
        raise _not(place, "number", texts["number"], N_("expected the number of the entry"))
    given["number"] = int(texts["number"])
    if texts["entry"] not in KINDS:
        expected = N_("expected one of {kinds}")
        raise _not(place, "entry", texts["entry"], expected, kinds=", ".join(KINDS))
    for name in PERIODS:
        if (texts[name] or name == "period") and not _PERIOD.fullmatch(texts[name]):
            raise _not(place, name, texts[name], N_("expected a month as 2026-03"))
    if texts["day"] and not _DAY.fullmatch(texts["day"]):
        raise _not(place, "day", texts["day"], N_("expected a day as 2026-03-31"))
    if not _HASH.fullmatch(texts["hash"]):
        raise _not(place, "hash", texts["hash"], N_("expected 64 digits and letters from a to f"))
    for name in AMOUNTS:
        if texts[name] and not _AMOUNT.fullmatch(texts[name]):
            raise _not(place, name, texts[name], N_("expected an amount as 1234.50"))
        given[name] = money(Decimal(texts[name]), texts["currency"]) if texts[name] else None
    return Entry(**given)  # type: ignore[arg-type]


def _not(place: Phrase, name: str, found: str, expected: str, **values: object) -> LedgerProblem:
    message = N_(
        "{place}, column {column}: found {found}; {expected}. A spreadsheet program may have saved the ledger over; "
        "take back the copy that was kept."
    )
    return LedgerProblem(
        message, place=place, column=name, found=describe(found or None), expected=Phrase(expected, **values)
    )
