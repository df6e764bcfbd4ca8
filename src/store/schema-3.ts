/** Evaluations stand beside debates and may speak of many; deleting a debate leaves them. */
export const SCHEMA_3 = `
CREATE TABLE evaluations (
  -- A fidelity report as it was printed, or a baseline that was saved under a name. A later row under one name is the newer.
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,         -- report | baseline | judgement
  name TEXT NOT NULL,         -- the debate, the scenario, the baseline's name, or the hash of what was judged
  at TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX evaluations_by_name ON evaluations (kind, name, number);
`;
