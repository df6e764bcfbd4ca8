import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, ran, table } from '../run.ts';
import type { Given } from './section.ts';

const MAIN = fileURLToPath(new URL('../../../dist/src/cli/main.js', import.meta.url));
const CPU = fileURLToPath(new URL('../cpu.cjs', import.meta.url));
const SHOWCASE = 'loss-drop-3000';
/** The first line of a turn as `run` prints it. */
const FIRST_TURN = /^ 1 {2}\p{L}/mu;

interface Timed {
  wallMs: number;
  cpuMs: number;
  firstTurnMs: number;
}

/** Whole processes as multiples of `node -e 0`, one after the other in each round. */
export async function start({ folder, runs, say }: Given) {
  mkdirSync(join(folder, 'start'), { recursive: true });
  const database = (run: number) => join(folder, 'start', `${run}.db`);
  const commands: { name: string; args: (run: number) => string[] }[] = [
    { name: 'node -e 0', args: () => ['-e', '0'] },
    { name: '--help', args: () => [MAIN, '--help'] },
    { name: 'list', args: () => [MAIN, 'list', '--db', database(0)] },
    { name: `run ${SHOWCASE}`, args: (run) => [MAIN, 'run', SHOWCASE, '--db', database(run)] },
  ];
  const timed = new Map<string, Timed[]>(commands.map(({ name }) => [name, []]));
  // The first round fills the file cache, and the database of `list`.
  for (let run = 0; run <= runs; run += 1)
    for (const { name, args } of commands) {
      const one = await clocked(args(run), join(folder, 'start', 'cpu'));
      if (run > 0) timed.get(name)?.push(one);
    }
  const of = (name: string, what: keyof Timed) => median((timed.get(name) ?? []).map((one) => one[what]));
  const base = { wallMs: of('node -e 0', 'wallMs'), cpuMs: of('node -e 0', 'cpuMs') };
  const rows = commands.flatMap(({ name }) => {
    const [wallMs, cpuMs, firstTurnMs] = [of(name, 'wallMs'), of(name, 'cpuMs'), of(name, 'firstTurnMs')];
    const row = (what: string, wall: number, cpu: number | null) => ({
      ...{
        what,
        wallMs: wall,
        cpuMs: cpu,
        wallRatio: wall / base.wallMs,
        cpuRatio: cpu === null ? null : cpu / base.cpuMs,
      },
    });
    return Number.isNaN(firstTurnMs)
      ? [row(name, wallMs, cpuMs)]
      : [row(`${name}, to its first turn`, firstTurnMs, null), row(`${name}, to its memo`, wallMs, cpuMs)];
  });
  say(`\nWhole processes, medians of ${runs}, ms and multiples of \`node -e 0\`\n`);
  say(
    table(
      ['', 'wall', 'x node', 'CPU', 'x node'],
      rows.map(({ what, wallMs, wallRatio, cpuMs, cpuRatio }) => [
        ...[what, wallMs.toFixed(0), wallRatio.toFixed(1)],
        ...[cpuMs?.toFixed(0) ?? '', cpuRatio?.toFixed(1) ?? ''],
      ]),
    ),
  );
  return rows;
}

async function clocked(args: readonly string[], cpuFile: string): Promise<Timed> {
  let firstTurnMs = Number.NaN;
  const { code, wallMs, stderr } = await ran(['--require', CPU, ...args], {
    env: { PITWALL_BENCH_CPU: cpuFile },
    onOutput: (printed, sinceMs) => {
      if (Number.isNaN(firstTurnMs) && FIRST_TURN.test(printed)) firstTurnMs = sinceMs;
    },
  });
  if (code !== 0) throw new Error(`expected \`${args.join(' ')}\` to succeed, it ended with ${code}: ${stderr.trim()}`);
  return { wallMs, cpuMs: Number(readFileSync(cpuFile, 'utf8')), firstTurnMs };
}
