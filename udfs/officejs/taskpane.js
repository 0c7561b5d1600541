"use strict";
const ACTIONS = [
  {"key": "new", "command": "run_new", "label": {"en": "New from template", "zh-CN": "从模板新建", "zh-TW": "從範本新增"}, "tip": {"en": "Writes a new target plan, team scorecard, CRM log or risk register, and opens it.", "zh-CN": "新建目标计划、团队记分卡、CRM 记录或风险登记册，并将其打开。", "zh-TW": "新增目標計畫、團隊計分卡、CRM 紀錄或風險登記冊，並將其開啟。"}, "group": {"en": "Plan", "zh-CN": "计划", "zh-TW": "計畫"}, "needsBook": false, "menu": {"key": "template", "label": {"en": "New workbook", "zh-CN": "新建工作簿", "zh-TW": "新增活頁簿"}, "choices": [{"key": "target-plan", "label": {"en": "Target plan", "zh-CN": "目标计划", "zh-TW": "目標計畫"}}, {"key": "team-scorecard", "label": {"en": "Team scorecard", "zh-CN": "团队记分卡", "zh-TW": "團隊計分卡"}}, {"key": "crm-log", "label": {"en": "CRM log", "zh-CN": "CRM 记录", "zh-TW": "CRM 紀錄"}}, {"key": "risk-register", "label": {"en": "Risk register", "zh-CN": "风险登记册", "zh-TW": "風險登記冊"}}]}, "asks": []},
  {"key": "check-smart", "command": "run_check_smart", "label": {"en": "Check SMART", "zh-CN": "检查 SMART", "zh-TW": "檢查 SMART"}, "tip": {"en": "Says which objectives are specific, measurable, achievable, relevant and time-bound, and what to mend.", "zh-CN": "指出哪些工作目标做到了具体、可衡量、可实现、相关且有时限，以及哪些地方需要修改。", "zh-TW": "指出哪些目標做到了具體、可衡量、可達成、相關且有期限，以及哪些地方需要修改。"}, "group": {"en": "Plan", "zh-CN": "计划", "zh-TW": "計畫"}, "needsBook": true, "menu": null, "asks": []},
  {"key": "split", "command": "run_split", "label": {"en": "Split target", "zh-CN": "分解目标", "zh-TW": "分解目標"}, "tip": {"en": "Splits the year's target by the selected weights, and writes the exact parts beside them.", "zh-CN": "按选定的权重分解全年目标，并在旁边写入精确的各部分金额。", "zh-TW": "依選取的權重分解全年目標，並在旁邊寫入精確的各部分金額。"}, "group": {"en": "Plan", "zh-CN": "计划", "zh-TW": "計畫"}, "needsBook": true, "menu": null, "asks": []},
  {"key": "replan", "command": "run_replan", "label": {"en": "Re-plan", "zh-CN": "重新计划", "zh-TW": "重新規劃"}, "tip": {"en": "Proposes what the open months must bring after the actuals so far, with reasons, for Changes.", "zh-CN": "根据累计完成的业绩，建议剩余各月应完成的金额并说明理由，供写入“目标调整记录”。", "zh-TW": "根據累計實績，建議剩餘各月應完成的金額並說明理由，供寫入「目標調整紀錄」。"}, "group": {"en": "Plan", "zh-CN": "计划", "zh-TW": "計畫"}, "needsBook": true, "menu": null, "asks": []},
  {"key": "adopt", "command": "run_adopt", "label": {"en": "Approve changes", "zh-CN": "批准调整", "zh-TW": "核准調整"}, "tip": {"en": "Approves the open changes of this plan in the name of an approver that it lists; never their own.", "zh-CN": "以名单中一位批准人的名义批准本计划中待批准的调整；本人提出的除外。", "zh-TW": "以名單中一位核准人的名義核准本計畫中待核准的調整；本人提出的除外。"}, "group": {"en": "Plan", "zh-CN": "计划", "zh-TW": "計畫"}, "needsBook": true, "menu": null, "asks": [{"key": "by", "label": {"en": "Who approves: the Person ID or name of an approver", "zh-CN": "由谁批准：批准人的人员编号或姓名", "zh-TW": "由誰核准：核准人的人員編號或姓名"}}]},
  {"key": "refresh", "command": "run_refresh", "label": {"en": "Refresh", "zh-CN": "刷新", "zh-TW": "重新整理"}, "tip": {"en": "Renews this workbook from the others of its unit in the same folder. What you typed stays.", "zh-CN": "用同一文件夹里本单位的其他工作簿更新此工作簿。您输入的内容保持不变。", "zh-TW": "用同一資料夾內本單位的其他活頁簿更新此活頁簿。您輸入的內容保持不變。"}, "group": {"en": "Team", "zh-CN": "团队", "zh-TW": "團隊"}, "needsBook": true, "menu": null, "asks": []},
  {"key": "validate", "command": "run_validate", "label": {"en": "Validate", "zh-CN": "检查", "zh-TW": "檢查"}, "tip": {"en": "Checks this workbook: what is missing, wrong or was typed over, and how to mend it.", "zh-CN": "检查本工作簿：哪些内容缺失、有误或被覆盖，以及如何修正。", "zh-TW": "檢查本活頁簿：哪些內容缺漏、有誤或被覆蓋，以及如何修正。"}, "group": {"en": "Team", "zh-CN": "团队", "zh-TW": "團隊"}, "needsBook": true, "menu": null, "asks": []},
  {"key": "consolidate", "command": "run_consolidate", "label": {"en": "Consolidate", "zh-CN": "汇总", "zh-TW": "彙總"}, "tip": {"en": "Puts the workbooks of a folder together into one company scorecard, and lists what was left out.", "zh-CN": "将一个文件夹中的工作簿汇总为一份公司记分卡，并列出未纳入的文件。", "zh-TW": "將一個資料夾中的活頁簿彙總為一份公司計分卡，並列出未納入的檔案。"}, "group": {"en": "Company", "zh-CN": "公司", "zh-TW": "公司"}, "needsBook": false, "menu": null, "asks": []},
  {"key": "report", "command": "run_report", "label": {"en": "Report", "zh-CN": "报告", "zh-TW": "報告"}, "tip": {"en": "Writes a page for the meeting: attainment and pace, who needs help, risks and proposals.", "zh-CN": "生成一页会议材料：达成率与进度、需要支持的人员、风险与建议。", "zh-TW": "產生一頁會議資料：達成率與進度、需要支援的人員、風險與建議。"}, "group": {"en": "Company", "zh-CN": "公司", "zh-TW": "公司"}, "needsBook": true, "menu": null, "asks": []},
  {"key": "reconnect", "command": "run_reconnect", "label": {"en": "Reconnect formulas", "zh-CN": "重新连接公式", "zh-TW": "重新連接公式"}, "tip": {"en": "Enters the formulas of xlTargets again where they show #NAME?.", "zh-CN": "在显示 #NAME? 的地方重新输入 xlTargets 的公式。", "zh-TW": "在顯示 #NAME? 的地方重新輸入 xlTargets 的公式。"}, "group": {"en": "More", "zh-CN": "更多", "zh-TW": "更多"}, "needsBook": true, "menu": null, "asks": []},
  {"key": "upgrade", "command": "run_upgrade", "label": {"en": "Upgrade workbook", "zh-CN": "升级工作簿", "zh-TW": "升級活頁簿"}, "tip": {"en": "Writes a copy of this workbook in the newest version of its template, with all that you typed.", "zh-CN": "按模板的最新版本另存一份本工作簿，您输入的内容全部保留。", "zh-TW": "依範本的最新版本另存一份本活頁簿，您輸入的內容全部保留。"}, "group": {"en": "More", "zh-CN": "更多", "zh-TW": "更多"}, "needsBook": true, "menu": null, "asks": []},
  {"key": "help", "command": "run_help", "label": {"en": "Help", "zh-CN": "帮助", "zh-TW": "說明"}, "tip": {"en": "Says what xlTargets can do here, and which version it is.", "zh-CN": "说明 xlTargets 在此处能做什么，以及当前的版本。", "zh-TW": "說明 xlTargets 在此處能做什麼，以及目前的版本。"}, "group": {"en": "More", "zh-CN": "更多", "zh-TW": "更多"}, "needsBook": false, "menu": null, "asks": []},
];

/* The task pane and the ribbon's commands: an action gets the open workbook, and what it answers is put into it. */

const SLICE = 4 * 1024 * 1024;

function element(tag, attributes = {}, text = "") {
  const made = Object.assign(document.createElement(tag), attributes);
  if (text) made.textContent = text;
  return made;
}

const byId = (id) => document.getElementById(id);
const valueOf = (id) => /** @type {HTMLInputElement | HTMLSelectElement} */ (byId(id)).value;
const buttons = () => byId("actions").querySelectorAll("button");

function drawPane() {
  document.documentElement.lang = language();
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = say(one.getAttribute("data-text"));
  const shown = byId("actions");
  shown.replaceChildren();
  let group = "";
  for (const action of ACTIONS) {
    const title = inLanguage(action.group);
    if (title !== group) shown.append(element("h3", {}, title));
    group = title;
    if (action.menu) shown.append(choiceOf(action));
    for (const option of action.asks) shown.append(lineOf(action, option));
    const button = element("button", { type: "button", id: `action-${action.key}`, title: inLanguage(action.tip) });
    button.textContent = inLanguage(action.label);
    button.addEventListener("click", () => run(action));
    shown.append(button);
  }
}

const fieldId = (action, option) => `${action.key}-${option.key}`;
const fields = (action) => [...(action.menu ? [action.menu] : []), ...action.asks];

function choiceOf(action) {
  const choice = element("select", { id: fieldId(action, action.menu) });
  choice.setAttribute("aria-label", inLanguage(action.menu.label));
  for (const one of action.menu.choices) choice.append(element("option", { value: one.key }, inLanguage(one.label)));
  return choice;
}

function lineOf(action, option) {
  const line = element("input", { id: fieldId(action, option), type: "text", maxLength: 200, autocomplete: "off" });
  line.placeholder = line.title = inLanguage(option.label);
  line.setAttribute("aria-label", inLanguage(option.label));
  return line;
}

async function run(action) {
  tell(say("working"));
  for (const button of buttons()) button.disabled = true;
  try {
    const body = { language: language(), options: {}, ...(await place()) };
    for (const option of fields(action)) body.options[option.key] = valueOf(fieldId(action, option));
    if (action.needsBook) Object.assign(body, { name: workbookName(), workbook: await openWorkbook() });
    const outcome = await post(`actions/${action.key}`, body);
    await apply(outcome);
    show(outcome);
  } catch (problem) {
    if (problem.status === 401) byId("token-form").hidden = false;
    tell(problem instanceof Refusal ? problem.message : say("unfinished", { problem: problem.message }), true);
  } finally {
    for (const button of buttons()) button.disabled = false;
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

/* The server has looked for whatever stands in the way, and says in which order to write. */
const WRITES = { tables: writeTables, changes: writeChanges, formulas: writeFormulas };

async function apply(outcome) {
  if (outcome.order.some((step) => outcome[step].length)) {
    await Excel.run((context) =>
      unlocked(context, outcome.locked, async () => {
        for (const step of outcome.order) await WRITES[step](context, outcome[step]);
      }),
    );
  }
  for (const file of outcome.files) if (file.name.endsWith(".xlsx")) await Excel.createWorkbook(file.content);
  if (outcome.show) await goTo(...outcome.show);
}

/* Our sheets are protected without a password, against slips; afterwards they are as they were. All are open before
   anything is written. `locked` says for each sheet what to do if there is a password. */
async function unlocked(context, locked, work) {
  const sheets = Object.keys(locked).map((name) => ({ name, protection: context.workbook.worksheets.getItem(name).protection }));
  for (const { protection } of sheets) protection.load("protected,options");
  await context.sync();
  const opened = [];
  try {
    for (const { name, protection } of sheets.filter((one) => one.protection.protected)) {
      const options = protection.options;
      try {
        protection.unprotect();
        await context.sync();
      } catch {
        throw new Refusal(locked[name], 0);
      }
      opened.push({ protection, options });
    }
    await work();
    await context.sync();
  } finally {
    for (const { protection, options } of opened) protection.protect(options);
    await context.sync();
  }
}

/* Rows and columns from 1, as a workbook counts them. */
function rangeOf(context, sheet, top, left, bottom = top, right = left) {
  const worksheet = context.workbook.worksheets.getItem(sheet);
  return worksheet.getRangeByIndexes(top - 1, left - 1, bottom - top + 1, right - left + 1);
}

async function writeTables(context, tables) {
  for (const table of tables) await replaceRows(context, table);
}

/* The table takes its new size where it is: nothing around it moves. */
async function replaceRows(context, { name, sheet, before, after, totals, columns, kept }) {
  const [top, left, oldBottom, right] = before;
  const bottom = after[2];
  const [first, last, oldLast] = [top + 1, bottom - Number(totals), oldBottom - Number(totals)];
  if (bottom !== oldBottom) {
    const table = context.workbook.tables.getItem(name);
    /* Excel keeps the row of totals, and puts it below the new last row. */
    if (totals) table.showTotals = false;
    table.resize(rangeOf(context, sheet, top, left, last, right));
    /* Before the totals come back, which would push away what is left there. */
    if (last < oldLast) rangeOf(context, sheet, last + 1, left, oldBottom, right).clear();
    if (totals) table.showTotals = true;
    if (last > oldLast) {
      const model = rangeOf(context, sheet, first, left, first, right);
      rangeOf(context, sheet, Math.max(oldLast, first) + 1, left, last, right).copyFrom(model, "Formats");
    }
  }
  columns.forEach((values, index) => {
    const column = left + index;
    const keeps = new Set(kept[index]);
    if ((values === null || keeps.size) && last > first) {
      rangeOf(context, sheet, first + 1, column, last, column).copyFrom(rangeOf(context, sheet, first, column), "Formulas");
    }
    const given = (values || []).map((value, row) => [sheet, first + row, column, value]);
    for (const run of runs(given.filter((_value, row) => !keeps.has(row)))) writeRun(context, run);
  });
  await context.sync();
}

async function writeChanges(context, changes) {
  for (const run of runs(changes)) writeRun(context, run);
  await context.sync();
}

/* Cells below each other go together, because every call costs. */
function runs(changes) {
  const found = [];
  for (const change of changes) {
    const last = found.at(-1)?.at(-1);
    const follows = last && last[0] === change[0] && last[1] + 1 === change[1] && last[2] === change[2];
    if (follows) found.at(-1).push(change);
    else found.push([change]);
  }
  return found;
}

function writeRun(context, run) {
  const [sheet, row, column] = run[0];
  rangeOf(context, sheet, row, column, row + run.length - 1).values = run.map((change) => [typed(change[3])]);
}

/* What is entered spills by itself; of an array of the old kind Excel lets nobody change a part. */
async function writeFormulas(context, formulas) {
  for (const { sheet, row, column, formula, area, dynamic } of formulas) {
    if (area && !dynamic) rangeOf(context, sheet, ...area).clear("Contents");
    rangeOf(context, sheet, row, column).formulas = [[`=${formula}`]];
  }
  await context.sync();
}

async function command(action, event) {
  try {
    await Office.addin.showAsTaskpane();
    /* What the button offers a choice of or asks for is chosen or typed in the pane. */
    if (fields(action).length) byId(fieldId(action, fields(action)[0])).focus();
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
    localStorage.setItem(TOKEN, valueOf("token"));
    byId("token-form").hidden = true;
  });
  for (const action of ACTIONS) Office.actions.associate(action.command, (event) => command(action, event));
});
