"""The extension for LibreOffice Calc: every worksheet function as a native one, derived from the registry.

Inside LibreOffice runs a small component on the Python that LibreOffice brings (`client/`); it asks the
Python in which xltargets is installed. The type library, which tells LibreOffice the functions' arguments, is compiled
by LibreOffice's SDK; it lies beside the component and is compiled anew only when the functions change.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import zipfile
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import xltargets
from xltargets.addin.libreoffice import oxt_buttons, oxt_xml
from xltargets.addin.texts import in_languages
from xltargets.errors import N_, Problem
from xltargets.functions import FUNCTIONS
from xltargets.functions.help import EXPLAIN
from xltargets.functions.names import LIBREOFFICE_SERVICE, programmatic_name
from xltargets.locale import tags

IDENTIFIER = "org.xltargets"
EXTENSION = "xltargets.oxt"
IDL, TYPES = "xltargets.idl", "xltargets.rdb"
COMPONENTS = ("xltargets_functions.py", "xltargets_actions.py")
PARTS = (*COMPONENTS, "xltargets_worker.py", "xltargets_explain.py")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SDK = (Path("/usr/lib/libreoffice"), Path("/opt/libreoffice"), Path("/usr/lib64/libreoffice"))


class NoTypes(Problem):
    """The type library cannot be made here: a program is missing."""


def idl() -> str:
    """The functions as LibreOffice's interface language has them: any cell or range in, any out."""
    methods = []
    for name, function in FUNCTIONS.items():
        # Calc hands over the document where this type is; it is no argument that people see.
        document = ["[in] com::sun::star::beans::XPropertySet document"] if name == EXPLAIN else []
        arguments = [f"[in] any a{number}" for number in range(1, len(function.parameters) + 1)]
        methods.append(f"    any {programmatic_name(name)}({', '.join([*document, *arguments])});")
    return "\n".join(
        [
            "module org { module xltargets {",
            "  interface XFunctions {",
            *methods,
            "  };",
            "}; };",
            "",
        ]
    )


def client() -> Path:
    """Where the parts that run inside LibreOffice lie."""
    return Path(str(resources.files("xltargets.addin.libreoffice") / "client"))


def types() -> bytes:
    """The compiled type library; it is the one beside the component unless the functions have changed.

    Compiled anew, it is kept there, to be committed with the change.
    """
    folder = client()
    if (folder / IDL).is_file() and (folder / IDL).read_text(encoding="utf-8") == idl():
        return (folder / TYPES).read_bytes()
    made = compiled()
    (folder / IDL).write_text(idl(), encoding="utf-8")
    (folder / TYPES).write_bytes(made)
    return made


def compiled() -> bytes:
    """The type library, compiled now by LibreOffice's SDK."""
    office = next((one for one in _SDK if (one / "sdk/bin/unoidl-write").is_file()), None)
    found = shutil.which("unoidl-write") or (office and str(office / "sdk/bin/unoidl-write"))
    if not found or office is None:
        message = N_(
            "The functions have changed, and their types for LibreOffice must be compiled anew: install LibreOffice "
            "with its SDK (on Debian the package libreoffice-dev)."
        )
        raise NoTypes(message)
    program = office / "program"
    with tempfile.TemporaryDirectory(prefix="xltargets-") as folder:
        source, target = Path(folder) / IDL, Path(folder) / TYPES
        source.write_text(idl(), encoding="utf-8")
        known = [str(program / "types.rdb"), str(program / "types/offapi.rdb")]
        try:
            subprocess.run([found, *known, str(source), str(target)], check=True, capture_output=True, timeout=60)  # noqa: S603
        except (OSError, subprocess.SubprocessError) as problem:
            raise NoTypes(N_("{program} failed: {reason}"), program="unoidl-write", reason=str(problem)) from None
        return target.read_bytes()


def calc_add_ins() -> str:
    """What Calc knows of the functions before any is called: names, descriptions, arguments."""
    top = oxt_xml.root("CalcAddIns")
    infos = oxt_xml.node(top, "AddInInfo")
    functions = oxt_xml.node(oxt_xml.node(infos, LIBREOFFICE_SERVICE, replace=True), "AddInFunctions")
    for name, function in FUNCTIONS.items():
        documentation = function.documentation
        node = oxt_xml.node(functions, programmatic_name(name), replace=True)
        oxt_xml.texts(node, "DisplayName", {"en": name})
        oxt_xml.texts(node, "Description", in_languages(documentation.summary))
        oxt_xml.value(node, "Category", "Add-In")
        oxt_xml.texts(node, "CompatibilityName", {"en": name})
        parameters = oxt_xml.node(node, "Parameters")
        for number, parameter in enumerate(function.parameters, 1):
            # Calc takes them in the order of their names in the configuration.
            one = oxt_xml.node(parameters, f"a{number:02}", replace=True)
            shown = parameter.name if parameter.required else f"[{parameter.name}]"
            oxt_xml.texts(one, "DisplayName", {"en": shown})
            oxt_xml.texts(one, "Description", in_languages(documentation.arguments[parameter.name]))
    return oxt_xml.written(top)


def manifest(configurations: tuple[str, ...]) -> str:
    """The list of what is in the extension, and what it is."""
    space = "http://openoffice.org/2001/manifest"
    root = ElementTree.Element("manifest:manifest", {"xmlns:manifest": space})
    kinds = [
        (TYPES, "application/vnd.sun.star.uno-typelibrary;type=RDB"),
        *((name, "application/vnd.sun.star.uno-component;type=Python") for name in COMPONENTS),
        *((name, "application/vnd.sun.star.configuration-data") for name in configurations),
    ]
    for path, kind in kinds:
        ElementTree.SubElement(root, "manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": kind})
    return oxt_xml.written(root)


def description() -> str:
    """Name, version and what it needs, for the list of extensions."""
    root = ElementTree.Element(
        "description",
        {"xmlns": "http://openoffice.org/extensions/description/2006", "xmlns:xlink": "http://www.w3.org/1999/xlink"},
    )
    ElementTree.SubElement(root, "identifier", value=IDENTIFIER)
    ElementTree.SubElement(root, "version", value=xltargets.__version__)
    names = ElementTree.SubElement(root, "display-name")
    ElementTree.SubElement(names, "name", lang="en").text = "xlTargets: sales targets"
    return oxt_xml.written(root)


def catalogue() -> list[dict[str, Any]]:
    """What the component itself says of the functions, in all languages."""
    return [
        {
            "name": function.name,
            "takes_document": function.name == EXPLAIN,
            "summary": in_languages(function.documentation.summary),
            "arguments": [
                {"name": one.name, "help": in_languages(function.documentation.arguments[one.name])}
                for one in function.parameters
            ],
        }
        for function in FUNCTIONS.values()
    ]


def files() -> dict[str, bytes]:
    """All files of the extension by their path in it."""
    configurations = {
        "CalcAddIns.xcu": calc_add_ins(),
        "Addons.xcu": oxt_buttons.add_ons(),
        "CalcWindowState.xcu": oxt_buttons.window_state(),
        "ProtocolHandler.xcu": oxt_buttons.protocol_handler(),
    }
    return {
        "META-INF/manifest.xml": manifest(tuple(configurations)).encode(),
        "description.xml": description().encode(),
        **{name: text.encode() for name, text in configurations.items()},
        TYPES: types(),
        "actions.json": json.dumps(oxt_buttons.facts(), ensure_ascii=False, indent=1).encode(),
        "functions.json": json.dumps(catalogue(), ensure_ascii=False, indent=1).encode(),
        "languages.json": json.dumps(tags(), indent=1).encode(),
        **{name: (client() / name).read_bytes() for name in PARTS},
    }


def build(path: Path) -> None:
    """Write the extension; the same functions give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files().items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    temporary.replace(path)
