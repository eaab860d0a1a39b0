// What every page gains from a script: a swapped part keeps the person's place, changes are said
// once, nothing is asked for while nobody looks. Without it each page still works.
(function () {
  "use strict";

  var root = document.documentElement;

  function byId(id) {
    return document.getElementById(id);
  }

  // One polite sentence for those who listen; emptied first, so that the same words are said again.
  function say(sentence) {
    var live = byId("live");
    if (!live || !sentence) return;
    live.textContent = "";
    setTimeout(function () {
      live.textContent = sentence;
    }, 50);
  }

  function isPoll(element) {
    return (element.getAttribute("hx-trigger") || "").indexOf("every") !== -1;
  }

  // -- Place: what is typed, open or focused outlives a swap ------------------------------

  var answered = null; // the form whose own answer is being swapped: there the server's values win

  function isDirty(control) {
    if (control.type === "checkbox" || control.type === "radio") {
      return control.checked !== control.defaultChecked;
    }
    if (control.tagName === "SELECT") {
      return Array.prototype.some.call(control.options, function (option) {
        return option.selected !== option.defaultSelected;
      });
    }
    return control.value !== control.defaultValue;
  }

  function beforeNodeMorphed(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE || fresh.nodeType !== Node.ELEMENT_NODE) return true;
    if (old.tagName === "DETAILS" && !answered) fresh.toggleAttribute("open", old.open);
    if (old.hasAttribute("data-script-only")) fresh.toggleAttribute("hidden", old.hidden);
    if (!/^(INPUT|TEXTAREA|SELECT)$/.test(old.tagName) || old.type === "hidden") return true;
    return (answered && old.form === answered) || !isDirty(old);
  }

  // What is being typed is left alone. A focused link or button is not: the morph would skip all
  // that is in it, so a unit's row under the focus would go on showing the old state.
  function isTypedIn() {
    return !answered && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  }

  if (window.Idiomorph) {
    window.Idiomorph.defaults.callbacks.beforeNodeMorphed = beforeNodeMorphed;
    window.Idiomorph.defaults.ignoreActiveValue = true;
  }

  root.addEventListener("htmx:beforeSwap", function (event) {
    var detail = event.detail;
    var sender = detail.requestConfig.elt;
    answered = detail.requestConfig.verb === "get" ? null : sender.closest("form");
    if (window.Idiomorph) window.Idiomorph.defaults.ignoreActiveValue = isTypedIn();
    if (detail.isError && detail.xhr.status >= 400) showError(detail, sender);
  });

  // A failed request changes nothing where it was asked for; what went wrong stands at the top.
  function showError(detail, sender) {
    var flash = byId("flash");
    if (!flash || isPoll(sender)) return;
    if (detail.xhr.responseText.indexOf('id="error"') === -1) {
      say("That did not work. Nothing you typed is lost. Try again.");
      return;
    }
    detail.shouldSwap = true;
    detail.target = flash;
    detail.swapOverride = "innerHTML";
  }

  function focusOn(element) {
    var place = element.querySelector("[data-focus]");
    if (place) place.focus();
    return Boolean(place);
  }

  var heldFocus = null;

  root.addEventListener("htmx:beforeSwap", function (event) {
    var active = document.activeElement;
    heldFocus = event.detail.target && event.detail.target.contains(active) ? active : null;
  });

  root.addEventListener("htmx:afterSettle", function (event) {
    var part = event.detail.elt || event.target;
    reveal(document);
    sayWhatChanged();
    if (event.detail.xhr && event.detail.xhr.status >= 400) {
      if (focusOn(part) || focusOn(document)) return;
    }
    if (heldFocus && !root.contains(heldFocus)) {
      var heading = part.querySelector("h1, h2, h3, summary");
      if (!focusOn(part) && heading) {
        heading.setAttribute("tabindex", "-1");
        heading.focus();
      }
    }
    heldFocus = null;
  });

  // What is focused, or else the topmost part in sight, stays where it is on the screen when
  // something above it grows. Not every browser does this itself, and none at the top of a page.
  var anchor = null;

  function inSight(element) {
    var box = element.getBoundingClientRect();
    return box.height > 0 && box.bottom > 0 && box.top < window.innerHeight;
  }

  function anchorIn(target) {
    var active = document.activeElement;
    if (active !== document.body && target.contains(active) && inSight(active)) return active;
    return window.scrollY > 0 ? Array.prototype.find.call(target.querySelectorAll("[id]"), inSight) : null;
  }

  root.addEventListener("htmx:beforeSwap", function (event) {
    var detail = event.detail;
    var kept = isPoll(detail.requestConfig.elt) && detail.target ? anchorIn(detail.target) : null;
    anchor = kept && { element: kept, top: kept.getBoundingClientRect().top };
    if (anchor) root.style.overflowAnchor = "none"; // one of the two, not both
  });

  root.addEventListener("htmx:afterSettle", function () {
    if (!anchor) return;
    if (root.contains(anchor.element)) {
      window.scrollBy({ top: anchor.element.getBoundingClientRect().top - anchor.top, behavior: "instant" });
    }
    anchor = null;
    requestAnimationFrame(function () {
      root.style.overflowAnchor = "";
    });
  });

  // -- Announcing: an element with data-announce is read out when its words change, or in the
  // words the attribute brings ("Unit 4 achieved. 18 of 55 credits."); all of one answer at once.

  var said = {};

  function words(element) {
    return element.textContent.replace(/\s+/g, " ").trim();
  }

  function flash(element) {
    element.classList.add("pf-changed");
    element.addEventListener("animationend", function () {
      element.classList.remove("pf-changed");
    }, { once: true });
  }

  function sayWhatChanged(atStart) {
    var sentences = [];
    document.querySelectorAll("[data-announce][id]").forEach(function (element) {
      var now = { words: words(element), news: element.dataset.announce };
      var before = said[element.id];
      said[element.id] = now;
      if (atStart || !before) return;
      var isNews = now.news && now.news !== before.news;
      if (!isNews && now.words === before.words) return;
      sentences.push(isNews ? now.news : now.words);
      flash(element);
    });
    say(sentences.join(" "));
  }

  // -- Polling: never while hidden, at once on return ---------------------------------------

  root.addEventListener("htmx:beforeRequest", function (event) {
    if (document.hidden && isPoll(event.detail.elt)) event.preventDefault();
  });

  document.addEventListener("visibilitychange", function () {
    if (!document.hidden && window.htmx) window.htmx.trigger(document.body, "look");
  });

  // -- Sending: a second press waits for the first answer; after 300 ms the button says so ----

  function release(form) {
    delete form.dataset.sending;
    form.querySelectorAll("[data-words]").forEach(function (button) {
      button.textContent = button.dataset.words;
      delete button.dataset.words;
      button.removeAttribute("aria-disabled");
    });
  }

  function sayingSaving(form, button) {
    setTimeout(function () {
      if (!form.dataset.sending || !button || button.querySelector("svg")) return;
      button.style.minWidth = button.offsetWidth + "px";
      button.dataset.words = button.textContent;
      button.textContent = "Saving";
      button.setAttribute("aria-disabled", "true");
    }, 300);
    setTimeout(function () {
      release(form);
    }, 8000); // the connection may have dropped: pressing again must be possible
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    form.dataset.sending = "yes";
    sayingSaving(form, event.submitter);
  }, true);

  root.addEventListener("htmx:afterRequest", function (event) {
    var form = event.detail.elt.closest("form");
    if (form) release(form);
  });

  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sending]").forEach(release);
  });

  // -- Small things ---------------------------------------------------------------------

  function reveal(within) {
    within.querySelectorAll("[data-script-only][hidden]").forEach(function (element) {
      element.hidden = false;
    });
  }

  root.addEventListener("htmx:sendError", function (event) {
    if (!isPoll(event.detail.elt)) say("The connection dropped. Nothing you typed is lost. Try again.");
  });

  window.portfolio = { say: say };

  document.addEventListener("DOMContentLoaded", function () {
    reveal(document);
    sayWhatChanged(true);
    focusOn(document);
  });
})();
