"""A message and its values become a sentence in one way, in the reader's language throughout."""

from __future__ import annotations

import pickle
from pathlib import Path

import xltargets
from xltargets.errors import NumProblem, Phrase, Problem, fill
from xltargets.importing.deals import Remark
from xltargets.importing.tables_in_files import SourceProblem

WORDS = {
    "In {path}, {reason}.": "{path}：{reason}。",
    "{example} is unclear": "{example} 不明确",
    "{file}: {columns}.": "{file}：{columns}。",
    "Amount": "金额",
    ", ": "、",
    "{count} rows: {problem}": "{count} 行：{problem}",
}


def test_what_is_inside_a_sentence_is_translated_with_it() -> None:
    inner = Phrase("{example} is unclear", example="3/4")
    problem = SourceProblem("In {path}, {reason}.", path=Path("a.csv"), reason=inner)
    assert problem.sentence(WORDS.__getitem__) == "a.csv：3/4 不明确。"
    assert Remark("{count} rows: {problem}", 1200, {"problem": problem}).sentence(WORDS.__getitem__) == (
        "1,200 行：a.csv：3/4 不明确。"
    )
    labels = Phrase("{file}: {columns}.", file="a.csv", columns={"Amount": "Value"})
    assert labels.sentence(WORDS.__getitem__) == "a.csv：金额 = Value。"


def test_values_read_as_everywhere() -> None:
    values = {"whole": 5.0, "part": 0.1 + 0.2, "share": 0.125, "none": None, "flag": True, "word": "Ann {x}"}
    found = fill("{whole} {part} {share:.1%} {none} {flag} {word}", values)
    assert found == "5 0.3 12.5% a blank TRUE Ann {x}"
    assert NumProblem("quota", -2.0, "expected {least} or more", least=5.0).sentence() == (
        "quota: found -2; expected 5 or more."
    )


def test_a_problem_travels_between_processes() -> None:
    problem = pickle.loads(pickle.dumps(SourceProblem("In {path}, {reason}.", path="a", reason=Phrase("b {c}", c=1))))
    assert str(problem) == "In a, b 1."
    assert isinstance(problem, Problem)


def test_no_other_place_fills_a_message_in() -> None:
    """The smart advice has sentences of its own in three languages, and the theme a format of cells."""
    sources = Path(xltargets.__file__).parent
    filling = {
        path.relative_to(sources).as_posix()
        for path in sources.rglob("*.py")
        if ".format(**" in path.read_text(encoding="utf-8") and "client" not in path.parts
    }
    assert filling <= {"calc/smart/wording.py", "building/theme.py"}
