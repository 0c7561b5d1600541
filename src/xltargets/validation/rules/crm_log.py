"""XL5: what only a CRM log can get wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.crm_log import CRM_LOG
from xltargets.templates.crm_log.contacts import Contacts
from xltargets.templates.crm_log.customers import Customers
from xltargets.templates.crm_log.feedback import Feedback
from xltargets.templates.crm_log.opportunities import Opportunities
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.views.columns import NUMBER, TEXT
from xltargets.views.rows import code_in, has_code, is_empty, number_in, rows_where

if TYPE_CHECKING:
    from xltargets.validation.submission import Submission
    from xltargets.views.columns import Mask, TypedColumn
    from xltargets.views.slots import BoundTable

ONLY = (CRM_LOG.key,)
LONG_OPEN = 30.0
"""Days after which grave feedback should have been closed."""
CLOSED = {"Won": 1.0, "Lost": 0.0}
"""The stages of closed opportunities, and the probability that each has."""


@rule("XL531", "contact-without-consent", Severity.WARNING, templates=ONLY)
def contact_without_consent(submission: Submission) -> Iterator[Fault]:
    """A customer was contacted, and no consent is on record.

    What it does
        Looks for customers with a row in Contacts whose consent is blank or No.

    Why it matters
        Data protection law asks on what grounds people are contacted. Without a record nobody can tell.

    Example
        Delta Castings has Consent No, and Contacts has a visit of 3 March.

    How to repair
        Ask the customer and write down the answer with its day; until then, contact them no more.

    Safe repair
        None: only the customer can give consent.
    """
    contacted = _contacted(submission)

    def suspects(table: BoundTable, customer: TypedColumn, consent: TypedColumn) -> Mask:
        return ~customer.is_empty & (consent.is_empty | has_code(table.heading(Customers.consent), consent, "No"))

    for table, row in rows_where(submission.view, suspects, Customers.customer, Customers.consent):
        consent, customer = table.slot(Customers.consent, row), table.slot(Customers.customer, row)
        if customer.normal and customer.normal in contacted and (is_empty(consent) or code_in(consent) == "No"):
            message = N_("{customer} was contacted, and {label} is {found}.")
            if is_empty(consent):
                message = N_("{customer} was contacted, and {label} is empty.")
            yield Fault(
                consent.at,
                message,
                N_("Ask the customer, and write down the answer with its day."),
                consent.value,
                Phrase(N_("the customer's consent")),
                {"label": consent.label, "customer": customer.shown},
            )


def _contacted(submission: Submission) -> set[str]:
    """The customers with whom there was a contact, as names are compared."""
    table = submission.view.tables.get(Contacts.name)
    if table is None or Contacts.customer.identifier not in table.column_index:
        return set()
    customers = table.column(Contacts.customer.identifier)
    return {customers.pool.texts[key] for key in set(customers.keys[table.in_use].tolist())}


@rule("XL532", "grave-feedback-open", Severity.WARNING, templates=ONLY)
def grave_feedback_open(submission: Submission) -> Iterator[Fault]:
    """Grave feedback has been open for more than thirty days.

    What it does
        Looks in Feedback at rows of the severity High without a closing day, and counts the days from the day they were
        received to the day to judge by (--as-of, or today).

    Why it matters
        A customer whose grave complaint is not answered looks for another supplier.

    Example
        A complaint of severity High came in on 1 March; it is the end of May, and it is open.

    How to repair
        Solve it, tell the customer, and enter the day it was closed.

    Safe repair
        None.
    """

    def suspects(
        _table: BoundTable, _received: TypedColumn, severity: TypedColumn, closed: TypedColumn, _: object
    ) -> Mask:
        return closed.is_empty & severity.is_kind(TEXT)

    wanted = (Feedback.received, Feedback.severity, Feedback.closed, Feedback.customer)
    for table, row in rows_where(submission.view, suspects, *wanted):
        received, closed = number_in(table.slot(Feedback.received, row)), table.slot(Feedback.closed, row)
        if code_in(table.slot(Feedback.severity, row)) != "High" or received is None or not is_empty(closed):
            continue
        if submission.as_of - received > LONG_OPEN:
            yield Fault(
                closed.at,
                N_(
                    "Feedback of {customer} is grave and has been open for {days} {days:day|days}; expected {most} "
                    "at most."
                ),
                N_("Solve it, tell the customer, and enter the day it was closed."),
                submission.as_of - received,
                Phrase(N_("{most} {most:day|days} at most"), most=LONG_OPEN),
                {
                    "customer": table.slot(Feedback.customer, row).shown,
                    "days": submission.as_of - received,
                    "most": LONG_OPEN,
                },
            )


@rule("XL533", "won-incomplete", Severity.ERROR, templates=ONLY)
def won_incomplete(submission: Submission) -> Iterator[Fault]:
    """An opportunity is won, and has no amount or no closing day.

    What it does
        Looks in Opportunities at rows of the stage Won for a blank amount and a blank closing day.

    Why it matters
        It is missing in what was won this year, so the rest of the target looks greater than it is.

    Example
        O-17 is won and has no closing day.

    How to repair
        Enter what is missing, or choose the stage that it really has.

    Safe repair
        None.
    """

    def suspects(_table: BoundTable, stage: TypedColumn, amount: TypedColumn, closed: TypedColumn) -> Mask:
        return stage.is_kind(TEXT) & (amount.is_empty | closed.is_empty)

    wanted = (Opportunities.stage, Opportunities.amount, Opportunities.closed)
    for table, row in rows_where(submission.view, suspects, *wanted):
        if code_in(stage := table.slot(Opportunities.stage, row)) != "Won":
            continue
        for slot in (table.slot(Opportunities.amount, row), table.slot(Opportunities.closed, row)):
            if is_empty(slot):
                yield Fault(
                    slot.at,
                    N_("{label} of {opportunity} is empty, and its stage is {stage}."),
                    N_("Enter it, or choose the stage that it really has."),
                    expected=Phrase(N_("a value, because the opportunity is won")),
                    values={"label": slot.label, "opportunity": slot.row_key or "", "stage": stage.shown},
                )


@rule("XL535", "closed-out-of-time", Severity.ERROR, templates=ONLY)
def closed_out_of_time(submission: Submission) -> Iterator[Fault]:
    """An opportunity was closed before it was created, or in the future.

    What it does
        Compares the closing day in Opportunities with the day of creation and the day to judge by (--as-of, or today).

    Why it matters
        Age and sales cycle come out negative, and a win in the future is not won yet.

    Example
        O-17 was created on 5 May and closed on 2 May.

    How to repair
        Correct the day that is wrong.

    Safe repair
        None: which of the two is wrong is yours to say.
    """

    def suspects(_table: BoundTable, created: TypedColumn, closed: TypedColumn) -> Mask:
        backwards = created.is_kind(NUMBER) & (closed.values < created.values)
        return closed.is_kind(NUMBER) & (backwards | (closed.values > submission.as_of))

    for table, row in rows_where(submission.view, suspects, Opportunities.created, Opportunities.closed):
        created, closed = table.slot(Opportunities.created, row), table.slot(Opportunities.closed, row)
        first, last = number_in(created), number_in(closed)
        if last is None:
            continue
        if first is not None and last < first:
            yield Fault(
                closed.at,
                N_("{label} of {opportunity} is {day}, before {created}, when it was created."),
                N_("Correct the day that is wrong."),
                last,
                Phrase(N_("{created} or later"), created=created.shown),
                {
                    "label": closed.label,
                    "opportunity": closed.row_key or "",
                    "day": closed.shown,
                    "created": created.shown,
                },
            )
        elif last > submission.as_of:
            yield Fault(
                closed.at,
                N_("{label} of {opportunity} is {day}, which has not come yet."),
                N_("Enter it as the expected close, until the opportunity is won or lost."),
                last,
                Phrase(N_("a day that has come")),
                {"label": closed.label, "opportunity": closed.row_key or "", "day": closed.shown},
            )


@rule("XL536", "deal-slipping", Severity.WARNING, templates=ONLY)
def deal_slipping(submission: Submission) -> Iterator[Fault]:
    """An open opportunity should have been closed by now.

    What it does
        Looks in Opportunities at open ones whose expected close lies before the day to judge by (--as-of, or today).

    Why it matters
        Its amount still stands in the pipeline of a time that is over. Deals that slip are won less often.

    Example
        O-17 is in negotiation, was expected on 30 April, and it is the end of May.

    How to repair
        Ask the customer, and enter a new day, or close it.

    Safe repair
        None.
    """

    def suspects(_table: BoundTable, stage: TypedColumn, expected: TypedColumn) -> Mask:
        return stage.is_kind(TEXT) & expected.is_kind(NUMBER) & (expected.values < submission.as_of)

    for table, row in rows_where(submission.view, suspects, Opportunities.stage, Opportunities.expected):
        stage, expected = table.slot(Opportunities.stage, row), table.slot(Opportunities.expected, row)
        day = number_in(expected)
        if day is not None and day < submission.as_of and code_in(stage) and code_in(stage) not in CLOSED:
            yield Fault(
                expected.at,
                N_("{label} of {opportunity} was {day}, and its stage is {stage}."),
                N_("Ask the customer, and enter a new day, or close it."),
                day,
                Phrase(N_("a day that has not passed")),
                {
                    "label": expected.label,
                    "opportunity": expected.row_key or "",
                    "day": expected.shown,
                    "stage": stage.shown,
                },
            )


@rule("XL537", "follow-up-overdue", Severity.WARNING, templates=ONLY)
def follow_up_overdue(submission: Submission) -> Iterator[Fault]:
    """A customer should have been contacted by now.

    What it does
        Looks in Customers at the day of the next contact, which follows from the last one and the cadence of the tier,
        and compares it with the day to judge by (--as-of, or today).

    Why it matters
        Customers who hear nothing for longer than was agreed are the first to leave.

    Example
        A customer of tier A was last contacted on 1 March; with 30 days between contacts, the next was due on 31 March.

    How to repair
        Contact the customer and write it into Contacts, or choose another tier.

    Safe repair
        None.
    """

    def suspects(_table: BoundTable, _customer: TypedColumn, due: TypedColumn) -> Mask:
        return due.is_kind(NUMBER) & (due.values < submission.as_of)

    for table, row in rows_where(submission.view, suspects, Customers.customer, Customers.due):
        due = table.slot(Customers.due, row)
        day = number_in(due)
        if day is not None and day < submission.as_of:
            yield Fault(
                due.at,
                N_("{label} of {customer} was {day}, {days} {days:day|days} ago."),
                N_("Contact the customer and write it into Contacts, or choose another tier."),
                day,
                Phrase(N_("a day that has not passed")),
                {
                    "label": due.label,
                    "customer": due.row_key or "",
                    "day": due.shown,
                    "days": submission.as_of - day,
                },
            )


@rule("XL538", "probability-contradicts-stage", Severity.WARNING, templates=ONLY)
def probability_contradicts_stage(submission: Submission) -> Iterator[Fault]:
    """An opportunity's own probability says something else than its stage.

    What it does
        Compares the own probability, where there is one: won is 100 %, lost is 0 %, and an open one is neither.

    Why it matters
        Either the deal is decided and its stage was not changed, or the pipeline counts on what is not certain.

    Example
        O-17 is in negotiation with a probability of 100 %.

    How to repair
        Choose the stage that it has, or correct the probability; blank takes that of the stage.

    Safe repair
        None.
    """

    def suspects(_table: BoundTable, stage: TypedColumn, own: TypedColumn) -> Mask:
        return stage.is_kind(TEXT) & own.is_kind(NUMBER)

    for table, row in rows_where(submission.view, suspects, Opportunities.stage, Opportunities.own):
        stage, own = table.slot(Opportunities.stage, row), table.slot(Opportunities.own, row)
        code, probability = code_in(stage), number_in(own)
        if not code or probability is None:
            continue
        if code in CLOSED:
            wrong, expected = (
                probability != CLOSED[code],
                Phrase(N_("a probability of {share}"), share=f"{CLOSED[code]:.0%}"),
            )
        else:
            wrong, expected = probability in (0.0, 1.0), Phrase(N_("between 0 and 100 %"))
        if wrong:
            yield Fault(
                own.at,
                N_("{label} of {opportunity} is {share}, and its stage is {stage}; expected {expected}."),
                N_("Choose the stage that it has, or correct the probability."),
                probability,
                expected,
                {
                    "label": own.label,
                    "opportunity": own.row_key or "",
                    "share": f"{probability:.0%}",
                    "stage": stage.shown,
                },
            )
