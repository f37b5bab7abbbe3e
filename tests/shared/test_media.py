"""Which form a caller gets (RFC 9110, 12.5.1)."""

import pytest

from shared.media import NotAcceptable, preferred

OFFERED = ["application/json", "image/svg+xml", "image/png"]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("image/png", "image/png"),
        ("IMAGE/PNG", "image/png"),
        ("image/*", "image/svg+xml"),
        ("image/*, image/svg+xml;q=0.1", "image/png"),
        ("application/json;q=0.5, image/svg+xml;q=0.8", "image/svg+xml"),
        ("text/html, */*;q=0.1", "application/json"),
        ("application/json;q=0, */*", "image/svg+xml"),
    ],
)
def test_the_preferred_of_the_offered_forms_is_chosen(accept: str | None, form: str) -> None:
    assert preferred(accept, OFFERED) == form


@pytest.mark.parametrize("accept", ["text/html", "image/webp", "*/*;q=0", "application/json;q=x", ";,;"])
def test_what_nobody_offers_is_refused_with_the_choices(accept: str) -> None:
    with pytest.raises(NotAcceptable, match="image/png"):
        preferred(accept, OFFERED)
