"""The tool bar and the menu in LibreOffice Calc, from the registry of actions, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.actions.registry import ACTIONS
from xltargets.addin.excel.ribbon import TAB, buttons
from xltargets.addin.libreoffice.oxt_xml import OFFICE, node, root, texts, value, written
from xltargets.addin.texts import in_languages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree import ElementTree

    from xltargets.addin.excel.ribbon import Control

PROTOCOL = "org.xltargets:"
BAR = "org.xltargets.bar"
HANDLER = "org.xltargets.Actions"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"


def add_ons() -> str:
    """The tool bar and the menu; a new workbook is chosen from a menu of templates."""
    top = root("Addons")
    place = node(top, "AddonUI")
    bar = node(node(place, "OfficeToolBar"), BAR, replace=True)
    for number, button in enumerate(buttons()):
        _item(bar, f"m{number:02}", button)
    menu = node(node(place, "OfficeMenuBar"), "org.xltargets.menu", replace=True)
    texts(menu, "Title", dict.fromkeys(in_languages(TAB), TAB))
    value(menu, "Target", "_self")
    _entries(node(menu, "Submenu"), buttons())
    return written(top)


def window_state() -> str:
    """The name of the tool bar, and its place: docked below the others."""
    top = root("CalcWindowState", f"{OFFICE}.UI")
    states = node(node(top, "UIElements"), "States")
    bar = node(states, f"private:resource/toolbar/addon_{BAR}", replace=True)
    texts(bar, "UIName", dict.fromkeys(in_languages(TAB), TAB))
    value(bar, "Docked", "true", "xs:boolean")
    value(bar, "Visible", "true", "xs:boolean")
    value(bar, "DockPos", "0,2")
    return written(top)


def protocol_handler() -> str:
    """Which component does what a button's address says."""
    top = root("ProtocolHandler")
    handler = node(node(top, "HandlerSet"), HANDLER, replace=True)
    value(handler, "Protocols", f"{PROTOCOL}*", "oor:string-list")
    return written(top)


def addresses() -> list[str]:
    """The addresses of all buttons."""
    return [f"{PROTOCOL}{key}" for key in ACTIONS]


def facts() -> dict[str, dict[str, Any]]:
    """What the component must know of each action before it asks the worker."""
    return {
        key: {
            "needs": action.needs,
            "asks_folder": action.asks_folder,
            "option": None if action.menu is None else action.menu.key,
            "asks": {option.key: in_languages(option.label) for option in action.asks},
        }
        for key, action in ACTIONS.items()
    }


def _entries(parent: ElementTree.Element, controls: Sequence[Control]) -> None:
    for number, control in enumerate(controls):
        item = _item(parent, f"m{number:02}", control)
        if control.children:
            _entries(node(item, "Submenu"), control.children)


def _item(parent: ElementTree.Element, name: str, control: Control) -> ElementTree.Element:
    item = node(parent, name, replace=True)
    value(item, "URL", f"{PROTOCOL}{control.action}")
    texts(item, "Title", in_languages(control.label))
    value(item, "Target", "_self")
    value(item, "Context", _CALC)
    return item
