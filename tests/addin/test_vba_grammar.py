"""The modules, read back from the built add-in, parsed by a grammar of Visual Basic that is not ours (antlr4-vba)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.addin.test_xlam import extracted
from xltargets.addin.excel import vba, xlam

pytestmark = pytest.mark.nightly

antlr4 = pytest.importorskip("antlr4", reason="antlr4-vba is not installed: pip install antlr4-vba")
pytest.importorskip("antlr4_vba", reason="antlr4-vba is not installed: pip install antlr4-vba")
OURS = [name for name in vba.modules() if name != "ThisWorkbook"]


def problems(source: str) -> list[str]:
    from antlr4.error.ErrorListener import ErrorListener
    from antlr4_vba.vbaLexer import vbaLexer
    from antlr4_vba.vbaParser import vbaParser

    class Listener(ErrorListener):
        def syntaxError(self, _who: Any, _what: Any, line: int, column: int, message: str, _why: Any) -> None:
            found.append(f"{line}:{column}: {message}")

    found: list[str] = []
    listener = Listener()
    lexer = vbaLexer(antlr4.InputStream("\r\n".join(source.splitlines()) + "\r\n"))
    parser = vbaParser(antlr4.CommonTokenStream(lexer))
    for one in (lexer, parser):
        one.removeErrorListeners()
        one.addErrorListener(listener)
    parser.startRule()
    return found


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = tmp_path_factory.mktemp("grammar") / "xltargets.xlam"
    xlam.build(path)
    return {stream.rpartition("/")[2]: code for stream, code in extracted(path).items()}


@pytest.mark.parametrize("name", OURS)
def test_a_module_keeps_the_grammar(name: str, sources: dict[str, str]) -> None:
    assert problems(sources[name]) == []
    # A module may have 64 kB, which no grammar knows.
    assert len(sources[name]) < 65_536


def test_the_grammar_would_say_so() -> None:
    assert problems('Attribute VB_Name = "m"\nSub Broken(\n    x = )\nEnd Sub\n')
