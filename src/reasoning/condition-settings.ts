import type { Adjustable } from '../core/scenario.ts';
import { boundsIn, clausesOf, isTest } from './bounds.ts';
import type { SaidCondition } from './conditions.ts';
import { conditionsIn, isSettledCondition } from './conditions.ts';
import type { DecisionModel } from './model.ts';
import { compileModel, settingIn } from './model.ts';
import { numbersIn } from './said-numbers.ts';
import { canBe, choicesOf, endsOf } from './settable.ts';
import { wordsIn } from './words-in.ts';

/** Between which values a condition has a setting of what was decided, and what it is set to there. */
interface SettingWithin {
  input: string;
  to: number;
  low: number;
  high: number;
}

/** The same with whose condition it is. */
export interface ConditionSetting extends SettingWithin {
  by: string;
  turn: number;
}

/**
 * What a condition is to figures: it sets the option (`set`, or in part), is a test of what comes out or of what is done then (`test`), or changes what is done in
 * a way that nobody computes (`open`).
 */
export interface ReadCondition {
  kind: 'set' | 'part' | 'test' | 'open';
  settings: readonly SettingWithin[];
}

/** What comes before or after something else, or for a while: no figure is of a plan in stages. */
const STAGED =
  /\b(?:first|before|after|then|until|initially|at first|the rest)\b|먼저|처음|첫|우선|다음|뒤에|후에|전에|동안|나머지/iu;
/** The word with which a condition may begin; `if` with something behind it that is done then is a case. */
const BEGINS = /^\s*(?:only (?:if|when|with)|with|provided(?: that)?|on condition that|(?:if|when)(?=[^,]*$))\s+/iu;
/** What holds in one case alone. */
const CASE = /\b(?:if|when|once|in case|should)\b|[가-힣]면(?=[,\s])|(?:경우|때)(?=[에는,\s])/iu;

export function readCondition(
  text: string,
  model: DecisionModel,
  option: string,
  at: (input: string) => number | null,
): ReadCondition {
  const own = text.replace(BEGINS, '');
  if (CASE.test(own)) return { kind: 'test', settings: [] };
  const settings = new Map<string, SettingWithin>();
  const kinds = clausesOf(own).flatMap((clause): ReadCondition['kind'][] => {
    if (wordsIn(clause).length === 0 && numbersIn(clause).length === 0) return [];
    const set = STAGED.test(clause) ? [] : settingsIn(clause, model, option, at);
    for (const one of set) settings.set(one.input, one);
    if (set.length > 0) return ['set'];
    return [isTest(clause) ? 'test' : 'open'];
  });
  const isSet = kinds.includes('set');
  const isOpen = kinds.includes('open');
  return {
    kind: isSet ? (isOpen ? 'part' : 'set') : isOpen || kinds.length === 0 ? 'open' : 'test',
    settings: [...settings.values()],
  };
}

/** Settings that a clause names for an option: as they are where that is within what it says, else at the nearest value that it allows. */
function settingsIn(
  clause: string,
  model: DecisionModel,
  option: string,
  at: (input: string) => number | null,
): SettingWithin[] {
  return boundsIn(clause, model).flatMap(({ name, option: of, low, high }) => {
    const adjust = model.scenario.options[option]?.adjust[name];
    if (adjust === undefined || (of !== null && of !== option)) return [];
    const unit = model.inputUnits.get(name)?.text || model.scenario.facts[name]?.unit || '';
    const now = at(name) ?? low;
    const to = Math.min(Math.max(now, low), high);
    return Number.isFinite(to) && canBe(to, adjust, unit) ? [{ input: name, to, low, high }] : [];
  });
}

type Turns = Parameters<typeof conditionsIn>[0];

/** The conditions on which a decision stands: put or accepted by somebody who stands for it in the end, and contested by none. */
function conditionsOf(turns: Turns, model: DecisionModel, decision: string): SaidCondition[] {
  // Who closes may go along with what others decided; what they stood for is what they voted for.
  const stands = new Map(
    turns.flatMap(({ phase, speaker, stance }) => (phase === 'close' ? [] : [[speaker, stance.option]])),
  );
  return conditionsIn(turns, model).filter(
    (one) =>
      isSettledCondition(one) &&
      [one.body.speaker, ...one.accepted.map(({ by }) => by)].some((member) => stands.get(member) === decision),
  );
}

type Agreed = { option: string; input: string; to: number };

/** At what an input of an option stands by what was agreed on. */
export const settingNow = (
  model: DecisionModel,
  agreed: readonly Agreed[],
  option: string,
  input: string,
): number | null =>
  agreed.findLast((one) => one.option === option && one.input === input)?.to ?? settingIn(model, option, input);

/** How what was decided is set by the conditions on which it stands, beside what was agreed on. */
export function settingsOfConditions(
  turns: Turns,
  model: DecisionModel,
  decision: string,
  agreed: readonly (Agreed & { turn: number | null })[],
): ConditionSetting[] {
  const set = new Map<string, ConditionSetting>();
  const agreedOn = (input: string) => agreed.findLast((one) => one.option === decision && one.input === input);
  const at = (input: string) => set.get(input)?.to ?? settingNow(model, agreed, decision, input);
  for (const { body, text, accepted, vote } of conditionsOf(turns, model, decision)) {
    const last = Math.max(body.turn, vote ?? 0, ...accepted.map(({ turn }) => turn));
    for (const one of readCondition(text, model, decision, at).settings) {
      const { to = null, turn = null } = agreedOn(one.input) ?? {};
      // What was agreed on later counts; what repeats what was agreed on is no condition.
      if (last < (turn ?? 0) || (to === one.to && one.low === one.high)) continue;
      const before = set.get(one.input) ?? one;
      const [low, high] = [Math.max(one.low, before.low), Math.min(one.high, before.high)];
      set.set(one.input, { ...one, low, high, by: body.speaker, turn: body.turn });
    }
  }
  return [...set.values()];
}

/** The question in which what was decided may be set as its conditions allow, and no other way. */
export function withinConditions(
  model: DecisionModel,
  decision: string,
  conditions: readonly SettingWithin[],
): DecisionModel {
  const own = model.scenario.options[decision];
  if (own === undefined || conditions.length === 0) return model;
  const adjust = Object.entries(own.adjust).map(([input, range]) => {
    const within = conditions.find((one) => one.input === input);
    return [input, within === undefined ? range : narrowed(range, within)] as const;
  });
  const set = Object.fromEntries(conditions.map(({ input, to }) => [input, to]));
  const { options } = model.scenario;
  return compileModel({
    ...model.scenario,
    options: {
      ...options,
      [decision]: { ...own, set: { ...own.set, ...set }, adjust: Object.fromEntries(adjust) },
    },
  });
}

function narrowed(range: Adjustable, { to, low, high }: SettingWithin): Adjustable {
  const isIn = (value: number) => value >= low && value <= high;
  const choices = choicesOf(range)?.filter(isIn);
  const [from = to, second = to, ...more] = choices ?? endsOf(range).map((end) => Math.min(Math.max(end, low), high));
  if (choices !== undefined && more.length > 0) return [from, second, ...more];
  // A list of two is a range.
  if (choices === undefined && from < second) return [from, second];
  return { from, to: Math.max(from, second), step: Math.max(second - from, 1) };
}
