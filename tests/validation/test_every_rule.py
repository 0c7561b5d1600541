"""Each rule has a file of tests that is found by its code, and in it the example of its page, tried."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from xltargets.validation.registry import rules

FOLDER = Path(__file__).parent / "rules"


def example(code: str) -> ast.FunctionDef | None:
    """The test that tries the example."""
    path = FOLDER / f"test_{code}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return next((one for one in functions if one.name == "test_the_example"), None)


def in_one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def test_each_rule_has_its_file_and_each_file_its_rule() -> None:
    assert {path.stem.removeprefix("test_") for path in FOLDER.glob("test_*.py")} == set(rules())


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_the_example_of_its_page_is_tried(rule) -> None:
    """Word for word, so that whoever changes the page looks at the test; which says that this code is found."""
    found = example(rule.code)
    assert found is not None
    assert in_one_line(ast.get_docstring(found)) == in_one_line(rule.sections["Example"])
    asserted = [ast.unparse(node) for node in ast.walk(found) if isinstance(node, ast.Assert)]
    assert any(rule.code in one for one in asserted), asserted
