"""The add-in's files: complete, in the order of Microsoft's schema, and what is committed."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from xltargets.actions.registry import served
from xltargets.addin.officejs.files import DEFAULT_URL, products
from xltargets.addin.officejs.manifest import command_name, manifest
from xltargets.functions import FUNCTIONS
from xltargets.locale import LANGUAGES, translator

APP = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
OV = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
BT = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"

ORDER = {
    # OfficeAppManifestV1_1.xsd, TaskPaneAppVersionOverridesV1_0.xsd and OfficeAppBasicTypesV1_0.xsd: the children that
    # an element may have, in the order of its xs:sequence. Runtimes, which is younger than these files, stands first in
    # Host by Microsoft's "How to find the proper order of manifest elements".
    f"{APP}OfficeApp": (
        "Id AlternateId Version ProviderName DefaultLocale DisplayName Description IconUrl HighResolutionIconUrl "
        "SupportUrl AppDomains Hosts Requirements DefaultSettings Permissions Dictionary VersionOverrides"
    ),
    f"{APP}DisplayName": "Override",
    f"{APP}Description": "Override",
    f"{APP}AppDomains": "AppDomain",
    f"{APP}Hosts": "Host",
    f"{APP}Requirements": "Sets Methods",
    f"{APP}Sets": "Set",
    f"{APP}DefaultSettings": "SourceLocation",
    f"{OV}VersionOverrides": "Description Requirements Hosts Resources WebApplicationInfo EquivalentAddins",
    f"{OV}Hosts": "Host",
    f"{OV}Host": "Runtimes AllFormFactors DesktopFormFactor",
    f"{OV}Runtimes": "Runtime",
    f"{OV}AllFormFactors": "ExtensionPoint",
    f"{OV}DesktopFormFactor": "GetStarted FunctionFile ExtensionPoint",
    f"{OV}GetStarted": "Title Description LearnMoreUrl",
    f"{OV}ExtensionPoint": "Script Page Metadata Namespace OfficeTab CustomTab",
    f"{OV}Script": "SourceLocation",
    f"{OV}Page": "SourceLocation",
    f"{OV}Metadata": "SourceLocation",
    f"{OV}CustomTab": "Group Label",
    f"{OV}Group": "Label Icon Control",
    f"{OV}Icon": "Image",
    f"{OV}Control": "Label Supertip Icon Action",
    f"{OV}Supertip": "Title Description",
    f"{OV}Action": "FunctionName TaskpaneId SourceLocation Title",
    f"{OV}Resources": "Images Urls ShortStrings LongStrings",
    f"{BT}Images": "Image",
    f"{BT}Urls": "Url",
    f"{BT}ShortStrings": "String",
    f"{BT}LongStrings": "String",
    f"{BT}String": "Override",
    f"{BT}Url": "Override",
}
MANY = {"Set", "Group", "Control", "Image", "Url", "String", "Override", "ExtensionPoint"}
REQUIRED = {
    f"{OV}Control": {"Label", "Supertip", "Icon", "Action"},
    f"{OV}Group": {"Label", "Icon", "Control"},
    f"{OV}CustomTab": {"Group", "Label"},
    f"{OV}Supertip": {"Title", "Description"},
    f"{OV}GetStarted": {"Title", "Description", "LearnMoreUrl"},
    f"{APP}OfficeApp": {"Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "Permissions"},
}


def local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


@pytest.fixture(scope="module")
def root(pages: dict[str, bytes]) -> ElementTree.Element:
    return ElementTree.fromstring(pages["manifest.xml"])


class TestManifest:
    def test_order_of_the_schema(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            children = [local(child) for child in element]
            if not children:
                continue
            allowed = ORDER[element.tag].split()
            assert set(children) <= set(allowed), element.tag
            assert [allowed.index(child) for child in children] == sorted(allowed.index(child) for child in children)
            assert REQUIRED.get(element.tag, set()) <= set(children)
            for child in set(children) - MANY:
                assert children.count(child) == 1, f"{element.tag} has {child} twice"

    def test_every_resource_is_there_once_and_used(self, root: ElementTree.Element) -> None:
        defined = [
            one.get("id", "") for one in root.iter() if one.get("id") and local(one) in {"Image", "Url", "String"}
        ]
        used = {one.get("resid", "") for one in root.iter() if one.get("resid")}
        assert len(defined) == len(set(defined))
        assert set(defined) == used
        assert max(map(len, defined)) <= 32

    def test_lengths(self, root: ElementTree.Element) -> None:
        for block, most in ((f"{BT}ShortStrings", 125), (f"{BT}LongStrings", 250), (f"{BT}Urls", 2048)):
            [strings] = root.iter(block)
            for one in strings.iter():
                for text in (one.get("DefaultValue"), one.get("Value")):
                    assert text is None or 0 < len(text) <= most, text
        assert len(root.find(f"{APP}Description").get("DefaultValue")) <= 250  # type: ignore[union-attr,arg-type]

    def test_one_shared_runtime(self, root: ElementTree.Element) -> None:
        """Excel loads none if page, commands and functions name different resources."""
        [runtime] = root.iter(f"{OV}Runtime")
        page = runtime.get("resid")
        assert runtime.get("lifetime") == "long"
        assert root.find(f".//{OV}Page/{OV}SourceLocation").get("resid") == page  # type: ignore[union-attr]
        assert root.find(f".//{OV}FunctionFile").get("resid") == page  # type: ignore[union-attr]
        assert root.find(f".//{OV}Action/{OV}SourceLocation").get("resid") == page  # type: ignore[union-attr]

    def test_no_namespace(self, root: ElementTree.Element) -> None:
        """So that it is =TARGET_SPLIT(...) here as everywhere."""
        assert root.find(f".//{OV}Namespace") is None

    def test_only_where_blanks_can_be_told_from_zeros(self, root: ElementTree.Element) -> None:
        needed = {one.get("Name"): one.get("MinVersion") for one in root.iter(f"{APP}Set")}
        # parameterAddresses came with 1.3, by Microsoft's type declarations.
        assert needed == {"SharedRuntime": "1.1", "CustomFunctionsRuntime": "1.3"}

    def test_a_button_for_each_action_and_the_script_has_it(
        self, root: ElementTree.Element, pages: dict[str, bytes]
    ) -> None:
        named = [one.text for one in root.iter(f"{OV}FunctionName")]
        assert named == [command_name(action) for action in served()]
        script = pages["taskpane.js"].decode()
        for name in named:
            assert f'"command": "{name}"' in script
        ids = [one.get("id") for one in root.iter() if local(one) in {"Control", "Group", "CustomTab"}]
        assert len(ids) == len(set(ids))

    def test_every_file_that_it_names_is_served(self, root: ElementTree.Element, pages: dict[str, bytes]) -> None:
        addresses = {one.get("DefaultValue", "") for one in root.iter()}
        named = {address.removeprefix(f"{DEFAULT_URL}/") for address in addresses if address.startswith(DEFAULT_URL)}
        assert named
        assert named <= set(pages)

    def test_another_address(self) -> None:
        moved = manifest("https://excel.example.com/xl/")
        assert "localhost" not in moved
        assert 'DefaultValue="https://excel.example.com/xl/taskpane.html"' in moved

    def test_identity_and_version(self, root: ElementTree.Element) -> None:
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", root.findtext(f"{APP}Id") or "")
        assert re.fullmatch(r"\d+\.\d+\.\d+\.\d+", root.findtext(f"{APP}Version") or "")


@pytest.fixture(scope="module")
def described(pages: dict[str, bytes]) -> Any:
    return json.loads(pages["functions.json"])


class TestMetadata:
    def test_every_function_with_its_arguments(self, described: Any) -> None:
        assert [one["id"] for one in described["functions"]] == list(FUNCTIONS)
        for one in described["functions"]:
            assert one["name"] == one["id"]
            assert [(given["name"], not given["optional"]) for given in one["parameters"]] == [
                (parameter.name, parameter.required) for parameter in FUNCTIONS[one["id"]].parameters
            ]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_help_is_in_excel_s_language(self, pages: dict[str, bytes], described: Any, language: str) -> None:
        """The manifest leads each display language to a file, which differs from the English one in its help only."""
        [url] = (
            one
            for one in ElementTree.fromstring(pages["manifest.xml"]).iter(f"{BT}Url")
            if "Metadata" in one.get("id", "")
        )
        by_locale = {one.get("Locale"): one.get("Value") for one in url}
        address = by_locale.get(language, url.get("DefaultValue")) or ""
        told = json.loads(pages[address.removeprefix(f"{DEFAULT_URL}/")])
        translate = translator(language)
        for one, english in zip(told["functions"], described["functions"], strict=True):
            assert one["description"] == translate(english["description"])
            assert 0 < len(one["description"]) <= 255
            for given, in_english in zip(one["parameters"], english["parameters"], strict=True):
                assert given == {**in_english, "description": translate(in_english["description"])}
            assert {**english, "description": None, "parameters": None} == {
                **one,
                "description": None,
                "parameters": None,
            }
        assert (language, told["functions"][-1]["description"]) in {
            ("en", "The version of the functions in use."),
            ("zh-CN", "当前所用函数的版本。"),
            ("zh-TW", "目前所用函數的版本。"),
        }

    def test_names_that_excel_takes(self, described: Any) -> None:
        # The pattern of Microsoft's own generator (custom-functions-metadata).
        for one in described["functions"]:
            assert re.fullmatch(r"[A-Za-z][A-Za-z0-9._]*", one["id"])

    def test_help_is_short_enough(self, described: Any) -> None:
        for one in described["functions"]:
            for text in (one["description"], *(given["description"] for given in one["parameters"])):
                assert 0 < len(text) <= 255

    def test_errors_reach_the_functions(self, described: Any) -> None:
        assert described["allowErrorForDataTypeAny"] is True

    def test_addresses_need_a_matrix(self, described: Any) -> None:
        for one in described["functions"]:
            assert one["options"]["requiresParameterAddresses"]
            assert one["result"]["dimensionality"] == "matrix"

    def test_volatile_only_where_the_clock_is_read(self, described: Any) -> None:
        """Each of them is worked out again at every change in the workbook."""
        by_name = {one["id"]: one["options"]["volatile"] for one in described["functions"]}
        assert {name for name, volatile in by_name.items() if volatile} == {
            # The functions of the catalogue with [as_of].
            "SMART_CHECK",
            "SMART_SCORE",
            "SMART_ADVICE",
            "REQUIRED_RUN_RATE",
            "TARGET_PACE",
            "FOLLOWUP_STATUS",
        }


def png_size(data: bytes) -> tuple[int, int]:
    """Reads a picture, checksums and all."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    place, parts = 8, {}
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        assert struct.unpack(">I", data[place + 8 + length : place + 12 + length])[0] == zlib.crc32(kind + body)
        parts[kind] = body
        place += 12 + length
    width, height, bits = struct.unpack(">IIB", parts[b"IHDR"][:9])
    assert len(zlib.decompress(parts[b"IDAT"])) == height * (1 + (width * bits + 7) // 8)
    return width, height


def test_pictures_have_the_size_in_their_name(pages: dict[str, bytes]) -> None:
    pictures = [name for name in pages if name.endswith(".png")]
    assert len(pictures) == 4 * (len(served()) + 2)
    for name in pictures:
        size = int(name.rpartition("-")[2].removesuffix(".png"))
        assert png_size(pages[name]) == (size, size)


def test_the_page_loads_only_microsofts_own_script(pages: dict[str, bytes]) -> None:
    page = pages["taskpane.html"].decode()
    found = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert [one for one in found if "//" in one] == ["https://appsforoffice.microsoft.com/lib/1/hosted/office.js"]
    assert {one for one in found if "//" not in one} <= set(pages)
    scripts = pages["taskpane.js"].decode() + pages["functions.js"].decode()
    assert not re.search(r"innerHTML|eval\(|document\.write|https?://", scripts)


def test_the_text_in_the_page_is_all_declared(pages: dict[str, bytes]) -> None:
    used = set(re.findall(r'data-text="(\w+)"', pages["taskpane.html"].decode()))
    used |= set(re.findall(r'say\("(\w+)"', pages["taskpane.js"].decode() + pages["functions.js"].decode()))
    declared = re.search(r"const TEXTS = \{\n(.*?)\n\};", pages["functions.js"].decode(), re.DOTALL)
    assert declared
    assert set(re.findall(r'^  "(\w+)": \{"en"', declared[1], re.MULTILINE)) == used


def test_what_is_committed_is_what_is_built() -> None:
    folder = Path(__file__).parents[2] / "udfs" / "officejs"
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert found == products(), "write them with: xltargets addin build -o udfs"


def test_the_functions_need_only_numpy_and_xlwings() -> None:
    """So that the module can be loaded where Python runs inside Excel."""
    script = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"pandas", "formualizer", "xlsxwriter", "click", "rich", "starlette", "uvicorn"}:
            raise ImportError(name)
sys.meta_path.insert(0, Missing())
import xltargets_udfs
assert xltargets_udfs.TARGET_SPLIT([[100.0]], [[1.0], [1.0], [1.0]]) == [[34.0], [33.0], [33.0]]
"""
    udfs = Path(__file__).parents[2] / "udfs"
    done = subprocess.run([sys.executable, "-c", script], cwd=udfs, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
