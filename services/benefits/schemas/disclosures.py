"""What is told of who unmasked personal data."""


def seen_by(actor: str, *, names_officers: bool) -> str:
    """The account; to the enterprise an officer stays unnamed."""
    return actor if names_officers or not actor.startswith("officer:") else "主管部门人员"
