"""No two blocks of a sheet stand in each other's cells, however long the tables are."""

from __future__ import annotations

from itertools import combinations

import pytest

from xltargets.building.placing import Plan
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.templates.schema import Form, Template


def overlapping(template: Template, filling: Filling) -> list[tuple[str, str]]:
    blocks = Plan(template, filling, lambda text: text).blocks
    return [
        (one, other)
        for (one, first), (other, second) in combinations(blocks.items(), 2)
        if first.sheet == second.sheet
        and first.area.left <= second.area.right
        and second.area.left <= first.area.right
        and first.area.top <= second.area.bottom
        and second.area.top <= first.area.bottom
    ]


def long_tables(template: Template) -> list[str]:
    """The tables that people fill; where each word of a drop-down may stand once, they cannot grow."""
    tables = [one for one in template.tables.values() if not issubclass(one, Form) and one.follows is None]
    return [
        table.name
        for table in tables
        if any(column.is_input for column in table.columns)
        and not any(column.choices is not None and (column.unique or column.key) for column in table.columns)
    ]


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize("key", TEMPLATES)
def test_each_table_may_be_long(key: str, count: int) -> None:
    template = TEMPLATES[key]
    for name in long_tables(template):
        assert overlapping(template, Filling({}, {name: [{}] * count})) == [], name


@pytest.mark.parametrize("key", TEMPLATES)
def test_all_tables_may_be_long(key: str) -> None:
    template = TEMPLATES[key]
    assert overlapping(template, Filling({}, {name: [{}] * 60 for name in long_tables(template)})) == []
