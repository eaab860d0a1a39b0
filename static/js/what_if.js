// Trying units out: the list is searched as one types.
// Without it the form is the same form.
(function () {
  "use strict";

  function say(sentence) {
    if (window.portfolio) window.portfolio.say(sentence);
  }

  function matches(row, sought) {
    return row.textContent.replace(/\s+/g, " ").toLowerCase().indexOf(sought) !== -1;
  }

  function filter(list, sought) {
    list.querySelectorAll("details").forEach(function (group) {
      var any = false;
      group.querySelectorAll("[data-find-row]").forEach(function (row) {
        row.hidden = Boolean(sought) && !matches(row, sought);
        any = any || !row.hidden;
      });
      group.hidden = !any;
      if (sought && any) group.open = true;
    });
  }

  var rest;
  document.addEventListener("input", function (event) {
    if (!event.target.matches("[data-find-words]")) return;
    var list = event.target.closest("[data-find]");
    var sought = event.target.value.replace(/\s+/g, " ").trim().toLowerCase();
    filter(list, sought);
    clearTimeout(rest);
    rest = setTimeout(function () {
      var found = list.querySelectorAll("[data-find-row]:not([hidden])").length;
      if (sought) say(found === 1 ? "1 unit found" : found + " units found");
    }, 800);
  });

  document.addEventListener("keydown", function (event) {
    // Enter in the search must not send the form around it.
    if (event.key === "Enter" && event.target.matches("[data-find-words]")) event.preventDefault();
  });
})();
