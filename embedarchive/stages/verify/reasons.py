"""What a verdict rests on, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from embedarchive.records import Candidate, Check, CheckOutcome, Claim, Outcome, Resolution, Verdict
from embedarchive.stages.verify.verdict import Rule, claims_made, opposes, outdone

AGREES, DIFFERS = CheckOutcome.AGREES, CheckOutcome.DIFFERS

SAID: Mapping[tuple[str, CheckOutcome], str] = MappingProxyType(
    {
        ("handle", AGREES): "{witness}: the post is by @{found}",
        ("handle", DIFFERS): "{witness}: the post is by @{found}, not by @{expected}",
        ("date", AGREES): "{witness}: posted on {found} (UTC)",
        ("date", DIFFERS): "{witness}: the post is dated {found}, the article says {expected}",
        ("words", AGREES): "{witness}: the post says the same words",
        ("words", DIFFERS): "{witness}: the post's words differ",
        ("media", DIFFERS): "{witness}: the media of the quoted words ({expected}) are not the post's",
        ("id", DIFFERS): "the post id cannot be genuine: {found}",
        ("account", DIFFERS): "the post id cannot be genuine: {found}",
    }
)
"""What supports a verdict, or contradicts the claim."""
SHORT_OF: Mapping[tuple[str, CheckOutcome], str] = MappingProxyType(
    {
        ("post", CheckOutcome.ABSENT): "no such post is known to {witness}, and no witness has ever shown it",
        ("handle", CheckOutcome.RENAMED): (
            "{witness}: the post is @{found}'s, for article and link it is @{expected}'s: "
            "renamed, or never that account's"
        ),
        (
            "link-handle",
            CheckOutcome.RENAMED,
        ): "the link names @{expected}, the post is @{found}'s according to {witness}",
        ("name", CheckOutcome.RENAMED): "{witness}: the account has another name, {found}",
        ("date", CheckOutcome.LOCAL_DATE): (
            "{witness}: the post is dated {found} (UTC), and {expected} only in some time zones"
        ),
        (
            "words",
            CheckOutcome.EDITED,
        ): ("{witness}: the post was edited, and another version may say these words"),
        (
            "words",
            CheckOutcome.RETYPED,
        ): ("{witness}: the same words, but for capitals, accents, question marks or spaces in numbers"),
        ("words", CheckOutcome.PART): (
            "no witness shows the quotation as a whole (in part: {witness}): "
            "what surrounds the words may turn them"
        ),
    }
)
"""What keeps a post that was found from being confirmed; `witness` may be one or several."""
CLAIMED = MappingProxyType({"handle": "author", "date": "date", "words": "words", "media": "media"})
NOT_WITNESSES: Mapping[str, str] = MappingProxyType({"id": "the post id", "link": "the link"})


def called(witness: str | None) -> str:
    """Name a witness as the record does."""
    who, _at, day = (witness or "").partition("@")
    return f"{who} on {day}" if day else NOT_WITNESSES.get(who, who or "the evidence")


def reasons(claim: Claim, rule: Rule, checks: Sequence[Check]) -> tuple[str, ...]:
    """Say in words what the verdict rests on; for a conflict only what differs."""
    against = [one for one in checks if opposes(one) and not outdone(one, checks)]
    differing = [one for one in against if one.outcome is DIFFERS]
    if rule.verdict is Verdict.CONFLICT:
        return _distinct(map(_supports, differing))
    said = [_supports(one) for one in checks if one.outcome is AGREES]
    if rule.verdict is Verdict.CONFIRMED and not claims_made(claim):
        said.insert(0, "the link names the post, and the article claims no more")
    if rule.verdict is Verdict.PROBABLE:
        said += [*shortfalls(claim, checks)]
    return _distinct(said)


def shortfalls(
    claim: Claim, checks: Sequence[Check], who: Callable[[str | None], str] = called
) -> Iterator[str]:
    """Yield what keeps a post that was found from being confirmed, the gravest first.

    `who` names a witness to the reader.
    """
    for one in checks:
        if one.outcome is DIFFERS and not outdone(one, checks):
            yield f"the witnesses disagree: {_supports(one, who)}"
    for one in checks:
        if one.outcome is not DIFFERS and opposes(one) and not outdone(one, checks):
            yield shortfall(one, who)
    yield from _not_borne_out(claim, checks)


def shortfall(check: Check, who: Callable[[str | None], str] = called) -> str:
    """Say what keeps a check that does not differ from agreeing."""
    said = SHORT_OF.get((check.name, check.outcome), "{witness}: {found}")
    return _worded(said, check, who)


def _not_borne_out(claim: Claim, checks: Sequence[Check]) -> Iterator[str]:
    """Name the claims that nobody speaks to."""
    spoken = {one.name for one in checks if one.outcome is AGREES or opposes(one)}
    missing = [called for name, called in CLAIMED.items() if name in claims_made(claim) - spoken]
    if missing:
        yield f"no witness to the {' or the '.join(missing)}"


def _supports(check: Check, who: Callable[[str | None], str] = called) -> str | None:
    if check.name == "link-handle" and check.outcome is DIFFERS:
        return f"the link names @{check.found}, the article @{check.expected}"
    said = SAID.get((check.name, check.outcome))
    return _worded(said, check, who) if said else None


def _worded(said: str, check: Check, who: Callable[[str | None], str]) -> str:
    return said.format(witness=who(check.witness), found=check.found, expected=check.expected)


def _distinct(said: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in said if one))


def why_unresolved(candidates: Sequence[Candidate], resolutions: Sequence[Resolution]) -> tuple[str, ...]:
    """Say why no post could be named: what was refused, and where the links led."""
    refused = tuple(f"{one.post.id}: {one.reason}" for one in candidates)
    led = tuple(_where_it_led(one) for one in resolutions if one.post is None)
    return refused + led or ("no link and no archived copy names a post",)


def _where_it_led(resolution: Resolution) -> str:
    asked = resolution.asked
    if resolution.arrived:
        return f"{asked} leads to {resolution.final_url}, which is no post"
    if resolution.outcome is Outcome.TRUNCATED:
        return f"{asked} was cut short in the article and cannot be followed"
    detail = resolution.hops[-1].detail if resolution.hops else ""
    why = f"{resolution.outcome}, {detail}" if detail else str(resolution.outcome)
    return f"{asked} could not be followed to its end ({why})"
