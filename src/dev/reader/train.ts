import { realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { thisProcess } from '../../cli/process.ts';
import { Shell } from '../../cli/support/shell.ts';
import { TurnFault } from '../../fidelity/model/fault.ts';
import { joinedSuspicion, rarityOf } from '../../fidelity/reader/read.ts';
import type { HeadFile, HeadQuality, ReaderFile } from '../../fidelity/reader/weights.ts';
import { SHARES } from '../../fidelity/reader/weights.ts';
import { auroc } from '../../fidelity/statistics/auroc.ts';
import { loadTeam } from '../../pitwall.ts';
import type { LabelledTurn } from '../turns/labelled.ts';
import { cardsFor, idAmongCards, labelledTurns, OTHER_CARDS } from '../turns/labelled.ts';
import type { Prepared } from './examples.ts';
import { preparedFrom } from './examples.ts';
import type { Head } from './trainer.ts';
import { plattFrom, scoreOf, trainHead } from './trainer.ts';

/**
 * `npm run reader:train -- FILES`: trains the reader on labelled turns and writes its weights. Figures, thresholds and probabilities
 * come from heads that saw neither the author nor the persona of a turn. `--held FILE` reads that file with the weights trained on
 * the others and prints what came of it (repeatable); `--dry` writes nothing.
 */
const FAULTS: readonly (TurnFault | null)[] = [null, ...TurnFault.options];

/** A turn with one score a head, by heads that saw neither its author nor its persona. */
export interface HeldOut {
  one: LabelledTurn;
  scores: number[];
}

const targetOf = ({ corruption }: LabelledTurn, fault: TurnFault | null) =>
  corruption === null ? 0 : fault === null || corruption === fault ? 1 : -1;

/** Every cell of author and persona is scored by heads trained without that author and without that persona. */
export function heldOut({ turns, examples, width }: Prepared): HeldOut[] {
  const scores = turns.map(() => FAULTS.map(() => 0));
  const cells = new Map<string, number[]>();
  for (const [at, { author, turn }] of turns.entries())
    cells.set(`${author}\t${turn.persona}`, [...(cells.get(`${author}\t${turn.persona}`) ?? []), at]);
  for (const own of cells.values()) {
    const { author, turn } = turns[own[0] ?? 0] as LabelledTurn;
    for (const [head, fault] of FAULTS.entries()) {
      const targets = turns.map((one) =>
        one.author === author || one.turn.persona === turn.persona ? -1 : targetOf(one, fault),
      );
      const weights = trainHead(examples, targets, width);
      for (const at of own)
        (scores[at] as number[])[head] = scoreOf(weights, examples[at] as (typeof examples)[number]);
    }
  }
  return turns.map((one, at) => ({ one, scores: scores[at] as number[] }));
}

const isSound = ({ one }: HeldOut) => one.corruption === null;

function sharesOf(scores: readonly number[]): number[] {
  const sorted = [...scores].sort((a, b) => b - a);
  return SHARES.map((share) => Number((sorted[Math.floor(share * sorted.length)] ?? 0).toFixed(4)));
}

function qualityOf(rows: readonly { score: number; positive: boolean }[]): HeadQuality {
  const cut = sharesOf(rows.flatMap(({ score, positive }) => (positive ? [] : [score])))[SHARES.indexOf(0.01)] ?? 0;
  const faulty = rows.filter(({ positive }) => positive);
  return {
    auroc: round(auroc(rows.map(({ score, positive }) => ({ value: score, positive }))) ?? 0),
    recall: round(faulty.filter(({ score }) => score > cut).length / Math.max(1, faulty.length)),
    n: faulty.length,
  };
}

const round = (value: number) => Number(value.toFixed(4));

/** The file of weights: heads trained on everything, with what the held-out scores tell of them. */
export function readerFile(prepared: Prepared, held: readonly HeldOut[]): ReaderFile {
  const { turns, examples, width, figures } = prepared;
  const trained = FAULTS.map((fault) =>
    trainHead(
      examples,
      turns.map((one) => targetOf(one, fault)),
      width,
    ),
  );
  const heads = FAULTS.map((fault, head): HeadFile => {
    const rows = held
      .filter(({ one }) => targetOf(one, fault) >= 0)
      .map((row) => ({ score: row.scores[head] as number, positive: !isSound(row) }));
    const weights = trained[head] as Head;
    return {
      fault,
      bias: round(weights[width] as number),
      scale: Number((largest(weights, width) / 127).toPrecision(6)),
      platt: plattFrom(rows),
      sound: sharesOf(rows.flatMap(({ score, positive }) => (positive ? [] : [score]))),
      ...qualityOf(rows),
    };
  });
  const joined = held.map((row) => ({ score: joinedOf(heads, row), positive: !isSound(row) }));
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
    joined: {
      platt: plattFrom(joined),
      sound: sharesOf(joined.flatMap(({ score, positive }) => (positive ? [] : [score]))),
      ...qualityOf(joined),
    },
    steps: Buffer.from(steps.buffer).toString('base64'),
  };
}

export const joinedOf = (heads: readonly HeadFile[], { scores }: HeldOut) =>
  joinedSuspicion(
    heads,
    heads.map(({ sound }, head) => rarityOf(scores[head] as number, sound)),
  );

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
  const cards = cardsFor(loadTeam({ projectDir: shell.cwd }), values.card);
  const prepared = preparedFrom(labelledTurns(positionals, idAmongCards([...cards.values()])), cards);
  const file = readerFile(prepared, heldOut(prepared));
  shell.print(trainingPage(file));
  if (!values.dry) {
    const packed = brotliCompressSync(JSON.stringify(file));
    writeFileSync(new URL('../../fidelity/reader/weights.json.br', import.meta.url), packed);
    shell.print(`  src/fidelity/reader/weights.json.br   ${Math.round(packed.length / 1024)} KB\n`);
  }
}
