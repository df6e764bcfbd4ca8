import type { MemberReport } from '../fidelity/evaluation/report.ts';
import type { Finding } from '../fidelity/findings/finding.ts';
import type { CompiledCard } from '../fidelity/model/compiled-card.ts';
import type { Score, ScoreEvidence } from '../fidelity/model/score.ts';
import { errorOf, gates, isMoreThanChance } from '../fidelity/proven/proven.ts';
import { SCORERS } from '../fidelity/scorers/index.ts';
import { findingsText, findingText, reasonText } from '../fidelity/words/sentences.ts';
import type { EvaluatedDebate } from './evaluated.ts';
import type { AtLeast } from './types.ts';

interface Result {
  pass: boolean;
  message: () => string;
}

/** One member who falls short: what was expected and got, and the places. */
interface Shortfall {
  persona: string;
  sentence: string;
  evidence: readonly ScoreEvidence[];
}

const two = (value: number | null | undefined) => (value == null ? 'no score' : value.toFixed(2));

function result(received: EvaluatedDebate, fact: string, shortfalls: readonly Shortfall[]): Result {
  return {
    pass: shortfalls.length === 0,
    message: () =>
      shortfalls.length === 0
        ? `expected the opposite of: ${fact}`
        : [
            `expected that ${fact}`,
            ...shortfalls.map((one) => placesOf(received, one)),
            `again: ${received.command}`,
          ].join('\n'),
  };
}

const MOST = 3;

/** How often this check is wrong, so that a reader knows what to make of it. */
function errorText(finding: Finding): string {
  const { wrong, of } = errorOf(finding.code);
  const measured = `this check was wrong about ${wrong} of ${of} turns in character by others`;
  return gates(finding) ? measured : `${measured}; it is a note and fails nothing by itself`;
}

/** The turn, the line of the card that it is held against, and why. */
function placesOf({ report, cardTexts, debates }: EvaluatedDebate, { persona, sentence, evidence }: Shortfall): string {
  const lines = (cardTexts[persona] ?? '').split('\n');
  const places = evidence.slice(0, MOST).flatMap(({ turn, quote, finding, cardLine }) => {
    const said = report.turns.find(({ id }) => id === turn);
    const debate = debates.find(({ id }) => id === said?.debate);
    const where = debate === undefined ? turn : `${debate.scenario}, seed ${debate.seed}, turn ${said?.turn ?? '?'}`;
    return [
      `  ${where}: “${said?.utterance ?? quote}”`,
      `    “${quote}”: ${findingText(finding)}`,
      `    ${errorText(finding)}`,
      ...(cardLine === undefined ? [] : [`    card, line ${cardLine}: ${lines[cardLine - 1]?.trim() ?? ''}`]),
    ];
  });
  const more = evidence.length > MOST ? [`  and ${evidence.length - MOST} more places`] : [];
  return [`${persona}: ${sentence}`, ...places, ...more].join('\n');
}

function membersOf({ report }: EvaluatedDebate, persona: string | undefined): MemberReport[] {
  if (persona === undefined) return report.members;
  const found = report.members.filter((member) => member.persona === persona);
  if (found.length > 0) return found;
  const known = report.members.map((member) => member.persona).join(', ');
  throw new TypeError(`expected a member who spoke, got \`${persona}\`; there are ${known === '' ? 'none' : known}`);
}

const scoreIn = ({ card }: MemberReport, scorer: string) => card.scores.find((score) => score.scorer === scorer);

/** Holds one scorer of the members to a bar; a score that is not there is a shortfall, with the scorer's own reason. */
function atLeast(
  received: EvaluatedDebate,
  persona: string | undefined,
  scorer: string,
  bar: number,
  fact: string,
): Result {
  const shortfalls = membersOf(received, persona).flatMap((member): Shortfall[] => {
    const score = scoreIn(member, scorer);
    if (score?.score != null && score.score >= bar) return [];
    return [{ persona: member.persona, sentence: short(score, bar), evidence: score?.evidence ?? [] }];
  });
  return result(received, fact, shortfalls);
}

const short = (score: Score | undefined, bar: number) =>
  score?.score == null
    ? `${score?.scorer ?? 'the scorer'} has no score: ${score === undefined ? 'it did not run' : findingsText(score.notes)}`
    : `${score.scorer} is ${two(score.score)}, at least ${two(bar)} was expected`;

/** Whether a proven check of a scorer failed a member. */
const failsBy = (received: EvaluatedDebate, persona: string | undefined, scorer: string): boolean =>
  membersOf(received, persona).some(({ card }) => card.because.some((one) => one.scorer === scorer));

const who = (persona: string | undefined) => persona ?? 'every member';

/** The score of one scorer on a member's turns with something else in place of their card. */
function again(received: EvaluatedDebate, card: CompiledCard, scorer: string): Score | undefined {
  const all = received.debates.flatMap(({ turns }) => turns);
  const own = all.filter(({ persona }) => persona === card.id);
  return SCORERS.find(({ id }) => id === scorer)?.score(own, card, {
    all,
    sides: received.debates.map(({ sides }) => sides),
  });
}

export const MATCHERS = {
  toStayInCharacter(
    received: EvaluatedDebate,
    persona: string,
    { atLeast: bar }: Pick<AtLeast, 'atLeast'> = {},
  ): Result {
    const shortfalls = membersOf(received, persona).flatMap(({ card }): Shortfall[] => {
      if (card.verdict === 'pass' && (bar === undefined || (card.total !== null && card.total >= bar))) return [];
      const broken = card.scores.filter(({ scorer }) => card.because.some((one) => one.scorer === scorer));
      const lowest = card.scores
        .filter(({ scorer, score }) => score !== null && counts(scorer))
        .sort((a, b) => (a.score ?? 1) - (b.score ?? 1))
        .slice(0, 1);
      const sentence =
        card.verdict === 'pass'
          ? `the weighted total is ${two(card.total)}, at least ${two(bar)} was asked for; lowest is ${lowest[0]?.scorer ?? 'none'}`
          : `${card.verdict === 'fail' ? 'a proven check failed' : 'there is no verdict'}: ${card.because.map(reasonText).join('; ')}`;
      const evidence = (broken.length > 0 ? broken : lowest)
        .flatMap((score) => score.evidence)
        .sort((a, b) => Number(gates(b.finding)) - Number(gates(a.finding)));
      return [{ persona, sentence, evidence }];
    });
    return result(received, `${persona} stays in character`, shortfalls);
  },

  toDeferTo(
    received: EvaluatedDebate,
    colleague: string,
    { about, by, proven = false }: { about?: string; by?: string; proven?: boolean } = {},
  ): Result {
    const bound = received.cards
      .filter(({ id }) => by === undefined || id === by)
      .map((card) => ({
        ...card,
        boundaries: card.boundaries.filter(
          ({ to, topic }) => to === colleague && (about === undefined || topic === about),
        ),
      }))
      .filter(({ boundaries }) => boundaries.length > 0);
    const scored = bound.map((card) => ({ card, score: again(received, card, 'A5') }));
    const topic = about === undefined ? '' : ` about ${about}`;
    const fact = `${by ?? 'whoever should'} defers to ${colleague}${topic}`;
    if (bound.length === 0)
      return result(received, fact, [
        { persona: by ?? 'nobody', sentence: `no card leaves work${topic} to ${colleague}`, evidence: [] },
      ]);
    if (scored.every(({ score }) => score?.score == null))
      return result(received, fact, [
        {
          persona: bound.map(({ id }) => id).join(', '),
          sentence: `no turn touches that work, so nothing was measured`,
          evidence: [],
        },
      ]);
    const shortfalls = scored.flatMap(({ card, score }): Shortfall[] =>
      score?.score == null || score.score >= 0.9 || (proven && !isBroken(score))
        ? []
        : [
            {
              persona: card.id,
              sentence: `claims work that is ${colleague}'s (boundaries ${two(score.score)})`,
              evidence: score.evidence,
            },
          ],
    );
    return result(received, fact, shortfalls);
  },

  toRespectLaw(received: EvaluatedDebate, law: string, { by }: { by?: string } = {}): Result {
    const bound = received.cards.filter(
      ({ id, laws }) => (by === undefined || id === by) && laws.some((one) => one.id === law),
    );
    const known = [...new Set(received.cards.flatMap(({ laws }) => laws.map(({ id }) => id)))].join(', ');
    if (bound.length === 0)
      throw new TypeError(`expected a law that a card has, got \`${law}\`; there are ${known === '' ? 'none' : known}`);
    // A code of A4 begins with the law that the place breaks.
    const shortfalls = bound.flatMap(({ id }): Shortfall[] => {
      const member = received.report.members.find(({ persona }) => persona === id);
      const evidence = (member && scoreIn(member, 'A4')?.evidence) ?? [];
      const broken = evidence.filter(({ finding }) => finding.code.startsWith(`${law}.`) && gates(finding));
      return broken.length === 0
        ? []
        : [{ persona: id, sentence: `numbers break ${law} in ${broken.length} places`, evidence: broken }];
    });
    return result(received, `${by === undefined ? 'numbers respect' : `numbers of ${by} respect`} ${law}`, shortfalls);
  },

  toKeepRegister(
    received: EvaluatedDebate,
    persona?: string,
    { atLeast: bar = 0.8, proven = false }: AtLeast = {},
  ): Result {
    const fact = `${who(persona)} keeps language and register`;
    const result = atLeast(received, persona, 'A1', bar, fact);
    return proven && !failsBy(received, persona, 'A1') ? { ...result, pass: true } : result;
  },

  toNotContradict(
    received: EvaluatedDebate,
    persona?: string,
    { proven = false }: Pick<AtLeast, 'proven'> = {},
  ): Result {
    const result = atLeast(received, persona, 'A2', 1, `${who(persona)} contradicts no fact of the card`);
    return proven && !failsBy(received, persona, 'A2') ? { ...result, pass: true } : result;
  },

  toNotDrift(received: EvaluatedDebate, persona?: string, { atLeast: bar = 0.8 }: AtLeast = {}): Result {
    return atLeast(received, persona, 'A7', bar, `${who(persona)} does not drift`);
  },

  toBeTellableApart(received: EvaluatedDebate, { atLeast: bar = 0.4 }: AtLeast = {}): Result {
    const { confusion } = received.report;
    const fact = 'the members are told apart by how they sound';
    if (confusion === null)
      return result(received, fact, [
        { persona: 'all', sentence: 'no card has enough examples to tell voices apart', evidence: [] },
      ]);
    const shares = confusion.rows.map(({ persona, counts: heard }) => {
      const total = heard.reduce((sum, one) => sum + one, 0);
      return { persona, share: total === 0 ? 0 : (heard[confusion.classes.indexOf(persona)] ?? 0) / total };
    });
    const mean = shares.reduce((sum, { share }) => sum + share, 0) / Math.max(1, shares.length);
    if (mean >= bar) return result(received, fact, []);
    const shortfalls = shares
      .filter(({ share }) => share < bar)
      .map(({ persona, share }): Shortfall => {
        const member = received.report.members.find((one) => one.persona === persona);
        const evidence = member === undefined ? [] : (scoreIn(member, 'A8')?.evidence ?? []);
        return {
          persona,
          sentence: `${two(share)} of the turns sound like the speaker; the mean is ${two(mean)}, at least ${two(bar)} was expected`,
          evidence,
        };
      });
    return result(received, fact, shortfalls);
  },
};

/** Whether proven checks found more turns than they are wrong about. */
function isBroken({ turns }: Score): boolean {
  const found = turns.filter(({ evidence }) => evidence.some(({ finding }) => gates(finding))).length;
  return found > 0 && isMoreThanChance('reader.finds', found, turns.length);
}

const counts = (scorer: string) => SCORERS.some(({ id, weight }) => id === scorer && weight > 0);
