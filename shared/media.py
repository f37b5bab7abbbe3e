"""One resource in several forms: which one the caller asked for in Accept (RFC 9110, 12.5.1)."""

from collections.abc import Sequence

from shared.problems import Problem


class NotAcceptable(Problem):
    status, code, title = 406, "NOT_ACCEPTABLE", "没有所要的格式"


def preferred(accept: str | None, offered: Sequence[str]) -> str:
    """The offered media type that Accept prefers, the first of equals; without Accept the first of all.

    Raises NotAcceptable.
    """
    asked = [_range(one) for one in (accept or "*/*").lower().split(",") if one.strip()]
    weighed = {form: _weight(form, asked) for form in offered}
    best = max(offered, key=lambda form: weighed[form])
    if weighed[best] <= 0:
        raise NotAcceptable("可在 Accept 中选择：" + "、".join(offered))
    return best


def _range(text: str) -> tuple[str, float]:
    media, *parameters = (part.strip() for part in text.split(";"))
    quality = next((part[2:] for part in parameters if part.startswith("q=")), "1")
    try:
        return media, min(1.0, float(quality))
    except ValueError:
        return media, 0.0


def _weight(form: str, asked: Sequence[tuple[str, float]]) -> float:
    """That of the most exact range the form falls under."""
    for pattern in (form, form.partition("/")[0] + "/*", "*/*"):
        for media, quality in asked:
            if media == pattern:
                return quality
    return 0.0
