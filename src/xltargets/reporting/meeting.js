"use strict";
(function () {
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  var tools = document.querySelector(".tools"), teams = document.querySelector(".teams");
  var search = document.getElementById("search"), fold = document.getElementById("fold"), shown = document.getElementById("shown");
  var bodies = all("tbody", teams), boxes = all("input[type=checkbox]", tools);

  function open(body, yes) { body.dataset.open = yes ? "1" : ""; }
  function statusOf(row) { var chip = row.querySelector(".s"); return chip ? chip.classList[1] : ""; }
  function text(row) { return row.textContent.normalize("NFKC").toLowerCase(); }

  function update() {
    var words = search.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    var wanted = boxes.filter(function (one) { return one.checked; }).map(function (one) { return one.value; });
    var asked = words.length > 0 || wanted.length > 0, count = 0, rows = 0;
    var says = function (row, more) {
      var told = text(row) + " " + (more || "");
      return words.every(function (word) { return told.indexOf(word) >= 0; });
    };
    bodies.forEach(function (body) {
      var team = body.rows[0], people = all("tr", body).slice(1), any = false;
      var fits = function (row, more) { return says(row, more) && (!wanted.length || wanted.indexOf(statusOf(row)) >= 0); };
      people.forEach(function (row) {
        var fit = fits(row, body.dataset.name);
        any = any || (asked && fit);
        row.classList.toggle("shut", asked ? !fit : !body.dataset.open);
        rows += 1; count += fit ? 1 : 0;
      });
      var fit = fits(team);
      rows += 1; count += fit ? 1 : 0;
      team.classList.toggle("shut", asked && !fit && !any);
      var button = body.querySelector(".fold");
      if (button) { button.setAttribute("aria-expanded", asked ? String(any) : String(Boolean(body.dataset.open))); }
    });
    all(".sort:not(.teams) tbody tr").forEach(function (row) { row.classList.toggle("shut", words.length > 0 && !says(row)); });
    shown.textContent = asked ? shown.dataset.text.replace("{shown}", count).replace("{all}", rows) : "";
    var every = bodies.every(function (body) { return body.dataset.open || body.rows.length < 2; });
    fold.textContent = every ? fold.dataset.shut : fold.dataset.open;
    fold.dataset.every = every ? "1" : "";
  }

  function value(row, place) {
    var cell = row.cells[place], told = cell ? cell.textContent.trim() : "";
    var plain = told.replace(/,/g, "").replace("\u2212", "-"), number = /^[-+]?\d/.test(plain) ? parseFloat(plain) : NaN;
    if (/^\d{4}-\d\d-\d\d$/.test(told)) { number = NaN; }
    return { text: told, number: number };
  }

  function sorted(rows, place, down) {
    return rows.map(function (row) { return { row: row, key: value(row.tagName === "TBODY" ? row.rows[0] : row, place) }; })
      .sort(function (one, other) {
        var a = one.key, b = other.key, blankA = !a.text || a.text === "\u2013", blankB = !b.text || b.text === "\u2013";
        if (blankA || blankB) { return blankA - blankB; }
        var order = isNaN(a.number) || isNaN(b.number) ? a.text.localeCompare(b.text, document.documentElement.lang) : a.number - b.number;
        return down ? -order : order;
      }).map(function (one) { return one.row; });
  }

  function sort(table, head, place) {
    var down = head.getAttribute("aria-sort") === "ascending" || (!head.hasAttribute("aria-sort") && !head.classList.contains("l"));
    all("th[aria-sort]", table.tHead).forEach(function (one) { one.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    if (table === teams) {
      bodies.forEach(function (body) { sorted(all("tr", body).slice(1), place, down).forEach(function (row) { body.appendChild(row); }); });
      sorted(bodies, place, down).forEach(function (body) { table.appendChild(body); });
    } else {
      var body = table.tBodies[0];
      sorted(all("tr", body), place, down).forEach(function (row) { body.appendChild(row); });
    }
  }

  all("table.sort").forEach(function (table) {
    all("th", table.tHead).forEach(function (head, place) {
      // Not a button element: browsers leave it blank where a header is repeated on a further page.
      var button = document.createElement("span");
      button.setAttribute("role", "button");
      button.tabIndex = 0;
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, head, place); });
      button.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(table, head, place); }
      });
    });
  });

  bodies.forEach(function (body) {
    open(body, false);
    body.dataset.name = body.rows[0].cells[0].firstChild.textContent.normalize("NFKC").toLowerCase();
    if (body.rows.length < 2) { return; }
    var head = body.rows[0].cells[0], button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    button.setAttribute("aria-label", teams.dataset.fold.replace("{name}", head.firstChild.textContent));
    button.addEventListener("click", function () { open(body, !body.dataset.open); update(); });
    head.insertBefore(button, head.firstChild);
  });

  function reveal() {
    var target = /^#r\d+$/.test(location.hash) && document.querySelector(location.hash), body = target && target.closest(".teams tbody");
    if (body) { search.value = ""; boxes.forEach(function (one) { one.checked = false; }); open(body, true); update(); target.scrollIntoView({ block: "center" }); target.focus(); }
  }

  fold.addEventListener("click", function () { var yes = !fold.dataset.every; bodies.forEach(function (body) { open(body, yes); }); update(); });
  search.addEventListener("input", update);
  boxes.forEach(function (one) { one.addEventListener("change", update); });
  tools.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", reveal);
  tools.hidden = false;
  update();
  reveal();
})();
