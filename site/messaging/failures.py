class DeliveryFailed(Exception):
    """It did not go. `for_good`: another try would fare no better. The reason is shown to staff and names nobody."""

    def __init__(self, reason, *, for_good=False):
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good
