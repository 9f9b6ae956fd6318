"""Messages in the admin: what went, what waits for staff to ring or post, what could not be sent."""

from wagtail.admin.ui.tables import Column

from core.columns import MomentColumn
from core.viewsets import RecordInspectView, RecordViewSet
from messaging.actions import mark_done, try_again
from messaging.models import Channel, Message, MessageState


class MessageInspectView(RecordInspectView):
    def get_page_subtitle(self):
        return self.object.subject or str(self.object)

    def get_context_data(self, **kwargs):
        state = self.object.state
        may = self.request.user.has_perm("messaging.change_message")
        return super().get_context_data(
            message=self.object,
            may_mark_done=may and state in (MessageState.TO_DO, MessageState.GIVEN_UP),
            may_try_again=may and state == MessageState.GIVEN_UP,
            what_to_do=what_to_do(self.object),
            **kwargs,
        )


def what_to_do(message):
    """What a member of staff should do about it, or ""."""
    if message.state == MessageState.GIVEN_UP:
        return "It could not be sent. Tell them in another way and mark it as told, or put it right and try again."
    if message.state != MessageState.TO_DO:
        return ""
    return {
        Channel.CALL: "Ring them from the list of calls to make, where nobody else rings them at the same time.",
        Channel.LETTER: "Print this page, post it, then mark it as told.",
        Channel.SMS: "Text messages are not connected yet. Send this from the office telephone, then mark it as told.",
    }.get(message.channel, "Tell them, then mark it as told.")


class MessageViewSet(RecordViewSet):
    model = Message
    icon = "mail"
    menu_label = "Messages"
    menu_order = 230
    add_to_admin_menu = True
    inspect_view_class = MessageInspectView
    inspect_template_name = "messaging/message/inspect.html"
    list_display = [
        "subject",
        "channel",
        "state",
        Column("to_name", label="To"),
        MomentColumn("send_at", label="Send at", sort_key="send_at"),
        "attempts",
    ]
    list_filter = ["state", "channel", "kind"]
    search_fields = ["subject", "to_name", "to"]
    inspect_view_fields = ["channel", "state", "created_at", "send_at", "sent_at", "attempts", "last_error"]

    def get_urlpatterns(self):
        permission = "messaging.change_message"
        return [
            *super().get_urlpatterns(),
            self.act_path("done", mark_done, permission=permission, done="Marked as told."),
            self.act_path("again", try_again, permission=permission, done="It will be sent again within a minute."),
        ]
