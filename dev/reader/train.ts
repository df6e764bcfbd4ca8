import { realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { thisProcess } from '../../src/cli/process.ts';
import { Shell } from '../../src/cli/support/shell.ts';
import type { HeadFile, HeadQuality, ReaderFile } from '../../src/fidelity/reader/weights.ts';
import { loadTeam } from '../../src/pitwall.ts';
import { cardsFor, idAmongCards, labelledTurns, OTHER_CARDS } from '../labelled.ts';
import type { Prepared } from './examples.ts';
import { preparedFrom } from './examples.ts';
import { binned, grownTrees } from './grow.ts';
import type { HeldOut } from './held-out.ts';
import { FAULTS, heldOut, isSound, round, targetOf, tellingOf } from './held-out.ts';
import { taughtPlaces } from './taught.ts';
import type { Head } from './trainer.ts';
import { trainHead } from './trainer.ts';

/**
 * `npm run reader:train -- FILES`: trains the reader on labelled turns and writes its weights. Figures, thresholds and probabilities
 * come from heads that saw neither the author nor the persona of a turn. `--dry` writes nothing.
 */
/** Steps of a weight on either side of nothing: more would cost the package more than they tell. */
const STEPS = 31;

/** The file of weights: heads trained on everything, with what the held-out scores tell of them. */
export function readerFile(prepared: Prepared, held: readonly HeldOut[]): ReaderFile {
  const { turns, examples, taught, width, figures } = prepared;
  const all = [...examples, ...taught.map(({ example }) => example)];
  const trained = FAULTS.map((fault) =>
    trainHead(
      all,
      [...turns.map((one) => targetOf(one, fault)), ...taught.map((one) => targetOf({ corruption: one.fault }, fault))],
      width,
    ),
  );
  const told = tellingOf(held);
  const trees = grownTrees(
    binned(held.map(({ inputs }) => inputs)),
    held.map((row) => !isSound(row)),
    held.map((_, at) => at),
  );
  const heads = told.heads.map((head, at): HeadFile => {
    const weights = trained[at] as Head;
    const scale = Number((largest(weights, width) / STEPS).toPrecision(6));
    return { ...head, bias: round(weights[width] as number), scale };
  });
  const steps = new Int8Array(FAULTS.length * width);
  for (const [head, weights] of trained.entries())
    for (let at = 0; at < width; at += 1)
      steps[head * width + at] = Math.round((weights[at] as number) / (heads[head]?.scale ?? 1));
  return {
    sound: held.filter(isSound).length,
    authors: new Set(turns.map(({ author }) => author)).size,
    personas: new Set(turns.map(({ turn }) => turn.persona)).size,
    figures,
    heads,
    joined: { ...told.joined, trees },
    steps: Buffer.from(steps.buffer).toString('base64'),
  };
}

function largest(weights: Head, width: number): number {
  let most = 1e-9;
  for (let at = 0; at < width; at += 1) most = Math.max(most, Math.abs(weights[at] as number));
  return most;
}

/** What the heads do on authors and personas that they have not seen. */
export function trainingPage({ heads, joined, sound, authors, personas }: ReaderFile): string {
  const line = (name: string, { auroc: area, recall, n }: HeadQuality) =>
    `  ${name.padEnd(22)} ${String(n).padStart(5)}   AUROC ${area.toFixed(3)}   found while 1 in 100 sound turns is flagged: ${recall.toFixed(2)}`;
  return [
    `${sound} turns in character by ${authors} authors about ${personas} personas; each read by heads that saw neither its author nor its persona`,
    ...heads.map((head) => line(head.fault ?? 'any fault', head)),
    line('joined', joined),
    '',
  ].join('\n');
}

const [, script] = process.argv;
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      card: { type: 'string', multiple: true, default: [...OTHER_CARDS] },
      dry: { type: 'boolean', default: false },
    },
  });
  const shell = new Shell(thisProcess());
  const team = loadTeam({ projectDir: shell.cwd });
  const cards = cardsFor(team, values.card);
  const all = [...cards.values()];
  const taught = await taughtPlaces(team, all, shell.cwd);
  const prepared = preparedFrom(labelledTurns(positionals, idAmongCards(all)), cards, taught);
  const file = readerFile(prepared, heldOut(prepared));
  shell.print(trainingPage(file));
  if (!values.dry) {
    const packed = brotliCompressSync(JSON.stringify(file));
    writeFileSync(new URL('../../src/fidelity/reader/weights.json.br', import.meta.url), packed);
    shell.print(`  src/fidelity/reader/weights.json.br   ${Math.round(packed.length / 1024)} KB\n`);
  }
}
