"""People's own files, declared: which columns a CRM's export, a team list or a product list has, and by what headers.

Headers are compared without regard to case, spaces and underscores, in English and both Chinese scripts.
"""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Kind, _, column

WON = (
    *("won", "closed won", "closedwon", "win"),
    *("成交", "赢单", "贏單", "已成交", "已赢单", "已贏單"),
)
LOST = (
    *("lost", "closed lost", "closedlost", "loss"),
    *("输单", "輸單", "丢单", "丟單", "流失", "未成交"),
)

STAGES = {
    "Prospecting": ("prospecting", "prospect", "lead", "new", "潜在", "潛在", "线索", "線索", "潜在客户", "潛在客戶"),
    "Engaging": ("engaging", "engaged", "qualification", "qualified", "contacted", "接触", "接觸", "跟进", "跟進"),
    "Proposal": ("proposal", "proposed", "quote", "quotation", "offer", "报价", "報價", "方案", "提案"),
    "Negotiation": ("negotiation", "negotiating", "negotiation/review", "谈判", "談判", "议价", "議價", "洽谈", "洽談"),
    "Won": WON,
    "Lost": LOST,
}
"""What CRMs call the stages of a CRM log."""

INDUSTRIES = (
    "agriculture",
    "automotive",
    "banking",
    "chemicals",
    "construction",
    "consulting",
    "education",
    "employment",
    "energy",
    "entertainment",
    "finance",
    "government",
    "healthcare",
    "hospitality",
    "insurance",
    "logistics",
    "manufacturing",
    "marketing",
    "media",
    "medical",
    "mining",
    "non-profit",
    "pharmaceuticals",
    "public sector",
    "real estate",
    "retail",
    "services",
    "software",
    "technology",
    "telecommunications",
    "transport",
    "travel",
    "utilities",
    "wholesale",
)
"""How usual sectors are spelt, so that one letter amiss is noticed; any other word is as good."""

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

    person = column(Kind.TEXT, _("Person"), required=True, synonyms=_PERSON)
    closed = column(
        Kind.DATE,
        _("Closed"),
        required=True,
        synonyms=("close date", "closed on", "date", "month", "成交日期", "结案日期", "結案日期", "日期", "月份"),
    )
    amount = column(
        Kind.AMOUNT,
        _("Amount"),
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
    stage = column(Kind.TEXT, _("Stage"), synonyms=("deal stage", "status", "阶段", "階段", "状态", "狀態"))
    product = column(Kind.TEXT, _("Product"), synonyms=("product name", "产品", "產品"))
    account = column(Kind.TEXT, _("Account"), synonyms=("customer", "client", "company", "客户", "客戶"))


class CrmDeals(Deals):
    """Deals of a CRM with their customers, won, lost and open."""

    id = column(
        Kind.TEXT,
        _("No."),
        synonyms=("opportunity id", "deal id", "id", "number", "编号", "編號", "商机编号", "商機編號"),
    )
    account = column(
        Kind.TEXT,
        _("Customer"),
        required=True,
        synonyms=("account", "account name", "client", "company", "客户", "客戶"),
    )
    created = column(
        Kind.DATE,
        _("Created"),
        synonyms=(
            "engage date",
            "created on",
            "create date",
            "created date",
            "opened",
            "创建日期",
            "創建日期",
            "建立日期",
        ),
    )
    expected = column(
        Kind.DATE,
        _("Expected close"),
        synonyms=(
            "expected close date",
            "expected closing",
            "预计成交日期",
            "預計成交日期",
            "预计结案日期",
            "預計結案日期",
        ),
    )


class Customers(schema.Table):
    """A list of customers, one row for each."""

    account = column(
        Kind.TEXT,
        _("Customer"),
        required=True,
        synonyms=("account", "account name", "client", "company", "name", "客户", "客戶", "客户名称", "客戶名稱"),
    )
    segment = column(Kind.TEXT, _("Segment"), synonyms=("sector", "industry", "行业", "行業", "产业", "產業"))
    revenue = column(
        Kind.AMOUNT,
        _("Revenue"),
        synonyms=("annual revenue", "turnover", "sales", "营收", "營收", "年收入", "营业额", "營業額"),
    )


class People(schema.Table):
    """A team list, one row for each person."""

    person = column(Kind.TEXT, _("Person"), required=True, synonyms=(*_PERSON, "name"))
    region = column(
        Kind.TEXT, _("Region"), synonyms=("regional office", "office", "area", "地区", "地區", "区域", "區域")
    )
    team = column(
        Kind.TEXT,
        _("Team"),
        synonyms=("manager", "group", "department", "团队", "團隊", "主管", "经理", "經理", "部门", "部門"),
    )
    channel = column(Kind.TEXT, _("Channel"), synonyms=("渠道", "通路"))
    product = column(Kind.TEXT, _("Product"), synonyms=("产品", "產品"))


class Products(schema.Table):
    """A product list."""

    product = column(
        Kind.TEXT, _("Product"), required=True, synonyms=("product name", "name", "产品", "產品", "名称", "名稱")
    )


class PricedProducts(Products):
    """A product list with prices."""

    price = column(
        Kind.AMOUNT,
        _("Price"),
        synonyms=("sales price", "list price", "unit price", "价格", "價格", "单价", "單價", "售价", "售價"),
    )
