"""Every command and every button asked in Chinese answers in Chinese, from a whole company made of its CRM's export."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.cli.test_in_chinese import CHINESE, KNOWN, english
from xltargets.actions.registry import ACTIONS, Option, Request
from xltargets.cli import main
from xltargets.cli.validate import REPORTERS, SEVERITIES
from xltargets.functions import FUNCTIONS
from xltargets.hosts.wire.perform import perform
from xltargets.importing.profiles import known as known_layouts
from xltargets.locale import translator
from xltargets.templates import TEMPLATES
from xltargets.validation.registry import rules

DAY = "2026-04-02"
SERIAL = 46114.0
DEALS = """销售人员,成交日期,成交金额,阶段,客户名称
李雷,2026-01-15,1000,赢单,远航
李雷,2026-03-02,250,赢单,远航
韩梅,2026-02-11,700,赢单,远航
韩梅,2026-02-12,900,输单,远航
王强,2026-03-30,80,赢单,远航
王强,2025-06-30,500,赢单,远航
李雷,2025-07-01,1500,赢单,远航
孙立,2026-01-05,33,赢单,远航
王强,,60,商务谈判,远航
"""
TEAM = "销售人员,主管,大区\n李雷,周华,华北\n韩梅,周华,华北\n王强,吴涛,华南\n"
CLOSE = "close 单位 --period 2026-01 --ledger ledger.csv --by 李雷"
STEPS = f"""
new-set 单位 --from deals.csv --team team.csv --year-start 2026-01-01
new-set 单位 --from deals.csv --team team.csv
hand-out 单位-company-plan.xlsx 单位 --as-of {DAY}
validate 单位 none.xlsx --as-of {DAY} --store run.state
validate 单位 --as-of {DAY} --format html -o findings.html
status run.state --expect 单位-company-plan.xlsx --as-of {DAY}
consolidate 单位 -o company.xlsx --expect 单位-company-plan.xlsx --tidy 表 --as-of {DAY}
consolidate none.xlsx -o company-2.xlsx
report 单位 -o meeting.html --as-of {DAY}
report 单位 -o meeting.txt
{CLOSE}
{CLOSE}
ledger ledger.csv
statements 单位/周华-team-scorecard.xlsx --ledger ledger.csv -o 明细
reopen --period 2026-01 --ledger ledger.csv --by 李雷 --reason 漏记
{CLOSE}
payroll --period 2026-01 --ledger ledger.csv --by 李雷 -o payroll.csv
reopen --period 2026-01 --ledger ledger.csv --by 李雷 --reason 漏记
refresh 单位 --ledger ledger.csv
what-if 单位/周华-team-scorecard.xlsx --tiers "0%=2% 80%=5% 100%=8%"
replan 单位/周华-target-plan.xlsx -o replanned.xlsx --as-of {DAY} --target 9000
replan 单位/周华-target-plan.xlsx -o replanned.xlsx
replan 单位/周华-target-plan.xlsx -o replanned-2.xlsx --as-of {DAY} --actuals deals.csv
adopt replanned.xlsx --by 周华
check-smart 单位/周华-target-plan.xlsx --as-of {DAY}
split 单位/周华-target-plan.xlsx --weights 说明!B5:B8 -o split.xlsx
split 单位/周华-target-plan.xlsx --weights B5:B8 -o split.xlsx
letters 单位/周华-target-plan.xlsx -o 责任书
recalc 单位/周华-target-plan.xlsx -o recalculated.xlsx
upgrade 单位/周华-target-plan.xlsx
roll-forward 单位 明年 --ledger ledger.csv
roll-forward 单位 明年
new crm-log -o log.xlsx --from deals.csv
new target-plan -o plan.xlsx
convert 单位/周华-target-plan.xlsx --for values -o values.xlsx
dump nowhere.xlsx
diff nowhere.xlsx plan.xlsx
doctor
addin uninstall --folder 空
"""
"""In the order in which a year goes; some are refused."""
ELSEWHERE = {"rules", "functions", "demo"}
"""What test_in_chinese asks."""
OF_DEVELOPERS = {"reference"}
"""What writes the English pages of the documentation."""
REFUSED = """
new target-plan -o plan.txt
new plan -o plan.xlsx
new target-plan -o plan.xlsx --team team.csv
new target-plan -o plan.xlsx --sample --from deals.csv
new target-plan -o plan.xlsx --year-start 2026-01-15
new crm-log -o plan.xlsx --growth 10%
new crm-log -o plan.xlsx --calendar CN
new crm-log -o no-folder/plan.xlsx
new risk-register -o plan.xlsx --customers team.csv --from deals.csv
new-set . --from deals.csv --team team.csv
demo .
consolidate none.xlsx -o company.xlsx
report none.xlsx -o page.html
report deals.csv -o page.txt
validate none.xlsx
validate --watch .
close none.xlsx --period 2026-01 --ledger ledger.csv --by 李雷
refresh deals.csv
replan deals.csv -o plan.xlsx --map amount=金额
validate deals.csv --config odd.toml
validate deals.csv --waivers odd.toml
validate deals.csv --baseline deals.csv
rules XL999
rules out-of-rage
functions TARGET_SPLITS
functions QUARK
functions --nonsense
new crm-log --growth many
new crm-log -o plan.xlsx --as-of yesterday
validate
validate deals.csv --select XL9999
validate deals.csv --severity XL310
validate deals.csv --report sarif
validate deals.csv -j 0
dump
dump deals.csv
dump deals.csv team.csv
diff deals.csv
eval =A1 --workbook deals.csv
eval =A1 --as-of yesterday
convert deals.csv --for oneself -o plan.xlsx
convert none.xlsx --for values -o plan.xlsx
profiles nobody
build --only plan
build -j some
doctor --nonsense
close --period May
what-if plan.xlsx --tiers 5
replan plan.xlsx --target much
addin serve --port
addin serve --cert none.pem
addin install --folder deals.csv
addin stat
"""
"""Sentences that need no workbook."""

_COMMAND = r"(?<![\w-])xltargets [a-z][a-z-]*"
_NAME = r"(?:[\w./\\-]*/)?[\w.-]*\.(?:xlsx|csv|html|state|toml|txt)\b|/[\w./-]+"
_WORDS = rf"{_COMMAND}|--?[a-z][\w-]*|{_NAME}|XL\d{{3}}|\$?[A-Z]{{1,2}}\$?\d+|\b[0-9a-f]{{16,}}\b|O-\d+"
_TEMPLATES = {word for name in TEMPLATES for word in name.split("-")}
_MORE = {
    "USD",
    "CNY",
    "TWD",
    "HTML",
    "CSV",
    "json",
    "ID",
    "PID",
    "NAME",
    "Python",
    "doctor",
    "WORD",
    "PATHS",
    "xlTargets",
    "Windows",
    "forecast",
    *REPORTERS,
    *SEVERITIES,
    *(part for layout in known_layouts() for part in re.findall("[A-Za-z]+", layout.system)),
}
_CODES = "|".join(
    [*sorted(FUNCTIONS, reverse=True), *(one.name for one in rules().values()), "fail-on", r"\[\[waiver\]\]"]
)


def leaks(text: str, typed: str = "") -> set[str]:
    """English words of a text that nobody typed, without names of files, commands, options, rules, functions and cells,
    and codes in plain quotation marks; an English comma between Chinese words is one."""
    plain = re.sub(rf"用法： .*|{_WORDS}|{_CODES}|[\"'][A-Za-z-]+[\"']", "", text)
    commas = set(re.findall(r"[\u4e00-\u9fff][,;] ?[\u4e00-\u9fff]", plain))
    return english(plain, KNOWN | _TEMPLATES | _MORE | set(re.findall("[A-Za-z]+", typed))) | commas


def shown(page: str) -> str:
    """What a person sees of a page."""
    visible = re.sub(r"<(style|script)\b.*?</\1>|<!--.*?-->", "", page, flags=re.DOTALL)
    return re.sub(r"&\w+;", " ", re.sub(r"<[^>]*>", " ", visible))


def words(line: str) -> list[str]:
    return [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)]


def prepared(folder: Path) -> None:
    (folder / "deals.csv").write_text(DEALS, encoding="utf-8")
    (folder / "team.csv").write_text(TEAM, encoding="utf-8")
    (folder / "odd.toml").write_text("fail-on = 5\n", encoding="utf-8")


def ask(line: str, language: str) -> str:
    """What a command says, which ends with a sentence and never with a traceback."""
    done = CliRunner().invoke(main, [*words(line), "--language", language], prog_name="xltargets")
    assert done.exception is None or isinstance(done.exception, SystemExit), f"{line}: {done.exception!r}"
    return done.output


def test_every_command_takes_a_language_and_none_is_left_out() -> None:
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    spoken = {
        name
        for name, one in commands.items()
        if one and "--language" in {name for part in one.params for name in part.opts}
    }
    assert spoken == set(commands)
    asked = {line.split()[0] for line in (STEPS + REFUSED).split("\n") if line}
    assert asked | ELSEWHERE | OF_DEVELOPERS == set(commands)


@pytest.mark.parametrize("language", CHINESE)
def test_what_is_refused(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    prepared(tmp_path)
    said = {line: ask(line, language) for line in REFUSED.strip().split("\n")}
    assert [line for line, told in said.items() if not told] == []
    assert {line: told for line, told in said.items() if leaks(told, line)} == {}


def test_in_english_it_is_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask("new target-plan -o plan.txt", "en") == "Error: plan.txt must end in .xlsx.\n"
    told = ask("new target-plan -o no-folder/plan.xlsx", "en")
    assert told == "Error: Cannot write no-folder/plan.xlsx: No such file or directory.\n"


@pytest.mark.parametrize("language", CHINESE)
def test_labels_of_buttons(language: str) -> None:
    translate = translator(language)

    def of_option(one: Option) -> list[str]:
        return [one.label, *(text for choice in one.choices() for text in (choice.label, choice.tip))]

    for action in ACTIONS.values():
        texts = [action.label, action.tip, action.group, *(text for one in action.options for text in of_option(one))]
        assert {text: translate(text) for text in texts if leaks(translate(text))} == {}, action.key


@pytest.fixture(scope="module", params=CHINESE)
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, list[str]]:
    """Language, folder, and what every step said."""
    folder = tmp_path_factory.mktemp("company")
    prepared(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        told = [f"$ {line}\n{ask(line, request.param)}" for line in STEPS.strip().split("\n")]
    return request.param, folder, told


@pytest.mark.nightly
def test_every_command(company: tuple[str, Path, list[str]]) -> None:
    _language, folder, told = company
    assert {text: found for text in told if (found := leaks(text.partition("\n")[2]))} == {}
    pages = [*folder.glob("*.html"), *folder.glob("明细/*.html"), *folder.glob("责任书/*.html")]
    assert len(pages) >= 4
    texts = {page.name: shown(page.read_text("utf-8")) for page in pages}
    assert {name: found for name, text in texts.items() if (found := leaks(text))} == {}


@pytest.mark.nightly
@pytest.mark.parametrize("key", ACTIONS)
def test_every_button(company: tuple[str, Path, list[str]], key: str, tmp_path: Path) -> None:
    """Pressed in a plan and in a scorecard of the company."""
    language, folder, _told = company
    typed = {
        "new": {"template": "crm-log"},
        "adopt": {"by": "周华"},
        "close": {"period": "2026-02", "ledger": str(folder / "ledger.csv"), "by": "李雷", "company": ""},
    }
    for file in ("周华-target-plan.xlsx", "周华-team-scorecard.xlsx"):
        path = folder / "单位" / file
        request = Request(
            lambda: SERIAL,
            language,
            translator(language),
            path=path,
            folder=path.parent if ACTIONS[key].needs == "folder" else tmp_path,
            sheet="说明" if language == "zh-CN" else "說明",
            selection="B5:B8",
            options=typed.get(key, {}),
        )
        done = perform(ACTIONS[key], request, path)
        if done.bug is not None:
            raise done.bug
        assert done.message
        assert {text: found for text in (done.message, *done.details) if (found := leaks(text))} == {}
