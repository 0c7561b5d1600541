/* Stands in for Microsoft's office.js in a browser: a workbook of two sheets that keeps what is put into it. The page is
   driven from outside through the global `stand`. */
"use strict";
const stand = {
  language: new URLSearchParams(location.search).get("language") || "en-US",
  values: {}, // "Sheet!A1" → value
  formulas: {},
  selected: "",
  opened: [],
  commands: {},
  completed: 0,
  shown: 0,
  functions: {},
  tables: { periods: { headers: ["Month", "Target", "Share"], rows: [["Jan", 10, "=B2"], ["Feb", 20, "=B3"]], below: "" } },
  workbook: [80, 75, 3, 4],
  locked: { Plan: { allowSort: true } }, // protected sheets and what is allowed on them
};
const mayWrite = (sheet) => { if (stand.locked[sheet]) throw new Error(`The sheet ${sheet} is protected.`); };
window.stand = stand;

class StandInError {
  constructor(code, message) {
    this.code = code;
    this.message = message;
  }
}
window.CustomFunctions = {
  Error: StandInError,
  ErrorCode: {
    invalidValue: "#VALUE!", notAvailable: "#N/A", divisionByZero: "#DIV/0!", invalidNumber: "#NUM!", nullReference: "#NULL!",
  },
  associate: (name, run) => { stand.functions[name] = run; },
};

const range = (sheet, cells) => ({
  load() {},
  address: `'${sheet}'!${cells}`,
  select: () => { stand.selected = `${sheet}!${cells}`; },
  set values([[value]]) { mayWrite(sheet); stand.values[`${sheet}!${cells}`] = value; },
});
const worksheet = (name) => ({
  load() {},
  name,
  activate: () => { stand.active = name; },
  getRange: (cells) => range(name, cells),
  protection: {
    load() {},
    get protected() { return name in stand.locked; },
    get options() { return stand.locked[name]; },
    unprotect: () => { delete stand.locked[name]; },
    protect: (options) => {
      if (stand.locked[name]) throw new Error("The sheet is protected already.");
      stand.locked[name] = options;
    },
  },
  getUsedRangeOrNullObject: () => ({
    isNullObject: name !== "Plan",
    load() {},
    formulas: [["=[1]!TARGET_SPLIT(A1,B1:B3)", "=SUM(A1)", "=_xldudf_ACHIEVEMENT(1,2)", "=MISSPELT(1)"]],
    values: [["#NAME?", 5, "#NAME?", "#NAME?"]],
    getCell: (y, x) => ({ set formulas([[formula]]) { mayWrite(name); stand.formulas[`${y},${x}`] = formula; } }),
  }),
});
const bodyRange = (table) => ({
  load() {},
  get formulas() { return table.rows; },
  set formulas(rows) { table.rows = rows; },
});
const wholeRange = (table) => ({
  getRowsBelow: () => ({
    load() {},
    valueTypes: [[table.below ? "String" : "Empty"]],
    insert: () => { stand.inserted = true; },
  }),
  getResizedRange: (rows) => ({ more: rows }),
});
const tableOf = (name) => {
  const table = stand.tables[name];
  return {
    worksheet: worksheet("Plan"),
    rows: {
      load() {},
      count: (table.rows || []).length,
      getItemAt: (row) => ({ delete: () => { mayWrite("Plan"); table.rows.splice(row, 1); } }),
    },
    getRange: () => wholeRange(table),
    getDataBodyRange: () => bodyRange(table),
    resize: ({ more }) => { mayWrite("Plan"); for (let i = 0; i < more; i += 1) table.rows.push(["", "", `=B${table.rows.length + 2}`]); },
    columns: {
      getItem: (header) => ({
        getDataBodyRange: () => ({
          set values(cells) {
            mayWrite("Plan");
            if (cells.length !== table.rows.length) throw new Error("The column has another number of rows");
            cells.forEach(([value], y) => { table.rows[y][table.headers.indexOf(header)] = value; });
          },
        }),
      }),
    },
  };
};
window.Excel = {
  run: (use) => use({
    sync: async () => {},
    workbook: {
      getSelectedRange: () => range("Plan", "B5:B16"),
      worksheets: {
        load() {},
        items: [worksheet("Plan"), worksheet("Periods")],
        getItem: worksheet,
        getActiveWorksheet: () => worksheet("Plan"),
      },
      tables: { getItem: tableOf },
    },
  }),
  createWorkbook: async (content) => { stand.opened.push(content); },
};
window.Office = {
  onReady: (use) => { addEventListener("load", use); },
  context: {
    displayLanguage: stand.language,
    document: {
      url: "https://example.sharepoint.com/teams/North%20plan.xlsx",
      getFileAsync: (type, options, done) => done({
        status: "succeeded",
        value: {
          sliceCount: 2,
          getSliceAsync: (index, sliceDone) => {
            const half = Math.ceil(stand.workbook.length / 2);
            sliceDone({ status: "succeeded", value: { data: stand.workbook.slice(index * half, (index + 1) * half) } });
          },
          closeAsync: () => { stand.closed = true; },
        },
      }),
    },
  },
  FileType: { Compressed: "compressed" },
  actions: { associate: (name, use) => { stand.commands[name] = use; } },
  addin: { showAsTaskpane: async () => { stand.shown += 1; } },
};
