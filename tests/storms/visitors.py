"""People at the booking form, each with a browser of their own, and all of them at once.

They go through the site's own pages over HTTP, one at a time, and press the last button together.
"""

import http.client
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from django.urls import reverse

from tests.processes import HOST, PATIENCE

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
QUESTIONS = {
    "who": {"booking_for": "me", "name": "Wilhelmina Braithwick"},
    "places": {"places": "1"},
    "needs": {"needs": ""},
    "contact": {"contact_by": "email"},
    "postcode": {"postcode": ""},
}
# What becomes of a connection when whoever answered it is killed.
CUT_OFF = (ConnectionError, http.client.HTTPException, TimeoutError)
TOLD = {
    "very many bookings from here": "turned away",
    "You are booked": "booked",
    "You are on the waiting list": "waiting",
    "You can join the waiting list.": "may wait",
    "This session is full": "full",
}


@dataclass
class Answer:
    status: int
    where: str
    words: str
    seconds: float


class Visitor:
    """All come from one address, as people in a library do. `said`: what they were told, `seconds` after each press."""

    def __init__(self, port, email):
        self.port = port
        self.email = email
        self.cookies = {}
        self.path = ""
        self.form = {}
        self.said = ""
        self.seconds = []
        self.cut_off = 0

    def ask(self, path, form=None):
        """One request on a connection of its own, as it comes through the proxy in front."""
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.7",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://{HOST}{path}"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        started = time.perf_counter()
        try:
            connection.request("GET" if form is None else "POST", path, form and urlencode(form), headers)
            response = connection.getresponse()
            words = response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        where = urlsplit(response.headers.get("Location", "")).path
        return Answer(response.status, where, words, time.perf_counter() - started)

    def answer_questions(self, start):
        """From the first question to the page with the button, whose form is kept."""
        token = dict(HIDDEN.findall(self.ask(start).words))["csrfmiddlewaretoken"]
        for name, said in QUESTIONS.items():
            form = said | {"csrfmiddlewaretoken": token} | ({"email": self.email} if name == "contact" else {})
            answer = self.ask(f"{start}{name}/", form)
            assert answer.status == 302, (name, answer)
        self.path = answer.where
        self.keep_form(self.ask(self.path).words)

    def keep_form(self, words):
        """The hidden fields of the booking's own form, the first on its page; none when there is nothing to press."""
        first = words.partition('<form method="post">')[2].partition("</form>")[0]
        self.form = dict(HIDDEN.findall(first))

    def press(self):
        """Press the button, and read what it led to."""
        answer = self.ask(self.path, self.form)
        self.seconds.append(answer.seconds)
        if answer.status == 302:
            answer = self.ask(answer.where)
        else:
            self.keep_form(answer.words)
        meanings = [meaning for words, meaning in TOLD.items() if words in answer.words]
        self.said = meanings[0] if meanings else f"an answer {answer.status} that says none of these"

    def press_until_answered(self):
        """As a person does whose page does not come: press the same button again."""
        for _ in range(PATIENCE):
            try:
                return self.press()
            except CUT_OFF:
                self.cut_off += 1
                time.sleep(0.2)
        raise AssertionError("No answer came.")


def arrive(site, number, occurrence):
    """So many people, each on the page with the button."""
    start = reverse("events:booking_start", kwargs={"slug": occurrence.event.slug, "day": occurrence.address_day})
    visitors = [Visitor(site.port, f"p{each}-{occurrence.pk}@example.org") for each in range(number)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(lambda visitor: visitor.answer_questions(start), visitors))
    return visitors


def all_at_once(visitors, act, meanwhile=lambda: None):
    """Let them all go together; `meanwhile` is done beside them."""
    gate = threading.Barrier(len(visitors) + 1)

    def one(visitor):
        gate.wait(timeout=PATIENCE)
        act(visitor)

    with ThreadPoolExecutor(max_workers=len(visitors)) as pool:
        doing = [pool.submit(one, visitor) for visitor in visitors]
        gate.wait(timeout=PATIENCE)
        meanwhile()
        for each in doing:
            each.result()


def storm(visitors, act=Visitor.press, meanwhile=lambda: None):
    """Everybody presses at once, and then again at once all who were told that they may wait."""
    all_at_once(visitors, act, meanwhile)
    all_at_once([visitor for visitor in visitors if visitor.said == "may wait"], act)
