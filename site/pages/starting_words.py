"""The words that a new site begins with. An editor changes them in the admin; these are never read again."""

HOME_LEAD = "Friendly people at libraries, community centres and online. Free, and no question is too small."

PRIVACY = """
<h2>What we ask for, and why</h2>
<p>You can look round this website without telling us who you are. When you book a session or ask for a person to help
you, we ask for your name, and how to reach you if something changes. If you only book a session, you can leave out how
to reach you. Your postcode, and what would help you on the day, are for you to tell us or not. If you offer to help
others, we also ask where you live and in which year you were born, and do your checks with you.</p>
<p>We use what you tell us to run the sessions and to arrange help: to keep your place, to tell you if a session is
cancelled, and to see who came. It is part of the council’s public task. We do not sell it, and we do not use it to
advertise.</p>
<h2>Who sees it</h2>
<p>The people who run the programme, and the person who leads your session. A volunteer who helps you sees how to reach
you once both of you have agreed. Where a volunteer lives is never shown. Texts and letters may be carried for us by
GOV.UK Notify, the government’s own service for that.</p>
<h2>How long we keep it</h2>
<p>Only as long as we need it: when nothing has happened between us for 12 months, your name and how to reach you are
erased. Only counts are left, which say nothing about you. The messages we sent you are erased after 6 months.</p>
<p>When a month, a quarter or a year is over, we add up how many people came, from which areas and of which ages, and
keep these numbers for good: they stay when your name goes. In what we publish of them, small numbers are hidden and the
others are rounded, so that nobody can be made out.</p>
<h2>Questions about you, if you like</h2>
<p>So that we can see whether we reach everybody alike, you may be asked to
<a href="/equality/">answer a few questions about yourself</a>, for example about your age, your health or your
religion. Nothing we do for you depends on it. Your answers are only added to the numbers of that month, and are not
kept with your name or your booking. Nobody can find out what you said, so we cannot show it to you, change it or take
it out again.</p>
<h2>On this device</h2>
<p>We keep small files, called cookies, while you book, ask for help or sign in, so that the pages belong together and
nobody else can press a button for you, and one that remembers if you asked for larger text or night colours. Nothing on
this website comes from another company, and nobody follows what you read.</p>
<h2>What you can ask for</h2>
<p>You can ask to see what we hold about you, to have it put right, or to have it erased. Ring us, or ask at the desk in
any library. If you are not happy with our answer, you can complain to the Information Commissioner’s Office.</p>
"""

ACCESSIBILITY = """
<h2>How to use this website in your way</h2>
<ul>
<li>At the top of each page you can ask for larger text or night colours.</li>
<li>You can make the page as large as you like. Nothing is cut off.</li>
<li>Every page works with a keyboard alone, with a screen reader, and on a small phone.</li>
<li>Every page works without JavaScript, and prints on plain paper.</li>
<li>You never need an account or an e-mail address to book.</li>
</ul>
<h2>How well it does</h2>
<p>We aim at the Web Content Accessibility Guidelines, version 2.2, level AA. Every kind of page is checked by machine
each time the website is changed. Checks by machine do not find everything, and people with disabilities have not yet
tested this website for us.</p>
<h2>When something does not work for you</h2>
<p>Please tell us. Ring us, or ask at the desk in any library. We can look things up and book for you, send you what is
on a page in large print, or read it to you.</p>
<p>If you are not happy with our answer, you can ask the Equality Advisory and Support Service for advice.</p>
"""

CONTENT_PAGES = {
    "privacy": {
        "title": "Privacy",
        "summary": "What we ask you for, what we do with it, and what you can ask of us.",
        "body": PRIVACY,
    },
    "accessibility": {
        "title": "Accessibility",
        "summary": "This website is for everyone. Here is how to make it suit you, and what to do when it does not.",
        "body": ACCESSIBILITY,
    },
}
