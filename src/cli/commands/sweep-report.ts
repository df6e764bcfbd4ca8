import { PitwallError } from '../../core/error.ts';
import { shownAddress } from '../../core/server-address.ts';
import type { SweepPlan } from '../../door.ts';
import { standing, sweepRows } from '../../door.ts';
import { FidelityReport, openEvaluations } from '../../evaluate.ts';
import type { Held, Row } from '../../sweep/index.ts';
import { analyse, blocksOf, reportAsCsv, reportAsHtml, reportAsMarkdown, reportAsText } from '../../sweep/index.ts';
import { styleFor } from '../print/style.ts';
import { languageFlag } from '../support/flags.ts';
import { databaseServer } from '../support/machines.ts';
import { oneOf } from '../support/one-of.ts';
import type { Shell } from '../support/shell.ts';
import type { SweepFlags } from '../support/sweeping.ts';
import { sweepAt } from '../support/sweeping.ts';
import { writeOut } from '../support/writing.ts';

interface ReportFlags extends SweepFlags {
  format?: string;
  json?: boolean;
  out?: string;
  lang?: string;
}

const FORMATS = ['terminal', 'markdown', 'csv', 'json', 'html', 'parquet'] as const;

/** Formats that are nothing to look at, or to send through a pipe. */
const FILES: readonly string[] = ['html', 'parquet'];

/** `pitwall sweep report FILE`: reads the debates of a sweep that are held; one that is missing is said to be. */
export async function sweepReport(shell: Shell, file: string, flags: ReportFlags): Promise<void> {
  const format = oneOf('--format', flags.json === true ? 'json' : (flags.format ?? 'terminal'), FORMATS);
  if (FILES.includes(format)) fileOf(format, flags);
  const { plan, database } = await sweepAt(shell, file, flags);
  const language = languageFlag(flags.lang ?? plan.file.language);
  const server = databaseServer(shell, flags);
  const { rows, fidelity } = server === null ? inFile(plan, database) : await inServer(plan, server);
  if (rows.size === 0) {
    throw new PitwallError(
      'NO_MEASUREMENT',
      `no debate of this sweep is held in ${server === null ? shell.shown(database) : shownAddress(server)}: ${shell.programName()} sweep ${file}${server === null ? '' : ' --engine bullmq'}`,
    );
  }
  const held = plan.cells.flatMap(({ at, arm, key }): Held[] => {
    const row = rows.get(key);
    return row === undefined ? [] : [{ at, arm, row }];
  });
  const report = analyse({
    name: plan.name,
    title: plan.file.title ?? plan.name,
    planned: plan.jobs.size,
    held,
    scenarios: plan.scenarios,
    fidelity,
  });
  const blocks = blocksOf(report, language);
  const { width, colour } = shell.page();
  const { bold, dim } = styleFor(colour, []);
  if (format === 'parquet') {
    const { reportAsParquet } = await import('../../sweep/as-parquet.ts');
    writeOut(shell, fileOf(format, flags), reportAsParquet(held, plan.scenarios));
    return;
  }
  const text = {
    terminal: () => reportAsText(report.title, blocks, { width, bold, dim }),
    markdown: () => reportAsMarkdown(report.title, blocks),
    csv: () => reportAsCsv(held, plan.scenarios),
    json: () => `${JSON.stringify(report, null, 2)}\n`,
    html: () => reportAsHtml(report.title, blocks, language),
  }[format]();
  if (flags.out !== undefined) writeOut(shell, flags.out, text);
  else if (format === 'json') shell.printRecord(text);
  else shell.print(text);
}

function fileOf(format: string, { out }: ReportFlags): string {
  if (out === undefined)
    throw new PitwallError('USAGE', `expected \`--out FILE\` beside \`--format ${format}\`, got none`);
  return out;
}

interface Read {
  rows: Map<string, Row>;
  /** Debates that `eval debate` has scored, with the mean over their members. */
  fidelity: Map<string, number>;
}

function inFile(plan: SweepPlan, database: string): Read {
  if (standing(plan, database).done.size === 0) return { rows: new Map(), fidelity: new Map() };
  const rows = sweepRows(plan, database);
  const kept = openEvaluations(database, { readonly: true });
  try {
    return { rows, fidelity: scores(kept.names('report').map((name) => [name, kept.latest('report', name)?.body])) };
  } finally {
    kept.close();
  }
}

async function inServer(plan: SweepPlan, server: string): Promise<Read> {
  const { evaluationsOnMachines, rowsOnMachines } = await import('../../app/machines/index.ts');
  return { rows: await rowsOnMachines(plan, server), fidelity: scores([...(await evaluationsOnMachines(server))]) };
}

function scores(reports: readonly (readonly [string, unknown])[]): Map<string, number> {
  return new Map(
    reports.flatMap(([name, body]) => {
      const read = FidelityReport.safeParse(body);
      const totals = read.success ? read.data.members.flatMap(({ card }) => card.total ?? []) : [];
      return totals.length === 0 ? [] : [[name, totals.reduce((sum, one) => sum + one, 0) / totals.length] as const];
    }),
  );
}
