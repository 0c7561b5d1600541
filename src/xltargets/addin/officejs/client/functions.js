
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
