from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core import personal


@require_http_methods(["GET", "HEAD", "POST"])
@personal.personal_page
def finish(request):
    """Finish and clear this computer: every personal journey ends here. Staff stay signed in."""
    if request.method == "POST":
        personal.finish(request)
        return redirect("core:finish")
    return render(request, "core/finish.html")
