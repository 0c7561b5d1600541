"""A real CRM's export, which lies beside some checkouts."""

from __future__ import annotations

from pathlib import Path

import pytest

CRM = Path(__file__).parents[2] / "shared" / "data" / "crm-sales-opportunities"
needs_crm = pytest.mark.skipif(not CRM.is_dir(), reason="the CRM's export is not beside the checkout")
