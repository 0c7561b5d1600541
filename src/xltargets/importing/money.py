"""What a deal is worth: its amount by its column's style of numbers, its header's unit, its kind and its currency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase
from xltargets.importing.account import Remark, Told, exact_sum, shown
from xltargets.importing.figures_in_files import read_numbers, style_of
from xltargets.importing.labels import currency_in, scale_above, scale_of
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.profiles import common
from xltargets.importing.texts import keys_of, text_of
from xltargets.units.amounts import CURRENCIES, Decimal, Paid, currency_of
from xltargets.units.names import name_key

if TYPE_CHECKING:
    import pandas as pd

    from xltargets.importing.account import Account
    from xltargets.importing.tables_in_files import Source

_STYLES = {"us": Decimal.POINT, "eu": Decimal.COMMA}
SHARED_SIGNS = {"$", "¥"}
"""Signs of more than one currency, which alone name none."""


def amounts_of(source: Source, key: str, options: ImportOptions, told: Told) -> pd.Series[float]:
    """The amounts of a column, by the row's number. Raises a `SourceProblem` where a number could be two."""
    import pandas as pd

    cells = source.frame[key]
    header = source.columns.get(key, key)
    style = _style(source, header, cells) if options.numbers is None else _STYLES[options.numbers]
    numbers = pd.Series(read_numbers(cells, style), index=cells.index, dtype=float)
    example = next((cell for cell in cells if isinstance(cell, str) and "," in cell), None)
    if style is Decimal.COMMA and example is not None:
        told.not_used.append(
            Remark(N_("Amounts such as {example} were read with a decimal comma."), 0, {"example": example})
        )
    scale, unit = scale_of(header)
    if unit is None and key in source.columns:
        scale, unit = scale_above(source.raw.above)
    if unit is not None:
        message = N_("{header} is in {unit}, so that each amount counts {scale} times.")
        told.used.append(Remark(message, 0, {"header": header, "unit": unit, "scale": shown(scale)}))
        numbers = (numbers * scale).round(4)
    return numbers


def _style(source: Source, header: str, cells: pd.Series[Any]) -> Decimal:
    """The one decimal sign of a column."""
    style = style_of(cells)
    if isinstance(style, Decimal):
        return style
    first, second = style
    if second is None:
        raise SourceProblem(
            N_(
                "{path}, row {row}: {header} is {found}, which is {large} with a point between the thousands "
                "and {small} "
                "with a decimal point, and no other row tells. Say which with --numbers eu or --numbers us."
            ),
            options=("--numbers", "eu"),
            path=source.path,
            row=cells.index[first[0]],
            header=header,
            found=first[1],
            large=first[1].replace(".", ""),
            small=first[1],
        )
    raise SourceProblem(
        N_(
            "{path}: {header} is written in two ways, {found} in row {row} and {other} in row {second}. Write "
            "all amounts in "
            "one way, or leave out one of them with --numbers eu or --numbers us."
        ),
        options=("--numbers", "us"),
        path=source.path,
        header=header,
        found=first[1],
        row=cells.index[first[0]],
        other=second[1],
        second=cells.index[second[0]],
    )


def signed(source: Source, amounts: pd.Series[float], told: Told) -> pd.Series[float]:
    """Credit notes and refunds count below zero, by the kind of document."""
    kinds = keys_of(text_of(source.frame["kind"]))
    system = {} if source.layout is None else source.layout.kinds
    credit = {name_key(word) for word in (*common()["kinds"]["credit"], *system.get("credit", ()))}
    is_credit = kinds.isin(credit)
    if is_credit.any():
        message = N_("{count} {count:credit note or refund counts|credit notes and refunds count} below zero: {total}.")
        sums = -amounts[is_credit].abs()
        told.used.append(Remark(message, int(is_credit.sum()), {"total": shown(exact_sum(sums))}))
    return amounts.where(~is_credit, -amounts.abs())


def currencies_of(source: Source) -> pd.Series[str]:
    """The currency of each row: of its column, of what stands beside the amount, or of the header; "" if none says."""
    found = text_of(source.frame["currency"]).str.upper()
    found = found.map(lambda word: word if not word or word in CURRENCIES else currency_of(word) or word)
    cells = source.frame["amount"]
    beside = cells.map(_beside)
    # $ beside a code that is said elsewhere is that currency's sign.
    plain = beside.where(~beside.isin(list(SHARED_SIGNS)), "") if (found != "").any() else beside
    of_header = currency_in(source.columns.get("amount", "")) or ""
    return found.where(found != "", plain.astype(str)).replace("", of_header)


def _beside(cell: Any) -> str:
    """The currency that stands beside an amount, or that its number format shows."""
    if isinstance(cell, str):
        return currency_of(cell) or ""
    return cell.currency if isinstance(cell, Paid) else ""


@dataclass(frozen=True, slots=True)
class InOneCurrency:
    """Amounts of one currency, and which rows are of others."""

    amounts: pd.Series[float]
    others: pd.Series[bool]
    currency: str | None


def in_one_currency(
    source: Source, amounts: pd.Series[float], counted: pd.Series[bool], options: ImportOptions, told: Told
) -> InOneCurrency:
    """Amounts of several currencies are never added: one of them is chosen, or rates are given."""
    import pandas as pd

    codes = currencies_of(source)
    nothing = pd.Series(False, index=amounts.index)
    here = [code for code in dict.fromkeys(codes[counted & amounts.notna()]) if code]
    if not here:
        return InOneCurrency(amounts, nothing, None)
    wanted = options.currency
    if wanted is None and "currency" in source.columns:
        _refuse_blank(source, codes, counted & amounts.notna(), here[0])
    if options.rates and wanted is not None:
        rates = {**options.rates, wanted: 1.0, "": 1.0}
        without = [code for code in here if code not in rates]
        if without:
            raise SourceProblem(
                N_("{path} has amounts in {code}, for which --rates has no rate."), path=source.path, code=without[0]
            )
        shown_rates = ", ".join(f"{code} {rates[code]:g}" for code in here)
        told.used.append(
            Remark(N_("Amounts are converted to {currency}: {rates}."), 0, {"currency": wanted, "rates": shown_rates})
        )
        return InOneCurrency((amounts * codes.map(rates)).round(4), nothing, wanted)
    if len(here) == 1 and (wanted is None or wanted == here[0] or here[0] in SHARED_SIGNS):
        if here[0] not in SHARED_SIGNS:
            told.used.append(Remark(N_("Amounts are in {currency}."), 0, {"currency": here[0]}))
            return InOneCurrency(amounts, nothing, here[0])
        return InOneCurrency(amounts, nothing, wanted)
    if wanted in here:
        return InOneCurrency(amounts, (codes != wanted) & (codes != ""), wanted)
    if options.of_workbook:
        raise _of_another(source, wanted, here[0], int(codes.index[counted & (codes == here[0])][0]))
    raise _several(source, amounts, codes, counted, here)


def leave_others_out(money: InOneCurrency, account: Account, told: Told) -> None:
    """Leave out the rows of other currencies that are still there, and tell it."""
    here = money.others & ~money.others.index.isin(account.left_out)
    rows = [int(row) for row in here.index[here]]
    if rows:
        message = N_(
            "{count} {count:row is|rows are} in another currency than {currency}, and {count:is|are} left out."
        )
        remark = Remark(message, len(rows), {"currency": money.currency})
        told.not_used.append(remark)
        account.leave_out(rows, remark)


def _refuse_blank(source: Source, codes: pd.Series[str], counted: pd.Series[bool], code: str) -> None:
    """Refuse a column of currencies that is blank in some rows that count."""
    blank = counted & (codes == "")
    if blank.any():
        raise SourceProblem(
            N_(
                "{path}, row {row}: {column} is blank, and {code} in others. If all amounts are in {code}, add "
                "--currency {code}."
            ),
            options=("--currency", code),
            path=source.path,
            row=codes.index[blank][0],
            column=source.columns["currency"],
            code=code,
        )


def _of_another(source: Source, wanted: str | None, found: str, row: int) -> SourceProblem:
    return SourceProblem(
        N_(
            "{path}, row {row}: the amount is in {code}, but the plan is in {currency}. Give a rate with --rates "
            "{code}=RATE."
        ),
        path=source.path,
        row=row,
        code=found,
        currency=wanted,
    )


def _several(
    source: Source, amounts: pd.Series[float], codes: pd.Series[str], counted: pd.Series[bool], here: list[str]
) -> SourceProblem:
    sums = ", ".join(f"{code} {shown(exact_sum(amounts[counted & (codes == code)]))}" for code in here)
    first = {code: codes.index[counted & (codes == code)][0] for code in here[:2]}
    rows = [Phrase(N_("{code} in row {row}"), code=code, row=row) for code, row in first.items()]
    examples = rows[0] if len(rows) == 1 else Phrase("{one}, {other}", one=rows[0], other=rows[1])
    chosen = next((code for code in here if code not in SHARED_SIGNS), "USD")
    return SourceProblem(
        N_(
            "{path} has amounts in several currencies, which are not added: {sums} ({examples}). Make one plan "
            "of each with "
            "--currency {code}, or give rates with --currency {code} --rates {rate}."
        ),
        options=("--currency", chosen),
        path=source.path,
        sums=sums,
        examples=examples,
        code=chosen,
        rate=",".join(f"{code}=RATE" for code in here if code != chosen),
    )
