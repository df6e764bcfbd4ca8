import type { DebateDocument } from '../core/document.ts';
import { withoutCode } from '../core/error.ts';
import type { MemoPart, WrittenMemo } from '../core/memo.ts';
import type { Figures, Outcome, StandingClaim, TableRow } from '../core/outcome.ts';
import { searchedInPart } from '../reasoning/searched.ts';
import { printAmount } from '../wording/amounts.ts';
import { labelledIn, withoutLabelsUnits } from '../wording/labels-units.ts';
import { besideBar } from './beside-figures.ts';
import { isOfVotes } from './by-votes.ts';
import { changedLines, turnedLines } from './changed-lines.ts';
import type { PrintContext } from './context.ts';
import { byPerson, nameOf, optionName } from './context.ts';
import { decisionLine, decisionLines, withoutConditions } from './decision-lines.ts';
import { flipLines, tryingBriefly, tryingLines } from './flip-lines.ts';
import { introducer } from './introduced.ts';
import type { MemoLine } from './memo-line.ts';
import { says } from './memo-line.ts';
import type { MemoTable } from './memo-table.ts';
import { memoTable } from './memo-table.ts';
import { movedBriefly, movedLines } from './moved-lines.ts';
import { formatShare } from './number.ts';
import {
  actionsInOrder,
  correctedLines,
  decidedLines,
  equalsText,
  riskLines,
  ruleParagraphs,
  whyParagraphs,
} from './offline-memo.ts';
import { OFFLINE_WORDS } from './offline-words.ts';
import { countVotes, isOfPlaybook } from './outcome-words.ts';
import { votePhrase } from './phrases.ts';
import type { Standing } from './set-at.ts';
import { nextOption } from './set-at.ts';
import { settingsBriefly } from './settings-briefly.ts';
import { shortened } from './shortened.ts';
import { stepDigits } from './step-digits.ts';
import { agreedLines, claimLine, isReason, quotedFor, tellingClaims } from './telling.ts';
import { actionAndWatchLines, measurementLines } from './to-do.ts';
import { turnedInto } from './turned-into.ts';
import { keptLines, leadText, weighingLines } from './weighing-lines.ts';

export type MemoKey =
  | 'decision'
  | 'votes'
  | 'changed'
  | 'table'
  | 'settings'
  | 'why'
  | 'against'
  | 'moved'
  | 'agreed'
  | 'dissent'
  | 'flips'
  | 'trying'
  | 'measurement'
  | 'actions'
  | 'back'
  | 'changes'
  | 'open'
  | 'risks'
  | 'corrected'
  | 'unanswered'
  | 'missing'
  | 'record';

export interface MemoSection {
  key: MemoKey;
  label: string;
  lines: MemoLine[];
  /** Options x quantities; in the section `table` only. */
  table: MemoTable | null;
  /** That its lines are paragraphs. */
  isProse?: boolean;
}

/** Claims against it that stand in full. */
const MOST_AGAINST = 2;

/** What the debate came to, as sections in the order in which a reader needs them; empty ones are left out. */
export function memoSections(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoSection[] {
  const { labels } = context;
  const { memo } = labels;
  const table = memoTable(context, outcome);
  const { figures, written } = outcome;
  if (written !== undefined && written.lines.length > 0) return writtenSections(context, document, outcome, written);
  if (figures !== null && isOfPlaybook(document)) return offlineSections(context, document, outcome, figures);
  const reasons =
    figures === null
      ? tellingClaims(outcome, 'for').map((claim) => claimLine(context, claim))
      : [
          ...chosenFor(context, outcome, figures),
          ...keptLines(context, outcome),
          ...weighingLines(context, outcome, figures).map(({ head, text }) => says(text, { head })),
          ...turnedLines(context, outcome),
        ];
  // What a dissenter says stands under dissent, and is enough beside the figures.
  const most = figures === null ? MOST_AGAINST : outcome.dissent.length > 0 ? 0 : 1;
  const agreed = agreedLines(context, outcome);
  const isTold = (claim: StandingClaim) =>
    figures === null || (isReason(outcome)(claim) && !agreed.some(({ turns }) => turns[0] === claim.turn));
  const against = tellingClaims(outcome, 'against', Number.POSITIVE_INFINITY).filter(isTold).slice(0, most);
  // First what a reader acts on, and behind it how the debate came to it.
  const sections: [MemoKey, string, MemoLine[]][] = [
    ['decision', memo.decision, decisionLines(context, document, outcome)],
    ['why', memo.why, reasons],
    ['table', memo.table, []],
    ['settings', memo.settings, settingLines(context, outcome)],
    ['flips', memo.flips, flipLines(context, document, outcome)],
    ['measurement', memo.measurement, measurementLines(context, document, outcome)],
    ['dissent', memo.dissent, dissentLines(context, document, outcome)],
    ['against', memo.against, against.map((claim) => claimLine(context, claim))],
    ['actions', memo.actions, actionAndWatchLines(context, document, outcome)],
    [
      'unanswered',
      memo.unanswered,
      outcome.unanswered.map(({ member, text, turn }) => says(text, { head: nameOf(context, member), turns: [turn] })),
    ],
    ['missing', memo.missing, outcome.missing.length === 0 ? [] : [says(outcome.missing.join(' · '))]],
    ['changed', memo.changed, changedLines(context, document, outcome)],
    ['moved', memo.moved, movedLines(context, document, outcome)],
    ['agreed', memo.agreed, agreed],
    ['votes', memo.votes, voteLines(context, outcome)],
    ['trying', memo.trying, tryingLines(context, document, outcome)],
    ['record', memo.record, recordLines(context, document, outcome)],
  ];
  return laidOut(context, isOfPlaybook(document) ? actionsFirst(sections) : sections, table);
}

/** Of a debate in which nobody but the offline engine spoke: as a colleague who was there would put it for one who was not. */
function offlineSections(
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  figures: Figures,
): MemoSection[] {
  const { memo } = context.labels;
  const words = OFFLINE_WORDS[context.language];
  const sections: Listed[] = [
    ['decision', memo.decision, decidedLines(context, document, outcome)],
    ['why', memo.why, whyParagraphs(context, document, outcome, figures)],
    ['table', memo.table, []],
    ['risks', words.risks, riskLines(context, outcome, figures)],
    [
      'measurement',
      memo.measurement,
      [...ruleParagraphs(context, document, outcome), ...measurementLines(context, document, outcome)],
    ],
    [
      'flips',
      isOfVotes(context, document, outcome) ? memo.turns : memo.turnsTo,
      offlineFlips(context, document, outcome, figures),
    ],
    ['actions', memo.actions, actionsInOrder(context, document, outcome)],
    ['dissent', memo.dissent, dissentLines(context, document, outcome)],
    ['missing', memo.missing, outcome.missing.length === 0 ? [] : [says(outcome.missing.join(' · '))]],
    ['corrected', words.corrected, correctedLines(context, outcome)],
    ['moved', memo.moved, movedBriefly(context, document, outcome)],
    ['trying', memo.trying, tryingBriefly(context, outcome)],
    ['record', memo.record, recordLines(context, document, outcome)],
  ];
  return plainly(context, laidOut(context, sections, memoTable(context, outcome, { isPlain: true, hasSum: true }))).map(
    (section) => (PROSE.has(section.key) ? { ...section, isProse: true } : section),
  );
}

/** In the order in which it is read, nothing that a reader has just been told: of a unit what its label says, of a setting what it is about. */
function plainly(context: PrintContext, sections: readonly MemoSection[]): MemoSection[] {
  const { scenario, language } = context;
  const labelled = labelledIn(scenario);
  const briefly = settingsBriefly(context);
  const told = (text: string) => briefly(withoutLabelsUnits(text, labelled, language));
  return sections.map(({ lines, table, ...section }) => ({
    ...section,
    lines: lines.map((line) => ({ ...line, head: told(line.head), text: told(line.text) })),
    table:
      table === null
        ? null
        : {
            ...table,
            head: { ...table.head, options: table.head.options.map((one) => ({ ...one, name: told(one.name) })) },
          },
  }));
}

/** By what it would turn to; of votes that are weighed otherwise than the figures both, fact by fact. */
const offlineFlips = (
  context: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  figures: Figures,
): MemoLine[] =>
  isOfVotes(context, document, outcome)
    ? flipLines(context, document, outcome)
    : turnedInto(context, document, outcome, figures);

/** Where the figures put another option ahead, or none, first why this one was chosen all the same. */
function chosenFor(context: PrintContext, outcome: Outcome, figures: Figures): MemoLine[] {
  const { decision } = outcome;
  const rival = figures.ahead ?? nextOption(figures, decision)?.option ?? null;
  return decision === null || rival === null || rival === decision ? [] : quotedFor(context, outcome, rival);
}

/** Who does what right behind what was decided: what a reader who was not there has to do. */
function actionsFirst(sections: readonly Listed[]): Listed[] {
  const isEarly = ([key]: Listed) => key === 'decision' || key === 'actions';
  return [...sections.filter(isEarly), ...sections.filter((one) => !isEarly(one))];
}

type Listed = [MemoKey, string, MemoLine[]];

/** What to type, and names of models, and paragraphs that name people in brackets: nobody is introduced there. */
const UNINTRODUCED: ReadonlySet<MemoKey> = new Set(['trying', 'record', 'why', 'flips', 'corrected']);

function laidOut(context: PrintContext, sections: readonly Listed[], table: MemoTable | null): MemoSection[] {
  const introduced = introducer(context);
  const withPeople = (line: MemoLine): MemoLine => ({
    ...line,
    head: introduced(line.head),
    text: introduced(line.text),
  });
  return told(
    sections.map(([key, label, lines]) => [key, label, UNINTRODUCED.has(key) ? lines : lines.map(withPeople)]),
    table,
  );
}

/** Sections in which something stands. */
const told = (sections: readonly Listed[], table: MemoTable | null): MemoSection[] =>
  sections
    .map(([key, label, lines]) => ({
      key,
      label,
      lines: lines.filter(({ text, head }) => text !== '' || head !== ''),
      table: key === 'table' ? table : null,
    }))
    .filter(({ lines, table: rows }) => lines.length > 0 || rows !== null);

/** Parts of which each line is a paragraph. */
const PROSE: ReadonlySet<MemoKey> = new Set(['decision', 'why', 'open', 'risks', 'corrected']);

/** What a model wrote, under the decision with the votes' count and beside the table, which are from the record. */
function writtenSections(
  called: PrintContext,
  document: DebateDocument,
  outcome: Outcome,
  { lines }: WrittenMemo,
): MemoSection[] {
  const context = byPerson(called);
  const { memo } = context.labels;
  // Who is first named in a text has the name under which the record has them behind theirs.
  const introduced = introducer({
    members: called.members.map(({ id, name }) => {
      const own = nameOf(context, id);
      return { id, name: own, role: own === name ? '' : name };
    }),
    language: context.language,
  });
  const of = (wanted: MemoPart): MemoLine[] =>
    lines.flatMap(({ part, text: written, turns, who, when }) => {
      if (part !== wanted) return [];
      const text = part === 'title' ? written : introduced(written);
      const whose = who === null ? (part === 'actions' ? [memo.unassigned] : []) : [whoIs(called, who)];
      const head = [...whose, ...(when === null ? [] : [when])].join(' · ');
      return [says(text, { head, turns })];
    });
  const [title] = of('title');
  const decided = decisionLine(context, outcome, title === undefined ? {} : { isBrief: true });
  // Where goals trade one for one, what all of them come to is the reason.
  const hasSum = context.scenario.weights === 'equal';
  const sections: Listed[] = [
    [
      'decision',
      memo.decision,
      [
        says(title === undefined ? decided : memo.headline(title.text, decided)),
        ...of('decision'),
        ...withoutConditions(context, document, outcome),
      ],
    ],
    // What the table adds up counts goals against one another.
    ['why', memo.why, [...of('why'), ...(hasSum ? equalsText(context, outcome).map((text) => says(text)) : [])]],
    ['table', memo.table, []],
    ['changes', memo.changes, of('changes')],
    ['flips', memo.flips, of('flips')],
    ['measurement', memo.measurement, of('measurement')],
    ['back', memo.back, of('back')],
    ['open', memo.unknown, of('open')],
    ['actions', memo.actions, of('actions')],
    ['trying', memo.trying, tryingLines(context, document, outcome)],
    ['record', memo.record, recordLines(context, document, outcome)],
  ];
  return told(sections, memoTable(context, outcome, { isPlain: true, hasSum, hasRivals: true })).map((section) =>
    PROSE.has(section.key) ? { ...section, isProse: true } : section,
  );
}

/** `Kim Doyun (Pulse)`: by both names, where the record has another one. */
function whoIs(called: PrintContext, id: string): string {
  const name = nameOf(byPerson(called), id);
  const callsign = nameOf(called, id);
  return callsign === name ? name : `${name} (${callsign})`;
}

/** `1, 4–7, 9` of numbers in their order. */
const rangesOf = (numbers: readonly number[]): string =>
  numbers
    .reduce<[number, number][]>((ranges, number) => {
      const last = ranges.at(-1);
      if (last !== undefined && last[1] === number - 1) last[1] = number;
      else ranges.push([number, number]);
      return ranges;
    }, [])
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`))
    .join(', ');

/** A spec without where it is reached and how it is asked. */
const named = (spec: string) => spec.replace(/[@,|].*$/s, '');

/** How the debate ended, what was not tried, and whose words the memo is in. */
function recordLines(context: PrintContext, document: DebateDocument, { stopReason, written }: Outcome): MemoLine[] {
  const { labels } = context;
  const { memo } = labels;
  const ended = [
    says(labels.stopped[stopReason], { head: document.debate.id }),
    ...searchedInPart(context.scenario).map(({ option, inputs }) =>
      says(memo.searchedInPart(optionName(context, option), inputs)),
    ),
  ];
  if (written === undefined) return ended;
  if (written.error !== null)
    return [...ended, says(memo.notWritten(named(written.model), withoutCode(written.error)))];
  const turns = [...new Set(written.lines.flatMap((line) => line.turns))].sort((one, other) => one - other);
  const marks = turns.length === 0 ? [] : [says(memo.restsOn(rangesOf(turns)), { turns })];
  const left = written.leftOut.map(({ text, why, isCut }) =>
    says(isCut === true ? memo.cut(shortened(text)) : memo.leftOut(shortened(text), why)),
  );
  return [...ended, says(memo.writtenBy(named(written.model))), ...marks, ...left];
}

/** At what the options that may be set otherwise stand in the table, and within what. */
function settingLines(context: PrintContext, { settings, figures, amended, table }: Outcome): MemoLine[] {
  const { memo } = context.labels;
  const printed = (value: number, unit: string) => printAmount(value, unit, context.language, 3).text;
  return settings.map(({ option, label, unit, at, bounds }) => {
    const text = memo.setAt(label, printed(at, unit), printed(bounds[0], unit), printed(bounds[1], unit));
    const standing = figures?.options.find((one) => one.option === option);
    const isBest = standing !== undefined && standing.set.length > 0;
    const agreed = amended.findLast((one) => one.option === option && one.label === label);
    const isSame = agreed?.to === at;
    const by =
      agreed === undefined || (isSame && agreed.by === null)
        ? []
        : [agreedText(context, agreed, isSame ? null : printed(agreed.to, agreed.unit))];
    const best = standing?.best == null ? [] : [bestText(context, table, standing.best)];
    return says([text, ...(isBest ? [memo.setBest] : []), ...by, ...best].join(' · '), {
      head: optionName(context, option),
      turns: agreed?.turn == null ? [] : [agreed.turn],
    });
  });
}

function agreedText(
  context: PrintContext,
  { by, turn, isCondition }: Outcome['amended'][number],
  setting: string | null,
): string {
  const { memo } = context.labels;
  const name = by === null ? null : nameOf(context, by);
  if (isCondition === true && name !== null && turn !== null) return memo.conditionAt(name, turn);
  return memo.agreedAt(setting, name, turn);
}

/** Where an option would do best that stands at the setting that was agreed on, and how it would stand there. */
function bestText(
  context: PrintContext,
  table: readonly TableRow[],
  { set, missed, lead }: NonNullable<Standing['best']>,
): string {
  const { memo } = context.labels;
  const settings = set.map(({ label, unit, to }) => `${label} ${printAmount(to, unit, context.language).text}`);
  const stands = missed.length > 0 || lead === null ? '✗' : leadText(context, lead, stepDigits([lead]), table);
  return memo.bestAt(settings.join(', '), stands);
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

/** What a member of the decision's side said to a turn, in the claim that stands; null where nobody did. */
function answerTo({ turns }: DebateDocument, { claims, votes, decision }: Outcome, turn: number): StandingClaim | null {
  const carriers = new Set(
    votes.flatMap(({ blind, option, member }) => (!blind && option === decision ? [member] : [])),
  );
  const answers = turns.filter((one) => one.answers?.turn === turn && carriers.has(one.speaker)).map((one) => one.turn);
  return claims.find((claim) => answers.includes(claim.turn)) ?? null;
}

function dissentLines(context: PrintContext, document: DebateDocument, outcome: Outcome): MemoLine[] {
  const { dissent, figures } = outcome;
  const { memo, noVote } = context.labels;
  return dissent.map(({ member, option, confidence, text, turn, condition }) => {
    const answer = answerTo(document, outcome, turn);
    return says(
      [
        votePhrase(context, option, confidence, noVote),
        ...(text === '' ? [] : [`“${shortened(text)}” (${memo.turn(turn)})`]),
        ...(condition === null ? [] : [memo.condition(condition)]),
        ...(figures === null ? [] : besideBar(context, text, figures)),
        ...(condition === null || figures === null || text.includes(condition)
          ? []
          : besideBar(context, condition, figures)),
        ...(answer === null
          ? []
          : [memo.answered(nameOf(context, answer.member), shortened(answer.text), answer.turn)]),
      ].join(' · '),
      { head: nameOf(context, member), turns: [turn, ...(answer === null ? [] : [answer.turn])] },
    );
  });
}
