import { subjectOf } from '../core/turn.ts';
import { amendmentsOf } from '../reasoning/amendments.ts';
import { worldWith } from '../reasoning/evaluate.ts';
import type { CompiledNeed } from '../reasoning/model.ts';
import { namesOfCriterion } from '../reasoning/model.ts';
import { endsOf } from '../reasoning/settable.ts';
import { assess } from '../reasoning/support.ts';
import { leastMissed } from '../reasoning/weighing.ts';
import { asPhrase, plainPhrase, printAmount } from '../wording/amounts.ts';
import { standing } from './addressing.ts';
import { keptByProposal } from './limits.ts';
import type { Move, Sentence } from './move.ts';
import { settingPhrase } from './setting-phrase.ts';
import { isUnknownBehind, openSettings } from './settings.ts';
import { solvedForAll } from './solved-once.ts';
import type { Talk } from './talk.ts';
import { isBehind } from './talk.ts';
import { withSettings } from './weighing.ts';

/** `option/input~never`: no setting keeps a limit. */
const NEVER = '~never';

/**
 * A limit that an option misses as it stands is told with what other settings come to: the one that keeps it, which is proposed where
 * somebody may want it, or that none does.
 */
export function withRemedies(talk: Talk, move: Move | null): Move | null {
  const { task } = talk.view.brief;
  if (move === null || move.proposes !== undefined || task === 'vote' || task === 'close') return move;
  // Whoever puts all figures into one table tells what they come to, and leaves what could be set otherwise to the next.
  if (move.kind === 'combine') return move;
  const saved = isLost(move) ? lastResort(talk) : null;
  if (saved !== null) {
    const told = move.sentences.map((sentence) =>
      sentence.symbol === LOST ? { ...sentence, symbol: SHORT } : sentence,
    );
    // A question stands last: it is what the colleague answers.
    const end = move.question === null ? told.length : told.findIndex(({ symbol }) => symbol !== SHORT);
    return {
      ...move,
      sentences: [...told.slice(0, end), saved.sentence, ...told.slice(end)],
      ...(saved.proposes === undefined ? {} : { proposes: saved.proposes }),
    };
  }
  for (const [at, sentence] of move.sentences.entries()) {
    const option = sentence.asserts?.what.option ?? null;
    const need = talk.view.model.criteria.find(
      (one) => one.kind === 'need' && one.id === subjectOf(sentence.asserts?.what.reason ?? null),
    );
    if (option === null || need?.kind !== 'need' || talk.values(option).meets(need) !== false) continue;
    // At first options are told as they are written; how else they could be set comes once all have been heard.
    const remedy = (task === 'open' ? null : remedyFor(talk, option)) ?? never(talk, option, need);
    if (remedy === null) continue;
    const { sentences } = move;
    // Why it is so comes right behind it.
    const behind = sentences[at + 1]?.symbol === 'cause' ? at + 2 : at + 1;
    return {
      ...move,
      sentences: endingOn(option, talk, [...sentences.slice(0, behind), remedy.sentence, ...sentences.slice(behind)]),
      ...(remedy.proposes === undefined || task === 'open' ? {} : { proposes: remedy.proposes }),
    };
  }
  return move;
}

/** Whoever sets their own option otherwise says first what they grant a colleague's, and ends on their own. */
function endingOn(option: string, { tell }: Talk, sentences: Sentence[]): Sentence[] {
  const own = plainPhrase(tell.option(option));
  const isOwn = sentences.some(({ symbol, asserts }) => symbol === 'amend' && asserts?.what.option === option);
  const isOthers = ({ symbol, slots }: Sentence) => symbol === 'second' && slots['theirs']?.text !== own.text;
  if (!isOwn) return sentences;
  const granted = sentences
    .filter(isOthers)
    .map((one): Sentence => ({ ...one, symbol: 'second.theirs', slots: { ...one.slots, option: own } }));
  return [...granted, ...sentences.filter((one) => !isOthers(one))];
}

/** Gives an option up, and has no other; and gives it up alone. */
const LOST = 'concede.lost';
const SHORT = 'concede.out';

const isLost = ({ sentences }: Move): boolean => sentences.some(({ symbol }) => symbol === LOST);

/** Whoever has nothing left looks for a setting with which some option keeps every limit: the one that they would then be most for. */
function lastResort(talk: Talk): Remedy | null {
  const { view } = talk;
  const { options } = assess(view.model, view.now.world, view.seat.values);
  const share = (option: string) => options.get(option)?.share ?? 0;
  return (
    [...view.model.options]
      .sort((a, b) => share(b) - share(a))
      .map((option) => remedyFor(talk, option, true))
      .find((remedy) => remedy !== null) ?? null
  );
}

interface Remedy {
  sentence: Sentence;
  proposes?: Move['proposes'];
}

/** Another setting of an option that keeps every limit; null where there is none, somebody has named it, or its speaker could not know. */
function remedyFor(talk: Talk, option: string, isLast = false): Remedy | null {
  const { view, tell } = talk;
  const found = amendmentsOf(view.model, view.now.world, option).filter(({ repairs }) => repairs.length > 0);
  const [first] = found;
  if (first === undefined || isUnknownBehind(talk, option)) return null;
  const set = Object.fromEntries(found.map(({ input, to }) => [input, to]));
  const reason = `${option}/${first.input}`;
  if (keptByProposal(talk, option)) return null;
  // What colleagues have proposed is what it is set beside.
  const { best, options } = assess(
    view.model,
    worldWith(view.now.world, [...openSettings(talk), ...found]),
    view.seat.values,
  );
  const isWanted =
    isLast ||
    (options.get(option)?.share ?? 0) >= 0.2 ||
    [...talk.stances().values()].some((stance) => stance.option === option);
  if (!isWanted && talk.reasons.has(reason)) return null;
  const say = settingPhrase(talk, found);
  const unit = talk.values(option).unitOf(first.input).text;
  return {
    sentence: {
      symbol: best === option ? 'amend' : 'remedy',
      slots: { say, theirs: plainPhrase(tell.option(option)), ...standing(talk) },
      asserts: {
        slot: 'say',
        what: {
          reason,
          option,
          side: 'for',
          evidence: { kind: 'none', ref: null },
          figure: { name: first.input, value: first.to, unit },
          gist: say,
        },
      },
    },
    ...(isWanted ? { proposes: { option, set } } : {}),
  };
}

/** That no setting keeps a limit, with the nearest that one comes to it; null where there is nothing to set, or it has been said. */
function never(talk: Talk, option: string, need: CompiledNeed): Remedy | null {
  const { view, tell } = talk;
  const { model } = view;
  const inputs = Object.entries(model.scenario.options[option]?.adjust ?? {});
  const [input, adjust] = inputs.find(([name]) => isBehind(model, name, namesOfCriterion(need), option)) ?? [];
  if (input === undefined || adjust === undefined || isUnknownBehind(talk, option)) return null;
  const reason = `${option}/${input}${NEVER}`;
  if (talk.reasons.has(reason)) return null;
  if (amendmentsOf(model, view.now.world, option).some(({ repairs }) => repairs.length > 0)) return null;
  const nearest = solvedForAll(talk, `nearest ${option}`, () => leastMissed(model, view.now.world, option).set);
  const there = withSettings(talk, [...nearest]);
  const [low, high] = endsOf(adjust);
  const unit = talk.values(option).unitOf(input).text;
  const ref = `rule:adjust.${option}.${input}` as const;
  const amount = (at: number) => asPhrase(printAmount(at, unit, tell.language, 2), [ref]);
  const set = nearest.find((one) => one.input === input);
  const values = there.assessment.options.get(option)?.values;
  // Of limits that are missed there it is this one that is told.
  const isThis = values?.meets(need) === false && inputs.length === 1;
  const name = namesOfCriterion(need)[0];
  const has = name === undefined || values === undefined || !isThis ? null : there.tell.term(name, values);
  const isElsewhere = set !== undefined && set.to !== talk.values(option).amount(input)?.value;
  // Some limit is kept at some setting and others are not: which, the memo says.
  if (isElsewhere && has === null) return null;
  const say = tell.say.noSetting(
    tell.label(input),
    amount(low),
    amount(high),
    has === null || set === undefined || !isElsewhere ? null : { at: amount(set.to), has },
  );
  return {
    sentence: {
      symbol: 'never',
      slots: { say, theirs: plainPhrase(tell.option(option)), ...standing(talk) },
      asserts: {
        slot: 'say',
        what: { reason, option, side: 'against', evidence: { kind: 'none', ref: null }, figure: null, gist: say },
      },
    },
  };
}
