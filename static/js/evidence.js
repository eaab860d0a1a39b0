// Adding evidence: what was chosen is listed below the three file inputs, and the criteria picker
// searches by number or word and counts what is ticked. Without it the form is the same form.
(function () {
  "use strict";

  function size(bytes) {
    if (bytes >= 999500000) return (bytes / 1e9).toFixed(1) + " GB";
    if (bytes >= 999500) return (bytes / 1e6).toFixed(bytes >= 99.5e6 ? 0 : 1) + " MB";
    return Math.max(1, Math.round(bytes / 1e3)) + " kB";
  }

  function listChosen(capture) {
    var list = document.getElementById(capture.id + "-chosen");
    if (!list) return;
    list.replaceChildren();
    capture.querySelectorAll("input[type=file]").forEach(function (input) {
      Array.prototype.forEach.call(input.files, function (file) {
        var line = document.createElement("li");
        var name = document.createElement("bdi");
        name.textContent = file.name;
        line.append(name, " · " + size(file.size));
        list.append(line);
      });
    });
    var count = list.children.length;
    if (count && window.portfolio) {
      window.portfolio.say(count === 1 ? "1 file chosen" : count + " files chosen");
    }
  }

  function matches(row, sought) {
    return row.textContent.toLowerCase().indexOf(sought) !== -1;
  }

  function filter(picker, sought) {
    picker.querySelectorAll(".pf-lo").forEach(function (outcome) {
      var any = false;
      outcome.querySelectorAll(".pf-pick").forEach(function (row) {
        row.hidden = Boolean(sought) && !matches(row, sought);
        any = any || !row.hidden;
      });
      outcome.hidden = !any;
      if (sought && any) outcome.open = true;
    });
    picker.querySelectorAll(".pf-picker__group").forEach(function (unit) {
      var any = unit.querySelector(".pf-lo:not([hidden])") !== null;
      unit.hidden = !any;
      if (sought && any) unit.open = true;
    });
  }

  function sayFound(picker, sought) {
    var found = picker.querySelectorAll(".pf-pick:not([hidden])").length;
    if (sought && window.portfolio) {
      window.portfolio.say(found === 1 ? "1 criterion found" : found + " criteria found");
    }
  }

  function count(picker) {
    var units = {};
    var ticked = picker.querySelectorAll("input[type=checkbox]:checked");
    ticked.forEach(function (box) {
      (units[box.dataset.unit] = units[box.dataset.unit] || []).push(box.dataset.number);
    });
    picker.querySelector("#picker-chosen b").textContent = ticked.length + " chosen";
    picker.querySelector("[data-picker-list]").textContent = Object.keys(units).map(function (unit) {
      return unit + ": " + units[unit].join(", ");
    }).join(" · ");
  }

  var rest;
  document.addEventListener("input", function (event) {
    if (!event.target.matches("[data-picker-find]")) return;
    var picker = event.target.closest("[data-picker]");
    var sought = event.target.value.trim().toLowerCase();
    filter(picker, sought);
    clearTimeout(rest);
    rest = setTimeout(function () {
      sayFound(picker, sought);
    }, 800);
  });

  document.addEventListener("keydown", function (event) {
    // Enter in the search must not submit the form around it.
    if (event.key === "Enter" && event.target.matches("[data-picker-find]")) event.preventDefault();
  });

  document.addEventListener("change", function (event) {
    var picker = event.target.closest("[data-picker]");
    if (picker && event.target.type === "checkbox") count(picker);
    var capture = event.target.closest("[data-capture]");
    if (capture) listChosen(capture);
  });

  // Ticks put back from what was kept on the device count too.
  document.querySelectorAll("[data-picker]").forEach(count);
})();
