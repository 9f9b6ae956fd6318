"""What a form says when an answer will not do, where its author has not said it better."""

from django import forms

CHOICES = (forms.ChoiceField, forms.ModelChoiceField)
TOO_LONG = "Use %(limit_value)d characters or fewer. You have used %(show_value)d"

# What allauth says about signing in, by the code of its error.
ALLAUTH = {
    "account_inactive": "This account is switched off. Ask the person who gave it to you",
    "email_password_mismatch": "That e-mail address and password do not go together. Check both, or ask us for a code",
    "enter_current_password": "Enter the password you have now",
    "incorrect_code": "That is not the right code. Check it, or wait for the next one",
    "incorrect_password": "That is not your password",
    "too_many_login_attempts": "That was not right too often. Wait 5 minutes, then try again",
    "rate_limited": "That was too often. Wait 5 minutes, then try again",
    "duplicate_email": "We have that address for you already",
    "email_taken": "Another account has that address",
    "same_as_current": "That is the one you have now. Enter another",
}


def speak_kindly(field, errors=()):
    """Change the stock messages of one field, and of errors already found; those that its author wrote stay."""
    for code, message in kind_messages(field).items():
        stock = stock_message(field, code)
        if field.error_messages.get(code) == stock:
            field.error_messages[code] = message
        for error in errors:
            if error.code == code and error.message == stock:
                error.message = message


def speak_kindly_of_signing_in(form):
    for errors in form.errors.as_data().values():
        for error in errors:
            error.message = ALLAUTH.get(error.code, error.message)


def stock_message(field, code):
    for klass in type(field).__mro__:
        messages = getattr(klass, "default_error_messages", {})
        if code in messages:
            return messages[code]
    return None


def kind_messages(field):
    messages = {"required": ask_again(field), "max_length": TOO_LONG}
    if isinstance(field, forms.EmailField):
        messages["invalid"] = "Enter an e-mail address, like name@example.com"
    elif isinstance(field, forms.URLField):
        messages["invalid"] = "Enter a web address, like https://www.example.org"
    elif isinstance(field, forms.IntegerField):
        messages["invalid"] = "Enter a whole number, like 3"
        messages["min_value"] = "Enter %(limit_value)s or more"
        messages["max_value"] = "Enter %(limit_value)s or less"
    elif isinstance(field, CHOICES):
        messages["invalid_choice"] = messages["invalid_list"] = "Choose from the answers on this page"
    return messages


def ask_again(field):
    """The question again, as a thing to do."""
    label = str(field.label or "").rstrip(":")
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Tick the box to carry on: {lower_first(label)}" if label else "Tick the box to carry on"
    if isinstance(field.widget, forms.CheckboxSelectMultiple):
        return "Choose at least one answer"
    if isinstance(field, CHOICES):
        return "Choose one of the answers"
    if isinstance(field, forms.FileField):
        return "Choose a file"
    if not label:
        return "Enter an answer"
    return f"Answer the question: {lower_first(label)}" if label.endswith("?") else f"Enter {lower_first(label)}"


def lower_first(label):
    """Your name becomes your name; NHS number and I agree stay."""
    first = label.split(" ", 1)[0]
    return label if first.isupper() else label[0].lower() + label[1:]
