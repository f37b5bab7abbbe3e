"""The shape of a policy set as a policy officer writes it, and how it becomes frozen rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.benefits.domain.facts import SubjectKind, askable
from services.benefits.domain.formulas import Formula
from services.benefits.domain.measures import Category, Enactment, Evidence, Frequency, LegalStatus, Measure, PolicySet
from services.benefits.measures.fitting import refuse_misfit
from services.benefits.measures.formulas import Place, Settings, formula_from, level_condition
from shared.conditions import Condition, ConditionRefused, Vocabulary, read, vocabulary
from shared.conditions.language import ALWAYS, All
from shared.values import Certainty

T = TypeVar("T")
_OPENING: Final = frozenset({Category.MONETARY_FIXED, Category.QUOTA, Category.QUALIFICATION})
"""What may open by itself; a service stands in the catalogue."""
_FAULTS: Final = {"missing": "缺少这一项", "extra_forbidden": "没有这一项，请核对拼写"}


class MeasureRefused(ValueError):
    """The data contradicts itself; the words name the set and the clause, and what to mend."""


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EvidenceData(Data):
    kind: str = Field(pattern=r"^[a-z0-9_]{3,40}$")
    label: str
    issued_by: str
    gives: tuple[str, ...] = ()


class EvidenceKinds(Data):
    evidence: tuple[EvidenceData, ...]


class SetData(Data):
    policy_set: str = Field(pattern=r"^[A-Z0-9-]{3,40}$")
    title: str
    issuer: str
    published: str
    legal_status: LegalStatus
    legal_note: str
    confirmed: Literal["full_text", "excerpts"]
    contact: str | None
    valid_from: date
    valid_until: date | None
    settings: Settings = Settings()
    audiences: dict[str, Any] = {}


class MeasureData(Data):
    id: str = Field(pattern=r"^[A-Z0-9]{1,8}(-[0-9]{1,2})?$")
    benefit_code: str = Field(pattern=r"^[a-z0-9-]{3,60}$")
    label: str = Field(min_length=2, max_length=60)
    citation: str = Field(min_length=4)
    category: Category
    subject: SubjectKind | tuple[SubjectKind, ...]
    audience: Any
    requires: Any = None
    automatic: bool = False
    evidence: tuple[str, ...] = ()
    formula: dict[str, Any] = Field(min_length=1, max_length=1)
    frequency: Frequency = Frequency.NONE
    claim_window: str | None = None
    certainty: Certainty
    payer: str | None = None
    departments: tuple[str, ...] | None = None
    """Where they differ from the article's"""
    plain: str = Field(min_length=8)
    note: str = ""
    payment_days: int | None = Field(default=None, ge=1, le=730)

    @property
    def subjects(self) -> tuple[SubjectKind, ...]:
        return self.subject if isinstance(self.subject, tuple) else (self.subject,)


class ArticleData(Data):
    article: str
    departments: tuple[str, ...]
    measures: tuple[MeasureData, ...] = Field(min_length=1)


class EnactmentData(Data):
    """Of a version: what became of it, beside what the officer wrote."""

    version_id: str
    number: int
    issuer: str
    district: str | None
    since: date
    begun: date | None


class VersionData(Data):
    """One measure published by itself, in the language of the set."""

    document: str = Field(min_length=4, max_length=120)
    article: str = Field(min_length=1, max_length=20)
    departments: tuple[str, ...] = Field(min_length=1, max_length=20)
    measure: MeasureData


class EnactedData(VersionData):
    enacted: EnactmentData


class SetMaker:
    """Makes measures in the language of one set: with its named audiences, its scales and what it chose."""

    def __init__(self, kinds: Any, head: Any, words: str | None = None) -> None:
        """`words`: the document itself. Raises MeasureRefused."""
        self.here = str(head.get("policy_set", "?")) if isinstance(head, dict) else "?"
        evidence = {one.kind: one for one in evidence_from(kinds)}
        self.data = _validated(self.here, SetData, head)
        self._maker = _Maker(self.data, evidence, None if words is None else _flat(words))

    def article(self, given: Any) -> Iterator[Measure]:
        article = _validated(self.here, ArticleData, given)
        return (self._maker.measure(article, one) for one in article.measures)

    def audience(self, given: Any) -> Condition:
        """Of enterprises, as the audience of a measure is written. Raises MeasureRefused."""
        return self._maker.audience(given)

    def version(self, given: Any) -> Measure:
        """Of a draft, without days; what was enacted has them. Raises MeasureRefused."""
        enacted = isinstance(given, Mapping) and "enacted" in given
        data = _validated(self.here, EnactedData if enacted else VersionData, given)
        article = ArticleData(article=data.article, departments=data.departments, measures=(data.measure,))
        made = self._maker.measure(article, data.measure, free=True)
        if not isinstance(data, EnactedData):
            return made
        return replace(made, enacted=Enactment(document=data.document, **data.enacted.model_dump()))


def policy_set_from(documents: Sequence[Any], words: str | None = None) -> PolicySet:
    """From the kinds of evidence, the head, the articles, and versions that supersede measures or add to them;
    `words`: the document itself. Raises MeasureRefused."""
    kinds, head, *rest = documents
    articles = [one for one in rest if not _is_version(one)]
    maker = SetMaker(kinds, head, words)
    here, data = maker.here, maker.data
    measures = tuple(made for given in articles for made in maker.article(given))
    for names in ([one.clause for one in measures], [one.benefit_code for one in measures]):
        if twice := {name for name in names if names.count(name) > 1}:
            raise MeasureRefused(f"{here}：{'、'.join(sorted(twice))} 出现了两次")
    own = data.model_dump(exclude={"settings", "audiences"})
    found = PolicySet(**own, assumptions=data.settings.words, measures=measures)
    versions = [given for given in rest if _is_version(given)]
    if not versions:
        return found
    return found.revised({given["benefit_code"]: _enacted(maker, given) for given in versions})


def _is_version(given: Any) -> bool:
    return isinstance(given, dict) and "benefit_code" in given


def _enacted(maker: SetMaker, given: Mapping[str, Any]) -> Measure | None:
    """A version as a kept text has it; without one, its benefit_code was withdrawn."""
    return maker.version(given["version"]) if given["version"] is not None else None


def evidence_from(data: Any) -> tuple[Evidence, ...]:
    """Every kind of evidence. Raises MeasureRefused."""
    kinds = _validated("evidence", EvidenceKinds, data).evidence
    return tuple(Evidence(one.kind, one.label, one.issued_by, one.gives) for one in kinds)


class _Maker:
    """What the clauses of one set share."""

    def __init__(self, data: SetData, evidence: Mapping[str, Evidence], words: str | None) -> None:
        self._data, self._evidence, self._words = data, evidence, words

    def measure(self, article: ArticleData, one: MeasureData, *, free: bool = False) -> Measure:
        """`free`: its citation is of a document that is not at hand."""
        where = f"{self._data.policy_set} 第 {one.id} 条"
        facts = _askable(one.subjects)
        place = Place(one.id, one.benefit_code, facts)
        formula = _saying(f"{where} formula", lambda: formula_from(one.formula, place, self._data.settings))
        audience = _saying(f"{where} audience", lambda: self._condition(one.audience, facts))
        requires = _saying(f"{where} requires", lambda: self._requires(one, formula, facts))
        _saying(where, lambda: refuse_misfit(formula, one.category, one.certainty))
        made = Measure(
            clause=one.id,
            benefit_code=one.benefit_code,
            label=one.label,
            article=article.article,
            citation=one.citation,
            departments=article.departments if one.departments is None else one.departments,
            category=one.category,
            subjects=one.subjects,
            audience=audience,
            requires=requires,
            automatic=one.automatic,
            evidence=_saying(where, lambda: self._kinds(one.evidence)),
            formula=formula,
            frequency=one.frequency,
            claim_window=one.claim_window,
            certainty=one.certainty,
            payer=one.payer,
            plain=one.plain,
            note=one.note,
            payment_days=one.payment_days,
        )
        if one.automatic and (made.title_question is None or one.category not in _OPENING):
            raise MeasureRefused(
                f"{where}：automatic 只用于凭称号即可开启的资金、额度与资格，audience 应只问 title 或 first_title"
            )
        if self._words is not None and not free and _flat(one.citation) not in self._words:
            raise MeasureRefused(f"{where}：citation 与原文不一致，请逐字引用")
        return made

    def audience(self, data: Any) -> Condition:
        return _saying("audience", lambda: self._condition(data, _askable([SubjectKind.ENTERPRISE])))

    def _condition(self, data: Any, facts: Vocabulary) -> Condition:
        return read(data, facts, {"anyone": ALWAYS, **self._named(facts)})

    def _named(self, facts: Vocabulary) -> Mapping[str, Condition]:
        """The named audiences that ask nothing this subject has not."""
        named: dict[str, Condition] = {}
        for name, data in self._data.audiences.items():
            try:
                named[name] = read(data, facts)
            except ConditionRefused:
                read(data, _askable(SubjectKind))  # of another subject; wrong for everybody is refused
        return named

    def _requires(self, one: MeasureData, formula: Formula, facts: Vocabulary) -> Condition:
        parts = [] if one.requires is None else [self._condition(one.requires, facts)]
        if level := level_condition(formula, facts, self._data.settings):
            parts.append(level)
        return ALWAYS if not parts else parts[0] if len(parts) == 1 else All(tuple(parts))

    def _kinds(self, names: Iterable[str]) -> tuple[Evidence, ...]:
        if strange := [name for name in names if name not in self._evidence]:
            raise ValueError(f"evidence.yaml 中没有凭证“{strange[0]}”")
        return tuple(self._evidence[name] for name in names)


def _askable(kinds: Iterable[SubjectKind]) -> Vocabulary:
    return vocabulary(*{fact.name: fact for kind in kinds for fact in askable(kind).values()}.values())


def _flat(words: str) -> str:
    """Without white space, which a page breaks lines by."""
    return "".join(words.split())


def _saying(where: str, make: Callable[[], T]) -> T:
    try:
        return make()
    except ValidationError as fault:
        raise MeasureRefused(f"{where}：{_first(fault)}") from fault
    except ValueError as fault:
        raise MeasureRefused(f"{where}：{fault}") from fault


M = TypeVar("M", bound=BaseModel)


def _validated(here: str, shape: type[M], data: Any) -> M:
    try:
        return shape.model_validate(data)
    except ValidationError as fault:
        clause = _clause(data, fault.errors()[0]["loc"])
        raise MeasureRefused(f"{here}{f' 第 {clause} 条' if clause else ''}：{_first(fault)}") from fault


def _first(fault: ValidationError) -> str:
    first = fault.errors()[0]
    where = ".".join(str(step) for step in first["loc"] if not isinstance(step, int))
    return f"{where}：{_FAULTS.get(first['type'], first['msg'])}"


def _clause(data: Any, path: tuple[int | str, ...]) -> str:
    """The clause nearest to the fault."""
    clause = ""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict):
            clause = str(data.get("id", clause))
    return clause
