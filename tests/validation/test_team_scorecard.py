"""The sample scorecard has no findings; what is found when it is broken in one way is in `rules`."""

from __future__ import annotations

import pytest
from tests.validation.built_scorecard import scorecard


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_the_scorecard_is_accepted_without_a_finding(language: str) -> None:
    assert scorecard(language).found() == []
