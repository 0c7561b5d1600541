"use strict";
(function () {
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  var tools = document.querySelector(".tools");
  if (!tools) { return; }
  var search = document.getElementById("search"), shown = document.getElementById("shown"), boxes = all("input[type=checkbox]", tools);

  function update() {
    var words = search.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    var wanted = boxes.filter(function (one) { return one.checked; }).map(function (one) { return one.value; });
    var count = 0, rows = 0;
    all("section.file").forEach(function (file) {
      var name = file.querySelector("h2").textContent, any = false;
      all("tbody tr", file).forEach(function (row) {
        var told = (name + " " + row.textContent).normalize("NFKC").toLowerCase();
        var fits = wanted.indexOf(row.dataset.severity) >= 0 && words.every(function (word) { return told.indexOf(word) >= 0; });
        row.classList.toggle("shut", !fits);
        rows += 1; count += fits ? 1 : 0; any = any || fits;
      });
      file.classList.toggle("shut", !any);
    });
    shown.textContent = shown.dataset.text.replace("{shown}", count).replace("{all}", rows);
  }

  tools.hidden = false;
  search.addEventListener("input", update);
  boxes.forEach(function (one) { one.addEventListener("change", update); });
  update();
})();
