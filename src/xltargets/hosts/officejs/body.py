"""What a client posts: JSON, and a workbook in it as base64."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from xltargets.hosts.wire.refusal import Refusal


def json_object(body: bytes) -> dict[str, Any]:
    """The body as JSON, or a refusal."""
    try:
        found = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refusal(400, "The body is not JSON.") from None
    if not isinstance(found, dict):
        raise Refusal(400, "The body must be a JSON object.")
    return found


def posted_workbook(body: dict[str, Any]) -> bytes:
    """The workbook that a request brings along, or a refusal."""
    encoded = body.get("workbook")
    if not isinstance(encoded, str) or not encoded:
        raise Refusal(400, "This action needs the workbook, as base64.")
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(400, "The workbook is not base64.") from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)
