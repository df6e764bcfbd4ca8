import { parseArgs } from 'node:util';
import { thisProcess } from '../../cli/process.ts';
import { Shell } from '../../cli/support/shell.ts';
import { SCORERS } from '../../fidelity/index.ts';
import { TurnFault } from '../../fidelity/model/fault.ts';
import { inPlace } from '../../fidelity/model/scorer.ts';
import { turnFeatures } from '../../fidelity/reader/features.ts';
import type { TurnFeatures } from '../../fidelity/reader/features.ts';
import { BUCKETS } from '../../fidelity/reader/grams.ts';
import { auroc } from '../../fidelity/statistics/auroc.ts';
import { loadTeam } from '../../pitwall.ts';
import type { LabelledTurn } from '../turns/labelled.ts';
import { cardsFor, idAmongCards, labelledTurns, OTHER_CARDS } from '../turns/labelled.ts';
import type { Example } from './trainer.ts';
import { scoreOf, trainHead } from './trainer.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { drop: { type: 'string', default: '' }, l2: { type: 'string', default: '2e-4' }, heads: { type: 'boolean', default: false }, epochs: {type:'string', default:'12'} } });
const shell = new Shell(thisProcess());
const byId = cardsFor(loadTeam({ projectDir: shell.cwd }), [...OTHER_CARDS]);
const cards = [...byId.values()];
const all = labelledTurns(positionals, idAmongCards(cards));
let t = Date.now();
const featured: { one: LabelledTurn; features: TurnFeatures }[] = cards.flatMap((card) => {
  const own = all.filter(({ turn }) => turn.persona === card.id);
  const turns = own.map(({ turn }) => turn);
  const codes = new Map<string, string[]>();
  for (const scorer of SCORERS)
    for (const one of scorer.score(turns, card).turns)
      codes.set(one.turn, [...(codes.get(one.turn) ?? []), ...one.evidence.map(({ finding }) => finding.code)]);
  return inPlace(turns, []).map((place, index) => ({
    one: own[index] as LabelledTurn,
    features: turnFeatures(place, card, [...new Set(codes.get(place.turn.id) ?? [])]),
  }));
});
shell.print(`features ${Date.now() - t} ms\n`);
t = Date.now();
const drop = new RegExp(values.drop === '' ? '(?!)' : values.drop, 'u');
const names = [...new Set(featured.flatMap(({ features }) => [...features.figures.keys()]))].filter((name) => !drop.test(name)).sort();
const at = new Map(names.map((name, index) => [name, index]));
const width = names.length + BUCKETS;
const mean = new Float64Array(names.length);
const dev = new Float64Array(names.length);
for (const { features } of featured) for (const [name, value] of features.figures) { const k = at.get(name); if (k !== undefined) mean[k] = (mean[k] ?? 0) + value / featured.length; }
for (const { features } of featured) for (const [k, name] of names.entries()) dev[k] = (dev[k] ?? 0) + ((features.figures.get(name) ?? 0) - (mean[k] ?? 0)) ** 2 / featured.length;
const SCALE = 0.3;
const examples: Example[] = featured.map(({ features }) => {
  const pairs: [number, number][] = names.map((name, k) => [k, Math.max(-4,Math.min(4,((features.figures.get(name) ?? 0) - (mean[k] ?? 0)) / Math.max(0.05,Math.sqrt(dev[k] ?? 1)))) * SCALE]);
  for (const [bucket, value] of features.grams) pairs.push([names.length + bucket, value * 3]);
  return { index: Int32Array.from(pairs.map(([k]) => k)), value: Float32Array.from(pairs.map(([, v]) => v)) };
});
const heads = ['total', ...(values.heads ? TurnFault.options : [])];
const cells = new Map<string, number[]>();
featured.forEach(({ one }, index) => { const key = `${one.author}\t${one.turn.persona}`; cells.set(key, [...(cells.get(key) ?? []), index]); });
for (const head of heads) {
  const targets = featured.map(({ one }) => one.corruption === null ? 0 : head === 'total' || one.corruption === head ? 1 : head === 'total' ? 1 : 0);
  const held = new Float64Array(featured.length);
  for (const [key, own] of cells) {
    const [author, persona] = key.split('\t');
    const masked = featured.map(({ one }, index) => one.author === author || one.turn.persona === persona ? -1 : (targets[index] as number));
    const weights = trainHead(examples, masked, width, { l2: Number(values.l2), epochs: Number(values.epochs) });
    for (const index of own) held[index] = scoreOf(weights, (examples[index] as Example).index, (examples[index] as Example).value);
  }
  const items = featured.flatMap(({ one }, index) => one.corruption === null || head === 'total' || one.corruption === head ? [{ value: held[index] as number, positive: one.corruption !== null, one }] : []);
  const sound = items.filter(({ positive }) => !positive).map(({ value }) => value).sort((a, b) => b - a);
  const recallAt = (fpr: number) => { const cut = sound[Math.floor(sound.length * fpr)] ?? 0; return items.filter(({ positive, value }) => positive && value > cut).length / items.filter(({ positive }) => positive).length; };
  shell.print(`${head.padEnd(22)} AUROC ${auroc(items)?.toFixed(3)}  recall at 1 % ${recallAt(0.01).toFixed(2)}, 3 % ${recallAt(0.03).toFixed(2)}, 6 % ${recallAt(0.06).toFixed(2)}\n`);
  if (head === 'total') for (const kind of TurnFault.options) {
    const some = items.filter(({ one }) => one.corruption === null || one.corruption === kind);
    const cut = sound[Math.floor(sound.length * 0.06)] ?? 0;
    const own = some.filter(({ positive }) => positive);
    shell.print(`    ${kind.padEnd(22)} ${auroc(some)?.toFixed(3)}  ${(own.filter(({ value }) => value > cut).length / own.length).toFixed(2)}\n`);
  }
}
shell.print(`training ${Date.now() - t} ms\n`);
