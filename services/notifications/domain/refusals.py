"""What a rule says no to."""


class Refusal(ValueError):
    """What cannot be done now. In Chinese: what is wrong, and the way out."""
