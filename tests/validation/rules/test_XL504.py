"""XL504 weights-not-whole: the weights of a form do not come to 100 %."""

from __future__ import annotations

from tests.validation.built_plan import found, plan, put


def test_the_example() -> None:
    """The weights of the criteria for channels come to 90 %."""
    workbook = plan()
    put(workbook, "channel_weights.reach", 0.2)
    assert found(workbook) == [("XL504", "Channels!B14:B18")]
