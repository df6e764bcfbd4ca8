import type { Comparison, FidelityReport, Finding, Scorer } from '../../evaluate.ts';
import { findingsText, findingText, measureWords, reasonText, signed, turnLabel, verdictOf } from '../../evaluate.ts';
import { formatShare } from '../../report/number.ts';
import { columns, wrap } from '../../report/width.ts';
import { judgedText } from './judged.ts';
import type { Page } from './page.ts';
import { styleFor } from './style.ts';
import { CHANGE_WORDS, VERDICT_WORDS } from './verdict-words.ts';

const MOST_PLACES = 3;
/** What a comparison calls the plain mean over all that counts. */
const MEAN = 'mean';
const MEAN_NAME = 'mean of what counts';

const share = (value: number | null) => (value === null ? '–' : formatShare(value));

/** The vector of every member, then where each score rests, then what was not measured. */
export function fidelityPage(report: FidelityReport, scorers: readonly Scorer[], page: Page): string {
  const style = styleFor(
    page.colour,
    report.members.map(({ persona }) => persona),
  );
  const { members, debates, turns } = report;
  // What a measure asks for is said once.
  const told = new Set<string>();
  const verdict = verdictOf(report);
  const paint = verdict === 'pass' ? style.good : style.bad;
  const size = `${debates.length} ${debates.length === 1 ? 'debate' : 'debates'}, ${turns.length} turns`;
  return `${[
    `${style.bold(`Fidelity of ${report.subject.name}`)}  ${paint(VERDICT_WORDS[verdict])}  ${style.dim(size)}`,
    '',
    ...vector(report, scorers).map((line, index) => (index === 0 ? style.dim(line) : line)),
    ...verdicts(report, page.width),
    ...unscored(report, page.width).map(style.dim),
    ...members.flatMap((member) => {
      const lines = places(member, report, page.width, told);
      const because = member.card.because.flatMap((reason) => wrap(`  ${reasonText(reason)}`, page.width));
      if (lines.length === 0 && because.length === 0) return [];
      return ['', style.speaker(member.persona)(member.name), ...because.map(style.bad), ...lines];
    }),
    ...judged(report, page.width),
    '',
    ...[...report.judge.findings, ...report.remarks]
      .flatMap((one) => wrap(findingText(one), page.width))
      .map(style.dim),
  ].join('\n')}\n`;
}

function vector({ members, debates }: FidelityReport, scorers: readonly Scorer[]): string[] {
  const kinds = ['required', 'weighted', 'informational'];
  const kindOf = ({ hard, weight }: Scorer) => (hard ? 'required' : weight > 0 ? 'weighted' : 'informational');
  const inOrder = kinds.flatMap((kind) => scorers.filter((scorer) => kindOf(scorer) === kind));
  const rows = inOrder.map((scorer) => [
    measureWords(scorer.id).name,
    ...members.map(({ card, intervals }) => {
      const score = card.scores.find((one) => one.scorer === scorer.id)?.score ?? null;
      const interval = intervals[scorer.id];
      if (score === null || debates.length < 2 || interval == null || interval.low === null) return share(score);
      return `${share(score)} ±${share((Number(interval.high) - interval.low) / 2)}`;
    }),
    kindOf(scorer),
  ]);
  const summary = (name: string, value: (member: FidelityReport['members'][number]) => string) => [
    name,
    ...members.map(value),
    '',
  ];
  return columns([
    ['', ...members.map(({ name }) => name), ''],
    ...rows,
    summary('weighted total', ({ card }) => share(card.total)),
    summary('turns read', ({ card }) => share(card.coverage)),
    summary('turns', ({ card }) => String(card.turns)),
  ]);
}

/** Who came out how, a line a verdict. */
function verdicts({ members }: FidelityReport, width: number): string[] {
  const words = [...new Set(members.map(({ card }) => VERDICT_WORDS[card.verdict]))];
  const whose = (word: string) =>
    members.filter(({ card }) => VERDICT_WORDS[card.verdict] === word).map(({ name }) => name);
  return [
    '',
    ...columns(
      words.map((word) => [word, whose(word).join(', ')]),
      { width },
    ),
  ];
}

/** Why a score is missing, and whose. */
function unscored({ members }: FidelityReport, width: number): string[] {
  const scorers = [...new Set(members.flatMap(({ card }) => card.scores.map(({ scorer }) => scorer)))];
  const rows = scorers.flatMap((scorer) => {
    const whose = new Map<string, string[]>();
    for (const { name, card } of members) {
      const score = card.scores.find((one) => one.scorer === scorer);
      if (score?.score !== null || score === undefined) continue;
      const note = findingsText(score.notes);
      whose.set(note, [...(whose.get(note) ?? []), name]);
    }
    return [...whose].map(([note, names]) => [
      measureWords(scorer).name,
      `${names.length === members.length ? '' : `${names.join(', ')}: `}${note}`,
    ]);
  });
  return rows.length === 0
    ? []
    : [
        '',
        'Not scored',
        ...columns(
          rows.map(([name = '', why = '']) => [`  ${name}`, why]),
          { width },
        ),
      ];
}

/** The first places of each scorer that fell short, with the card's line. */
function places(
  member: FidelityReport['members'][number],
  report: FidelityReport,
  width: number,
  told: Set<string>,
): string[] {
  return member.card.scores.flatMap(({ scorer, score, evidence }) => {
    if (score === null || score === 1 || evidence.length === 0) return [];
    const shown = evidence.slice(0, MOST_PLACES).flatMap(({ turn, quote, finding, cardLine }) => {
      const found = report.turns.find(({ id }) => id === turn);
      const label = found === undefined ? turn : turnLabel(found, report.debates.length);
      const short = quote.length > 80 ? `${quote.slice(0, 79)}…` : quote;
      const line = cardLine === undefined ? '' : ` (card line ${cardLine})`;
      return columns([[`    ${label}`, `“${short.replaceAll('\n', ' ')}” ${findingText(finding)}${line}`]], { width });
    });
    const more = evidence.length - MOST_PLACES;
    const { name, sentence } = measureWords(scorer);
    const what = told.has(scorer) ? '' : `. What is asked: ${sentence}`;
    told.add(scorer);
    const head = wrap(`${name} ${share(score)}${what}`, width - 2).map((line) => `  ${line}`);
    return [...head, ...shown, ...(more > 0 ? [`    and ${more} more`] : [])];
  });
}

/** Turns that a judge takes to be out of character, both quotes side by side. */
function judged({ judge, turns, debates }: FidelityReport, width: number): string[] {
  if (judge.verdicts.length === 0) return [];
  return [
    '',
    'Out of character, by the judge',
    ...judge.verdicts.flatMap((verdict) => {
      const found = turns.find(({ id }) => id === verdict.turn);
      const label = found === undefined ? verdict.turn : `${found.persona} ${turnLabel(found, debates.length)}`;
      return columns([[`  ${label}`, judgedText(verdict)]], { width });
    }),
  ];
}

/** A comparison, and what a judge made of the turns that changed. */
type Compared = Comparison & { judge: { findings: readonly Finding[] } };

/** Which members moved by how much, whether that may be merged, and the turns that changed most. */
export function comparisonPage(result: Compared, page: Page): string {
  const style = styleFor(page.colour, []);
  const paint = result.verdict === 'pass' ? style.good : style.bad;
  const rows = result.changes.map(({ name, scorer, base, now, delta }) => [
    name,
    scorer === MEAN ? MEAN_NAME : measureWords(scorer).name,
    share(base),
    share(now),
    signed(delta.value),
    delta.low === null ? '' : `${signed(delta.low)} to ${signed(Number(delta.high))}`,
  ]);
  const moved = rows.filter(([, scorer, , , delta]) => scorer === MEAN_NAME || !/^[+−]\.000$/.test(delta ?? ''));
  return `${[
    `${style.bold(`${result.base} → ${result.now}`)}  ${paint(CHANGE_WORDS[result.verdict])}  ${style.dim(`${debates(result.paired)} in both reports`)}`,
    ...result.because.flatMap((one) => wrap(findingText(one), page.width)),
    '',
    ...columns([['', 'measure', 'base', 'new', 'change', '95 % over debates'], ...moved]),
    ...(moved.length < rows.length ? [style.dim(`${rows.length - moved.length} scores did not change`)] : []),
    ...result.turns
      .slice(0, 3)
      .flatMap(({ name, debate, turn, before, after, moves }) => [
        '',
        `${style.bold(name)} ${style.dim(`${debate}, turn ${turn}`)}${moves.map((move) => ` ${measureWords(move.scorer).name} ${share(move.base)} → ${share(move.now)}`).join(',')}`,
        ...wrap(`− ${before.replaceAll('\n', ' ')}`, page.width),
        ...wrap(`+ ${after.replaceAll('\n', ' ')}`, page.width),
      ]),
    '',
    ...result.judge.findings.flatMap((one) => wrap(findingText(one), page.width)).map(style.dim),
  ].join('\n')}\n`;
}

const debates = (count: number) => `${count} ${count === 1 ? 'debate' : 'debates'}`;

/** The same as a comment on a pull request; what members said stands in a quotation and is inert. */
export function comparisonForGithub(result: Compared): string {
  const means = result.changes.filter(({ scorer }) => scorer === MEAN);
  const mark = { pass: '✅ pass', fail: '❌ fail', none: '⚪ no verdict' }[result.verdict];
  return `${[
    `### Persona fidelity: ${mark}`,
    '',
    `${inert(result.base)} → ${inert(result.now)}, ${debates(result.paired)} in both reports.`,
    ...result.because.map((one) => `- ${inert(findingText(one))}`),
    '',
    `| ${MEAN_NAME} | base | new | change | 95 % over debates |`,
    '| --- | --- | --- | --- | --- |',
    ...means.map(
      ({ name, base, now, delta }) =>
        `| ${inert(name)} | ${share(base)} | ${share(now)} | ${signed(delta.value)} | ${delta.low === null ? '–' : `${signed(delta.low)} to ${signed(Number(delta.high))}`} |`,
    ),
    '',
    ...(result.turns.length === 0 ? ['No turn changed.'] : ['**Most changed turns**']),
    ...result.turns
      .slice(0, 3)
      .flatMap(({ name, debate, turn, before, after, moves }) => [
        '',
        `${inert(name)}, ${inert(debate)}, turn ${turn}${moves.map((move) => `; ${measureWords(move.scorer).name} ${share(move.base)} → ${share(move.now)}${move.finding === null ? '' : `: ${inert(findingText(move.finding))}`}`).join('')}`,
        '',
        `> ${inert(before)}`,
        '',
        `> ${inert(after)}`,
      ]),
    '',
    ...result.judge.findings.map((one) => inert(findingText(one))),
  ].join('\n')}\n`;
}

/** No markup, no mention, no table cell of its own. */
function inert(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|~!]/g, (sign) => `\\${sign}`)
    .replaceAll('@', '@\u200b');
}
