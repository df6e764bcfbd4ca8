import { writeFileSync } from 'node:fs';
import { seeded } from './noise.ts';

/**
 * Writes the two training logs that the scenarios argue over. Both are made up: a power law, noise, and one event each, with the
 * seeds below, so that anybody can make them again: `npx tsx dev/make-curves.ts`.
 */
const SCENARIOS = new URL('../scenarios/', import.meta.url);

function write(name: string, rows: readonly (readonly [step: number, loss: number])[]): void {
  const lines = rows.map(([step, loss]) => `${step},${loss.toFixed(4)}`);
  writeFileSync(new URL(name, SCENARIOS), `step,train_loss\n${lines.join('\n')}\n`);
}

/**
 * 2.56 nats at step 2,980, where the mix changes; 2.33 forty steps later and level from there. Logged every second to fourth step,
 * and every second one from the change on.
 */
function lossDrop(): [number, number][] {
  const random = seeded(3000);
  const changed = 2980;
  const settled = 3020;
  const law = (step: number): number => 1.7 + 0.86 * ((step + 5) / (changed + 5)) ** -0.38;
  const level = (step: number): number => {
    if (step <= changed) return law(step);
    return step >= settled ? 2.33 : 2.56 - (0.23 * (step - changed)) / (settled - changed);
  };
  const rows: [number, number][] = [];
  let step = 1;
  while (step <= 3090) {
    rows.push([step, level(step) + 0.01 * random.normal()]);
    const next = step + (step < changed ? 2 + Math.floor(3 * random.uniform()) : 2);
    step = step < changed && next > changed ? changed : next;
  }
  return rows;
}

/** Up by 1.9 nats at step 12,040, back within 180 steps, then 0.02 above the old law and closing. Every step from 2,001. */
function spike(): [number, number][] {
  const random = seeded(11);
  const at = 12040;
  const back = 190;
  const level = (step: number): number => 1.62 + 0.55 * ((step + 40) / (at + 40)) ** -0.31;
  const rows: [number, number][] = [];
  for (let step = 2001; step <= 12420; step++) {
    const since = step - at;
    const burst = since < 0 || since >= back ? 0 : 1.9 * (1 - since / back) ** 1.5;
    const gap = since < 0 ? 0 : 0.0245 * Math.exp(-Math.max(0, since - 180) / 297);
    rows.push([step, level(step) + burst + gap + 0.04 * random.normal()]);
  }
  return rows;
}

write('loss-drop-3000.csv', lossDrop());
write('spike-at-12k.csv', spike());
