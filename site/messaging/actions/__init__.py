from messaging.actions.queueing import queue, withdraw, withdraw_all
from messaging.actions.receipts import take_receipt
from messaging.actions.sending import send_due
from messaging.actions.staff import mark_done, post_letters, try_again

__all__ = ["mark_done", "post_letters", "queue", "send_due", "take_receipt", "try_again", "withdraw", "withdraw_all"]
