import type { Heard } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Language } from '../core/language.ts';
import type { LineFault, WrittenLine } from '../core/memo.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Ref } from '../core/turn.ts';
import type { ClaimLife } from '../reasoning/claims.ts';
import { matchNumbers } from '../reasoning/matching.ts';
import type { KnownFigure } from '../reasoning/said-figures.ts';
import type { SaidNumber } from '../reasoning/said-numbers.ts';
import { digitsOf, numbersIn } from '../reasoning/said-numbers.ts';
import { shownIn } from '../reasoning/shown-arithmetic.ts';

/** What the lines of a written memo are held against. */
export interface MemoGround {
  scenario: Scenario;
  outcome: Outcome;
  heard: readonly Heard[];
  lives: readonly ClaimLife[];
  /** What its writer was told. */
  messages: readonly PromptMessage[];
}

/** Digits by which a figure is known again. */
const TELLING = 2;

/** Parts of which each line stands in some turn; what is computed need not have been said. */
const SAID = new Set<WrittenLine['part']>(['why', 'actions']);

/**
 * What of a memo does not hold: a figure that stands neither in the debate nor in what was computed and follows from nothing there, a
 * turn that is not there, a reason that stands no more, another option in the place of the one that was decided, another language.
 */
export function memoFaults(ground: MemoGround): (lines: readonly WrittenLine[]) => LineFault[] {
  const known = knownIn(ground);
  const given = numbersIn(
    ground.messages
      .slice(1)
      .map(({ content }) => withoutTurns(content))
      .join('\n'),
  ).flatMap((number) => [number, ...asFraction(number)]);
  const turns = turnsIn(ground);
  return (lines) => {
    const elsewhere = otherDecision(lines, ground);
    // What one line works out another may go on with.
    const results = lines.flatMap(({ text }) => {
      const numbers = numbersIn(text);
      return shownIn(text, numbers).flatMap(({ result, holds }) => (holds ? (numbers[result] ?? []) : []));
    });
    return lines.flatMap((line, index): LineFault[] => {
      const why =
        (index === elsewhere?.line ? elsewhere.why : null) ??
        languageFault(line.text, ground.scenario.language) ??
        turnFault(line, turns) ??
        figureFault(line.text, known, [...given, ...results]);
      return why === null ? [] : [{ line: index, why }];
    });
  };
}

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

const withoutTurns = (text: string) => text.replace(/\bturn \d+/g, 'turn').replace(/^- \d+\.\d+ of/gm, '- of');

function figureFault(text: string, known: readonly KnownFigure[], given: readonly SaidNumber[]): string | null {
  const { unmatched } = matchNumbers(text, { known, given });
  if (unmatched.length === 0) return null;
  return `${unmatched.map((number) => `\`${number}\``).join(', ')} stands neither in the debate nor under Computed, and the line does not show how it follows`;
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

function turnFault({ part, text, turns: cited }: WrittenLine, turns: ReadonlyMap<number, Said>): string | null {
  const absent = cited.filter((turn) => !turns.has(turn));
  if (absent.length > 0) return `there is no turn ${absent.join(', ')}`;
  if (cited.length === 0) return SAID.has(part) ? '`turns` is empty: name where it was said' : null;
  if (part !== 'why') return null;
  const stands = [...turns.values()].flatMap(({ standing }) => standing);
  const own = numbersIn(text).filter((number) => digitsOf(number) >= TELLING);
  const down = cited.flatMap((turn) => turns.get(turn)?.fallen ?? []);
  const lost = own.filter(
    ({ value }) => down.some((one) => one.value === value) && !stands.some((one) => one.value === value),
  );
  return lost.length === 0
    ? null
    : `${lost.map((number) => `\`${number.text}\``).join(', ')} was taken back or refuted, and nobody has said it since`;
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
  const text = lines.flatMap((line) => (line.part === 'decision' ? [line.text.toLowerCase()] : [])).join('\n');
  const isNamed = (option: string) => text.includes((scenario.options[option]?.short ?? option).toLowerCase());
  const others = Object.keys(scenario.options).filter((option) => option !== decision && isNamed(option));
  if (isNamed(decision) || others.length === 0) return null;
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
