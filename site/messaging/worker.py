"""The process that sends messages, publishes pages at their time and does the nightly jobs.

Any number may run at once.
"""

import logging
import signal
import threading

from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone

from core import every_minute, nightly
from core.done import HEARTBEAT, mark_done
from messaging.actions import send_due

logger = logging.getLogger("digital_link.worker")
PAUSE = 3  # seconds between looking for work
HEARTBEAT_EVERY = 30


class Worker:
    """Runs until told to stop: it finishes the message in its hands, and takes no other."""

    def __init__(self, pause=PAUSE, clock=timezone.now):
        self.pause = pause
        self.clock = clock
        self.stopping = threading.Event()
        self.last_beat = None

    def run(self):
        self.listen_for_signals()
        while not self.stopping.is_set():
            busy = self.one_round()
            # After a full round there is probably more: go on at once.
            self.stopping.wait(0 if busy else self.pause)

    def listen_for_signals(self):
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)

    def stop(self, *args):
        self.stopping.set()

    def one_round(self):
        """One look for work. A database that is away for a moment is waited for; nothing is lost meanwhile."""
        close_old_connections()
        try:
            self.beat()
            sent = send_due(self.clock(), stop=self.stopping.is_set)
            if not self.stopping.is_set():
                every_minute.run_due(self.clock())
                nightly.run_due(self.clock())
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The database cannot be used just now: %s. Trying again.", type(error).__name__)
            return False
        finally:
            close_old_connections()
        return sent > 0

    def beat(self):
        """A sign of life for /health/, twice a minute."""
        now = self.clock()
        if self.last_beat is None or (now - self.last_beat).total_seconds() >= HEARTBEAT_EVERY:
            mark_done(HEARTBEAT, now)
            self.last_beat = now
