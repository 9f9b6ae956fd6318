"""What people agree to, kept word for word with their agreement: change them, and whoever asks next agrees to those."""

CONTACT_OPENED = (
    "When a digital champion says yes, we tell them your name and how to reach you. We tell you their first name "
    "first, and you can say no at any time."
)
