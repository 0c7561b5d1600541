"use strict";
const FUNCTIONS = {
  "SEASONAL_INDEX": [true, true],
  "TARGET_BREAKEVEN": [true, true, true, true, true],
  "TARGET_CHALLENGE": [true, true, true, true],
  "TARGET_HISTORY": [true, true, true, true],
  "TARGET_MARKET": [true, true, true, true],
  "TARGET_BLEND": [true, false],
  "TARGET_CONSENSUS": [true, true, true],
  "TARGET_SPREAD": [true],
  "TARGET_CASCADE": [true, true, false, true],
  "TARGET_GRID": [true, false, false, true, true, true],
  "TARGET_SPLIT": [true, false, true, true, true],
  "QUOTA_PRORATE": [true, true, true, true, true, true, true, true],
  "TARGET_REPLAN": [false, true, true, true, true, true],
  "RAMP_WEIGHTS": [true, true],
  "SALES_CAPACITY": [true, true, true],
  "TARGET_OVERASSIGNMENT": [false, true],
  "SMART_ADVICE": [true, true, true, true, true, true, true, true, true, true, true],
  "SMART_CHECK": [true, true, true, true, true, true, true, true, true, true],
  "SMART_SCORE": [true, true, true, true, true, true, true, true, true, true],
  "SMART_TEXT": [true],
  "COMMISSION": [true, true, true, true, true, true, true, true],
  "COMMISSION_QUOTA": [true, true, true, true, true, true, true, true, true],
  "COMMISSION_SPLIT": [true, false, true],
  "TIER_RATE": [true, true, true],
  "COMMISSION_LEGS": [true, true, true, true, true, true, true],
  "COMMISSION_RUN": [true, true, true, true, true, true, true, true, true],
  "BONUS_PAYOUT": [true, true, true],
  "COMMISSION_CLAWBACK": [true, true, true, true, true],
  "COMMISSION_DRAW": [true, true, true, true],
  "ACHIEVEMENT": [true, true, true],
  "ACHIEVEMENT_STATUS": [true, true, true],
  "GROWTH_RATE": [true, true],
  "FORECAST_FINISH": [true, false],
  "REQUIRED_RUN_RATE": [true, true, true, true, true, true, true],
  "TARGET_PACE": [true, true, true, true, true, true, true, true, true],
  "WORKDAY_COUNT": [true, true, true, true, true],
  "KPI_COMPOSITE": [true, false],
  "KPI_SCORE": [true, true, true, true, true],
  "PEER_INDEX": [true, true],
  "PLAN_FAIRNESS": [true, true, true],
  "REVIEW_360": [true, true, true],
  "VARIANCE_PVM": [true, true, true, true, true],
  "BAND_GRADE": [true, true],
  "CSAT_SCORE": [true, true, true],
  "FOLLOWUP_DUE": [true, true, true],
  "FOLLOWUP_STATUS": [true, true, true],
  "LOYALTY_POINTS": [true, true, true],
  "NPS_SCORE": [true],
  "RFM_SCORE": [true, true, true, true],
  "PIPELINE_COVERAGE": [true, true, true, true],
  "PIPELINE_VALUE": [true, true],
  "RISK_EXPECTED_LOSS": [true, true],
  "RISK_LEVEL": [true, true],
  "RISK_SCORE": [true, true, true],
  "TARGET_AT_RISK": [true, true, true, true, true],
  "TARGET_PROBABILITY": [true, true, true],
  "KRI_BREACH_IN": [true, true, true],
  "KRI_STATUS": [true, true, true, true, true, true],
  "KRI_THRESHOLD": [true, true, true, true],
  "KRI_TREND": [true, true],
  "XLT_EXPLAIN": [true],
  "XLT_VERSION": [],
};
const TEXTS = {
  "actions": {"en": "Commands", "zh-CN": "命令", "zh-TW": "命令"},
  "findings": {"en": "Last findings", "zh-CN": "最近的检查结果", "zh-TW": "最近的檢查結果"},
  "nothing": {"en": "Nothing yet. Press a button, or type a formula such as =TARGET_SPLIT(100,{1;1;1}).", "zh-CN": "暂无内容。请按一个按钮，或输入公式，例如 =TARGET_SPLIT(100,{1;1;1})。", "zh-TW": "尚無內容。請按一個按鈕，或輸入公式，例如 =TARGET_SPLIT(100,{1;1;1})。"},
  "errors": {"en": "Errors in cells", "zh-CN": "单元格中的错误", "zh-TW": "儲存格中的錯誤"},
  "token": {"en": "Token", "zh-CN": "访问令牌", "zh-TW": "存取權杖"},
  "tokenHelp": {"en": "This server wants a token. Enter it once; it stays in this browser.", "zh-CN": "此服务器需要访问令牌。只需输入一次，它会保存在此浏览器中。", "zh-TW": "此伺服器需要存取權杖。只需輸入一次，它會保存在此瀏覽器中。"},
  "save": {"en": "Save", "zh-CN": "保存", "zh-TW": "儲存"},
  "working": {"en": "Working …", "zh-CN": "正在处理…", "zh-TW": "處理中…"},
  "goTo": {"en": "Go to {cell}", "zh-CN": "转到 {cell}", "zh-TW": "前往 {cell}"},
  "download": {"en": "Download {file}", "zh-CN": "下载 {file}", "zh-TW": "下載 {file}"},
  "noServer": {"en": "The xlTargets server does not answer. Start it with: xltargets addin serve", "zh-CN": "xlTargets 服务器没有响应。启动命令：xltargets addin serve", "zh-TW": "xlTargets 伺服器沒有回應。啟動命令：xltargets addin serve"},
  "wrongToken": {"en": "The server refused the token. Enter it in the xlTargets pane.", "zh-CN": "服务器拒绝了访问令牌。请在 xlTargets 窗格中输入。", "zh-TW": "伺服器拒絕了存取權杖。請在 xlTargets 窗格中輸入。"},
  "refused": {"en": "The server refused the call: {reason}", "zh-CN": "服务器拒绝了请求：{reason}", "zh-TW": "伺服器拒絕了要求：{reason}"},
  "unfinished": {"en": "xlTargets could not finish this ({problem}). Please report it.", "zh-CN": "xlTargets 未能完成此操作（{problem}）。请报告此问题。", "zh-TW": "xlTargets 無法完成此操作（{problem}）。請回報此問題。"},
  "unknownBlanks": {"en": "Excel did not say which of the cells are blank. Work the formula out again.", "zh-CN": "Excel 未说明哪些单元格为空白。请重新计算该公式。", "zh-TW": "Excel 未說明哪些儲存格是空白。請重新計算該公式。"},
};
const LANGUAGES = {
  "en": "en",
  "zh": "zh-CN",
  "zh-hant": "zh-TW",
  "zh-tw": "zh-TW",
  "zh-hk": "zh-TW",
  "zh-mo": "zh-TW",
};

/* The worksheet functions in Excel. Nothing is worked out here: the calls of one recalculation are collected and travel
   to the server in one request. FUNCTIONS says for each argument whether a blank differs from a zero, LANGUAGES which
   language to speak where Excel's own begins so. */

const ERRORS = {
  "#VALUE!": "invalidValue",
  "#N/A": "notAvailable",
  "#DIV/0!": "divisionByZero",
  "#NUM!": "invalidNumber",
  "#NULL!": "nullReference",
};
/* Excel shows the sentence of these two only; the pane shows those of all. */
const SENTENCE_SHOWN = ["#VALUE!", "#N/A"];
const TOKEN = "xltargets.token";
/* This one is worked out among the cells around it, so the workbook goes along. */
const EXPLAIN = "XLT_EXPLAIN";

const cellErrors = new Map(); // address → {code, sentence}
let cellErrorsChanged = () => {};
let waiting = [];

class Refusal extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

function language() {
  const shown = (typeof Office !== "undefined" && Office.context && Office.context.displayLanguage) || "en";
  /* From the whole name to its beginning: zh-Hant-HK, zh-Hant, zh. */
  for (let parts = shown.toLowerCase().split("-"); parts.length; parts.pop()) {
    const known = LANGUAGES[parts.join("-")];
    if (known) return known;
  }
  return "en";
}

function inLanguage(texts) {
  return texts[language()] || texts.en;
}

function say(key, values = {}) {
  return inLanguage(TEXTS[key]).replace(/{(\w+)}/g, (whole, name) => (name in values ? values[name] : whole));
}

async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  const token = localStorage.getItem(TOKEN);
  if (token) headers.Authorization = `Bearer ${token}`;
  let response;
  try {
    response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  } catch {
    throw new Refusal(say("noServer"), 0);
  }
  if (response.status === 401) throw new Refusal(say("wrongToken"), 401);
  const answer = await response.json().catch(() => ({}));
  /* Of a mistake of the program the server says all itself. */
  if (response.status === 500 && answer.message) throw new Refusal(answer.message, 500);
  if (!response.ok) throw new Refusal(say("refused", { reason: answer.message || response.status }), response.status);
  return answer;
}

for (const name of Object.keys(FUNCTIONS)) {
  CustomFunctions.associate(name, (...given) => {
    const count = FUNCTIONS[name].length;
    return new Promise((resolve, reject) => {
      waiting.push({ name, arguments: given.slice(0, count), invocation: given[count] || {}, resolve, reject });
      if (waiting.length === 1) setTimeout(send, 0);
    });
  });
}

async function send() {
  const batch = waiting;
  waiting = [];
  try {
    await restoreBlanks(batch);
    await ask(batch.filter((call) => !call.unknownBlanks));
  } catch (problem) {
    for (const call of batch) fail(call, "#N/A", problem.message);
  }
  cellErrorsChanged();
}

async function ask(batch) {
  if (!batch.length) return;
  const calls = batch.map((call) => ({
    function: call.name,
    arguments: call.arguments.map(encode),
    ...(call.name === EXPLAIN && call.invocation.address ? asker(call.invocation.address) : {}),
  }));
  let answers;
  try {
    const workbook = batch.some((call) => call.name === EXPLAIN) ? await copyOfWorkbook() : undefined;
    answers = await post("functions", { language: language(), calls, workbook });
  } catch (problem) {
    /* Too large, or one call spoils it for all: in halves, so that only that one fails. */
    if (batch.length === 1 || ![400, 413, 500].includes(problem.status)) {
      for (const call of batch) fail(call, "#N/A", problem.message);
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await ask(batch.slice(0, half));
    await ask(batch.slice(half));
    return;
  }
  batch.forEach((call, index) => settle(call, answers[index]));
}

/* The pane's script knows how; without it, or while Excel refuses, the server says that it cannot tell. */
async function copyOfWorkbook() {
  return typeof openWorkbook === "function" ? openWorkbook().catch(() => undefined) : undefined;
}

function settle(call, answer) {
  if (answer.error) {
    fail(call, answer.error, answer.message);
    return;
  }
  const address = call.invocation.address;
  if (answer.message) note(address, "", answer.message);
  else if (address) cellErrors.delete(address);
  const rows = Array.isArray(answer.value) ? answer.value : [[answer.value]];
  call.resolve(rows.map((row) => row.map(decode)));
}

function fail(call, code, sentence) {
  note(call.invocation.address, code, sentence);
  call.reject(excelError(code, sentence));
}

function note(address, code, sentence) {
  if (address) cellErrors.set(address, { code, sentence });
}

function excelError(code, sentence) {
  /* Excel takes no other error from an add-in, so the sentence has to say which one it was. */
  const told = code in ERRORS ? code : "#VALUE!";
  const message = SENTENCE_SHOWN.includes(told) ? sentence || code : undefined;
  return new CustomFunctions.Error(CustomFunctions.ErrorCode[ERRORS[told]], message);
}

function encode(value) {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== "object") return value;
  const code = value.code || value.basicValue;
  return { error: typeof code === "string" && code.startsWith("#") ? code : "#VALUE!" };
}

function decode(cell) {
  /* Excel would make a zero of null. */
  if (cell === null) return "";
  return typeof cell === "object" ? excelError(cell.error, cell.message) : cell;
}

/* Excel on the desktop hands a blank cell over as 0. Where a blank means something else, the cells are looked at. */
async function restoreBlanks(batch) {
  const doubtful = [];
  for (const call of batch) {
    call.arguments.forEach((value, index) => {
      const address = (call.invocation.parameterAddresses || [])[index];
      if (!FUNCTIONS[call.name][index] || !address || !Array.isArray(value)) return;
      if (value.some((row) => row.some((cell) => cell === 0 || cell === ""))) doubtful.push({ call, index, address });
    });
  }
  if (!doubtful.length) return;
  const types = await valueTypes([...new Set(doubtful.map((one) => one.address))]).catch(() => new Map());
  for (const { call, index, address } of doubtful) {
    const found = types.get(address);
    const value = call.arguments[index];
    if (!found || found.length !== value.length || found[0].length !== value[0].length) {
      call.unknownBlanks = true;
    } else {
      call.arguments[index] = value.map((row, y) => row.map((cell, x) => (found[y][x] === "Empty" ? null : cell)));
    }
  }
  for (const call of batch) if (call.unknownBlanks) fail(call, "#N/A", say("unknownBlanks"));
}

async function valueTypes(addresses) {
  return Excel.run(async (context) => {
    const asked = addresses.map((address) => {
      const { sheet, cells } = parts(address);
      const worksheet = context.workbook.worksheets.getItemOrNullObject(sheet);
      const range = worksheet.getRange(cells);
      range.load("valueTypes");
      return { address, worksheet, range };
    });
    await context.sync();
    const known = asked.filter((one) => !one.worksheet.isNullObject);
    return new Map(known.map((one) => [one.address, one.range.valueTypes]));
  });
}

/* The cell that asks: a formula that reads its own row of a table is looked for in the row of this one. */
function asker(address) {
  const { sheet, cells } = parts(address);
  return { sheet, row: Number(cells.replace(/\D+/g, " ").trim().split(" ")[0]) };
}

function parts(address) {
  const mark = address.lastIndexOf("!");
  return { sheet: address.slice(0, mark).replace(/^'(.*)'$/, "$1").replaceAll("''", "'"), cells: address.slice(mark + 1) };
}
