/** A fork's parent is text and no reference: a record that has been given away does not bring its parent along. */
const COLUMNS = `
ALTER TABLE records ADD COLUMN parent TEXT /* the debate that this one was forked from */;
ALTER TABLE records ADD COLUMN parent_turn INTEGER /* and the first turn that is its own */;
ALTER TABLE effects ADD COLUMN cost_usd REAL /* NULL where no price is known */;
ALTER TABLE effects ADD COLUMN cached_tokens INTEGER /* part of input_tokens */;
ALTER TABLE effects ADD COLUMN reasoning_tokens INTEGER /* part of output_tokens */;
`;

const HOLDS = `
CREATE TABLE holds (
  -- The texts and prompts that a debate brought along, by hash: what is given away with it.
  debate TEXT NOT NULL REFERENCES records (id),
  hash TEXT NOT NULL,
  PRIMARY KEY (debate, hash)
) STRICT, WITHOUT ROWID;
`;

const DEBATES = `
DROP VIEW debates;
CREATE VIEW debates AS
  -- One row a debate. status: closed | failed | open; an open debate runs while a process holds its lease, and is
  -- unfinished otherwise. 'pid' on 'host' began the last attempt, both NULL once it has ended. parent: forked from there, at parent_turn.
  SELECT
    r.number, r.id, r.key, r.scenario, r.seed, r.created_at,
    CASE last.type WHEN 'debate.closed' THEN 'closed' WHEN 'debate.failed' THEN 'failed' ELSE 'open' END AS status,
    CLOSING ->> '$.stopReason' AS stop_reason,
    CLOSING ->> '$.decision' AS decision,
    CLOSING ->> '$.confidence' AS confidence,
    CLOSING ->> '$.margin' AS margin,
    CLOSING ->> '$.error' AS error,
    (SELECT count(*) FROM events WHERE debate = r.id AND type = 'turn.recorded') AS turns,
    work.host, work.pid, r.parent, r.parent_turn
  FROM records AS r
  LEFT JOIN events AS last ON last.debate = r.id
    AND last.seq = (SELECT max(seq) FROM events WHERE debate = r.id)
  LEFT JOIN attempts AS work ON work.debate = r.id AND work.mark = 'started'
    AND work.attempt = (SELECT max(attempt) FROM attempts WHERE debate = r.id)
    AND NOT EXISTS (SELECT 1 FROM attempts AS done WHERE done.debate = r.id AND done.attempt = work.attempt AND done.mark <> 'started');
`.replaceAll(
  'CLOSING',
  // A body that is no JSON must not keep every other debate from being listed.
  "iif(last.type IN ('debate.closed', 'debate.failed') AND json_valid(last.body), last.body, '{}')",
);

const SAYABLE =
  "typeof(turn) = 'integer' AND typeof(claim) = 'integer' AND typeof(speaker) = 'text' AND typeof(text) = 'text'";

/** Bodies that are no JSON, or of another shape, have no rows: a damaged file can still be read as far as it goes. */
const SEARCH = `
CREATE VIEW spoken AS
  -- One row for each text that somebody said: an utterance (claim 0), each of its claims, and a moderator's line.
  SELECT
    e.debate, e.seq, e.body ->> '$.turn' AS turn, line.item ->> '$.claim' AS claim,
    CASE e.type WHEN 'turn.recorded' THEN e.body ->> '$.speaker' ELSE 'moderator' END AS speaker,
    line.item ->> '$.text' AS text
  FROM events AS e, (SELECT NULL), json_each(
    CASE WHEN json_valid(e.body) THEN json_insert(
      CASE json_type(e.body, '$.claims') WHEN 'array' THEN e.body -> '$.claims' ELSE '[]' END,
      '$[#]',
      json_object('claim', 0, 'text', e.body ->> CASE e.type WHEN 'turn.recorded' THEN '$.utterance' ELSE '$.text' END)
    ) ELSE '[]' END
  ) AS line
  WHERE e.type IN ('turn.recorded', 'moderator.spoke');

CREATE TABLE said (
  -- The rows of 'spoken', kept so that they can be searched; nothing is read from here but the answers of a search.
  number INTEGER PRIMARY KEY,
  debate TEXT NOT NULL,
  turn INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  speaker TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE said_index USING fts5 (text, content = 'said', content_rowid = 'number', tokenize = 'trigram');

CREATE TRIGGER said_indexed AFTER INSERT ON said
BEGIN INSERT INTO said_index (rowid, text) VALUES (NEW.number, NEW.text); END;

CREATE TRIGGER events_said AFTER INSERT ON events WHEN NEW.type IN ('turn.recorded', 'moderator.spoke')
BEGIN
  INSERT INTO said (debate, turn, claim, speaker, text)
  SELECT debate, turn, claim, speaker, text FROM spoken WHERE debate = NEW.debate AND seq = NEW.seq AND SAYABLE;
END;
`
  .replace('SAYABLE', SAYABLE)
  .replaceAll('line.item', "CASE line.type WHEN 'object' THEN line.value ELSE '{}' END")
  .replace(' (SELECT NULL),', '');

/** Debates that were there before their words could be searched. */
export const FILL_2 = `
INSERT INTO said (debate, turn, claim, speaker, text)
SELECT debate, turn, claim, speaker, text FROM spoken WHERE ${SAYABLE} ORDER BY debate, seq;
`;

export const SCHEMA_2 = COLUMNS + HOLDS + DEBATES + SEARCH;
