"""XL5: personal data where it does not belong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.schema import Free, Kind
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.columns import TEXT, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CHINESE_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_TAIWAN_IDENTITY = re.compile(r"(?<![A-Za-z0-9])[A-Z][12]\d{8}(?!\d)")
_SOCIAL_SECURITY = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}-\d{2}-\d{4}(?![\d-])")
_PHONE = re.compile(
    r"(?<![\w.,])(?:\+\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,4}\d{2,4}|1[3-9]\d{9}|09\d{2}[ -]?\d{3}[ -]?\d{3}"
    r"|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?![\d.,]*\d)"
)
_KINDS = (
    (_EMAIL, N_("an e-mail address")),
    (_CHINESE_IDENTITY, N_("an identity number")),
    (_TAIWAN_IDENTITY, N_("an identity number")),
    (_SOCIAL_SECURITY, N_("an identity number")),
    (_PHONE, N_("a phone number")),
)


def personal(text: str) -> str | None:
    """What personal datum a text holds, None if none; to be translated.

    >>> personal("ring +49 170 1234567"), personal("ann@example.com"), personal("up 12% to 1,200,000 in 2026-03-31")
    ('a phone number', 'an e-mail address', None)
    """
    return next((kind for pattern, kind in _KINDS if pattern.search(text)), None)


@rule("XL561", "personal-data", Severity.ERROR)
def personal_data(submission: Submission) -> Iterator[Fault]:
    """A phone number, an identity number or an e-mail address stands in a text.

    What it does
        Looks through remarks, needs, summaries and other prose for what looks like one. The datum itself is not
        repeated in the finding.

    Why it matters
        Workbooks are sent around and rolled up. Whoever's data it is has not agreed to that.

    Example
        The needs of a customer hold "call +49 170 1234567".

    How to repair
        Delete it, and keep it where such data is kept.

    Safe repair
        None.
    """
    view = submission.view
    for table in view.tables.values():
        for column in table.columns:
            if not column.is_input or column.kind is not Kind.TEXT or column.free is not Free.PROSE:
                continue
            held = table.column(column.identifier)
            marked = places_of(held, TEXT, lambda text: personal(text) is not None)
            for row in held.rows(marked):
                slot = table.slot(column, row)
                what = personal(str(slot.value)) or ""
                yield Fault(
                    slot.at,
                    N_("{label} holds {what}."),
                    N_("Delete it, and keep it where such data is kept."),
                    None,
                    None,
                    {"label": slot.label, "what": Phrase(what)},
                )
