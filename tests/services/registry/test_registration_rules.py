"""What the register of businesses must bear out before an enterprise registers itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.registrations import Entry, Standing, check_entry
from services.registry.domain.titles import Refusal

NAME = "杭州示例（集团）有限公司"


@pytest.mark.parametrize("claimed", [NAME, "杭州示例(集团)有限公司", " 杭州示例（集团） 有限公司\u3000"])
def test_brackets_and_blanks_of_another_width_are_the_same_name(claimed: str) -> None:
    check_entry(Entry(NAME, Standing.ACTIVE), claimed)


@given(st.text(min_size=1, max_size=40))
def test_a_name_is_always_its_own(name: str) -> None:
    check_entry(Entry(name, Standing.ACTIVE), name)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (None, "没有该统一社会信用代码的登记"),
        (Entry(NAME, Standing.REVOKED), "已被吊销营业执照"),
        (Entry(NAME, Standing.STRUCK_OFF), "已注销"),
        (Entry("杭州另一家有限公司", Standing.ACTIVE), "名称与市场监管登记的不一致"),
    ],
)
def test_what_the_register_does_not_bear_out_is_refused_with_the_way_out(entry: Entry | None, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        check_entry(entry, NAME)
    assert "；" in str(refused.value)
    assert "另一家" not in str(refused.value), "the name on record is not told"
