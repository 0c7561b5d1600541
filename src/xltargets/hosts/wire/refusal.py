"""What the Office.js server does not do, and the status that says so."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818  (no error of the program)
    """A request that is refused: an HTTP status, and a sentence without any of the request's content."""

    def __init__(self, status: int, sentence: str) -> None:
        """Take both."""
        super().__init__(status, sentence)
        self.status = status
        self.sentence = sentence
