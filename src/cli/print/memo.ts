import type { DebateDocument } from '../../core/document.ts';
import type { Flip, Movement, Outcome, Vote } from '../../core/outcome.ts';
import { printQuantity } from '../../core/playbook/quantity.ts';
import type { PrintContext } from './context.ts';
import { factLabel, nameOf, optionName } from './context.ts';
import { heardReason } from './heard.ts';
import { formatFigure, formatNumber, formatQuantity, formatShare } from './number.ts';
import { reasonPhrase, votePhrase } from './phrases.ts';

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
  | 'moved'
  | 'dissent'
  | 'agreements'
  | 'tensions'
  | 'flips'
  | 'experiment'
  | 'actions'
  | 'missing'
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
  const shownOption = (option: string | null) => optionName(context, option);
  const reason = (of: string, listener: string, until: number) =>
    reasonPhrase(context, of, heardReason(document.turns, of, listener, until));

  const sections: [MemoKey, string, MemoLine[]][] = [
    ['decision', memo.decision, [says(decisionLine(context, outcome)), says(seedsLine(context, outcome))]],
    ['votes', memo.before, [says(tally(context, outcome.votes, true))]],
    [
      'figures',
      memo.figures,
      outcome.figures.map(({ figure, text, side, option, member, turn, command }) =>
        says(
          `${text} · ${memo.side(side, shownOption(option))} · ${nameOf(context, member)}, ${memo.turn(turn)}`,
          figure.unit === 'judgement' ? memo.judgement : formatFigure(figure),
          command,
        ),
      ),
    ],
    ['moved', memo.moved, movedLines(context, outcome, reason)],
    [
      'dissent',
      memo.dissent,
      outcome.dissent.map(({ member, option, confidence, text }) =>
        says(`${votePhrase(context, option, confidence, labels.noVote)} · ${text}`, nameOf(context, member)),
      ),
    ],
    ['agreements', memo.agreements, outcome.agreements.map(({ text }) => says(text))],
    [
      'tensions',
      memo.tensions,
      outcome.tensions.map(({ between, text }) => says(text, between.map((id) => nameOf(context, id)).join(' / '))),
    ],
    [
      'flips',
      memo.flips,
      outcome.flips.length === 0 ? flipless(context, outcome) : outcome.flips.map((flip) => flipLine(context, flip)),
    ],
    ['experiment', memo.experiment, experimentLines(context, document, outcome)],
    ['actions', memo.actions, outcome.actions.map(({ owner, do: what }) => says(what, nameOf(context, owner)))],
    ['missing', memo.missing, outcome.missing.map((text) => says(text))],
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

function seedsLine({ labels }: PrintContext, { seeds }: Outcome): string {
  if (seeds === null) return '';
  const said = labels.memo.seeds(seeds.alike, seeds.tried);
  return seeds.alike < seeds.tried ? `${said} (${labels.memo.close})` : said;
}

/** One line a step, in order; then who ended where he began, because standing firm is a finding too. */
function movedLines(
  context: PrintContext,
  { moved, votes }: Outcome,
  reason: (of: string, listener: string, until: number) => string,
): MemoLine[] {
  const { memo } = context.labels;
  const step = ({ member, turn, from, to, confidence, reasons }: Movement): MemoLine => {
    const there = `${optionName(context, from)} ${formatShare(confidence.before)} → ${formatShare(confidence.after)}`;
    const why = reasons.map((of) => reason(of, member, turn)).join('; ');
    const where = from === to ? there : `${there}, ${memo.movedTo(optionName(context, to))}`;
    return { head: nameOf(context, member), text: why === '' ? where : `${where} (${why})`, command: null };
  };
  const movers = new Set(moved.map(({ member }) => member));
  const still = votes
    .filter(({ member, blind }) => !blind && !movers.has(member))
    .map(({ member }) => nameOf(context, member));
  const lines = moved
    .map(step)
    .map((line, index, all) => (all[index - 1]?.head === line.head ? { ...line, head: '' } : line));
  return still.length === 0
    ? lines
    : [...lines, { head: '', text: `${memo.unmoved}: ${still.join(', ')}`, command: null }];
}

function flipLine(context: PrintContext, { fact, label, at, unit, beyond, to, tried }: Flip): MemoLine {
  return {
    head: label === '' ? factLabel(context, fact) : label,
    text: context.labels.memo.flip(formatQuantity(at, unit), beyond, optionName(context, to)),
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

function experimentLines(context: PrintContext, { tools }: DebateDocument, { experiment }: Outcome): MemoLine[] {
  if (experiment === null) return [];
  const { proposedBy, figures, rule, then, otherwise, command } = experiment;
  const { memo } = context.labels;
  const known = EXPERIMENT_FIGURES.filter((name) => figures[name] !== undefined);
  const names = known.length > 0 ? known : Object.keys(figures).slice(0, FIGURES_SHOWN);
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
      command: command === '' ? null : command,
    },
    {
      head: '',
      text: memo.outcomes(rule, optionName(context, then), optionName(context, otherwise)),
      command: null,
    },
  ];
}
