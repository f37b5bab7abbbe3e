"""Policy sets read from `parameters/`: measures (政策条款) as dated data, checked when loaded, given as frozen rules.

A folder for each set: `set.yaml` says what holds for all of it, the other files hold its articles in order, and
`document.txt` is the document itself where its full text is known: every citation must stand in it word for word.
`evidence.yaml` names the kinds of evidence, `rates/LPR.yaml` the quotations of the lending rate. What officers publish
beside it is written in the same language and checked by the same loader (`versions.py`).
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from services.benefits.domain.entitlements import Rule, automatic
from services.benefits.domain.lending_rates import Quotes
from services.benefits.domain.measures import Evidence, PolicySet, RuleBook
from services.benefits.measures.data import MeasureRefused, SetMaker, evidence_from, policy_set_from
from services.benefits.measures.rates import quotes_from
from services.benefits.measures.texts import RuleText, documents
from services.benefits.measures.versions import Enacted, measure_of, text_with

__all__ = [
    "FOLDER",
    "SEED",
    "Enacted",
    "MeasureRefused",
    "RuleText",
    "SetMaker",
    "book",
    "book_from",
    "evidence",
    "maker",
    "measure_of",
    "policy_set",
    "policy_sets",
    "quotes",
    "rates_text",
    "rules",
    "set_text",
    "text_with",
]

FOLDER: Final = Path(__file__).parents[1] / "parameters"
SEED: Final = "HZ-DRAFT-2022"
_HEAD: Final = "set.yaml"
_BETWEEN: Final = "\n---\n"


@cache
def policy_sets() -> tuple[PolicySet, ...]:
    """Every set, oldest first. Raises MeasureRefused, naming the clause."""
    names = sorted(folder.parent.name for folder in FOLDER.glob(f"*/{_HEAD}"))
    return tuple(sorted(map(_loaded, names), key=lambda one: (one.valid_from, one.policy_set)))


def policy_set(name: str = SEED) -> PolicySet | None:
    return next((one for one in policy_sets() if one.policy_set == name), None)


def book(name: str = SEED) -> RuleBook | None:
    """What calculations of this set are made by."""
    found = policy_set(name)
    return RuleBook(found, quotes()) if found else None


@cache
def rules(name: str = SEED) -> tuple[Rule, ...]:
    """What opens and closes with titles alone, by the set's own rows."""
    found = policy_set(name)
    return automatic(found) if found else ()


@cache
def maker(name: str = SEED) -> SetMaker:
    """What makes measures in the language of this set."""
    kinds = documents((FOLDER / "evidence.yaml").read_text("utf-8"))[0]
    return SetMaker(kinds, documents((FOLDER / name / _HEAD).read_text("utf-8"))[0])


def label_of(benefit_code: str) -> str:
    """Of the first set that has it; of what a district published, its benefit_code."""
    found = (one.find(benefit_code) for one in policy_sets())
    return next((measure.label for measure in found if measure), benefit_code)


@cache
def evidence() -> tuple[Evidence, ...]:
    """Every kind measures may name."""
    return evidence_from(documents((FOLDER / "evidence.yaml").read_text("utf-8"))[0])


@cache
def quotes() -> Quotes:
    return quotes_from(rates_text().text)


# ---- the texts, which receipts keep ------------------------------------------------------------------


@cache
def set_text(name: str = SEED) -> RuleText:
    """The set as it stands today, with the evidence it names: one stream of YAML documents."""
    folder = FOLDER / name
    articles = sorted(file for file in folder.glob("*.yaml") if file.name != _HEAD)
    files = (FOLDER / "evidence.yaml", folder / _HEAD, *articles)
    return RuleText(name, _BETWEEN.join(file.read_text("utf-8") for file in files))


@cache
def rates_text() -> RuleText:
    return RuleText("LPR", (FOLDER / "rates" / "LPR.yaml").read_text("utf-8"))


@lru_cache(maxsize=8)  # claims made by one text of the law are looked at again together
def book_from(measures: str, rates: str) -> RuleBook:
    """Of kept texts. Raises MeasureRefused."""
    return RuleBook(policy_set_from(documents(measures)), quotes_from(rates))


def _loaded(name: str) -> PolicySet:
    document = FOLDER / name / "document.txt"
    words = document.read_text("utf-8") if document.exists() else None
    return policy_set_from(documents(set_text(name).text), words)
