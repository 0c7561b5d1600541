
/* The task pane and the ribbon's commands: an action gets the open workbook, and what it answers is put into it. */

const SLICE = 4 * 1024 * 1024;

function element(tag, attributes = {}, text = "") {
  const made = Object.assign(document.createElement(tag), attributes);
  if (text) made.textContent = text;
  return made;
}

const byId = (id) => document.getElementById(id);

function drawPane() {
  document.documentElement.lang = language();
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = say(one.dataset.text);
  const shown = byId("actions");
  shown.replaceChildren();
  let group = "";
  for (const action of ACTIONS) {
    const title = inLanguage(action.group);
    if (title !== group) shown.append(element("h3", {}, title));
    group = title;
    if (action.key === "new") shown.append(templateChoice());
    const button = element("button", { type: "button", id: `action-${action.key}`, title: inLanguage(action.tip) });
    button.textContent = inLanguage(action.label);
    button.addEventListener("click", () => run(action));
    shown.append(button);
  }
}

function templateChoice() {
  const choice = element("select", { id: "template" });
  choice.setAttribute("aria-label", say("template"));
  for (const template of TEMPLATES) choice.append(element("option", { value: template.key }, inLanguage(template.label)));
  return choice;
}

async function run(action) {
  tell(say("working"));
  for (const button of document.querySelectorAll("#actions button")) button.disabled = true;
  try {
    if (action.key === "reconnect") {
      tell(say("reconnected", { count: await reconnect() }));
      return;
    }
    const body = { language: language(), options: {}, ...(await place()) };
    if (action.key === "new") body.options.template = byId("template").value;
    if (action.needsBook) Object.assign(body, { name: workbookName(), workbook: await openWorkbook() });
    const outcome = await post(`actions/${action.key}`, body);
    await apply(outcome);
    show(outcome);
  } catch (problem) {
    if (problem.status === 401) byId("token-form").hidden = false;
    tell(problem.message, true);
  } finally {
    for (const button of document.querySelectorAll("#actions button")) button.disabled = false;
  }
}

function tell(sentence, isProblem = false) {
  byId("message").textContent = sentence;
  byId("message").classList.toggle("problem", isProblem);
  byId("findings").replaceChildren();
  byId("files").replaceChildren();
}

function show(outcome) {
  tell(outcome.message, outcome.problem);
  byId("findings").append(...outcome.details.map((detail) => line(detail.text, detail.sheet, detail.cell)));
  for (const file of outcome.files) {
    const link = element("a", { download: file.name }, say("download", { file: file.name }));
    link.href = `data:application/octet-stream;base64,${file.content}`;
    const item = element("li");
    item.append(link);
    byId("files").append(item);
  }
}

function line(text, sheet, cell) {
  const item = element("li");
  if (!cell) {
    item.textContent = text;
    return item;
  }
  const button = element("button", { type: "button", className: "place", title: say("goTo", { cell: `${sheet}!${cell}` }) });
  button.textContent = text;
  button.addEventListener("click", () => goTo(sheet, cell));
  item.append(button);
  return item;
}

function drawErrors() {
  byId("errors-section").hidden = cellErrors.size === 0;
  byId("errors").replaceChildren(
    ...[...cellErrors].map(([address, { code, sentence }]) => {
      const { sheet, cells } = parts(address);
      return line(`${address}  ${code}  ${sentence}`, sheet, cells);
    }),
  );
}

function goTo(sheet, cell) {
  return Excel.run(async (context) => {
    const worksheet = context.workbook.worksheets.getItem(sheet);
    worksheet.activate();
    worksheet.getRange(cell).select();
    await context.sync();
  }).catch((problem) => tell(problem.message, true));
}

function place() {
  return Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    const range = context.workbook.getSelectedRange();
    sheet.load("name");
    range.load("address");
    await context.sync();
    return { sheet: sheet.name, selection: parts(range.address).cells };
  }).catch(() => ({})); // nothing, or several areas, selected
}

function promised(start) {
  return new Promise((resolve, reject) => {
    start((result) => (result.status === "succeeded" ? resolve(result.value) : reject(result.error)));
  });
}

function workbookName() {
  const last = (Office.context.document.url || "").split(/[\\/]/).pop();
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

async function openWorkbook() {
  const file = await promised((done) =>
    Office.context.document.getFileAsync(Office.FileType.Compressed, { sliceSize: SLICE }, done),
  );
  try {
    let binary = "";
    for (let index = 0; index < file.sliceCount; index += 1) {
      const slice = await promised((done) => file.getSliceAsync(index, done));
      for (let start = 0; start < slice.data.length; start += 8192) {
        binary += String.fromCharCode(...slice.data.slice(start, start + 8192));
      }
    }
    return btoa(binary);
  } finally {
    file.closeAsync(() => {});
  }
}

/* Text goes in behind an apostrophe: Excel would take "=…" for a formula, "1-2" for a date and "007" for a number. */
function typed(value) {
  if (value === null) return "";
  if (typeof value === "object") return value.error;
  return typeof value === "string" && value !== "" ? `'${value}` : value;
}

async function apply(outcome) {
  await Excel.run(async (context) => {
    const tables = Object.keys(outcome.rows).map((name) => context.workbook.tables.getItem(name).worksheet);
    for (const sheet of tables) sheet.load("name");
    await context.sync();
    const touched = [...outcome.changes.map((change) => change.sheet), ...tables.map((sheet) => sheet.name)];
    await unlocked(context, touched, async () => {
      for (const { sheet, cell, value } of outcome.changes) {
        context.workbook.worksheets.getItem(sheet).getRange(cell).values = [[typed(value)]];
      }
      for (const [name, rows] of Object.entries(outcome.rows)) await fillTable(context, name, rows);
    });
  });
  for (const file of outcome.files) if (file.name.endsWith(".xlsx")) await Excel.createWorkbook(file.content);
  if (outcome.show) await goTo(outcome.show.sheet, outcome.show.cell);
}

/* Our sheets are protected without a password, against slips; afterwards they are as they were. */
async function unlocked(context, names, work) {
  const sheets = [...new Set(names)].map((name) => context.workbook.worksheets.getItem(name));
  for (const sheet of sheets) sheet.protection.load("protected,options");
  await context.sync();
  const locked = sheets.filter((sheet) => sheet.protection.protected);
  const options = locked.map((sheet) => sheet.protection.options);
  for (const sheet of locked) sheet.protection.unprotect();
  await context.sync();
  try {
    await work();
    await context.sync();
  } finally {
    locked.forEach((sheet, index) => sheet.protection.protect(options[index]));
    await context.sync();
  }
}

/* The table takes the number of the new rows; columns that the rows do not name keep their formulas. */
async function fillTable(context, name, rows) {
  const table = context.workbook.tables.getItem(name);
  table.rows.load("count");
  await context.sync();
  const wanted = Math.max(rows.length, 1); // a table has at least one row
  const missing = wanted - table.rows.count;
  if (missing > 0) {
    const below = table.getRange().getRowsBelow(missing);
    below.load("valueTypes");
    await context.sync();
    if (below.valueTypes.some((row) => row.some((type) => type !== "Empty"))) below.insert("Down");
    table.resize(table.getRange().getResizedRange(missing, 0));
  }
  for (let last = table.rows.count - 1; last >= wanted; last -= 1) table.rows.getItemAt(last).delete();
  if (!rows.length) {
    const left = table.getDataBodyRange();
    left.load("formulas");
    await context.sync();
    left.formulas = left.formulas.map((row) => row.map((one) => (String(one).startsWith("=") ? one : "")));
  }
  const headers = new Set(rows.flatMap((row) => Object.keys(row)));
  for (const header of headers) {
    const cells = rows.map((row) => [typed(header in row ? row[header] : null)]);
    table.columns.getItem(header).getDataBodyRange().values = cells;
  }
}

/* Formulas that were read before the add-in was there show #NAME? until they are entered again. */
function reconnect() {
  const ours = new RegExp(`\\b(?:_xldudf_)?(?:${Object.keys(FUNCTIONS).join("|")})\\(`, "i");
  const elsewhere = /(?:\[\d+\]|'[^']*xltargets\.xlam'|xltargets\.xlam)!/gi;
  return Excel.run(async (context) => {
    const sheets = context.workbook.worksheets;
    sheets.load("items/name");
    await context.sync();
    const used = sheets.items.map((sheet) => sheet.getUsedRangeOrNullObject());
    for (const range of used) range.load("formulas,values");
    await context.sync();
    const found = [];
    used.forEach((range, index) => {
      if (range.isNullObject) return;
      range.formulas.forEach((row, y) =>
        row.forEach((formula, x) => {
          if (range.values[y][x] !== "#NAME?" || typeof formula !== "string" || !ours.test(formula)) return;
          found.push({ sheet: sheets.items[index].name, cell: range.getCell(y, x), formula });
        }),
      );
    });
    await unlocked(context, found.map((one) => one.sheet), async () => {
      for (const { cell, formula } of found) {
        cell.formulas = [[formula.replace(elsewhere, "").replace(/_xldudf_/gi, "")]];
      }
    });
    return found.length;
  });
}

async function command(action, event) {
  try {
    await Office.addin.showAsTaskpane();
    /* A new workbook's template is chosen in the pane. */
    if (action.key === "new") byId("template").focus();
    else await run(action);
  } finally {
    event.completed();
  }
}

Office.onReady(() => {
  drawPane();
  drawErrors();
  cellErrorsChanged = drawErrors;
  byId("token-form").addEventListener("submit", (event) => {
    event.preventDefault();
    localStorage.setItem(TOKEN, byId("token").value);
    byId("token-form").hidden = true;
  });
  for (const action of ACTIONS) Office.actions.associate(action.command, (event) => command(action, event));
});
