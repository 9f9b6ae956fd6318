"""A stand-in for GOV.UK Notify that speaks its HTTP API, on this machine.

It checks the signed token and what is asked for as Notify does, keeps what it takes, and answers what was sent with a
reference. `fail` makes it answer otherwise, `pace` (seconds) slowly; `receipt` is what Notify would post back.
Source: https://docs.notifications.service.gov.uk/rest-api.html
"""

import json
import re
import threading
import time
from collections import deque
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
API_KEY = f"digital_link-{SERVICE}-{SECRET}"
TEMPLATES = {
    kind: f"f33517ff-2a88-4f6e-b855-c55026{number:06}" for number, kind in enumerate(["email", "sms", "letter"])
}
HEADINGS = {"email": ["subject", "body"], "sms": ["body"], "letter": ["subject", "body"]}
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", re.IGNORECASE)
LONGEST_TEXT = 918


class Refusal(Exception):
    def __init__(self, status, error, message):
        super().__init__(message)
        self.status = status
        self.error = error
        self.message = message

    def answer(self):
        return {"status_code": self.status, "errors": [{"error": self.error, "message": self.message}]}


ANSWERS = {
    403: Refusal(403, "AuthError", "Invalid token: signature, API token not found"),
    429: Refusal(429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"),
    500: Refusal(500, "Exception", "Internal server error"),
    "trial": Refusal(
        400,
        "BadRequestError",
        "Can't send to this recipient when service is in trial mode - see "
        "https://www.notifications.service.gov.uk/trial-mode",
    ),
}


class Notify(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.sent = []
        self.faults = deque()
        self.asked = 0
        self.pace = 0
        self.lock = threading.Lock()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        """Whoever asked has hung up: that is what a time-out looks like from here."""

    def fail(self, *faults):
        """What becomes of the next messages: 403, 429, 500 or "trial" are answered; "silence" takes it and never says
        so; "garbage" takes it and says something that is no JSON; None is no fault."""
        self.faults.extend(faults)

    def settings(self, *channels):
        """What the site is to be told to use it."""
        return {
            "NOTIFY_API_KEY": API_KEY,
            "NOTIFY_BASE_URL": self.url,
            "NOTIFY_TEMPLATES": {channel: TEMPLATES[channel] for channel in channels or TEMPLATES},
        }

    def receipt(self, notification, status):
        """The body that Notify posts when it knows how the message fared."""
        notification["status"] = status
        at = datetime.now(UTC).isoformat()
        return {
            "id": notification["id"],
            "reference": notification["reference"],
            "to": notification["to"],
            "status": status,
            "created_at": at,
            "completed_at": at,
            "sent_at": at,
            "notification_type": notification["type"],
            "template_id": TEMPLATES[notification["type"]],
            "template_version": 1,
        }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # An answer goes out at once and in one piece: in two it would wait for the other side's acknowledgement.
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.reply(self.found)

    def do_POST(self):
        self.reply(self.taken)

    def reply(self, work):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.server.lock:
            self.server.asked += 1
            try:
                self.check_token()
                answer = work(body)
            except Refusal as refusal:
                return self.say(refusal.status, json.dumps(refusal.answer()))
        fault, status, said = answer
        time.sleep(self.server.pace)
        if fault == "silence":
            self.close_connection = True
            return None
        return self.say(status, "<html>" if fault == "garbage" else json.dumps(said))

    def say(self, status, text):
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def check_token(self):
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
        except jwt.PyJWTError as error:
            raise ANSWERS[403] from error
        if claims.get("iss") != SERVICE:
            raise ANSWERS[403]
        if abs(claims["iat"] - time.time()) > 30:
            raise Refusal(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")

    def found(self, body):
        address = urlsplit(self.path)
        if address.path != "/v2/notifications":
            raise Refusal(404, "NotFound", "Not found")
        [reference] = parse_qs(address.query)["reference"]
        mine = [each for each in self.server.sent if each["reference"] == reference]
        return None, 200, {"notifications": mine, "links": {"current": self.path}}

    def taken(self, body):
        kind = self.path.removeprefix("/v2/notifications/")
        fault = self.server.faults.popleft() if self.server.faults else None
        if fault in ANSWERS:
            raise ANSWERS[fault]
        asked = json.loads(body)
        notification = {
            "id": str(uuid4()),
            "reference": asked.get("reference"),
            "type": kind,
            "status": "created",
            "to": self.recipient(kind, asked),
            "personalisation": self.personalisation(kind, asked),
        }
        self.server.sent.append(notification)
        shown = {name: notification["personalisation"][name] for name in HEADINGS[kind]}
        return fault, 201, {"id": notification["id"], "reference": notification["reference"], "content": shown}

    def personalisation(self, kind, asked):
        if asked.get("template_id") != TEMPLATES[kind]:
            raise Refusal(400, "BadRequestError", "Template not found")
        shown = asked.get("personalisation", {})
        missing = [name for name in HEADINGS[kind] if name not in shown]
        if missing:
            raise Refusal(400, "BadRequestError", f"Missing personalisation: {', '.join(missing)}")
        if kind == "sms" and len(shown["body"]) > LONGEST_TEXT:
            raise Refusal(
                400,
                "BadRequestError",
                f"Content for template has a character count greater than the limit of {LONGEST_TEXT}",
            )
        return shown

    def recipient(self, kind, asked):
        return {"sms": telephone, "email": mailbox, "letter": address}[kind](asked)


def telephone(asked):
    digits = re.sub(r"[^0-9+]", "", asked["phone_number"])
    if len(digits.removeprefix("+44").removeprefix("0")) < 10:
        raise Refusal(400, "ValidationError", "phone_number Not enough digits")
    return asked["phone_number"]


def mailbox(asked):
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", asked["email_address"]):
        raise Refusal(400, "ValidationError", "email_address Not a valid email address")
    return asked["email_address"]


def address(asked):
    shown = asked["personalisation"]
    lines = [shown[f"address_line_{number}"] for number in range(1, 8) if shown.get(f"address_line_{number}")]
    if len(lines) < 3:
        raise Refusal(400, "ValidationError", "Address must be at least 3 lines")
    if not POSTCODE.fullmatch(lines[-1]):
        raise Refusal(400, "ValidationError", "Last line of address must be a real UK postcode or another country")
    return "\n".join(lines)


@contextmanager
def running():
    server = Notify()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
