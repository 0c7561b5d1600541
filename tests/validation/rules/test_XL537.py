"""XL537 follow-up-overdue: A customer should have been contacted by now."""

from __future__ import annotations

from tests.validation.built_log import Log, serial

from xltargets.templates.crm_log.contacts import Contacts
from xltargets.templates.crm_log.customers import Customers


def test_the_example() -> None:
    """A customer of tier A was last contacted on 1 March; with 30 days between contacts, the next was due on
    31 March.
    """
    log = Log()
    log.put_all(Contacts.day, Contacts.customer, "Northgate Terminals", serial(3, 1))
    due = log.slot(Customers.due, Customers.customer, "Northgate Terminals")
    assert log.found() == [("XL537", due.at.place)]
    assert log.slot(Customers.due, Customers.customer, "Northgate Terminals").value == serial(3, 31)


def test_it_is_told_the_day_after_it_was_due() -> None:
    """All were contacted on 29 May; tier A is due 30 days later, on 28 June."""
    due = serial(6, 28)
    assert "XL537" not in dict(Log().found(due))
    assert "XL537" in dict(Log().found(due + 1))
