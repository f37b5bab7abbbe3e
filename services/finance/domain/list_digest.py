"""The digest by which a copy of the shared list is proved equal: a tree of two levels that anybody can compute.

leaf     of a line: SHA-256 of its JSON as RFC 8785 writes it (members sorted, no spaces, UTF-8)
bucket   of the lines whose enterprise_id begins with the same two characters: SHA-256 of one text, in order of
         enterprise_id for each line those two characters and its leaf, 64 lower-case hexadecimal digits
digest   SHA-256 of one line for each bucket that is not empty, in order: its name, a space, how many lines it has, a
         space, its hash, a line feed

What is added to the list under a hash must be known in full, and each line stands in one place only: the combination
is a Merkle tree, not a sum, so no set of other lines comes to the same digest.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

NAME: Final = 2
"""Characters of a bucket's name: the first of an enterprise_id, which is a UUID: 256 buckets"""
LEAF: Final = 64
EMPTY: Final = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Bucket:
    name: str
    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Digest:
    count: int
    hash: str
    buckets: Mapping[str, Bucket]


def digest(packed: str) -> Digest:
    """Of the lines in order of enterprise_id, each as the name of its bucket and its leaf, packed into one text."""
    return of_buckets(list(_buckets(packed)))


def of_buckets(buckets: Sequence[Bucket]) -> Digest:
    lines = "".join(f"{one.name} {one.count} {one.hash}\n" for one in buckets)
    total = sum(one.count for one in buckets)
    return Digest(total, hashlib.sha256(lines.encode()).hexdigest(), {one.name: one for one in buckets})


def _buckets(packed: str) -> Iterator[Bucket]:
    width = NAME + LEAF
    places, start = range(len(packed) // width), 0
    while start < len(places):
        name = packed[start * width : start * width + NAME]
        end = bisect_left(places, True, start, key=lambda at: packed[at * width : at * width + NAME] > name)
        text = packed[start * width : end * width]
        yield Bucket(name, end - start, hashlib.sha256(text.encode()).hexdigest())
        start = end


def differing(ours: Digest, theirs: Mapping[str, str]) -> list[str]:
    """The buckets in which two lists differ; a bucket they do not name is empty with them."""
    names = {*ours.buckets, *theirs}
    empty = Bucket("", 0, EMPTY)
    return sorted(name for name in names if ours.buckets.get(name, empty).hash != theirs.get(name, EMPTY))
