// Big keys for a booking number, on a tablet whose own keyboard is small.
(function () {
  "use strict";

  var form = document.querySelector("[data-check-in]");
  var number = form.elements.reference;
  form.addEventListener("click", function (event) {
    var button = event.target.closest("[data-key], [data-key-back]");
    if (!button) return;
    number.value = button.dataset.key ? number.value + button.dataset.key : number.value.slice(0, -1);
  });
})();
