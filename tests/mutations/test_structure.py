"""Names, headers, labels, hidden sheets, protection and totals of every template: each change is told on its sheet."""

from __future__ import annotations

import random

import pytest

from tests.mutations.books import KEYS, MOST_ERRORS, copied, judged, recalculated
from tests.mutations.structure import Bent, bent
from tests.mutations.wording import unreadable

AT_A_TIME = 5
"""Of each template, in the small run."""


def hold(mistakes: list[Bent]) -> None:
    """All told on their sheets, and no flood of errors."""
    lost = []
    for mistake in mistakes:
        contents = copied(mistake.key)
        mistake.apply(contents)
        found = judged(recalculated(contents), mistake.key)
        lost += unreadable(found.fresh)
        on_it = [one for one in found.fresh if one.at.sheet == mistake.sheet]
        if not on_it or bool(found.errors) is not mistake.is_error or len(found.errors) > MOST_ERRORS:
            lost.append(f"{mistake}: {found.told}")
    assert not lost, f"{len(lost)} of {len(mistakes)}:\n" + "\n".join(lost[:20])


@pytest.mark.parametrize("key", KEYS)
def test_some_of_it(key: str) -> None:
    hold(random.Random(key).sample(list(bent(key)), AT_A_TIME))


@pytest.mark.nightly
@pytest.mark.parametrize("key", KEYS)
def test_all_of_it(key: str) -> None:
    hold(list(bent(key)))
