"""How many bookings a second, all succeeding, when several people book at the same moment.

The design allows a booking three times what a bare locked insert takes, counted as a rate. Both go through the same
connections in turns, so that waiting for one another's lock and for the disk falls on both. Everybody wants the same
session (which is the worst: each holds its row until all is on the disk), or each a session of their own.
"""

import statistics
import threading
import time

from django.db import connection

from bench import works

TURNS = 5
EACH = 15  # by each person in each turn


def rate_of(prepare, people, occurrences):
    """How many a second `people` threads get done together, each with a connection of its own."""
    gate, wrong = threading.Barrier(people + 1), []

    def one(number):
        try:
            do = prepare(occurrences[number % len(occurrences)])
            do()  # opens the connection
            gate.wait(timeout=60)
            for _ in range(EACH):
                do()
        except Exception as error:
            wrong.append(error)
            gate.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    gate.wait(timeout=60)
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return people * EACH / (time.perf_counter() - started)


def rates(people, occurrences):
    """(bookings a second, bare locked inserts a second), the middle of several turns."""
    booked, inserted = [], []
    for _ in range(TURNS):
        with works.no_trace():
            inserted.append(rate_of(works.locked_insert, people, occurrences))
            booked.append(rate_of(works.booking, people, occurrences))
    return statistics.median(booked), statistics.median(inserted)


def all_succeeding(people, *, same):
    """The sentence for the table."""
    occurrences = works.roomy_occurrences(1 if same else people)
    booked, inserted = rates(people, occurrences)
    over = "" if inserted / booked <= 3 else "  OVER"
    return f"{booked:.0f} a second, {inserted:.0f} bare locked inserts: {inserted / booked:.1f}x, at most 3{over}"
