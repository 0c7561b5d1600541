"""A workbook that is filled into one that was drawn before is the same to the byte as one that is drawn for itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from xltargets.building.builder import build
from xltargets.building.moulds import Moulds
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.samples.companies import of_language
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling, with_offers


def _without_inputs(filling: Filling) -> Filling:
    """As many rows, with nothing in them."""
    return Filling({}, {name: [{} for _row in rows] for name, rows in filling.tables.items()})


def _otherwise(filling: Filling, quoted: str) -> Filling:
    """Other texts and numbers, some of them gone."""

    def other(value: Any, place: int) -> Any:
        if place % 5 == 0:
            return None
        if isinstance(value, str) and place % 3 == 0:
            return f"{quoted}{value} <&> 中"
        return value * 1.5 if type(value) is float else value

    tables = {
        name: [
            {key: other(value, row + place) for place, (key, value) in enumerate(one.items())}
            for row, one in enumerate(rows)
        ]
        for name, rows in filling.tables.items()
    }
    settings = {**filling.forms.get("settings", {}), "unit": "A < B", "owner": "Zoë"}
    return replace(filling, forms={**filling.forms, "settings": settings}, tables=tables)


@pytest.mark.parametrize("key", TEMPLATES)
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_same_as_one_by_itself(key: str, language: str, tmp_path: Path) -> None:
    template, translate = TEMPLATES[key], translator(language)
    full = with_offers(template, sample(key, of_language(language)))
    # In the third a text begins like a formula, and has a look that the first has not; the fourth follows that.
    fillings = [
        _without_inputs(full),
        full,
        _otherwise(full, "="),
        _otherwise(full, ""),
        full,
        Filling(),
        _without_inputs(full),
    ]
    moulds, alone, filled = Moulds(), tmp_path / "alone.xlsx", tmp_path / "filled.xlsx"
    for filling in fillings:
        own = build(template, alone, filling, language=language, translate=translate)
        held = build(template, filled, filling, language=language, translate=translate, moulds=moulds)
        assert filled.read_bytes() == alone.read_bytes()
        assert held.sheets == own.sheets


def test_only_inputs_are_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from xltargets.building.builder import _Builder

    drawn: list[Any] = []
    draw = _Builder.draw
    monkeypatch.setattr(_Builder, "draw", lambda self, book: drawn.append(book) or draw(self, book))
    moulds, template = Moulds(), TEMPLATES["risk-register"]
    for unit in ("North", "South", "East"):
        build(template, tmp_path / "one.xlsx", Filling({"settings": {"unit": unit}}), moulds=moulds)
    assert len(drawn) == 1
    build(template, tmp_path / "one.xlsx", Filling({"settings": {"decimals": 2}}), moulds=moulds)
    assert len(drawn) == 2
    # Charts say their amounts in the unit of large figures.
    build(template, tmp_path / "one.xlsx", Filling({"settings": {"shown_in": "Millions"}}), moulds=moulds)
    assert len(drawn) == 3
