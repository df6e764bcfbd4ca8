import type { DebateDocument } from '../core/document.ts';
import type { Movement, Outcome } from '../core/outcome.ts';
import { isSetLater } from '../reasoning/solve.ts';
import type { PrintContext } from './context.ts';
import { nameOf, optionName } from './context.ts';
import { flipText, tellingFlips } from './flip-lines.ts';
import { heardReason, spokenIn } from './heard.ts';
import { plansIn } from './in-written.ts';
import { formatShare } from './number.ts';
import type { Verdict } from './outcome.ts';
import {
  chosenName,
  conditionsOf,
  countVotes,
  experimentTold,
  filledIn,
  flipPhrases,
  hasNumbers,
  isOfPlaybook,
  priceOf,
} from './outcome-words.ts';
import { causePhrase, votePhrase } from './phrases.ts';

export type CardKey = 'decision' | 'votes' | 'written' | 'flipped' | 'figures' | 'moved' | 'flips' | 'measurement';

/** One thing that a card says: whose it is, where it is somebody's, and what. */
export interface CardLine {
  members: readonly string[];
  text: string;
  /** The same where there is no room for it. */
  brief: string;
  /** The same where that has no room either and will be cut at its end: what counts stands first. */
  last: string;
}

/** What a reader of a debate needs first; `label` is empty where the row goes on with the one above. */
export interface CardRow {
  key: CardKey;
  label: string;
  lines: CardLine[];
}

const says = (text: string, { members = [], brief = text, last = brief }: Partial<CardLine> = {}): CardLine => ({
  members,
  text,
  brief,
  last,
});

/** What is known when a debate closes: the decision with what it hangs on, and the votes before and after. */
export function verdictRows(context: PrintContext, verdict: Verdict): CardRow[] {
  const { memo, stopped } = context.labels;
  const rows: CardRow[] = [
    {
      key: 'decision',
      label: memo.decision,
      lines: [
        says(chosenName(context, verdict)),
        ...conditionLines(context, verdict),
        ...(verdict.stopReason === 'rounds' ? [] : [says(stopped[verdict.stopReason])]),
      ],
    },
    { key: 'votes', label: memo.votes, lines: voteLines(context, verdict) },
  ];
  return rows.filter(({ lines }) => lines.length > 0);
}

/** What members who voted for it made it hang on, in one line. */
function conditionLines(context: PrintContext, verdict: Verdict): CardLine[] {
  const said = conditionsOf(context, verdict).map(({ condition, members }) => `${condition} (${members.join(', ')})`);
  if (said.length === 0) return [];
  return [says(context.labels.memo.condition(said.join(' · ')))];
}

/** `AWQ 4 : the GPTQ weights 1 · confidence .56 · before AWQ 2 : FP8 1`. */
function voteLines(context: PrintContext, { decision, confidence, votes }: Verdict): CardLine[] {
  const { memo } = context.labels;
  const after = countsOf(context, votes, false, decision);
  const before = countsOf(context, votes, true, decision);
  if (after.length === 0) return [];
  const [first, second] = after;
  const isTie = decision !== null && second !== undefined && first?.count === second.count;
  const score = (counts: typeof after) => {
    const said = counts.map(({ name, count }) => `${name} ${count}`);
    return said.length === 1 ? `${said[0]} : 0` : said.join(' : ');
  };
  const said = [
    score(after),
    ...(isTie ? [memo.tie] : []),
    ...(decision === null ? [] : [memo.confidence(formatShare(confidence))]),
  ];
  const brief = said.join(' · ');
  const isSame = before.length === 0 || score(before) === score(after);
  return [says(isSame ? brief : `${brief} · ${memo.before} ${score(before)}`, { brief })];
}

/** Options with their votes: what was decided first, then the most. */
function countsOf(context: PrintContext, votes: Outcome['votes'], blind: boolean, decision: string | null) {
  return [...countVotes(votes, blind)]
    .sort(([a], [b]) => Number(b === decision) - Number(a === decision))
    .map(([option, count]) => ({ name: optionName(context, option, context.labels.noVote), count }));
}

/** The rest of what a card says once the what-ifs are computed. `flipped`: a changed fact turned the decision. */
export function outcomeRows(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  { flipped, movers }: { flipped: { from: string; to: string | null; isPrinted: boolean } | null; movers: number },
): CardRow[] {
  const { labels } = context;
  const { memo } = labels;
  const { decision, figures } = outcome;
  const byFigures = figures === null ? outcome.byFigures : (figures.ahead ?? decision);
  const written = outcome.written?.lines ?? [];
  const title = written.filter(({ part }) => part === 'title');
  const decided = title.length > 0 ? title : written.filter(({ part }) => part === 'decision');
  const rows: CardRow[] = [
    { key: 'written', label: memo.title, lines: decided.map(({ text }) => says(text)) },
    {
      key: 'flipped',
      label: '',
      lines:
        flipped === null
          ? []
          : [
              says(
                labels.flipped(optionName(context, flipped.from), optionName(context, flipped.to), flipped.isPrinted),
              ),
            ],
    },
    {
      key: 'figures',
      label: '',
      lines: byFigures === decision ? [] : [says(memo.byFigures(optionName(context, byFigures)))],
    },
    { key: 'moved', label: memo.moved, lines: movedLines(context, document, outcome, movers) },
    { key: 'flips', label: memo.flips, lines: flipLines(context, document, outcome) },
    { key: 'measurement', label: memo.measurement, lines: measurementLines(context, document, outcome) },
  ];
  return rows.filter(({ lines }) => lines.length > 0);
}

/** A step of this size is worth a line where nobody changed their option. */
const LARGE_STEP = 0.1;

/** Who changed their option and on what, those who came to the decision first; else whose confidence changed most. */
function movedLines(context: PrintContext, document: DebateDocument, outcome: Outcome, most: number): CardLine[] {
  const { moved, decision } = outcome;
  const { memo, card: labels } = context.labels;
  const changed = moved.filter(({ from, to }) => from !== to);
  const surer = moved.filter(({ confidence: { before, after } }) => Math.abs(after - before) >= LARGE_STEP);
  const told = changed.length > 0 ? changed : surer;
  const last = (member: string) => told.findLast((step) => step.member === member)?.to;
  const members = [...new Set(told.map(({ member }) => member))].sort(
    (a, b) => Number(last(b) === decision) - Number(last(a) === decision),
  );
  const lines = together(
    members.map((member) =>
      moverLine(
        context,
        document,
        told.filter((step) => step.member === member),
      ),
    ),
  );
  const shown = lines.length > most ? lines.slice(0, most - 1) : lines;
  const rest = lines.slice(shown.length).flatMap((line) => line.members);
  return [
    ...(changed.length > 0 ? [] : [says(shown.length === 0 ? labels.nobodyMoved : labels.onlyConfidence)]),
    ...shown,
    ...(rest.length === 0
      ? []
      : [says(`${memo.more(rest.length)}: ${rest.map((id) => nameOf(context, id)).join(', ')}`)]),
  ];
}

/** Members who went the same way for the same reason share a line. */
function together(lines: readonly CardLine[]): CardLine[] {
  const texts = [...new Set(lines.map(({ text }) => text))];
  return texts.flatMap((text) => {
    const same = lines.filter((line) => line.text === text);
    return same.slice(0, 1).map((line) => ({ ...line, members: same.flatMap(({ members }) => members) }));
  });
}

/** `FP8 → AWQ · the 68% that the FP8 kernel reaches (Prism)`: the whole way, and what the last step rests on. */
function moverLine(context: PrintContext, document: DebateDocument, steps: readonly Movement[]): CardLine {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return says('');
  const { member } = last;
  const hasChanged = steps.some(({ from, to }) => from !== to);
  const path = hasChanged
    ? [first.from, ...steps.map(({ to }) => to)]
        .filter((option, index, all) => option !== all[index - 1])
        .map((option) => optionName(context, option))
    : [votePhrase(context, first.from, first.confidence.before), formatShare(last.confidence.after)];
  const way = path.join(' → ');
  const [reason] = last.reasons;
  if (reason === undefined) return says(way, { members: [member] });
  const heard = heardReason(spokenIn(document, context.scenario.visibility), reason, member, last.turn);
  const { what, whole } = causePhrase(context, reason, heard);
  if (heard === null) return says(`${way} · ${whole}`, { members: [member], brief: way });
  // The memo says in which turn; here it is enough whose it is.
  const whose = nameOf(context, heard.speaker);
  const cause = what === null ? whole : `${what} (${whose})`;
  return says(`${way} · ${cause}`, { members: [member], brief: `${way} (${whose})` });
}

function flipLines(context: PrintContext, document: DebateDocument, outcome: Outcome): CardLine[] {
  const { memo } = context.labels;
  // Language models are held to no weights of ours: only where the figures turn can be said.
  if (outcome.figures !== null && !isOfPlaybook(document)) {
    const [flip, ...others] = tellingFlips(context, outcome.figures, outcome);
    if (flip === undefined) return hasNumbers(context) ? [says(memo.noFlips)] : [];
    const more = others.length === 0 ? '' : ` · ${context.labels.card.moreFlips(others.length)}`;
    const { now, then } = flipPhrases(context, flip, true);
    return [flipLine(flip.label, now, then, more, context.labels.card.ofFigures)];
  }
  const flip = outcome.flips.find(({ fact }) => !isSetLater(context.scenario, fact)) ?? outcome.flips[0];
  if (flip === undefined) {
    if (!hasNumbers(context) || outcome.byFigures !== outcome.decision) return [];
    // What nobody argues about may still turn the figures.
    const [firm] = outcome.figures?.ahead === outcome.decision ? tellingFlips(context, outcome.figures, outcome) : [];
    return [says(firm === undefined ? memo.noFlips : `${firm.label} · ${flipText(context, firm)}`)];
  }
  const { now, then } = flipPhrases(context, flip);
  const others = outcome.flips.length - 1;
  const more = others === 0 ? '' : ` · ${context.labels.card.moreFlips(others)}`;
  const asWhat = outcome.byFigures === outcome.decision ? (said: string) => said : context.labels.card.ofFigures;
  return [flipLine(flip.label, now, then, more, asWhat)];
}

/** What it would turn to is never what a narrow page cuts off. */
const flipLine = (label: string, now: string | null, then: string, more: string, asWhat: (said: string) => string) =>
  says(asWhat(`${now === null ? label : `${label} (${now})`} · ${then}${more}`), {
    brief: asWhat(`${label} · ${then}`),
    last: asWhat(`${then} · ${label}`),
  });

/** What settles the decision, with its price; beside a memo that was written, what that has, or that the figures alone have it. */
function measurementLines(context: PrintContext, document: DebateDocument, outcome: Outcome): CardLine[] {
  const experiment = experimentTold(outcome);
  const { written } = outcome;
  const isTold = (job: string) =>
    written == null || written.lines.length === 0 || plansIn(written, filledIn(context, document, job));
  const first = outcome.measures.find(({ what }) => isTold(what));
  if (first !== undefined && experiment === null) {
    const { member, what, price } = first;
    const parts = [filledIn(context, document, what), ...(price === null ? [] : [price]), nameOf(context, member)];
    return [says(parts.join(' · '))];
  }
  if (experiment === null) return [];
  const { how, owner, proposed } = experiment;
  const who = owner ?? proposed?.member ?? null;
  const said = [
    filledIn(context, document, how),
    ...priceOf(context, experiment),
    ...(who === null ? [] : [nameOf(context, who)]),
  ];
  const text = said.join(' · ');
  return [says(isTold(how) ? text : context.labels.card.ofFigures(text))];
}
