"""A simulated bank that misbehaves as banks do. Nothing here is real.

The last four digits of the account decide how it behaves, so that everything can be tried from outside; all other
accounts are paid at once. Its books are a file that outlives the process, one line for each payment it made.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from services.benefits.bank import Away, Payee, Said
from services.benefits.domain.payments import Answer


class Mood(StrEnum):
    PROMPT = "prompt"
    TIMES_OUT_AFTER_PAYING = "times_out_after_paying"
    LATE = "late"
    """Accepts the order and pays it when it has been asked often enough"""
    REFUSES = "refuses"
    ANSWERS_UNKNOWN = "answers_unknown"
    """Pays, and for a while does not know it itself"""
    LOSES = "loses"
    """The order never arrives, and nobody is told"""
    NOT_THE_HOLDERS = "not_the_holders"
    """The account is somebody else's"""


MOODS: Final = {
    "9001": Mood.TIMES_OUT_AFTER_PAYING,
    "9002": Mood.LATE,
    "9003": Mood.REFUSES,
    "9004": Mood.ANSWERS_UNKNOWN,
    "9005": Mood.LOSES,
    "9009": Mood.NOT_THE_HOLDERS,
}
"""By the last four digits of an account"""
PAID: Final = Said(Answer.PAID, "银行回单：已入账")
REFUSED: Final = Said(Answer.REFUSED, "银行退回：收款账户状态异常")
_PATIENCE: Final = 1
"""How often LATE and ANSWERS_UNKNOWN are asked before they say what they did"""
_LINE: Final = {True: PAID, False: REFUSED}


@dataclass
class SimulatedBank:
    """`away` and `seconds` are for trying what happens when it cannot be reached, or takes long."""

    books: Path
    away: bool = False
    seconds: float = 0.0
    moods: dict[str, Mood] = field(default_factory=dict)
    """By reference; says otherwise than the account"""
    asked: Counter[str] = field(default_factory=Counter)
    """How often, by reference"""

    async def check(self, payee: Payee) -> str | None:
        await self._answering()
        return _CHECKS.get(MOODS.get(payee.number[-4:], Mood.PROMPT))

    async def send(self, reference: str, payee: Payee, amount_fen: int) -> Said:
        await self._answering()
        if reference in self.entries():  # under one reference it pays once
            return await self.query(reference)
        mood = self.moods.get(reference) or MOODS.get(payee.number[-4:], Mood.PROMPT)
        return _SENDS[mood](self, reference, amount_fen)

    async def query(self, reference: str) -> Said:
        await self._answering()
        self.asked[reference] += 1
        entry = self.entries().get(reference)
        if entry is None:
            return Said(Answer.NEVER_RECEIVED, "银行无此流水号")
        if self.asked[reference] <= _PATIENCE and entry["mood"] in _SLOW:
            return _SLOW[entry["mood"]]
        if entry["mood"] == Mood.LATE and "paid" not in entry:
            self.write(reference, entry["amount_fen"], Mood.LATE, paid=True)
            return PAID
        return _LINE[entry["paid"]]

    async def _answering(self) -> None:
        await asyncio.sleep(self.seconds)
        if self.away:
            raise Away("暂时无法连接")

    # ---- its books -------------------------------------------------------------------------------

    def write(self, reference: str, amount_fen: int, mood: Mood, **paid: bool) -> None:
        self.books.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"reference": reference, "amount_fen": amount_fen, "mood": mood, **paid})
        with self.books.open("a") as books:
            books.write(f"{line}\n")

    def lines(self) -> list[dict[str, Any]]:
        if not self.books.exists():
            return []
        return [json.loads(line) for line in self.books.read_text().splitlines()]

    def entries(self) -> dict[str, dict[str, Any]]:
        """The last line of each reference."""
        return {line["reference"]: line for line in self.lines()}

    def payments(self) -> Counter[str]:
        """How often it paid, by reference."""
        return Counter(line["reference"] for line in self.lines() if line.get("paid"))


def _pay(bank: SimulatedBank, reference: str, amount_fen: int) -> Said:
    bank.write(reference, amount_fen, Mood.PROMPT, paid=True)
    return PAID


def _pay_and_time_out(bank: SimulatedBank, reference: str, amount_fen: int) -> Said:
    bank.write(reference, amount_fen, Mood.TIMES_OUT_AFTER_PAYING, paid=True)
    raise TimeoutError("no answer from the bank")


def _accept(bank: SimulatedBank, reference: str, amount_fen: int) -> Said:
    bank.write(reference, amount_fen, Mood.LATE)
    return Said(Answer.ACCEPTED, "银行已受理")


def _refuse(bank: SimulatedBank, reference: str, amount_fen: int) -> Said:
    bank.write(reference, amount_fen, Mood.REFUSES, paid=False)
    return REFUSED


def _pay_unknowing(bank: SimulatedBank, reference: str, amount_fen: int) -> Said:
    bank.write(reference, amount_fen, Mood.ANSWERS_UNKNOWN, paid=True)
    return Said(Answer.UNKNOWN, "银行答复：处理结果未知")


def _lose(bank: SimulatedBank, reference: str, amount_fen: int) -> Said:
    raise TimeoutError("no answer from the bank")


_SENDS: Final[dict[Mood, Callable[[SimulatedBank, str, int], Said]]] = {
    Mood.PROMPT: _pay,
    Mood.TIMES_OUT_AFTER_PAYING: _pay_and_time_out,
    Mood.LATE: _accept,
    Mood.REFUSES: _refuse,
    Mood.ANSWERS_UNKNOWN: _pay_unknowing,
    Mood.LOSES: _lose,
    Mood.NOT_THE_HOLDERS: _refuse,
}
_SLOW: Final = {
    Mood.LATE: Said(Answer.ACCEPTED, "银行已受理"),
    Mood.ANSWERS_UNKNOWN: Said(Answer.UNKNOWN, "银行答复：处理结果未知"),
}
_CHECKS: Final = {Mood.NOT_THE_HOLDERS: "银行核验：户名与账号不符"}
