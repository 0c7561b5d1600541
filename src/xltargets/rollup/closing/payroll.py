"""The file for payroll: what each person is paid for a closed period, with the entries of the ledger behind it."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import TYPE_CHECKING

from xltargets.ledger.book import NOT_CLOSED
from xltargets.ledger.entry import PAID, LedgerProblem

if TYPE_CHECKING:
    from xltargets.ledger.book import Ledger

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
)


def payroll_text(ledger: Ledger, period: str) -> str:
    """The lines of a closed period as CSV: a line for each payment; who is paid nothing has one as well."""
    found = ledger.of(period)
    if found is None:
        raise LedgerProblem(NOT_CLOSED, period=period)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in found.entries:
        if entry.entry == PAID:
            who = entry.person_id, entry.person, entry.unit_id, entry.unit, entry.plan, entry.period, entry.of
            amounts = [f"{entry.amount(one):f}" for one in ("commission", "clawback", "recovered", "payout")]
            writer.writerow([*who, *amounts, entry.currency, f"{entry.period}/{entry.number}/{entry.hash[:12]}"])
    return text.getvalue()


def digest(content: bytes) -> str:
    """SHA-256 of the file, which the ledger keeps."""
    return hashlib.sha256(content).hexdigest()
