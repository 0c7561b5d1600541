"""The steps of an upgrade: columns put at the right of tables, fields below forms, newer formulas, the version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.building.upgrade_matrices import renewed
from xltargets.building.upgrade_rules import Rules
from xltargets.building.upgrade_tiles import renewed_tiles
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.templates import VERSION_PROPERTY
from xltargets.templates.formulas import setting_name
from xltargets.templates.loaded import TABLE as LOADED
from xltargets.templates.schema import Form
from xltargets.units.names import name_key
from xltargets.views.tracing import same
from xltargets.workbooks.contents import Area, column_letters
from xltargets.workbooks.donor import DonorSheet
from xltargets.workbooks.elements import Document, with_attributes
from xltargets.workbooks.escaping import escape
from xltargets.workbooks.formulas import quoted
from xltargets.workbooks.new_sheets import NewSheets, main_part
from xltargets.workbooks.patch import Constant, Content, Formula, patch_parts
from xltargets.workbooks.sheet_graft import graft
from xltargets.workbooks.style_graft import STYLES, StyleGraft

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from xltargets.templates.schema import Column, Template
    from xltargets.views.view import View
    from xltargets.workbooks.contents import Table
    from xltargets.workbooks.formualizer_engine import Place
    from xltargets.workbooks.package import Package


class Upgrade:
    """One workbook on its way to the newest version; nothing is written here."""

    def __init__(self, view: View, donor: View, package: Package, theirs: Package) -> None:
        """Take the workbook and the donor, both as they were read and as packages."""
        assert view.template is not None
        assert donor.template is not None
        self.view, self.donor = view, donor
        self.old: Template = view.template
        self.new: Template = donor.template
        self.package, self.theirs = package, theirs
        self.styles = StyleGraft(package, theirs, _styles_part(package))
        self.added: list[str] = []
        self.adopted: list[str] = []
        self.formulas = 0
        self.new_cells: set[Place] = set()
        self._sheets: dict[str, DonorSheet] = {}
        self._cells: dict[str, dict[tuple[int, int], Content]] = {}
        self._tables: dict[str, bytes] = {}
        self._names: list[bytes] = []
        self._new_sheets = NewSheets(package, theirs, donor.contents, self.styles)
        self._rules = Rules(view, donor, self.styles)

    def parts(self) -> dict[str, bytes]:
        """The parts of the package that change."""
        for name, declared in self.new.tables.items():
            if name not in self.old.tables:
                continue
            if issubclass(declared, Form):
                self._form(name, declared)
            else:
                self._table(name, declared)
            self._tones(name, declared)
        self._add_sheets()
        self._newer_formulas()
        self._newer_matrices()
        self._newer_tiles()
        contents = self.view.contents
        parts = patch_parts(self.package, contents, self._cells)
        for sheet in self._rules.sheets:
            part = contents.sheets[sheet].part
            data = parts.get(part) or self.package.read(part)
            parts[part] = graft(self.package, part, data, **self._rules.of(sheet))
        parts |= self._tables
        parts |= self._new_sheets.parts(self._names)
        parts[_styles_part(self.package)] = self.styles.result()
        part, data = self._with_version()
        parts[part] = data
        return parts

    def _donor_sheet(self, sheet: str) -> DonorSheet:
        if sheet not in self._sheets:
            self._sheets[sheet] = DonorSheet(self.theirs, self.donor.contents.sheets[sheet].part)
        return self._sheets[sheet]

    def _put(self, sheet: str, row: int, column: int, content: Content) -> None:
        self._cells.setdefault(sheet, {})[row, column] = content
        self.new_cells.add((sheet, row, column))

    def _style(self, sheet: str, row: int, column: int) -> int | None:
        """The donor's style of a cell, as the workbook numbers it."""
        number = self._donor_sheet(sheet).style(row, column)
        return self.styles.xf(number) if number else None

    # Tables.

    def _table(self, name: str, declared: Any) -> None:
        known = {column.identifier for column in self.old.tables[name].columns}
        bound, theirs = self.view.tables[name], self.donor.tables[name]
        peoples = {name_key(header) for header, _cell in bound.added}
        new: list[Column] = []
        for column in declared.columns:
            if column.identifier in known:
                continue
            title = f"{self.view.translate(declared.title)}, {self.view.translate(column.label)}"
            if name_key(self.view.translate(column.label)) in peoples:
                self.adopted.append(title)
            else:
                self.added.append(title)
                new.append(column)
        if not new:
            return
        found = bound.found
        area = Area(found.area.top, found.area.right + 1, found.area.bottom, found.area.right + len(new))
        self._refuse_if_in_the_way(found.sheet, area, name)
        for place, column in enumerate(new, area.left):
            self._column(name, column, place, theirs.column_index[column.identifier])
        self._tables[found.part] = self._widened(found, theirs.found, new)

    def _column(self, name: str, column: Column, place: int, donors: int) -> None:
        """One new column: header, cells, totals, width and rules."""
        bound, theirs = self.view.tables[name], self.donor.tables[name]
        sheet, source, top = bound.sheet.name, theirs.sheet.name, theirs.found.area.top
        area, first = bound.found.area, theirs.found.area.top + 1
        look = self._style(source, first, donors)
        formula = self.donor.expected_formula(column) if column.formula is not None else None
        self._put(
            sheet, area.top, place, Constant(self.view.translate(column.label), style=self._style(source, top, donors))
        )
        # The band and the tiles go on above it, also where the newer version has the table lower down.
        moved = max(0, area.top - top)
        for above in range(1, min(top, area.top)):
            if (style := self._style(source, above, donors)) and (above, place) not in bound.sheet.cells:
                self._put(sheet, moved + above, place, Constant(None, style=style))
        used = set(bound.rows_in_use)
        for row in bound.rows:
            value = column.default if row in used else None
            content = Constant(value, style=look) if formula is None else Formula(formula, None, style=look)
            self._put(sheet, row, place, content)
        if bound.found.has_totals:
            style = self._style(source, theirs.found.area.bottom, donors)
            below = theirs.sheet.cells.get((theirs.found.area.bottom, donors))
            total = None if below is None or below.formula is None else below.formula
            content = Constant(None, style=style) if total is None else Formula(total, None, style=style)
            self._put(sheet, area.bottom, place, content)
        data = Area(area.top + 1, place, area.bottom - bound.found.has_totals, place)
        self._rules.take(self._donor_sheet(source), sheet, (first, donors), data)

    def _widened(self, ours: Table, theirs: Table, new: Sequence[Column]) -> bytes:
        """The table's part with its new columns, which the donor's part describes."""
        document = Document(self.package, ours.part)
        source = Document(self.theirs, theirs.part)
        columns = document.root.child("tableColumns")
        donors = source.root.child("tableColumns")
        assert columns is not None
        assert donors is not None
        wanted = [self.view.translate(column.label) for column in new]
        by_name = {one.attributes["name"]: one for one in donors.children}
        last = max(int(one.attributes["id"]) for one in columns.children)
        pieces = []
        for number, header in enumerate(wanted, last + 1):
            one = by_name[header]
            values: dict[str, object] = {
                "id": number,
                "dataDxfId": None,
                "headerRowDxfId": None,
                "totalsRowDxfId": None,
            }
            if not ours.has_totals:
                values |= {"totalsRowFunction": None, "totalsRowLabel": None}
            pieces.append(
                with_attributes(source.data[one.start : one.inner], **values) + source.data[one.inner : one.end]
            )
        area = ours.area
        whole = Area(area.top, area.left, area.bottom, area.right + len(new))
        document.set_attributes(document.root, ref=whole)
        filtered = document.root.child("autoFilter")
        if filtered is not None and (old := Area.parse(filtered.attributes["ref"])).right == area.right:
            document.set_attributes(filtered, ref=Area(old.top, old.left, old.bottom, whole.right))
        document.append(columns, pieces, count=len(columns.children) + len(new))
        return document.result()

    def _tones(self, name: str, declared: Any) -> None:
        """Columns and fields that were there, and that a refresh fills now, show what it has put there."""
        known = {column.identifier for column in self.old.tables[name].columns}
        sheet = next((one for one in self.new.sheets if one.key == LOADED), None)
        for column in declared.columns:
            if not column.renewed or column.identifier not in known or sheet is None:
                continue
            if issubclass(declared, Form):
                ours, theirs = self.view.fields[str(column)], self.donor.fields[str(column)]
                area = Area(ours.row, ours.column_index, ours.row, ours.column_index)
            else:
                bound, donor = self.view.tables[name], self.donor.tables[name]
                ours, theirs = (one.slot(column, one.found.area.top + 1) for one in (bound, donor))
                area = Area(ours.row, ours.column_index, bound.rows.stop - 1, ours.column_index)
            donors = theirs.row, theirs.column_index
            source = self._donor_sheet(theirs.sheet.name)
            self._rules.take_formats(source, ours.sheet.name, donors, area, quoted(self.view.translate(sheet.title)))

    # Forms.

    def _form(self, name: str, declared: Any) -> None:
        known = {column.identifier for column in self.old.tables[name].columns}
        new = [column for column in declared.columns if column.identifier not in known]
        if not new:
            return
        ours = self.view.contents.tables[name.lower()]
        theirs = self.donor.contents.tables[name.lower()]
        area = ours.area
        self._refuse_if_in_the_way(
            ours.sheet, Area(area.bottom + 1, area.left, area.bottom + len(new), area.right), name
        )
        for row, column in enumerate(new, area.bottom + 1):
            source = self.donor.fields[str(column)]
            looks = [self._style(theirs.sheet, source.row, theirs.area.left + offset) for offset in range(3)]
            formula = self.donor.expected_formula(column) if column.formula is not None else None
            value = self._default(column)
            content = Constant(value, style=looks[1]) if formula is None else Formula(formula, None, style=looks[1])
            self._put(ours.sheet, row, area.left, Constant(self.view.translate(column.label), style=looks[0]))
            self._put(ours.sheet, row, area.left + 1, content)
            self._put(ours.sheet, row, area.left + 2, Constant(self.view.translate(column.help), style=looks[2]))
            place = Area(row, area.left + 1, row, area.left + 1)
            self._rules.take(self._donor_sheet(theirs.sheet), ours.sheet, (source.row, source.column_index), place)
            self._names.append(_defined_name(setting_name(name, column.identifier), ours.sheet, place))
            self.added.append(f"{self.view.translate(declared.title)}, {self.view.translate(column.label)}")
        document = Document(self.package, ours.part)
        document.set_attributes(document.root, ref=Area(area.top, area.left, area.bottom + len(new), area.right))
        self._tables[ours.part] = document.result()

    def _default(self, column: Column) -> Any:
        """What a field begins with; the code of a choice as the workbook's language says it."""
        if not isinstance(column.default, str):
            return column.default
        labels = dict(column.choices.labels) if column.choices is not None else {}
        return self.view.translate(labels.get(column.default, column.default))

    def _refuse_if_in_the_way(self, sheet: str, area: Area, name: str) -> None:
        """Nothing of anybody is moved or written over."""
        contents = self.view.contents
        found = next(
            (
                cell.address
                for position, cell in sorted(contents.sheets[sheet].cells.items())
                if position in area and (cell.value not in (None, "") or cell.formula is not None)
            ),
            None,
        )
        others = [
            one.area for one in contents.tables.values() if one.sheet == sheet and one.name.lower() != name.lower()
        ]
        blocked = next((one for one in [*others, *contents.sheets[sheet].merged] if one.overlaps(area)), None)
        if found is None and blocked is not None:
            found = str(blocked)
        if found is not None:
            title = self.new.tables[name].title if name in self.new.tables else self.new.matrices[name].title
            raise ValueProblem(
                self.view.translate(title),
                Phrase(N_("something in {sheet}!{cell}"), sheet=sheet, cell=found),
                N_("expected {cells} to be free for what the newer version adds; move it elsewhere"),
                cells=str(area),
            )

    # Formulas and the version.

    def _newer_formulas(self) -> None:
        """Formulas that the newer version words differently, wherever the older one still stands as it was."""
        tables = self.view.tables.values()
        cells = (slot for table in tables for column in table.columns if column.formula for slot in table.slots(column))
        reworded: dict[str, dict[str, tuple[str, str, Place]]] = {}
        for slot in [*self.view.fields.values(), *cells]:
            older, identifier = slot.column, slot.column.identifier
            declared = self.new.tables[older.table]
            newer = next((one for one in declared.columns if one.identifier == identifier), None)
            if newer is None or newer.formula is None or slot.formula is None:
                continue
            before, after = self.view.expected_formula(older), self.donor.expected_formula(newer)
            if before != after and same(before, slot.formula, self.view.contents, slot.place, older.table):
                sheet, row, column = slot.place
                self._cells.setdefault(sheet, {})[row, column] = Formula(after, slot.value)
                self.formulas += 1
                if not issubclass(declared, Form):
                    reworded.setdefault(older.table, {})[identifier] = (before, after, slot.place)
        for table, columns in reworded.items():
            self._formulas_of_new_rows(table, columns)

    def _newer_matrices(self) -> None:
        """Matrices that the newer version words differently, with their margins, which are the template's own."""
        for one in renewed(self.view, self.donor):
            self._refuse_if_in_the_way(one.sheet, one.free, one.matrix.name)
            slot = self.view.contents.sheets[one.sheet].cells[one.anchor]
            self._cells.setdefault(one.sheet, {})[one.anchor] = Formula(one.formula, slot.value, spill=one.spill)
            self.formulas += 1
            for (row, column), cell in one.margins:
                style = self._style(one.sheet, cell.row, cell.column)
                known = self.view.contents.sheets[one.sheet].cells.get((row, column))
                content = Constant(cell.value, style=style)
                if cell.formula is not None:
                    self.formulas += known is not None
                    self._put(one.sheet, row, column, Formula(cell.formula, None, style=style))
                else:
                    self._put(one.sheet, row, column, content)
            if one.matrix.rest:
                title = self.view.translate(one.matrix.title)
                self.added.append(f"{title}, {self.view.translate(one.matrix.rest)}")
            self._names.append(_defined_name(one.matrix.name_of_sums, one.sheet, one.sums))

    def _newer_tiles(self) -> None:
        """Tiles that the newer version words differently, with the format of what they show then."""
        for one in renewed_tiles(self.view, self.donor):
            for spot, formula, value in one.formulas:
                self._cells.setdefault(one.sheet, {})[spot] = Formula(formula, value)
                self.formulas += 1
            sheet, row, column = one.donor
            self._rules.take_formats(self._donor_sheet(sheet), one.sheet, (row, column), one.area)

    def _formulas_of_new_rows(self, name: str, columns: dict[str, tuple[str, str, Place]]) -> None:
        """What a table gives to rows that are added to it, where that still is the older formula."""
        bound = self.view.tables[name]
        part = bound.found.part
        document = Document(self.package, part, self._tables.get(part))
        listed = document.root.child("tableColumns")
        assert listed is not None
        for identifier, (before, after, place) in columns.items():
            number = bound.column_index[identifier] - bound.found.area.left
            stored = bound.found.columns[number].formula
            element = listed.children[number].child("calculatedColumnFormula")
            if element is not None and stored and same(before, stored, self.view.contents, place, name):
                document.replace(element.inner, element.closing, escape(after).encode())
        self._tables[part] = document.result()

    def _add_sheets(self) -> None:
        """Sheets that the older version had not, empty as a fresh workbook has them, behind the others."""
        known = {sheet.key for sheet in self.old.sheets}
        for sheet in self.new.sheets:
            if sheet.key in known:
                continue
            title = self.view.translate(sheet.title)
            if title in self.view.contents.sheets:
                raise ValueProblem(
                    "workbook",
                    Phrase(N_("a sheet {sheet} of your own"), sheet=title),
                    N_("expected that name to be free for a sheet of the newer version; rename yours"),
                )
            self._new_sheets.add(title)
            self.added.append(title)
            self.new_cells |= {(title, *place) for place in self.donor.contents.sheets[title].cells}
            for name in self.donor.contents.names:
                if name.sheet is None and name.refers_to.rpartition("!")[0].strip("'").replace("''", "'") == title:
                    text = f'<definedName name="{name.name}">{escape(name.refers_to)}</definedName>'
                    self._names.append(text.encode())

    def _with_version(self) -> tuple[str, bytes]:
        """The part with the document properties, and its bytes with the newest version."""
        part = next(link.target for link in self.package.relationships("") if link.type == "custom-properties")
        document = Document(self.package, part)
        one = next(one for one in document.root.children if one.attributes.get("name") == VERSION_PROPERTY)
        value = one.children[0]
        document.replace(value.inner, value.closing, str(self.new.version).encode())
        return part, document.result()


def _styles_part(package: Package) -> str:
    return next((link.target for link in package.relationships(main_part(package)) if link.type == "styles"), STYLES)


def _defined_name(name: str, sheet: str, place: Area) -> bytes:
    corners = dict.fromkeys(((place.top, place.left), (place.bottom, place.right)))
    cells = ":".join(f"${column_letters(column)}${row}" for row, column in corners)
    quoted = escape("'" + sheet.replace("'", "''") + "'")
    return f'<definedName name="{name}">{quoted}!{cells}</definedName>'.encode()
