"""The products of the demonstration bank: the real one that serves as anchor, and an invented one of today."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FOLDER: Final = Path(__file__).parent / "parameters" / "products"


@cache
def demonstration_products() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Id and terms, as an institution would enter them; a test reads them as a request."""
    read = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.yaml"))]
    return tuple((one.pop("product_id"), one) for one in read)
