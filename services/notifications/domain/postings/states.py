"""Where a posting stands, and where each answer to it does: two tables of steps."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class PostingState(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    RETURNED = "returned"
    OPEN = "open"
    ANSWERED = "answered"
    """Open, and there is an answer to choose"""
    MATCHED = "matched"
    DONE = "done"
    CLOSED = "closed"
    """It came to nothing: refused, closed by an officer, what was matched fell through, or its poster is no more"""
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _POSTINGS[self]


_POSTINGS: Final = {
    PostingState.DRAFT: "草稿",
    PostingState.REVIEW: "待审核",
    PostingState.RETURNED: "退回修改",
    PostingState.OPEN: "征集中",
    PostingState.ANSWERED: "征集中，已有应答",
    PostingState.MATCHED: "已对接",
    PostingState.DONE: "已完成",
    PostingState.CLOSED: "已关闭",
    PostingState.EXPIRED: "已过期",
    PostingState.WITHDRAWN: "已撤回",
}
OPEN: Final = frozenset({PostingState.OPEN, PostingState.ANSWERED})
EDITABLE: Final = frozenset({PostingState.DRAFT, PostingState.RETURNED})


class PostingStep(StrEnum):
    DRAFT = "draft"
    EDIT = "edit"
    SUBMIT = "submit"
    PUBLISH = "publish"
    """Of a kind that nobody looks at first"""
    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    ANSWER = "answer"
    REVISE = "revise"
    RECALL = "recall"
    """An answer was withdrawn"""
    EMPTY = "empty"
    """The last answer was withdrawn"""
    CHOOSE = "choose"
    COMPLETE = "complete"
    FAIL = "fail"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    EXPIRE = "expire"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STEPS: Final = {
    PostingStep.DRAFT: "起草",
    PostingStep.EDIT: "修改",
    PostingStep.SUBMIT: "提交审核",
    PostingStep.PUBLISH: "发布",
    PostingStep.APPROVE: "审核通过并发布",
    PostingStep.RETURN: "退回修改",
    PostingStep.REFUSE: "不予发布",
    PostingStep.ANSWER: "应答",
    PostingStep.REVISE: "修改应答",
    PostingStep.RECALL: "撤回应答",
    PostingStep.EMPTY: "撤回应答",
    PostingStep.CHOOSE: "选定",
    PostingStep.COMPLETE: "确认完成",
    PostingStep.FAIL: "对接未成",
    PostingStep.WITHDRAW: "撤回",
    PostingStep.CLOSE: "关闭",
    PostingStep.EXPIRE: "过期",
}
_S = PostingState
AFTER: Final[Mapping[tuple[PostingState, PostingStep], PostingState]] = {
    **{(state, PostingStep.EDIT): state for state in EDITABLE},
    **{(state, PostingStep.SUBMIT): _S.REVIEW for state in EDITABLE},
    **{(state, PostingStep.PUBLISH): _S.OPEN for state in EDITABLE},
    (_S.REVIEW, PostingStep.APPROVE): _S.OPEN,
    (_S.REVIEW, PostingStep.RETURN): _S.RETURNED,
    (_S.REVIEW, PostingStep.REFUSE): _S.CLOSED,
    **{(state, PostingStep.ANSWER): _S.ANSWERED for state in OPEN},
    (_S.ANSWERED, PostingStep.REVISE): _S.ANSWERED,
    (_S.ANSWERED, PostingStep.RECALL): _S.ANSWERED,
    (_S.ANSWERED, PostingStep.EMPTY): _S.OPEN,
    (_S.ANSWERED, PostingStep.CHOOSE): _S.MATCHED,
    (_S.MATCHED, PostingStep.COMPLETE): _S.DONE,
    (_S.MATCHED, PostingStep.FAIL): _S.CLOSED,
    **{(state, PostingStep.WITHDRAW): _S.WITHDRAWN for state in (*EDITABLE, _S.REVIEW, *OPEN)},
    **{(state, PostingStep.CLOSE): _S.CLOSED for state in (*OPEN, _S.MATCHED)},
    **{(state, PostingStep.EXPIRE): _S.EXPIRED for state in (_S.REVIEW, _S.RETURNED, *OPEN)},
}
"""Every step there is but DRAFT, with which a posting begins. What is not here cannot be."""


class AnswerState(StrEnum):
    GIVEN = "given"
    CHOSEN = "chosen"
    PASSED = "passed"
    """Another one was chosen"""
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    """The posting ended, and nobody was chosen"""

    @property
    def label(self) -> str:
        return _ANSWERS[self]


_ANSWERS: Final = {
    AnswerState.GIVEN: "已应答",
    AnswerState.CHOSEN: "已选定",
    AnswerState.PASSED: "未选定",
    AnswerState.WITHDRAWN: "已撤回",
    AnswerState.ENDED: "对接已结束",
}
