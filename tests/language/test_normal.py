"""Normalising: one form, a way back from every place of it, one by one as in a batch."""

from hypothesis import given
from hypothesis import strategies as st

from hanjari.language import highlight
from hanjari.language.normal import mapped, mapped_of, normal, original_span

odd = st.text(
    alphabet="정수기Ab9 ㅋㅠ漢ｶﾞｱ①\u0301éİß…～！\u200b\u202e\ufe0f❤🙂\u1100\u1161\u11a8각\ud800\x00\U000e0041\u0323",
    max_size=24,
)
texts = odd | st.text(max_size=24)


@given(texts)
def test_the_form_with_a_way_back_is_the_form(text):
    assert mapped(text)[0] == normal(text)


@given(texts)
def test_every_place_of_the_form_leads_to_what_it_was_made_of(text):
    form, offsets = mapped(text)
    for place in range(len(form)):
        start, end = original_span(offsets, place, place + 1)
        assert 0 <= start < end <= len(text)
        assert form[place] in normal(text[start:end])


@given(texts)
def test_normalising_again_changes_nothing_of_korean_and_latin(text):
    once = normal("정수기 ABC ＡＢＣ１２")
    assert normal(once) == once == "정수기 abc abc12"
    assert len(normal(text)) <= 18 * len(text) + 1


@given(st.lists(texts, max_size=8))
def test_a_batch_has_the_forms_and_ways_back_of_its_texts(texts):
    forms = mapped_of(texts)
    assert len(forms) == len(texts)
    assert [(forms[number], forms.offsets.get(number)) for number in range(len(texts))] == [
        mapped(text) for text in texts
    ]


@given(odd, odd.filter(lambda term: any(char.isalnum() for char in normal(term))))
def test_a_highlight_holds_the_term_it_was_found_for(text, term):
    whole = f"{text} {term} {text}"
    wanted = [char for char in normal(term) if char.isalnum()]
    for start, end in highlight(whole, [term]):
        marked = normal(whole[start:end])
        assert all(char in marked for char in wanted)


def test_marks_piled_on_one_letter_are_folded_in_bounded_time():
    """Sorting marks takes the square of their number; a quarter of a million at once would take hours."""
    pile = "a" + "\u0301\u0323" * 125_000
    assert len(normal(pile)) == len(mapped(pile)[0]) == 250_000
