import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { readCurve } from '../../src/workbench/loss-curve/read-curve.ts';

const TWO = [
  { step: 10, loss: 3.5 },
  { step: 20, loss: 3.25 },
];

describe('a training log', () => {
  it.each([
    ['CSV', 'step,loss\n10,3.5\n20,3.25\n'],
    ['CSV with the columns the other way round', 'train_loss,lr,step\r\n3.5,1e-4,10\r\n3.25,1e-4,20\r\n'],
    ['CSV with quotes, spaces and capitals', '"Step", "Train_Loss"\n10, 3.5\n20 ,"3.25"\n'],
    ['CSV with rows of another metric', 'step,loss,val\n10,3.5,\n15,,3.9\n20,3.25,\n'],
    ['CSV behind a byte order mark', '\ufeffstep,loss\n10,3.5\n20,3.25'],
    ['JSON lines', '{"step":10,"loss":3.5}\n\n{"step":15,"eval_loss":3.9}\n{"step":20,"loss":3.25}'],
    ['JSON lines of a tracker', '{"_step":10,"train/loss":3.5}\n{"_step":20,"train/loss":3.25}'],
    [
      'trainer_state.json',
      JSON.stringify(
        {
          global_step: 20,
          log_history: [
            { step: 10, loss: 3.5, learning_rate: 1e-4 },
            { step: 15, eval_loss: 3.9 },
            { step: 20, loss: 3.25 },
            { step: 20, train_loss: 3.4, train_runtime: 12 },
          ],
        },
        null,
        2,
      ),
    ],
  ])('is read as %s', (_, text) => {
    expect(readCurve(text, 'log')).toEqual(TWO);
  });

  it.each([
    ['CSV', 'step,loss\n1,nan\n2,-inf\n3,Infinity'],
    ['JSON lines', '{"step":1,"loss":NaN}\n{"step":2,"loss":-Infinity}\n{"step":3,"loss":null}'],
    [
      'trainer_state.json',
      '{"log_history":[{"step":1,"loss":NaN},{"step":2,"loss":Infinity},{"step":3,"loss":"nan"}]}',
    ],
  ])('keeps what is not a number as null in %s', (_, text) => {
    expect(readCurve(text, 'log').map(({ loss }) => loss)).toEqual([null, null, null]);
  });

  it('keeps the word NaN inside a text', () => {
    expect(readCurve('{"step":1,"loss":2,"note":"NaN here"}', 'log')).toEqual([{ step: 1, loss: 2 }]);
  });

  it('gives back what was written, in CSV and in JSON lines', () => {
    const point = fc.record({
      step: fc.integer({ min: 0, max: 1e9 }),
      loss: fc.option(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
        { nil: null },
      ),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), (points) => {
        const rows = points.map(({ step, loss }) => `${step},${loss ?? 'nan'}`);
        expect(readCurve(`step,loss\n${rows.join('\n')}`, 'log')).toEqual(points);
        expect(readCurve(points.map((one) => JSON.stringify(one)).join('\n'), 'log')).toEqual(points);
      }),
    );
  });

  it('is read or refused with its file and a line that it has, whatever the text', () => {
    const piece = fc.constantFrom(
      'step',
      'loss',
      ',',
      '\n',
      '1',
      '-2.5',
      'x',
      '{',
      '}',
      '"',
      ':',
      'NaN',
      '"log_history"',
      '[',
      ']',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
        (text) => {
          try {
            expect(readCurve(text, 'log').length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(PitwallError);
            const { code, place } = error as PitwallError;
            expect([code, place.file]).toEqual(['DATA_INVALID', 'log']);
            expect(place.line).toBeGreaterThanOrEqual(1);
            expect(place.line).toBeLessThanOrEqual(text.split('\n').length);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['', 'log:1: expected a training log, found an empty file'],
    ['time,loss\n1,2', 'log:1: expected a header with a column step or global_step or _step, found "time,loss"'],
    ['step,loss,loss\n1,2,3', 'log:1: expected one column "loss", found 2 of that name'],
    ['step,loss,step\n1,2,3', 'log:1: expected one column "step", found 2 of that name'],
    ['run,step,loss\na,1,2\nb,1,3', "log:1: expected the log of one run, found 2 (a, b): give one run's steps"],
    [
      'step 1 g_loss: 2.5 d_loss: 1.5\nstep 2 g_loss: 2.4 d_loss: 1.4',
      'log:1: expected one training loss, found g_loss, d_loss: name one of them as `column`',
    ],
    [
      'step,accuracy\n1,2',
      'log:1: expected a header with a column loss or train_loss or train/loss, found "step,accuracy"',
    ],
    ['step,loss\n1,2\n2,abc', 'log:3: expected the loss to be a number, nan or inf, found "abc"'],
    ['step,loss\n1,2\n\nx,3', 'log:4: expected the step to be a number, found "x"'],
    ['step,loss\n', 'log:1: expected lines with a step and a training loss, found none'],
    ['{"step":1,"loss":2}\n{"loss":3}', 'log:2: expected a step (step, global_step, _step) beside "loss"'],
    ['{"step":1,"loss":2}\n{oops}', 'log:2: expected a JSON object on the line, found "{oops}"'],
    ['{"step":1,"loss":2}\n[1]', 'log:2: expected a JSON object on the line, found "[1]"'],
    ['{"step":1,"loss":"low"}', 'log:1: expected the loss to be a number or null, found "low"'],
    ['{"log_history": 3}', 'log:1: expected "log_history" to be a list'],
    [
      '{"log_history": [\n{"step":1,"loss":2},\n{"loss":3}]}',
      'log:3: log_history entry 2: expected the step to be a number, found "undefined"',
    ],
    ['{"log_history": [\n7]}', 'log:1: expected entry 1 of log_history to be an object'],
  ])('%j is refused in a sentence', (text, sentence) => {
    expect(() => readCurve(text, 'log')).toThrow(`${sentence} [DATA_INVALID]`);
  });

  const printed = [
    [
      'nanoGPT',
      'step 0: train loss 9.1, val loss 9.2\niter 10: loss 3.5000, time 60.1ms, mfu 12.3%\niter 20: loss 3.2500, time 60ms, mfu 12%',
    ],
    [
      'modded-nanogpt',
      'loss = 0\nstep:10/30 train_loss:3.5 train_time:1ms\nstep:20/30 train_loss:3.25 train_time:2ms\nstep:30/30 val_loss:3.1',
    ],
    ['llm.c', 's:10 trl:3.5\ns:10 tel:4\ns:20 trl:3.25'],
    [
      'Megatron',
      ' iteration       10/    1000 | consumed samples: 160 | lm loss: 3.500000E+00 | loss scale: 1.0 |\n iteration       20/    1000 | consumed samples: 320 | lm loss: 3.250000E+00 | loss scale: 1.0 |',
    ],
    [
      'fairseq',
      '2024 | INFO | train_inner | {"epoch": 1, "loss": "3.5", "num_updates": "10"}\n2024 | INFO | train_inner | {"epoch": 1, "loss": "3.25", "num_updates": "20"}',
    ],
    [
      'dictionaries behind a bar',
      " 1%|a | 10/100 [00:10<01:30]\r\n{'loss': 3.5, 'epoch': 0.1}\n 2%|a | 20/100 [00:20<01:20]\r\n{'loss': 3.25, 'epoch': 0.2}",
    ],
    [
      'steps that begin again with each epoch',
      'Epoch: [0][ 10/10]\tLoss 3.5 (3.6)\nEpoch: [1][ 10/10]\tLoss 3.25 (3.3)\nEpoch: [2][ 1/10]',
    ],
    [
      'LLaMA-Factory',
      '{"current_steps": 10, "total_steps": 30, "loss": 3.5}\n{"current_steps": 20, "total_steps": 30, "loss": 3.25}\n{"current_steps": 30, "total_st',
    ],
    ['global_step before a step that begins again', 'step,global_step,loss\n1,10,3.5\n1,20,3.25'],
  ] as const;
  it.each(printed.filter(([name]) => !name.startsWith('steps that')))('is read as %s prints it', (_, text) => {
    expect(readCurve(text, 'log')).toEqual(TWO);
  });

  it('counts on over epochs where steps begin again with each', () => {
    const lines = [0, 1, 2].flatMap((epoch) =>
      [5, 10].map((at) => `Epoch: [${epoch}][ ${at}/10]\tLoss ${3 - epoch}.5 (9.9)`),
    );
    expect(readCurve(lines.join('\n'), 'log').map(({ step }) => step)).toEqual([5, 10, 15, 20, 25, 30]);
  });

  it('reads the loss that is named where there are several', () => {
    expect(readCurve('step 10 g_loss: 3.5 d_loss: 1\nstep 20 g_loss: 3.25 d_loss: 1', 'log', 'g_loss')).toEqual(TWO);
  });

  it('that breaks off is refused at the line where it does', () => {
    const broken = '{"log_history": [\n{"step": 1, "loss": 2},\n{"step": 2, "loss": }]}';
    expect(() => readCurve(broken, 'state.json')).toThrow(/^state\.json:3: expected trainer_state\.json to be JSON: /);
  });
});
