/** Views of schema version 1: the events' JSON as columns. docs/DATABASE.md has a query for each. */
export const VIEWS_1 = `
CREATE VIEW debates AS
  -- One row a debate. status: closed | failed | open; an open debate is running while process 'pid' on 'host' lives
  -- (both NULL when its last attempt has ended), and unfinished otherwise.
  SELECT
    r.number, r.id, r.key, r.scenario, r.seed, r.created_at,
    CASE last.type WHEN 'debate.closed' THEN 'closed' WHEN 'debate.failed' THEN 'failed' ELSE 'open' END AS status,
    last.body ->> '$.stopReason' AS stop_reason,
    last.body ->> '$.decision' AS decision,
    last.body ->> '$.confidence' AS confidence,
    last.body ->> '$.margin' AS margin,
    last.body ->> '$.error' AS error,
    (SELECT count(*) FROM events WHERE debate = r.id AND type = 'turn.recorded') AS turns,
    work.host, work.pid
  FROM records AS r
  LEFT JOIN events AS last ON last.debate = r.id
    AND last.seq = (SELECT max(seq) FROM events WHERE debate = r.id AND type IN ('debate.closed', 'debate.failed'))
  LEFT JOIN attempts AS work ON work.debate = r.id AND work.mark = 'started'
    AND work.attempt = (SELECT max(attempt) FROM attempts WHERE debate = r.id)
    AND NOT EXISTS (SELECT 1 FROM attempts AS done WHERE done.debate = r.id AND done.attempt = work.attempt AND done.mark <> 'started');

CREATE VIEW turns AS
  -- One row a turn, in order of 'turn' within a debate; 'why' is why this speaker had the floor.
  SELECT
    e.debate, e.body ->> '$.turn' AS turn, e.body ->> '$.round' AS round, e.body ->> '$.phase' AS phase,
    e.body ->> '$.speaker' AS speaker,
    (SELECT g.body ->> '$.why' FROM events AS g
      WHERE g.debate = e.debate AND g.type = 'floor.granted' AND g.body ->> '$.turn' = e.body ->> '$.turn') AS why,
    e.body ->> '$.act' AS act, e.body ->> '$.addressee' AS addressee,
    e.body ->> '$.answers.turn' AS answers_turn, e.body ->> '$.answers.claim' AS answers_claim,
    e.body ->> '$.utterance' AS utterance, e.body ->> '$.question.text' AS question,
    e.body ->> '$.stance.option' AS option, e.body ->> '$.stance.confidence' AS confidence,
    e.body -> '$.stance.support' AS support,      -- JSON: option -> share
    e.body -> '$.stance.movedBy' AS moved_by,     -- JSON: reasons that account for the change
    e.body -> '$.unused' AS unused,               -- JSON: what the speaker could not use
    e.body ->> '$.prompt' AS prompt, e.body ->> '$.effect' AS effect, e.seq, e.at
  FROM events AS e WHERE e.type = 'turn.recorded';

CREATE VIEW claims AS
  -- One row a claim, with what it rests on and the quantity that decides how strong it is.
  SELECT
    e.debate, e.body ->> '$.turn' AS turn, c.value ->> '$.claim' AS claim, e.body ->> '$.speaker' AS speaker,
    c.value ->> '$.text' AS text, c.value ->> '$.reason' AS reason, c.value ->> '$.option' AS option, c.value ->> '$.side' AS side,
    c.value ->> '$.evidence.kind' AS evidence, c.value ->> '$.evidence.ref' AS ref,
    c.value ->> '$.figure.name' AS figure, c.value ->> '$.figure.value' AS value, c.value ->> '$.figure.unit' AS unit,
    c.value -> '$.numbers' AS numbers             -- JSON: numbers in the utterance with their refs
  FROM events AS e, json_each(e.body, '$.claims') AS c WHERE e.type = 'turn.recorded';

CREATE VIEW reasons AS
  -- One row for each consideration that was said in a debate: who said it first, how often, how many stances it moved,
  -- and how many of the last votes rest on it.
  SELECT
    c.debate, c.reason, c.option, c.side, min(c.turn) AS first_turn,
    (SELECT f.speaker FROM claims AS f WHERE f.debate = c.debate AND f.reason = c.reason ORDER BY f.turn, f.claim LIMIT 1) AS first_speaker,
    count(*) AS claims, count(DISTINCT c.speaker) AS speakers,
    (SELECT count(*) FROM events AS t, json_each(t.body, '$.stance.movedBy') AS m
      WHERE t.debate = c.debate AND t.type = 'turn.recorded' AND m.value = c.reason) AS moved,
    (SELECT count(*) FROM events AS v
      WHERE v.debate = c.debate AND v.type = 'vote.cast' AND v.body ->> '$.reason' = c.reason AND NOT v.body ->> '$.blind') AS votes
  FROM claims AS c WHERE c.reason IS NOT NULL GROUP BY c.debate, c.reason, c.option, c.side;

CREATE VIEW consults AS
  -- One row for each question that a member handed to a colleague, with the answer; stub is 1 for a calculation that speaks for him.
  SELECT
    e.debate, e.body ->> '$.turn' AS turn, e.body ->> '$.call' AS call,
    'consult:' || (e.body ->> '$.turn') || '.' || (e.body ->> '$.call') AS ref,
    e.body ->> '$.from' AS from_member, e.body ->> '$.to' AS to_member, e.body ->> '$.topic' AS topic,
    e.body ->> '$.question' AS question, e.body -> '$.calculation' AS calculation, e.body ->> '$.answer' AS answer, e.body -> '$.figures' AS figures,
    e.body ->> '$.confidence' AS confidence, e.body ->> '$.method' AS method, e.body ->> '$.stub' AS stub,
    e.body ->> '$.door' AS door, e.body ->> '$.effect' AS effect, e.seq, e.at
  FROM events AS e WHERE e.type = 'consult.answered';

CREATE VIEW tools AS
  -- One row a tool call; args, result and figures are JSON.
  SELECT
    e.debate, e.body ->> '$.turn' AS turn, e.body ->> '$.call' AS call,
    'tool:' || (e.body ->> '$.turn') || '.' || (e.body ->> '$.call') AS ref,
    e.body ->> '$.speaker' AS speaker, e.body ->> '$.name' AS name, e.body -> '$.args' AS args,
    e.body -> '$.result' AS result, e.body -> '$.figures' AS figures, e.body ->> '$.effect' AS effect, e.seq, e.at
  FROM events AS e WHERE e.type = 'tool.called';

CREATE VIEW votes AS
  -- One row a vote; blind is 1 for the vote taken before anybody was heard.
  SELECT
    e.debate, e.body ->> '$.member' AS member, e.body ->> '$.option' AS option, e.body ->> '$.confidence' AS confidence,
    e.body ->> '$.blind' AS blind, e.body ->> '$.reason' AS reason, e.body ->> '$.turn' AS turn, e.seq
  FROM events AS e WHERE e.type = 'vote.cast';
`;
