import type { CardTrial, TrialChanges, TriedTurn } from '../../evaluate.ts';
import { findingText, measureWords, reasonText, sixOf } from '../../evaluate.ts';
import { cardFindingText, ruleOf } from '../../project/index.ts';
import { formatShare } from '../../report/number.ts';
import { columns, padTo, wrap } from '../../report/width.ts';
import type { Page } from './page.ts';
import type { Style } from './style.ts';
import { styleFor } from './style.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

/** How a trial is set: a page, and what members are called. */
export interface TrialPage {
  page: Page;
  nameOf(persona: string): string;
  /** An option in the words of the scenario. */
  optionOf(option: string): string;
  file: string;
}

const BETWEEN = ' │ ';
const share = (value: number | null) => (value === null ? '–' : formatShare(value));

/** A card for the first time: lint, six answers, and one debate. */
export function trialPage(trial: CardTrial, { page, nameOf, optionOf, file }: TrialPage): string {
  const style = styleFor(page.colour, []);
  const { debate, answers, findings } = trial;
  const own = debate.turns.filter(({ persona }) => persona === trial.persona);
  return `${[
    `${style.bold(nameOf(trial.persona))}  ${style.dim(file)}`,
    ...linted(findings, file, page.width),
    '',
    ...sixOf(answers).flatMap(({ probe, answer, outcome, because }) => [
      ...wrap(`? ${probe.question}`, page.width).map(style.dim),
      ...wrap(plain(answer), page.width - 2).map((line) => `  ${line}`),
      `  ${painted(outcome, style)}${because === null ? '' : style.dim(` ${reasonText(because)}`)}`,
    ]),
    '',
    `${style.bold(debate.scenario)} ${style.dim(`seed ${debate.seed}, ${debate.turns.length} turns, ${own.length} of them their own`)}  decides ${decided(debate.decision, optionOf)}`,
    ...scoreLines(debate, page.width, style),
    ...own
      .filter(({ flagged }) => flagged === true)
      .flatMap((turn) => columns([[`  ✗ t${turn.turn}`, plain(turn.utterance)]], { gap: 1, width: page.width }))
      .map(style.bad),
  ].join('\n')}\n`;
}

/** What a save changed, the text before on the left and the text now on the right. */
export function trialChangesPage(
  trial: CardTrial,
  changes: TrialChanges,
  { page, nameOf, optionOf, file }: TrialPage,
  milliseconds: number,
): string {
  const style = styleFor(page.colour, []);
  const { findings, answers, turns, scores, total, verdict, decision } = changes;
  const own = turns.filter(({ persona }) => persona === trial.persona);
  const others = turns.length - own.length;
  const isSame = [findings.added, findings.gone, answers, turns, scores].every((list) => list.length === 0);
  const head = `${style.bold(`saved ${file}`)}  ${style.dim(`${(milliseconds / 1000).toFixed(1)} s`)}`;
  if (isSame && verdict.before === verdict.after)
    return `${head}\nNo change in lint, the answers or ${trial.debate.scenario}.\n`;
  return `${[
    head,
    ...linted(findings.added, file, page.width),
    ...findings.gone.map((one) => style.good(`gone: (${ruleOf(one)}) ${cardFindingText(one)}`)),
    ...(answers.length === 0 ? [] : ['', style.bold('Answers')]),
    ...answers
      .slice(0, MOST_ANSWERS)
      .flatMap(({ question, before, after, outcome }) => [
        style.dim(`? ${question}`),
        ...sideBySide(before ?? '(not asked)', after ?? '(not asked)', page.width, style),
        ...(outcome === null ? [] : [`${' '.repeat(half(page.width) + BETWEEN.length)}${painted(outcome, style)}`]),
      ]),
    ...(answers.length > MOST_ANSWERS ? [style.dim(`and ${answers.length - MOST_ANSWERS} more answers`)] : []),
    ...(turns.length === 0
      ? []
      : [
          '',
          `${style.bold(trial.debate.scenario)}  ${style.dim(`${turns.length} of ${trial.debate.turns.length} turns changed`)}`,
        ]),
    ...own.flatMap(({ turn, before, after }) => [
      style.dim(`t${turn} ${nameOf(trial.persona)}${movedTo(before, after, optionOf)}`),
      ...sideBySide(before?.utterance ?? '(does not speak)', after?.utterance ?? '(does not speak)', page.width, style),
      ...(after?.flagged === true
        ? [style.bad(`${' '.repeat(half(page.width) + BETWEEN.length)}✗ out of character`)]
        : []),
    ]),
    ...(others === 0
      ? []
      : [style.dim(`and ${others} ${others === 1 ? 'turn' : 'turns'} of others (${namesOf(turns, trial, nameOf)})`)]),
    ...(decision.before === decision.after
      ? []
      : ['', `decides ${decided(decision.after, optionOf)} instead of ${decided(decision.before, optionOf)}`]),
    '',
    ...columns([
      ...scores.map(({ scorer, before, after }) => [measureWords(scorer).name, `${share(before)} → ${share(after)}`]),
      [TOTAL, total.before === total.after ? share(total.after) : `${share(total.before)} → ${share(total.after)}`],
    ]),
    verdict.before === verdict.after
      ? VERDICT_WORDS[verdict.after]
      : `${VERDICT_WORDS[verdict.before]} → ${VERDICT_WORDS[verdict.after]}`,
  ].join('\n')}\n`;
}

const MOST_ANSWERS = 6;
const TOTAL = 'weighted total';

const decided = (option: string | null, optionOf: TrialPage['optionOf']) =>
  option === null ? 'nothing' : optionOf(option);

function namesOf(turns: TrialChanges['turns'], { persona }: CardTrial, nameOf: TrialPage['nameOf']): string {
  return [...new Set(turns.filter((one) => one.persona !== persona).map((one) => nameOf(one.persona)))].join(', ');
}

function movedTo(before: TriedTurn | null, after: TriedTurn | null, optionOf: TrialPage['optionOf']): string {
  if (before === null || after === null || before.option === after.option) return '';
  const named = (option: string | null) => (option === null ? 'undecided' : optionOf(option));
  return `: ${named(before.option)} → ${named(after.option)}`;
}

/** Every score by its name, with the first thing that lowers it. */
function scoreLines({ scores, faults, total, verdict }: CardTrial['debate'], width: number, style: Style): string[] {
  const rows = Object.entries(scores).flatMap(([scorer, score]) => {
    if (score === null) return [];
    const fault = faults.find((one) => one.scorer === scorer);
    const why = fault === undefined ? '' : `t${fault.turn} “${plain(fault.quote)}” ${findingText(fault.finding)}`;
    return [[`  ${measureWords(scorer).name}`, share(score), why]];
  });
  const paint = verdict === 'pass' ? style.good : style.bad;
  return [...columns([...rows, [`  ${TOTAL}`, share(total), '']], { width }), `  ${paint(VERDICT_WORDS[verdict])}`];
}

function linted(findings: CardTrial['findings'], file: string, width: number): string[] {
  if (findings.length === 0) return [];
  const rows = findings.map((one) => [
    `${file}:${one.line}:`,
    `${one.level} (${ruleOf(one)}): ${cardFindingText(one)}`,
  ]);
  return columns(rows, { gap: 1, width });
}

function painted(outcome: string, style: Style): string {
  if (outcome === 'right' || outcome === 'in character') return style.good(outcome);
  return outcome === 'declined' ? style.dim(outcome) : style.bad(outcome);
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
const half = (width: number) => Math.floor((width - BETWEEN.length) / 2);

function sideBySide(before: string, after: string, width: number, style: Style): string[] {
  const room = half(width);
  const [left, right] = [wrap(plain(before), room), wrap(plain(after), room)];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    `${style.dim(padTo(left[index] ?? '', room))}${BETWEEN}${right[index] ?? ''}`.trimEnd(),
  );
}
