import { describe, expect, it } from 'vitest';
import { cardsFor, idAmongCards, labelledTurns, OTHER_CARDS } from '../../../dev/labelled.ts';
import type { JudgedTurn } from '../../../dev/turns/measure.ts';
import { judgeLabelled, measured } from '../../../dev/turns/measure.ts';
import { MEASURED } from '../../../src/fidelity/proven/measured.ts';
import { lifeIn } from '../../../src/fidelity/reader/life.ts';
import { loadTeam } from '../../../src/project/index.ts';
import { cardsOfOthers, turnsByOthers } from './by-others.ts';

const cards = cardsOfOthers();

/** In how many turns each rule found something; what the reader says of turns that it has learnt from is no measure. */
function countsOf(turns: readonly JudgedTurn[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict } of turns)
    for (const code of new Set(verdict.reasons.map(({ evidence }) => evidence.finding.code)))
      if (!code.startsWith('reader.')) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

const rules = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).filter(([code]) => !code.startsWith('reader.')));

describe('rules on turns by others', () => {
  const judged = judgeLabelled(turnsByOthers(), cards);
  const sound = judged.filter(({ corruption }) => corruption === null);

  it('are wrong and right as often as the table says by which they gate', () => {
    expect(sound).toHaveLength(MEASURED.sound);
    expect(countsOf(sound)).toEqual(rules(MEASURED.wrong));
    expect(countsOf(judged.filter(({ corruption }) => corruption !== null))).toEqual(rules(MEASURED.right));
  });

  it('fail at most 1 in 100 sound turns all together', () => {
    const failed = sound.filter(({ verdict }) => verdict.by.includes('rules'));
    expect(failed.length / sound.length).toBeLessThanOrEqual(0.01);
  });

  it('are what a false life fails by: where nothing told is against the card, the reader only doubts', () => {
    const sure = judged.flatMap(({ turn, verdict: { reasons } }) =>
      reasons.some(
        ({ evidence: { finding } }) => finding.code === 'reader.finds' && finding.params.fault === 'identity_fact',
      )
        ? [{ turn, reasons }]
        : [],
    );
    expect(sure.length).toBeGreaterThan(100);
    for (const { turn, reasons } of sure) {
      const card = cards.get(turn.persona);
      if (card === undefined) throw new Error(`expected the card of ${turn.persona}`);
      const isRuledOut = reasons.some(({ evidence }) => evidence.finding.code.startsWith('identity.'));
      const claims = lifeIn(turn.utterance, turn.context.at(-1)?.text ?? '', card);
      expect(isRuledOut || claims.some(({ finding }) => finding !== null), turn.id).toBe(true);
    }
  });

  it('quote what they rest on verbatim', () => {
    for (const { turn, verdict } of judged)
      for (const { evidence } of verdict.reasons) expect(turn.utterance.slice(...evidence.span)).toBe(evidence.quote);
  });
});

// Turns that are in no repository: `PITWALL_TURNS=a.jsonl,b.jsonl`.
const outside = (process.env['PITWALL_TURNS'] ?? '').split(',').filter(Boolean);

describe.skipIf(outside.length === 0)('turns from outside', () => {
  it('are failed seldom where they are sound, and ranked', () => {
    const known = cardsFor(loadTeam({ projectDir: process.cwd() }), OTHER_CARDS);
    const { total } = measured(judgeLabelled(labelledTurns(outside, idAmongCards([...known.values()])), known));
    expect(total.failed?.value).toBeLessThanOrEqual(0.03);
    expect(total.flagged?.value).toBeLessThanOrEqual(0.06);
    expect(total.auroc).toBeGreaterThanOrEqual(0.78);
  });
});
