"""Reading a part's XML so that it can mean one thing only.

Programs differ on what they take from a part that says something twice, or where no program writes it: some go by an
element's local name wherever it stands, some by its namespace, some take the first of two and some the last. So each
element counts by its namespace and its path, once where it belongs once, and whatever else bears its name is damage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from xltargets.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from xltargets.workbooks.package import Package

    Start = Callable[[str, dict[str, str]], None]
    Text = Callable[[str], None]

SPREADSHEET = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
"""The namespace of a workbook's own parts, transitional and strict."""
SPACE = " \t\r\n"
"""What counts as space in XML."""
_WHOLE = re.compile(r"\+?[0-9]{1,10}")
NO_NUMBER = N_("The part {part} holds {found}, which is no number as workbooks write them (line {line}).")
TWICE = N_(
    "The part {part} says twice what counts once, so that programs differ on what it says ({element}, line {line})."
)
ELSEWHERE = N_(
    "The part {part} says something where no program writes it, so that programs differ on whether it counts "
    "({element}, line {line})."
)
STRANGE = N_("The part {part} holds what no spreadsheet program writes (line {line}).")


_REFERENCE = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENCODING = re.compile(rb"""\s*<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["'](?i:utf-8)["'])?[^<>]*\?>""")


class Odd(ValueError):  # noqa: N818  (a problem of the input, not of the program)
    """What a handler cannot accept: one of the sentences above, and what was found."""

    def __init__(self, message: str, **values: object) -> None:
        """The part and the line are added by whoever parses."""
        super().__init__(message)
        self.message = message
        self.values = values


def whole(text: str) -> int:
    """A count from 0, such as a place in a list.

    >>> whole("007")
    7
    """
    bare = text.strip(SPACE)
    if not _WHOLE.fullmatch(bare):
        raise Odd(NO_NUMBER, found=f'"{text[:40]}"')
    return int(bare)


@dataclass(frozen=True)
class Shape:
    """Which elements of a part are told, and what would be a second voice.

    Paths are local names below the root with `/` between them: `sheetData/row/c`.
    """

    places: frozenset[str]
    """The paths of the elements that handlers are told of."""
    once: frozenset[str] = frozenset()
    """Those that an element above holds once at most."""
    texts: frozenset[str] = frozenset()
    """Those that hold text and nothing else, not even a comment."""
    guarded: frozenset[str] = frozenset()
    """Local names that have no place but these, in whatever namespace."""
    own: frozenset[str] = frozenset()
    """Local names that have no place but these in the part's own namespace."""
    root: str = ""
    """The local name of the root, which has to be in the namespace of workbooks; without it the root may be any."""
    everything: bool = False
    """Whether all elements are told, of whatever namespace: for parts where nothing depends on it."""

    @classmethod
    def of(cls, root: str, *places: str, **words: str) -> Shape:
        """The root and the elements to tell; the other sets as words."""
        once, texts, guarded, own = (
            frozenset(words.get(key, "").split()) for key in ("once", "texts", "guarded", "own")
        )
        return cls(frozenset(places), once, texts, guarded, own, root)


def damage(package: Package, part: str, line: int, problem: Exception) -> Exception:
    """What a handler could not accept, as the problem of the package."""
    if isinstance(problem, Odd):
        return package.damaged(problem.message, part=part, line=line, **problem.values)
    return package.damaged(STRANGE, part=part, line=line)


def new_parser(package: Package, part: str) -> expat.XMLParserType:
    """A parser that refuses a document type declaration before any of it is acted on."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def doctype(*_declaration: object) -> NoReturn:
        from xltargets.workbooks.package import PackageProblem

        raise PackageProblem(
            "doctype",
            package.path,
            N_("The part {part} has a document type declaration, which no spreadsheet program writes."),
            part=part,
        )

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    return parser


def run(package: Package, part: str, parser: expat.XMLParserType, data: bytes) -> None:
    """Parse; whatever is wrong is a `PackageProblem` that names part and line."""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise package.damaged(
            N_("The part {part} is no valid XML (line {line})."), part=part, line=problem.lineno
        ) from None
    except (ValueError, LookupError, OverflowError) as problem:
        raise damage(package, part, parser.CurrentLineNumber, problem) from None


def check(package: Package, part: str, data: bytes) -> None:
    """See that XML is well formed, and nothing else."""
    run(package, part, new_parser(package, part), data)


def walk(
    package: Package,
    part: str,
    data: bytes,
    shape: Shape,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Text | None = None,
) -> None:
    """Run XML through handlers, which are given the paths of a shape. They do not change the attributes."""
    if len(data) > LARGEST_KEPT:
        _parse(package, part, data, shape, new_parser(package, part), start, end, text)
        return
    kept = _kept(shape, data)
    if not kept:
        kept.append(_told(package, part, data, shape))
    for handler, what, line in kept[0]:
        try:
            if handler is _START:
                start(*what)
            elif handler is _END:
                if end is not None:
                    end(*what)
            elif text is not None:
                text(*what)
        except (ValueError, LookupError, OverflowError) as problem:
            raise damage(package, part, line, problem) from None


MOST_KEPT, LARGEST_KEPT = 500, 32 * 1024
"""So many parts, and of so many bytes at most, are remembered: styles, tables and links are the same in the workbooks
of all teams, and are parsed for the first of them."""
_START, _END, _TEXT = "start", "end", "text"
_Events = list[tuple[str, tuple[Any, ...], int]]
"""Which handler was called with what, and at which line."""


@lru_cache(maxsize=MOST_KEPT)
def _kept(_shape: Shape, _data: bytes) -> list[_Events]:
    """Where what a part tells is kept; there is nothing in it while nobody has parsed the part to its end."""
    return []


def _told(package: Package, part: str, data: bytes, shape: Shape) -> _Events:
    """What handlers are told of a part."""
    events: _Events = []
    parser = new_parser(package, part)

    def start(path: str, attributes: dict[str, str]) -> None:
        events.append((_START, (path, attributes), parser.CurrentLineNumber))

    def end(path: str) -> None:
        events.append((_END, (path,), parser.CurrentLineNumber))

    def text(found: str) -> None:
        events.append((_TEXT, (found,), parser.CurrentLineNumber))

    _parse(package, part, data, shape, parser, start, end, text)
    return events


def _parse(
    package: Package,
    part: str,
    data: bytes,
    shape: Shape,
    parser: expat.XMLParserType,
    start: Start,
    end: Callable[[str], None] | None,
    text: Text | None,
) -> None:
    parser.buffer_text = True
    if text is not None:
        parser.CharacterDataHandler = text
    _listen(parser, package.places.setdefault(shape, Places(shape)), start, end)
    run(package, part, parser, data)


_EVERYTHING = Shape(frozenset(), everything=True)


def parse_xml(
    package: Package,
    part: str,
    data: bytes,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Text | None = None,
) -> None:
    """Run XML through handlers that are given local names, whatever the namespace and wherever they stand."""

    def local(handler: Callable[[str], None]) -> Callable[[str], None]:
        return lambda path: handler(path.rpartition("/")[2])

    def told(path: str, attributes: dict[str, str]) -> None:
        start(path.rpartition("/")[2], attributes)

    walk(package, part, data, _EVERYTHING, told, local(end) if end is not None else None, text)


_OUTSIDE = "?"
"""The path of whatever is below an element of another namespace."""


def _listen(parser: expat.XMLParserType, places: Places, start: Start, end: Callable[[str], None] | None) -> None:
    """Let a parser tell its elements by their places; closures, since this runs for each element of each part."""
    stack: list[Place] = []
    once: list[set[str]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        place = places[stack[-1].path if stack else "/", name]
        if place.limited:
            if place.path in once[-1]:
                raise Odd(TWICE, element=name.rpartition(" ")[2])
            once[-1].add(place.path)
        if place.limits:
            once.append(set())
        stack.append(place)
        if place.told:
            start(place.path, attributes)

    def finish(_name: str) -> None:
        place = stack.pop()
        if place.limits:
            once.pop()
        if place.told and end is not None:
            end(place.path)

    def aside(*_what: object) -> None:
        """A comment or a processing instruction in a text: programs put the halves together, or take one of them."""
        if stack and stack[-1].is_text:
            raise Odd(ELSEWHERE, element=stack[-1].path.rpartition("/")[2])

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.CommentHandler = aside
    parser.ProcessingInstructionHandler = aside


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element may stand."""

    path: str
    told: bool = False
    limited: bool = False
    """Whether the element above holds it once at most."""
    limits: bool = False
    """Whether it is an element above one that is limited."""
    is_text: bool = False


class Places(dict[tuple[str, str], Place]):
    """The places of elements, by the path above and the name; a name that has no place there is `Odd`."""

    def __init__(self, shape: Shape) -> None:
        """None is known yet; the same serve all parts of a shape in a workbook."""
        super().__init__()
        self.shape = shape
        self.above = {path.rpartition("/")[0] for path in shape.once}
        self.namespace = ""

    def __missing__(self, key: tuple[str, str]) -> Place:
        above, name = key
        place = self[key] = self._root(name) if above == "/" else self._below(above, name)
        return place

    def _root(self, name: str) -> Place:
        namespace, _space, local = name.rpartition(" ")
        if namespace != self.namespace:
            self.clear()
            self.namespace = namespace
        root = self.shape.root
        if root and (local != root or namespace not in SPREADSHEET):
            raise Odd(ELSEWHERE, element=name)
        told = "" in self.shape.places or self.shape.everything
        return Place("", told, limits="" in self.above)

    def _below(self, above: str, name: str) -> Place:
        shape = self.shape
        namespace, _space, local = name.rpartition(" ")
        path = f"{above}/{local}".lstrip("/")
        if above in shape.texts:
            raise Odd(ELSEWHERE, element=local)
        if shape.everything:
            return Place(path, told=True)
        ours = namespace == self.namespace and not above.startswith(_OUTSIDE)
        if ours and path in shape.places:
            return Place(path, True, path in shape.once, path in self.above, path in shape.texts)
        if local in shape.guarded or (namespace == self.namespace and local in shape.own):
            raise Odd(ELSEWHERE, element=local)
        return Place(path if ours else _OUTSIDE)


def is_utf8(data: bytes) -> bool:
    """Whether XML says, or by saying nothing means, that it is in UTF-8."""
    head = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return not head.startswith(b"<?") or _ENCODING.match(head) is not None


def whole_lines(text: bytes) -> bytes:
    """Text with the ends of its lines as XML reads them."""
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in text else text


def text_of(raw: str) -> str:
    """Character data as it stands in XML, with its references resolved.

    >>> text_of("a &lt; b &amp;amp; &#x4E2D;")
    'a < b &amp; 中'
    """
    return _REFERENCE.sub(_resolved, raw) if "&" in raw else raw


def _resolved(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    return _NAMED[name] if name else chr(int(decimal)) if decimal else chr(int(hexadecimal, 16))
