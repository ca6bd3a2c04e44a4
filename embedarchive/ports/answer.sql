-- Applied once, as migration 0004. Comments here are the documentation, as in schema.sql.

CREATE TABLE answer ( -- Which answer a question of an article, or of a link followed by itself, was given: `audit` asks and answers again.
  id INTEGER PRIMARY KEY, -- number
  article INTEGER REFERENCES article (id), -- whose question it was; null for a link followed by itself
  resolution INTEGER REFERENCES resolution (id), -- the link followed by itself; else null
  purpose TEXT NOT NULL, -- why it was asked, as in `exchange`; `load`: bytes of a local source; `confined`: a parser that was stopped
  url TEXT NOT NULL, -- what was asked, verbatim; for `confined` the parser and the SHA-256 of what it was given
  exchange INTEGER REFERENCES exchange (id), -- the answer, asked for by this run or an earlier one; null where nobody was asked
  failure TEXT, -- why there is no complete answer
  detail TEXT NOT NULL, -- the failure in words
  CHECK ((article IS NULL) <> (resolution IS NULL))
) STRICT;
CREATE INDEX answer_article ON answer (article) WHERE article IS NOT NULL;
CREATE INDEX answer_resolution ON answer (resolution) WHERE resolution IS NOT NULL;
