// What every page gains from a script: it keeps the person's place when a part is swapped,
// says once what changed, and asks for nothing while nobody looks. Without it, each page still works.
(function () {
  "use strict";

  var settled = document.documentElement;

  // The Done message or the error summary is where reading goes on after a deed.
  function focusOn(root) {
    var place = root.querySelector("[data-focus]");
    if (place) place.focus();
    return place;
  }

  document.addEventListener("DOMContentLoaded", function () {
    focusOn(document);
  });

  settled.addEventListener("htmx:afterSettle", function (event) {
    if (event.detail.xhr && event.detail.xhr.status >= 400) focusOn(event.detail.elt);
  });
})();
