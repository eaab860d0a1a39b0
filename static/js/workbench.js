// Single keys on the workbench: j and k between criteria, m and n decide, f feedback, [ and ] pages.
// Ignored while typing; can be turned off on the page and stay off on this device.
(function () {
  "use strict";

  var NAME = "portfolio-shortcuts";

  function isOff() {
    try {
      return localStorage.getItem(NAME) === "off";
    } catch (closed) {
      return true; // a device that cannot remember "off" does not get single keys at all
    }
  }

  function showSwitch() {
    var button = document.querySelector("[data-shortcuts-switch]");
    if (!button) return;
    button.textContent = isOff() ? "Turn shortcuts on" : "Turn shortcuts off";
    button.setAttribute("aria-pressed", String(isOff()));
  }

  function criteria() {
    return Array.prototype.slice.call(document.querySelectorAll("[data-judge]"));
  }

  function openOnly(one) {
    criteria().forEach(function (each) {
      each.open = each === one;
    });
    one.querySelector("summary").focus();
    one.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    var all = criteria();
    var at = all.findIndex(function (each) {
      return each.open;
    });
    var next = all[at === -1 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (next) openOnly(next);
  }

  function decide(outcome) {
    var open = criteria().find(function (each) {
      return each.open;
    });
    var choice = open && open.querySelector('input[type=radio][value="' + outcome + '"]');
    if (!choice) return;
    choice.click();
    var number = open.querySelector("summary b").textContent;
    if (window.portfolio) window.portfolio.say(number + (outcome === "met" ? ": met" : ": not yet"));
  }

  function follow(key) {
    var link = document.querySelector('[data-key="' + key + '"]');
    if (link) link.click();
  }

  var keys = {
    j: function () { step(1); },
    k: function () { step(-1); },
    m: function () { decide("met"); },
    n: function () { decide("not"); },
    f: function () {
      var feedback = document.querySelector("[data-feedback]");
      if (feedback) feedback.focus();
    },
    "[": function () { follow("["); },
    "]": function () { follow("]"); },
  };

  function isTyping(element) {
    return element.isContentEditable ||
      (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(radio|checkbox)$/.test(element.type));
  }

  document.addEventListener("keydown", function (event) {
    var deed = keys[event.key.toLowerCase()];
    if (!deed || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isOff()) return;
    event.preventDefault();
    deed();
  });

  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-shortcuts-switch]")) return;
    localStorage.setItem(NAME, isOff() ? "on" : "off");
    showSwitch();
  });

  showSwitch();
})();
