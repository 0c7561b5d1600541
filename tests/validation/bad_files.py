"""Files that are handed in instead of a plan, made by hand so that nothing of ours judges itself."""

from __future__ import annotations

import io
import struct
import zipfile

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="{kind}"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_KIND = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

PARTS = {
    "[Content_Types].xml": TYPES.format(kind=KIND),
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    "</sheetData></worksheet>",
}


def package(**changes: str | bytes | None) -> bytes:
    """A small workbook; parts are replaced, added, or left out where they are None. Keys are part names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in (PARTS | changes).items():
            if content is not None:
                file.writestr(name, content)
    return stream.getvalue()


def sheet(cells: str) -> str:
    """A worksheet with these rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def ole(*streams: str) -> bytes:
    """An OLE compound file whose directory names these streams: what encrypted and .xls workbooks come in."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0
    )
    header += b"\xff" * (512 - len(header))
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * (512 - 8)
    directory = b""
    for number, name in enumerate(("Root Entry", *streams)):
        encoded = name.encode("utf-16-le")
        kind = 5 if number == 0 else 2
        entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, kind, 1)
        directory += (entry + b"\xff" * 12).ljust(128, b"\0")
    return header + fat + directory.ljust(512, b"\0")


ENCRYPTED = ole("EncryptionInfo", "EncryptedPackage")
LEGACY = ole("Workbook")
EMPTY = b""
TEXT = b"Month,Weight\n2026-01,1\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)
ZIP_WITHOUT_WORKBOOK = package(**{"xl/workbook.xml": None, "[Content_Types].xml": None, "_rels/.rels": None})
CUT_SHORT = package()[: len(package()) // 2]
BROKEN_XML = package(**{"xl/worksheets/sheet1.xml": sheet("<row><c></row>")})
BOMB = package(**{"xl/worksheets/sheet1.xml": sheet(" " * 300_000_000)})
FAR_CELLS = package(
    **{"xl/worksheets/sheet1.xml": sheet('<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>')}
)
VAST_SPILL = package(
    **{
        "xl/worksheets/sheet1.xml": sheet(
            '<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>'
        )
    }
)
DOCTYPE = package(
    **{
        "xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
        + sheet("<row r='1'><c r='A1'><v>&a;</v></c></row>")
    }
)
MACROS = package(
    **{"[Content_Types].xml": TYPES.format(kind=MACRO_KIND), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}
)
OPEN_DOCUMENT = package(
    **dict.fromkeys(PARTS), mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": "<x/>"}
)


def linked(target: str) -> bytes:
    """A workbook that links to another one."""
    book = PARTS["xl/workbook.xml"].replace(
        "</sheets>", '</sheets><externalReferences><externalReference r:id="rId2"/></externalReferences>'
    )
    link = f'<Relationship Id="rId2" Type="{OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    links = PARTS["xl/_rels/workbook.xml.rels"].replace("</Relationships>", link + "</Relationships>")
    outward = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/externalLinkPath" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return package(
        **{
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": links,
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"/>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": outward,
        }
    )
