"""An application left and come back to, on this device or another. Its link opens a page; a button there goes on."""

from django.shortcuts import redirect, render
from django.utils import timezone

from champions.actions import drafts
from champions.forms.answers import refusal_of
from champions.forms.drafts import ResumeForm, SaveForm
from champions.signed_links import draft_in
from champions.views.apply import JOURNEY
from core import personal, throttle
from core.personal import personal_page

AN_HOUR = 3600
MAILS_AN_HOUR = 5
TRIES_AN_HOUR = 30
TOO_MANY_MAILS = "We have sent that address several e-mails within the hour. Please use the newest of them, or ring us."
TOO_MANY_TRIES = "That was tried very many times from here in the last hour. Please wait a while, or ring us."


@personal_page
def save(request):
    """Where to send the way back. What was answered so far is kept as soon as we know that."""
    now, kept = timezone.now(), JOURNEY.kept(request)
    if kept is None:
        return JOURNEY.start_again(request)
    forms = JOURNEY.forms(request, now=now)
    you = forms["you"].cleaned_data if "you" in forms else {"name": "", "email": ""}
    form = SaveForm(request.POST if request.method == "POST" else None, initial={"email": you["email"]})
    if form.is_valid():
        email = form.cleaned_data["email"]

        def keep():
            throttle.check(
                "draft mail", email.casefold(), limit=MAILS_AN_HOUR, seconds=AN_HOUR, sentence=TOO_MANY_MAILS
            )
            return drafts.save(
                form_key=kept["form_key"],
                answers=kept["typed"],
                email=email,
                name=you["name"],
                by=request.actor,
                now=now,
            )

        if refusal_of(form, keep):
            personal.remember(request, JOURNEY.name, {**kept, "is_saved": True, "saved_for": email}, now=now)
            return redirect("champions:apply_saved")
    page = {
        "form": form,
        "heading": form.heading,
        "button": "Save it",
        "back_url": JOURNEY.next_url(forms),
    }
    return render(request, "question.html", page, status=422 if form.errors else 200)


@personal_page
def saved(request):
    kept = JOURNEY.kept(request)
    if not kept or not kept.get("is_saved"):
        return redirect("champions:about")
    forms = JOURNEY.forms(request, now=timezone.now())
    page = {"email": kept["saved_for"], "next_url": JOURNEY.next_url(forms)}
    return render(request, "champions/apply_saved.html", page)


@personal_page
def resume(request):
    """By the link, or by address and code on a computer where nobody reads their e-mail."""
    now, token = timezone.now(), request.GET.get("d", "")
    if token:
        draft = drafts.live(now).filter(pk=draft_in(token)).first()
        if draft is None:
            return render(request, "champions/apply_gone.html", {"sentence": drafts.GONE})
        if request.method == "POST":
            return go_on(request, draft, now=now)
        return render(request, "champions/apply_resume.html", {"draft": draft, "until": draft.saved_at + drafts.KEPT})
    form = ResumeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        draft = refusal_of(form, lambda: opened(request, form.cleaned_data, now=now))
        if draft:
            return go_on(request, draft, now=now)
    page = {"form": form, "heading": form.heading, "button": "Carry on", "back_url": JOURNEY.start_url}
    return render(request, "question.html", page, status=422 if form.errors else 200)


def opened(request, said, *, now):
    address = throttle.client_address(request)
    for name, key in (("draft code", address), ("draft code of", said["email"].casefold())):
        throttle.check(name, key, limit=TRIES_AN_HOUR, seconds=AN_HOUR, sentence=TOO_MANY_TRIES)
    return drafts.opened_by_code(email=said["email"], code=said["code"], now=now)


def go_on(request, draft, *, now):
    """Where they were: the first question that is still open."""
    kept = {"form_key": str(draft.form_key), "typed": draft.answers, "is_saved": True, "saved_for": draft.email}
    personal.remember(request, JOURNEY.name, kept, now=now)
    return redirect(JOURNEY.next_url(JOURNEY.forms(request, now=now)))
