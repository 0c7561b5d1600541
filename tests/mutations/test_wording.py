"""Sentences about workbooks in Chinese name sheets and columns in Chinese; and what is looked for would be found."""

from __future__ import annotations

import random

import pytest

from tests.mutations.books import KEYS, copied, judged, recalculated
from tests.mutations.formulas import planted
from tests.mutations.inputs import slips
from tests.mutations.structure import bent
from tests.mutations.wording import amiss, unreadable

AT_A_TIME = 3
"""Of each kind and template, in the small run."""


def mistakes(key: str) -> list:
    return [list(planted(key)), slips(key), list(bent(key))]


def hold(key: str, chosen: list) -> None:
    lost = []
    for mistake in chosen:
        contents = copied(key)
        mistake.apply(contents)
        found = judged(recalculated(contents), key)
        lost += [f"{mistake}: {one}" for one in unreadable(found.fresh, is_chinese=True)]
    assert not lost, "\n".join(lost[:20])


@pytest.mark.nightly
@pytest.mark.parametrize("key", KEYS)
def test_some_in_chinese(key: str) -> None:
    named = f"{key}@zh-CN"
    chance = random.Random(named)
    hold(named, [one for kind in mistakes(named) for one in chance.sample(kind, min(AT_A_TIME, len(kind)))])


@pytest.mark.nightly
@pytest.mark.parametrize("key", KEYS)
def test_all_inputs_and_structure_in_chinese(key: str) -> None:
    named = f"{key}@zh-TW"
    hold(named, [one for kind in mistakes(named)[1:] for one in kind])


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Of periods.own_weight nothing is left.", ["periods.own_weight"]),
        ("The column own_weight is missing.", ["own_weight"]),
        ("Payout is 23574.0825688073; correct it.", ["23574.0825688073"]),
        ("Payout is 23,574.0825688073; correct it.", ["23,574.0825688073"]),
        ('Share has another formula: "=periods[own_weight]/settings_tot…". Copy it.', []),
        ("Payout is 23,574.08 of 123456789012345.", []),
    ],
)
def test_what_is_looked_for_is_found(sentence: str, found: list[str]) -> None:
    assert amiss(sentence) == found


def test_plain_names_are_found_in_chinese() -> None:
    assert amiss("表格 periods 没有汇总行。", is_chinese=True) == ["periods"]
    assert amiss("表格 periods 没有汇总行。") == []
