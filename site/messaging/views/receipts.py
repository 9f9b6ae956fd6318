"""GOV.UK Notify tells us here how messages fared.

Source: https://docs.notifications.service.gov.uk/python.html (delivery receipts)
"""

import json
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from messaging.actions import take_receipt


@csrf_exempt
@require_POST
def delivery_receipt(request):
    """204 for whatever was understood, of ours or not, so that Notify does not tell us again."""
    if not settings.NOTIFY_CALLBACK_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.NOTIFY_CALLBACK_TOKEN}"):
        return HttpResponse(status=403)
    receipt = read_receipt(request.body)
    if receipt is None:
        return HttpResponse(status=400)
    take_receipt(**receipt)
    return HttpResponse(status=204)


def read_receipt(body):
    """{key, carrier_id, status, at}; None for what is no receipt."""
    try:
        told = json.loads(body)
        return {
            "key": UUID(told["reference"]),
            "carrier_id": str(UUID(told["id"])),
            "status": told["status"],
            "at": moment(told.get("completed_at")) or timezone.now(),
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def moment(text) -> datetime | None:
    at = parse_datetime(text) if text else None
    return at if at is None or at.tzinfo else timezone.make_aware(at, timezone.get_default_timezone())
