"""Larger text and night colours: what somebody chose, kept in one cookie that says nothing else."""

from dataclasses import dataclass, replace

COOKIE = "ease"
TEXTS = ("larger", "usual")
COLOURS = ("night", "day", "device")


@dataclass(frozen=True)
class Ease:
    text: str = "usual"
    colours: str = "device"  # as the device has them, until somebody says otherwise

    @classmethod
    def from_cookie(cls, value):
        """A cookie can hold anything: what is not known is left as usual."""
        return cls().choose(*value.split("."))

    def choose(self, *words):
        chosen = self
        for word in words:
            if word in TEXTS:
                chosen = replace(chosen, text=word)
            elif word in COLOURS:
                chosen = replace(chosen, colours=word)
        return chosen

    @property
    def cookie(self):
        return f"{self.text}.{self.colours}"

    @property
    def css_classes(self):
        large = ["large"] if self.text == "larger" else []
        return " ".join(large + {"night": ["dark"], "day": ["light"]}.get(self.colours, []))


def ease_of(request):
    return Ease.from_cookie(request.COOKIES.get(COOKIE, "")) if request else Ease()
