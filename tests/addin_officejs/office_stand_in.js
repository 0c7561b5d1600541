/* Stands in for Microsoft's office.js in a browser, on the workbook of book_stand_in.js: two sheets and a table. The page is
   driven from outside through the global `stand`. */
"use strict";
const stand = {
  language: new URLSearchParams(location.search).get("language") || "en-US",
  opened: [],
  commands: {},
  completed: 0,
  shown: 0,
  functions: {},
  sheets: {
    Plan: {
      locked: { allowSort: true }, // protected, and what is allowed on it
      cells: {
        "1,1": { text: "Month" }, "1,2": { text: "Target" }, "1,3": { text: "Share" },
        "2,1": { text: "Jan" }, "2,2": 10, "2,3": "=B2", "3,1": { text: "Feb" }, "3,2": 20, "3,3": "=B3",
      },
    },
    Periods: { cells: {} },
    "Jan's plan": { cells: {} },
  },
  tables: { periods: { sheet: "Plan", area: [1, 1, 3, 3], totals: false } },
  workbook: [80, 75, 3, 4],
};
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

window.Excel = standInExcel(stand);

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
