import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/workbench/loss-curve/diagnose.ts';
import { readCurve } from '../../src/workbench/loss-curve/read-curve.ts';

const FOLDER = new URL('../fixtures/logs/', import.meta.url);
const files = readdirSync(FOLDER).sort();
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');
const plain = readCurve(textOf('plain.csv'), 'plain.csv');

describe('one run of sixty logged steps, as each program writes it', () => {
  it('is there in nine formats', () => {
    expect(files).toEqual([
      'lightning-metrics.csv',
      'mlflow-train_loss',
      'plain.csv',
      'plain.jsonl',
      'tensorboard-scalar.csv',
      'tensorboard-scalar.json',
      'trainer_state.json',
      'wandb-history.csv',
      'wandb-history.jsonl',
    ]);
    expect([plain.length, plain[0]?.step, plain.at(-1)?.step]).toEqual([60, 10, 600]);
  });

  it.each(files)('reads the same from %s, whatever the file is called', (file) => {
    expect(readCurve(textOf(file), 'log')).toEqual(plain);
  });

  it('is healthy', () => {
    expect(diagnose(plain)).toMatchObject({ healthy: true, points: 60 });
  });
});

describe('other shapes of the same two points', () => {
  const two = [
    { step: 1, loss: 2.5 },
    { step: 2, loss: null },
  ];

  it.each([
    ['columns in one object', '{"step": [1, 2], "loss": [2.5, NaN]}'],
    ['a list of objects', '[{"step": 1, "loss": 2.5}, {"step": 2, "loss": "nan"}]'],
    [
      'a list inside an object',
      '{"history": [{"_step": 1, "train": {"loss": 2.5}}, {"_step": 2, "train": {"loss": null}}]}',
    ],
    [
      'metrics as a server answers',
      '{"metrics": [{"key": "loss", "value": 2.5, "step": 1}, {"key": "lr", "value": 9, "step": 1}, {"key": "loss", "value": NaN, "step": 2}]}',
    ],
    ['TensorBoard with a word for a value', '[[1.5, 1, 2.5], [2.5, 2, "NaN"]]'],
    ['tabs', 'iteration\tlm loss\n1\t2.5\n2\tnan'],
    ['semicolons', 'step;loss\n1;2.5\n2;inf'],
    ['MLflow with a value that is no number', '1763942400000 2.5 1\n1763942401000 nan 2'],
    ['a header with a comma in quotes', '"note, long",step,loss\n"a, b",1,2.5\n,2,nan'],
    ['one column of its own name', 'step,policy_loss,val_loss\n1,2.5,9\n2,nan,9'],
    ['held-out loss, where nothing else was logged', 'step,val_loss\n1,2.5\n2,nan'],
  ])('%s', (_, text) => {
    expect(readCurve(text, 'log')).toEqual(two);
  });

  it('prefers the training loss of a row that has both', () => {
    expect(readCurve('{"step":1,"loss":2.5,"eval_loss":9}\n{"step":2,"eval_loss":8}', 'log')).toEqual([two[0]]);
    expect(readCurve('step,val_loss,train_loss_epoch,train_loss_step\n1,9,7,2.5', 'log')).toEqual([two[0]]);
  });
});
