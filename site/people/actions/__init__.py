from people.actions.people import create_person, update_person, verify_person

__all__ = ["create_person", "update_person", "verify_person"]
