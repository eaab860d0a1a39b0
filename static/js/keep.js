// What is typed: how much room is left, and whether there is a connection to send it by. Text not
// yet with the server is kept on the device: a reload, a dropped signal or an ended sign-in loses
// nothing. Only forms with data-keep; never passwords, files or hidden fields.
// Kept per person, path and form; forgotten when the server has it, after a week, or on sign-out.
(function () {
  "use strict";

  var PREFIX = "portfolio-kept:";
  var WEEK = 7 * 24 * 60 * 60 * 1000;
  var person = document.body.dataset.person;

  function say(sentence) {
    if (window.portfolio) window.portfolio.say(sentence);
  }

  function left(count) {
    var many = Math.abs(count);
    var noun = many === 1 ? " character " : " characters ";
    return "You have " + many.toLocaleString("en-GB") + noun + (count < 0 ? "too many" : "left");
  }

  var still;
  document.addEventListener("input", function (event) {
    var limit = Number(event.target.dataset.limit);
    var line = limit && document.getElementById(event.target.id + "-count");
    if (!line) return;
    var count = limit - event.target.value.length;
    line.textContent = left(count);
    clearTimeout(still);
    if (count < limit / 10) {
      still = setTimeout(function () {
        say(left(count));
      }, 1000);
    }
  });

  function showConnection() {
    var strip = document.getElementById("offline");
    if (!strip || strip.hidden === navigator.onLine) return;
    strip.hidden = navigator.onLine;
    say(navigator.onLine ? "The connection is back." : strip.textContent.trim());
  }

  window.addEventListener("online", showConnection);
  window.addEventListener("offline", showConnection);
  document.addEventListener("DOMContentLoaded", showConnection);

  function nameOf(form) {
    return PREFIX + person + ":" + location.pathname + "#" + form.id;
  }

  function read(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch (broken) {
      return null; // another page's text or a full device: as if nothing had been kept
    }
  }

  function write(name, kept) {
    try {
      localStorage.setItem(name, JSON.stringify(kept));
    } catch (full) {
      // a private window or a full device: the page works as it does without keeping
    }
  }

  function all() {
    return Object.keys(localStorage).filter(function (name) {
      return name.indexOf(PREFIX) === 0;
    });
  }

  function controls(form) {
    return Array.prototype.filter.call(form.elements, function (control) {
      return control.name && !control.disabled && !/^(password|file|hidden|submit|button|fieldset)$/.test(control.type) &&
        !control.closest("[data-never-keep]");
    });
  }

  function valueOf(control) {
    return /^(checkbox|radio)$/.test(control.type) ? control.checked : control.value;
  }

  function keyOf(control) {
    return /^(checkbox|radio)$/.test(control.type) ? control.name + "=" + control.value : control.name;
  }

  function keep(form) {
    var values = {};
    controls(form).forEach(function (control) {
      values[keyOf(control)] = valueOf(control);
    });
    write(nameOf(form), { at: Date.now(), values: values });
  }

  function tell(form) {
    var note = document.createElement("p");
    note.className = "pf-callout pf-callout--plain pf-mb pf-small";
    note.textContent = "What you had typed here is back. It was kept on this device only.";
    form.prepend(note);
    say(note.textContent);
  }

  function restore(form) {
    var kept = read(nameOf(form));
    if (!kept) return;
    var changed = false;
    controls(form).forEach(function (control) {
      var value = kept.values[keyOf(control)];
      if (value === undefined || value === valueOf(control)) return;
      if (typeof value === "boolean") control.checked = value;
      else control.value = value;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      changed = true;
    });
    if (changed) tell(form);
  }

  function forget(form) {
    localStorage.removeItem(nameOf(form));
  }

  // The server has it when the next page says Done, or is neither the form again nor an error.
  function forgetWhatArrived() {
    var done = document.querySelector(".pf-done");
    var refused = document.querySelector("[data-refused]");
    all().forEach(function (name) {
      var kept = read(name);
      var mine = name.indexOf(PREFIX + person + ":") === 0;
      var path = name.slice(name.indexOf(":", PREFIX.length) + 1).split("#");
      var here = path[0] === location.pathname && document.getElementById(path[1]);
      var arrived = mine && kept && kept.sent && !refused && (done || !here);
      if (!kept || arrived || Date.now() - kept.at > WEEK) localStorage.removeItem(name);
    });
  }

  function keptForm(element) {
    var form = element && (element.form || element.closest("form"));
    return form && form.hasAttribute("data-keep") && form.id ? form : null;
  }

  var rest;
  function onInput(event) {
    var form = keptForm(event.target);
    if (!form) return;
    clearTimeout(rest);
    rest = setTimeout(function () {
      keep(form);
    }, 400);
  }

  function onSubmit(event) {
    if (event.target.action.endsWith("/sign-out")) {
      all().forEach(function (name) {
        localStorage.removeItem(name);
      });
      return;
    }
    var form = keptForm(event.target);
    if (!form) return;
    clearTimeout(rest);
    keep(form);
    var kept = read(nameOf(form));
    if (kept) write(nameOf(form), { at: kept.at, values: kept.values, sent: true });
  }

  function onAnswer(event) {
    var form = keptForm(event.detail.elt);
    if (!form || event.detail.requestConfig.verb === "get") return;
    if (event.detail.xhr.status > 0 && event.detail.xhr.status < 400) forget(form);
    else keep(form);
  }

  // Signed out: what is kept waits for the person it belongs to, and what was just sent did not arrive.
  function wait() {
    all().forEach(function (name) {
      var kept = read(name);
      if (kept) write(name, { at: kept.at, values: kept.values });
    });
  }

  if (!person) {
    wait();
    return;
  }

  forgetWhatArrived();
  document.querySelectorAll("form[data-keep][id]").forEach(restore);
  document.addEventListener("input", onInput);
  document.addEventListener("change", onInput);
  document.addEventListener("submit", onSubmit, true);
  document.documentElement.addEventListener("htmx:afterRequest", onAnswer);
})();
