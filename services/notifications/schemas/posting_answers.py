"""Answers to postings, the choice among them, and how the parties reach each other."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.notifications.domain.postings import AnswerState
from services.notifications.schemas import posting_examples as examples
from services.notifications.schemas.contact_persons import ContactPersonIn, ContactPersonOut
from services.notifications.service.postings.answering import Answered, Reply
from services.notifications.service.postings.showing import ShownAnswer
from services.notifications.store.tables import PostingAnswerRow, PostingRow
from shared.strict import Body
from shared.values import Money, Text, YuanIn, yuan

AnswerRef = Annotated[str, StringConstraints(min_length=1, max_length=36)]


class ReplyIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.REPLY]})

    words: Text
    price: YuanIn | None = Field(default=None, description="报价，元")
    contact: ContactPersonIn

    def reply(self) -> Reply:
        price = None if self.price is None else int(Money.from_yuan(self.price))
        return Reply(self.words, price, self.contact.name, self.contact.phone)


class ChoiceIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"answer_ids": [examples.ANSWER_ID]}]})

    answer_ids: list[AnswerRef] = Field(min_length=1, max_length=100)


class AnswerOut(BaseModel):
    """应答"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ANSWER]})

    answer_id: str
    posting_id: str
    posting_title: str
    uscc: str | None
    name: str | None
    words: str
    price: str | None
    contact: ContactPersonOut | None = Field(description="应答企业本身，或选定后的发布方可见；已脱敏")
    state: AnswerState
    state_label: str
    given_at: datetime
    version: int

    @classmethod
    def of(cls, shown: ShownAnswer) -> Self:
        row, firm = shown.row, shown.enterprise
        return cls(
            **row.model_dump(include={"answer_id", "posting_id", "words", "state", "given_at", "version"}),
            posting_title=shown.posting.title,
            uscc=firm and firm.uscc,
            name=firm and firm.name,
            price=None if row.price_fen is None else yuan(row.price_fen),
            contact=ContactPersonOut.masked(row.contact_name, row.contact_phone) if shown.with_contact else None,
            state_label=AnswerState(row.state).label,
        )

    @classmethod
    def own(cls, answered: Answered) -> Self:
        return cls.of(ShownAnswer(answered.answer, answered.posting, answered.enterprise, with_contact=True))


class AnswerList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.ANSWER]}]})

    items: list[AnswerOut]


class AnswerPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.ANSWER], "next_cursor": None}]})

    items: list[AnswerOut]
    next_cursor: str | None


class DisclosedContact(BaseModel):
    uscc: str | None
    organisation: str | None
    name: str
    phone: str


class DisclosedContacts(BaseModel):
    """对接对方的联系方式，明文"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.DISCLOSED]})

    items: list[DisclosedContact]

    @classmethod
    def of(cls, found: tuple[PostingRow | None, list[ShownAnswer]]) -> Self:
        posting, answers = found
        poster = [] if posting is None else [_disclosed(None, posting.poster_name, posting)]
        firms = [
            _disclosed(one.enterprise and one.enterprise.uscc, one.enterprise and one.enterprise.name, one.row)
            for one in answers
        ]
        return cls(items=[*poster, *firms])


def _disclosed(uscc: str | None, organisation: str | None, row: PostingRow | PostingAnswerRow) -> DisclosedContact:
    return DisclosedContact(
        uscc=uscc,
        organisation=organisation,
        name=row.contact_name,
        phone=row.contact_phone,
    )
