import type { DebateDocument } from '../core/document.ts';
import type { CitedFigure, Flip, Movement, Outcome, Vote } from '../core/outcome.ts';
import { distanceOf } from '../core/outcome.ts';
import { factAt, isUnscaled } from '../reasoning/considerations.ts';
import { printQuantity } from '../wording/quantities.ts';
import type { PrintContext } from './context.ts';
import { factLabel, nameOf, optionName } from './context.ts';
import { heardReason } from './heard.ts';
import { formatFigure, formatNumber, formatQuantity, formatShare } from './number.ts';
import { reasonPhrases, votePhrase } from './phrases.ts';
import { TIE } from './width.ts';

/** One line of the memo: a short head in a column of its own, the text, and a command or flag to type. */
export interface MemoLine {
  head: string;
  text: string;
  command: string | null;
}

export type MemoKey =
  | 'decision'
  | 'votes'
  | 'figures'
  | 'against'
  | 'moved'
  | 'dissent'
  | 'agreements'
  | 'tensions'
  | 'flips'
  | 'experiment'
  | 'actions'
  | 'missing'
  | 'unanswered'
  | 'record';

export interface MemoSection {
  key: MemoKey;
  label: string;
  lines: MemoLine[];
}

/** What the debate came to, as sections in the order in which a reader needs them; empty ones are left out. */
export function memoSections(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoSection[] {
  const { labels } = context;
  const { memo } = labels;
  const says = (text: string, head = '', command: string | null = null): MemoLine => ({ head, text, command });
  const sections: [MemoKey, string, MemoLine[]][] = [
    [
      'decision',
      memo.decision,
      [says(decisionLine(context, outcome)), says(conditionLine(context, outcome)), says(seedsLine(context, outcome))],
    ],
    ['figures', memo.figures, figureLines(context, document, outcome, (weight) => weight >= 0)],
    ['against', memo.against, figureLines(context, document, outcome, (weight) => weight < 0)],
    ['flips', memo.flips, flipLines(context, outcome)],
    ['experiment', memo.experiment, experimentLines(context, document, outcome)],
    ['actions', memo.actions, outcome.actions.map(({ owner, do: what }) => says(what, nameOf(context, owner)))],
    [
      'dissent',
      memo.dissent,
      outcome.dissent.map(({ member, option, confidence, text }) =>
        says(`${votePhrase(context, option, confidence, labels.noVote)} · ${text}`, nameOf(context, member)),
      ),
    ],
    ['votes', memo.before, [says(tally(context, outcome.votes, true))]],
    ['moved', memo.moved, movedLines(context, document, outcome)],
    ['agreements', memo.agreements, outcome.agreements.map(({ text }) => says(text))],
    [
      'tensions',
      memo.tensions,
      outcome.tensions.map(({ between, text }) => says(text, between.map((id) => nameOf(context, id)).join(' / '))),
    ],
    ['missing', memo.missing, outcome.missing.map((text) => says(text))],
    ['unanswered', memo.unanswered, outcome.unanswered.map(({ member, text }) => says(text, nameOf(context, member)))],
    ['record', memo.record, [says(labels.stopped[outcome.stopReason], document.debate.id)]],
  ];
  return sections
    .map(([key, label, lines]) => ({ key, label, lines: lines.filter(({ text, head }) => text !== '' || head !== '') }))
    .filter(({ lines }) => lines.length > 0);
}

/** `비교 실험 (4 : 1, 확신 .71)`: the last votes, the winner's first. */
function decisionLine(context: PrintContext, { decision, confidence, votes }: Outcome): string {
  const counts = countVotes(votes, false);
  const winner = decision === null ? [] : [counts.get(decision) ?? 0];
  const others = [...counts].flatMap(([option, count]) => (option === decision || option === null ? [] : [count]));
  const score = [...winner, ...others];
  const said = [
    ...(score.length === 0 ? [] : [score.length === 1 ? `${score[0]} : 0` : score.join(' : ')]),
    ...(decision === null ? [] : [context.labels.memo.confidence(formatShare(confidence))]),
  ];
  return said.length === 0 ? optionName(context, decision) : `${optionName(context, decision)} (${said.join(', ')})`;
}

/** Option -> votes, the most first; null is a vote for none. */
function countVotes(votes: readonly Vote[], blind: boolean): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const vote of votes) if (vote.blind === blind) counts.set(vote.option, (counts.get(vote.option) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

/** `되돌리기 2 · 비교 실험 2 · 계속 1`. */
function tally(context: PrintContext, votes: readonly Vote[], blind: boolean): string {
  return [...countVotes(votes, blind)]
    .map(([option, count]) => `${optionName(context, option, context.labels.noVote)} ${count}`)
    .join(' · ');
}

/** What the decision hangs on, where an experiment that was put on the table says what follows from it. */
function conditionLine(context: PrintContext, { decision, experiment }: Outcome): string {
  const { considerations } = context.scenario;
  const chosen = considerations.find(({ id }) => id === experiment?.reason)?.for;
  if (experiment === null || decision === null || chosen !== decision) return '';
  return rulePhrase(context, experiment);
}

function rulePhrase(context: PrintContext, { rule, then, otherwise }: NonNullable<Outcome['experiment']>): string {
  return context.labels.memo.outcomes(rule, optionName(context, then), optionName(context, otherwise));
}

function seedsLine({ labels }: PrintContext, { seeds }: Outcome): string {
  if (seeds === null) return '';
  const said = labels.memo.seeds(seeds.alike, seeds.tried);
  return seeds.alike < seeds.tried ? `${said} (${labels.memo.close})` : said;
}

/** Reasons that a step of a movement names; the transcript has the rest. */
const REASONS_A_STEP = 2;

/** Figures on each side that stand in full; the others are named on one line. */
const FIGURES_A_SIDE = 2;

/** What carries the decision, or stands against it, in the words in which it was said; the two heaviest, and the names of the rest. */
function figureLines(
  context: PrintContext,
  document: DebateDocument,
  { figures }: Outcome,
  isOnSide: (weight: number) => boolean,
): MemoLine[] {
  const { memo } = context.labels;
  const side = figures.filter(({ weight }) => isOnSide(weight));
  const lines = side.slice(0, FIGURES_A_SIDE).map(({ figure, ref, reason, text, member, turn, command }): MemoLine => {
    const said = saidAt(document, { turn, reason, ref });
    const number = printQuantity(Math.abs(figure.value), figure.unit, context.language, ['bare']).text;
    // The sentence may name another figure of the same result; then the one that weighs is added.
    const isShown = said.includes(number) || (said === '' && text.includes(number));
    const parts = [...(isShown ? [said] : [said, measured(context, ref, figure)]), scaleWords(context, reason)];
    return {
      head: text,
      text: [...parts, `${nameOf(context, member)},${TIE}${memo.turn(turn)}`].filter((part) => part !== '').join(' · '),
      command: command === null ? null : asTyped(context, command),
    };
  });
  const rest = side.slice(FIGURES_A_SIDE).map(({ text, reason }) => {
    const scale = scaleWords(context, reason);
    return scale === '' ? text : `${text} (${scale})`;
  });
  return rest.length === 0 ? lines : [...lines, { head: memo.besides, text: rest.join(' · '), command: null }];
}

/** That a figure counted as a judgement, where its consideration declares no scale; empty where it does. */
function scaleWords({ scenario, labels }: PrintContext, reason: string): string {
  const from = scenario.considerations.find(({ id }) => id === reason)?.from;
  return from !== undefined && isUnscaled(from) ? labels.memo.unscaled : '';
}

/** The claim's own sentence; empty where the record has none, and where the figure was computed again since it was said. */
function saidAt(
  { turns }: DebateDocument,
  { turn, reason, ref }: Pick<CitedFigure, 'turn' | 'reason' | 'ref'>,
): string {
  const said = turns.find((one) => one.turn === turn)?.claims.find((claim) => claim.reason === reason);
  return said === undefined || callOf(said.evidence.ref) !== callOf(ref) ? '' : said.text;
}

const callOf = (ref: string | null) => ref?.split('/')[0] ?? '';

/** What the reason was measured by: a fact with its label, a figure of a tool with its name, or a judgement as such. */
function measured(context: PrintContext, ref: string, { name, value, unit }: CitedFigure['figure']): string {
  if (unit === 'judgement') return context.labels.memo.judgement;
  if (!ref.startsWith('fact:')) return `${name} ${formatFigure({ value, unit })}`;
  const label = factLabel(context, name);
  const known = Object.hasOwn(context.scenario.facts, name.split('.')[0] ?? name);
  if (known && typeof factAt(context.scenario.facts, name) === 'boolean') return label;
  return `${label} ${printQuantity(value, unit, context.language, []).text}`;
}

/** A command of the record as the reader types it where he is. */
export function asTyped({ program }: PrintContext, command: string): string {
  return command.replace(/^pitwall\b/, program);
}

/** One line a member who moved, step by step; then who stayed, because standing firm is a finding too. */
function movedLines(
  context: PrintContext,
  document: DebateDocument,
  { moved, votes, figures, agreements }: Outcome,
): MemoLine[] {
  const texts = new Map([...agreements, ...figures].map(({ reason, text }) => [reason, text]));
  const members = [...new Set(moved.map(({ member }) => member))];
  const lines = members.map((member): MemoLine => {
    const steps = moved.filter((step) => step.member === member);
    const [first] = steps;
    const start = first === undefined ? '' : votePhrase(context, first.from, first.confidence.before);
    return {
      head: nameOf(context, member),
      text: [start, ...steps.map((step) => stepPhrase(context, document, step, texts))].join(' → '),
      command: null,
    };
  });
  const still = votes
    .filter(({ member, blind }) => !blind && !members.includes(member))
    .map(({ member }) => nameOf(context, member));
  return still.length === 0
    ? lines
    : [...lines, { head: '', text: `${context.labels.memo.unmoved}: ${still.join(', ')}`, command: null }];
}

/** Where one step led, and on which reasons, in the memo's own words for them where it has any. */
function stepPhrase(
  context: PrintContext,
  { turns }: DebateDocument,
  { member, turn, from, to, confidence, reasons }: Movement,
  texts: ReadonlyMap<string, string>,
): string {
  const now = turns.find((one) => one.turn === turn)?.stance.confidence ?? confidence.after;
  const there = to !== null && from === to ? formatShare(confidence.after) : votePhrase(context, to, now);
  const known = reasons.filter((reason) => texts.has(reason)).slice(0, REASONS_A_STEP);
  const why =
    known.length > 0
      ? known.map((reason) => texts.get(reason) ?? reason)
      : reasonPhrases(
          context,
          reasons
            .slice(0, REASONS_A_STEP)
            .map((reason) => ({ reason, heard: heardReason(turns, reason, member, turn) })),
        );
  return why.length === 0 ? there : `${there} (${why.join(', ')})`;
}

/** A fact that would have to change by more than this factor is named and no more. */
const NEAR = 3;

function flipLines(context: PrintContext, outcome: Outcome): MemoLine[] {
  const { flips } = outcome;
  if (flips.length === 0) return flipless(context, outcome);
  const near = flips.filter((flip) => distanceOf(flip) <= NEAR);
  const far = [...new Set(flips.filter((flip) => !near.includes(flip)).map((flip) => flipLabel(context, flip)))];
  const lines = near.map((flip) => flipLine(context, flip));
  const { memo } = context.labels;
  return far.length === 0 ? lines : [...lines, { head: memo.far(NEAR), text: far.join(' · '), command: null }];
}

function flipLabel(context: PrintContext, { fact, label }: Flip): string {
  return label === '' ? factLabel(context, fact) : label;
}

function flipLine(context: PrintContext, flip: Flip): MemoLine {
  const { fact, at, now, unit, beyond, to, tried } = flip;
  const { memo } = context.labels;
  const then = memo.flip(formatQuantity(at, unit), beyond, optionName(context, to));
  return {
    head: flipLabel(context, flip),
    text: now === undefined ? then : `${memo.now(formatQuantity(now, unit))} · ${then}`,
    command: `--fact ${fact}=${tried.flips}`,
  };
}

/** A search that found nothing is said; where nothing was searched, there is nothing to say. */
function flipless({ labels, scenario }: PrintContext, { seeds }: Outcome): MemoLine[] {
  const hasNumbers = Object.values(scenario.facts).some(
    ({ value }) => typeof value === 'number' || typeof value === 'object',
  );
  return seeds === null || !hasNumbers ? [] : [{ head: '', text: labels.memo.noFlips, command: null }];
}

/** What an experiment is decided on: how long, how dear, how fine. Any other calculation shows its first figures. */
const EXPERIMENT_FIGURES = ['minutes', 'costUsd', 'visibleEffect'];
const FIGURES_SHOWN = 4;

function experimentLines(context: PrintContext, { tools }: DebateDocument, outcome: Outcome): MemoLine[] {
  const { experiment } = outcome;
  if (experiment === null) return [];
  const { proposedBy, figures, command } = experiment;
  const { memo } = context.labels;
  const known = EXPERIMENT_FIGURES.filter((name) => figures[name] !== undefined);
  const names = known.length > 0 ? known : Object.keys(figures).sort().slice(0, FIGURES_SHOWN);
  const shown = names.flatMap((name) => {
    const figure = figures[name];
    if (figure === undefined) return [];
    const { text } = printQuantity(figure.value, figure.unit, context.language, []);
    return [known.length > 0 ? memo.experimentFigure(name, text) : `${name} ${text}`];
  });
  const call = / --call (\S+)/.exec(command)?.[1];
  const { arms, steps } = tools.find(({ ref }) => ref === `tool:${call}`)?.args ?? {};
  const size = typeof arms === 'number' && typeof steps === 'number' ? [memo.arms(arms, formatNumber(steps))] : [];
  return [
    {
      head: nameOf(context, proposedBy),
      text: [...size, ...shown].join(' · '),
      command: command === '' ? null : asTyped(context, command),
    },
    ...(conditionLine(context, outcome) === ''
      ? [{ head: '', text: rulePhrase(context, experiment), command: null }]
      : []),
  ];
}
