"""For Babel: what lists say of the rules, the first lines of their docstrings, besides the marked messages.

Named in pyproject.toml as the method for the files that have rules.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from babel.messages.extract import extract_python

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import IO

_MARK = "rule"


def extract(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[tuple[int, Any, Any, Any]]:
    """Each message of a file as Babel wants it."""
    yield from extract_python(fileobj, keywords, comment_tags, options)
    fileobj.seek(0)
    for node in ast.walk(ast.parse(fileobj.read())):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and any(_registers(one) for one in node.decorator_list):
            yield node.lineno, None, (ast.get_docstring(node) or "").partition("\n")[0], []


def _registers(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == _MARK
