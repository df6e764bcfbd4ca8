import type { ScoreEvidence } from '../../core/score.ts';
import { sentencesOf } from '../korean/sentences.ts';
import { near } from '../laws/law.ts';
import { quantitiesIn } from '../laws/quantities.ts';
import { cite, perTurn } from '../scorer.ts';
import type { CitedNumber, SpokenTurn } from '../turn.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

/** Told of others, supposed or asked: nobody vouches for the figure. */
const UNVOUCHED =
  /다고(?:들)? (?:하|들|우기|적)|라고 (?:하던|우기|적)|라던데|다던데|(?:만약|가령)|말이 (?:안|돼)|\b(?:claims?|claimed|(?<!chinchilla )says|wrote|argues|rumou?r|allegedly|supposedly)\b|don't buy|doesn't add up|\bthey (?:say|said)|나(?:는|도)? 안 믿|못 믿|suppose|hypothetically|typo|오타|잘못 (?:적|쓴|본)|틀렸|wrong\b/iu;

/** A4: numbers against their source where the turn cites one, else against the laws of the card. */
export const numbers = perTurn({
  id: 'A4',
  name: 'numbers',
  hard: true,
  weight: 0,
  version: 1,
  read({ turn }, card) {
    const cited = (turn.numbers ?? []).map((number) => ({ number, agrees: agreesWithSource(number) }));
    const evidence: Evidence[] = cited.flatMap(({ number, agrees }) =>
      agrees === false ? [citeNumber(turn, number)] : [],
    );
    const known = new Set(cited.flatMap(({ number, agrees }) => (agrees === null ? [] : [number.text])));
    let checked = cited.filter(({ agrees }) => agrees !== null).length;
    for (const { text, start } of sentencesOf(turn.utterance)) {
      if (UNVOUCHED.test(text)) continue;
      const quantities = quantitiesIn(text);
      if (quantities.length === 0) continue;
      for (const law of card.laws) {
        const found = law.check({ text, quantities, utterance: turn.utterance });
        if (found === null) continue;
        checked += 1;
        for (const one of found) {
          // Its own source has confirmed it: a rule of thumb does not overrule a calculation.
          if ([...known].some((said) => turn.utterance.slice(start + one.start, start + one.end).includes(said)))
            continue;
          evidence.push(
            cite(turn.utterance, start + one.start, start + one.end, `${law.id}: ${one.why}`, one.cardLine),
          );
        }
      }
    }
    return { score: checked === 0 ? null : evidence.length === 0 ? 1 : 0, evidence: evidence.slice(0, 4) };
  },
});

/** Null when the record has no value for a source, or none to compare with. */
function agreesWithSource({ text, value, op, sources }: CitedNumber): boolean | null {
  const values = sources.flatMap((source) => (source.value === null ? [] : [source.value]));
  const [first, second] = values;
  if (first === undefined || values.length < sources.length || op === 'count') return null;
  const expected = {
    is: first,
    abs: Math.abs(first),
    percent: first * 100,
    difference: second === undefined ? null : first - second,
    ratio: second === undefined || second === 0 ? null : first / second,
    sum: values.reduce((sum, one) => sum + one, 0),
    product: values.reduce((product, one) => product * one, 1),
  }[op];
  if (expected === null) return null;
  // Half of the last digit that is printed, or what three digits of a rounded magnitude lose.
  const decimals = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  const half = 0.5 * 10 ** -decimals;
  const alike = (a: number) => Math.abs(a - expected) <= half * 1.01 || near(a, expected, 0.006);
  return alike(value) || alike(-value) || alike(1 / (value || 1));
}

function citeNumber({ utterance }: SpokenTurn, { text, sources }: CitedNumber): Evidence {
  const at = Math.max(0, utterance.indexOf(text));
  const source = sources.map(({ ref, value, unit }) => `${ref} has ${value} ${unit}`).join(', ');
  return cite(
    utterance,
    at,
    at + (utterance.includes(text) ? text.length : 0),
    `source: ${text} is not what it cites; ${source}`,
  );
}
