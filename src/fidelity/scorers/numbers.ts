import { sentencesOf, withoutQuotes } from '../korean/sentences.ts';
import { quantitiesIn } from '../laws/quantities.ts';
import type { ScoreEvidence } from '../model/score.ts';
import { cite, perTurn } from '../model/scorer.ts';
import type { CitedNumber, SpokenTurn } from '../model/turn.ts';
import { followsFromOthers } from '../reader/figures.ts';
import { agreesWithSource } from './agrees-with-source.ts';
import { asDoubt, byReader, joinReadings } from './by-reader.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

/** Told of others, supposed or asked: nobody vouches for the figure. */
const UNVOUCHED =
  /다고(?:들)? (?:하|들|우기|적)|라고 (?:하던|우기|적)|라던데|다던데|(?:만약|가령)|말이 (?:안|돼)|\b(?:claims?|claimed|(?<!(?:chinchilla|profile|trace|log|card|sheet) )says|wrote|argues|rumou?r|allegedly|supposedly)\b|don't buy|doesn't add up|\bthey (?:say|said)|나(?:는|도)? 안 믿|못 믿|suppose|hypothetically|typo|오타|잘못 (?:적|쓴|본)|틀렸|틀린 (?:숫자|수치|말|값)|(?:다고|라고|다는|라는|이라는)\s?(?:한|말한|할|뜻|말|얘기|소리|주장)?(?:은|한)?\s?(?:건|게|것은|것이|적은|적이|뜻은|말은|얘기는|의미는)?\s?(?:아니|없)|\b(?:i (?:never|didn't) (?:say|said|mean)|not (?:saying|claiming))\b|wrong\b/iu;

/** A4: numbers against their source where the turn cites one, else against the laws of the card. */
export const numbers = perTurn({
  id: 'A4',
  hard: true,
  weight: 0,
  version: 2,
  read(place, card) {
    const { turn } = place;
    const earlier = place.before.map(({ text }) => text).join(' ');
    const heard = new Set(quantitiesIn(earlier).map(({ text }) => text));
    const cited = (turn.numbers ?? []).map((number) => ({ number, agrees: agreesWithSource(number) }));
    const evidence: Evidence[] = cited.flatMap(({ number, agrees }) =>
      agrees === false ? [citeNumber(turn, number)] : [],
    );
    const known = new Set(cited.flatMap(({ number, agrees }) => (agrees === null ? [] : [number.text])));
    const unfounded = turn.unfounded ?? [];
    evidence.push(...unfounded.map((said) => citeUnfounded(turn, said)));
    let checked = unfounded.length + cited.filter(({ agrees }) => agrees !== null).length;
    const whole = { text: withoutQuotes(turn.utterance), start: 0, isWhole: true };
    const sentences = sentencesOf(turn.utterance).map(({ text, start }) => ({ text, start, isWhole: false }));
    for (const { text, start, isWhole } of [...sentences, whole]) {
      if (UNVOUCHED.test(text)) continue;
      const quantities = quantitiesIn(text);
      if (quantities.length === 0) continue;
      for (const law of card.laws) {
        if ((law.wide === true) !== isWhole) continue;
        const found = law.check({ text, quantities, utterance: turn.utterance });
        if (found === null) continue;
        checked += 1;
        for (const one of found) {
          // Its own source has confirmed it: a rule of thumb does not overrule a calculation.
          if ([...known].some((said) => turn.utterance.slice(start + one.start, start + one.end).includes(said)))
            continue;
          if (isDisowned(text, one)) continue;
          const { params } = one.finding;
          const said = 'said' in params && typeof params.said === 'string' ? params.said : null;
          // What the situation itself speaks of is no slip of a figure of the card.
          if (one.finding.code === 'stated.differs' && said !== null && heard.has(said)) continue;
          if (said !== null && followsFromOthers(turn.utterance, said, start + one.start, start + one.end, earlier))
            continue;
          evidence.push(cite(turn.utterance, start + one.start, start + one.end, one.finding, one.cardLine));
        }
      }
    }
    const form = { score: checked === 0 ? null : evidence.length === 0 ? 1 : 0, evidence: evidence.slice(0, 4) };
    return joinReadings(form, asDoubt(byReader(place, card, ['numeric_error'])));
  },
});

/** `800GB일 리가 없잖아요`, `not 14B`: the figure is named to be denied. */
function isDisowned(text: string, { start, end }: { start: number; end: number }): boolean {
  return (
    /^\s?\S{0,8}?(?:일|할|될|인|이라는|라는|란|이란)?\s?(?:리가|리는|건|게|것은|것이|말이|말은)?\s?(?:없|아니|아냐|말고|틀|오타|말도 안)/u.test(
      text.slice(end, end + 16),
    ) ||
    /\b(?:not|isn't|never|no way|rather than|instead of|nowhere near|far from)\s(?:\w+\s)?$/iu.test(
      text.slice(Math.max(0, start - 22), start),
    )
  );
}

function citeUnfounded({ utterance }: SpokenTurn, said: string): Evidence {
  const at = Math.max(0, utterance.indexOf(said));
  return cite(utterance, at, at + said.length, { code: 'source.none', params: { said } });
}

function citeNumber({ utterance }: SpokenTurn, { text, sources }: CitedNumber): Evidence {
  const at = Math.max(0, utterance.indexOf(text));
  return cite(utterance, at, at + (utterance.includes(text) ? text.length : 0), {
    code: 'source.differs',
    params: { said: text, sources },
  });
}
