import { ENOUGH_EXAMPLES } from '../compile/enough.ts';
import { GENERIC } from '../compile/voice.ts';
import type { CompiledCard, VoiceModel } from '../model/compiled-card.ts';
import type { Scorer } from '../model/scorer.ts';
import { nullScore, scoreOf } from '../model/scorer.ts';
import { exampleThatIs } from '../reading/own-example.ts';
import { squeezed } from '../reading/text.ts';

/** Letters below which a turn sounds like anybody. */
const LEAST_LETTERS = 14;
/** Nats a gram between two voices that make the odds e to one. */
const TEMPERATURE = 0.09;

/** Several scorers ask the same of a turn. */
const answers = new WeakMap<CompiledCard, Map<string, Record<string, number>>>();
const MOST_ANSWERS = 2_000;

/** Whom a turn sounds like: a probability for each class of the card's voice model; null without one. */
export function soundsLike(text: string, card: CompiledCard): Record<string, number> | null {
  if (card.voice === null) return null;
  const known = answers.get(card) ?? new Map<string, Record<string, number>>();
  answers.set(card, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  const odds = oddsOf(text, card, card.voice);
  if (known.size >= MOST_ANSWERS) known.clear();
  known.set(text, odds);
  return odds;
}

function oddsOf(text: string, card: CompiledCard, voice: VoiceModel): Record<string, number> {
  const solid = squeezed(text);
  const example = exampleThatIs(text, card);
  const scores = voice.logOdds(text, 'full', example === undefined ? undefined : { of: card.id, text: example.text });
  const values = Object.values(scores);
  const top = Math.max(...values);
  const length = Math.min(1.6, Math.max(0.4, solid.length / 60));
  const powers = values.map((value) => Math.exp(((value - top) / TEMPERATURE) * length));
  const sum = powers.reduce((total, power) => total + power, 0);
  return Object.fromEntries(Object.keys(scores).map((name, index) => [name, (powers[index] ?? 0) / sum]));
}

/** Turns that are told together: one alone sounds like anybody, and five of a language model like somebody else in one pool of ten. */
const POOL = 12;

/** A8: whether a dozen turns or more, taken together, sound like their speaker rather than a colleague or an assistant. */
export const discriminability: Scorer = {
  id: 'A8',
  hard: false,
  weight: 2,
  version: 2,
  score(turns, card) {
    if (card.voice === null) {
      const params = { examples: card.examples.length, enough: ENOUGH_EXAMPLES };
      return nullScore(discriminability, card, { code: 'voice.few-examples', params });
    }
    const read = turns.map(({ id, utterance }) => ({
      id,
      odds: squeezed(utterance).length < LEAST_LETTERS ? null : soundsLike(utterance, card),
    }));
    const heard = read.flatMap(({ odds }) => (odds === null ? [] : [odds]));
    const pools = pooled(heard);
    if (pools.length === 0)
      return nullScore(discriminability, card, {
        code: 'voice.few-turns',
        params: { turns: heard.length, enough: POOL },
      });
    const own = pools.map((pool) => shareOf(pool, card.id));
    const score = own.reduce((sum, one) => sum + one, 0) / own.length;
    const loudest = [...new Set(pools.map((pool) => top(pool)))].filter((name) => name !== card.id);
    return {
      ...scoreOf(
        discriminability,
        card,
        read.map(({ id, odds }) => ({
          turn: id,
          score: odds === null ? null : shareOf(odds, card.id),
          read: true,
          evidence: [],
        })),
      ),
      score,
      coverage: 1,
      figures: { pools: pools.length, own: own.filter((share) => share >= 0.5).length / own.length },
      notes: loudest.map((whom) =>
        whom === GENERIC
          ? { code: 'voice.sounds-generic', params: {} }
          : { code: 'voice.sounds-like', params: { whom } },
      ),
    };
  },
};

/** Pools of a dozen turns in their order; what is left over joins the last. */
function pooled(heard: readonly Record<string, number>[]): Record<string, number>[] {
  const many = Math.floor(heard.length / POOL);
  return Array.from({ length: many }, (_, at) => {
    const own = heard.slice(at * POOL, at === many - 1 ? undefined : (at + 1) * POOL);
    const names = Object.keys(own[0] ?? {});
    const nats = names.map((name) => own.reduce((sum, odds) => sum + Math.log(Math.max(1e-6, odds[name] ?? 0)), 0));
    const most = Math.max(...nats);
    return Object.fromEntries(names.map((name, index) => [name, Math.exp((nats[index] ?? 0) - most)]));
  });
}

const top = (pool: Record<string, number>) => Object.entries(pool).sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';

/** The own voice against the loudest other. */
function shareOf(pool: Record<string, number>, id: string): number {
  const own = pool[id] ?? 0;
  const other = Math.max(...Object.entries(pool).flatMap(([name, value]) => (name === id ? [] : [value])));
  return own + other === 0 ? 1 : own / (own + other);
}
