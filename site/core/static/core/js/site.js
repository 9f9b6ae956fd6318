// Small kindnesses; every page works without them.
(function () {
  "use strict";

  // Read out and show what there is to put right.
  var errors = document.querySelector("[data-take-me-here]");
  if (errors) errors.focus();

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
