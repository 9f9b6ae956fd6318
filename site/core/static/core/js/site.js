// Small kindnesses; every page works without them.
(function () {
  "use strict";

  // Read out and show what there is to put right.
  var errors = document.querySelector("[data-take-me-here]");
  if (errors) errors.focus();

  // Buttons that are of no use without script are hidden until here.
  document.querySelectorAll("[data-needs-script]").forEach(function (part) { part.hidden = false; });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });
})();
