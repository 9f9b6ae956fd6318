"""How far a report is, told before each of its queries: these are its steps, and are as many however many rows."""

from contextlib import contextmanager

from django.db import connection

# By what a query reads first of all, in this order: one of who came reads the sessions as well.
READING = {
    "events_attendance": "going through the registers",
    "events_headcount": "going through the people who were only counted",
    "events_booking": "going through the bookings",
    "events_confidence": "comparing how sure people feel",
    "events_feedback": "going through what people said",
    "events_occurrence": "going through the sessions",
    "champions_": "going through the help that champions gave",
    "locations_": "looking up places and who lives there",
}
MOST_STEPS = 25  # what a report may take, which `make bench` looks after
ELSE = "looking things up"


@contextmanager
def told(tell):
    """`tell(done, words)` before each query of the block; what it asks the database itself is no step."""
    with connection.execute_wrapper(Steps(tell)):
        yield


class Steps:
    def __init__(self, tell):
        self.tell, self.done, self.is_telling = tell, 0, False

    def __call__(self, execute, sql, *args):
        if not self.is_telling:
            self.is_telling = True
            try:
                self.tell(self.done, words_for(sql))
            finally:
                self.is_telling = False
            self.done += 1
        return execute(sql, *args)


def words_for(sql):
    return next((words for name, words in READING.items() if name in sql), ELSE)
