"""Calculations that were kept, and the check of one."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.schemas import calculation_examples as examples
from services.benefits.schemas.calculations import CalculationOut, members
from services.benefits.service.calculations import Verified
from services.benefits.store.tables import ReceiptRow


class DigestsOut(BaseModel):
    """SHA-256 of what the result was made from, and of the result."""

    rules_sha256: str
    rates_sha256: str
    inputs_sha256: str
    result_sha256: str

    @classmethod
    def of(cls, row: ReceiptRow) -> Self:
        return cls(
            rules_sha256=row.rules,
            rates_sha256=row.rates,
            inputs_sha256=_digest(row.inputs.encode()),
            result_sha256=_digest(row.result.encode()),
        )


def _digest(kept: bytes) -> str:
    return sha256(kept).hexdigest()


class ReceiptOut(CalculationOut):
    """计算回执: the calculation as it was kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.RECEIPT]})

    receipt_id: str
    calculated_at: datetime
    digests: DigestsOut

    @classmethod
    def of_row(cls, row: ReceiptRow) -> Self:
        own = {"receipt_id": row.receipt_id, "calculated_at": row.calculated_at, "digests": DigestsOut.of(row)}
        return cls.model_validate({**members(json.loads(row.result)), **own})


class VerificationOut(BaseModel):
    """The receipt beside what comes out of its inputs and rules today."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.VERIFICATION]})

    receipt_id: str
    identical: bool = Field(description="按留存的数据与条款重算，逐字节相同")
    kept_sha256: str
    made_sha256: str
    digests: DigestsOut
    rules_changed_since: bool = Field(description="该政策或利率的文本此后有改动；重算用的是留存的文本")
    inputs: dict[str, Any] = Field(description="留存的数据：情况、称号、日期")

    @classmethod
    def of(cls, verified: Verified) -> Self:
        row, again = verified.row, verified.again
        return cls(
            receipt_id=row.receipt_id,
            identical=again.identical,
            kept_sha256=_digest(again.kept),
            made_sha256=_digest(again.made),
            digests=DigestsOut.of(row),
            rules_changed_since=verified.rules_changed,
            inputs=json.loads(row.inputs),
        )
