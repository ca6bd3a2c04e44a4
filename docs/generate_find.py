"""Write into docs/find.md the tables of rules, each with an example that its very rule has found.

    python docs/generate_find.py           rewrite the tables
    python docs/generate_find.py --check   change nothing; exit 1 if the page is not as the program finds

The rules come from the program, the examples from `find_examples.py`. A rule without an example, an example
that its rule does not see, and one of `NOTHING` that is seen are errors: no page is written then.
A table stands between `<!-- table: NAME -->` and `<!-- end -->`; the words around it are written by hand.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from find_dates import DAY, LANGUAGES, OTHER_FORMS, UNREAD  # noqa: E402
from find_examples import ID, NOTHING, ONCE, OWN, POSTS, SHAPES, SHARED, WAYS, Shown  # noqa: E402
from selectolax.lexbor import LexborHTMLParser  # noqa: E402

import embedarchive.stages.find  # noqa: E402
from embedarchive.platforms import PLATFORMS, permalink, read_url  # noqa: E402
from embedarchive.platforms.base import EmbedRule, Platform  # noqa: E402
from embedarchive.platforms.forms import LATER, everywhere  # noqa: E402
from embedarchive.records import (  # noqa: E402
    Exchange,
    Mention,
    MentionKind,
    Request,
    Source,
    SourceKind,
)
from embedarchive.stages.find.codes import IN_TEXT, SHORTCODES  # noqa: E402
from embedarchive.stages.find.dashes import DASHES, IN_BRACKETS  # noqa: E402
from embedarchive.stages.reading import read  # noqa: E402

PAGE = Path(__file__).with_name("find.md")
_TABLE = re.compile(r"(<!-- table: ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
LONGEST = 150
"""Characters of a selector that are shown; the longer ones are lists."""
CITES = frozenset({MentionKind.EMBED, MentionKind.ATTRIBUTION})


class Wrong(Exception):
    """The program and the examples do not agree."""


def found(body: str, name: str = "article.html") -> tuple[Mention, ...]:
    """Return what the program finds in an example, read as a file of that name."""
    page = f"<!doctype html><html><body>{body}</body></html>" if name.endswith(".html") else body
    request = Request(f"file:{name}")
    exchange = Exchange(request, "2026-02-03T00:00:00.000000Z", 200, (), page.encode("utf-8"))
    reading = read(Source(name, SourceKind.FILE), exchange)
    if reading.problem:
        raise Wrong(reading.problem)
    return reading.mentions


def by_rule(rule: str, body: str, name: str = "article.html", platform: str | None = None) -> Mention:
    """Return the one mention of an example; it has to be seen by that rule."""
    mentions = found(body, name)
    seen = [(mention.platform, mention.rule) for mention in mentions]
    if len(seen) != 1 or seen[0][1] != rule or platform not in (None, seen[0][0]):
        raise Wrong(f"the example for {platform or 'the'} rule {rule!r} is seen as {seen}: {body}")
    return mentions[0]


# --- Words of the tables --------------------------------------------------------------------------


def table(head: str, rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    columns = head.split("|")
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def code(text: str) -> str:
    """Return text as code within a table; ⏎ stands for the end of a line."""
    shown = text.replace("\n", "⏎").replace("|", "\\|")
    fence = "``" if "`" in shown else "`"
    return f"{fence}{shown}{fence}"


def outcome(mention: Mention) -> str:
    """Say what a mention is: kind, post, name, handle, day, words; for a link alone, the link."""
    post, claim = mention.post, mention.claim
    handle = claim.handle or (post.handle if post else None)
    parts = [str(mention.kind), code(post.id) if post else ""]
    parts += [claim.name or "", code(f"@{handle}") if handle else "", str(claim.date or "")]
    parts += [f"“{claim.text}”".replace("\n", "⏎") if claim.text else ""]
    parts += [code(link) for link in mention.links if not post]
    return ", ".join(part for part in parts if part)


def selector(rule: EmbedRule) -> str:
    """Return a rule's selector; of a long list the first entry and how many there are."""
    if len(rule.selector) <= LONGEST:
        return code(rule.selector)
    entries = rule.selector.split(", ")
    return f"{code(entries[0])} and {len(entries) - 1} like it"


def reads(rule: EmbedRule) -> str:
    """Say where a rule finds the post."""
    if rule.quotes:
        return "its link, mostly the date" + (", if an attribution line closes it" if rule.shaped else "")
    if rule.inside:
        return "the first post linked inside" if rule.first else "the one post linked inside"
    names = (*rule.urls, *rule.attributes)
    listed = [code(name) for name in names if len(names) < len(LATER) or name not in LATER]
    return ", ".join(listed + ["the waiting attributes below"] * (len(names) >= len(LATER)))


# --- Tables ---------------------------------------------------------------------------------------


def own_rules() -> str:
    """Every rule that one platform has, in the order in which they are tried."""
    rows: list[tuple[str, ...]] = []
    for site in PLATFORMS.values():
        shared = set(everywhere(site.name))
        for rule in (rule for rule in site.embeds if rule not in shared):
            body = _own_example(site, rule)
            seen = by_rule(rule.name, body, platform=site.name)
            rows.append((site.name, code(rule.name), selector(rule), reads(rule), code(body), outcome(seen)))
    _no_example_left_over({(row[0], row[1].strip("`")) for row in rows})
    return table("platform|rule|selector|post in|example|comes out", rows)


def _own_example(site: Platform, rule: EmbedRule) -> str:
    """Return the example that a rule's selector matches: several rules of a site may share a name."""
    named = (own.body for own in OWN if (own.platform, own.rule) == (site.name, rule.name))
    body = next((body for body in named if LexborHTMLParser(body).css_matches(rule.selector)), None)
    if body is None:
        raise Wrong(f"rule {rule.name!r} of {site.name} ({rule.selector}) has no example in find_examples.py")
    return body


def _no_example_left_over(rules: set[tuple[str, str]]) -> None:
    stray = {(own.platform, own.rule) for own in OWN} - rules
    if stray:
        raise Wrong(f"examples for rules that there are not: {sorted(stray)}")


def shared_rules() -> str:
    """The rules that stand in the list of several platforms, once, with these platforms."""
    holders: dict[str, list[tuple[str, EmbedRule]]] = {}
    for site in PLATFORMS.values():
        shared = set(everywhere(site.name))
        for rule in (rule for rule in site.embeds if rule in shared):
            holders.setdefault(rule.name.removeprefix(f"{site.name}-"), []).append((site.name, rule))
    rows = [_shared_row(form, held) for form, held in holders.items()]
    return table("rule|platforms|selector|post in|example|comes out", rows)


def _shared_row(form: str, held: list[tuple[str, EmbedRule]]) -> tuple[str, ...]:
    if form not in SHARED:
        raise Wrong(f"the shared form {form!r} has no example in find_examples.py")
    bodies = [SHARED[form].format(url=_example_post(name), platform=name) for name, _rule in held]
    seen = [by_rule(rule.name, body, platform=name) for (name, rule), body in zip(held, bodies, strict=True)]
    first, rule = held[0]
    names = ", ".join(name for name, _rule in held)
    pattern = selector(rule).replace(first, "PLATFORM")
    return f"`PLATFORM-{form}`", names, pattern, reads(rule), code(bodies[0]), outcome(seen[0])


def _example_post(platform: str) -> str:
    if platform not in POSTS:
        raise Wrong(f"{platform} has no post in POSTS of find_examples.py")
    return POSTS[platform]


def lazy_attributes() -> str:
    """The attributes in which an address waits for scrolling or consent."""
    return ", ".join(code(name) for name in LATER)


def other_rules() -> str:
    """The rules that are no selectors, in the order in which they are tried."""
    names = _literal_rules() | {name for name, _pattern in (*SHORTCODES, *IN_TEXT)} | set(_dashes())
    if differing := names ^ {shown.rule for shown in SHAPES}:
        raise Wrong(f"rules without an example, or examples without a rule: {sorted(differing)}")
    rows = [
        (code(s.rule), s.shape + _condition(s), code(s.body), outcome(by_rule(s.rule, s.body, s.name)))
        for s in SHAPES
    ]
    return table("rule|shape|example|comes out", rows)


def _dashes() -> dict[str, bool]:
    """Return the rules of attribution lines and whether they need a date."""
    dashes = {f"attribution-{dash.name}": dash.dated for dash in DASHES}
    return dashes | {f"attribution-{IN_BRACKETS}": True}


def _condition(shown: Shown) -> str:
    return "; only with a date" if _dashes().get(shown.rule) else ""


def _literal_rules() -> set[str]:
    """Return the names that the finder itself writes as `rule`, read from its source."""
    folder = Path(embedarchive.stages.find.__file__).parent
    names: set[str] = set()
    for module in folder.glob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "Draft":
                    names |= set(_constants(_rule_argument(node), function))
    return names


def _rule_argument(call: ast.Call) -> ast.expr:
    named = (keyword.value for keyword in call.keywords if keyword.arg == "rule")
    return call.args[2] if len(call.args) > 2 else next(named)


def _constants(value: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """Yield the strings that an expression may be; a name is what the function assigned to it."""
    if isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.IfExp):
        yield from _constants(value.body, function)
        yield from _constants(value.orelse, function)
    elif isinstance(value, ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == value.id:
                yield from _constants(node.value, function)


def ways() -> str:
    """How markup may be hidden, and the rule that sees it."""
    rows: list[tuple[str, ...]] = []
    for way in WAYS:
        mentions = found(way.body, way.name)
        if [(m.kind, m.post.id if m.post else None) for m in mentions] != [(MentionKind.EMBED, ID)]:
            raise Wrong(f"hidden in {way.way}: {mentions}")
        rows.append((way.way, code(way.body), code(mentions[0].rule)))
    return table("markup stands in|example|rule", rows)


def nothing() -> str:
    """What is no citation."""
    rows: list[tuple[str, ...]] = []
    for one in NOTHING:
        mentions = found(one.body, one.name)
        if cited := [(m.rule, m.exact) for m in mentions if m.kind in CITES]:
            raise Wrong(f"{one.what} is taken for a citation: {cited}")
        rows.append((one.what, code(one.body), ", ".join(map(outcome, mentions)) or "nothing"))
    return table("what|example|comes out", rows)


def once() -> str:
    """Several places that are one mention."""
    rows: list[tuple[str, ...]] = []
    for one in ONCE:
        mentions = found(one.body)
        cited = [m for m in mentions if m.kind in CITES]
        if [m.post.id if m.post else None for m in cited] != [ID]:
            raise Wrong(f"{one.what} is not one mention: {[(m.rule, m.exact) for m in cited]}")
        rows.append(
            (
                one.what,
                code(one.body),
                "; ".join(f"{code(m.rule)}: {outcome(m)}{_places(m)}" for m in mentions),
            )
        )
    return table("what|example|comes out", rows)


def _places(mention: Mention) -> str:
    return f"; in {len(mention.places) + 1} places" if mention.places else ""


def posts() -> str:
    """What names a post on each platform."""
    rows: list[tuple[str, ...]] = []
    for site in PLATFORMS.values():
        post = read_url(_example_post(site.name))
        if post is None or post.platform != site.name:
            raise Wrong(f"the post of {site.name} in POSTS is read as {post}")
        told = site.posted_at(post.id)
        day = told.date().isoformat() if told else "–"
        rows.append(
            (site.name, code(_example_post(site.name)), code(post.id), day, code(permalink(post) or ""))
        )
    return table("platform|address|id|day the id tells|canonical address", rows)


def dates() -> str:
    """The languages and forms in which a day is read, and what stays text."""
    rows = [(kind, code(said), _day(said, DAY)) for kind, said in (*LANGUAGES, *OTHER_FORMS)]
    rows += [(kind, code(said), _day(said, None)) for kind, said in UNREAD]
    return table("language or form|stands behind the handle|is read as", rows)


def _day(said: str, day: str | None) -> str:
    claims = [mention.claim for mention in found(f"— Example Press (@example_press) {said}", "article.txt")]
    read_as = [(claim.date.isoformat() if claim.date else None, claim.date_text) for claim in claims]
    if read_as != [(day, said)]:
        raise Wrong(f"the date {said!r} is read as {read_as}")
    return day or "no date; the text is kept"


TABLES: dict[str, Callable[[], str]] = {
    "posts": posts,
    "own": own_rules,
    "shared": shared_rules,
    "lazy": lazy_attributes,
    "other": other_rules,
    "ways": ways,
    "nothing": nothing,
    "once": once,
    "dates": dates,
}


def rendered(page: str) -> str:
    """Return the page with every table made anew."""
    absent = set(TABLES) ^ {match[2] for match in _TABLE.finditer(page)}
    if absent:
        raise Wrong(f"{PAGE.name} and the generator do not have the same tables: {sorted(absent)}")
    return _TABLE.sub(lambda match: f"{match[1]}\n{TABLES[match[2]]()}\n\n{match[3]}", page)


def main(arguments: list[str]) -> int:
    """Rewrite the page or check it; return the exit code."""
    page = PAGE.read_text(encoding="utf-8")
    try:
        fresh = rendered(page)
    except Wrong as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    if "--check" in arguments:
        if fresh != page:
            sys.stderr.write(f"{PAGE.name} is not as the program finds: run python docs/generate_find.py\n")
        return int(fresh != page)
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
