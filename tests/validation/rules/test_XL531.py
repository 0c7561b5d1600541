"""XL531 contact-without-consent: A customer was contacted, and no consent is on record."""

from __future__ import annotations

from tests.validation.built_log import Log, serial

from xltargets.templates.crm_log.contacts import Contacts
from xltargets.templates.crm_log.customers import Customers


def test_the_example() -> None:
    """Delta Castings has Consent No, and Contacts has a visit of 3 March."""
    log = Log()
    place = log.put(Customers.consent, Customers.customer, "Delta Castings", "No")
    log.put(Contacts.day, Contacts.customer, "Delta Castings", serial(3, 3))
    assert log.found() == [("XL531", place)]


def test_no_consent_on_record() -> None:
    log = Log()
    place = log.put(Customers.consent, Customers.customer, "Northgate Terminals", None)
    assert log.found() == [("XL531", place)]


def test_a_customer_who_is_not_contacted() -> None:
    log = Log()
    log.put(Customers.consent, Customers.customer, "Northgate Terminals", None)
    log.put_all(Contacts.customer, Contacts.customer, "Northgate Terminals", "Seaway Logistics")
    assert log.found() == []
