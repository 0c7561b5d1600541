"""The words in which a template is declared: sheets, tables, forms, columns, checks.

A template module holds declarations only. The builder, the validator, the translation, the filling from data, the
roll-up and the documentation all read the same declaration.

References inside a declared formula:

* `[weight]` the whole column of this table, `[@weight]` its cell in this row;
* `periods[weight]` a column of another table;
* `settings.total` a field of a form (a defined name in the workbook);
* `word.status.Red` a word of a drop-down as it is shown in the workbook's language, `labels.status` and `codes.status`
  all of them as array constants, shown and coded.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar

from xltargets.templates.bounds import Free as Free  # noqa: PLC0414
from xltargets.templates.bounds import NotBelow as NotBelow  # noqa: PLC0414
from xltargets.templates.bounds import Shape as Shape  # noqa: PLC0414
from xltargets.templates.bounds import When as When  # noqa: PLC0414
from xltargets.templates.drawn import Chart as Chart  # noqa: PLC0414
from xltargets.templates.drawn import Legend as Legend  # noqa: PLC0414
from xltargets.templates.drawn import Series as Series  # noqa: PLC0414
from xltargets.templates.drawn import Tiles as Tiles  # noqa: PLC0414
from xltargets.templates.kinds import Highlight as Highlight  # noqa: PLC0414
from xltargets.templates.kinds import Kind as Kind  # noqa: PLC0414
from xltargets.templates.kinds import Role as Role  # noqa: PLC0414
from xltargets.templates.kinds import RollUp as RollUp  # noqa: PLC0414
from xltargets.templates.kinds import Tone as Tone  # noqa: PLC0414


def _(message: str) -> str:
    """Mark a label for translation; it is translated when a workbook is built in a language."""
    return message


@dataclass(frozen=True, slots=True)
class Choices:
    """The words of a drop-down: stable codes, and the label of each for display."""

    key: str
    labels: tuple[tuple[str, str], ...]
    tones: tuple[tuple[str, Tone], ...] = ()
    """Which codes are coloured, and how."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The stable codes, in the order they are offered."""
        return tuple(code for code, _label in self.labels)


@dataclass(frozen=True, slots=True)
class Mark:
    """A tone for the cells in which a declared condition holds, such as `[@due]<settings.today`."""

    tone: Tone
    when: str
    sign: str = ""
    """Put behind the number, so that the tone is also read in grey."""


@dataclass(frozen=True, slots=True)
class SumsTo:
    """The column's values sum to a field (`settings.total`) or a number (1 for shares)."""

    total: str | float
    tolerance: float = 1e-6


@dataclass(frozen=True, slots=True)
class Before:
    """In each row this date comes before the one in another column."""

    column: str


@dataclass(frozen=True, slots=True)
class Ascending:
    """Each row's value is greater than the one above."""


Check = SumsTo | Before | Ascending | NotBelow


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or a field of a form."""

    kind: Kind
    label: str
    help: str = ""
    key: bool = False
    """Identifies the row: findings name it and the roll-up joins by it."""
    required: bool = False
    unique: bool = False
    default: Any = None
    minimum: float | None = None
    maximum: float | None = None
    choices: Choices | None = None
    references: str | None = None
    """`units.person`: the value must stand in that column."""
    offered: str | tuple[str, ...] | None = None
    """What the drop-down offers, other values being welcome: words, or a column such as `lists.region`."""
    known: tuple[str, ...] = ()
    """Columns and fields such as `units.person` in one of which the name is expected; another is a warning."""
    former: bool = False
    """Whether the name may be of somebody who is not there any more."""
    when: When | None = None
    """Of a date: which days it can hold."""
    usual: tuple[float, float] | None = None
    """Between what a number usually is; others are possible, and told as a warning."""
    pattern: str | None = None
    """A regular expression for the whole text."""
    free: Free | None = None
    """Why it has none of these bounds."""
    formula: str | None = None
    loaded: bool = False
    """Whether it is filled from other workbooks, and renewed by a refresh; nobody types in it."""
    renewed: bool = False
    """Whether a refresh fills it where nobody typed. What people type stays, and goes before what is loaded."""
    checks: tuple[Check, ...] = ()
    judged: tuple[Check, ...] = ()
    """Checks that hold for workbooks of every version, also of those that were made before they were thought of."""
    total: bool = False
    """Whether the table's totals row adds it up."""
    rollup: RollUp | None = None
    highlight: Highlight | None = None
    marks: tuple[Mark, ...] = ()
    wrap: bool = False
    """Whether a long text goes on over several lines."""
    centred: bool = False
    none: int | None = None
    """A number that stands for none, and shows as a dash."""
    sparkline: tuple[str, str] | None = None
    """The first and the last column, such as `kris.m1`, whose cells of the same row a small chart in it shows."""
    width: int | None = None
    """In characters; by default the builder fits header and kind."""
    synonyms: tuple[str, ...] = ()
    """Headers that mean this column in people's own files, in any script, lower case."""
    paid: bool = False
    """Whether the amount is paid to people: shown in the currency's decimals, however others are shown."""
    since: int = 1
    """The version of the template that it came with; a workbook of an earlier one lacks it without a finding."""
    identifier: str = ""
    """The stable key, set from the attribute's name."""
    table: str = ""
    """The stable name of the table it belongs to."""

    @property
    def is_input(self) -> bool:
        """Whether people fill it in."""
        return self.formula is None and not self.loaded

    def __str__(self) -> str:
        return f"{self.table}.{self.identifier}"


def column(kind: Kind, label: str, **options: Any) -> Any:
    """Declare a column; see `Column` for the options.

    Returns Any so that `Periods.weight` reads as the Column that the table makes of it.
    """
    for several in ("checks", "judged", "marks", "known"):
        if several in options:
            options[several] = tuple(options[several])
    return Column(kind, label, **options)


class _Declared(type):
    """Collects the columns of a table or form in the order they are written."""

    columns: tuple[Column, ...]
    name: str

    def __new__(mcs, class_name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _Declared:
        name = body.get("name", class_name.lower())
        columns = []
        for key, value in list(body.items()):
            if isinstance(value, Column):
                body[key] = replace(value, identifier=key, table=name)
                columns.append(body[key])
        inherited = [replace(one, table=name) for base in bases for one in getattr(base, "columns", ())]
        for one in inherited:
            body.setdefault(one.identifier, one)
        body["name"] = name
        own = (*(one for one in inherited if body[one.identifier] is one), *columns)
        # What came later stands at the end, for there an older workbook has room for it.
        body["columns"] = tuple(sorted(own, key=lambda one: one.since))
        if bases and not body.get("help"):
            body["help"] = (body.get("__doc__") or "").strip()
        return super().__new__(mcs, class_name, bases, body)

    def __getitem__(cls, identifier: str) -> Column:
        for one in cls.columns:
            if one.identifier == identifier:
                return one
        raise KeyError(f"{cls.name} has no column {identifier!r}; it has {[c.identifier for c in cls.columns]}")


class Table(metaclass=_Declared):
    """A named table of rows. Subclass it and declare columns as attributes."""

    name: ClassVar[str]
    """Stable name: the Excel table's own name, the same in every language."""
    title: ClassVar[str] = ""
    help: ClassVar[str] = ""
    columns: ClassVar[tuple[Column, ...]]
    rows: ClassVar[int] = 12
    """Rows of an empty workbook."""
    starts: ClassVar[tuple[dict[str, Any], ...]] = ()
    """Rows that an empty workbook begins with, such as usual rates; its texts are translated."""
    row_height: ClassVar[float | None] = None
    """In points, where texts need several lines."""
    spare: ClassVar[int] = 0
    """Blank rows below the filled ones, where a protected sheet keeps a table from growing."""
    follows: ClassVar[tuple[str, int] | None] = None
    """`("team", 12)`: it has twelve rows for each row of the table team, whatever it is filled with."""
    grows: ClassVar[bool] = False
    """Whether people add rows by typing below it, though it has formulas: then its sheet is not protected."""
    totals: ClassVar[bool] = False
    filters: ClassVar[bool] = True
    """Whether its headers have buttons to sort and filter by."""
    since: ClassVar[int] = 1
    """The version of the template that it came with."""
    repeats: ClassVar[bool] = False
    """Whether rows of one key may stand in it, a rule of their own saying which."""
    anchor: ClassVar[str] = "A4"
    """The cell of the first header; `A below members` leaves room for a heading below a table that may grow,
    and `A below relation and mix` is below the longer of the two."""


class Choosable(Table):
    """A table of words that drop-downs offer, one list in each column, for people to edit."""


class Form(metaclass=_Declared):
    """Single values, one under the other, each a defined name `<form>_<field>` in the workbook.

    It is built as an Excel table of three columns (setting, value, what it means), so that it can be read by name.
    """

    name: ClassVar[str]
    title: ClassVar[str] = ""
    help: ClassVar[str] = ""
    columns: ClassVar[tuple[Column, ...]]
    headings: ClassVar[tuple[str, str, str]] = (_("Setting"), _("Value"), _("What it means"))
    widths: ClassVar[tuple[int, int, int]] = (26, 22, 62)
    """Of its three columns, in characters."""
    wraps: ClassVar[bool] = True
    """Whether a long explanation goes on in a second line; where nothing stands beside it, it may run on."""
    since: ClassVar[int] = 1
    """The version of the template that it came with."""
    anchor: ClassVar[str] = "A4"


SUMS = "sums"


@dataclass(frozen=True, slots=True)
class Matrix:
    """A grid that spills beside its headings: rows from one column, columns from another, one formula for the body.

    `grid.sums` in a formula of a table are the sums of its rows.
    """

    name: str
    title: str
    help: str
    rows: str
    """`units.person`: the column whose values head the rows."""
    columns: str
    """`periods.month`: the column whose values head the columns."""
    kind: Kind
    formula: str
    row_total: str | None = None
    """The column that each row must sum to."""
    column_total: str | None = None
    row_group: str | None = None
    """The column that says which row's total a row shares: the number of that row."""
    rest: str = ""
    """What the margins call that which the body leaves of their targets; without it a sign says whether they agree."""
    anchor: str = "A4"

    @property
    def name_of_sums(self) -> str:
        """The defined name of the cells that sum the rows up; `grid.sums` in a declared formula."""
        return f"{self.name}_{SUMS}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet and what stands on it."""

    key: str
    title: str
    role: Role
    intro: str
    blocks: tuple[Any, ...] = ()
    """Tables, forms, matrices and charts, in the order they are read."""
    landscape: bool = True
    band: int = 6
    """How many columns the title's band covers at least."""
    pages: int | None = None
    """On how many pages it is printed; by default on one if it has a chart, and on as many as it takes otherwise."""
    wide: int = 1
    """How many pages wide it is printed at least; more where its text would be too small."""
    breaks: tuple[str, ...] = ()
    """Anchors where a new page begins: below one in column A, also to its right in another column."""
    unprinted: tuple[str, ...] = ()
    """Tables below all others that are not printed: steps on the way to what others show."""
    since: int = 1
    """The version of the template that it came with."""
    was: str = ""
    """Its title in earlier versions, which a workbook keeps that is brought from one."""


@dataclass(frozen=True, eq=False)
class Template:
    """A whole workbook. Each is one of its own, so that what is worked out for one can be kept by it."""

    key: str
    title: str
    purpose: str
    version: int
    sheets: tuple[Sheet, ...]
    steps: tuple[str, ...] = field(default=())
    """What to do, in order, for the Guide."""
    glance: tuple[str, ...] = field(default=())
    """Fields of forms that the Guide shows at its top, such as `settings.total`."""

    @cached_property
    def tables(self) -> dict[str, Any]:
        """Its tables and forms by stable name."""
        return {block.name: block for sheet in self.sheets for block in sheet.blocks if isinstance(block, _Declared)}

    @cached_property
    def matrices(self) -> dict[str, Matrix]:
        """Its matrices by name."""
        return {block.name: block for sheet in self.sheets for block in sheet.blocks if isinstance(block, Matrix)}

    @cached_property
    def choices(self) -> dict[str, Choices]:
        """All drop-downs of fixed words, by key."""
        columns = (column for table in self.tables.values() for column in table.columns)
        return {column.choices.key: column.choices for column in columns if column.choices is not None}

    def column(self, reference: str) -> Column:
        """The column that `periods.weight` names."""
        table, _dot, identifier = reference.partition(".")
        found: Column = self.tables[table][identifier]
        return found
