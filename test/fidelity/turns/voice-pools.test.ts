import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { discriminability } from '../../../src/fidelity/scorers/discriminability.ts';
import { debateDocument, openRecordFile } from '../../../src/pitwall.ts';
import { cardsOfOthers, turnsByOthers } from './by-others.ts';

const RECORDS = 'test/fixtures/records';
const POOLS = 40;
const LENGTH = 12;

/** Park and Miller's generator. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const cards = cardsOfOthers();

/** Of pools of a dozen sound turns of one member, drawn at random, how many sound more like somebody else. */
function shareOfOthers(said: ReadonlyMap<string, readonly string[]>): { pools: number; share: number } {
  const next = numbersFrom(7);
  const own = [...said].flatMap(([member, texts]) => {
    const card = cards.get(member);
    if (card === undefined || card.voice === null || texts.length < LENGTH) return [];
    return Array.from({ length: POOLS }, () => {
      const drawn = Array.from({ length: LENGTH }, (_, index) => ({
        id: String(index),
        persona: member,
        context: [],
        utterance: texts[Math.floor(next() * texts.length)] ?? '',
      }));
      return discriminability.score(drawn, card).score ?? 1;
    });
  });
  return { pools: own.length, share: own.filter((score) => score < 0.5).length / own.length };
}

function byMember(turns: Iterable<readonly [member: string, text: string]>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [member, text] of turns) found.set(member, [...(found.get(member) ?? []), text]);
  return found;
}

describe('whose voice a dozen turns are in', () => {
  it('is their speaker’s for 99 in 100 pools of sound turns by others', () => {
    const sound = turnsByOthers().filter(({ corruption }) => corruption === null);
    const { pools, share } = shareOfOthers(byMember(sound.map(({ turn }) => [turn.persona, turn.utterance] as const)));
    expect(pools).toBeGreaterThan(300);
    expect(share).toBeLessThanOrEqual(0.01);
  });

  it('is their speaker’s for 95 in 100 pools of turns of language models, which nobody else wrote', () => {
    const said = readdirSync(RECORDS)
      .filter((file) => file.endsWith('.language-models.jsonl'))
      .flatMap((file) => {
        const { store, id } = openRecordFile(`${RECORDS}/${file}`);
        const { turns } = debateDocument({ store, id });
        store.close();
        return turns.map(({ speaker, utterance }) => [speaker, utterance] as const);
      });
    const { pools, share } = shareOfOthers(byMember(said));
    expect(pools).toBeGreaterThan(300);
    expect(share).toBeLessThanOrEqual(0.05);
  });
});
