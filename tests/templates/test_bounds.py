"""Every input column says what it can hold, or why anything is right in it."""

from __future__ import annotations

import pytest

from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Column, Kind

INPUTS = [
    pytest.param(template, column, id=f"{key}:{column}")
    for key, template in TEMPLATES.items()
    for table in template.tables.values()
    for column in table.columns
    if column.is_input
]


def is_bounded(column: Column) -> bool:
    """Whether it has a list, a reference, a range, days or a form."""
    return any(
        (
            column.choices is not None,
            column.references is not None,
            column.offered is not None,
            bool(column.known),
            column.minimum is not None or column.maximum is not None,
            column.when is not None,
            column.pattern is not None,
            column.kind is Kind.FLAG,
        )
    )


@pytest.mark.parametrize(("template", "column"), INPUTS)
def test_it_says_what_it_can_hold_or_why_it_is_free(template, column: Column) -> None:
    assert is_bounded(column) or column.free is not None
    if column.kind in (Kind.DATE, Kind.MONTH):
        assert column.when is not None
        assert column.free is None


@pytest.mark.parametrize(("template", "column"), INPUTS)
def test_where_names_are_looked_up_is_there(template, column: Column) -> None:
    references = [one for one in (column.references, column.offered, *column.known) if isinstance(one, str)]
    for reference in references:
        assert template.column(reference).kind in (Kind.TEXT, Kind.CHOICE)
