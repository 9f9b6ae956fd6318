"""A learner's thread, and how sure people feel."""

from django.urls import path

from events.views import asking, handed_over, how_sure, learner

urlpatterns = [
    path("learners/<int:pk>/", learner.thread, name="learner"),
    path("learners/<int:pk>/goals/add/", learner.goal_add, name="goal_add"),
    path("learners/<int:pk>/goals/<int:goal>/", learner.goal, name="goal"),
    path("learners/<int:pk>/refer/", learner.refer, name="refer"),
    path("learners/<int:pk>/referrals/<int:referral>/", learner.referral, name="referral"),
    path("learners/<int:pk>/ask/", learner.hand_over, name="learner_ask"),
    path("learners/<int:pk>/answers/", learner.answers, name="learner_answers"),
    path("register/<slug:code>/how-sure/", asking.session, name="asking"),
    path("register/<slug:code>/how-sure/sheets/", asking.sheets, name="asking_sheets"),
    path("register/<slug:code>/how-sure/answers/", asking.answers, name="asking_answers"),
    # Handed to a learner: whoever holds the key may answer, and sees nothing of anybody.
    path("how-sure/", how_sure.how_sure, name="how_sure"),
    path("how-sure/thank-you/", how_sure.thanks, name="how_sure_thanks"),
    path("handed-over/", handed_over.page, name="handed_over"),
]
