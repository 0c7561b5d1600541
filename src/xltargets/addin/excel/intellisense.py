"""Help while typing a formula: Excel-DNA's IntelliSense add-in reads it from a file beside ours."""

from __future__ import annotations

from xml.etree import ElementTree

from xltargets.addin.texts import in_languages
from xltargets.functions import FUNCTIONS

NAMESPACE = "http://schemas.excel-dna.net/intellisense/1.0"


def intellisense(language: str = "en") -> str:
    """All functions with what they and their arguments are for; an optional argument stands in brackets.

    In one language: the file has no place for others, so the computer's own is written where it is installed.
    """
    root = ElementTree.Element("IntelliSense", xmlns=NAMESPACE)
    place = ElementTree.SubElement(root, "FunctionInfo")
    for name, function in FUNCTIONS.items():
        documentation = function.documentation
        shown = ElementTree.SubElement(
            place, "Function", Name=name, Description=in_languages(documentation.summary)[language]
        )
        for parameter in function.parameters:
            ElementTree.SubElement(
                shown,
                "Argument",
                Name=parameter.name if parameter.required else f"[{parameter.name}]",
                Description=in_languages(documentation.arguments[parameter.name])[language],
            )
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n"
