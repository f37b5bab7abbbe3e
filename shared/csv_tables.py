"""Tables that come in as CSV, as spreadsheets in China write them. What leaves: spreadsheets.py."""

import csv
import io
from itertools import islice


class NotCsv(ValueError):
    """The message says what is wrong with the file."""


def table_of(content: bytes, most: int) -> list[list[str]]:
    """The rows, at most so many; UTF-8, with or without its mark, or GB18030. Raises NotCsv."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError as fault:
            raise NotCsv("文件应为 UTF-8 或 GB18030 编码的 CSV") from fault
    if "\0" in text:
        raise NotCsv("文件不是文本，请另存为 CSV")
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), strict=True), most))
    except csv.Error as fault:
        raise NotCsv("CSV 的引号或分隔符有误") from fault
