import { strictest } from '../../core/classification.ts';
import { PitwallError } from '../../core/error.ts';
import type { TranscriptStore } from '../../door.ts';
import { debateScenario } from '../../door.ts';
import { preferencePairs, trainingExamples } from '../../evaluate.ts';
import { idAmong } from '../../project/index.ts';
import { canonicalLines } from '../../report/canonical-export.ts';
import { debateAsMarkdown, memoAsMarkdown } from '../../report/markdown.ts';
import { stancesCsv } from '../../report/stances-csv.ts';
import { EXPORT_FORMATS } from '../support/format-names.ts';
import { oneOf } from '../support/one-of.ts';
import { preferenceFrom } from '../support/preference.ts';
import type { Shell } from '../support/shell.ts';
import { readDebate, withDebate } from '../support/stored.ts';
import { agentTrust } from '../support/trust.ts';
import { writeOut } from '../support/writing.ts';

/** How much of what is damaged is said one by one. */
const SHOWN = 5;

export interface ExportFlags {
  db?: string;
  format?: string;
  out?: string;
  canonical?: boolean;
  salvage?: boolean;
  member?: string;
  against?: string;
  prefer?: string;
}

type Debate = { store: TranscriptStore; id: string };

/** `pitwall export`: a debate in a form that something else reads; without `--format` the whole record. */
export async function exportDebate(shell: Shell, name: string, flags: ExportFlags): Promise<void> {
  const format = oneOf('--format', flags.format ?? 'jsonl', EXPORT_FORMATS);
  checkFlags(format, flags);
  await withDebate(shell, name, flags, async (debate) => {
    if (format === 'jsonl') exportRecord(shell, debate, flags);
    else if (format === 'html') await exportPage(shell, debate, flags.out);
    else if (format === 'openai') exportExamples(shell, debate, flags);
    else if (format === 'dpo') await exportPairs(shell, debate, name, flags);
    else give(shell, await textOf(shell, debate, format), flags.out);
  });
}

/** Throws USAGE for a flag that says nothing in this format, or is wanting. */
function checkFlags(format: (typeof EXPORT_FORMATS)[number], flags: ExportFlags): void {
  const { canonical, salvage, member, against, prefer, out } = flags;
  if (canonical === true && salvage === true)
    throw new PitwallError('USAGE', 'expected `--canonical` or `--salvage`, got both');
  const belongs: [string, boolean, string[]][] = [
    ['--canonical', canonical === true, ['jsonl']],
    ['--salvage', salvage === true, ['jsonl']],
    ['--member', member !== undefined, ['openai', 'dpo']],
    ['--against', against !== undefined, ['dpo']],
    ['--prefer', prefer !== undefined, ['dpo']],
  ];
  for (const [flag, isGiven, formats] of belongs)
    if (isGiven && !formats.includes(format))
      throw new PitwallError(
        'USAGE',
        `expected \`${flag}\` with \`--format ${formats.join('` or `')}\`, got \`${format}\``,
      );
  if (format === 'html' && out === undefined)
    throw new PitwallError('USAGE', 'expected `--out FILE` with `--format html`: a page is a file');
  if (format === 'openai' && member === undefined)
    throw new PitwallError('USAGE', 'expected `--member NAME` with `--format openai`: whose turns are the examples');
  if (format === 'dpo' && (against === undefined || prefer === undefined))
    throw new PitwallError(
      'USAGE',
      'expected `--against DEBATE` and `--prefer DEBATE` or `--prefer score` with `--format dpo`: the other debate, and who decides which turn is chosen',
    );
}

/** On stdout, or in the file that was named, which is then said on stderr. Throws STORE_FAILED. */
function give(shell: Shell, text: string, out: string | undefined, print = (all: string) => shell.print(all)): void {
  if (out === undefined) print(text);
  else writeOut(shell, out, text);
}

const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** The whole record, under the strictest classification of the cast's cards; the canonical form holds only what two equal debates share. */
function exportRecord(shell: Shell, { store, id }: Debate, { canonical, salvage = false, out }: ExportFlags): void {
  const print = (text: string) => shell.printRecord(text);
  if (canonical === true) {
    const events = store.events(id).map(({ event }) => event);
    give(shell, canonicalLines(events), out, print);
    return;
  }
  const exported = store.exported(id, { salvage, classification: markOf(store, id) });
  if (out === undefined) for (const line of exported.lines) print(line);
  else give(shell, [...exported.lines].join(''), out);
  const { damage } = exported;
  for (const loss of damage.slice(0, SHOWN)) shell.remark(`left out ${loss}`);
  if (damage.length > SHOWN)
    shell.remark(`left out ${damage.length - SHOWN} more: \`pitwall db check --json\` lists them`);
}

/** Undefined also where the record is too damaged to hold its cards. */
function markOf(store: TranscriptStore, id: string): string | undefined {
  try {
    const { cards } = debateScenario({ store, id });
    return strictest(cards.map(({ document }) => document.classification));
  } catch (error) {
    if (error instanceof PitwallError) return undefined;
    throw error;
  }
}

async function textOf(shell: Shell, debate: Debate, format: 'markdown' | 'memo' | 'csv'): Promise<string> {
  const { context, events, document } = await readDebate(shell, debate);
  if (format === 'csv') return stancesCsv(document, Object.keys(debateScenario(debate).scenario.options));
  if (format === 'markdown') return debateAsMarkdown(context, events, document);
  if (document.outcome === null) {
    throw new PitwallError(
      'CHECK_FAILED',
      `expected a debate with a memo, ${document.debate.id} is ${document.debate.status} and has no memo`,
    );
  }
  return memoAsMarkdown(context, document, document.outcome);
}

/** The viewer's page with the debate in it, as one file that opens from disk. */
async function exportPage(shell: Shell, { store, id }: Debate, out: string | undefined): Promise<void> {
  const { singleFile } = await import('../../view/server/index.ts');
  const html = await singleFile({
    store,
    id,
    place: { projectDir: shell.cwd, trust: agentTrust(shell, {}, 'leave out') },
    program: shell.programName(),
  });
  give(shell, html, out);
  shell.remark(`${Math.ceil(html.length / 1024)} KB, opens from disk, works offline`);
}

function exportExamples(shell: Shell, debate: Debate, { member = '', out }: ExportFlags): void {
  give(shell, lines(trainingExamples(debate, idOf(debate, member))), out, (text) => shell.printRecord(text));
}

async function exportPairs(shell: Shell, debate: Debate, name: string, flags: ExportFlags): Promise<void> {
  const { against = '', prefer = '', member, out } = flags;
  await withDebate(shell, against, flags, (other) => {
    const only = member === undefined ? undefined : idOf(debate, member);
    // A debate may be preferred by the name that it was called by, such as `last`.
    const preferred = prefer === name ? debate.id : prefer === against ? other.id : prefer;
    const pairs = preferencePairs(debate, other, preferenceFrom(preferred, debate, other)).filter(
      (pair) => only === undefined || pair.member === only,
    );
    if (pairs.length === 0)
      throw new PitwallError(
        'NO_MEASUREMENT',
        'expected a turn that a member took in both debates after hearing the same, and took differently; no pair was found. A branch from another turn may have one, as `fork --at` makes it',
      );
    give(shell, lines(pairs), out, (text) => shell.printRecord(text));
    const apart = pairs.filter(({ same_prompt }) => !same_prompt).length;
    shell.remark(
      `${pairs.length === 1 ? '1 pair' : `${pairs.length} pairs`}${apart === 0 ? '' : `, ${apart} of which answered different prompts`}`,
    );
  });
}

/** A member's id by any of their names in this debate; what nobody is called stays as it is, and is then unknown. */
function idOf(debate: Debate, name: string): string {
  return idAmong(debateScenario(debate).cards)(name) ?? name;
}
