"""LibreOffice's configuration files: nodes within nodes, with values in one language or several."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Mapping

REGISTRY = "http://openoffice.org/2001/registry"
OFFICE = "org.openoffice.Office"


def root(name: str, package: str = OFFICE) -> ElementTree.Element:
    """The outermost element of a configuration file."""
    return ElementTree.Element(
        "oor:component-data",
        {
            "xmlns:oor": REGISTRY,
            "xmlns:xs": "http://www.w3.org/2001/XMLSchema",
            "oor:name": name,
            "oor:package": package,
        },
    )


def node(parent: ElementTree.Element, name: str, *, replace: bool = False) -> ElementTree.Element:
    """A node; one of a set is said to replace what an earlier version left there."""
    return ElementTree.SubElement(parent, "node", {"oor:name": name, **({"oor:op": "replace"} if replace else {})})


def value(parent: ElementTree.Element, name: str, text: str, kind: str = "xs:string") -> None:
    """A value that is the same in every language."""
    ElementTree.SubElement(_prop(parent, name, kind), "value").text = text


def texts(parent: ElementTree.Element, name: str, by_language: Mapping[str, str]) -> None:
    """A text in each language."""
    prop = _prop(parent, name, "xs:string")
    for language, text in by_language.items():
        ElementTree.SubElement(prop, "value", {"xml:lang": language}).text = text


def written(element: ElementTree.Element) -> str:
    """The file."""
    ElementTree.indent(element)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(element, "unicode") + "\n"


def _prop(parent: ElementTree.Element, name: str, kind: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, "prop", {"oor:name": name, "oor:type": kind})
