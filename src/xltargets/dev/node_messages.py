"""For Babel: the messages that a file says by its syntax, a docstring for example, besides the marked ones."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from babel.messages.extract import extract_python

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from typing import IO

    Extractor = Callable[
        [IO[bytes], Mapping[str, Any], Collection[str], Any],
        Iterator[tuple[int, Any, Any, Any]],
    ]


def extractor(said: Callable[[ast.AST], Iterable[str]]) -> Extractor:
    """A method for Babel, which asks `said` for the messages of each node of a file."""

    def extract(
        fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
    ) -> Iterator[tuple[int, Any, Any, Any]]:
        yield from extract_python(fileobj, keywords, comment_tags, options)
        fileobj.seek(0)
        for node in ast.walk(ast.parse(fileobj.read())):
            for text in filter(None, said(node)):
                yield getattr(node, "lineno", 1), None, text, []

    return extract
