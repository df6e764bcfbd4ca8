import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Random } from '../../src/core/random.ts';
import { randomFrom } from '../../src/core/random.ts';

/**
 * `npm run logs:shape` writes the logs of test/fixtures/real-logs that are made after a format alone: the lines of programs as they print them,
 * with names and numbers of our own. Public logs of these formats carry no licence.
 */
const FOLDER = new URL('../fixtures/real-logs/', import.meta.url);

interface Run {
  count: number;
  from: number;
  floor: number;
  noise: number;
  exponent?: number;
  /** Loss falls by this share at the end of each of so many epochs. */
  epochs?: { count: number; drop: number };
}

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function losses(random: Random, { count, from, floor, noise, exponent = 0.6, epochs }: Run): number[] {
  const scale = from - floor;
  return Array.from({ length: count }, (_, i) => {
    const epoch = epochs === undefined ? 0 : Math.floor((i * epochs.count) / count);
    const level = (floor + scale * (1 + i / 5) ** -exponent) * (1 - (epochs?.drop ?? 0)) ** epoch;
    return Math.max(1e-4, level * (1 + noise * normal(random)));
  });
}

/** A clock of a log: `2025-01-02 03:04:05`, so many seconds later with each line. */
function clock(start: string, seconds: number): () => string {
  let at = Date.parse(`${start}Z`);
  return () => {
    at += 1000 * seconds;
    return new Date(at).toISOString().replace('T', ' ').slice(0, 19);
  };
}

const took = (seconds: number) =>
  `${Math.floor(seconds / 3600)}:${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;

const trainerState = (random: Random, every: number, run: Run, extra: Record<string, unknown>) => {
  const total = run.count * every;
  const history = losses(random, run).flatMap((loss, i) => {
    const step = (i + 1) * every;
    const entry = {
      epoch: Number(((3 * step) / total).toFixed(2)),
      learning_rate: 1e-4 * (1 - step / total),
      loss: Number(loss.toFixed(4)),
      step,
    };
    return (i + 1) % 40 === 0
      ? [entry, { epoch: entry.epoch, eval_loss: Number((loss * 1.06).toFixed(4)), eval_runtime: 41.7, step }]
      : [entry];
  });
  const last = { epoch: 3, step: total, total_flos: 3.1e18, train_loss: 1.23, train_runtime: 41_233.5 };
  return `${JSON.stringify({ best_metric: null, epoch: 3, global_step: total, ...extra, log_history: [...history, last], logging_steps: every, max_steps: total, num_train_epochs: 3 }, null, 2)}\n`;
};

const progress = (
  random: Random,
  run: Run,
  every: number,
  extra: (loss: number, i: number) => Record<string, unknown>,
) =>
  losses(random, run)
    .map((loss, i) => {
      const step = (i + 1) * every;
      const total = run.count * every;
      const rest = {
        percentage: Number(((100 * step) / total).toFixed(2)),
        elapsed_time: took(step * 7),
        remaining_time: took((total - step) * 7),
      };
      return JSON.stringify({ current_steps: step, total_steps: total, ...extra(loss, i), ...rest });
    })
    .join('\n');

const adversarial = (random: Random) =>
  Array.from({ length: 240 }, (_, i) => {
    const fall = (from: number, to: number) => (to + (from - to) * (1 + i / 4) ** -0.7) * (1 + 0.03 * normal(random));
    return [fall(2.4, 0.7), fall(6.1, 2.2), fall(19, 4.4), fall(0.9, 1.8)].map((loss) => loss.toFixed(4));
  });

const LOGS: Readonly<Record<string, (random: Random) => string>> = {
  'logging-batches.log': (random) => {
    const now = clock('2025-04-11 09:12:40', 2);
    const all = losses(random, { count: 1800, from: 9, floor: 0.5, noise: 0.05 });
    return all
      .flatMap((loss, i) => {
        const epoch = Math.floor(i / 600) + 1;
        const said = `${now()},014 - INFO - Epoch ${epoch} - Batch loss: ${loss.toFixed(4)}`;
        if (i % 600 === 0) return [`${now()},002 - INFO - ##### Epoch ${epoch} #####`, said];
        return i % 600 === 599
          ? [
              said,
              `${now()},310 - INFO - Epoch ${epoch} - Average Train Loss: ${loss.toFixed(4)}`,
              `${now()},870 - INFO - Epoch ${epoch} - Validation BLEU: BLEU-1 61.20, BLEU-2 50.33`,
            ]
          : [said];
      })
      .join('\n');
  },
  'tagger-scores.log': (random) => {
    const now = clock('2021-06-03 18:40:02', 70);
    return Array.from({ length: 60 }, (_, i) => {
      const score = (90 * (1 - 1 / (i + 2)) + random()).toFixed(2);
      return `${now()},221 - log/tagger.log - INFO - evaluate:dev\n${now()},480 - log/tagger.log - INFO - processed 40210 tokens with 3120 phrases; found: 3300 phrases; correct: 2700.\n\n${now()},480 - log/tagger.log - INFO - accuracy:  91.10%; precision:  ${score}%; recall:  ${score}%; FB1:  ${score}\n`;
    }).join('\n');
  },
  'detector-results.csv': (random) => {
    const names = [
      'epoch',
      'train/box_loss',
      'train/obj_loss',
      'train/cls_loss',
      'metrics/precision',
      'metrics/recall',
      'val/box_loss',
      'val/obj_loss',
      'val/cls_loss',
      'x/lr0',
    ];
    const parts = [
      { from: 0.09, floor: 0.03 },
      { from: 0.03, floor: 0.012 },
      { from: 0.02, floor: 0.002 },
    ].map((part) => losses(random, { count: 90, noise: 0.015, ...part }));
    const rows = Array.from({ length: 90 }, (_, i) =>
      [i, ...parts.map((part) => (part[i] as number).toFixed(6)), 0.71, 0.66, 0.041, 0.014, 0.003, 0.01]
        .map((cell) => String(cell).padStart(20))
        .join(','),
    );
    return `${names.map((name) => name.padStart(20)).join(',')}\n${rows.join('\n')}\n`;
  },
  'export-only.log': () =>
    Array.from(
      { length: 9 },
      (_, i) =>
        `Loading checkpoint from runs/crab_${i}.pt\n\nFusing model...\n\nStarting to export ONNX...\nONNX export success, saved as out/crab_${i}.onnx\n\nExport complete (${(7 + i / 10).toFixed(2)}s)\n`,
    ).join(''),
  'lora-script.log': (random) =>
    [
      'nohup: ignoring input',
      'INFO:__main__:Logging initialized. Log file: out/otter/train.log',
      ...['adapter_size: 32', 'epochs: 2', 'learning_rate: 0.0002', 'lora_rank: 8', 'eval_interval: 1'].map(
        (one) => `INFO:__main__:  ${one}`,
      ),
      ...losses(random, { count: 700, from: 3.4, floor: 0.9, noise: 0.04 }).map(
        (loss, i) =>
          `INFO:__main__:Epoch 0 | Step ${String(i * 10).padStart(4)}/7001 | Loss: ${loss.toFixed(4)} | PPL: ${Math.exp(loss).toFixed(2)} | LR: 2.00e-04 | Grad: 1.204 | Time: 0.480s`,
      ),
      'INFO:__main__:Training completed successfully!',
    ].join('\n'),
  'two-lines-a-step.log': (random) =>
    `start from 0\n${losses(random, { count: 1500, from: 4.1, floor: 1.3, noise: 0.06, exponent: 0.4 })
      .map((loss, i) => `current step: ${i + 1}th step\nbatch loss:${loss.toFixed(7)}`)
      .join('\n')}\n`,
  'opennmt-console.log': (random) => {
    const now = clock('2024-09-02 22:01:10', 4);
    return losses(random, { count: 120, from: 4.2, floor: 1.1, noise: 0.02 })
      .map((loss, i) => {
        const step = `[${now()},722 INFO] Step ${(i + 1) * 50}/6000; acc:  ${(30 + 40 * (i / 120)).toFixed(2)}; ppl: ${Math.exp(loss).toFixed(2)}; xent: ${loss.toFixed(2)}; lr: 1.00000; 9120/8004 tok/s;   ${4 * i} sec`;
        return i % 4 === 3
          ? `${step}\n[${now()},463 INFO] Validation perplexity: ${Math.exp(loss + 0.1).toFixed(4)}`
          : step;
      })
      .join('\n');
  },
  'exercises-in-a-row.txt': (random) =>
    Array.from({ length: 9 }, (_, run) =>
      [
        `\n\nExercise ${run + 1}\n\n\`\`\``,
        'using device: mps',
        'loaded 120400 tokens',
        ...losses(random, { count: 50, from: 10.7, floor: 4, noise: 0.03 }).map(
          (loss, i) => `step ${i}, loss: ${loss.toFixed(8)}`,
        ),
        '```',
      ].join('\n'),
    ).join('\n'),
  'one-batch-console.txt': (random) =>
    [
      ' % python3 fit_one_batch.py',
      'using device: mps',
      'loaded 120400 tokens',
      '1 epoch = 8 batches',
      ...losses(random, { count: 30, from: 10.9, floor: 0.004, noise: 0.03, exponent: 2.4 }).map(
        (loss, i) =>
          `step ${i * 10} | loss: ${loss.toFixed(4)} | dt: 18420.10ms | tok/sec: 7200.51 | norm: 0.40 | lr: 0.000600`,
      ),
    ].join('\n'),
  'four-losses.csv': (random) =>
    `d_adv_loss, f_slf_loss, f_cyc_loss, f_adv_loss\n${adversarial(random)
      .map((row) => row.join(', '))
      .join('\n')}\n`,
  'four-losses.txt': (random) =>
    adversarial(random)
      .map(
        ([d, slf, cyc, adv], i) =>
          `[iter ${(i + 1) * 5}] d_adv_loss: ${d}  f_slf_loss: ${slf}  f_cyc_loss: ${cyc}  f_adv_loss: ${adv}  temp: 1.0000  drop: 0.0000`,
      )
      .join('\n'),
  'prediction-only.txt': () =>
    [
      '[INFO|2025-05-19 10:02:11] configuration_utils.py:771 >> Model config {',
      '  "hidden_size": 1024,',
      '  "rope_theta": 1000000.0',
      '}',
      '',
      '[INFO|2025-05-19 10:02:40] logging.py:157 >> all params: 1,010,938,688',
      '',
      '[INFO|2025-05-19 10:02:41] trainer.py:4258 >> ',
      '***** Running Prediction *****',
      '',
      '[INFO|2025-05-19 10:02:41] trainer.py:4260 >>   Num examples = 320',
    ].join('\n'),
  'progress-without-loss.jsonl': (random) =>
    progress(random, { count: 60, from: 1, floor: 1, noise: 0 }, 5, () => ({})),
  'two-ranks-by-epoch.jsonl': (random) =>
    progress(
      random,
      { count: 600, from: 1.05, floor: 0.82, noise: 0.012, epochs: { count: 5, drop: 0.12 } },
      10,
      (loss, i) => ({ loss: Number(loss.toFixed(4)), lr: 1e-5 * (1 - i / 600), epoch: i / 120 }),
    )
      .split('\n')
      .flatMap((line) => [line, line])
      .join('\n'),
  'progress-with-nulls.jsonl': (random) =>
    progress(random, { count: 900, from: 1.9, floor: 1.35, noise: 0.02, exponent: 0.3 }, 5, (loss, i) => ({
      loss: Number(loss.toFixed(4)),
      eval_loss: null,
      predict_loss: null,
      reward: null,
      learning_rate: 5e-6,
      epoch: Number((i / 300).toFixed(2)),
    })),
  'slow-trainer_state.json': (random) =>
    trainerState(
      random,
      5,
      { count: 1000, from: 1.9, floor: 1.35, noise: 0.02, exponent: 0.3 },
      { is_world_process_zero: true },
    ),
  'speech-trainer_state.json': (random) =>
    trainerState(
      random,
      25,
      { count: 240, from: 1.4, floor: 0.12, noise: 0.03, exponent: 0.9 },
      { best_model_checkpoint: 'out/heron/checkpoint-3000' },
    ),
  'dialect-trainer_state.json': (random) =>
    trainerState(
      random,
      100,
      { count: 160, from: 0.9, floor: 0.3, noise: 0.04, exponent: 0.5 },
      { best_model_checkpoint: null },
    ),
};

for (const [name, lines] of Object.entries(LOGS))
  writeFileSync(
    new URL(`${name}.gz`, FOLDER),
    gzipSync(lines(randomFrom('logs by shape', name.length, name)), { level: 9 }),
  );
process.stdout.write(`${Object.keys(LOGS).length} logs written\n`);
