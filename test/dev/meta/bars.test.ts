import { describe, expect, it } from 'vitest';
import { measureScorers, TARGETS } from '../../../dev/meta/meta.ts';
import { SCORERS } from '../../../src/fidelity/scorers/index.ts';
import { shippedCards } from '../../fidelity/team.ts';

const meta = measureScorers(shippedCards(), SCORERS);
const { mutation } = meta;

describe('the scorers on held-out quotes of the shipped cards', () => {
  it('tell mutants from what is in character, and leave alone what only looks like one', () => {
    // Rules of form alone: half of the classes have none, and count as not found.
    expect(mutation.overall.auroc).toBeGreaterThanOrEqual(0.72);
    // One sentence that stands for forty turns is one false alarm.
    const wordings = mutation.negatives.flatMap((row) => row.wordings ?? []);
    const wrong = wordings.reduce((sum, { value, n }) => sum + value * n, 0);
    expect(wrong / wordings.reduce((sum, { n }) => sum + n, 0)).toBeLessThanOrEqual(0.05);
    expect(mutation.negatives.find(({ kind }) => kind === 'original')?.falsePositives?.value).toBeLessThanOrEqual(0.05);
  });

  it('leave facts about others alone', () => {
    const row = mutation.negatives.find(({ kind }) => kind === 'third_person_fact');
    expect(row?.n).toBeGreaterThanOrEqual(50);
    expect(row?.falsePositives?.value).toBeLessThanOrEqual(0.05);
  });

  // What form shows. What has none is the reader's, which reads no turn without a situation: turns by others measure it.
  it.each(['identity_fact', 'biography_year', 'language', 'numeric_error'])('recall %s', (kind) => {
    const row = mutation.classes.find((one) => one.kind === kind);
    expect(row?.n).toBeGreaterThanOrEqual(50);
    expect(row?.recall?.value).toBeGreaterThanOrEqual(TARGETS.recall);
  });

  it('names what it cannot do', () => {
    expect(meta.unproven).toContain('swapped_speaker');
    expect(mutation.classes.find(({ kind }) => kind === 'swapped_speaker')?.survivors.length).toBeGreaterThan(0);
  });

  it('attribute turns to the card that they are from', () => {
    for (const { top1, auroc } of meta.swap) {
      expect(top1?.value).toBeGreaterThanOrEqual(TARGETS.swapTop1);
      expect(auroc).toBeGreaterThanOrEqual(0.9);
    }
  });

  it('fall with the dose, find the onset, and do not move for harmless changes', () => {
    expect(meta.dose.spearman).toBeLessThanOrEqual(TARGETS.dose);
    expect(meta.onset?.value).toBeGreaterThanOrEqual(TARGETS.onset);
    expect(Math.max(...Object.values(meta.invariance))).toBeLessThanOrEqual(TARGETS.invariance);
    expect(meta.canariesMissed).toEqual([]);
  });
});
