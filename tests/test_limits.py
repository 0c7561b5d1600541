"""The limits of the house: a file, a function and a list of parameters that one still takes in at a glance."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from xltargets.functions import FUNCTIONS

ROOT = Path(__file__).parent.parent
FILES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
LINES_OF_A_FILE, LINES_OF_A_FUNCTION, PARAMETERS = 400, 60, 8
WORKSHEET = {function.python.__name__ for function in FUNCTIONS.values()}
"""Their parameters are the arguments that a person types in a cell; so are those of their oracles."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: str) -> Iterator[Function]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, Function))


def lines(function: Function) -> int:
    """From its name to its end, without its documentation."""
    count = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    return count - ((first.end_lineno or 0) - first.lineno + 1 if documented else 0)


def parameters(function: Function) -> int:
    """What a caller can give; the object itself is given by the dot."""
    given = function.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def faults(path: str, source: str) -> list[str]:
    found = []
    if (count := len(source.splitlines())) > LINES_OF_A_FILE:
        found.append(f"{path} has {count} lines, more than {LINES_OF_A_FILE}")
    for function in functions(source):
        place = f"{path}:{function.lineno} {function.name}"
        if (count := lines(function)) > LINES_OF_A_FUNCTION:
            found.append(f"{place} has {count} lines, more than {LINES_OF_A_FUNCTION}")
        is_worksheet = "tests/oracles/" in path or (function.name in WORKSHEET and "/xltargets/calc/" in path)
        if (count := parameters(function)) > PARAMETERS and not is_worksheet:
            found.append(f"{place} has {count} parameters, more than {PARAMETERS}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_keeps_the_limits(path: Path) -> None:
    assert faults(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) == []


def test_the_limits_are_seen() -> None:
    """Each limit just kept, and exceeded by one."""
    arguments = [f"a{number}" for number in range(9)]
    documented = '    """Of\n    three\n    lines."""\n'
    for source, expected in (
        ("x = 1\n" * 400, 0),
        ("x = 1\n" * 401, 1),
        ("def f():\n" + documented + "    x = 1\n" * 59, 0),
        ("def f():\n" + documented + "    x = 1\n" * 60, 1),
        (f"def f({', '.join(arguments[:8])}): ...\n", 0),
        (f"def f({', '.join(arguments)}): ...\n", 1),
        (f"class C:\n    def f(self, {', '.join(arguments[:7])}, *, a7): ...\n", 0),
        (f"def smart_check({', '.join(arguments)}): ...\n", 1),
    ):
        assert len(faults("src/xltargets/cli/one.py", source)) == expected, source
    assert faults("src/xltargets/calc/smart/one.py", f"def smart_check({', '.join(arguments)}): ...\n") == []
