"""People's own files, declared: which columns a CRM's export, a team list or a product list has, and by what headers.

Headers are compared without regard to case, spaces and underscores, in English and both Chinese scripts.
"""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Kind, column

WON = ("won", "closed won", "closedwon", "win", "成交", "赢单", "贏單", "已成交", "已赢单", "已贏單")
LOST = ("lost", "closed lost", "closedlost", "loss", "输单", "輸單", "丢单", "丟單", "流失", "未成交")

_PERSON = (
    "sales agent",
    "salesperson",
    "sales rep",
    "rep",
    "owner",
    "seller",
    "人员",
    "人員",
    "销售",
    "業務",
    "业务员",
    "業務員",
    "负责人",
    "負責人",
    "姓名",
)


class Deals(schema.Table):
    """Deals of a CRM, one row for each."""

    person = column(Kind.TEXT, "Person", required=True, synonyms=_PERSON)
    closed = column(
        Kind.DATE,
        "Closed",
        required=True,
        synonyms=("close date", "closed on", "date", "month", "成交日期", "结案日期", "結案日期", "日期", "月份"),
    )
    amount = column(
        Kind.AMOUNT,
        "Amount",
        required=True,
        synonyms=(
            "close value",
            "value",
            "revenue",
            "sales",
            "金额",
            "金額",
            "成交金额",
            "成交金額",
            "销售额",
            "銷售額",
        ),
    )
    stage = column(Kind.TEXT, "Stage", synonyms=("deal stage", "status", "阶段", "階段", "状态", "狀態"))
    product = column(Kind.TEXT, "Product", synonyms=("product name", "产品", "產品"))
    account = column(Kind.TEXT, "Account", synonyms=("customer", "client", "company", "客户", "客戶"))


class People(schema.Table):
    """A team list, one row for each person."""

    person = column(Kind.TEXT, "Person", required=True, synonyms=(*_PERSON, "name"))
    region = column(Kind.TEXT, "Region", synonyms=("regional office", "office", "area", "地区", "地區", "区域", "區域"))
    team = column(
        Kind.TEXT,
        "Team",
        synonyms=("manager", "group", "department", "团队", "團隊", "主管", "经理", "經理", "部门", "部門"),
    )
    channel = column(Kind.TEXT, "Channel", synonyms=("渠道", "通路"))
    product = column(Kind.TEXT, "Product", synonyms=("产品", "產品"))


class Products(schema.Table):
    """A product list."""

    product = column(
        Kind.TEXT, "Product", required=True, synonyms=("product name", "name", "产品", "產品", "名称", "名稱")
    )
