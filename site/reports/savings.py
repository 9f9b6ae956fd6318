"""What contacts by the website saved, from unit costs. Pure."""

from dataclasses import dataclass

from people.models import ArrivedBy

WEB = ArrivedBy.WEB.value
BY_PHONE, AS_THE_OTHERS = "phone", "mix"


@dataclass(frozen=True)
class Saving:
    """Of one period. `each` is what a contact would have cost without the website; None where that is not known."""

    online: int
    each: float | None
    online_each: float | None

    @property
    def is_known(self):
        return self.each is not None and self.online_each is not None

    @property
    def instead(self):
        return self.online * self.each if self.is_known else None

    @property
    def cost(self):
        return self.online * self.online_each if self.is_known else None

    @property
    def pounds(self):
        return round(self.instead - self.cost, 2) if self.is_known else None


def saving_of(by_channel, costs, instead):
    """`by_channel` is {channel: contacts}, `costs` {channel: pounds}; what has no cost is left out of the mix."""
    each = costs.get("phone") if instead == BY_PHONE else mean_cost(by_channel, costs)
    online_each = costs.get(WEB)
    return Saving(
        by_channel.get(WEB, 0),
        None if each is None else float(each),
        None if online_each is None else float(online_each),
    )


def mean_cost(by_channel, costs):
    """What the contacts by the other channels cost each, or None where there are none whose cost is known."""
    others = {channel: number for channel, number in by_channel.items() if channel != WEB and channel in costs}
    number = sum(others.values())
    return sum(costs[channel] * others[channel] for channel in others) / number if number else None
