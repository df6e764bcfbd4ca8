import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/core/events.ts';
import { eventsOf } from '../../src/core/events.ts';
import { SHIPPED } from '../measures/debates.ts';
import { held } from '../measures/held.ts';
import { LANGUAGES, NAMES, spoken, textOf, whenOf } from '../voices/shipped.ts';

type Recorded = EventBody<'turn.recorded'>;
const SEEDS = [1, 2, 3, 4, 5];
const LOWERS =
  /lower my (confidence|number)|less (sure|firmly|confidence)|costs me some confidence|a good part of my confidence|much less certain|확신(은|만|을)( 좀)? (낮추|낮출|낮춥|낮췄|깎)|확신은 처음보다|자신은 많이 꺾/;
const shown = (confidence: number) => Number(confidence.toFixed(2));

async function turnsOf(name: string, seed: number): Promise<Recorded[]> {
  return eventsOf((await held(name, seed)).trial.events, 'turn.recorded');
}

describe('what a member says of himself', () => {
  it('is a lower confidence only where the recorded one has fallen', async () => {
    let said = 0;
    for (const name of SHIPPED) {
      for (const seed of SEEDS) {
        const last = new Map<string, number>();
        for (const { speaker, utterance, stance, turn } of await turnsOf(name, seed)) {
          const before = last.get(speaker);
          last.set(speaker, stance.confidence);
          if (before === undefined || !LOWERS.test(utterance)) continue;
          said += 1;
          expect([name, seed, turn, utterance, shown(stance.confidence) < shown(before)]).toEqual([
            name,
            seed,
            turn,
            utterance,
            true,
          ]);
        }
      }
    }
    expect(said).toBeGreaterThan(5);
  });

  it('is never a rebuttal of the option that he holds', async () => {
    let rebuttals = 0;
    for (const name of SHIPPED) {
      const { options, considerations } = (await held(name, 1)).scenario;
      const onOptions = new Set(considerations.filter(({ against }) => (against ?? '') in options).map(({ id }) => id));
      for (const seed of SEEDS) {
        for (const { act, claims, stance, utterance } of await turnsOf(name, seed)) {
          if (act !== 'rebut') continue;
          rebuttals += 1;
          const own = claims.filter(
            ({ reason, option, side, evidence }) =>
              onOptions.has(reason ?? '') &&
              evidence.kind !== 'colleague' &&
              option === stance.option &&
              side === 'against',
          );
          expect([utterance, own]).toEqual([utterance, []]);
        }
      }
    }
    expect(rebuttals).toBeGreaterThan(50);
  });
});

describe.each(NAMES)('the voice of %s', (name) => {
  it('disputes an option by its name only on a known side, and never the speaker’s own', () => {
    for (const language of LANGUAGES) {
      const grammar = spoken(name, language);
      const loose = (symbol: string, tags: readonly string[]) =>
        (grammar[symbol] ?? []).filter(
          (one) => textOf(one).includes('{theirs}') && !tags.every((tag) => whenOf(one).includes(tag)),
        );
      expect(loose('rebut.undercut', ['!own-side', '!plan'])).toEqual([]);
      expect(
        (grammar['rebut.counter'] ?? []).filter(
          (one) => textOf(one).includes('{theirs}') && !whenOf(one).some((tag) => tag === 'for' || tag === 'against'),
        ),
      ).toEqual([]);
    }
  });
});

describe('a memo after the price has changed', () => {
  it.each([16, 19])('cites the experiment at its last price and no longer at the first (seed %i)', async (seed) => {
    const { outcome, events } = (await held('loss-drop-3000', seed)).trial;
    const price = outcome?.experiment?.figures.costUsd?.value;
    const prices = eventsOf(events, 'tool.called').flatMap(({ figures }) => figures?.costUsd?.value ?? []);
    expect(new Set(prices).size).toBe(2);
    expect(price).toBe(prices.at(-1));
    const cited = outcome?.figures.filter(({ figure }) => figure.name === 'costUsd') ?? [];
    expect(cited.length).toBeGreaterThan(0);
    for (const { figure, text, command } of cited) {
      expect(figure.value).toBe(price);
      expect(text).toContain(String(Math.round(price ?? 0)));
      expect(text).not.toContain(String(Math.round(prices[0] ?? 0)));
      expect(command).toBe(outcome?.experiment?.command);
    }
  });
});
