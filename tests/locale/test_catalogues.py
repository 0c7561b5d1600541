"""The catalogues say everything that the code says, in the script and words of their readers."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.errors import NumProblem
from xltargets.locale import LANGUAGES, RECORDS, translator
from xltargets.templates import TEMPLATES

babel = pytest.importorskip("babel.messages", reason="needs Babel, of the dev extra")
from babel.messages.extract import extract_from_dir  # noqa: E402
from babel.messages.mofile import read_mo  # noqa: E402
from babel.messages.pofile import read_po  # noqa: E402

ROOT = Path(__file__).parent.parent.parent
LOCALE = ROOT / "src" / "xltargets" / "locale"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
CHINESE = ("zh-CN", "zh-TW")

# Simplified and traditional form of characters that only one of the two scripts has.
PAIRS = (
    "国國会會们們这這来來时時对對数數据據标標达達预預为為应應该該错錯误誤单單开開关關业業绩績销銷额額权權重重总總计計划劃"
    "团團队隊员員财財务務报報户戶产產订訂单單价價质質测測试試图圖书書车車东東长長门門问問间間题題类類组組织織级級约約红紅"
    "绿綠线線经經结結给給统統继繼续續维維编編缩縮缺缺网網联聯节節药藥获獲虽雖补補见見观觀规規视視览覽觉覺记記许許设設证證"
    "评評识識词詞译譯话話询詢详詳语語说說请請读讀谁誰调調负負责責败敗货貨购購费費资資赢贏赶趕转轉轮輪软軟载載较較辑輯输輸"
    "边邊过過运運还還进進远遠连連迟遲适適选選递遞逻邏释釋钟鐘钱錢链鏈锁鎖键鍵闭閉阅閱阶階际際险險随隨隐隱难難页頁项項顺順"
    "须須顾顧领領频頻颜顏风風馈饋驱驅验驗点點档檔样樣检檢条條机機极極构構欢歡款款每每没沒注注活活满滿热熱状狀环環现現电電"
    "当當积積离離种種称稱竞競笔筆筛篩签簽简簡粘黏纠糾纪紀级級纯純终終绑綁绝絕与與专專两兩严嚴个個丰豐临臨义義乐樂习習买買"
    "乱亂争爭亏虧亲親亿億仅僅从從仓倉优優伙夥传傳伤傷体體余餘侧側债債倾傾储儲儿兒兑兌党黨内內册冊写寫军軍农農冲沖决決况況"
    "净淨减減几幾击擊则則刚剛创創删刪剩剩办辦加加动動励勵劳勞势勢区區医醫协協卖賣历歷压壓厂廠参參双雙发發变變号號吗嗎听聽"
    "启啟员員响響围圍块塊坏壞场場垫墊处處备備复複头頭奖獎学學实實审審宽寬导導层層属屬岁歲币幣师師带帶帮幫广廣库庫弹彈强強"
    "归歸录錄径徑忆憶态態总總恢恢惯慣愿願户戶执執扩擴扫掃护護拟擬择擇挡擋损損换換据據摆擺撤撤效效断斷无無旧舊显顯术術"
)
SIMPLIFIED, TRADITIONAL = (
    {one for one, two in zip(PAIRS[::2], PAIRS[1::2], strict=True) if one != two},
    {two for one, two in zip(PAIRS[::2], PAIRS[1::2], strict=True) if one != two},
)
FOREIGN = {"zh-CN": TRADITIONAL, "zh-TW": SIMPLIFIED}

WORDS_OF_OTHERS = {
    "zh-CN": ("储存格", "活页簿", "档案", "资料夹", "增益集", "巨集", "范本", "滑鼠", "程式"),
    "zh-TW": ("單元格", "工作簿", "文件夾", "加載項", "模板", "默認", "信息", "文本", "軟件", "視頻"),
}
"""What the other side of the strait calls it, in the script of this one."""


@cache
def messages() -> dict[str, str]:
    """Every message of the code, and a file that has it."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    extracted = extract_from_dir(
        ROOT, [(one["pattern"], one["method"]) for one in mappings], keywords={"N_": None, "_": None}
    )
    return {message: file for file, _line, message, _comments, _context in extracted}


def test_no_marked_message_is_overlooked() -> None:
    """Inside of an f-string no message is extracted: it would be in English for everybody."""
    overlooked = []
    for path in sorted((ROOT / "src" / "xltargets").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"N_", "_"}:
                marked = [one.value for one in node.args if isinstance(one, ast.Constant) and one.value]
                overlooked += [(path.name, one) for one in marked if one not in messages()]
    assert overlooked == []


@cache
def catalogue(language: str):
    with (_folder(language) / "messages.po").open("rb") as file:
        return read_po(file, locale=RECORDS[language].catalogue, abort_invalid=True)


def _folder(language: str) -> Path:
    return LOCALE / RECORDS[language].catalogue / "LC_MESSAGES"


def entries(language: str) -> list[tuple[str, str]]:
    return [(one.id, one.string) for one in catalogue(language) if one.id]


def placeholders(text: str) -> set[tuple[str, str]]:
    """The places of a message; those that only choose between one and many are not counted, as no Chinese has them."""
    places = ((name, form or "") for _text, name, form, _conversion in string.Formatter().parse(text))
    return {(name, form) for name, form in places if name is not None and "|" not in form}


def test_messages_are_found_in_all_parts():
    parts = {Path(file).relative_to("src/xltargets").parts[0] for file in messages().values()}
    assert parts >= {"calc", "workbooks", "templates", "validation", "reporting", "actions", "cli"}
    assert "expected at least one weight above 0" in messages()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language):
    translated = {one.id for one in catalogue(language) if one.string and not one.fuzzy}
    assert [message for message in messages() if message not in translated] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_of_messages_that_are_gone(language):
    assert [message for message, _translation in entries(language) if message not in messages()] == []
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_stay(language):
    wrong = [one for one in entries(language) if one[1] and placeholders(one[0]) != placeholders(one[1])]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_this_one(language):
    with (_folder(language) / "messages.mo").open("rb") as file:
        compiled = {one.id: one.string for one in read_mo(file) if one.id}
    assert compiled == {message: translation for message, translation in entries(language) if translation}


@pytest.mark.parametrize("language", CHINESE)
def test_one_script_only(language):
    foreign = FOREIGN[language]
    wrong = [(translation, found) for _id, translation in entries(language) if (found := foreign & set(translation))]
    assert wrong == []


@pytest.mark.parametrize("language", CHINESE)
def test_words_of_the_place(language):
    words = WORDS_OF_OTHERS[language]
    wrong = [translation for _id, translation in entries(language) if any(word in translation for word in words)]
    assert wrong == []


@pytest.mark.parametrize("language", CHINESE)
def test_full_width_punctuation(language):
    sentences = [(message, translation) for message, translation in entries(language) if translation]
    stops = [one for one in sentences if _ends_in_a_stop(one[0]) != one[1].endswith("。")]
    assert stops == []
    half = re.compile(r"[\u4e00-\u9fff](?:[,;:?]|!(?![A-Z]))|[,;!?][\u4e00-\u9fff]")
    assert [translation for _message, translation in sentences if half.search(translation)] == []


def _ends_in_a_stop(message: str) -> bool:
    return message.endswith(".") and message not in ABBREVIATIONS


ABBREVIATIONS = frozenset({"No."})
"""Their full stop ends no sentence."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_titles_and_headers_are_what_a_workbook_takes(template, language):
    translate = translator(language)
    titles = [translate(sheet.title) for sheet in TEMPLATES[template].sheets]
    assert len(set(titles)) == len(titles)
    assert [title for title in titles if len(title) > 31 or re.search(r"[:\\/?*\[\]]", title)] == []
    for name, table in TEMPLATES[template].tables.items():
        headers = [translate(column.label) for column in table.columns]
        assert len(set(headers)) == len(headers), name
        assert [header for header in headers if re.search(r"[\[\]#@]", header)] == []
        assert [header for header in headers if len(header) > 32] == []
        for column in table.columns:
            words = [translate(label) for _code, label in column.choices.labels] if column.choices else []
            assert len(set(words)) == len(words), str(column)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "weights, element 3: found -2; expected 0 or more."),
        ("zh-CN", "weights 的第 3 个值：现为 -2；应为 0 或更大。"),
        ("zh-TW", "weights 的第 3 個值：目前為 -2；應為 0 或更大。"),
    ],
)
def test_a_problem_reads_as_one_sentence(language, sentence):
    problem = NumProblem("weights", -2.0, "expected 0 or more", element=3)
    assert problem.sentence(translator(language)) == sentence


@pytest.mark.parametrize(
    ("language", "verdict", "sentence"),
    [
        ("zh-CN", "退回", "文件不是 Excel 工作簿，尽管文件名看起来像。"),
        ("zh-TW", "退回", "這不是 Excel 活頁簿，儘管檔名看起來像。"),
    ],
)
def test_validate_speaks_the_language(tmp_path, language, verdict, sentence):
    (tmp_path / "plan.xlsx").write_text("Month,Target\nJanuary,100\n")
    result = CliRunner().invoke(main, ["validate", str(tmp_path / "plan.xlsx"), "--isolated", "--language", language])
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].endswith(f"  {verdict}")
    assert sentence in lines[1]
    assert result.stderr == ""
