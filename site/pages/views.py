from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from locations.whereabouts import find_place
from pages.finder.answer import answer, answer_anywhere
from pages.finder.asked import read
from topics.models import Topic

NOT_FOR_ROBOTS = [
    "/find/?",
    "/ease/",
    "/admin/",
    "/account/",
    "/my/",
    "/help/",
    "/register/",
    "/check-in/",
    "/learners/",
    "/how-sure/",
    "/champions/me/",
    "/champions/area/",
    "/for-champions/",
    "/*/book/",
]


@require_safe
def find(request):
    """Where are you, and what is near you: always a page with something on it, whatever was typed."""
    now = timezone.now()
    topics = list(Topic.objects.all())
    asked = read(request.GET, topics)
    whereabouts = find_place(asked.q)
    context = {"now": now, "asked": asked, "topics": topics}
    if whereabouts.is_found:
        context["sentences"] = [sentence for sentence in (whereabouts.sentence, asked.sentence) if sentence]
        return render(request, "pages/find.html", context | {"answer": answer(whereabouts, asked, topics, now)})
    context["sentences"] = [asked.sentence] if asked.sentence else []
    return render(request, "pages/find_where.html", context | {"answer": answer_anywhere(whereabouts, asked, now)})


@require_safe
def robots(request):
    """Lists are for search engines, each search and each person's own pages are not."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS),
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
