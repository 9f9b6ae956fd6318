"""Who may open which address: the table that test_addresses.py walks. An address that is not in it fails.

In EXACT stands every address of our own, as the resolver writes it, with an example and who may open it. In PREFIXES
stand the families that Wagtail and allauth bring, with examples of what each kind of person must and must not reach.
{names} in an example come from `world()` in the test.
"""

ANONYMOUS = "anonymous"
CHAMPION = "champion"
LEAD = "Session leads"
PARTNER = "Partner editors"
EDITOR = "Editors"
MODERATOR = "Moderators"
COORDINATOR = "Coordinators"
MANAGER = "Programme managers"
MEMBER = "Elected members"
SAFEGUARDING = "Safeguarding leads"
SUPERUSER = "superuser"

ROLES = [
    ANONYMOUS,
    CHAMPION,
    LEAD,
    PARTNER,
    EDITOR,
    MODERATOR,
    COORDINATOR,
    MANAGER,
    MEMBER,
    SAFEGUARDING,
    SUPERUSER,
]
EVERYONE = set(ROLES)
NOBODY = set()
SIGNED_IN = EVERYONE - {ANONYMOUS}
STAFF = SIGNED_IN - {CHAMPION}
ADMIN = {SUPERUSER}
MANAGERS = {MANAGER, SUPERUSER}
DESK = {COORDINATOR, MANAGER, SUPERUSER}
BOOKERS = DESK | {LEAD}
COORDINATORS = {COORDINATOR, SUPERUSER}
SAFEGUARDERS = {SAFEGUARDING, SUPERUSER}
EDITORS = {EDITOR, MODERATOR, SUPERUSER}
AUTHORS = EDITORS | {PARTNER}
HOLDERS = DESK | {EDITOR, MODERATOR}  # who may cancel a session
THE_CHAMPION = {CHAMPION}

EXACT = {
    # The house
    "ease/": ("/ease/?text=larger", EVERYONE),
    "finish/": ("/finish/", EVERYONE),
    "health/": ("/health/", EVERYONE),
    # GOV.UK Notify alone, by its token; where none is set there is no such address.
    "messages/receipts/": ("POST /messages/receipts/", NOBODY),
    "robots.txt": ("/robots.txt", EVERYONE),
    "sitemap.xml": ("/sitemap.xml", EVERYONE),
    "account/": ("/account/", SIGNED_IN),
    "account/logout/everywhere/": ("/account/logout/everywhere/", SIGNED_IN),
    "_util/login/": ("/_util/login/?next=/", set()),
    # Finding and booking
    "find/": ("/find/?q=CA1+1AA", EVERYONE),
    "events/<slug:slug>/<occurrence_day:day>/": ("/events/{event}/{day}/", EVERYONE),
    "events/<slug:slug>/<occurrence_day:day>/event.ics": ("/events/{event}/{day}/event.ics", EVERYONE),
    "events/<slug:slug>/<str:day>/book/": ("/events/{event}/{day}/book/", EVERYONE),
    "events/<slug:slug>/<str:day>/book/check/": ("/events/{event}/{day}/book/check/", EVERYONE),
    "events/<slug:slug>/<str:day>/book/done/": ("/events/{event}/{day}/book/done/", EVERYONE),
    "events/<slug:slug>/<str:day>/book/<slug:name>/": ("/events/{event}/{day}/book/who/", EVERYONE),
    "events/calendar.ics": ("/events/calendar.ics", EVERYONE),
    "events/feed.xml": ("/events/feed.xml", EVERYONE),
    "events/<slug:slug>/calendar.ics": ("/events/{event}/calendar.ics", EVERYONE),
    "venues/<slug:slug>/calendar.ics": ("/venues/{venue}/calendar.ics", EVERYONE),
    # Whoever knows its address, as calendar programs do; it holds what the public may see.
    "champions/me/calendar.ics": ("/champions/me/calendar.ics?key={calendar_key}", EVERYONE),
    "feedback/": ("/feedback/?f={feedback}", EVERYONE),
    "feedback/thanks/": ("/feedback/thanks/", EVERYONE),
    "my/": ("/my/", EVERYONE),
    "my/open/": ("/my/open/", EVERYONE),
    "my/code/": ("/my/code/", EVERYONE),
    "my/code/enter/": ("/my/code/enter/", EVERYONE),
    "my/<slug:reference>/": ("/my/{reference}/", EVERYONE),
    "my/<slug:reference>/change/": ("/my/{reference}/change/", EVERYONE),
    "my/<slug:reference>/another-date/": ("/my/{reference}/another-date/", EVERYONE),
    "my/<slug:reference>/earlier/": ("/my/{reference}/earlier/", EVERYONE),
    "my/<slug:reference>/cancel/": ("/my/{reference}/cancel/", EVERYONE),
    "my/<slug:reference>/cancel/<str:day>/": ("/my/{reference}/cancel/{day}/", EVERYONE),
    "my/<slug:reference>/calendar.ics": ("/my/{reference}/calendar.ics", EVERYONE),
    "my/calendar.ics": ("/my/calendar.ics?b={link}", EVERYONE),
    # Registers
    "register/": ("/register/", SIGNED_IN),
    "register/<slug:code>/": ("/register/{register}/", DESK),
    "register/<slug:code>/marks/": ("POST /register/{register}/marks/", DESK),
    "register/<slug:code>/sheet/": ("/register/{register}/sheet/", DESK),
    "register/<slug:code>/check-in/": ("POST /register/{register}/check-in/", DESK),
    # Whoever has a day code; without one it says so, and opens nothing.
    "register/<slug:code>/day-code/": ("POST /register/{register}/day-code/", EVERYONE),
    "register/<slug:code>/leave/": ("POST /register/{register}/leave/", EVERYONE),
    # A device on which the lead of a session opened it, and which is signed out.
    "check-in/": ("/check-in/", NOBODY),
    "check-in/thank-you/": ("/check-in/thank-you/", NOBODY),
    "register/<slug:code>/sign-in-sheet/": ("/register/{register}/sign-in-sheet/", DESK),
    "register/<slug:code>/paper/": ("/register/{register}/paper/", DESK),
    # Learners
    "learners/<int:pk>/": ("/learners/{person}/", DESK),
    "learners/<int:pk>/goals/add/": ("/learners/{person}/goals/add/", DESK),
    "learners/<int:pk>/goals/<int:goal>/": ("POST /learners/{person}/goals/{goal}/", DESK),
    "learners/<int:pk>/refer/": ("/learners/{person}/refer/", DESK),
    "learners/<int:pk>/referrals/<int:referral>/": ("/learners/{person}/referrals/{referral}/", DESK),
    "learners/<int:pk>/ask/": ("/learners/{person}/ask/", DESK),
    "learners/<int:pk>/answers/": ("/learners/{person}/answers/", DESK),
    "register/<slug:code>/how-sure/": ("/register/{register}/how-sure/", DESK),
    "register/<slug:code>/how-sure/sheets/": ("/register/{register}/how-sure/sheets/", DESK),
    "register/<slug:code>/how-sure/answers/": ("/register/{register}/how-sure/answers/", DESK),
    # Whoever a member of staff hands the tablet to: a question, and nothing of anybody.
    "how-sure/": ("/how-sure/?k={how_sure}", EVERYONE),
    "how-sure/thank-you/": ("/how-sure/thank-you/", EVERYONE),
    # Without a tablet that was handed over it leads to the home page.
    "handed-over/": ("/handed-over/", EVERYONE),
    # Champions and help
    "champions/": ("/champions/", EVERYONE),
    "champions/apply/": ("/champions/apply/", EVERYONE),
    "champions/apply/check/": ("/champions/apply/check/", EVERYONE),
    "champions/apply/done/": ("/champions/apply/done/", EVERYONE),
    "champions/apply/save/": ("/champions/apply/save/", EVERYONE),
    "champions/apply/saved/": ("/champions/apply/saved/", EVERYONE),
    "champions/apply/resume/": ("/champions/apply/resume/", EVERYONE),
    "champions/code-of-conduct/": ("/champions/code-of-conduct/", EVERYONE),
    # Whoever has the link of a referee; without one it says so.
    "champions/reference/": ("/champions/reference/?r={reference_link}", EVERYONE),
    "champions/me/code-of-conduct/": ("/champions/me/code-of-conduct/", THE_CHAMPION),
    "champions/apply/<slug:slug>/": ("/champions/apply/role/", EVERYONE),
    "champions/me/": ("/champions/me/", THE_CHAMPION),
    "champions/me/offers/<int:pk>/": ("POST /champions/me/offers/{offer}/", THE_CHAMPION),
    "champions/me/people/<slug:reference>/": ("/champions/me/people/{match}/", THE_CHAMPION),
    "champions/me/people/<slug:reference>/in-touch/": ("POST /champions/me/people/{match}/in-touch/", THE_CHAMPION),
    "champions/me/log/": ("POST /champions/me/log/", THE_CHAMPION),
    "champions/me/log/<int:pk>/": ("/champions/me/log/{entry}/", THE_CHAMPION),
    "champions/me/log/<int:pk>/delete/": ("POST /champions/me/log/{entry}/delete/", THE_CHAMPION),
    "champions/me/hours/": ("/champions/me/hours/", THE_CHAMPION),
    "champions/me/certificate/": ("/champions/me/certificate/", THE_CHAMPION),
    "champions/me/times/": ("/champions/me/times/", THE_CHAMPION),
    "champions/me/away/": ("/champions/me/away/", THE_CHAMPION),
    "champions/me/away/<int:pk>/remove/": ("POST /champions/me/away/{holiday}/remove/", THE_CHAMPION),
    "champions/me/rota/": ("/champions/me/rota/", THE_CHAMPION),
    "champions/me/rota/<int:pk>/": ("/champions/me/rota/{occurrence}/", THE_CHAMPION),
    # Champions and staff.
    "champions/area/": ("/champions/area/", SIGNED_IN),
    "champions/me/edit/": ("/champions/me/edit/", THE_CHAMPION),
    "champions/me/pause/": ("/champions/me/pause/", THE_CHAMPION),
    "champions/me/return/": ("POST /champions/me/return/", THE_CHAMPION),
    "champions/me/leave/": ("/champions/me/leave/", THE_CHAMPION),
    "champions/me/calendar/": ("/champions/me/calendar/", THE_CHAMPION),
    "champions/me/my-data/": ("/champions/me/my-data/", THE_CHAMPION),
    "concern/": ("/concern/", EVERYONE),
    "concern/done/": ("/concern/done/", EVERYONE),
    "help/": ("/help/", EVERYONE),
    "help/check/": ("/help/check/", EVERYONE),
    "help/done/": ("/help/done/", EVERYONE),
    "help/request/": ("/help/request/?r={request_key}", EVERYONE),
    "help/request/<slug:reference>/": ("/help/request/{request_reference}/", EVERYONE),
    "help/request/<slug:reference>/cancel/": ("POST /help/request/{request_reference}/cancel/", EVERYONE),
    "help/request/<slug:reference>/answer/": ("POST /help/request/{request_reference}/answer/", EVERYONE),
    "help/how-was-it/": ("/help/how-was-it/?f=made-up", EVERYONE),
    "help/how-was-it/thanks/": ("/help/how-was-it/thanks/", EVERYONE),
    "help/<slug:slug>/": ("/help/who/", EVERYONE),
    # Equality monitoring: anybody, and nobody in particular
    "equality/": ("/equality/", EVERYONE),
    "equality/thanks/": ("/equality/thanks/", EVERYONE),
    # The admin: people
    "admin/person/": ("/admin/person/", DESK),
    "admin/person/results/": ("/admin/person/results/", DESK),
    "admin/person/new/": ("/admin/person/new/", DESK),
    "admin/person/edit/<int:pk>/": ("/admin/person/edit/{person}/", DESK),
    "admin/person/inspect/<int:pk>/": ("/admin/person/inspect/{person}/", DESK),
    "admin/person/verify/<int:pk>/": ("POST /admin/person/verify/{person}/", DESK),
    "admin/person/merge/<int:pk>/<int:other>/": ("/admin/person/merge/{person}/{other}/", DESK),
    "admin/person/unmerge/<int:pk>/": ("/admin/person/unmerge/{merge}/", DESK),
    "admin/person/export/<int:pk>/": ("POST /admin/person/export/{person}/", MANAGERS),
    "admin/person/erase/<int:pk>/": ("/admin/person/erase/{person}/", MANAGERS),
    # The admin: messages
    "admin/message/": ("/admin/message/", DESK),
    "admin/message/results/": ("/admin/message/results/", DESK),
    "admin/message/inspect/<int:pk>/": ("/admin/message/inspect/{message}/", DESK),
    "admin/message/done/<int:pk>/": ("POST /admin/message/done/{message}/", DESK),
    "admin/message/again/<int:pk>/": ("POST /admin/message/again/{message}/", DESK),
    # The admin: champions
    "admin/champion/": ("/admin/champion/", COORDINATORS),
    "admin/champion/results/": ("/admin/champion/results/", COORDINATORS),
    "admin/champion/inspect/<int:pk>/": ("/admin/champion/inspect/{champion}/", COORDINATORS),
    **{
        f"admin/champion/{action}/<int:pk>/": (f"POST /admin/champion/{action}/{{champion}}/", COORDINATORS)
        for action in ("start-checks", "activate", "return", "decline", "pause", "leave", "remove", "met", "correct")
    },
    "admin/champions/board/": ("/admin/champions/board/", COORDINATORS),
    "admin/champions/renewals/": ("/admin/champions/renewals/", COORDINATORS),
    "admin/champions/<int:pk>/referee/": ("/admin/champions/{applicant}/referee/", COORDINATORS),
    "admin/champions/references/<int:pk>/": ("/admin/champions/references/{reference_pk}/", COORDINATORS),
    "admin/champions/references/<int:pk>/answer/": ("/admin/champions/references/{reference_pk}/answer/", COORDINATORS),
    **{
        f"admin/champions/references/<int:pk>/{action}/": (
            f"POST /admin/champions/references/{{reference_pk}}/{action}/",
            COORDINATORS,
        )
        for action in ("ask", "drop", "decide")
    },
    "admin/conduct/": ("/admin/conduct/", COORDINATORS),
    "admin/conduct/results/": ("/admin/conduct/results/", COORDINATORS),
    "admin/conduct/new/": ("/admin/conduct/new/", COORDINATORS),
    "admin/conduct/inspect/<int:pk>/": ("/admin/conduct/inspect/{conduct}/", COORDINATORS),
    "admin/helprequest/": ("/admin/helprequest/", COORDINATORS),
    "admin/helprequest/results/": ("/admin/helprequest/results/", COORDINATORS),
    "admin/helprequest/new/": ("/admin/helprequest/new/", COORDINATORS),
    "admin/helprequest/inspect/<int:pk>/": ("/admin/helprequest/inspect/{request}/", COORDINATORS),
    "admin/helprequest/offer/<int:pk>/<int:champion>/": (
        "POST /admin/helprequest/offer/{request}/{champion}/",
        COORDINATORS,
    ),
    **{
        f"admin/helprequest/{action}/<int:pk>/": (f"POST /admin/helprequest/{action}/{{request}}/", COORDINATORS)
        for action in (
            *("contact", "withdraw", "never", "end-match", "close", "cancel", "in-turn", "wait", "widen"),
            *("by-telephone", "session", "agreed", "rather-not", "place", "answered"),
        )
    },
    "admin/helprequest/farther/<int:pk>/<int:champion>/": (
        "POST /admin/helprequest/farther/{request}/{champion}/",
        COORDINATORS,
    ),
    "admin/helprequest/plan/": ("/admin/helprequest/plan/", COORDINATORS),
    "admin/helprequest/weights/": ("/admin/helprequest/weights/", COORDINATORS),
    "admin/helpfeedback/": ("/admin/helpfeedback/", COORDINATORS),
    "admin/helpfeedback/results/": ("/admin/helpfeedback/results/", COORDINATORS),
    "admin/helpfeedback/inspect/<int:pk>/": ("/admin/helpfeedback/inspect/{helped}/", COORDINATORS),
    **{
        f"admin/{kind}/{page}": (f"/admin/{kind}/{page}".replace("<int:pk>", f"{{{kind}}}"), COORDINATORS)
        for kind in ("role", "requirement")
        for page in ("", "results/", "new/", "edit/<int:pk>/")
    },
    # The admin: what the safeguarding lead alone reads, and pairs that are never matched
    "admin/concern/": ("/admin/concern/", SAFEGUARDERS),
    "admin/concern/results/": ("/admin/concern/results/", SAFEGUARDERS),
    "admin/concern/inspect/<int:pk>/": ("/admin/concern/inspect/{concern}/", SAFEGUARDERS),
    "admin/blockedpair/": ("/admin/blockedpair/", SAFEGUARDERS | COORDINATORS),
    "admin/blockedpair/results/": ("/admin/blockedpair/results/", SAFEGUARDERS | COORDINATORS),
    "admin/blockedpair/inspect/<int:pk>/": ("/admin/blockedpair/inspect/{pair}/", SAFEGUARDERS | COORDINATORS),
    "admin/blockedpair/lift/<int:pk>/": ("POST /admin/blockedpair/lift/{pair}/", SAFEGUARDERS | COORDINATORS),
    # The admin: the programme
    "admin/occurrence/": ("/admin/occurrence/", HOLDERS | {LEAD}),
    "admin/occurrence/results/": ("/admin/occurrence/results/", HOLDERS | {LEAD}),
    "admin/occurrence/inspect/<int:pk>/": ("/admin/occurrence/inspect/{occurrence}/", HOLDERS | {LEAD}),
    "admin/occurrence/edit/<int:pk>/": ("/admin/occurrence/edit/{occurrence}/", HOLDERS),
    **{
        f"admin/occurrence/{action}/<int:pk>/": (f"POST /admin/occurrence/{action}/{{occurrence}}/", HOLDERS)
        for action in ("cancel", "on-again", "hold")
    },
    # The admin: an event's dates
    "admin/events/plan/<int:pk>/": ("/admin/events/plan/{revision}/", EDITORS),
    "admin/events/<int:pk>/unpublish/": ("/admin/events/{event_pk}/unpublish/", EDITORS),
    "admin/events/<int:pk>/delete/": ("/admin/events/{event_pk}/delete/", EDITORS),
    "admin/events/<int:pk>/dates/": ("/admin/events/{event_pk}/dates/", HOLDERS),
    "admin/events/<int:pk>/dates/add/": ("/admin/events/{event_pk}/dates/add/", HOLDERS),
    "admin/events/<int:pk>/dates/hold/": ("POST /admin/events/{event_pk}/dates/hold/", HOLDERS),
    "admin/events/<int:pk>/following/<uuid:key>/<str:day>/": (
        "/admin/events/{event_pk}/following/{schedule}/2026-11-26/",
        EDITORS,
    ),
    "admin/bank-holidays/": ("/admin/bank-holidays/", HOLDERS),
    "admin/events/calendars/": ("/admin/events/calendars/", HOLDERS - {COORDINATOR}),
    "admin/events/calendars/new/": ("/admin/events/calendars/new/", HOLDERS - {COORDINATOR}),
    "admin/events/calendars/<int:pk>/": ("/admin/events/calendars/{partner_calendar}/", HOLDERS - {COORDINATOR}),
    "admin/events/calendars/<int:pk>/fetch/": (
        "POST /admin/events/calendars/{partner_calendar}/fetch/",
        HOLDERS - {COORDINATOR},
    ),
    "admin/events/calendars/<int:pk>/upload/": (
        "POST /admin/events/calendars/{partner_calendar}/upload/",
        HOLDERS - {COORDINATOR},
    ),
    "admin/events/next-dates/": ("/admin/events/next-dates/", STAFF),
    "admin/events/closures/": ("/admin/events/closures/", HOLDERS),
    "admin/events/closures/online/": ("/admin/events/closures/online/", HOLDERS),
    "admin/events/closures/<int:pk>/": ("/admin/events/closures/{venue_pk}/", HOLDERS),
    "admin/events/dates/<int:pk>/move/": ("/admin/events/dates/{occurrence}/move/", HOLDERS),
    "admin/events/dates/<int:pk>/write/": ("/admin/events/dates/{occurrence}/write/", HOLDERS),
    "admin/events/dates/<int:pk>/decide/": ("/admin/events/dates/{occurrence}/decide/", HOLDERS),
    "admin/events/dates/<int:pk>/day-code/": ("POST /admin/events/dates/{occurrence}/day-code/", DESK),
    "admin/events/day-codes/<int:pk>/end/": ("POST /admin/events/day-codes/{day_code}/end/", DESK),
    "admin/events/rota/": ("/admin/events/rota/", COORDINATORS),
    "admin/events/dates/<int:pk>/rota/": ("/admin/events/dates/{occurrence}/rota/", COORDINATORS),
    "admin/events/dates/<int:pk>/rota/ask/<int:champion>/": (
        "POST /admin/events/dates/{occurrence}/rota/ask/{champion}/",
        COORDINATORS,
    ),
    "admin/events/dates/<int:pk>/rota/take-off/<int:place>/": (
        "POST /admin/events/dates/{occurrence}/rota/take-off/{rota_place}/",
        COORDINATORS,
    ),
    "admin/events/training/": ("/admin/events/training/", COORDINATORS),
    "admin/events/training/<int:pk>/stop/": ("POST /admin/events/training/{training}/stop/", COORDINATORS),
    "admin/events/duty/": ("/admin/events/duty/", DESK),
    "admin/events/duty/<int:pk>/": ("/admin/events/duty/{venue_pk}/", DESK),
    "admin/desk/": ("/admin/desk/", BOOKERS),
    "admin/desk/done/": ("/admin/desk/done/", BOOKERS),
    "admin/feedback/": ("/admin/feedback/", DESK),
    "admin/feedback/results/": ("/admin/feedback/results/", DESK),
    "admin/feedback/inspect/<int:pk>/": ("/admin/feedback/inspect/{said}/", DESK),
    "admin/booking/": ("/admin/booking/", BOOKERS),
    "admin/booking/results/": ("/admin/booking/results/", BOOKERS),
    "admin/booking/inspect/<int:pk>/": ("/admin/booking/inspect/{booking}/", DESK),
    "admin/booking/change/<int:pk>/": ("/admin/booking/change/{booking}/", DESK),
    "admin/booking/cancel/<int:pk>/": ("POST /admin/booking/cancel/{booking}/", DESK),
    "admin/booking/another-date/<int:pk>/": ("/admin/booking/another-date/{booking}/", DESK),
    "admin/booking/new-code/<int:pk>/": ("POST /admin/booking/new-code/{booking}/", DESK),
    # The admin: the house
    "admin/letters/": ("/admin/letters/", DESK),
    "admin/calls/": ("/admin/calls/", DESK),
    "admin/calls/<int:pk>/": ("/admin/calls/{message}/", DESK),
    "admin/calls/<int:pk>/take/": ("POST /admin/calls/{message}/take/", DESK),
    "admin/wordings/": ("/admin/wordings/", MANAGERS),
    "admin/wordings/<slug:kind>/<slug:way>/": ("/admin/wordings/booking_confirmed/written/", MANAGERS),
    "admin/wordings/<slug:kind>/<slug:way>/original/": (
        "POST /admin/wordings/booking_confirmed/written/original/",
        MANAGERS,
    ),
    "admin/who-came/": ("/admin/who-came/", MANAGERS),
    "admin/yardsticks/": ("/admin/yardsticks/", MANAGERS),
    "admin/yardsticks/results/": ("/admin/yardsticks/results/", MANAGERS),
    "admin/yardsticks/new/": ("/admin/yardsticks/new/", MANAGERS),
    "admin/yardsticks/edit/<int:pk>/": ("/admin/yardsticks/edit/{yardstick}/", MANAGERS),
    "admin/figures/": ("/admin/figures/", MANAGERS | {MEMBER}),
    "admin/figures/division/": ("/admin/figures/division/", MANAGERS | {MEMBER}),
    "admin/figures/division/poster/": ("/admin/figures/division/poster/?area={area}", MANAGERS | {MEMBER}),
    "admin/figures/members/": ("/admin/figures/members/", MANAGERS),
    "admin/figures/members/<int:pk>/": ("/admin/figures/members/{member}/", MANAGERS),
    "admin/servicestandard/": ("/admin/servicestandard/", MANAGERS),
    "admin/servicestandard/results/": ("/admin/servicestandard/results/", MANAGERS),
    "admin/servicestandard/edit/<int:pk>/": ("/admin/servicestandard/edit/{standard}/", MANAGERS),
    "performance/": ("/performance/", EVERYONE),
    "admin/figures/<slug:slug>/": ("/admin/figures/quality/", MANAGERS),
    "admin/figures/rows/": [
        ("/admin/figures/rows/", MANAGERS),
        ("POST /admin/figures/rows/", MANAGERS),
    ],
    # A file of rows is for whoever asked for it.
    **{
        f"admin/figures/rows/<uuid:key>/{page}": (f"{method}/admin/figures/rows/{{rows_file}}/{page}", NOBODY)
        for method, page in (("", ""), ("", "download/"), ("POST ", "again/"))
    },
    "admin/unitcosts/": ("/admin/unitcosts/", MANAGERS),
    "admin/unitcosts/results/": ("/admin/unitcosts/results/", MANAGERS),
    "admin/unitcosts/new/": ("/admin/unitcosts/new/", MANAGERS),
    "admin/unitcosts/edit/<int:pk>/": ("/admin/unitcosts/edit/{unit_costs}/", MANAGERS),
    "admin/figures/<slug:slug>/monthly/": ("POST /admin/figures/quality/monthly/", MANAGERS),
    "admin/figures/<slug:slug>/again/": ("POST /admin/figures/programme/again/", MANAGERS),
    "admin/figures/<slug:slug>/share/": ("/admin/figures/programme/share/", MANAGERS),
    "admin/figures/<slug:slug>/share/<int:pk>/end/": ("POST /admin/figures/programme/share/{shared}/end/", MANAGERS),
    # Whoever has the key of a shared report; without one it says so, and shows nothing.
    "figures/": ("/figures/", NOBODY),
    "admin/audit/": ("/admin/audit/", MANAGERS),
    "admin/audit/results/": ("/admin/audit/results/", MANAGERS),
    "admin/audit/inspect/<int:pk>/": ("/admin/audit/inspect/{audit}/", MANAGERS),
    "admin/retention/": ("/admin/retention/", MANAGERS),
    "admin/retention/results/": ("/admin/retention/results/", MANAGERS),
    "admin/retention/edit/<str:pk>/": ("/admin/retention/edit/people/", MANAGERS),
    "admin/retention/inspect/<str:pk>/": ("/admin/retention/inspect/people/", MANAGERS),
    # Pages: home, courses, events, places, content
    "": [
        ("/", EVERYONE),
        ("/events/", EVERYONE),
        ("/events/{event}/", EVERYONE),
        ("/courses/", EVERYONE),
        ("/venues/", EVERYONE),
        ("/venues/{venue}/", EVERYONE),
        ("/privacy/", EVERYONE),
        ("/accessibility/", EVERYONE),
        ("/for-champions/", SIGNED_IN),
        ("/for-champions/guide/", SIGNED_IN),
    ],
}

PREFIXES = {
    "account/": [
        ("/account/login/", EVERYONE),
        ("/account/login/code/", EVERYONE),
        ("/account/password/reset/", EVERYONE),
        ("/account/signup/", EVERYONE),  # it says that accounts are not made here
        ("/account/logout/", EVERYONE),
        ("/account/email/", SIGNED_IN),
        ("/account/password/change/", SIGNED_IN),
        ("/account/2fa/", SIGNED_IN),
    ],
    "admin/login/": [("/admin/login/", set())],
    "admin/": [("/admin/", STAFF), ("/admin/account/", STAFF)],
    "admin/pages/": [
        ("/admin/pages/{home}/edit/", EDITORS),
        ("/admin/pages/add/events/eventpage/{events}/", AUTHORS),
        ("/admin/pages/add/locations/venuepage/{venues}/", EDITORS),
        ("/admin/pages/{event_pk}/edit/", EDITORS),
        ("/admin/pages/{event_pk}/delete/", EDITORS),
        ("/admin/pages/{event_pk}/history/", EDITORS),
    ],
    "admin/images/": [("/admin/images/", EDITORS)],
    "admin/documents/": [("/admin/documents/", EDITORS)],
    "admin/areas/": [("/admin/areas/", {EDITOR, SUPERUSER}), ("/admin/areas/edit/{area}/", {EDITOR, SUPERUSER})],
    "admin/gazetteer/": [("/admin/gazetteer/", {EDITOR, SUPERUSER})],
    "admin/settings/": [("/admin/settings/core/programmesettings/", MANAGERS)],
    "admin/users/": [("/admin/users/", ADMIN), ("/admin/users/new/", ADMIN), ("/admin/users/edit/{user}/", ADMIN)],
    "admin/groups/": [("/admin/groups/", ADMIN), ("/admin/groups/new/", ADMIN)],
    "admin/sites/": [("/admin/sites/", ADMIN)],
    "admin/collections/": [("/admin/collections/", ADMIN)],
    "admin/redirects/": [("/admin/redirects/", ADMIN)],
    "admin/workflows/": [("/admin/workflows/list/", ADMIN)],
    "admin/password_reset/": [],  # switched off: see test_the_admins_own_password_reset_is_switched_off
    "admin/reports/": [],  # Wagtail lists for each what they may edit
    "documents/": [],  # what editors upload is public, as they are told when they upload it
    "_util/": [],  # Wagtail's passwords for private pages, which this site does not use
}
