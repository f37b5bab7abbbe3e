"""A text with its gaps filled, in the form its channel takes. It cannot fail on a value, and no value breaks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from services.notifications.domain.outgoing import Channel
from services.notifications.domain.wording.clean import line, lines, markup, short
from services.notifications.domain.wording.gaps import fill, names
from services.notifications.domain.wording.segments import segments
from services.notifications.domain.wording.texts import Text
from services.notifications.domain.wording.variables import LINKS, VARIABLES


@dataclass(frozen=True)
class Rendered:
    subject: str
    body: str
    html: str | None = None
    """An e-mail's"""
    sms_number: str | None = None
    sms_values: tuple[tuple[str, str], ...] = ()
    """A text message is filled by the operator, by the number of its registered text"""
    sms_segments: int | None = None


def render(text: Text, values: Mapping[str, str], signature: str) -> Rendered:
    """`values` has one for every variable there is, see VARIABLES."""
    return _FORMS[text.channel](text, values, signature)


def _email(text: Text, values: Mapping[str, str], _: str) -> Rendered:
    subject = line(fill(text.subject, lambda name: line(values[name], 100)), 200)
    body = fill(text.body, lambda name: lines(values[name]))
    return Rendered(subject, body, html=_page(text, values))


def _page(text: Text, values: Mapping[str, str]) -> str:
    """Who writes a text writes no markup: its lines are lines, what it names is escaped."""
    shown = fill(text.body, lambda name: _shown(name, values[name]), lambda words: escape(words).replace("\n", "<br>"))
    return (
        f'<!doctype html><html lang="{text.language}"><head><meta charset="utf-8"></head>'
        f"<body><p>{shown}</p></body></html>"
    )


def _shown(name: str, value: str) -> str:
    if name not in LINKS:
        return markup(value)
    address = escape(line(value))
    return f'<a href="{address}">{address}</a>'


def _sms(text: Text, values: Mapping[str, str], signature: str) -> Rendered:
    filled = {name: short(values[name], VARIABLES[name].most) for name in sorted(names(text.body))}
    body = f"【{signature}】{line(fill(text.body, filled.__getitem__))}"
    return Rendered("", body, None, text.sms_number, tuple(filled.items()), segments(body))


def _push(text: Text, values: Mapping[str, str], _: str) -> Rendered:
    def value(name: str) -> str:
        return line(values[name], None if name in LINKS else VARIABLES[name].most)

    return Rendered(line(fill(text.subject, value), 60), line(fill(text.body, value), 300))


_FORMS = {Channel.EMAIL: _email, Channel.SMS: _sms, Channel.WECHAT: _push, Channel.PHONE: _push}
