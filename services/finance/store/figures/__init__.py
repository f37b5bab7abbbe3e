"""What officers' figures are made of."""

from services.finance.store.figures import applications, labels, loans

__all__ = ["applications", "labels", "loans"]
