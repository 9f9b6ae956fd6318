from messaging.actions.queueing import queue, withdraw, withdraw_all
from messaging.actions.sending import send_due
from messaging.actions.staff import mark_done, try_again

__all__ = ["mark_done", "queue", "send_due", "try_again", "withdraw", "withdraw_all"]
