import type { DebateDocument } from '../core/document.ts';
import type { Experiment, Movement, Outcome, OutcomeFlip, Spoken, StandingClaim } from '../core/outcome.ts';
import { distanceOf } from '../core/outcome.ts';
import type { FactValue } from '../core/scenario.ts';
import { isSetLater } from '../reasoning/solve.ts';
import { printAmount, printTogether } from '../wording/amounts.ts';
import type { PrintContext } from './context.ts';
import { nameOf, optionName } from './context.ts';
import { heardReason, spokenIn } from './heard.ts';
import type { MemoTable } from './memo-table.ts';
import { memoTable } from './memo-table.ts';
import { formatShare } from './number.ts';
import { otherOptions } from './others.ts';
import {
  chosenName,
  conditionsOf,
  countVotes,
  experimentTold,
  filledIn,
  flipPhrases,
  hasNumbers,
  priceOf,
} from './outcome-words.ts';
import { causePhrase, factChanges, votePhrase } from './phrases.ts';
import { shortened } from './shortened.ts';
import { wrap } from './width.ts';

/** One line of the memo: a short head in a column of its own, the text, and a command or flag to type. */
export interface MemoLine {
  head: string;
  text: string;
  command: string | null;
  /** Where a reader finds it in the debate. */
  turns: number[];
}

export type MemoKey =
  | 'decision'
  | 'votes'
  | 'changed'
  | 'table'
  | 'settings'
  | 'why'
  | 'others'
  | 'against'
  | 'moved'
  | 'agreed'
  | 'dissent'
  | 'flips'
  | 'measurement'
  | 'actions'
  | 'unanswered'
  | 'missing'
  | 'record';

export interface MemoSection {
  key: MemoKey;
  label: string;
  lines: MemoLine[];
  /** Options x quantities; in the section `table` only. */
  table: MemoTable | null;
}

interface Said {
  head?: string;
  command?: string | null;
  turns?: number[];
}

const says = (text: string, { head = '', command = null, turns = [] }: Said = {}): MemoLine => ({
  head,
  text,
  command,
  turns,
});

/** What the debate came to, as sections in the order in which a reader needs them; empty ones are left out. */
export function memoSections(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoSection[] {
  const { labels } = context;
  const { memo } = labels;
  const table = memoTable(context, outcome);
  const sections: [MemoKey, string, MemoLine[]][] = [
    ['decision', memo.decision, decisionLines(context, outcome)],
    ['votes', memo.votes, voteLines(context, outcome)],
    ['changed', memo.changed, changedLines(context, document, outcome)],
    ['table', memo.table, []],
    ['settings', memo.settings, settingLines(context, outcome)],
    ['why', memo.why, tellingClaims(outcome, 'for').map((claim) => claimLine(context, claim))],
    ['others', memo.others, otherOptions(context, outcome).map(({ option, text }) => says(text, { head: option }))],
    ['against', memo.against, tellingClaims(outcome, 'against').map((claim) => claimLine(context, claim))],
    ['moved', memo.moved, movedLines(context, document, outcome)],
    ['agreed', memo.agreed, agreedLines(context, outcome)],
    ['dissent', memo.dissent, dissentLines(context, outcome)],
    ['flips', memo.flips, flipLines(context, outcome)],
    ['measurement', memo.measurement, measurementLines(context, document, outcome)],
    ['actions', memo.actions, actionLines(context, document, outcome)],
    [
      'unanswered',
      memo.unanswered,
      outcome.unanswered.map(({ member, text, turn }) => says(text, { head: nameOf(context, member), turns: [turn] })),
    ],
    ['missing', memo.missing, outcome.missing.length === 0 ? [] : [says(outcome.missing.join(' · '))]],
    ['record', memo.record, [says(labels.stopped[outcome.stopReason], { head: document.debate.id })]],
  ];
  return sections
    .map(([key, label, lines]) => ({
      key,
      label,
      lines: lines.filter(({ text, head }) => text !== '' || head !== ''),
      table: key === 'table' ? table : null,
    }))
    .filter(({ lines, table: rows }) => lines.length > 0 || rows !== null);
}

/** `a cool-down at 40B tokens (4 : 1, confidence .71)`, and what it hangs on. */
function decisionLines(context: PrintContext, outcome: Outcome): MemoLine[] {
  const { decision, amended, byFigures } = outcome;
  const { memo } = context.labels;
  const settings = amended.filter(({ option }) => option === decision);
  return [
    says(decisionLine(context, outcome)),
    ...settings.flatMap(({ by, turn }) =>
      by === null || turn === null ? [] : [says(memo.proposedBy(nameOf(context, by), turn), { turns: [turn] })],
    ),
    ...conditionsOf(context, outcome).map((condition) => says(memo.condition(condition))),
    // Where the votes came to something else, flips are of what the figures come to.
    ...(byFigures === decision ? holdsLines(context, outcome) : []),
    ...(byFigures === decision ? [] : [says(memo.byFigures(optionName(context, byFigures)))]),
  ];
}

/** The nearest of the uncertain facts whose range holds a value past which the table decides otherwise. */
const MOST_HOLDS = 1;

function holdsLines(context: PrintContext, { flips }: Outcome): MemoLine[] {
  const { scenario, language, labels } = context;
  return flips
    .flatMap(({ fact, label, at, unit, beyond, tried: { holds } }) => {
      const range = scenario.facts[fact]?.range;
      if (range === undefined || at < range[0] || at > range[1]) return [];
      // What is counted holds up to the whole number before the one that flips it.
      const step = beyond === 'above' ? -1 : 1;
      const isCount = [at, ...range].every(Number.isInteger) && Math.abs(at - holds) < 1;
      const last = isCount ? at + step : holds;
      const [edge = '', low = '', high = ''] = printTogether([last, ...range], unit, language).map(({ text }) => text);
      const isAtEnd = last === range[beyond === 'above' ? 0 : 1];
      return [says(labels.memo.holds(label, edge, isAtEnd ? null : beyond, [low, high]))];
    })
    .slice(0, MOST_HOLDS);
}

function decisionLine(context: PrintContext, outcome: Outcome): string {
  const { decision, confidence, votes } = outcome;
  const counts = countVotes(votes, false);
  const winner = decision === null ? [] : [counts.get(decision) ?? 0];
  const others = [...counts].flatMap(([option, count]) => (option === decision || option === null ? [] : [count]));
  const score = [...winner, ...others];
  const said = [
    ...(score.length === 0 ? [] : [score.length === 1 ? `${score[0]} : 0` : score.join(' : ')]),
    ...(decision === null ? [] : [context.labels.memo.confidence(formatShare(confidence))]),
    ...(decision !== null && score.length > 1 && score[0] === Math.max(...score.slice(1))
      ? [context.labels.memo.tie]
      : []),
  ];
  const name = chosenName(context, outcome);
  return said.length === 0 ? name : `${name} (${said.join(', ')})`;
}

/** What was another thing at the start: facts that news changed, and other options that stand at another setting. */
function changedLines(context: PrintContext, { facts }: DebateDocument, { amended, decision }: Outcome): MemoLine[] {
  const held = new Map(Object.entries(context.scenario.facts).map(([name, { value }]) => [name, value]));
  const news = facts.map(({ set, say }) => {
    const changes = Object.entries(set as Record<string, FactValue>).map(([name, to]) => {
      const from = held.get(name) ?? to;
      held.set(name, to);
      return [name, { from, to }] as const;
    });
    return says([say, ...factChanges(context, Object.fromEntries(changes))].filter((text) => text !== '').join(' · '));
  });
  const others = amended.filter(({ option }) => option !== decision);
  return [
    ...news,
    ...others.map(({ option, label, to, unit, by, turn }) =>
      says(
        [
          `${label} ${printAmount(to, unit, context.language).text}`,
          ...(by === null || turn === null ? [] : [context.labels.memo.proposedBy(nameOf(context, by), turn)]),
        ].join(' · '),
        { head: optionName(context, option), turns: turn === null ? [] : [turn] },
      ),
    ),
  ];
}

/** At what the options that may be set otherwise stand in the table, and within what. */
function settingLines(context: PrintContext, { settings }: Outcome): MemoLine[] {
  return settings.map(({ option, label, unit, at, bounds }) => {
    const [now = '', low = '', high = ''] = [at, ...bounds].map(
      (value) => printAmount(value, unit, context.language, 3).text,
    );
    return says(context.labels.memo.setAt(label, now, low, high), { head: optionName(context, option) });
  });
}

/** Who voted for what in the end, and how many for what before anybody had spoken. */
function voteLines(context: PrintContext, { votes }: Outcome): MemoLine[] {
  const { memo, noVote } = context.labels;
  const last = votes.filter(({ blind }) => !blind);
  const named = [...countVotes(votes, false).keys()].map((option) => {
    const members = last
      .filter((vote) => vote.option === option)
      .map(
        ({ member, confidence }) => `${nameOf(context, member)}${option === null ? '' : ` ${formatShare(confidence)}`}`,
      );
    return `${optionName(context, option, noVote)}: ${members.join(', ')}`;
  });
  const before = [...countVotes(votes, true)].map(
    ([option, count]) => `${optionName(context, option, noVote)} ${count}`,
  );
  return [
    ...(named.length === 0 ? [] : [says(named.join(' · '), { head: memo.after })]),
    ...(before.length === 0 ? [] : [says(before.join(' · '), { head: memo.before })]),
  ];
}

/** Claims that stand in full on each side. */
const MOST_CLAIMS = { for: 4, against: 2 };

/** The most telling claims of those who voted for the decision, or of whoever speaks against it. */
function tellingClaims({ claims, votes, decision, dissent }: Outcome, side: 'for' | 'against'): StandingClaim[] {
  const carriers = new Set(
    votes.flatMap(({ blind, option, member }) => (!blind && option === decision ? [member] : [])),
  );
  const hasVotes = decision !== null && carriers.size > 0;
  // What a dissenter says for it stands under dissent.
  const isDissent = ({ member, text }: StandingClaim) =>
    dissent.some((one) => one.member === member && one.text === text);
  return claims
    .filter((claim) =>
      side === 'for'
        ? claim.speaks === 'for' && (!hasVotes || carriers.has(claim.member))
        : claim.speaks === 'against' && !isDissent(claim),
    )
    .slice(0, MOST_CLAIMS[side]);
}

function claimLine(context: PrintContext, claim: StandingClaim): MemoLine {
  const { memo } = context.labels;
  const names = (spoken: readonly Spoken[]) => spoken.map(({ member }) => nameOf(context, member));
  const where = [
    memo.turn(claim.turn),
    ...(claim.alsoBy.length === 0 ? [] : [memo.alsoBy(names(claim.alsoBy))]),
    ...(claim.acceptedBy.length === 0 ? [] : [memo.acceptedBy(names(claim.acceptedBy))]),
  ];
  return says(`${shortened(claim.text)} (${where.join(', ')})`, {
    head: nameOf(context, claim.member),
    command: claim.command === null ? null : asTyped(context, claim.command),
    turns: [claim.turn, ...claim.acceptedBy.map(({ turn }) => turn)],
  });
}

/** A command of the record as the reader types it where they are. */
export function asTyped({ program }: PrintContext, command: string): string {
  return command.replace(/^pitwall\b/, program);
}

/** A step of this size is worth a line where it leads to no other option. */
const LARGE_STEP = 0.1;

/** For each who moved where it led and on what; then who stayed, because standing firm is a finding too. */
function movedLines(context: PrintContext, document: DebateDocument, { moved, votes }: Outcome): MemoLine[] {
  const changed = moved.filter(({ from, to }) => from !== to);
  const told =
    changed.length > 0
      ? changed
      : moved.filter(({ confidence: { before, after } }) => Math.abs(after - before) >= LARGE_STEP);
  const movers = [...new Set(told.map(({ member }) => member))];
  const still = votes
    .filter(({ member, blind, option }) => !blind && option !== null && !movers.includes(member))
    .map(({ member }) => nameOf(context, member));
  const lines = movers.map((member) =>
    moverLine(
      context,
      document,
      told.filter((step) => step.member === member),
    ),
  );
  return still.length === 0 ? lines : [...lines, says(`${context.labels.memo.unmoved}: ${still.join(', ')}`)];
}

/** What stands beside the heads on a page of 80 columns; a member gets two lines of it where that is enough. */
const LINE = 58;
const fitsTwo = (text: string) => wrap(text, LINE).length <= 2;

/** All steps of one member, each with what it rests on; and what they said of it where they conceded, if that fits. */
function moverLine(context: PrintContext, document: DebateDocument, steps: readonly Movement[]): MemoLine {
  const { turns } = document;
  const spoken = spokenIn(document, context.scenario.visibility);
  const { memo } = context.labels;
  const [first] = steps;
  if (first === undefined) return says('');
  const reached = steps.map(({ member, turn, from, to, confidence, reasons: [reason] }) => {
    const now = turns.find((one) => one.turn === turn)?.stance.confidence ?? confidence.after;
    const there = from === to && to !== null ? formatShare(confidence.after) : votePhrase(context, to, now);
    if (reason === undefined) return { whole: there, brief: there };
    const { whole, brief } = causePhrase(context, reason, heardReason(spoken, reason, member, turn));
    return { whole: `${there} (${whole === brief ? brief : memo.on(whole)})`, brief: `${there} (${brief})` };
  });
  const path = (short: readonly number[]) =>
    [
      votePhrase(context, first.from, first.confidence.before),
      ...reached.map(({ whole, brief }, index) => (short.includes(index) ? brief : whole)),
    ].join(' → ');
  // The longest causes give way first, to the turn that has them.
  const gain = (index: number) => (reached[index]?.whole.length ?? 0) - (reached[index]?.brief.length ?? 0);
  const order = [...reached.keys()].sort((a, b) => gain(b) - gain(a));
  const fitting = [...order.keys()].map((count) => path(order.slice(0, count))).find(fitsTwo) ?? path(order);
  return says(`${fitting}${concession(context, turns, steps, fitting)}`, {
    head: nameOf(context, first.member),
    turns: steps.map(({ turn }) => turn),
  });
}

/** What a member said when they last conceded on their way, if all of it fits behind the path; a vote's words stand elsewhere. */
function concession(
  { labels }: PrintContext,
  turns: DebateDocument['turns'],
  steps: readonly Movement[],
  path: string,
) {
  const conceded = steps.findLast(({ turn }) =>
    turns.some((one) => one.turn === turn && one.act === 'concede' && one.phase !== 'vote'),
  );
  if (conceded === undefined) return '';
  const quote = ` · “${conceded.said.replaceAll(/\s+/g, ' ').trim()}” (${labels.memo.turn(conceded.turn)})`;
  return fitsTwo(path + quote) ? quote : '';
}

/** What others accepted aloud and stands in full nowhere else. */
function agreedLines(context: PrintContext, outcome: Outcome): MemoLine[] {
  const shown = [...tellingClaims(outcome, 'for'), ...tellingClaims(outcome, 'against')];
  const isShown = ({ member, text }: StandingClaim) => shown.some((one) => one.member === member && one.text === text);
  return outcome.agreements
    .filter((claim) => !isShown(claim))
    .map((claim) => ({ ...claimLine(context, claim), command: null }));
}

function dissentLines(context: PrintContext, { dissent }: Outcome): MemoLine[] {
  const { memo, noVote } = context.labels;
  return dissent.map(({ member, option, confidence, text, turn, condition }) =>
    says(
      [
        votePhrase(context, option, confidence, noVote),
        ...(text === '' ? [] : [`“${shortened(text)}” (${memo.turn(turn)})`]),
        ...(condition === null ? [] : [memo.condition(condition)]),
      ].join(' · '),
      { head: nameOf(context, member), turns: [turn] },
    ),
  );
}

/** A fact that would have to change by more than this factor is named and no more, as is one behind so many nearer ones. */
const NEAR = 3;
const MOST_FLIPS = 5;

function flipLines(context: PrintContext, { flips, decision, byFigures }: Outcome): MemoLine[] {
  const { memo } = context.labels;
  if (flips.length === 0) return hasNumbers(context) && byFigures === decision ? [says(memo.noFlips)] : [];
  const within = flips.filter((flip) => distanceOf(flip) <= NEAR).slice(0, MOST_FLIPS);
  // Where all are far, the nearest is still what a reader can try.
  const near = within.length > 0 ? within : flips.slice(0, 1);
  const far = [...new Set(flips.filter((flip) => !near.includes(flip)).map(({ label }) => label))];
  const lines = near.map((flip) => {
    const line = flipLine(context, flip);
    // What an event sets, `--fact` at the start does not change.
    return isSetLater(context.scenario, flip.fact) ? { ...line, command: null } : line;
  });
  const isOfFigures = byFigures !== decision && byFigures !== null;
  return [
    ...(isOfFigures ? [says(memo.ofFigures(optionName(context, byFigures)))] : []),
    ...lines,
    ...(far.length === 0 ? [] : [says(far.join(' · '), { head: memo.further })]),
  ];
}

/** A flip as the memo prints it. */
export function flipLine(context: PrintContext, flip: OutcomeFlip): MemoLine {
  const { now, then } = flipPhrases(context, flip);
  return says(now === null ? then : `${now} · ${then}`, {
    head: flip.label,
    command: `--fact ${flip.fact}=${flip.tried.flips}`,
  });
}

function measurementLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const { measures } = outcome;
  const { labels } = context;
  const experiment = experimentTold(outcome);
  const said = measures.map(({ member, turn, what, price, threshold }) =>
    says(
      [filledIn(context, document, what), price ?? '', threshold ?? '', labels.memo.turn(turn)]
        .filter((text) => text !== '')
        .join(' · '),
      { head: nameOf(context, member), turns: [turn] },
    ),
  );
  if (experiment === null) return said;
  const isSaid = measures.some(({ turn }) => turn === experiment.proposed?.turn);
  const [how, thresholds] = experimentLines(context, document, experiment);
  return [...said, ...(isSaid || how === undefined ? [] : [how]), ...(thresholds === undefined ? [] : [thresholds])];
}

function experimentLines(context: PrintContext, document: DebateDocument, experiment: Experiment): MemoLine[] {
  const { how, owner, label, unit, now, stretches, proposed, error } = experiment;
  const { language, labels } = context;
  const { memo } = labels;
  const who = owner ?? proposed?.member ?? null;
  // What the result may be off comes off the stretch in which the fact is taken to lie: past its edges that is no longer sure.
  const here = stretches.findIndex(({ from, to }) => now >= from && now <= to);
  const off = (index: number) => (index <= here ? (error ?? 0) : -(error ?? 0));
  const edges = printTogether(
    stretches.map(({ from }, index) => from + off(index)),
    unit,
    language,
  ).map(({ text }) => text);
  const thresholds = stretches.map(({ decision, holdsAtTo }, index) => {
    const [low, high] = [edges[index], edges[index + 1]];
    const isOwnLow = stretches[index - 1]?.holdsAtTo !== true;
    return memo.stretch(
      index === 0 || low === undefined ? null : { at: low, isOwn: isOwnLow },
      index === stretches.length - 1 || high === undefined ? null : { at: high, isOwn: holdsAtTo },
      optionName(context, decision),
    );
  });
  const turns = proposed === null ? [] : [proposed.turn];
  const asked = proposed === null ? [] : [memo.proposedBy(nameOf(context, proposed.member), proposed.turn)];
  return [
    says([filledIn(context, document, how), ...priceOf(context, experiment), ...asked].join(' · '), {
      head: who === null ? '' : nameOf(context, who),
      turns,
    }),
    says(
      [
        memo.now(printAmount(now, unit, language).text),
        ...thresholds,
        ...(error === null ? [] : [memo.within(printAmount(error, unit, language).text)]),
      ].join(' · '),
      { head: label },
    ),
  ];
}

/** Who does what: what somebody took on, what the option asks for, who measures. */
function actionLines(context: PrintContext, document: DebateDocument, { actions }: Outcome): MemoLine[] {
  const { memo } = context.labels;
  return actions.map(({ owner, do: written, from, turn }) => {
    const what = filledIn(context, document, written);
    return says(from === 'measurement' ? memo.measures(what) : what, {
      head: nameOf(context, owner),
      turns: turn === null ? [] : [turn],
    });
  });
}
