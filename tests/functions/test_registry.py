"""The registry against the public contract, and the documentation that hosts show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conformance.formula import Reader
from tests.conformance.test_conformance import rows_of, same, serial
from xltargets.functions import FUNCTIONS, call

CONTRACT = Path(__file__).parents[3] / "shared" / "functions-2.md"

BEYOND = {"TARGET_GRID": "[fixed], [first=1]"}
"""Arguments that a function takes at its end besides the contract's: cells that are fixed while the rest shares."""


def contract_signatures() -> dict[str, str]:
    text = CONTRACT.read_text(encoding="utf-8")
    return {found[1]: found[0] for found in re.findall(r"^\| `(([A-Z0-9_]+)\(.*?\))` \|", text, re.MULTILINE)}


@pytest.mark.skipif(not CONTRACT.exists(), reason="the contract does not lie beside this checkout")
def test_signatures_are_the_contracts() -> None:
    contract = contract_signatures()
    assert set(FUNCTIONS) == set(contract)
    for name, function in FUNCTIONS.items():
        expected = contract[name].replace("(…same…)", "").replace("(…same…, ", "(")
        if name in BEYOND:
            assert function.signature == f"{expected.removesuffix(')')}, {BEYOND[name]})"
        elif "…same…" not in contract[name]:
            assert function.signature == expected


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_documentation_is_complete(function) -> None:
    documentation = function.documentation
    assert documentation.summary.endswith(".")
    assert len(documentation.summary) <= 255
    assert documentation.returns
    assert documentation.source
    assert documentation.formula
    assert list(documentation.arguments) == [parameter.name for parameter in function.parameters]
    for text in documentation.arguments.values():
        assert 0 < len(text) <= 255
    assert documentation.examples or function.area == "Help"
    assert set(documentation.errors) <= {"#VALUE!", "#NUM!", "#DIV/0!", "#N/A"}
    assert re.fullmatch(r"[A-Z][A-Z0-9_.]{2,}", function.name)
    assert ">>> " in (function.python.__doc__ or "")


@pytest.mark.parametrize(
    ("formula", "result"),
    [(example.formula, example.result) for one in FUNCTIONS.values() for example in one.documentation.examples],
)
def test_examples_of_the_documentation_are_right(formula: str, result: str) -> None:
    if result.startswith("{"):
        reader = Reader("=ROWS({" + result.strip("{}") + "})", {})
        expected = reader.arguments()[0]
    else:
        expected = Reader(f"=VALUE({result if re.match('[-#0-9]', result) else quoted(result)})", {}).arguments()[0]
    reader = Reader(formula, {})
    found = call(reader.name, reader.arguments(), lambda: serial("2026-01-15"))
    assert nearly(found, expected), f"{formula} gives {found}"


def quoted(word: str) -> str:
    return word if word.startswith('"') or word in {"TRUE", "FALSE"} else f'"{word}"'


def nearly(found, expected) -> bool:
    """Documentation shows up to 15 digits."""
    return all(
        same(one, other)
        or (isinstance(one, float) and isinstance(other, float) and one == pytest.approx(other, rel=1e-13))
        for row, others in zip(rows_of(found), rows_of(expected), strict=True)
        for one, other in zip(row, others, strict=True)
    )


def test_see_also_names_functions_of_the_contract() -> None:
    if not CONTRACT.exists():
        pytest.skip("the contract does not lie beside this checkout")
    known = contract_signatures()
    for function in FUNCTIONS.values():
        assert set(function.documentation.see_also) <= set(known)
