"""Two at once, on a real database."""

import threading

from django.db import connection


def at_once(*works):
    """Do them all in threads that are let go together; what each returned, or the refusal."""
    gate, outcomes = threading.Barrier(len(works)), []

    def one(work):
        try:
            gate.wait(timeout=30)
            outcomes.append(work())
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return [type(outcome).__name__ for outcome in outcomes]
