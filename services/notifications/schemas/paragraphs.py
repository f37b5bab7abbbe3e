"""A longer text of several paragraphs: each line is held to what a name or a sentence is held to."""

from typing import Annotated, Final

from annotated_types import MaxLen
from pydantic import AfterValidator, StringConstraints

from shared.values import clean_text

LONGEST: Final = 5_000


def clean_paragraphs(text: str) -> str:
    """One spelling, without empty lines; refuses characters nobody can see or print."""
    lines = [clean_text(line) for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if not lines:
        raise ValueError("不能为空")
    return "\n".join(lines)


# Measured twice: NFC makes some texts longer.
Paragraphs = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST), AfterValidator(clean_paragraphs), MaxLen(LONGEST)
]
