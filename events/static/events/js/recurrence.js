// The next dates of a schedule follow what is typed. Without script they are shown when the page is saved.
(function () {
  "use strict";

  var PAUSE = 400;
  var timers = new WeakMap();
  var latest = new WeakMap();

  // The other questions that it follows: named like its own, schedules-0-first_on beside schedules-0-recurrence.
  function toldBy(box) {
    var prefix = box.dataset.name.slice(0, box.dataset.name.lastIndexOf("-") + 1);
    return box.dataset.toldBy.split(" ").map(function (name) { return { name: name, full: prefix + name }; });
  }

  function boxOf(control) {
    return Array.prototype.find.call(document.querySelectorAll("[data-next-dates]"), function (box) {
      return box.contains(control) || toldBy(box).some(function (each) { return each.full === control.name; });
    });
  }

  // The names of one row's controls, without what tells its row from others.
  function questionOf(box) {
    var query = new URLSearchParams();
    toldBy(box).forEach(function (each) {
      var control = document.getElementsByName(each.full)[0];
      if (control) query.append(each.name, control.value);
    });
    box.querySelectorAll("[name]").forEach(function (control) {
      if (control.type === "checkbox" && !control.checked) return;
      query.append("recurrence" + control.name.slice(box.dataset.name.length), control.value);
    });
    return query;
  }

  function show(box) {
    var asked = String(questionOf(box));
    latest.set(box, asked);
    fetch(box.dataset.nextDates + "?" + asked, { headers: { "X-Requested-With": "XMLHttpRequest" } })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (html) {
        // An answer that comes late is not about what stands there by now.
        if (html !== null && latest.get(box) === asked) box.querySelector("[data-shown]").innerHTML = html;
      })
      .catch(function () { /* Without a connection what was shown stays. */ });
  }

  ["input", "change"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var box = event.target.name && boxOf(event.target);
      if (!box) return;
      clearTimeout(timers.get(box));
      timers.set(box, setTimeout(function () { show(box); }, PAUSE));
    });
  });
})();
