"""What a workbook is filled with: values of forms and rows of tables, before anything has a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from xltargets.templates.schema import Choosable

if TYPE_CHECKING:
    from xltargets.templates.schema import Template


@dataclass(frozen=True, slots=True)
class Filling:
    """What a workbook is filled with: values of forms, rows of tables, all by their stable keys."""

    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def value(self, form: str, field_name: str, default: Any) -> Any:
        """A form's value, or the declared default."""
        return self.forms.get(form, {}).get(field_name, default)


def with_offers(template: Template, filling: Filling) -> Filling:
    """The filling with every value that a drop-down would not offer yet added to the list that feeds it.

    Lists that people see and edit are fed; a table of its own meaning, such as people, is not.
    """
    lists: dict[str, dict[str, list[Any]]] = {}
    for declared in template.tables.values():
        for column in declared.columns:
            source, _dot, key = column.offered.partition(".") if isinstance(column.offered, str) else ("", "", "")
            if not source or not issubclass(template.tables[source], Choosable):
                continue
            listed = lists.setdefault(source, {}).setdefault(
                key, [row[key] for row in filling.tables.get(source, ()) if row.get(key)]
            )
            values = [row.get(column.identifier) for row in filling.tables.get(declared.name, ())]
            listed += [value for value in dict.fromkeys(values) if value and value not in listed]
    tables = dict(filling.tables)
    for source, columns in lists.items():
        rows = [dict(zip(columns, values, strict=True)) for values in zip_longest(*columns.values())]
        if rows:
            tables[source] = rows
    return Filling(filling.forms, tables)
