// The tracker's grid by keyboard: one stop of the Tab key for all units, the arrow keys between
// them, Enter to open one; and a line below that says in words what is pointed at. Without it
// the grid is a table of links.
(function () {
  "use strict";

  var KEYS = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -Infinity], End: [0, Infinity],
  };
  var track, rows, numbers, titles, told, stop;

  // The cells of a row that take the focus: the candidate, then every unit.
  function cells(row) {
    return [row.cells[0]].concat(Array.prototype.filter.call(row.cells, function (cell) {
      return cell.classList.contains("u");
    }));
  }

  function target(cell) {
    return cell.querySelector("a") || cell;
  }

  function place(element) {
    var cell = element.closest && element.closest("tbody > tr > *");
    if (!cell || !track.contains(cell)) return null;
    var at = cells(cell.parentNode).indexOf(cell);
    return at === -1 ? null : { row: rows.indexOf(cell.parentNode), at: at };
  }

  function between(number, most) {
    return Math.min(Math.max(number, 0), most);
  }

  function makeStop(element) {
    if (stop) stop.setAttribute("tabindex", "-1");
    stop = element;
    stop.setAttribute("tabindex", "0");
  }

  function move(event) {
    var step = KEYS[event.key];
    var from = step && place(event.target);
    if (!from || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    var row = from.row + step[0];
    if (event.ctrlKey && step[1]) row = step[1] < 0 ? 0 : rows.length - 1;
    row = between(row, rows.length - 1);
    var there = cells(rows[row]);
    var element = target(there[between(from.at + step[1], there.length - 1)]);
    makeStop(element);
    element.focus();
  }

  function tell(event) {
    var at = place(event.target);
    if (!at || !told) return;
    var row = rows[at.row];
    var name = row.cells[0].querySelector("a").textContent;
    told.textContent = at.at === 0 ? name : name + ", unit " + numbers[at.at - 1] + ": " +
      titles[at.at - 1] + ". " + cells(row)[at.at].textContent;
  }

  // In a grid of roles, screen readers leave the arrow keys to the page and say the headings of
  // the column and the row of each cell that takes the focus.
  function begin() {
    var table = track.querySelector("table");
    var heads = Array.prototype.slice.call(table.querySelectorAll("thead th.u"));
    rows = Array.prototype.slice.call(table.tBodies[0].rows);
    numbers = heads.map(function (head) { return head.querySelector("a").firstChild.textContent.trim(); });
    titles = heads.map(function (head) { return head.title; });
    told = document.getElementById("told");
    table.setAttribute("role", "grid");
    track.setAttribute("tabindex", "-1");
    rows.forEach(function (row) {
      cells(row).forEach(function (cell) {
        target(cell).setAttribute("tabindex", "-1");
      });
    });
    makeStop(target(rows[0].cells[0]));
    table.addEventListener("keydown", move);
    table.addEventListener("focusin", function (event) {
      if (place(event.target)) makeStop(event.target);
      tell(event);
    });
    table.addEventListener("mouseover", tell);
  }

  // The list has few links and no units: there the Tab key is enough.
  function isGrid() {
    var unit = track && track.querySelector("tbody .u");
    return Boolean(unit && unit.offsetParent);
  }

  document.addEventListener("DOMContentLoaded", function () {
    track = document.getElementById("track");
    if (isGrid()) begin();
  });
})();
