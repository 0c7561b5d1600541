"""Which deals were won, which were lost, and which are open: by words and flags, and never by guessing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.importing.contents import FLAGS
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.profiles import common
from xltargets.importing.sources import STAGES
from xltargets.importing.texts import keys_of, text_of
from xltargets.locale import LANGUAGES, translator
from xltargets.templates.crm_log.words import STAGE
from xltargets.units.names import name_key

if TYPE_CHECKING:
    import pandas as pd

    from xltargets.importing.tables_in_files import Source

CLOSED = ("Won", "Lost")
OPEN = "open"
"""The stage of a deal of which nothing is known but that it is open."""
_ALL = {"won": "Won", "lost": "Lost", "open": OPEN}
_BEHIND = re.compile(r" ?[(（\[][^()（）\[\]]*[)）\]]$")
_NUMBERED = re.compile(r"^(?:\d{1,2}|[a-z]|c\d{1,3}(?=:))[.):]? ?[-–—]? ?(?<=[^a-z0-9])(?=\w)")
_SIGNS = re.compile(r"[-–—_]")
_WON = re.compile(r"\bwon\b|赢单|贏單|(?<!未)成交")
_LOST = re.compile(r"\blost\b|输单|輸單|丢单|丟單")


def stages_of(source: Source, options: ImportOptions) -> pd.Series[str]:
    """The stage of each deal: a stage of a CRM log, `open`, or "" where its word is not known.

    Without a stage and without a flag each row is a sale. Raises a `SourceProblem` where a word could mean either.
    """
    import pandas as pd

    words = text_of(source.frame["stage"])
    flags = text_of(source.frame["is_won"]).map(name_key)
    has_stage, has_flag = bool((words != "").any()), bool((flags != "").any())
    if "stage" in source.columns and not (has_stage or has_flag or options.all_won):
        raise SourceProblem(
            N_("{path}: {header} is blank in every row, so nothing says what was won. If all were, add --all-won."),
            options=("--all-won",),
            path=source.path,
            header=source.columns["stage"],
        )
    if options.all_won or not (has_stage or has_flag):
        return pd.Series("Won", index=words.index)
    known = _known_words(source, options)
    keys = keys_of(words)
    spelt = dict(zip(keys, words, strict=True))
    if not has_flag:
        _refuse_unclear(source, spelt, known)
    found = {key: _meaning(key, known) for key in spelt}
    stages = keys.map(found)
    if not has_flag:
        return stages
    odd = sorted(set(flags) - set(FLAGS) - {""})
    if odd:
        raise SourceProblem(
            N_(
                "{path}: {header} says {found} where yes or no is expected. Say another column with --map "
                "is_won=HEADER."
            ),
            path=source.path,
            header=source.columns["is_won"],
            found=repr(odd[0]),
        )
    is_won = flags.map(lambda flag: FLAGS.get(flag, False))
    not_won = stages.where(stages != "Won", OPEN).where(keys != "", OPEN)
    return not_won.where(~is_won, "Won")


def _meaning(key: str, known: dict[str, str]) -> str:
    """What a word means, whatever numbers it or stands in brackets behind it, such as the pipeline of a stage.

    >>> [_meaning(key, {"closed won": "Won"}) for key in ("closed-won", "6. closed won", "closed won (east)", "won?")]
    ['Won', 'Won', 'Won', '']
    """
    for form in _forms(key):
        if form in known:
            return known[form]
    return "Lost" if _LOST.search(key) else ""


def _forms(key: str) -> tuple[str, ...]:
    """A word as it is, and without brackets, signs and numbers around it."""
    plain = _BEHIND.sub("", key)
    words = " ".join(_SIGNS.sub(" ", _NUMBERED.sub("", plain)).split())
    return key, plain, words


def _known_words(source: Source, options: ImportOptions) -> dict[str, str]:
    """What each word means: as was said, else as its system says, else as this product prints it, else as usual."""
    known: dict[str, str] = {}
    for code, words in STAGES.items():
        known |= {name_key(word): code for word in (code, *words)}
    for code, label in STAGE.labels:
        known |= {name_key(translator(language)(label)): code for language in LANGUAGES}
    if source.layout is not None and source.columns.get("stage") in source.raw.headers:
        for outcome, words in source.layout.stages.items():
            for word in map(name_key, words):
                # A system's open stage keeps the stage of the log that it is called after.
                known[word] = known.get(word, OPEN) if outcome == "open" else _ALL[outcome]
    known |= {name_key(word): "Won" for word in options.won}
    known |= {name_key(word): "Lost" for word in options.lost}
    return known | {name_key(word): _ALL.get(meaning, meaning) for word, meaning in options.stages.items()}


def _refuse_unclear(source: Source, spelt: dict[str, str], known: dict[str, str]) -> None:
    """Refuse words such as Closed or Completed, that say neither that a deal was won nor that it was lost."""
    unclear = {name_key(word) for word in common()["unclear"]["words"]}
    here = sorted(
        spelt[key]
        for key in spelt
        if not _meaning(key, known) and (unclear & set(_forms(key)) or _WON.search(_SIGNS.sub(" ", key)))
    )
    if here:
        rows = text_of(source.frame["stage"])
        row = rows.index[rows == here[0]][0]
        raise SourceProblem(
            N_(
                "{path}, row {row}: {column} is {stage}, which says neither won nor lost. Say what it means with "
                "--stage {example}, or =lost or =open."
            ),
            options=tuple(part for word in here for part in ("--stage", f"{word}=won")),
            path=source.path,
            row=row,
            column=source.columns["stage"],
            stage=repr(here[0]),
            example=f'"{here[0]}=won"',
        )
