/* Stands in for Excel in Node: runs the add-in's own script, calls its functions in one go as a recalculation does, and
   prints what each cell would show. Reads its task as JSON from standard input. */
"use strict";
const fs = require("fs");
const vm = require("vm");

const task = JSON.parse(fs.readFileSync(0, "utf8"));
const functions = new Map();
const requests = [];
const asked = [];

class ExcelError {
  constructor(code, message) {
    if (!code) throw new Error("Excel knows no such error code");
    if (message !== undefined && !["#VALUE!", "#N/A"].includes(code)) throw new Error("no message with this code");
    this.code = code;
    this.message = message;
  }
}

globalThis.CustomFunctions = {
  Error: ExcelError,
  ErrorCode: {
    invalidValue: "#VALUE!", notAvailable: "#N/A", divisionByZero: "#DIV/0!", invalidNumber: "#NUM!", nullReference: "#NULL!",
  },
  associate: (name, run) => functions.set(name, run),
};
globalThis.Office = { context: { displayLanguage: task.language || "en-US" } };
globalThis.localStorage = { getItem: (key) => (task.storage || {})[key] || null };
globalThis.Excel = {
  run: async (use) => {
    if (task.noExcel) throw new Error("Excel is editing a cell");
    return use({
      sync: async () => {},
      workbook: {
        worksheets: {
          getItemOrNullObject: (sheet) => ({
            isNullObject: !(sheet in (task.types || {})),
            getRange: (cells) => {
              asked.push(`${sheet}!${cells}`);
              return { load: () => {}, valueTypes: ((task.types || {})[sheet] || {})[cells] };
            },
          }),
        },
      },
    });
  },
};
/* The pane's script, loaded beside this one, hands over the open workbook. */
if (task.workbook !== undefined) {
  globalThis.openWorkbook = async () => {
    if (!task.workbook) throw new Error("Excel is busy");
    return task.workbook;
  };
}
const realFetch = globalThis.fetch;
globalThis.fetch = (path, options) => {
  requests.push({ path, calls: JSON.parse(options.body).calls.length });
  if (task.answers) return Promise.resolve(new Response(JSON.stringify(task.answers)));
  return realFetch(`${task.url}/${path}`, options);
};

vm.runInThisContext(fs.readFileSync(task.script, "utf8"), { filename: "functions.js" });

const shown = (one) => (one instanceof ExcelError ? { error: one.code, message: one.message } : one);

async function cell({ name, arguments: given, addresses, address }) {
  try {
    const rows = await functions.get(name)(...given, { functionName: name, address, parameterAddresses: addresses });
    return { rows: rows.map((row) => row.map(shown)) };
  } catch (problem) {
    if (!(problem instanceof ExcelError)) throw problem;
    return shown(problem);
  }
}

Promise.all(task.calls.map(cell)).then((cells) => {
  const errors = Object.fromEntries(vm.runInThisContext("cellErrors"));
  process.stdout.write(JSON.stringify({ cells, requests, asked, errors, names: [...functions.keys()] }));
});
