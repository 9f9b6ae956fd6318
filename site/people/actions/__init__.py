from people.actions.consents import give_consent, withdraw_consent
from people.actions.erasing import erase_person
from people.actions.merging import merge_people, unmerge_people
from people.actions.people import add_person, create_person, update_person, verify_person

__all__ = [
    "add_person",
    "create_person",
    "erase_person",
    "give_consent",
    "merge_people",
    "unmerge_people",
    "update_person",
    "verify_person",
    "withdraw_consent",
]
