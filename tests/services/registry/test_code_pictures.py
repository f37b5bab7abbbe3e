"""What a scanner's camera meets: the token, in black on white, with room around it."""

import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
import segno
from fastapi import Response

from services.registry.domain.codes import Code, Purpose
from services.registry.schemas.codes import FORMS, MASK, CodeOut
from services.registry.service.codes import ISSUER, TYP, ShownCode
from shared.signing import KeyRing

QUIET = 4
"""Modules of white on every side (ISO/IEC 18004)"""


@pytest.fixture
def shown(tmp_path: Path) -> CodeOut:
    code = Code.new("p0X3v8kQm1yWb7ZtRcHs9A", Purpose.GOVERNMENT_SERVICE, datetime(2026, 11, 24, tzinfo=UTC))
    token = KeyRing.made_once(tmp_path / "keys.json").sign(code.claims(ISSUER), TYP)
    return CodeOut.of(ShownCode(code, token, suspended=False))


def picture(form: str, shown: CodeOut) -> bytes:
    drawn = FORMS[form](shown)
    assert isinstance(drawn, Response)
    assert (drawn.status_code, drawn.media_type) == (201, form)
    return bytes(drawn.body)


def pixels(png: bytes) -> list[list[int]]:
    """Rows of a picture of one bit per pixel, 1 for black."""
    chunks, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        chunks[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += length + 12
    width, height, depth, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, colour) == (1, 0), "black and white"
    raw, stride = zlib.decompress(chunks[b"IDAT"]), (width + 7) // 8 + 1
    rows = [bytes(stride - 1)]
    for row in range(height):
        kind, *line = raw[row * stride : (row + 1) * stride]
        above = {0: bytes(stride - 1), 2: rows[-1]}[kind]  # the filters "none" and "up"
        rows.append(bytes((one + more) % 256 for one, more in zip(above, line, strict=True)))
    rows = rows[1:]
    return [[1 - (row[x // 8] >> (7 - x % 8) & 1) for x in range(width)] for row in rows]


def test_the_png_is_the_token_as_a_qr_code_with_its_quiet_zone(shown: CodeOut) -> None:
    found = pixels(picture("image/png", shown))
    modules = [list(row) for row in segno.make_qr(shown.token, error="m", mask=MASK).matrix]
    scale = len(found) // (len(modules) + 2 * QUIET)
    middle = [row[scale // 2 :: scale] for row in found[scale // 2 :: scale]]
    assert [row[QUIET:-QUIET] for row in middle[QUIET:-QUIET]] == modules
    assert not any(map(any, middle[:QUIET] + middle[-QUIET:]))
    assert not any(any(row[:QUIET] + row[-QUIET:]) for row in middle)


def test_the_svg_is_a_square_that_runs_nothing_and_fetches_nothing(shown: CodeOut) -> None:
    root = ElementTree.fromstring(picture("image/svg+xml", shown))
    assert root.get("width") == root.get("height")
    assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {"svg", "g", "path"}
    assert not {name for one in root.iter() for name in one.attrib if "href" in name or name.startswith("on")}


def test_the_token_is_short_enough_for_a_telephone_screen(shown: CodeOut) -> None:
    """Version 14 is 73 modules wide: at 2 cm still a quarter of a millimetre each."""
    assert int(segno.make_qr(shown.token, error="m").version) <= 14
