import { describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { readCurve } from '../../src/workbench/loss-curve/read-curve.ts';

/** Sixty losses that fall, with the step that each is logged at. */
const curve = Array.from({ length: 60 }, (_, at) => ({
  at,
  step: 10 * (at + 1),
  loss: Number((2 + 8 * (10 * (at + 1)) ** -0.4).toFixed(4)),
}));
type Line = (point: (typeof curve)[0]) => string;
const printed = (line: Line, between = '\n'): string => curve.map(line).join(between);
const byOrder = curve.map(({ at, loss }) => ({ step: at + 1, loss }));
const byStep = curve.map(({ step, loss }) => ({ step, loss }));
const ESC = '\u001b';
const TIME = '2024-05-01 10:00:00';
/** Twenty lines an epoch of a thousand steps. */
const inEpoch = (at: number) => ({ epoch: Math.floor(at / 20), batch: 50 * ((at % 20) + 1) });
const byBatch = curve.map(({ at, loss }) => ({ step: 50 * (at + 1), loss }));

describe('a log as a program prints it', () => {
  it.each<[string, string]>([
    ['torchtune', printed(({ step, loss }) => `Step ${step} | loss:${loss} lr:2e-05 tokens_per_second_per_gpu:812.3 `)],
    ['Unsloth', `Step\tTraining Loss\n${printed(({ step, loss }) => `${step}\t${loss}`)}`],
    [
      'fairseq',
      printed(
        ({ step, loss }) =>
          `${TIME} | INFO | train_inner | {"epoch": 1, "update": 0.1, "loss": "${loss}", "nll_loss": "1.2", "ppl": "9.1", "num_updates": "${step}", "wall": "9"}`,
      ),
    ],
    [
      'Megatron-LM',
      printed(
        ({ step, loss }) =>
          ` [${TIME}] iteration ${step}/  500000 | consumed samples: 99 | learning rate: 1.5E-04 | global batch size: 256 | lm loss: ${loss.toExponential(6)} | loss scale: 1.0 | grad norm: 1.2 |`,
      ),
    ],
    [
      'Composer',
      printed(
        ({ step, loss }) =>
          `[epoch=1][batch=${step}/4800]:\n\t Train time/batch: ${step - 1}\n\t Train loss/train/total: ${loss}\n\t Train throughput/batches_per_sec: 0.31`,
      ),
    ],
    [
      'OLMo',
      printed(
        ({ step, loss }) =>
          `${TIME}\tnode:0\ttrain:816\tINFO\t[step=${step}/739328]\n    train/CrossEntropyLoss=${loss}\n    train/Perplexity=20.1\n    throughput/device/tokens_per_second=10,890`,
      ),
    ],
    [
      'torchtitan',
      printed(
        ({ step, loss }) =>
          `[rank0]:${TIME},123 - root - INFO - ${ESC}[31mstep: ${step}  ${ESC}[32mloss: ${loss}  ${ESC}[33mmemory: 40.2GiB(50.83%)  ${ESC}[34mtps: 3,210${ESC}[39m`,
      ),
    ],
    [
      'MaxText',
      printed(
        ({ step, loss }) =>
          `completed step: ${step}, seconds: 2.1, TFLOP/s/device: 140.2, total_weights: 65536, loss: ${loss}`,
      ),
    ],
    [
      'nanochat',
      printed(
        ({ step, loss }) =>
          `step ${String(step).padStart(5, '0')}/21400 (0.4%) | loss: ${loss} | grad norm: 0.1 | dt: 512.1ms | tok/sec: 1,023,456 | mfu: 47.1`,
      ),
    ],
    [
      'Marian',
      printed(
        ({ step, loss }) =>
          `[${TIME}] Ep. 1 : Up. ${step} : Sen. 10,000 : Cost ${loss} * 912,345 @ 7,001 after 40,000 : Time 100.12s : gNorm 1.1`,
      ),
    ],
    [
      'Coqui',
      printed(
        ({ step, loss }) =>
          `${ESC}[1m   --> TIME: ${TIME} -- STEP: ${step % 500}/500 -- GLOBAL_STEP: ${step}${ESC}[0m\n     | > loss: ${loss}  (${loss})\n     | > loss_dur: 0.4\n     | > current_lr: 0.0001`,
      ),
    ],
    [
      'Stable-Baselines3',
      printed(
        ({ step, loss, at }) =>
          `---------------------------------\n| time/                |        |\n|    iterations        | ${at}     |\n|    total_timesteps   | ${step}   |\n| train/               |        |\n|    entropy_loss      | -0.67  |\n|    loss              | ${loss} |\n|    value_loss        | 3.1    |\n---------------------------------`,
      ),
    ],
    [
      'OpenRLHF',
      printed(
        ({ step, loss }) =>
          `Train step of epoch 0:  8%|8         | ${step}/700 [01:00<10:00,  3.10s/it, gpt_loss=${loss}, loss_mean=9.9, lr=5e-6]`,
        '\r',
      ),
    ],
    [
      'CatBoost',
      `Learning rate set to 0.05\n${printed(({ step, loss }) => `${step}:\tlearn: ${loss}\ttest: 9.1\tbest: 9.1 (9)\ttotal: 10ms\tremaining: 4.1s`)}`,
    ],
    [
      'kohya-ss',
      printed(
        ({ step, loss }) => `steps:  ${step % 100}%|#### | ${step}/1600 [02:00<10:00,  1.32it/s, avr_loss=${loss}]`,
        '\r',
      ),
    ],
    [
      'MLX',
      `Iter 1: Val loss 9.812, Val took 3.2s\n${printed(({ step, loss }) => `Iter ${step}: Train loss ${loss}, Learning Rate 1e-05, It/sec 1.2, Trained Tokens 340`)}`,
    ],
    ['TensorFlow', printed(({ step, loss }) => `INFO:tensorflow:loss = ${loss}, step = ${step} (3.205 sec)`)],
    [
      'ms-swift',
      printed(
        ({ step, loss }) =>
          `{"loss": ${loss}, "learning_rate": 1e-05, "epoch": 0.1, "global_step/max_steps": "${step}/750", "percentage": "1.2%"}`,
      ),
    ],
    [
      'DLLogger',
      printed(({ step, loss }) => `DLLL {"type": "LOG", "step": [0, ${step}], "data": {"train.loss": ${loss}}}`),
    ],
    [
      'MLPerf',
      printed(
        ({ step, loss }) =>
          `:::MLLOG {"time_ms": 1688, "event_type": "POINT_IN_TIME", "key": "train_loss", "value": ${loss}, "metadata": {"lineno": 10, "step_num": ${step}}}`,
      ),
    ],
    [
      'DeepSpeed',
      printed(
        ({ step, loss }) =>
          `[${TIME},123] [INFO] [logging.py:96:log_dist] [Rank 0] step=${step}, skipped=0, lr=[9.6e-06]\nsteps: ${step} loss: ${loss} iter time (s): 1.2 samples/sec: 52.8`,
      ),
    ],
    [
      'CLU',
      printed(({ step, loss }) => `I0601 10:00:00.123 14 logging_writer.py:48] [${step}] lr=0.001, loss=${loss}`),
    ],
  ])('is read step by step: %s', (_, text) => {
    expect(readCurve(text, 'log')).toEqual(byStep);
  });

  it.each<[string, string]>([
    [
      'Keras with a line an epoch',
      printed(
        ({ at, loss }) =>
          `Epoch ${at + 1}/60\n1875/1875 - 5s - 3ms/step - accuracy: 0.9 - loss: ${loss} - val_loss: ${loss + 1}`,
      ),
    ],
    [
      'columns apart by blanks, as fastai has them',
      `epoch     train_loss  valid_loss  time    \n${printed(({ at, loss }) => `${String(at + 1).padEnd(9)} ${loss}    9.1    00:12     `)}`,
    ],
  ])('is read epoch by epoch: %s', (_, text) => {
    expect(readCurve(text, 'log')).toEqual(byOrder);
  });

  it.each<[string, Line]>([
    [
      'MMEngine',
      ({ at, loss }) =>
        `2023/06/01 10:00:00 - mmengine - INFO - Epoch(train) [${inEpoch(at).epoch + 1}][${String(inEpoch(at).batch).padStart(4)}/1000]  lr: 2.0e-02  memory: 4012  loss: ${loss}  loss_cls: 0.4  loss_bbox: 0.4`,
    ],
    [
      'timm',
      ({ at, loss }) =>
        `Train: ${inEpoch(at).epoch} [${String(inEpoch(at).batch).padStart(4)}/1000 (  4%)]  Loss: ${loss} (9.1)  Time: 0.5s, 2000.1/s  LR: 1.000e-03`,
    ],
    [
      'WeNet, whose second number is no whole',
      ({ at, loss }) =>
        `${TIME},123 DEBUG TRAIN Batch ${inEpoch(at).epoch}/${inEpoch(at).batch} loss ${loss} loss_att 1.1 loss_ctc 1.2 lr 0.0001 rank 0`,
    ],
    [
      'MNIST of PyTorch',
      ({ at, loss }) =>
        `Train Epoch: ${inEpoch(at).epoch + 1} [${inEpoch(at).batch}/1000 (${inEpoch(at).batch / 10}%)]\tLoss: ${loss}`,
    ],
  ])('counts its steps on through the epochs: %s', (_, line) => {
    expect(readCurve(printed(line), 'log')).toEqual(byBatch);
  });

  it('counts its lines where all of them name one step', () => {
    expect(
      readCurve(
        printed(({ loss }) => `step: 100, loss: ${loss}`),
        'log',
      ),
    ).toEqual(byOrder);
  });

  it('with several losses of which none is the whole asks for one of them: veRL', () => {
    const text = printed(({ step, loss }) => `step:${step} - actor/pg_loss:${loss} - critic/vf_loss:0.1`);
    expect(() => readCurve(text, 'log')).toThrow(PitwallError);
    expect(() => readCurve(text, 'log')).toThrow('name one of them as `column`');
  });
});
