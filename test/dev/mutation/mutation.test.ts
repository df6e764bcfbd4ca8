import { describe, expect, it } from 'vitest';
import { mutantsOf } from '../../../dev/mutation/generate.ts';
import { atLevel, levelsOf } from '../../../dev/mutation/level.ts';
import { HARD_NEGATIVES, MUTATION_CLASSES } from '../../../dev/mutation/mutant.ts';
import { levelOf } from '../../../dev/mutation/wording.ts';
import { shippedHeldOut } from '../../fidelity/team.ts';

const { cards, samples } = shippedHeldOut();
const plan = { samples, cards, seed: 1, perClass: 60, perNegative: 40 };
const mutants = mutantsOf(plan);
const cardOf = (id: string) => cards.find((card) => card.id === id);
const originals = new Map(samples.map((sample) => [sample.id, sample]));
const originalOf = (id: string) => originals.get(id.split('/')[0] ?? '');

describe('mutants of the shipped cards', () => {
  it.each(MUTATION_CLASSES)('has 50 of %s, in both halves and both languages where the class has them', (kind) => {
    const ofKind = mutants.filter((mutant) => mutant.kind === kind);
    expect(ofKind.length).toBeGreaterThanOrEqual(50);
    expect(new Set(ofKind.map(({ half }) => half))).toEqual(new Set(['tune', 'held']));
    const languages = new Set(ofKind.map(({ turn }) => turn.language));
    expect(languages).toEqual(new Set(kind === 'register' ? ['ko'] : ['ko', 'en']));
  });

  it('has 200 hard negatives of every kind together', () => {
    const negatives = mutants.filter(({ corrupted }) => !corrupted);
    expect(negatives.length).toBeGreaterThanOrEqual(200);
    expect(new Set(negatives.map(({ kind }) => kind))).toEqual(new Set(HARD_NEGATIVES));
  });

  it('makes the same mutants again, and others from another seed', () => {
    expect(mutantsOf(plan)).toEqual(mutants);
    expect(mutantsOf({ ...plan, seed: 2 }).map(({ turn }) => turn.utterance)).not.toEqual(
      mutants.map(({ turn }) => turn.utterance),
    );
  });

  it('keeps a template in one half', () => {
    const halves = new Map<string, Set<string>>();
    for (const { kind, template, half } of mutants) {
      const key = `${kind}/${template}`;
      halves.set(key, (halves.get(key) ?? new Set()).add(half));
    }
    expect([...halves.values()].every((set) => set.size === 1)).toBe(true);
  });

  it('changes the turn or what stands before it', () => {
    const unchanged = mutants.filter(({ id, turn }) => {
      const original = originalOf(id);
      return original?.utterance === turn.utterance && original.before.length === turn.before.length;
    });
    expect(unchanged.map(({ id }) => id)).toEqual([]);
  });

  it('plants no school or employer that the card has', () => {
    const planted = mutants.filter(({ kind }) => kind === 'identity_fact');
    for (const { turn } of planted) {
      const [, school] = /PhD at ([\w ]+),/.exec(turn.utterance) ?? [];
      if (school !== undefined) expect(cardOf(turn.persona)?.education.join(' ')).not.toContain(school);
    }
    expect(planted.some(({ turn }) => turn.utterance.includes('PhD at'))).toBe(true);
  });

  it('speaks at a level that the card never uses', () => {
    const converted = mutants.filter(({ template }) => template === 'to-formal');
    expect(converted.length).toBeGreaterThan(3);
    for (const { turn } of converted) {
      const card = cardOf(turn.persona);
      expect(card && levelsOf(card).has('formal')).toBe(false);
      expect(levelOf(turn.utterance)).toBe('formal');
    }
  });
});

describe('speech levels', () => {
  it('converts known endings and refuses a sentence whose ending it does not know', () => {
    expect(atLevel('한 번 돌려 봤어요. 그게 답이에요.', 'plain')).toBe('한 번 돌려 봤어. 그게 답이야.');
    expect(atLevel('설정을 확인했어. 캐시가 없어.', 'formal')).toBe('설정을 확인했습니다. 캐시가 없습니다.');
    expect(atLevel('설정을 확인했어.', 'archaic')).toBe('설정을 확인했소.');
    expect(atLevel('그러면 어쩌라고.', 'formal')).toBeNull();
  });
});
