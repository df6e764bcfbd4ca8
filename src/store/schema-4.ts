/** What a reader keeps about turns. It stands beside a debate: no hash covers it, and it may be changed and taken away. */
export const SCHEMA_4 = `
CREATE TABLE turn_notes (
  -- A star, words, or both, about one turn, as its reader left it last. It goes with the debate when that is given away.
  debate TEXT NOT NULL REFERENCES records (id),
  turn INTEGER NOT NULL,
  star INTEGER NOT NULL CHECK (star IN (0, 1)),
  text TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (debate, turn)
) STRICT, WITHOUT ROWID;
`;
