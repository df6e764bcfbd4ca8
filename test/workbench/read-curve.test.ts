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
    ['epoch,loss\n1,2', 'log:1: expected a header with a column step or global_step or _step, found "epoch,loss"'],
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

  it('that breaks off is refused at the line where it does', () => {
    const broken = '{"log_history": [\n{"step": 1, "loss": 2},\n{"step": 2, "loss": }]}';
    expect(() => readCurve(broken, 'state.json')).toThrow(/^state\.json:3: expected trainer_state\.json to be JSON: /);
  });
});
