import { ENOUGH_EXAMPLES } from '../compile/enough.ts';
import { GENERIC, PEOPLE } from '../compile/voice.ts';
import type { CompiledCard, VoiceModel } from '../model/compiled-card.ts';
import { cite, perTurn } from '../model/scorer.ts';
import { squeezed } from '../reading/text.ts';

/** Letters below which a turn sounds like anybody. */
const LEAST_LETTERS = 14;
/** Nats a gram between two voices that make the odds e to one. */
const TEMPERATURE = 0.09;

/** Several scorers ask the same of a turn. */
const answers = new WeakMap<CompiledCard, Map<string, Record<string, number>>>();
const MOST_ANSWERS = 2_000;

/** Whom a turn sounds like: a probability for each class of the card's voice model; null without one. */
export function soundsLike(
  text: string,
  card: CompiledCard,
  view: 'full' | 'style' = 'full',
): Record<string, number> | null {
  if (card.voice === null) return null;
  const key = `${view} ${text}`;
  const known = answers.get(card) ?? new Map<string, Record<string, number>>();
  answers.set(card, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  const odds = oddsOf(text, card, card.voice, view);
  if (known.size >= MOST_ANSWERS) known.clear();
  known.set(key, odds);
  return odds;
}

const lastAsked = new WeakMap<CompiledCard, { text: string; odds: number | null }>();

/** The probability that a turn is put as an assistant puts it rather than people do, whoever the member is; null for what is too short. */
export function genericOdds(text: string, card: CompiledCard): number | null {
  if (squeezed(text).length < LEAST_LETTERS) return null;
  const last = lastAsked.get(card);
  if (last?.text === text) return last.odds;
  const odds = oddsOf(text, card, card.manners, 'full')[GENERIC] ?? null;
  lastAsked.set(card, { text, odds });
  return odds;
}

function oddsOf(text: string, card: CompiledCard, voice: VoiceModel, view: 'full' | 'style'): Record<string, number> {
  const solid = squeezed(text);
  const example = card.examples.find((one) => squeezed(one.text) === solid);
  const scores = voice.logOdds(
    text,
    view,
    example === undefined ? undefined : { of: voice === card.manners ? PEOPLE : card.id, text: example.text },
  );
  const values = Object.values(scores);
  const top = Math.max(...values);
  const length = Math.min(1.6, Math.max(0.4, solid.length / 60));
  const powers = values.map((value) => Math.exp(((value - top) / TEMPERATURE) * length));
  const sum = powers.reduce((total, power) => total + power, 0);
  return Object.fromEntries(Object.keys(scores).map((name, index) => [name, (powers[index] ?? 0) / sum]));
}

/** A8: whether the turn sounds like its speaker rather than a colleague or an assistant without a person. */
export const discriminability = perTurn({
  id: 'A8',
  name: 'recognizable voice',
  hard: false,
  weight: 2,
  version: 1,
  unscored: ({ voice, examples }) =>
    voice === null
      ? { code: 'voice.few-examples', params: { examples: examples.length, enough: ENOUGH_EXAMPLES } }
      : undefined,
  read({ turn: { utterance } }, card) {
    const odds = squeezed(utterance).length < LEAST_LETTERS ? null : soundsLike(utterance, card);
    if (odds === null) return { score: null };
    const own = odds[card.id] ?? 0;
    const [other, most] = Object.entries(odds)
      .filter(([name]) => name !== card.id)
      .sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
    // Even odds against the nearest other voice are no evidence; two to one against the speaker begin to be.
    const score = own + most === 0 ? 1 : own / (own + most);
    return score >= 0.35
      ? { score }
      : {
          score,
          evidence: [
            cite(
              utterance,
              0,
              utterance.length,
              other === GENERIC
                ? { code: 'voice.sounds-generic', params: {} }
                : { code: 'voice.sounds-like', params: { whom: other } },
            ),
          ],
        };
  },
});
