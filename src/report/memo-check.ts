import type { Heard } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Language } from '../core/language.ts';
import type { LineFault, MemoFaults, WrittenLine } from '../core/memo.ts';
import { MOST_FIGURES, MOST_WORDS } from '../core/memo.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Ref } from '../core/turn.ts';
import { isSameJob, isSameWords } from '../reasoning/alike.ts';
import type { ClaimLife } from '../reasoning/claims.ts';
import { matchNumbers } from '../reasoning/matching.ts';
import { carriesOut, mentions } from '../reasoning/mentions.ts';
import type { KnownFigure } from '../reasoning/said-figures.ts';
import { wordsHeard } from '../reasoning/said-figures.ts';
import type { SaidNumber } from '../reasoning/said-numbers.ts';
import { digitsOf, numbersIn } from '../reasoning/said-numbers.ts';
import { choicesOf, MOST_WHOLE } from '../reasoning/settable.ts';
import { shownIn } from '../reasoning/shown-arithmetic.ts';
import { wordsIn } from '../reasoning/words-in.ts';
import { hasOwnBar } from './deciding.ts';
import type { Told } from './figures-at-once.ts';
import { figuresAtOnce, toldIn } from './figures-at-once.ts';
import { gainsNothing } from './gain-texts.ts';
import { NOT_TO_DO } from './in-written.ts';
import { nameIn } from './introduced.ts';
import { memoWords } from './memo-length.ts';
import { sentencesOf } from './shortened.ts';

/** What the lines of a written memo are held against. */
export interface MemoGround {
  scenario: Scenario;
  outcome: Outcome;
  heard: readonly Heard[];
  lives: readonly ClaimLife[];
  /** What its writer was told. */
  messages: readonly PromptMessage[];
  /** Each by the one name that the memo has for them, and the others that they have. */
  people: readonly { id: string; name: string; others: readonly string[] }[];
}

/** Digits by which a figure is known again. */
const TELLING = 2;

/** Parts of which each line stands in some turn; what is computed need not have been said. */
const SAID = new Set<WrittenLine['part']>(['why', 'actions']);

/**
 * What of a memo does not hold: a figure that stands neither in the debate nor in what was computed and follows from nothing there, a
 * turn that is not there, a reason that stands no more, another option in the place of the one that was decided, another language. And what
 * it leaves open for who is to act: a condition that ends in thinking again, a measurement that changes nothing, no word of who does the main work.
 */
export function memoFaults(ground: MemoGround): (lines: readonly WrittenLine[]) => MemoFaults {
  const known = knownIn(ground);
  const given = numbersIn(
    ground.messages
      .slice(1)
      .map(({ content }) => withoutTurns(content))
      .join('\n'),
  ).flatMap((number) => [number, ...asFraction(number)]);
  const settings = settingsIn(ground.scenario);
  const turns = turnsIn(ground);
  const stands = standingIn(ground, turns, known);
  const isAsked = askedIn(ground);
  const told = toldIn(ground.scenario, ground.outcome);
  const isComputed = (text: string) => {
    const own = numbersIn(text).filter((number) => digitsOf(number) >= TELLING);
    return own.length > 1 && own.every((number) => isFigure(number, known));
  };
  return (lines) => {
    const elsewhere = otherDecision(lines, ground);
    const sums = sumsIn(lines, known, given, settings);
    // What one line works out another may go on with.
    const results = [...sums.results, ...lines.flatMap(({ part, text }) => (part === 'sums' ? [] : resultsIn(text)))];
    const faults = lines.flatMap((line, index): LineFault[] => {
      if (line.part === 'sums') return sums.faults.filter((fault) => fault.line === index);
      const why =
        (index === elsewhere?.line ? elsewhere.why : null) ?? languageFault(line.text, ground.scenario.language);
      if (why !== null) return [{ line: index, why }];
      const fault = turnFault(line, { turns, stands, isAsked, isComputed });
      if (fault !== null) return [{ line: index, ...fault }];
      const figures = figureFault(line.text, known, [...given, ...sums.set, ...results]);
      if (figures !== null) return [{ line: index, ...figures }];
      return gapsIn(line, ground, told).map((gap) => ({ line: index, ...gap, isGap: true }));
    });
    return { lines: faults, gaps: gapsOf(lines, ground) };
  };
}

const resultsIn = (text: string): SaidNumber[] => {
  const numbers = numbersIn(text);
  return shownIn(text, numbers).flatMap(({ result, holds, operands }) => {
    const number = numbers[result];
    if (!holds || number === undefined) return [];
    const areShares = number.noun === '' && operands.every((at) => numbers[at]?.isPercent === true);
    return !number.isPercent && (areShares || POINTS.test(number.noun))
      ? [number, { ...number, isPercent: true, noun: '' }]
      : [number];
  });
};

/** What tells two percentages apart is said in points as well as with the sign. */
const POINTS = /^(?:points?|pp|포인트)$/;

/** What options may be set to, where the question names it one by one: a sum may work out any of those. */
const settingsIn = ({ options, facts }: Scenario): SaidNumber[] =>
  Object.values(options).flatMap(({ adjust }) =>
    Object.entries(adjust).flatMap(([input, one]) => {
      const all = choicesOf(one) ?? [];
      return all.length > MOST_WHOLE ? [] : numbersIn(all.map((to) => `${to} ${facts[input]?.unit ?? ''}`).join('; '));
    }),
  );

/**
 * What the sums come to whose figures stand, each from those before it as well, and what is wrong with the others. `set`: settings that they
 * work out, of which the text may speak.
 */
function sumsIn(
  lines: readonly WrittenLine[],
  known: readonly KnownFigure[],
  given: readonly SaidNumber[],
  settings: readonly SaidNumber[],
): { results: SaidNumber[]; set: SaidNumber[]; faults: LineFault[] } {
  const results: SaidNumber[] = [];
  const set = new Set<SaidNumber>();
  const faults: LineFault[] = [];
  for (const [line, { part, text }] of lines.entries()) {
    if (part !== 'sums') continue;
    const stated = [...given, ...settings];
    const fault = figureFault(text, known, [...stated, ...stated.flatMap(asBare), ...results]);
    if (fault !== null) {
      faults.push({ line, why: fault.why });
      continue;
    }
    results.push(...resultsIn(text));
    const values = new Set(numbersIn(text).map(({ value }) => value));
    for (const setting of settings) if (values.has(setting.value)) set.add(setting);
  }
  return { results, set: [...set], faults };
}

/** To think again is nothing that is done. */
const LOOKED_AT_AGAIN =
  /\b(?:reconsider|revisit|re-?evaluate|re-?assess|rethink|re-?open|re-?discuss)\w*|\b(?:decide|discuss|look|think|meet|talk)\w*(?: \w+){0,2} (?:again|anew|then)\b|재검토|재논의|재고(?=[한하]|\s?합)|다시\s?(?:논의|검토|정[한하할]|결정|판단|따[져지]|모[여이])/iu;
/** Of an option's name: who says so much of it names it. */
const MOST_OF_IT = 0.5;

/** Steps of the weighing, in which a table counts and nobody thinks. */
const IN_STEPS = /\d\.\d+\s?칸|\d\.\d+\s(?:of a )?steps? (?:ahead|behind|better|worse)\b/u;
const UNCONDITIONAL = /조건\s?없이|무조건|\bunconditional|\bwithout (?:any |a )?conditions?\b/iu;

/** Words in common by which a line is about a measurement. */
const SAME_DEED = 0.8;
/** `6.67 hours`, `3.7시간`, and neither a rate nor half an hour. */
const DECIMAL_HOURS = /\d\.(?!5(?!\d))\d+\s?(?:시간|hours?|hrs?|h)(?![A-Za-z/])(?!\s(?:a|per)\s)/u;

type Gap = Pick<LineFault, 'why' | 'sentences'>;

/** Where a line leaves its reader without what to do, or with more than they can take in. */
function gapsIn({ part, text }: WrittenLine, { outcome, people }: MemoGround, told: Told): Gap[] {
  const gaps: Gap[] = [];
  const inSentences = (pattern: RegExp, why: string) => {
    if (!pattern.test(text)) return;
    const sentences = sentencesOf(text).filter((sentence) => pattern.test(sentence));
    gaps.push({ why, ...(sentences.length === 0 ? {} : { sentences }) });
  };
  if (part !== 'why')
    inSentences(
      LOOKED_AT_AGAIN,
      'it ends in looking at it again: say what is done then, by whom, and which option that is',
    );
  const { figures } = outcome;
  // What a line is about stands in its first sentence.
  const [first = ''] = sentencesOf(text);
  const isDeadOne =
    part === 'changes' &&
    figures !== null &&
    !NOT_TO_DO.test(text) &&
    figures.measured.some(
      (one) =>
        gainsNothing(one, outcome) &&
        !hasOwnBar(outcome, one) &&
        (isSameWords(first, one.how) || isSameJob(first, one.how, SAME_DEED)),
    );
  if (isDeadOne) gaps.push({ why: 'no result of it changes the choice, see "Computed": it is no plan' });
  for (const crowded of part === 'changes' ? [text] : sentencesOf(text)) {
    const figures = figuresAtOnce(crowded, told);
    if (figures > MOST_FIGURES)
      gaps.push({
        why: `it holds ${figures} figures at once, and ${MOST_FIGURES} are the most: keep those that somebody acts on`,
        sentences: [crowded],
      });
  }
  inSentences(DECIMAL_HOURS, 'a decimal of hours: say hours and minutes, or the time of the clock');
  if (part !== 'why')
    inSentences(IN_STEPS, 'it counts steps, which a reader does not know: say it in money, days or what it is of');
  const isOnCondition =
    outcome.votes.some(({ blind, condition }) => !blind && condition !== null) ||
    outcome.measures.some(({ threshold }) => threshold !== null);
  if (part === 'decision' && isOnCondition)
    inSentences(
      UNCONDITIONAL,
      'somebody named a condition or a bar at which it stops: say that, and not that all agreed without one',
    );
  for (const { id, name, others } of people)
    if (others.some((other) => nameIn(other).test(text)))
      gaps.push({ why: `call ${id === name ? name : `${id} \`${name}\``} by that one name throughout` });
  return gaps;
}

/** That no action is the decision itself, that one person has several lines, that there are too many words. */
function gapsOf(
  lines: readonly WrittenLine[],
  { scenario, outcome: { decision, actions }, people }: MemoGround,
): string[] {
  const gaps: string[] = [];
  const words = memoWords(lines);
  const most = MOST_WORDS[scenario.language];
  if (words > most)
    gaps.push(
      `the memo has ${words} words, ${words - most} more than the ${most} that are printed; the longest parts are ${longestParts(lines)}: what is beyond is cut, first the second paragraph of \`why\`, then lines of \`changes\` and \`open\``,
    );
  const own = lines.filter(({ part, who }) => part === 'actions' && who !== null).map(({ who }) => who);
  const idle = [
    ...new Set(actions.flatMap(({ owner, from }) => (from === 'said' && !own.includes(owner) ? [owner] : []))),
  ];
  for (const owner of idle)
    gaps.push(
      `${people.find(({ id }) => id === owner)?.name ?? owner} took something on and has no line of \`actions\`: ${actions.find((one) => one.owner === owner)?.do ?? ''}`,
    );
  const twice = people.filter(({ id }) => own.filter((who) => who === id).length > 1);
  gaps.push(...twice.map(({ name }) => `${name} has several lines of \`actions\`: one for all their jobs`));
  const isMain = ({ part, text }: WrittenLine) =>
    part === 'actions' && decision !== null && carriesOut({ scenario }, text, decision);
  if (decision !== null && !lines.some(isMain))
    gaps.push(
      `no line of \`actions\` carries out the decision (${scenario.options[decision]?.short ?? decision}): give it with its first step and \`who\`, or \`unassigned\``,
    );
  return gaps;
}

/** `why` (210 words), `changes` (96): the parts that have most of the words. */
function longestParts(lines: readonly WrittenLine[]): string {
  const parts = [...new Set(lines.map(({ part }) => part))].map((part) => ({
    part,
    words: memoWords(lines.filter((line) => line.part === part)),
  }));
  const longest = parts.sort((one, other) => other.words - one.words).slice(0, MOST_LONG);
  return longest.map(({ part, words }) => `\`${part}\` (${words})`).join(', ');
}

const MOST_LONG = 3;

/** `0.42` of what is printed as 42 %. */
const asFraction = (number: SaidNumber): SaidNumber[] =>
  number.isPercent
    ? [
        {
          ...number,
          text: String(number.value / 100),
          value: number.value / 100,
          slack: number.slack / 100,
          isPercent: false,
          noun: '',
        },
      ]
    : [];

/** `45` of what is printed as 45 %: in a sum people leave the sign out. */
const asBare = (number: SaidNumber): SaidNumber[] =>
  number.isPercent ? [{ ...number, isPercent: false, noun: '' }] : [];

const withoutTurns = (text: string) => text.replace(/\bturn \d+/g, 'turn').replace(/^- \d+\.\d+ of/gm, '- of');

/** Figures that stand nowhere, and the sentences in which they do. */
function figureFault(
  text: string,
  known: readonly KnownFigure[],
  given: readonly SaidNumber[],
): { why: string; sentences: string[] } | null {
  const lost = matchNumbers(text, { known, given }).standings.flatMap(({ number, by }) =>
    by === null ? [number] : [],
  );
  if (lost.length === 0) return null;
  const sentences = sentencesWith(text, lost);
  const why = `${lost.map((number) => `\`${number.text}\``).join(', ')} stands neither in the debate nor under Computed, and \`sums\` does not show how it follows`;
  return { why, sentences };
}

/** The sentences in which these numbers of a text stand. */
function sentencesWith(text: string, numbers: readonly SaidNumber[]): string[] {
  let from = 0;
  return sentencesOf(text).filter((sentence) => {
    const at = text.indexOf(sentence, from);
    from = at + sentence.length;
    return numbers.some((number) => number.at >= at && number.at < from);
  });
}

/** What was said in a turn: the figures that stand, and those that only claims have which were taken back or refuted. */
interface Said {
  fallen: readonly SaidNumber[];
  standing: readonly SaidNumber[];
}

function turnsIn({ heard, lives }: MemoGround): ReadonlyMap<number, Said> {
  const turns = new Map<number, Said>();
  for (const said of heard) {
    if (said.kind !== 'turn') continue;
    const { turn, utterance } = said.body;
    const down = lives.filter(
      (life) => life.turn === turn && (life.status === 'withdrawn' || life.status === 'refuted'),
    );
    const numbers = numbersIn(utterance);
    const isDown = (number: SaidNumber) =>
      down.some(({ claim }) => numbersIn(claim.text).some((one) => one.value === number.value));
    turns.set(turn, { fallen: numbers.filter(isDown), standing: numbers.filter((number) => !isDown(number)) });
  }
  return turns;
}

/** What says that something was taken to be so, and is not. */
const CONTRAST =
  /\b(?:not|instead|where|had|was|were|wrong\w*|before|first|once|turned|taken|thought|assumed|rather)\b|아니|않|대신|틀[렸린리]|잘못|처음|보았|봤|알[았고]|줄\s?알|[였았었했]/iu;

/** Whether a number is one that holds in the end: somebody says it still, it is computed, or it stands in the question. */
function standingIn(
  { messages }: MemoGround,
  turns: ReadonlyMap<number, Said>,
  known: readonly KnownFigure[],
): (number: SaidNumber) => boolean {
  const said = [...turns.values()].flatMap(({ standing }) => standing);
  const asked = numbersIn(messages[1]?.content ?? '');
  const now = known.filter(({ isOld }) => isOld !== true).map(({ value }) => value);
  return ({ value, slack }) =>
    [...said, ...asked].some((one) => one.value === value) || now.some((one) => isNear(one, value, slack));
}

/** Whether a number is a figure that is computed or stands in the question, as exactly as it is printed. */
const isFigure = ({ value, slack, isPercent }: SaidNumber, known: readonly KnownFigure[]): boolean =>
  known.some((one) => [one.value, ...(isPercent ? [100 * one.value] : [])].some((at) => isNear(at, value, slack)));

/** Whether a number is a figure as exactly as it is printed. */
const isNear = (figure: number, said: number, slack: number): boolean =>
  Math.abs(figure - said) <= Math.max(slack, 1e-9 * Math.abs(figure));

/** Of the words of a text: what has so many of them in common with the question tells of it. */
const OF_QUESTION = 0.5;

function askedIn({ scenario, messages }: MemoGround): (text: string) => boolean {
  const question = messages[1]?.content ?? '';
  const asked = numbersIn(question);
  const words = wordsIn(`${scenario.motion} ${question}`);
  return (text) => {
    const own = wordsIn(text);
    const hits = wordsHeard(own, words);
    return (
      own.length > 0 &&
      hits >= OF_QUESTION * own.length &&
      numbersIn(text).every((number) => asked.some((one) => one.value === number.value))
    );
  };
}

interface Standing {
  turns: ReadonlyMap<number, Said>;
  stands: (number: SaidNumber) => boolean;
  /** Whether a text tells what stands in the question: that was said in no turn. */
  isAsked: (text: string) => boolean;
  /** Whether a text is of figures, and of none but those that are computed. */
  isComputed: (text: string) => boolean;
}

function turnFault(
  { part, text, turns: cited, who }: WrittenLine,
  { turns, stands, isAsked, isComputed }: Standing,
): Gap | null {
  const absent = cited.filter((turn) => !turns.has(turn));
  if (absent.length > 0) return { why: `there is no turn ${absent.join(', ')}` };
  if (part === 'title') return null;
  const isNobodys = part === 'actions' && who === null;
  if (cited.length === 0)
    return SAID.has(part) && !isNobodys && !isAsked(text) && !(part === 'why' && isComputed(text))
      ? { why: '`turns` is empty: name where it was said' }
      : null;
  if (part !== 'why') return null;
  const own = numbersIn(text).filter((number) => digitsOf(number) >= TELLING);
  const down = cited.flatMap((turn) => turns.get(turn)?.fallen ?? []);
  const lost = own.filter((number) => down.some(({ value }) => value === number.value) && !stands(number));
  // Which belief was wrong is told beside what is true.
  const isContrast = CONTRAST.test(text) && own.some(stands);
  return lost.length === 0 || isContrast
    ? null
    : {
        why: `${lost.map((number) => `\`${number.text}\``).join(', ')} was taken back or refuted, and nobody has said it since`,
        sentences: sentencesWith(text, lost),
      };
}

const HANGUL = /\p{Script=Hangul}/u;

function languageFault(text: string, language: Language): string | null {
  const words = text.split(/\s+/).filter((word) => /\p{L}{2,}/u.test(word));
  const korean = words.filter((word) => HANGUL.test(word)).length;
  if (language === 'ko') return words.length >= 4 && korean === 0 ? 'it is not Korean' : null;
  return korean * 2 > words.length ? 'it is not English' : null;
}

/** The first line of the decision where the decision names another option and never the one that was decided. */
function otherDecision(lines: readonly WrittenLine[], { scenario, outcome }: MemoGround): LineFault | null {
  const { decision } = outcome;
  const first = lines.findIndex(({ part }) => part === 'decision');
  if (decision === null || first < 0) return null;
  const text = lines.flatMap((line) => (line.part === 'decision' ? [line.text] : [])).join('\n');
  const isTold = (option: string, share = 1) => mentions({ scenario }, text, option, share);
  const others = Object.keys(scenario.options).filter((option) => option !== decision && isTold(option));
  if (isTold(decision, MOST_OF_IT) || others.length === 0) return null;
  return { line: first, why: `the table decided ${scenario.options[decision]?.short ?? decision}` };
}

/** Values of the table, at the end and before news, and of the facts. */
function knownIn({ scenario, outcome }: MemoGround): KnownFigure[] {
  const cells = outcome.table.flatMap(({ quantity, unit, now, before, worth, limit }) => {
    const of = (values: typeof now, isOld: boolean): KnownFigure[] =>
      Object.entries(values).flatMap(([option, { value, short }]) =>
        [value, short].flatMap((one): KnownFigure[] =>
          one === null ? [] : [{ ref: ref(`${option}.${quantity}`), value: one, unit, name: quantity, option, isOld }],
        ),
      );
    const stated = [worth, limit?.value ?? null].flatMap((one): KnownFigure[] =>
      one === null ? [] : [{ ref: ref(quantity), value: one, unit, name: quantity }],
    );
    return [...of(now, false), ...(before === null ? [] : of(before, true)), ...stated];
  });
  const facts = Object.entries(scenario.facts).flatMap(([name, { value, unit }]): KnownFigure[] =>
    typeof value === 'number' ? [{ ref: `fact:${name}` as Ref, value, unit: unit ?? '', name }] : [],
  );
  return [...cells, ...facts];
}

const ref = (of: string): Ref => `option:${of.replaceAll(/\s/g, '-')}` as Ref;
