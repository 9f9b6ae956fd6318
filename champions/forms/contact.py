"""How to reach somebody who asks for help: one way is needed, because a champion will use it."""

from django import forms

from champions.forms.answers import StepForm
from people.contact_question import ContactQuestion
from people.models import ContactBy


class ContactForm(ContactQuestion, StepForm):
    heading = "How can we reach you?"
    someone_else = "Tell me, or someone else who helps them"

    contact_by = forms.ChoiceField(
        label="How can we reach you?",
        help_text="We need one way to tell you who can help. The champion gets it when they have said yes.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how we can reach you"},
    )

    def set_words(self):
        if self.about_you:
            self.offer_ways(helper="Tell the person helping me")
        else:
            self.offer_ways(helper=self.someone_else)
            asked = self.fields["contact_by"]
            self.heading = asked.label = "How can we reach them?"
            asked.help_text = "We need one way to tell them who can help. The champion gets it when they have said yes."
            asked.error_messages["required"] = "Choose how we can reach them"

    def rows(self, said):
        how = ContactBy(said["contact_by"])
        reach = {
            "phone": f"Ring {said['phone']}",
            "sms": f"Text {said['mobile']}",
            "email": f"E-mail {said['email']}",
            "letter": f"Write to\n{said['address']}",
            "helper": f"Tell {said['helper_name']}, {said['helper_contact']}",
        }[how]
        what = "how to reach you" if self.about_you else "how to reach them"
        return [(what.capitalize(), reach, what)]
