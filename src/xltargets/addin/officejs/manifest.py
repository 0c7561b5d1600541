"""The manifest that a person gives to Excel: where everything is, and the ribbon.

The order of the elements is that of Microsoft's published schema (TaskPaneAppVersionOverrides 1.0); Excel refuses a
manifest with any other. Page, commands and functions run in one shared runtime, so they carry the same resource id.
There is no namespace, so that a function is typed in the same way as everywhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import xltargets
from xltargets.actions.registry import by_group, served
from xltargets.addin.officejs.icons import LOGO, PANE, icon_path
from xltargets.addin.officejs.metadata import metadata_file
from xltargets.addin.texts import in_languages
from xltargets.errors import N_
from xltargets.locale import RECORDS, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from xltargets.actions.registry import Action

IDENTITY = "b6f1c2a4-5a0e-4d0b-9c6e-7f2f6b1d3e58"
"""Names this add-in for Excel; never to be changed."""
HOME = "https://github.com/xltargets/xltargets"

OFFICE = "http://schemas.microsoft.com/office/appforoffice/1.1"
TYPES = "http://schemas.microsoft.com/office/officeappbasictypes/1.0"
OVERRIDES = "http://schemas.microsoft.com/office/taskpaneappversionoverrides"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

PAGE, METADATA = "Taskpane.Url", "Functions.Metadata"
TITLE = "xlTargets"
SUMMARY = N_("Sales targets: set them, check them, split them, reward them, watch them, guard them and adjust them.")
PANE_LABEL = N_("Findings")
PANE_TIP = N_("Opens the pane with the last findings; a click on one goes to its cell.")
ICON_SIZES = (16, 32, 80)


def command_name(action: Action) -> str:
    """The name under which the page's script offers an action to the ribbon.

    >>> from xltargets.actions.registry import ACTIONS
    >>> command_name(ACTIONS["check-smart"])
    'run_check_smart'
    """
    return f"run_{action.key.replace('-', '_')}"


def manifest(url: str) -> str:
    """The manifest for a server at `url`, which must begin with https for Excel to take it."""
    url = url.rstrip("/")
    root = ElementTree.Element(
        "OfficeApp",
        {"xmlns": OFFICE, "xmlns:xsi": INSTANCE, "xmlns:bt": TYPES, "xmlns:ov": OVERRIDES, "xsi:type": "TaskPaneApp"},
    )
    _text(root, "Id", IDENTITY)
    _text(root, "Version", _four_numbers(xltargets.__version__))
    _text(root, "ProviderName", "The xltargets developers")
    _text(root, "DefaultLocale", "en-US")
    _add(root, "DisplayName", DefaultValue=TITLE)
    _localised(_add(root, "Description", DefaultValue=SUMMARY), SUMMARY, "Override")
    _add(root, "IconUrl", DefaultValue=f"{url}/{icon_path(LOGO, 32)}")
    _add(root, "HighResolutionIconUrl", DefaultValue=f"{url}/{icon_path(LOGO, 64)}")
    _add(root, "SupportUrl", DefaultValue=HOME)
    _text(_add(root, "AppDomains"), "AppDomain", url)
    _add(_add(root, "Hosts"), "Host", Name="Workbook")
    sets = _add(_add(root, "Requirements"), "Sets", DefaultMinVersion="1.1")
    _add(sets, "Set", Name="SharedRuntime", MinVersion="1.1")
    # With this, Excel tells the addresses of arguments, without which a blank cell could be taken for a zero.
    _add(sets, "Set", Name="CustomFunctionsRuntime", MinVersion="1.3")
    _add(_add(root, "DefaultSettings"), "SourceLocation", DefaultValue=f"{url}/taskpane.html")
    _text(root, "Permissions", "ReadWriteDocument")
    _overrides(root, url)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _overrides(root: Element, url: str) -> None:
    overrides = _add(root, "VersionOverrides", {"xmlns": OVERRIDES, "xsi:type": "VersionOverridesV1_0"})
    host = _add(_add(overrides, "Hosts"), "Host", {"xsi:type": "Workbook"})
    _add(_add(host, "Runtimes"), "Runtime", resid=PAGE, lifetime="long")
    functions = _add(_add(host, "AllFormFactors"), "ExtensionPoint", {"xsi:type": "CustomFunctions"})
    for element, resource in (("Script", "Functions.Script"), ("Page", PAGE), ("Metadata", METADATA)):
        _add(_add(functions, element), "SourceLocation", resid=resource)
    desktop = _add(host, "DesktopFormFactor")
    started = _add(desktop, "GetStarted")
    for element, resource in (("Title", "Title"), ("Description", "Summary"), ("LearnMoreUrl", "Home.Url")):
        _add(started, element, resid=resource)
    _add(desktop, "FunctionFile", resid=PAGE)
    ribbon = _add(desktop, "ExtensionPoint", {"xsi:type": "PrimaryCommandSurface"})
    tab = _add(ribbon, "CustomTab", id="xlTargets.Tab")
    groups = by_group(served=True)
    for number, members in enumerate(groups.values()):
        group = _add(tab, "Group", id=f"xlTargets.Group{number}")
        _add(group, "Label", resid=f"Group{number}")
        _icon(group, members[0].key)
        for action in members:
            execute = _button(group, action.key)
            execute.set("xsi:type", "ExecuteFunction")
            _text(execute, "FunctionName", command_name(action))
        if number == len(groups) - 1:
            show = _button(group, PANE)
            show.set("xsi:type", "ShowTaskpane")
            _text(show, "TaskpaneId", "xlTargets.Pane")
            _add(show, "SourceLocation", resid=PAGE)
    _add(tab, "Label", resid="Title")
    _resources(overrides, url, list(groups))


def _button(group: Element, key: str) -> Element:
    """A button of the ribbon; gives its action, still to be filled in."""
    control = _add(group, "Control", {"xsi:type": "Button"}, id=f"xlTargets.{key}")
    _add(control, "Label", resid=f"{key}.Label")
    tip = _add(control, "Supertip")
    _add(tip, "Title", resid=f"{key}.Label")
    _add(tip, "Description", resid=f"{key}.Tip")
    _icon(control, key)
    return _add(control, "Action")


def _icon(parent: Element, key: str) -> None:
    icon = _add(parent, "Icon")
    for size in ICON_SIZES:
        _add(icon, "bt:Image", size=str(size), resid=f"{key}.{size}")


def _resources(overrides: Element, url: str, groups: list[str]) -> None:
    buttons = {action.key: (action.label, action.tip) for action in served()}
    buttons[PANE] = (PANE_LABEL, PANE_TIP)
    resources = _add(overrides, "Resources")
    images = _add(resources, "bt:Images")
    for key in buttons:
        for size in ICON_SIZES:
            _add(images, "bt:Image", id=f"{key}.{size}", DefaultValue=f"{url}/{icon_path(key, size)}")
    addresses = _add(resources, "bt:Urls")
    for name, address in (
        (PAGE, f"{url}/taskpane.html"),
        ("Functions.Script", f"{url}/functions.js"),
        (METADATA, f"{url}/{metadata_file(SOURCE)}"),
        ("Home.Url", HOME),
    ):
        shown = _add(addresses, "bt:Url", id=name, DefaultValue=address)
        # The help of the functions in Excel's own display language.
        for language in RECORDS.values() if name == METADATA else ():
            for locale in language.office_locales:
                _add(shown, "bt:Override", Locale=locale, Value=f"{url}/{metadata_file(language.code)}")
    labels = [(f"Group{number}", label) for number, label in enumerate(groups)]
    labels += [(f"{key}.Label", label) for key, (label, _tip) in buttons.items()]
    tips = [("Summary", SUMMARY), *((f"{key}.Tip", tip) for key, (_label, tip) in buttons.items())]
    _strings(_add(resources, "bt:ShortStrings"), [("Title", TITLE), *labels])
    _strings(_add(resources, "bt:LongStrings"), tips)


def _strings(parent: Element, messages: Iterable[tuple[str, str]]) -> None:
    for name, message in messages:
        _localised(_add(parent, "bt:String", id=name, DefaultValue=message), message, "bt:Override")


def _localised(element: Element, message: str, override: str) -> None:
    """The message in Excel's other display languages, where it has been translated."""
    words = in_languages(message)
    for language in RECORDS.values():
        translated = words[language.code]
        for locale in language.office_locales if translated != message else ():
            _add(element, override, Locale=locale, Value=translated)


def _add(parent: Element, tag: str, marks: dict[str, str] | None = None, /, **attributes: str) -> Element:
    return ElementTree.SubElement(parent, tag, {**(marks or {}), **attributes})


def _text(parent: Element, tag: str, text: str) -> None:
    _add(parent, tag).text = text


def _four_numbers(version: str) -> str:
    """A version as Excel wants it, such as 0.3.1.0.

    >>> _four_numbers("0.3.1.dev2")
    '0.3.1.0'
    """
    numbers = []
    for part in version.split("."):
        if not part.isdigit():
            break
        numbers.append(part)
    return ".".join([*numbers, "0", "0", "0", "0"][:4])
