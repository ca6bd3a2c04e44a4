"""What a run learnt of a citation, in sentences for people who know nothing of the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from embedarchive.outputs.terminal import line
from embedarchive.records import (
    Check,
    CheckOutcome,
    Citation,
    Claim,
    Liveness,
    Mention,
    MentionKind,
    Outcome,
    Resolution,
    Testified,
    Testimony,
    Verdict,
    Witness,
)
from embedarchive.stages.verify.reasons import shortfall, shortfalls
from embedarchive.stages.verify.verdict import outdone

AGREES, DIFFERS, SILENT = CheckOutcome.AGREES, CheckOutcome.DIFFERS, CheckOutcome.SILENT
TODAYS = frozenset(Witness) - {Witness.MEMENTO}
"""Witnesses who tell of the day on which they were asked."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WITNESSES = {
    "oembed": "the platform's embed service",
    "syndication": "the platform's widget service",
    "memento": "an archived copy",
    "page": "the post's own page",
    "api": "the platform itself",
    "embed": "the platform's embedded view",
    "id": "the post's number",
    "link": "the link",
}
SUBJECTS = {
    "handle": "author",
    "link-handle": "name in the link",
    "name": "name shown",
    "date": "date",
    "words": "words",
    "media": "media",
}
KINDS = {
    MentionKind.EMBED: "embedded in the article",
    MentionKind.ATTRIBUTION: "quoted with author and date",
    MentionKind.LINK: "linked in the text",
}
LIVENESS = {
    Liveness.LIVE: "still there when it was looked for",
    Liveness.GONE: "gone: two witnesses no longer have it",
    Liveness.PROTECTED: "there, but shown to the account's followers only",
    Liveness.SUSPENDED: "not shown: the account is suspended",
    Liveness.RESTRICTED: "there, but not shown to everybody",
    Liveness.UNREACHABLE: "not known: no witness could be reached",
    Liveness.UNKNOWN: "not known: what the witnesses say settles nothing",
}
LIVENESS_BY_RULE = {
    "two-visits": "gone: on two visits at least a day apart it was not there",
    "age-gated": "there, but shown to grown-up account holders only",
    "withheld": "there, but withheld where a law wants it",
    "one-witness": "not known: a witness has it no longer, which alone proves nothing",
    "blind-witness": "not known: a witness has it no longer, but misses posts that others show, too",
}
"""Where the rule says more than the liveness."""
ANSWERS = {
    Testified.FOUND: "shows the post",
    Testified.NOT_FOUND: "has no such post",
    Testified.TOMBSTONE: "will not show the post",
    Testified.EMPTY: "gave an empty answer",
    Testified.DELETED: "says that the author took the post down",
    Testified.REMOVED: "says that the post was taken down, not by its author",
    Testified.ACCOUNT_GONE: "says that the account no longer exists",
    Testified.PROTECTED: "says that the account is protected",
    Testified.SUSPENDED: "says that the account is suspended",
    Testified.RESTRICTED: "may not show the post",
    Testified.WITHHELD: "says that the post is withheld by law in some countries",
    Testified.AGE_GATED: "shows the post to grown-up account holders only",
    Testified.LOGIN_WALL: "shows posts to account holders only",
    Testified.NO_COPY: "holds no copy",
    Testified.BUSY: "was too busy to answer",
    Testified.UNREACHABLE: "could not be reached",
    Testified.UNREADABLE: "gave an answer that could not be read",
}
OUTCOMES = {
    Outcome.FINAL: "opens",
    Outcome.ARCHIVED: "no longer works, but an archived copy of it tells where it led",
    Outcome.NOT_FOUND: "no longer works (not found)",
    Outcome.SOFT_404: "no longer works (not found, though the server says otherwise)",
    Outcome.GONE: "was taken down (gone)",
    Outcome.BLOCKED: "would not let the program in",
    Outcome.LOOP: "goes round in circles",
    Outcome.TOO_MANY_HOPS: "redirects too often to be followed",
    Outcome.REFUSED_ADDRESS: "was not followed: it points into a private network",
    Outcome.TIMEOUT: "did not answer in time",
    Outcome.TLS_ERROR: "could not be opened safely (TLS)",
    Outcome.UNREACHABLE: "could not be reached",
    Outcome.TRUNCATED: "was cut short in the article and cannot be followed",
    Outcome.UNSAFE_INTERSTITIAL: "is marked unsafe by its shortener; it was not opened",
    Outcome.LOGIN_WALL: "asks for a login",
    Outcome.NON_HTTP: "is no web address",
}
QUOTED = frozenset(
    {
        Testified.TOMBSTONE,
        Testified.RESTRICTED,
        Testified.WITHHELD,
        Testified.UNREACHABLE,
        Testified.UNREADABLE,
    }
)
"""Answers whose own words tell more than ours."""
ORDER = ("words", "handle", "date", "media", "link-handle", "name", "id", "account", "post")
"""What a reader asks first stands first."""
CANNOT = frozenset({Testified.BUSY, Testified.LOGIN_WALL, Testified.UNREACHABLE, Testified.UNREADABLE})


def how(mention: Mention) -> str:
    """Say how, and in how many places, the article cites a post."""
    places = len(mention.places) + 1
    return KINDS[mention.kind] + (f", in {places} places" if places > 1 else "")


def day(when: dt.date) -> str:
    """Return a date without doubt: 2 Feb 2026."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def moment(when: dt.datetime) -> str:
    """Return a moment to the minute, in UTC."""
    utc = when.astimezone(dt.UTC) if when.tzinfo else when
    return f"{day(utc)}, {utc:%H:%M} UTC"


def written(stamp: str | None) -> str:
    """Return an ISO 8601 date or moment in words; anything else as it is."""
    try:
        when = dt.datetime.fromisoformat(stamp or "")
    except ValueError:
        return line(stamp)
    return day(when) if "T" not in (stamp or "") else moment(when)


def at(handle: str | None) -> str:
    """Return a handle as people write it."""
    return f"@{line(handle)}" if handle else "an unnamed account"


def witness(name: str | None) -> str:
    """Name a witness for people."""
    who, _at, when = (name or "").partition("@")
    called = WITNESSES.get(who, line(who) or "the evidence")
    return f"{called} on an earlier visit ({written(when)})" if when else called


def still_there(citation: Citation) -> str:
    """Say whether a post is there, with when it was last seen if it is not."""
    said = LIVENESS_BY_RULE.get(citation.liveness_rule, LIVENESS[citation.liveness])
    found = (one.at for one in citation.visits if one.status is Testified.FOUND and one.witness in TODAYS)
    last = max(found, default=None)
    shown = citation.liveness in (Liveness.LIVE, Liveness.PROTECTED)
    return f"{said}; last seen on {written(last[:10])}" if last and not shown else said


def listing(words: Iterable[str], joint: str = "and") -> str:
    """Return `a, b and c`, each word once."""
    *most, last = tuple(dict.fromkeys(words)) or ("",)
    return f"{', '.join(most)} {joint} {last}" if most else last


# --- The verdict ----------------------------------------------------------------------------------


def verdict(citation: Citation) -> str:
    """Say the verdict with what decides it, never more certain than the verdict itself."""
    match citation.verdict:
        case Verdict.CONFIRMED:
            return f"confirmed: {_confirmed(citation)}"
        case Verdict.CONFLICT:
            return f"differs: {'; '.join(_differing(citation)) or listing(map(line, citation.reasons))}"
        case Verdict.PROBABLE:
            return f"probable: {_probable(citation)}"
    return f"not found: {_not_found(citation)}"


def posted(citation: Citation) -> dt.date | None:
    """Return the UTC day of the post as the evidence tells it; None where it tells none."""
    told = (check.found for check in citation.checks if check.name in ("date", "id") and check.found)
    for found in told:
        try:
            return dt.datetime.fromisoformat(found).date()
        except ValueError:
            continue
    return None


def _post(citation: Citation) -> str:
    when = posted(citation)
    return f"the post of {day(when)}" if when else "the post"


def _confirmed(citation: Citation) -> str:
    agreeing = {check.name: check for check in citation.checks if check.outcome is AGREES}
    if "words" in agreeing:
        witnesses = {c.witness for c in citation.checks if c.name == "words" and c.outcome is AGREES}
        copied = "an archived copy of " if witnesses == {Witness.MEMENTO.value} else ""
        return f"{copied}{_post(citation)} says the same words"
    if "handle" in agreeing:
        return f"{_post(citation)} is by {at(agreeing['handle'].found)}, as the article says"
    return f"the link names {_post(citation)}, and the article claims no more"


def _differing(citation: Citation) -> Iterator[str]:
    """Yield what differs, each once; a name that another witness bears out is left out."""
    differing = [c for c in citation.checks if c.outcome is DIFFERS and not outdone(c, citation.checks)]
    yield from dict.fromkeys(_difference(check) for check in differing)


def _difference(check: Check) -> str:
    if check.name == "date":
        return f"the post is dated {written(check.found)}, the article says {written(check.expected)}"
    if check.name == "handle":
        return f"the post is by {at(check.found)}, the article says {at(check.expected)}"
    if check.name == "link-handle":
        return f"the link and the evidence name {at(check.found)} and {at(check.expected)}"
    if check.name == "words":
        return "the post says other words than the article"
    if check.name == "media":
        return "the media of the quoted words are not the post's"
    return f"the post's number cannot be genuine: {line(check.found)}"


def _probable(citation: Citation) -> str:
    short = [line(one) for one in shortfalls(citation.mention.claim, citation.checks, witness)]
    told = "; ".join(one.replace("no witness to ", "no witness bears out ") for one in short[:2])
    shown = any(one.status is Testified.FOUND for one in citation.testimonies)
    known = "was found" if shown else "is named"
    return f"{_post(citation)} {known}, but {told or 'not all that the article says is borne out'}"


def _not_found(citation: Citation) -> str:
    refused = [one for one in citation.candidates if not one.accepted]
    if refused:
        number = "one post was" if len(refused) == 1 else f"{len(refused)} posts were"
        return f"{number} considered, and none is certain to be the one"
    dead = [led(one) for one in citation.resolutions if one.post is None]
    if dead:
        return f"no post can be named; {'; '.join(dead)}"
    return f"{listing(map(line, citation.reasons)) or 'no link and no archived copy names a post'}"


# --- The rest --------------------------------------------------------------------------------------


def led(resolution: Resolution) -> str:
    """Say where a link led."""
    asked, final = line(resolution.asked), line(resolution.final_url)
    if resolution.post and final == asked:
        return f"{asked} names the post itself"
    if resolution.outcome is Outcome.ARCHIVED:
        return f"{asked} no longer works; an archived copy of it led to {final}"
    if resolution.outcome is Outcome.FINAL and final != asked:
        return f"{asked} leads to {final}"
    onward = f"leads to {final}, which " if final and final != asked else ""
    return f"{asked} {onward}{OUTCOMES[resolution.outcome]}"


def checked(checks: Iterable[Check]) -> Iterator[tuple[str, str]]:
    """Yield (`agrees`, `differs` or `open`, a sentence) for each thing that was held against the evidence."""
    every = tuple(checks)
    grouped: dict[tuple[str, CheckOutcome, str | None], list[Check]] = {}
    for check in every:
        if check.outcome is not SILENT and (check.name, check.outcome) != ("post", AGREES):
            key = check.name, check.outcome, None if check.name == "words" else check.found
            grouped.setdefault(key, []).append(check)
    for (name, outcome, _found), alike in sorted(grouped.items(), key=_rank):
        who = listing(witness(one.witness) for one in alike)
        if outcome in (AGREES, DIFFERS):
            yield outcome.value, _finding(name, alike[0], who)
        elif not outdone(alike[0], every):
            yield "open", _open(alike[0], who)


def _rank(group: tuple[tuple[str, CheckOutcome, str | None], list[Check]]) -> tuple[int, int]:
    """What differs stands before what is open, and that before what agrees."""
    name, outcome, _found = group[0]
    strength = (DIFFERS, AGREES).index(outcome) * 2 if outcome in (DIFFERS, AGREES) else 1
    return strength, ORDER.index(name) if name in ORDER else len(ORDER)


def _open(check: Check, who: str) -> str:
    said = line(shortfall(check, lambda _witness: who))
    return f"{said[:1].upper()}{said[1:]}."


def _finding(name: str, check: Check, who: str) -> str:
    if name in ("id", "account"):
        return _of_id(check)
    if name in ("words", "media"):
        same = {"words": "the same", "media": "the post's own"}[name]
        sure = same if check.outcome is AGREES else f"not {same}"
        return f"{SUBJECTS[name].capitalize()}: {sure} according to {who}."
    shown = SHOWN.get(name, line)
    claimed = "the other name is" if name == "link-handle" else "the article says"
    against = "" if check.outcome is AGREES else f"; {claimed} {shown(check.expected)}"
    return f"{SUBJECTS.get(name, line(name)).capitalize()}: {shown(check.found)} according to {who}{against}."


SHOWN: Mapping[str, Callable[[str | None], str]] = {"date": written, "handle": at, "link-handle": at}
"""How what a check found is written."""


def _of_id(check: Check) -> str:
    if check.outcome is DIFFERS:
        return f"Number: it cannot be genuine, {line(check.found)}."
    return f"Number: it was issued on {written(check.found)}."


def unchecked(claim: Claim, citation: Citation) -> Iterator[str]:
    """Yield what the article claims and nobody could be asked about, and who did not answer."""
    if citation.post is None:
        yield "What the article says of the post: no post could be named."
    settled = {check.name for check in citation.checks if check.outcome is not SILENT}
    claims = {"handle": claim.handle, "date": claim.date or claim.date_text, "words": claim.text}
    missing = [SUBJECTS[name] for name, said in claims.items() if said and name not in settled]
    if citation.post and missing:
        yield f"No witness tells of {listing(f'the {name}' for name in missing)}."
    yield from (f"{heard(told)}." for told in citation.testimonies if told.status in CANNOT)
    if not citation.reached:
        yield "Something could not be reached this time; the same command, given later, may complete it."


def heard(told: Testimony) -> str:
    """Say what a witness answered."""
    who = "the web archive" if told.witness is Witness.MEMENTO and told.status is not Testified.FOUND else ""
    detail = f" (“{line(told.detail)}”)" if told.detail and told.status in QUOTED else ""
    sentence = f"{who or witness(told.witness.value)} {ANSWERS[told.status]}{detail}"
    return sentence[0].upper() + sentence[1:]
