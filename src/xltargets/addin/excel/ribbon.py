"""The tab on Excel's ribbon, from the registry of actions.

Labels are asked for by Excel through callbacks, because one file serves three languages; `addin.vba` answers them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from xml.etree import ElementTree

from xltargets.actions.registry import ACTIONS
from xltargets.templates import TEMPLATES

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
TAB = "xlTargets"
"""The name of the tab in every language."""
TAB_KEY_TIP = "XT"
MODULE = "xlTargetsRibbon"
"""The VBA module of the callbacks."""
ON_ACTION, GET_LABEL, GET_SCREENTIP, GET_SUPERTIP = "OnAction", "GetLabel", "GetScreentip", "GetSupertip"
_MADE_FROM_OTHERS = {"company-scorecard"}
"""Templates that are not begun empty: their action builds them from workbooks."""


@dataclass(frozen=True, slots=True)
class Control:
    """A group, a button, or the menu of templates."""

    key: str
    """What it is called in the file, and how its label is found."""
    label: str
    tip: str = ""
    icon: str = ""
    key_tip: str = ""
    action: str = ""
    """The action that it starts, with an option after a colon: `new:target-plan`."""
    group: str = ""
    children: tuple[Control, ...] = ()


def buttons() -> list[Control]:
    """One control for each action, in the actions' order; a new workbook is chosen from a menu of templates."""
    return [
        Control(
            f"xlt_{action.key.replace('-', '_')}",
            action.label,
            action.tip,
            action.icon,
            action.key_tip,
            action.key,
            action.group,
            _template_buttons(action.key) if action.key == "new" else (),
        )
        for action in ACTIONS.values()
    ]


def _template_buttons(action: str) -> tuple[Control, ...]:
    return tuple(
        Control(f"xlt_{action}_{key.replace('-', '_')}", template.title, template.purpose, action=f"{action}:{key}")
        for key, template in TEMPLATES.items()
        if key not in _MADE_FROM_OTHERS
    )


def groups() -> list[Control]:
    """The groups of the tab with their buttons."""
    return [
        Control(f"xlt_group_{title.lower()}", title, children=tuple(members))
        for title, members in groupby(buttons(), attrgetter("group"))
    ]


def controls() -> list[Control]:
    """Everything that asks for a label: groups, buttons and the entries of menus."""
    found = []
    for group in groups():
        found.append(group)
        for button in group.children:
            found += [button, *button.children]
    return found


def custom_ui() -> str:
    """The part `customUI/customUI14.xml` of the add-in."""
    root = ElementTree.Element("customUI", xmlns=NAMESPACE)
    tabs = ElementTree.SubElement(ElementTree.SubElement(root, "ribbon"), "tabs")
    tab = ElementTree.SubElement(tabs, "tab", id="xlt_tab", label=TAB, keytip=TAB_KEY_TIP)
    for group in groups():
        place = ElementTree.SubElement(tab, "group", id=group.key, getLabel=f"{MODULE}.{GET_LABEL}")
        for button in group.children:
            _add(place, button, "large")
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


def _add(place: ElementTree.Element, control: Control, size: str = "") -> None:
    attributes = {
        "id": control.key,
        "getLabel": f"{MODULE}.{GET_LABEL}",
        "getScreentip": f"{MODULE}.{GET_SCREENTIP}",
        "getSupertip": f"{MODULE}.{GET_SUPERTIP}",
        "imageMso": control.icon,
        "size": size,
        "keytip": control.key_tip,
    }
    if not control.children:
        attributes |= {"tag": control.action, "onAction": f"{MODULE}.{ON_ACTION}"}
    element = ElementTree.SubElement(
        place, "menu" if control.children else "button", {key: value for key, value in attributes.items() if value}
    )
    for child in control.children:
        _add(element, child)
