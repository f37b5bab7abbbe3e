"""Enterprise codes: shown as JSON or a picture, scanned, and the ledger of scans."""

import io
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Self

import segno
from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.codes import PURPOSE_LABELS, Card, Purpose, Shown, View
from services.registry.schemas import code_examples as examples
from services.registry.schemas.enterprises import FiguresOut
from services.registry.schemas.titles import TierOut
from services.registry.service import codes
from services.registry.store.tables import CodeScanRow
from shared.strict import Body
from shared.values import DISTRICTS, Tier

PurposeIn = Annotated[Purpose, Field(strict=False, description="用途：身份核验、金融服务、政务服务")]
Status = Literal["active", "suspended"]
STATUSES: Final[dict[bool, Status]] = {False: "active", True: "suspended"}
"""By whether the owner suspended the code"""
LONGEST_TOKEN: Final = 1_000
MASK: Final = 2
"""One of the eight patterns, not the best of them: over a token, which looks random, all read alike, and trying each
takes four times as long."""


class CodeIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"purpose": "finance"}]})

    purpose: PurposeIn


class CodeOut(BaseModel):
    """`token` is what the QR code holds; it says nothing about the enterprise."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.CODE]})

    code_id: str
    token: str
    purpose: Purpose
    purpose_label: str
    issued_at: datetime
    expires_at: datetime
    status: Status

    @classmethod
    def of(cls, code: codes.ShownCode) -> Self:
        return cls(
            code_id=code.code.code_id,
            token=code.token,
            purpose=code.code.purpose,
            purpose_label=PURPOSE_LABELS[code.code.purpose],
            issued_at=code.code.issued_at,
            expires_at=code.code.expires_at,
            status=STATUSES[code.suspended],
        )


# ---- forms ---------------------------------------------------------------------------------------


def _picture(kind: str, media_type: str, scale: int) -> Callable[[CodeOut], Response]:
    """`scale`: pixels of one module; black on white, with the quiet zone scanners need."""

    def drawn(code: CodeOut) -> Response:
        picture = io.BytesIO()
        segno.make_qr(code.token, error="m", mask=MASK).save(picture, kind=kind, scale=scale, light="white")
        return Response(picture.getvalue(), 201, media_type=media_type)

    return drawn


FORMS: Final[dict[str, Callable[[CodeOut], CodeOut | Response]]] = {
    "application/json": lambda code: code,
    "image/svg+xml": _picture("svg", "image/svg+xml", 4),
    "image/png": _picture("png", "image/png", 6),
}
"""By media type, the first unless Accept says otherwise."""


# ---- scans ---------------------------------------------------------------------------------------


class ScanIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"token": examples.TOKEN, "purpose": "finance"}]})

    token: str = Field(min_length=1, max_length=LONGEST_TOKEN, description="二维码的内容")
    purpose: PurposeIn


class CardTitle(BaseModel):
    tier: Tier
    label: str
    number: str
    recognised_on: date
    valid_until: date


class CardOut(BaseModel):
    """名片: as it is today, whatever it was when the code was shown."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.CARD]})

    name: str
    uscc: str
    district: str
    district_name: str
    standing: TierOut
    titles: list[CardTitle]

    @classmethod
    def of(cls, card: Card) -> Self:
        return cls(
            name=card.name,
            uscc=card.uscc,
            district=card.district,
            district_name=DISTRICTS[card.district],
            standing=TierOut(tier=card.tier, label=card.tier.label, as_of=card.on),
            titles=[
                CardTitle(
                    tier=title.tier,
                    label=title.tier.label,
                    number=title.number,
                    recognised_on=title.recognised_on,
                    valid_until=title.last_day,
                )
                for title in card.titles
            ],
        )


class ScanOut(BaseModel):
    """`status` suspended: the enterprise suspended its code; only an officer still sees it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [examples.SCAN_BY_BANK, examples.SCAN_BY_OFFICER, examples.SCAN_OF_SUSPENDED],
        }
    )

    scan_id: str
    scanned_at: datetime
    status: Status
    purpose: Purpose
    view: View
    enterprise: CardOut | None
    reference: str | None = Field(description="金融机构凭此向金融服务申请查看，须经企业授权")
    figures: list[FiguresOut] | None

    @classmethod
    def of(cls, scan: codes.Scan) -> Self:
        return cls(
            **_common(scan.row),
            view=View(scan.row.view),
            enterprise=None if scan.card is None else CardOut.of(scan.card),
            reference=scan.row.reference,
            figures=None if scan.figures is None else [FiguresOut.of(row) for row in scan.figures],
        )


class ScanLine(BaseModel):
    """One line of the ledger: who scanned, when, why, and the names of what was shown."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.LINE]})

    scan_id: str
    code_id: str
    scanned_at: datetime
    status: Status
    purpose: Purpose
    purpose_label: str
    kind: Literal["public", "enterprise", "institution", "officer"]
    institution: str | None
    district: str | None
    department: str | None
    officer: str | None
    shown: list[Shown]

    @classmethod
    def of(cls, row: CodeScanRow) -> Self:
        who = row.model_dump(include={"code_id", "kind", "institution", "district", "department", "officer"})
        return cls(
            **_common(row),
            **who,
            purpose_label=PURPOSE_LABELS[Purpose(row.purpose)],
            shown=[Shown(name) for name in json.loads(row.shown)],
        )


def _common(row: CodeScanRow) -> dict[str, Any]:
    return {
        "scan_id": row.scan_id,
        "scanned_at": row.scanned_at,
        "status": STATUSES[row.suspended],
        "purpose": Purpose(row.purpose),
    }


class ScanPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.LINE], "next_cursor": None}]})

    items: list[ScanLine]
    next_cursor: str | None


class ReferenceOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.REFERENCE]})

    reference: str
    enterprise_id: str
    uscc: str
    institution: str
    purpose: Purpose
    scanned_at: datetime
    status: Status

    @classmethod
    def of(cls, found: codes.Reference) -> Self:
        return cls(
            reference=found.scan.reference or "",
            enterprise_id=found.enterprise.enterprise_id,
            uscc=found.enterprise.uscc,
            institution=found.scan.institution or "",
            purpose=Purpose(found.scan.purpose),
            scanned_at=found.scan.scanned_at,
            status=STATUSES[found.suspended],
        )


# ---- status and keys -----------------------------------------------------------------------------


class CodeStatusPut(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "suspended"}]})

    status: Status = Field(description="suspended 停用，active 恢复")


class CodeStatusOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.STATUS]})

    status: Status
    suspended_at: datetime | None

    @classmethod
    def since(cls, suspended_at: datetime | None) -> Self:
        return cls(status=STATUSES[suspended_at is not None], suspended_at=suspended_at)


class CodeKey(BaseModel):
    """A public JSON Web Key (RFC 7517)."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: str
    y: str
    use: Literal["sig"]
    alg: Literal["ES256"]
    kid: str


class CodeKeys(BaseModel):
    """A JWK set: `kid` in the header of a token says which key signed it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.KEYS]})

    keys: list[CodeKey]
