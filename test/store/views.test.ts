import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { folder } from './place.ts';
import { writeDebate } from './sample.ts';

const VIEWS = ['debates', 'turns', 'claims', 'reasons', 'consults', 'tools', 'votes', 'spoken'];

async function browser(turns: number): Promise<{ db: Sqlite.Database; id: string }> {
  const file = join(folder(), 'debates.db');
  const store = openStore(file, { now: () => new Date('2026-11-24T10:00:00Z'), random: () => 0 });
  const id = await writeDebate(store, turns);
  store.close();
  const db = new Sqlite(file);
  onTestFinished(() => void db.close());
  return { db, id };
}

describe('the views', () => {
  it('carry a comment and count what the debate holds', async () => {
    const { db } = await browser(10);
    const counts = VIEWS.map((view) => [view, db.prepare(`SELECT count(*) FROM ${view}`).pluck().get()]);
    expect(Object.fromEntries(counts)).toEqual({
      debates: 1,
      turns: 10,
      claims: 20,
      reasons: 3,
      spoken: 30,
      consults: 2,
      tools: 10,
      votes: 8,
    });
    for (const view of VIEWS)
      expect(db.prepare('SELECT sql FROM sqlite_master WHERE name = ?').pluck().get(view)).toMatch(/-- One row/);
  });

  it('show how a debate ended and that nobody works on it', async () => {
    const { db, id } = await browser(6);
    expect(
      db
        .prepare(
          'SELECT id, status, stop_reason, decision, confidence, margin, error, turns, host, pid, created_at FROM debates',
        )
        .get(),
    ).toEqual({
      id,
      status: 'closed',
      stop_reason: 'rounds',
      decision: 'ablate',
      confidence: 0.78,
      margin: 0.5,
      error: null,
      turns: 6,
      host: null,
      pid: null,
      created_at: '2026-11-24T10:00:00.000Z',
    });
  });

  it('spread a turn and its claims into columns', async () => {
    const { db } = await browser(6);
    const turn =
      'SELECT turn, round, phase, speaker, why, act, addressee, answers_turn, answers_claim, option, moved_by FROM turns WHERE turn = 6';
    expect(db.prepare(turn).get()).toEqual({
      turn: 6,
      round: 2,
      phase: 'rebuttal',
      speaker: 'pulse',
      why: 'pulse의 차례',
      act: 'rebut',
      addressee: 'blaze',
      answers_turn: 5,
      answers_claim: 1,
      option: 'ablate',
      moved_by: '["mixture"]',
    });
    const claim =
      'SELECT claim, speaker, reason, option, side, evidence, ref, figure, value, unit FROM claims WHERE turn = 6 ORDER BY claim';
    const rest = {
      speaker: 'pulse',
      option: 'keep',
      side: 'against',
      evidence: 'tool',
      ref: 'tool:6.1',
      figure: 'residual',
      value: 0.05,
      unit: 'nats',
    };
    expect(db.prepare(claim).all()).toEqual([
      { claim: 1, reason: 'mixture', ...rest },
      { claim: 2, reason: 'curve', ...rest },
    ]);
  });

  it('tell who said a reason first, whom it moved, and which votes it carries', async () => {
    const { db } = await browser(6);
    const reasons =
      'SELECT reason, first_turn, first_speaker, claims, speakers, moved, votes FROM reasons ORDER BY first_turn, claims DESC';
    expect(db.prepare(reasons).all()).toEqual([
      { reason: 'mixture', first_turn: 1, first_speaker: 'pulse', claims: 6, speakers: 5, moved: 1, votes: 4 },
      { reason: 'dedup', first_turn: 1, first_speaker: 'pulse', claims: 3, speakers: 3, moved: 0, votes: 0 },
      { reason: 'curve', first_turn: 2, first_speaker: 'cortex', claims: 3, speakers: 3, moved: 0, votes: 0 },
    ]);
  });

  it('answer each query of the documentation', async () => {
    const { db } = await browser(10);
    const text = readFileSync('docs/DATABASE.md', 'utf8');
    const queries = [...text.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = '']) => sql);
    expect(
      queries.map((sql) => VIEWS.find((view) => new RegExp(`FROM ${view}\\b`).test(sql.replace(/\(.*?\)/g, '')))),
    ).toEqual(VIEWS);
    const rows = queries.map((sql) => db.prepare<[], Record<string, unknown>>(sql).all());
    expect(rows.map((found) => found.length)).toEqual([1, 10, 1, 3, 2, 10, 4, 10]);
    expect(rows[4]?.[0]).toMatchObject({ ref: 'consult:5.1', from_member: 'blaze', share: 0.08 });
    expect(rows[5]?.[0]).toMatchObject({ ref: 'tool:1.1', figure: 'residual', value: 0.05, unit: 'nats' });
    expect(rows[6]?.at(-1)).toMatchObject({ member: 'sentinel', blind: 'keep', last: 'rollback' });
  });
});
