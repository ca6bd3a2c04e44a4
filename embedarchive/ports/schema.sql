-- What a run leaves. Comments here are the documentation: docs/schema.md is made from them.
-- Applied once, as migration 0001; a later change is a new migration, never an edit of this file.

CREATE TABLE run ( -- One run of the program: who looked, when, with what.
  id TEXT NOT NULL PRIMARY KEY, -- `YYYYMMDDTHHMMSS-xxxxxx`: sortable, unique
  started TEXT NOT NULL, -- UTC, ISO 8601
  version TEXT NOT NULL, -- version of embedarchive
  user_agent TEXT NOT NULL, -- as sent
  options TEXT NOT NULL, -- JSON: everything that decides what a run may see
  ended TEXT, -- UTC, ISO 8601; null while it runs, or if it was killed
  outcome TEXT -- how it ended; set once, together with `ended`
) STRICT;

CREATE TABLE warc_file ( -- One WARC file in the folder beside the database.
  id INTEGER PRIMARY KEY, -- number
  name TEXT NOT NULL UNIQUE CHECK (name NOT GLOB '*[^A-Za-z0-9._-]*' AND name NOT LIKE '.%'), -- file name without folder
  run TEXT NOT NULL REFERENCES run (id), -- the run that wrote it
  durable_end INTEGER NOT NULL DEFAULT 0 CHECK (durable_end >= 0) -- every byte below was on the disk before this row said so; it only grows
) STRICT;

CREATE TABLE warc_record ( -- One record: where bytes of evidence stand, and their digests.
  id INTEGER PRIMARY KEY, -- number
  file INTEGER NOT NULL REFERENCES warc_file (id), -- the file
  "offset" INTEGER NOT NULL CHECK ("offset" >= 0), -- bytes from the start of the compressed file
  length INTEGER NOT NULL CHECK (length > 0), -- bytes of the gzip member
  record_id TEXT NOT NULL UNIQUE, -- `WARC-Record-ID` without angle brackets
  type TEXT NOT NULL CHECK (type IN ('warcinfo', 'request', 'response', 'revisit', 'metadata', 'resource')), -- `WARC-Type`
  target_uri TEXT, -- the URL asked, verbatim; null for a warcinfo
  date TEXT NOT NULL, -- `WARC-Date`: UTC, ISO 8601 with microseconds
  payload_sha256 TEXT CHECK (length(payload_sha256) = 64), -- hex; of the bytes behind the HTTP head, as received
  block_sha256 TEXT NOT NULL CHECK (length(block_sha256) = 64), -- hex; of the whole block
  member_sha256 TEXT NOT NULL CHECK (length(member_sha256) = 64), -- hex; of the gzip member as stored: checked without inflating
  truncated TEXT, -- `WARC-Truncated`: `length`, `time` or `disconnect`
  UNIQUE (file, "offset")
) STRICT;
CREATE INDEX warc_record_payload ON warc_record (payload_sha256) WHERE type = 'response';

CREATE TABLE event ( -- What happened to the archive itself: recovery after a crash and the like.
  id INTEGER PRIMARY KEY, -- number
  run TEXT NOT NULL REFERENCES run (id), -- the run that noticed
  at TEXT NOT NULL, -- UTC, ISO 8601
  kind TEXT NOT NULL, -- `recovered`: whole records behind `durable_end` were taken in; `torn-tail`: a cut record was saved aside
  detail TEXT NOT NULL -- JSON
) STRICT;

CREATE TABLE exchange ( -- One question to the world and its answer, or why there was none.
  id INTEGER PRIMARY KEY, -- number
  run TEXT NOT NULL REFERENCES run (id), -- the run that asked
  url TEXT NOT NULL, -- what was asked, verbatim
  purpose TEXT NOT NULL, -- why: `article`, `hop`, `oembed`, `syndication`, `cdx`, `memento`, `media`, `robots`
  accept TEXT, -- the Accept header, where the answer's form depends on it
  started TEXT NOT NULL, -- UTC, ISO 8601 with microseconds: the `WARC-Date`
  status INTEGER, -- HTTP status; null where no status line arrived
  failure TEXT, -- why there is no complete answer
  detail TEXT NOT NULL, -- the failure in words
  truncated TEXT, -- `length`, `time` or `disconnect`, as the reader of the answer saw it
  address TEXT, -- the peer's IP address; null behind a proxy that resolves names itself
  tls TEXT, -- protocol and cipher suite
  certificate_sha256 TEXT, -- hex digest of the peer's leaf certificate (DER)
  request_record INTEGER REFERENCES warc_record (id), -- the request as sent; null where nothing was sent
  record INTEGER NOT NULL UNIQUE REFERENCES warc_record (id) -- the answer as received, or the record of the failure
) STRICT;
CREATE INDEX exchange_url ON exchange (url, started);

CREATE TABLE article_text ( -- The text of an article, kept once however often it was seen.
  id INTEGER PRIMARY KEY, -- number
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64), -- hex, of the text in UTF-8
  text TEXT NOT NULL -- plain text: the decoded file; HTML: what a reader sees
) STRICT;

CREATE TABLE article ( -- One look at one source.
  id INTEGER PRIMARY KEY, -- number
  run TEXT NOT NULL REFERENCES run (id), -- the run that looked
  at TEXT NOT NULL, -- UTC, ISO 8601: when it was written here
  source TEXT NOT NULL, -- what was asked for: URL or path as given; `-` for standard input
  kind TEXT NOT NULL, -- `url`, `file` or `stdin`
  asked TEXT NOT NULL, -- what the article says it was asked as
  place TEXT NOT NULL, -- where it stands: its URL after redirects, the absolute path, or `-`
  url TEXT, -- where it was found in the end; null for a file or standard input
  title TEXT, -- as the page states it
  publisher TEXT, -- as the page states it
  published TEXT, -- ISO 8601 where it could be read, else verbatim
  lang TEXT, -- language tag, as the page states it
  media_type TEXT, -- `text/html`, `text/plain` or `text/markdown`
  encoding TEXT, -- how the bytes were decoded
  text INTEGER REFERENCES article_text (id), -- null where it could not be read
  record INTEGER REFERENCES warc_record (id), -- its bytes, or the failure to get them
  problem TEXT, -- why there is no article, in words
  CHECK (problem IS NOT NULL OR (record IS NOT NULL AND text IS NOT NULL))
) STRICT;
CREATE INDEX article_place ON article (place);

CREATE TABLE mention ( -- One place in an article that cites a post or carries a short link.
  id INTEGER PRIMARY KEY, -- number
  article INTEGER NOT NULL REFERENCES article (id), -- the look it was seen in
  seq INTEGER NOT NULL, -- from 1, in the order of the article
  platform TEXT NOT NULL, -- `twitter`, `bluesky`, …
  kind TEXT NOT NULL, -- `embed` markup, `attribution` flattened line, `link` in prose
  rule TEXT NOT NULL, -- the name of the rule that saw it
  start INTEGER NOT NULL, -- characters from the start of the article's text
  "end" INTEGER NOT NULL, -- characters from the start of the article's text
  exact TEXT NOT NULL, -- the article's text from start to end
  prefix TEXT NOT NULL, -- up to 32 characters before
  suffix TEXT NOT NULL, -- up to 32 characters behind
  claimed_name TEXT, -- what the article says; it may be forged
  claimed_handle TEXT, -- without `@`, in the case it was written
  claimed_date TEXT, -- ISO 8601, UTC date; null where `claimed_date_text` could not be read
  claimed_date_text TEXT, -- the date verbatim
  claimed_text TEXT, -- the quoted words alone
  claimed_lang TEXT, -- language tag of the quoted words
  post_platform TEXT, -- the post that markup or link itself names
  post_id TEXT, -- the platform's own id, as text: ids exceed 2^53
  post_handle TEXT, -- as the link claims it
  links TEXT NOT NULL, -- JSON list: verbatim but absolute, in order
  start_certain INTEGER NOT NULL CHECK (start_certain IN (0, 1)), -- 0 where the first of the quoted words had to be guessed
  key TEXT NOT NULL CHECK (length(key) = 64), -- the same for the same mention in every run: see below
  record INTEGER NOT NULL REFERENCES warc_record (id), -- the article's bytes
  UNIQUE (article, seq)
) STRICT;
CREATE INDEX mention_key ON mention (key);

CREATE TABLE citation ( -- A mention judged: which post it cites, and how well that stands.
  id INTEGER PRIMARY KEY, -- number; the highest of a mention key is the latest
  mention INTEGER NOT NULL REFERENCES mention (id), -- what was judged
  key TEXT NOT NULL CHECK (length(key) = 64), -- `mention.key`
  run TEXT NOT NULL REFERENCES run (id), -- the run that judged
  checked TEXT NOT NULL, -- UTC, ISO 8601
  post_platform TEXT, -- the post it cites, as far as that is known
  post_id TEXT, -- the platform's own id, as text
  post_handle TEXT, -- not authoritative
  post_url TEXT, -- the post's canonical URL
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'probable', 'conflict', 'unresolved')), -- never more certain than its evidence
  reasons TEXT NOT NULL, -- JSON list, in words
  liveness TEXT NOT NULL, -- what is known of the post today
  reached INTEGER NOT NULL CHECK (reached IN (0, 1)), -- 0 where something asked for could not be reached
  best_copy_url TEXT, -- the latest memento of the post; for a link that names none, the page it ended on
  record INTEGER NOT NULL REFERENCES warc_record (id) -- the first testimony that found the post, else the article's bytes
) STRICT;
CREATE INDEX citation_key ON citation (key, id);
CREATE INDEX citation_mention ON citation (mention);
CREATE INDEX citation_post ON citation (post_id);

CREATE TABLE resolution ( -- Where a link led.
  id INTEGER PRIMARY KEY, -- number; the highest of a link is the latest
  run TEXT NOT NULL REFERENCES run (id), -- the run that followed it
  checked TEXT NOT NULL, -- UTC, ISO 8601
  citation INTEGER REFERENCES citation (id), -- null where the link was asked for by itself
  seq INTEGER NOT NULL, -- from 1, in the order of the mention's links
  asked TEXT NOT NULL, -- the link, verbatim
  outcome TEXT NOT NULL, -- how it ended
  final_url TEXT, -- the last URL of the chain, asked or not; null if it led nowhere
  post_platform TEXT, -- the post that `final_url` names
  post_id TEXT, -- the platform's own id, as text
  post_handle TEXT, -- as the URL claims it
  record INTEGER REFERENCES warc_record (id) -- the last hop's, else the article's bytes; null for a link followed by itself of which nothing was asked
) STRICT;
CREATE INDEX resolution_asked ON resolution (asked, id);
CREATE INDEX resolution_citation ON resolution (citation);

CREATE TABLE hop ( -- One step from a link to where it leads.
  id INTEGER PRIMARY KEY, -- number
  resolution INTEGER NOT NULL REFERENCES resolution (id), -- the way it is part of
  n INTEGER NOT NULL, -- from 1
  url TEXT NOT NULL, -- what was asked
  kind TEXT NOT NULL, -- how it points onward
  status INTEGER, -- HTTP status
  target TEXT, -- what the answer gave as the next place, verbatim
  failure TEXT, -- why there is no complete answer
  detail TEXT NOT NULL, -- the failure in words
  record INTEGER REFERENCES warc_record (id), -- null only where nothing was answered: an unwrapped URL is its own evidence
  UNIQUE (resolution, n),
  CHECK (record IS NOT NULL OR status IS NULL)
) STRICT;

CREATE TABLE candidate ( -- A post that a mention may cite, and why it was taken or refused.
  id INTEGER PRIMARY KEY, -- number
  citation INTEGER NOT NULL REFERENCES citation (id), -- whose candidate
  seq INTEGER NOT NULL, -- from 1
  post_platform TEXT NOT NULL, -- the post
  post_id TEXT NOT NULL, -- the platform's own id, as text
  post_handle TEXT, -- not authoritative
  rung TEXT NOT NULL, -- the step of the ladder that named it
  accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)), -- 1 where it was taken
  reason TEXT NOT NULL, -- in words
  record INTEGER NOT NULL REFERENCES warc_record (id), -- what named it, else the article's bytes
  UNIQUE (citation, seq)
) STRICT;

CREATE TABLE testimony ( -- What one witness says of one post.
  id INTEGER PRIMARY KEY, -- number
  citation INTEGER NOT NULL REFERENCES citation (id), -- what it was asked for
  seq INTEGER NOT NULL, -- from 1
  witness TEXT NOT NULL, -- `oembed`, `syndication`, `memento` or `page`
  status TEXT NOT NULL, -- what kind of answer; only `found` says anything of the content
  url TEXT NOT NULL, -- what was asked
  post_platform TEXT, -- the post as the witness names it
  post_id TEXT, -- the platform's own id, as text
  post_handle TEXT, -- as the witness names it
  name TEXT, -- the author's name
  handle TEXT, -- the author's handle, without `@`
  created TEXT, -- UTC, ISO 8601: the moment of posting
  day TEXT, -- the UTC day, where only that is told
  text TEXT, -- the post's words
  text_cut INTEGER NOT NULL CHECK (text_cut IN (0, 1)), -- 1 where only the beginning is shown
  lang TEXT, -- language tag
  media TEXT NOT NULL, -- JSON list of URLs
  detail TEXT NOT NULL, -- in words
  record INTEGER REFERENCES warc_record (id), -- null only where the witness said nothing of the post
  UNIQUE (citation, seq),
  CHECK (record IS NOT NULL OR status IN ('no-copy', 'busy', 'unreachable', 'unreadable'))
) STRICT;

CREATE TABLE copy ( -- A kept copy of a post or a part of it.
  id INTEGER PRIMARY KEY, -- number
  citation INTEGER NOT NULL REFERENCES citation (id), -- whose post
  seq INTEGER NOT NULL, -- from 1
  kind TEXT NOT NULL, -- `memento`, `photo`, `oembed`, `syndication` or `page`
  url TEXT NOT NULL, -- where anyone can look at it
  captured TEXT, -- when the copy was made, ISO 8601 UTC; for a memento the archive's time, not ours
  record INTEGER NOT NULL REFERENCES warc_record (id), -- our copy, or what told of it; else the article's bytes
  UNIQUE (citation, seq)
) STRICT;

CREATE TABLE check_result ( -- One claim held against one piece of evidence.
  id INTEGER PRIMARY KEY, -- number
  citation INTEGER NOT NULL REFERENCES citation (id), -- what was checked
  seq INTEGER NOT NULL, -- from 1
  name TEXT NOT NULL, -- `id`, `link-handle`, `handle`, `date`, `words`
  outcome TEXT NOT NULL CHECK (outcome IN ('agrees', 'differs', 'silent')), -- what it showed
  expected TEXT, -- what the article claims
  found TEXT, -- what the evidence says
  witness TEXT, -- who says it
  record INTEGER NOT NULL REFERENCES warc_record (id), -- the evidence; else the article's bytes
  UNIQUE (citation, seq)
) STRICT;

CREATE VIRTUAL TABLE citation_words USING fts5( -- The words of citations, for `lookup`; rowid is `citation.id`.
  title, publisher, name, handle, quote, exact, tokenize = "unicode61 remove_diacritics 2"
);

CREATE VIEW citation_latest AS -- The latest judgement of each mention, with its key.
SELECT
  c.key, c.id AS citation,
  a.place AS article_url, a.title AS article_title,
  m.platform, m.kind, m.rule, m.claimed_name, m.claimed_handle, m.claimed_date, m.claimed_text AS quote,
  c.post_id, c.post_url, c.verdict, c.reasons, c.liveness, c.best_copy_url,
  (SELECT min(f.checked) FROM citation f WHERE f.key = c.key) AS first_seen,
  c.checked AS last_checked
FROM citation c JOIN mention m ON m.id = c.mention JOIN article a ON a.id = m.article
WHERE c.id = (SELECT max(l.id) FROM citation l WHERE l.key = c.key);

CREATE VIEW citations AS -- One row per mention, latest verdict: the table people read.
SELECT
  article_url, article_title, platform, kind, rule, claimed_name, claimed_handle, claimed_date, quote,
  post_id, post_url, verdict, reasons, liveness, best_copy_url, first_seen, last_checked
FROM citation_latest;

CREATE VIEW links AS -- One row per link that was followed, latest result.
SELECT
  r.asked AS link, r.final_url,
  (SELECT count(*) FROM hop h WHERE h.resolution = r.id) AS hops,
  r.outcome, r.checked AS last_checked
FROM resolution r
WHERE r.id = (SELECT max(l.id) FROM resolution l WHERE l.asked = r.asked);

CREATE TRIGGER warc_record_durable BEFORE INSERT ON warc_record
WHEN new."offset" + new.length > (SELECT durable_end FROM warc_file WHERE id = new.file)
BEGIN SELECT raise(ABORT, 'warc_record: a record beyond durable_end'); END;

CREATE TRIGGER warc_file_grows BEFORE UPDATE ON warc_file
WHEN new.durable_end < old.durable_end OR new.id IS NOT old.id OR new.name IS NOT old.name OR new.run IS NOT old.run
BEGIN SELECT raise(ABORT, 'warc_file: only durable_end changes, and it only grows'); END;

CREATE TRIGGER run_ends_once BEFORE UPDATE ON run
WHEN old.ended IS NOT NULL OR new.ended IS NULL OR new.outcome IS NULL OR new.id IS NOT old.id
  OR new.started IS NOT old.started OR new.version IS NOT old.version
  OR new.user_agent IS NOT old.user_agent OR new.options IS NOT old.options
BEGIN SELECT raise(ABORT, 'run: only its end is written, once'); END;
