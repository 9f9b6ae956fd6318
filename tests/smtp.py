"""A stand-in for a mail server, on this machine: it takes every mail, and keeps it.

`pace` (seconds) makes it slow to greet. A mail of which the end did not come is not taken.
"""

import threading
import time
from contextlib import contextmanager
from email import message_from_bytes, policy
from socketserver import StreamRequestHandler, ThreadingTCPServer


class MailServer(ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 100

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.taken = []
        self.pace = 0

    @property
    def port(self):
        return self.server_address[1]

    def handle_error(self, request, client_address):
        """Whoever was sending has hung up, or died."""


class Handler(StreamRequestHandler):
    def handle(self):
        time.sleep(self.server.pace)
        self.say("220 at your service")
        for line in self.rfile:
            verb = line.strip().upper()
            if verb == b"QUIT":
                return self.say("221 goodbye")
            if verb != b"DATA":
                self.say("250 as you say")
            elif not self.take():
                return None
        return None

    def take(self):
        self.say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                self.server.taken.append(message_from_bytes(b"".join(lines), policy=policy.default))
                self.say("250 taken")
                return True
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return False

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def running():
    server = MailServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
