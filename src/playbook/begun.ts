import { begunAfter } from '../reasoning/begun-after.ts';
import { DAY, deadlinesIn, timeUnitOf } from '../reasoning/calendar.ts';
import type { CompiledNeed, DecisionModel } from '../reasoning/model.ts';
import { needsOf } from '../reasoning/model.ts';
import { aheadBySteps, bestOf } from '../reasoning/weighing.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, printAmount } from '../wording/amounts.ts';
import { printDays } from '../wording/tell.ts';
import { solvedForAll } from './solved-once.ts';
import type { Point, Talk } from './talk.ts';

/** `after:fact~late`: that a measurement takes longer than there is time. */
const LATE = '~late';

/** Measurements that take days and that somebody has asked for, or that settle a fact, `also`. */
function waitedFor({ view, reasons }: Talk, also: string | null) {
  return view.question.model.measurements.flatMap(({ learns, days = 0 }, index) => {
    const isAsked = reasons.has(`measure:${learns}`) || learns === also;
    return days > 0 && isAsked && !reasons.has(`after:${learns}${LATE}`) ? [{ index, days }] : [];
  });
}

/** What the table waits for before it begins, where a day in the calendar is lost by that and what is ahead can wait; null where it waits for nothing. */
export function waitOf(talk: Talk, also: string | null = null): { index: number; days: number } | null {
  const { view } = talk;
  if (deadlinesIn(view.model).size === 0) return null;
  return (
    waitedFor(talk, also)
      .sort((a, b) => b.days - a.days)
      .find(({ days }) =>
        solvedForAll(talk, `can wait ${days}`, () => {
          const ahead = aheadBySteps(view.model, view.now.world);
          const begun = begunAfter(view.model, days);
          return (
            ahead !== null &&
            aheadBySteps(begun, view.now.world) === ahead &&
            bestOf(begun, view.now.world, ahead) !== null
          );
        }),
      ) ?? null
  );
}

/** The question of whoever begins only then: where what is decided turns, and which setting is safe, is told of it. `also`: a fact that would be measured first. */
export const begun = (talk: Talk, also: string | null = null): DecisionModel =>
  begunAfter(talk.view.model, waitOf(talk, also)?.days ?? 0);

/** What was said of a day in the calendar, with the days of the measurement that it counts; as it is where it counts none. */
export function countingDays(talk: Talk, say: Phrase, isCounted: boolean): Phrase {
  const wait = isCounted ? waitOf(talk) : null;
  if (wait === null) return say;
  const days = asPhrase(printDays(wait.days, talk.tell.language), [`rule:measurement-${wait.index}.days`]);
  return talk.tell.say.afterWait(days, say);
}

/** Of a limit, also of the question of whoever begins later: the same as the question has it where it is a day in the calendar and the table waits; null else. */
export function ofCalendar(talk: Talk, { index }: Pick<CompiledNeed, 'index'>): CompiledNeed | null {
  const { model } = talk.view;
  const own = needsOf(model).find((one) => one.index === index);
  return own === undefined || !deadlinesIn(model).has(own) || waitOf(talk) === null ? null : own;
}

/** An option on a limit, as it is told; where the table waits first and that is a day in the calendar, what is left of it then. */
export function limitThen(talk: Talk, option: string, need: CompiledNeed): Point | null {
  const point = talk.limit(option, need);
  const wait = ofCalendar(talk, need) === null ? null : waitOf(talk);
  const found = wait === null ? null : talk.tell.calendar(need, talk.values(option));
  if (point === null || wait === null || found === null) return point;
  const { takes, limit } = found;
  const left = limit.days - takes.days - wait.days;
  if (left < 0) return point;
  const unit = timeUnitOf(need);
  const ref = `rule:measurement-${wait.index}.days` as const;
  const refs = [ref, ...refsIn(takes.say)];
  const said = (days: number) => printAmount((days * DAY.factor) / unit.factor, unit.text, talk.tell.language);
  const say = talk.tell.say.leftAfter(
    talk.tell.option(option),
    asPhrase(printDays(wait.days, talk.tell.language), [ref]),
    takes.say,
    asPhrase(said(wait.days + takes.days), refs, 'sum'),
    limit.say,
    asPhrase(said(left), [...refs, ...refsIn(limit.say)], 'difference'),
  );
  return { ...point, say };
}

const refsIn = ({ numbers }: Phrase) => numbers.flatMap(({ refs }) => refs);
