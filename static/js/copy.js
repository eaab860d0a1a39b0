// Copying what stands in a field with one press; without it the field can be selected.
(function () {
  "use strict";

  function say(sentence) {
    if (window.portfolio) window.portfolio.say(sentence);
  }

  // A browser without a clipboard, or one that refuses it, leaves the words selected.
  function copy(field, copied) {
    field.select();
    var kept = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject(new Error("none"));
    kept.then(
      function () {
        say(copied);
      },
      function () {
        say("It is selected. Copy it from here");
      }
    );
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (button) copy(document.getElementById(button.dataset.copy), button.dataset.copied);
  });
})();
