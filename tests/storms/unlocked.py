"""The site with the lock taken out, for the control: all count the places before anybody takes one.

`gunicorn tests.storms.unlocked:application`, in one process with a thread for each of those who book.
"""

import os
import threading

from config.wsgi import application
from events.actions import bookings
from events.views import booking

__all__ = ["application"]

counted = threading.Barrier(int(os.environ["WEB_THREADS"]))
check_can_book = bookings.check_can_book


def check_and_wait_for_the_others(*args, **kwargs):
    has_place = check_can_book(*args, **kwargs)
    counted.wait(timeout=60)
    return has_place


bookings.check_can_book = check_and_wait_for_the_others
bookings.lock = lambda occurrence: occurrence
# On SQLite the transaction itself is the lock.
booking.book_newcomer = bookings.book_newcomer.__wrapped__
