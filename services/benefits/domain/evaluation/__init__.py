"""政策评估: what became of a measure, from whom it is for to whom it paid. Values in, values out."""

from services.benefits.domain.evaluation.comparing import (
    Compared,
    Concentration,
    Grown,
    Growth,
    compare,
    concentration,
)
from services.benefits.domain.evaluation.funnel import STAGES, Cell, Funnel, Stage, Step, by, funnel, percent
from services.benefits.domain.evaluation.medians import Lag, Median, medians
from services.benefits.domain.evaluation.period import Period, period
from services.benefits.domain.evaluation.reasons import Reason, reason

__all__ = [
    "STAGES",
    "Cell",
    "Compared",
    "Concentration",
    "Funnel",
    "Grown",
    "Growth",
    "Lag",
    "Median",
    "Period",
    "Reason",
    "Stage",
    "Step",
    "by",
    "compare",
    "concentration",
    "funnel",
    "medians",
    "percent",
    "period",
    "reason",
]
