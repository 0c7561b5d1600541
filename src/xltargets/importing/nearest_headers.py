"""Which header of a file a missing column may be, for the command that goes on; none rather than one that cannot be."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from xltargets.importing.contents import are_flags, is_number, sample, share
from xltargets.importing.labels import key_of, keys_of
from xltargets.templates.schema import Kind
from xltargets.units.amounts import Unread, read_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from xltargets.importing.raw import Raw

FEW = 8
_DEAL = r"dealname|opportunityname|topic|subject|title|商机名称|商機名稱"
_NO_PERSON = re.compile(
    rf"{_DEAL}|account|company|customer|client|product|stage|status|source|channel|campaign|segment|sector|industry"
    r"|region|area|territory|country|city|state|province|office|type|category|priority|currency|note|reason|step"
    r"|客户|客戶|公司|产品|產品|商品|阶段|階段|状态|狀態|来源|來源|渠道|通路|行业|行業|区域|區域|地区|地區|省|城市|市$"
    r"|类|類|型|等级|等級|优先|優先|币种|幣別|备注|備註|原因"
)
_PERSON = re.compile(
    r"owner|rep$|agent|seller|sales(?:person|man)|assigned|负责|負責|业务员|業務員|销售员|工号|员工|員工"
)
_NO_ACCOUNT = re.compile(_DEAL)
_NO_AMOUNT = re.compile(
    r"(?:id|no|number|index|rank|code|zip|phone|age|year|month|months|quarter|week|day|days|term|seats|beds|headcount)$"
    r"|quantity|qty|units|count|percent|pct|prob|rate|ratio|score|margin|discount|tax|price|%"
    r"|数量|數量|销量|銷量|编号|編號|序号|序號|排名|年龄|年齡|天数|天數|比例|概率|率|折扣|单价|單價|售价|售價|价格|價格|电话|電話|邮编"
)
_NO_DAY = re.compile(
    r"creat|open|start|birth|hire|modif|updat|activity|contact|follow|due|next|expected|estimated|forecast|valid"
    r"|创建|創建|建立|开始|開始|更新|修改|跟进|跟進|下次|预计|預計|生日|入职|入職"
)


def nearest_header(column: Any, headers: Sequence[str], raw: Raw) -> str | None:
    """The header spelt most like one of a column's, or else the first whose cells are of its kind and may be meant."""
    fitting = [one for one in headers if share(_cells(raw, one), column.kind) > 0.5 and _may_be(column, one, raw)]
    labels = [key for label in (column.identifier, column.label, *column.synonyms) for key in keys_of(label)]

    def likeness(header: str) -> float:
        own = keys_of(header)
        inside = any(label in key for label in labels if len(label) > 2 for key in own)
        return max(difflib.SequenceMatcher(None, key, label).ratio() for key in own for label in labels) + inside

    best = max(fitting, key=likeness, default=None)
    if best is not None and (likeness(best) > 0.6 or column.kind is not Kind.TEXT):
        return best
    return None


def _may_be(column: Any, header: str, raw: Raw) -> bool:
    """Whether a header can be meant: a place is no person, a quantity no amount, a day of creating none of closing."""
    key, kind = key_of(header), column.kind
    if column.identifier == "person":
        return _may_be_people(_cells(raw, header), key)
    if column.identifier in {"account", "customer"}:
        return not _NO_ACCOUNT.search(key)
    other = _NO_AMOUNT if kind is Kind.AMOUNT else _NO_DAY if kind in {Kind.DATE, Kind.MONTH} else None
    own = {one for label in (column.identifier, column.label, *column.synonyms) for one in keys_of(label)}
    return other is None or not other.search(key) or any(other.search(one) for one in own)


def _may_be_people(cells: pd.Series[Any], key: str) -> bool:
    """Whether a column can name people: they come again, and are no dates, amounts, flags, companies or places."""
    some = sample(cells)
    again = len(some) <= FEW or len(set(map(str, some))) < len(some) / 2 or bool(_PERSON.search(key))
    others = share(cells, Kind.DATE) > 0.5 or share(cells, Kind.AMOUNT) > 0.5 or are_flags(some)
    return bool(again and not others and not _NO_PERSON.search(key))


def without_headers(raw: Raw) -> str | None:
    """A cell of the row of headers that can be none, where most of them are amounts, days or nothing; else None."""
    named = [header for header in raw.headers if not re.fullmatch(r"column \d+", header)]
    odd = [header for header in named if is_number(header) or not isinstance(read_day(header), Unread)]
    if len(named) > 1 and len(odd) > 1 and len(odd) * 3 >= len(named):
        return odd[0]
    return None


def _cells(raw: Raw, header: str) -> pd.Series[Any]:
    return raw.frame[raw.headers.index(header)]
