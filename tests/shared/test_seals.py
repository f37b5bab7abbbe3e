"""Marks of sealed texts: they find what is equal, and tell nothing else."""

from joserfc.jwk import OctKey

from shared.seals import KEY_BITS, Seal


def key(kid: str) -> OctKey:
    return OctKey.generate_key(KEY_BITS, {"use": "enc", "kid": kid})


def test_equal_texts_have_equal_marks_within_one_context_only() -> None:
    seal = Seal([key("one")])
    assert seal.marks("a", "text") == seal.marks("a", "text")
    marks = {seal.marks(*said)[0] for said in (("a", "text"), ("b", "text"), ("a", "texts"), ("at", "ext"))}
    assert len(marks) == 4
    assert seal.marks("a", "text") != Seal([key("one")]).marks("a", "text"), "without the key nobody finds it"


def test_what_was_marked_before_the_keys_changed_is_found_after() -> None:
    old, new = key("old"), key("new")
    [kept] = Seal([old]).marks("a", "text")
    first, *others = Seal([new, old]).marks("a", "text")
    assert first != kept
    assert others == [kept]
