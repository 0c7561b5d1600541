"""XL591 credit-shares-not-whole: the shares of a sale are not 100% together, or it is not clear whose they are."""

from __future__ import annotations

from tests.validation.built_scorecard import scorecard

from xltargets.templates.team_scorecard.credits import Credits

TWO, THREE = "O-27", "O-36"


def test_the_example() -> None:
    """Chen has 70% of a sale and Ben 20%."""
    book = scorecard()
    book.put(Credits.share_2, TWO, 0.2)
    assert book.found() == [("XL591", book.place(Credits.share_1, TWO))]
    assert "90% together" in book.judged().findings[0].message()


def test_a_member_without_a_share_and_a_share_of_nobody() -> None:
    book = scorecard()
    book.put(Credits.share_1, THREE, 0.8)
    lacking = book.put(Credits.share_3, THREE, None)
    nobody = book.put(Credits.member_2, TWO, None)
    told = [place for code, place in book.found() if code == "XL591"]
    assert sorted(told) == sorted([lacking, nobody])


def test_a_member_twice() -> None:
    book = scorecard()
    twice = book.put(Credits.member_2, TWO, "Chen Wei")
    assert ("XL591", twice) in book.found()
