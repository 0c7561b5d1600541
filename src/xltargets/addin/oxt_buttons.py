"""The tool bar and the menu in LibreOffice Calc, from the registry of actions, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from xltargets.actions.registry import ACTIONS
from xltargets.addin.ribbon import TAB, buttons
from xltargets.addin.texts import in_languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xltargets.addin.ribbon import Control

REGISTRY = "http://openoffice.org/2001/registry"
PROTOCOL = "org.xltargets:"
BAR = "org.xltargets.bar"
HANDLER = "org.xltargets.Actions"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"


def add_ons() -> str:
    """The tool bar and the menu; a new workbook is chosen from a menu of templates."""
    root = _root("Addons")
    place = _node(root, "AddonUI")
    bar = _node(_node(place, "OfficeToolBar"), BAR, replace=True)
    for number, button in enumerate(buttons()):
        _item(bar, f"m{number:02}", button)
    menu = _node(_node(place, "OfficeMenuBar"), "org.xltargets.menu", replace=True)
    _texts(menu, dict.fromkeys(in_languages(TAB), TAB))
    _value(menu, "Target", "_self")
    _entries(_node(menu, "Submenu"), buttons())
    return _xml(root)


def window_state() -> str:
    """The name of the tool bar, and its place: docked below the others."""
    root = _root("CalcWindowState", "org.openoffice.Office.UI")
    states = _node(_node(root, "UIElements"), "States")
    bar = _node(states, f"private:resource/toolbar/addon_{BAR}", replace=True)
    _texts(bar, dict.fromkeys(in_languages(TAB), TAB), "UIName")
    for name, kind, value in (
        ("Docked", "boolean", "true"),
        ("Visible", "boolean", "true"),
        ("DockPos", "string", "0,2"),
    ):
        prop = ElementTree.SubElement(bar, "prop", {"oor:name": name, "oor:type": f"xs:{kind}"})
        ElementTree.SubElement(prop, "value").text = value
    return _xml(root)


def protocol_handler() -> str:
    """Which component does what a button's address says."""
    root = _root("ProtocolHandler")
    handler = _node(_node(root, "HandlerSet"), HANDLER, replace=True)
    prop = ElementTree.SubElement(handler, "prop", {"oor:name": "Protocols", "oor:type": "oor:string-list"})
    ElementTree.SubElement(prop, "value").text = f"{PROTOCOL}*"
    return _xml(root)


def addresses() -> list[str]:
    """The addresses of all buttons."""
    return [f"{PROTOCOL}{key}" for key in ACTIONS]


def _entries(parent: ElementTree.Element, controls: Sequence[Control]) -> None:
    for number, control in enumerate(controls):
        item = _item(parent, f"m{number:02}", control)
        if control.children:
            _entries(_node(item, "Submenu"), control.children)


def _item(parent: ElementTree.Element, name: str, control: Control) -> ElementTree.Element:
    item = _node(parent, name, replace=True)
    _value(item, "URL", f"{PROTOCOL}{control.action}")
    _texts(item, in_languages(control.label))
    _value(item, "Target", "_self")
    _value(item, "Context", _CALC)
    return item


def _root(name: str, package: str = "org.openoffice.Office") -> ElementTree.Element:
    return ElementTree.Element("oor:component-data", {"xmlns:oor": REGISTRY, "oor:name": name, "oor:package": package})


def _node(parent: ElementTree.Element, name: str, *, replace: bool = False) -> ElementTree.Element:
    return ElementTree.SubElement(parent, "node", {"oor:name": name, **({"oor:op": "replace"} if replace else {})})


def _value(parent: ElementTree.Element, name: str, text: str) -> None:
    prop = ElementTree.SubElement(parent, "prop", {"oor:name": name, "oor:type": "xs:string"})
    ElementTree.SubElement(prop, "value").text = text


def _texts(parent: ElementTree.Element, texts: dict[str, str], name: str = "Title") -> None:
    prop = ElementTree.SubElement(parent, "prop", {"oor:name": name, "oor:type": "xs:string"})
    for language, text in texts.items():
        ElementTree.SubElement(prop, "value", {"xml:lang": language}).text = text


def _xml(root: ElementTree.Element) -> str:
    root.set("xmlns:xs", "http://www.w3.org/2001/XMLSchema")
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n"
