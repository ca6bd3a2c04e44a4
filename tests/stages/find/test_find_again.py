"""A place is found again by its words and what stands around them (W3C Web Annotation, TextQuoteSelector)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from embedarchive.records import Mention, MentionKind
from tests.stages.find.flattening import Flattened, flattened
from tests.stages.find.reading import mentions, of_kind
from tests.stages.find.writings import WRITINGS

LANGUAGES = [writing.language for writing in WRITINGS]


def alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def again(text: str, mention: Mention) -> int:
    """Find a mention in an edited text as a reader of selectors does: its words, best surrounded."""
    found, at = [], text.find(mention.exact)
    while at >= 0:
        end = at + len(mention.exact)
        before = alike(text[max(0, at - 32) : at][::-1], mention.prefix[::-1])
        found.append((before + alike(text[end : end + 32], mention.suffix), at))
        at = text.find(mention.exact, at + 1)
    return max(found)[1]


@given(st.sampled_from(LANGUAGES), st.sampled_from(["lines", "paragraphs", "html2text"]), st.data())
def test_a_mention_is_found_again_after_edits_elsewhere(
    language: str, layout: str, data: st.DataObject
) -> None:
    """A few words put in or taken out outside of a mention move it, and lose none."""
    flat: Flattened = flattened(language, layout, 3)
    found = of_kind(mentions(flat.text), MentionKind.ATTRIBUTION)
    assert len(found) == len(flat.posts) > 0
    letters = st.text(st.characters(categories=("L", "Zs")), max_size=20)
    for mention in found:
        cut = data.draw(st.integers(0, max(0, mention.start - 12)))
        gone = data.draw(st.integers(0, min(10, mention.start - cut)))
        put = data.draw(letters)
        at = data.draw(st.integers(mention.end, len(flat.text)))
        lost = data.draw(st.integers(0, 10))
        behind = flat.text[mention.end : at] + data.draw(letters) + flat.text[at + lost :]
        edited = flat.text[:cut] + put + flat.text[cut + gone : mention.end] + behind
        assert again(edited, mention) == mention.start + len(put) - gone


def test_the_surroundings_tell_a_copy_from_the_place() -> None:
    """Where the same words come to stand a second time, prefix and suffix say which is meant."""
    line = "The bridge stays open.\n— Ann (@ann) May 1, 2020"
    text = f"The council met for hours, and nobody spoke for long.\n\n{line}\n\nThat was all.\n"
    (mention,) = of_kind(mentions(text), MentionKind.ATTRIBUTION)
    for edited in (f"In short:\n\n{line}\n\n{text}", f"{text}\nAgain:\n\n{line}\n\nThe end.\n"):
        assert again(edited, mention) == edited.index("long.") + len("long.\n\n")
