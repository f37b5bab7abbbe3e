"""政策计算: every measure answered for one case, with what was used, what is needed, and each step to the amount."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.benefits.domain.cases import Case, Read, Thing
from services.benefits.domain.facts import THINGS, SubjectKind
from services.benefits.domain.formulas import InterestSubsidy, Step, Target
from services.benefits.domain.formulas.interest import SHARE
from services.benefits.domain.loans import Segment, Terms
from services.benefits.domain.measures import Measure, RuleBook
from services.benefits.domain.titles import spans
from shared.conditions import Finding, findings, why
from shared.truth import UNKNOWN, Truth, every
from shared.values import Certainty, Verdict

VERDICT_LABELS: Final = {Verdict.MET: "符合", Verdict.UNMET: "不符合", Verdict.UNKNOWN: "尚不能判断"}


@dataclass(frozen=True, slots=True)
class Result:
    """One measure for the asker, or for one of its things."""

    clause: str
    benefit_code: str
    label: str
    article: str
    category: str
    subject: SubjectKind
    ref: str
    """Of the thing; empty where the asker itself is meant, or brings no such thing"""
    verdict: Verdict
    reason: str
    findings: tuple[Finding, ...]
    amount_fen: int | None
    """Only when met; of a price rule the price, of a quota what is left of it"""
    certainty: Certainty
    steps: tuple[Step, ...]
    missing: tuple[str, ...]
    """Names of the facts without which the verdict, or the amount, stays unknown"""


@dataclass(frozen=True, slots=True)
class Calculation:
    """Kept with its inputs, it comes out the same to the byte (`receipts`)."""

    policy_set: str
    title: str
    legal_status: str
    legal_note: str
    assumptions: tuple[str, ...]
    """What was chosen where the text is silent: method, day count, stacking"""
    kind: SubjectKind
    on: date
    results: tuple[Result, ...]
    totals: dict[str, int]
    """Fen of money for the asker, by certainty: an upper bound is never added to a nominal amount"""

    def result(self, name: str, ref: str = "") -> Result:
        """By clause or benefit_code."""
        return next(one for one in self.results if name in (one.clause, one.benefit_code) and one.ref == ref)


@dataclass(frozen=True, slots=True)
class Paid:
    """What a formula makes of one subject that meets the condition."""

    fen: int | None
    certainty: Certainty
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A measure that answers otherwise under what was supposed."""

    was: Result
    becomes: Result


def changes(before: Calculation, after: Calculation) -> tuple[Changed, ...]:
    """In verdict or amount; a thing that is only supposed is compared with nothing known of it."""
    known = {(one.clause, one.ref): one for one in before.results}
    unnamed = {one.clause: one for one in reversed(before.results)}
    pairs = ((known.get((one.clause, one.ref)) or unnamed[one.clause], one) for one in after.results)
    return tuple(
        Changed(was, becomes)
        for was, becomes in pairs
        if (was.verdict, was.amount_fen) != (becomes.verdict, becomes.amount_fen)
    )


def calculate(book: RuleBook, case: Case, only: Collection[str] | None = None) -> Calculation:
    """Every measure for this kind of asker; or those in `only`, by clause or benefit_code, whoever they are for."""
    answered = [result for measure in _asked(book, case, only) for result in _results(book, measure, case)]
    totals: dict[str, int] = {}
    for one in answered:
        measure = book.policy_set.find(one.clause)
        if measure is not None and measure.category.pays and one.amount_fen is not None:
            totals[one.certainty] = totals.get(one.certainty, 0) + one.amount_fen
    used = book.policy_set
    return Calculation(
        policy_set=used.policy_set,
        title=used.title,
        legal_status=used.legal_status,
        legal_note=used.legal_note,
        assumptions=used.assumptions,
        kind=case.kind,
        on=case.on,
        results=tuple(answered),
        totals=totals,
    )


def _asked(book: RuleBook, case: Case, only: Collection[str] | None) -> list[Measure]:
    if only is None:
        return [one for one in book.policy_set.measures if case.kind in one.askers]
    return [one for one in book.policy_set.measures if one.clause in only or one.benefit_code in only]


def _results(book: RuleBook, measure: Measure, case: Case) -> Iterator[Result]:
    if case.kind not in measure.askers:
        yield _for_others(book, measure, case)
        return
    subjects = _subjects(measure, case)
    truths = [truth(measure, read, case.kind) for _, _, read in subjects]
    met = [one for one, judged in zip(subjects, truths, strict=True) if judged.verdict is Verdict.MET]
    paid = dict(zip([(kind, ref) for kind, ref, _ in met], _pay(book, measure, case, met), strict=True))
    for (kind, ref, read), judged in zip(subjects, truths, strict=True):
        yield _result(book, measure, case, kind, ref, read, judged.verdict, paid.get((kind, ref)))


Subjects = list[tuple[SubjectKind, str, Read]]


def _subjects(measure: Measure, case: Case) -> Subjects:
    """The asker itself, or each of its things; one thing of which nothing is known where it brings none."""
    found: Subjects = []
    for kind in measure.subjects:
        if kind.asker is not case.kind:
            continue
        if kind not in THINGS:
            found.append((kind, "", Read(case)))
        else:
            things = case.of(kind) or [Thing(kind, "")]
            found += [(kind, thing.ref, Read(case, thing)) for thing in things]
    return found


def truth(measure: Measure, figures: Read, kind: SubjectKind) -> Truth:
    judged = measure.condition.truth(figures.mark)
    if measure.target is None:
        return judged
    return every([judged, measure.target.reached(figures, kind is SubjectKind.DISTRICT)])


# ---- amounts ---------------------------------------------------------------------------------------


def _pay(book: RuleBook, measure: Measure, case: Case, met: Subjects) -> list[Paid]:
    """In the order given."""
    formula = measure.formula
    if isinstance(formula, InterestSubsidy):
        return _interest(book, measure, formula, case, met)
    found = []
    for _, _, read in met:
        fen = formula.fen(read)
        found.append(Paid(None if fen == UNKNOWN else int(fen), measure.certainty, formula.steps(read)))
    return found


def _interest(book: RuleBook, measure: Measure, formula: InterestSubsidy, case: Case, met: Subjects) -> list[Paid]:
    """The steps of each say which method and day count were used."""
    certainty = measure.certainty if case.subject.mark(SHARE) == UNKNOWN else Certainty.NOMINAL
    terms, settled = settle(book, formula, case, [ref for _, ref, _ in met])
    found = []
    for _, ref, read in met:
        if ref not in settled:
            found.append(Paid(None, certainty, formula.steps(read)))
            continue
        amounts = [one.fen for one in settled[ref] if one.fen is not None]
        fen = sum(amounts) if amounts or not settled[ref] else None
        found.append(Paid(fen, certainty, (*formula.steps(read), *formula.segment_steps(settled[ref], terms))))
    return found


def settle(
    book: RuleBook, formula: InterestSubsidy, case: Case, refs: Collection[str]
) -> tuple[Terms, Mapping[str, list[Segment]]]:
    """These loans together, for one cap holds for all: by reference, without those whose figures are missing."""
    counted = spans(case.titles or (), formula.tiers)
    loans = (thing.loan(counted, formula.tiers) for thing in case.of(SubjectKind.LOAN) if thing.ref in refs)
    terms = formula.terms(Read(case))
    known = [loan for loan in loans if loan is not None]
    return terms, formula.settled(known, counted, terms, book.quotes, case.on)


# ---- words -----------------------------------------------------------------------------------------


def _for_others(book: RuleBook, measure: Measure, case: Case) -> Result:
    reason = f"不符合：本条的对象是{measure.subject_text}，不是{case.kind.label}；{book.policy_set.basis(measure)}"
    return _made(measure, case.kind, "", Verdict.UNMET, reason)


def _result(
    book: RuleBook,
    measure: Measure,
    case: Case,
    kind: SubjectKind,
    ref: str,
    read: Read,
    verdict: Verdict,
    paid: Paid | None,
) -> Result:
    found = findings(measure.condition, read.subject)
    said = why(measure.condition, read.subject)
    if measure.target is not None:
        aim = _aim(measure.target, read, case.kind)
        found, said = (*found, aim), "；".join(filter(None, [said, _aim_text(measure.target, aim, read, case.kind)]))
    missing = [one.fact for one in found if one.verdict is Verdict.UNKNOWN] if verdict is Verdict.UNKNOWN else []
    reason = f"{VERDICT_LABELS[verdict]}{'：' if said else ''}{said}"
    if paid is not None and paid.fen is None:
        missing += [name for name in measure.formula.needs if read.mark(name) == UNKNOWN]
        if missing:
            lacking = "、".join(f"“{read.label(name)}”" for name in missing)
            reason += f"；缺{lacking}，暂不能计算金额"
    reason += f"；{book.policy_set.basis(measure)}"
    return _made(measure, kind, ref, verdict, reason, found, paid, tuple(dict.fromkeys(missing)))


def _aim(target: Target, read: Read, kind: SubjectKind) -> Finding:
    by_goal = kind is SubjectKind.DISTRICT
    figure = target.figure
    verdict = target.reached(read, by_goal).verdict
    return Finding(figure.name, figure.label, read.shown(figure.name), target.needed_text(read, by_goal), verdict)


def _aim_text(target: Target, aim: Finding, read: Read, kind: SubjectKind) -> str:
    if aim.verdict is Verdict.UNKNOWN:
        return f"缺“{aim.label}”或其目标，需要：{aim.needed}"
    lacking = target.shortfall(read, kind is SubjectKind.DISTRICT)
    return f"{aim.label}{aim.used}，目标{aim.needed}" + (f"，尚差{lacking}" if lacking else "，已达到")


def _made(
    measure: Measure,
    kind: SubjectKind,
    ref: str,
    verdict: Verdict,
    reason: str,
    found: Sequence[Finding] = (),
    paid: Paid | None = None,
    missing: tuple[str, ...] = (),
) -> Result:
    return Result(
        clause=measure.clause,
        benefit_code=measure.benefit_code,
        label=measure.label,
        article=measure.article,
        category=measure.category,
        subject=kind,
        ref=ref,
        verdict=verdict,
        reason=reason,
        findings=tuple(found),
        amount_fen=paid.fen if paid else None,
        certainty=paid.certainty if paid else measure.certainty,
        steps=paid.steps if paid else (),
        missing=missing,
    )
