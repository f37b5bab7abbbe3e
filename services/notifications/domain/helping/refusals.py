"""What a rule of 政策帮享 says no to."""


class Refusal(ValueError):
    """In Chinese: what is wrong, and the way out."""
