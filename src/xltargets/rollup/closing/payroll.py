"""The file for payroll: what each person is paid for a closed period, with the entries of the ledger behind it."""

from __future__ import annotations

import csv
import hashlib
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from xltargets.ledger.book import NOT_CLOSED
from xltargets.ledger.entry import PAID, LedgerProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xltargets.ledger.book import Ledger
    from xltargets.ledger.entry import Entry

COLUMNS = (
    "person_id",
    "person",
    "unit_id",
    "unit",
    "plan",
    "period",
    "of",
    "earned",
    "clawback",
    "recovered",
    "payout",
    "currency",
    "reference",
    "parts",
)
_SEVERAL = "; "


def payroll_text(ledger: Ledger, period: str) -> str:
    """A closed period as CSV: a line for each person and currency; who is paid nothing has one as well.

    Several payments of one person, such as those of two units, are one sum, and `parts` says what each of them is.
    """
    found = ledger.of(period)
    if found is None:
        raise LedgerProblem(NOT_CLOSED, period=period)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    people: dict[tuple[str, str], list[Entry]] = {}
    for entry in found.entries:
        if entry.entry == PAID:
            people.setdefault((entry.person_key, entry.currency), []).append(entry)
    for entries in people.values():
        writer.writerow(_line(entries))
    return text.getvalue()


def _line(entries: Sequence[Entry]) -> list[str]:
    """What one person is paid."""
    first = entries[0]

    def joined(name: str) -> str:
        return _SEVERAL.join(dict.fromkeys(getattr(one, name) for one in entries))

    who = [first.person_id, first.person, *map(joined, ("unit_id", "unit", "plan")), first.period, joined("of")]
    amounts = [
        f"{sum((one.amount(name) for one in entries), Decimal(0)):f}"
        for name in ("commission", "clawback", "recovered", "payout")
    ]
    references = _SEVERAL.join(f"{one.period}/{one.number}/{one.hash[:12]}" for one in entries)
    parts = [f"{one.unit_id or one.unit} {one.of} {one.amount('payout'):f}" for one in entries]
    return [*who, *amounts, first.currency, references, _SEVERAL.join(parts) if len(parts) > 1 else ""]


def digest(content: bytes) -> str:
    """SHA-256 of the file, which the ledger keeps."""
    return hashlib.sha256(content).hexdigest()
