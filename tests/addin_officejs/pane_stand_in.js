/* The task pane's own script in Node on a stand-in for a workbook: puts an answer of the server into it, and prints what the
   workbook has then. Reads its task as JSON from standard input: { scripts, book, outcome }. */
"use strict";
const fs = require("fs");
const vm = require("vm");

const task = JSON.parse(fs.readFileSync(0, "utf8"));
const log = [];
globalThis.CustomFunctions = { associate: () => {} };
globalThis.Office = { context: { displayLanguage: "en-US" }, onReady: () => {} };
globalThis.localStorage = { getItem: () => null };
for (const script of task.scripts) vm.runInThisContext(fs.readFileSync(script, "utf8"), { filename: script });
globalThis.Excel = vm.runInThisContext("standInExcel")(task.book, log);

vm.runInThisContext("apply")(task.outcome)
  .then(() => null, (problem) => ({ refused: problem.constructor.name === "Refusal", message: problem.message }))
  .then((problem) => process.stdout.write(JSON.stringify({ book: task.book, log, problem })));
