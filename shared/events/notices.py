"""What benefits says of notices (通知公告) officers publish, and of the enterprises they are for."""

from datetime import date

from shared.events.fact import AnyFact, Fact


class NoticeFact(AnyFact):
    """Something that happened to a notice."""

    notice_id: str
    title: str

    @property
    def partition(self) -> str:
        return self.notice_id

    @property
    def about(self) -> str:
        return self.notice_id


class NoticePublished(NoticeFact):
    """Its words travel once; each match that follows only names it."""

    kind = "notice.published"

    text: str
    issuer: str
    deadline_on: date | None
    """The last day to do what it asks"""


class NoticeWithdrawn(NoticeFact):
    """It holds no longer: who was told keeps the entry, marked; who was not is not told."""

    kind = "notice.withdrawn"

    withdrawn_on: date
    reason: str


class NoticeMatched(Fact):
    """A notice is for this enterprise; once for each enterprise and notice."""

    kind = "notice.matched"

    notice_id: str
    reason: str
    """Why; empty: it is for everybody"""
