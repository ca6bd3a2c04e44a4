"""What the database remembers: one query per topic, answered as canonical JSON.

Only committed rows are seen, because a question never stands inside a transaction. Every entry names
the record on which it rests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlite_utils import Database

from embedarchive.records import Recall, Topic

MOST_VISITS = 96
"""Observations of one post, the newest: some thirty looks by three witnesses."""
MOST_LOOKS = 5
"""Posts that a witness showed, the newest: enough to tell whether another sees anything at all."""
RECENT = 500
"""Citations in which these are looked for."""
MOST_SIBLINGS = 50
"""Different quotations of one author and day."""
MOST_WAYS = 20
"""Different ends of one slug; a slug has one, unless it was caught by a login wall or an error page."""
MOST_NAMES = 5
"""Other names of one account."""
SLUG_FORMS = tuple(
    f"{scheme}://{host}/{{}}{tail}"
    for scheme in ("https", "http")
    for host in ("t.co", "pic.twitter.com", "pic.x.com")
    for tail in ("", "?amp=1")
)
"""The forms in which articles carry one slug (FACTS.md 3); links are stored verbatim."""

_PLACE = 'f.name AS warc, r."offset", r.length, r.record_id'
_RECORD = "JOIN warc_file f ON f.id = r.file"

_WORDS = "url post_platform post_id post_handle name created day text text_cut lang media edits edited quoted"
_NEWEST_FIRST = "(PARTITION BY witness, status ORDER BY at DESC, id DESC)"
VISITS = f"""WITH visit AS (
  SELECT t.*, max(t.id) AS newest, r.date AS at, {_PLACE}
  FROM citation c JOIN testimony t ON t.citation = c.id JOIN warc_record r ON r.id = t.record {_RECORD}
  WHERE c.post_platform = ?1 AND c.post_id = ?2
    AND (?3 = '' OR lower(substr(c.post_handle, instr(c.post_handle, '@') + 1)) = ?3)
  GROUP BY t.witness, t.record ORDER BY r.date DESC, t.id DESC LIMIT {MOST_VISITS}),
marked AS (SELECT *, status = 'found' AND row_number() OVER {_NEWEST_FIRST} = 1 AS last FROM visit)
SELECT at, witness, status, handle, detail, last, warc, "offset", length, record_id,
  {", ".join(f"iif(last, {name}, NULL) AS {name}" for name in _WORDS.split())}
FROM marked ORDER BY at DESC, id DESC"""
"""One answer that was used for several citations is one observation. What a witness showed stands in the
last of them that showed it."""

WITNESSES = f"""WITH shown AS (
  SELECT c.post_id, max(t.id) AS latest, t.citation, t.record
  FROM citation c JOIN testimony t ON t.citation = c.id
  WHERE c.id > (SELECT max(id) FROM citation) - {RECENT} AND c.post_platform = ?
    AND t.status = 'found' AND t.witness <> 'memento'
  GROUP BY c.post_id ORDER BY latest DESC LIMIT {MOST_LOOKS})
SELECT s.post_id, s.latest, {_PLACE}, (
  SELECT json_group_array(json_array(witness, status)) FROM (
    SELECT witness, status FROM testimony WHERE citation = s.citation AND witness <> 'memento' ORDER BY seq)
  ) AS said
FROM shown s JOIN warc_record r ON r.id = s.record {_RECORD} ORDER BY s.latest DESC"""

SIBLINGS = f"""SELECT c.post_platform, c.post_id, c.post_handle, c.verdict, m.claimed_text AS text,
  m.start_certain, d.rung, a.place, c.checked, {_PLACE}, max(c.id) AS latest
FROM mention m JOIN article a ON a.id = m.article JOIN citation c ON c.mention = m.id
  JOIN warc_record r ON r.id = c.record {_RECORD}
  LEFT JOIN candidate d ON d.citation = c.id AND d.accepted = 1
WHERE m.platform = ? AND m.claimed_handle = ? COLLATE NOCASE AND m.claimed_date = ?
  AND c.post_id IS NOT NULL AND c.id = (SELECT max(l.id) FROM citation l WHERE l.key = c.key)
GROUP BY c.post_platform, c.post_id, m.claimed_text, c.verdict
ORDER BY c.verdict = 'confirmed' DESC, latest DESC LIMIT {MOST_SIBLINGS}"""
"""The latest judgement of each mention; the same quotation of the same post stands once."""

NAMES = f"""SELECT t.handle, c.post_platform, c.post_id, c.post_handle, c.checked, {_PLACE},
  max(t.id) AS latest
FROM mention m JOIN citation c ON c.mention = m.id JOIN testimony t ON t.citation = c.id
  JOIN warc_record r ON r.id = t.record {_RECORD}
WHERE m.platform = ? AND m.claimed_handle = ? COLLATE NOCASE AND c.verdict = 'confirmed'
  AND t.status = 'found' AND t.handle <> m.claimed_handle COLLATE NOCASE
  AND EXISTS (SELECT 1 FROM testimony o WHERE o.citation = c.id AND o.status = 'found'
    AND o.handle = m.claimed_handle COLLATE NOCASE)
GROUP BY t.handle COLLATE NOCASE ORDER BY latest DESC LIMIT {MOST_NAMES}"""
"""Of one confirmed post one witness knows the claimed name and another shows a new one."""

SLUG = f"""SELECT n.asked, n.outcome, n.final_url, n.post_platform, n.post_id, n.post_handle, n.checked,
  {_PLACE}, max(n.id) AS latest
FROM resolution n JOIN warc_record r ON r.id = n.record {_RECORD}
WHERE n.asked IN ({", ".join("?" * len(SLUG_FORMS))}) AND n.post_id IS NOT NULL
GROUP BY n.outcome, n.final_url ORDER BY latest DESC LIMIT {MOST_WAYS}"""


def _as_given(key: tuple[str, ...]) -> tuple[str, ...]:
    return key


def _with_server(key: tuple[str, ...]) -> tuple[str, ...]:
    return (*key, "")[:3]


def _slug_forms(key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form.format(key[0]) for form in SLUG_FORMS)


QUERIES: Mapping[Topic, tuple[str, Callable[[tuple[str, ...]], tuple[str, ...]]]] = {
    Topic.VISITS: (VISITS, _with_server),
    Topic.SIBLINGS: (SIBLINGS, _as_given),
    Topic.NAMES: (NAMES, _as_given),
    Topic.SLUG: (SLUG, _slug_forms),
    Topic.WITNESSES: (WITNESSES, _as_given),
}


def remember(database: Database, question: Recall) -> bytes:
    """Return a JSON list of what is known, keys sorted, in UTF-8; nothing at all where nothing is."""
    sql, values = QUERIES[question.topic]
    known = [_entry(row) for row in database.query(sql, values(question.key))]
    if not known:
        return b""
    return json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "latest"}
