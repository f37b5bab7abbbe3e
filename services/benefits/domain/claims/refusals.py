"""What the rules of claims say no with."""


class Refusal(Exception):
    """A rule says no; the message is for people, and says the way out."""
