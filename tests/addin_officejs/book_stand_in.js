/* Stands in for the workbook behind Excel's JavaScript API, in Node and in a browser: it keeps what is put into it, and
   does what Excel does with what is typed. `book` has `sheets` (name → { cells: { "row,column": content } , locked,
   password }) and `tables` (name → { sheet, area: [top, left, bottom, right], totals }); rows and columns from 1. A content
   is a value, a text that begins with = for a formula, or { text } or { error }. */
"use strict";
function standInExcel(book, log = []) {
  const ERRORS = ["#N/A", "#NUM!", "#VALUE!", "#DIV/0!", "#REF!", "#NAME?", "#NULL!"];
  const sheetOf = (name) => {
    if (!(name in book.sheets)) throw new Error(`There is no sheet ${name}.`);
    return book.sheets[name];
  };
  const changing = (name) => {
    if (sheetOf(name).locked) throw new Error(`The sheet ${name} is protected.`);
    return sheetOf(name).cells;
  };

  function typed(value) {
    if (typeof value !== "string") return value;
    if (value.startsWith("'")) return { text: value.slice(1) };
    if (ERRORS.includes(value)) return { error: value };
    if (value !== "") throw new Error(`${value} could become a formula, a number or a date`);
    return null;
  }

  function put(cells, row, column, content) {
    if (content === null || content === undefined) delete cells[`${row},${column}`];
    else cells[`${row},${column}`] = content;
  }

  /* A formula one or more rows further down. */
  function moved(content, rows) {
    if (typeof content !== "string") return content;
    return content
      .split(/("(?:[^"]|"")*"|\[[^\]]*\])/)
      .map((piece, index) =>
        index % 2 ? piece : piece.replace(/(?<![\w.$])(\$?[A-Z]{1,3})(\d+)(?![\w(])/g, (_all, column, row) => column + (Number(row) + rows)),
      )
      .join("");
  }

  function range(sheet, top, left, bottom, right) {
    const places = [];
    for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) places.push([row, column]);
    const write = (kind, rows, read) => {
      const cells = changing(sheet);
      if (rows.length !== bottom - top + 1 || rows.some((row) => row.length !== right - left + 1)) throw new Error("Another number of cells");
      log.push([kind, sheet, top, left, bottom, right]);
      for (const [row, column] of places) put(cells, row, column, read(rows[row - top][column - left]));
    };
    return {
      sheet, top, left, bottom, right,
      load() {},
      select: () => { book.selected = `${sheet}!${addressOf(top, left, bottom, right)}`; },
      address: `'${sheet}'!${addressOf(top, left, bottom, right)}`,
      set values(rows) { write("values", rows, typed); },
      set formulas(rows) {
        write("formulas", rows, (one) => {
          if (typeof one !== "string" || !one.startsWith("=")) throw new Error("No formula");
          return one;
        });
      },
      clear: (what) => {
        const cells = changing(sheet);
        log.push(["clear", sheet, top, left, bottom, right, what]);
        for (const [row, column] of places) delete cells[`${row},${column}`];
      },
      copyFrom: (source, what) => {
        const cells = changing(sheet);
        if (!["Formulas", "Formats"].includes(what)) throw new Error("What to copy must be said");
        if (what === "Formats") return;
        log.push(["copy", sheet, top, left, bottom, right]);
        for (const [row, column] of places) {
          const content = sheetOf(source.sheet).cells[`${source.top},${source.left + column - left}`];
          put(cells, row, column, moved(content, row - source.top));
        }
      },
      insert: () => { throw new Error("Nothing may be pushed away"); },
    };
  }

  const letters = (column) => (column > 26 ? letters(Math.floor((column - 1) / 26)) : "") + String.fromCharCode(65 + ((column - 1) % 26));
  const addressOf = (top, left, bottom, right) => {
    const first = letters(left) + top;
    const last = letters(right) + bottom;
    return first === last ? first : `${first}:${last}`;
  };
  const numberOf = (word) => [...word].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  function parsed(sheet, address) {
    const [, left, top, right, bottom] = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(address);
    return range(sheet, Number(top), numberOf(left), Number(bottom || top), numberOf(right || left));
  }

  const worksheet = (name) => ({
    load() {},
    name,
    activate: () => { book.active = name; },
    getRange: (address) => parsed(name, address),
    getRangeByIndexes: (row, column, rows, columns) => {
      sheetOf(name);
      if (rows < 1 || columns < 1) throw new Error("A range has a cell at least");
      return range(name, row + 1, column + 1, row + rows, column + columns);
    },
    protection: {
      load() {},
      get protected() { return Boolean(sheetOf(name).locked); },
      get options() { return sheetOf(name).locked; },
      unprotect: () => {
        if (sheetOf(name).password) throw new Error("InvalidArgument: the password");
        delete sheetOf(name).locked;
      },
      protect: (options) => {
        if (sheetOf(name).locked) throw new Error("The sheet is protected already.");
        sheetOf(name).locked = options;
      },
    },
  });

  const tableOf = (name) => {
    const table = book.tables[name];
    const { sheet } = table;
    const totalsRow = () => range(sheet, table.area[2], table.area[1], table.area[2], table.area[3]);
    return {
      set showTotals(shown) {
        const cells = changing(sheet);
        if (shown === table.totals) return;
        const [, left, , right] = table.area;
        if (shown) {
          table.area[2] += 1;
          for (let column = left; column <= right; column += 1) {
            if (`${table.area[2]},${column}` in cells) throw new Error("Nothing may be pushed away");
          }
          for (let column = left; column <= right; column += 1) put(cells, table.area[2], column, table.kept[column - left]);
        } else {
          table.kept = [];
          for (let column = left; column <= right; column += 1) table.kept.push(cells[`${table.area[2]},${column}`]);
          totalsRow().clear("Contents");
          table.area[2] -= 1;
        }
        table.totals = shown;
      },
      resize: (to) => {
        changing(sheet);
        if (table.totals) throw new Error("The row of totals is in the way");
        if (to.sheet !== sheet || to.top !== table.area[0] || to.bottom < to.top + 1) throw new Error("A table keeps its headers");
        log.push(["resize", name]);
        table.area = [to.top, to.left, to.bottom, to.right];
      },
    };
  };

  return {
    run: (use) => use({
      sync: async () => {},
      workbook: {
        getSelectedRange: () => parsed(Object.keys(book.sheets)[0], "B5:B16"),
        worksheets: { getItem: worksheet, getActiveWorksheet: () => worksheet(Object.keys(book.sheets)[0]) },
        tables: {
          getItem: (name) => {
            if (!(name in book.tables)) throw new Error(`There is no table ${name}.`);
            return tableOf(name);
          },
        },
      },
    }),
    createWorkbook: async (content) => { (book.opened ||= []).push(content); },
  };
}
