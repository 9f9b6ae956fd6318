// Marks go out one by one as they are tapped. Without a network, or signed out, they wait on this tablet: for each a key
// of its own, the key of a booking, the mark and the time, and nobody's name. Each is sent until it is heard, and counts
// once. Without this script the page is a form.
(function () {
  "use strict";

  var form = document.querySelector("[data-marks]");
  if (!form) return;
  var address = form.dataset.marks;
  var store = "marks:" + address;
  var said = document.querySelector("[data-unsent]");
  var tally = document.querySelector("[data-tally]");
  var PATIENCE = 15000;
  var HEARD = "heard", REFUSED = "refused", SIGNED_OUT = "signed out", NO_ANSWER = "no answer";
  var inMemory = [];
  var state = HEARD;
  var sending = null;
  var again = null;

  // What waits. A browser that keeps nothing still sends what was tapped while the page is open.
  function waiting() {
    try { return JSON.parse(localStorage.getItem(store)) || []; } catch (error) { return inMemory; }
  }

  function keep(marks) {
    inMemory = marks;
    try {
      if (marks.length) localStorage.setItem(store, JSON.stringify(marks));
      else localStorage.removeItem(store);
    } catch (error) { /* kept in memory */ }
  }

  // The later of two taps on one person is the one that counts, so it takes the earlier one's place.
  function add(mark) {
    keep(waiting().filter(function (other) { return other.booking !== mark.booking; }).concat(mark));
  }

  function drop(mark) {
    keep(waiting().filter(function (other) { return other.key !== mark.key; }));
  }

  // crypto.randomUUID is not there on a page without https, such as a laptop shown on a library's own network.
  function newKey() {
    return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, function (digit) {
      return (digit ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> digit / 4).toString(16);
    });
  }

  function lineOf(mark) {
    return form.querySelector('[data-booking="' + mark.booking + '"]');
  }

  function tapped(event) {
    var line = event.target.closest("[data-booking]");
    var chosen = line && line.querySelector("[type=radio]:checked");
    if (!chosen) return;
    var people = line.querySelector("select");
    show(line, "");
    add({
      key: newKey(),
      booking: line.dataset.booking,
      mark: chosen.value,
      people: people ? Number(people.value) : null,
      at: Date.now()
    });
    send();
  }

  // A page opened again shows what waits as it was tapped.
  function tick(mark) {
    var line = lineOf(mark);
    if (!line) return;
    var radio = line.querySelector('[value="' + mark.mark + '"]');
    var people = line.querySelector("select");
    if (radio) radio.checked = true;
    if (people && mark.people) people.value = mark.people;
  }

  // So that Save does not send again, as something new, what was heard by itself.
  function noted(mark) {
    var line = lineOf(mark);
    if (!line) return;
    line.querySelector('[name^="was-"]').value = mark.mark;
    var were = line.querySelector('[name^="were-"]');
    if (were && mark.people) were.value = mark.people;
  }

  function show(line, refusal) {
    var words = line.querySelector("[data-refusal]");
    words.textContent = refusal;
    words.hidden = !refusal;
  }

  function refused(mark, sentence) {
    var line = lineOf(mark);
    if (!line) return;
    var was = line.querySelector('[name^="was-"]').value;
    line.querySelectorAll("[type=radio]").forEach(function (radio) { radio.checked = radio.value === was; });
    show(line, sentence);
  }

  // The cookie's, which somebody who signed in again in another window has anew.
  function token() {
    var found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? found[1] : form.elements.csrfmiddlewaretoken.value;
  }

  // With nothing to say it asks whether it is heard: that somebody is signed in, and the page not too old.
  function post(mark) {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, PATIENCE);
    var words = mark
      ? { key: mark.key, booking: mark.booking, mark: mark.mark, people: mark.people, ago: Date.now() - mark.at }
      : {};
    return fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(words),
      credentials: "same-origin",
      redirect: "manual",
      signal: stop.signal
    }).then(function (response) {
      if (response.type === "opaqueredirect" || response.status === 403) return { state: SIGNED_OUT };
      if (response.status !== 200 && response.status !== 422) return { state: NO_ANSWER };
      return response.json().then(function (answer) {
        return { state: response.ok ? HEARD : REFUSED, tally: answer.tally, sentence: answer.refused };
      });
    }).catch(function () {
      return { state: NO_ANSWER };
    }).finally(function () {
      clearTimeout(timer);
    });
  }

  // Nobody has tapped something else for them since it went out.
  function isLatest(mark) {
    return waiting().every(function (other) { return other.booking !== mark.booking || other.key === mark.key; });
  }

  function heard(mark, answer) {
    if (answer.state === HEARD) {
      noted(mark);
      if (answer.tally) tally.innerHTML = answer.tally;
    } else if (isLatest(mark)) {
      refused(mark, answer.sentence);
    }
    drop(mark);
  }

  function sendNext() {
    var mark = waiting()[0];
    if (!mark) {
      state = HEARD;
      return Promise.resolve();
    }
    return post(mark).then(function (answer) {
      state = answer.state;
      if (state !== HEARD && state !== REFUSED) return;
      heard(mark, answer);
      return sendNext();
    });
  }

  function send() {
    if (sending) return sending;
    clearTimeout(again);
    sending = sendNext().finally(function () {
      sending = null;
      tell();
      if (waiting().length && state === NO_ANSWER) again = setTimeout(send, PATIENCE);
    });
    return sending;
  }

  function tell(lost) {
    var number = waiting().length;
    said.textContent = "";
    if (number) {
      said.append((number === 1 ? "1 mark" : number + " marks") + " not sent yet: ",
        (number === 1 ? "it is" : "they are") + " kept on this tablet. ");
    }
    if (lost) said.append("What you typed is not saved yet, and is still on this page. ");
    if (number && state === NO_ANSWER) said.append("We try again until there is a network. ");
    if (lost && state === NO_ANSWER) said.append("Press the button again when there is a network. ");
    if (state === SIGNED_OUT) said.append("You are signed out. ", signInLink(lost));
    if (lost && state === SIGNED_OUT) said.append(", then come back here and press the button again.");
    said.hidden = !said.textContent;
  }

  // In a window of its own where something was typed here, which would be lost otherwise.
  function signInLink(lost) {
    var link = document.createElement("a");
    link.href = said.dataset.signIn;
    link.textContent = lost ? "Sign in again in a new window" : "Sign in again to send them";
    if (lost) link.target = "_blank";
    return link;
  }

  // A button sends the page only once it is sure that somebody is there to take it.
  var sure = false;
  form.addEventListener("submit", function (event) {
    if (sure) return;
    event.preventDefault();
    var button = event.submitter;
    send().then(function () { return waiting().length ? null : post(null); }).then(function (answer) {
      if (answer) state = answer.state;
      if (!waiting().length && state === HEARD) {
        sure = true;
        form.elements.csrfmiddlewaretoken.value = token();
        form.requestSubmit(button);
        sure = false;
      } else {
        tell(true);
      }
    });
  });

  form.addEventListener("change", function (event) {
    if (event.target.matches("[type=radio], select")) tapped(event);
  });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", function () { if (!document.hidden && waiting().length) send(); });
  waiting().forEach(tick);
  if (waiting().length) send();
})();
