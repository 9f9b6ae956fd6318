"""What people are told and agree to, word for word. What they agree to is kept with their agreement: change it, and
whoever is asked next agrees to those words.
"""

# Said in asking. Nothing is agreed to yet: there is nobody to whom contact could be opened.
WHAT_WE_DO = (
    "We look for a digital champion near you. When one says yes, we tell you their first name, and ask whether that is "
    "all right. Only when you have said yes do they get your name and how to reach you."
)
# Agreed to when a champion is found: {champion} is a first name, {role} for example “digital champion”.
CONTACT_OPENED = (
    "You may tell {champion}, a {role}, my name and how to reach me. I can change my mind at any time, by telling you."
)
