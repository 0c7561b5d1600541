"""XL561 personal-data: a phone number, an identity number or an e-mail address stands in a text."""

from __future__ import annotations

from tests.validation.built_log import Log

from xltargets.templates.crm_log.customers import Customers


def test_the_example() -> None:
    """The needs of a customer hold "call +49 170 1234567"."""
    log = Log()
    place = log.put(Customers.needs, Customers.customer, "Delta Castings", "call +49 170 1234567")
    assert log.found() == [("XL561", place)]
