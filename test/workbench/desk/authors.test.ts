import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerQuestion } from '../../../src/workbench/answer-question.ts';
import { answerHardware } from '../../../src/workbench/desk.ts';
import { runTool } from '../../../src/workbench/index.ts';
import { judgedList } from '../../measures/desk.ts';

const fileOf = (author: string) => new URL(`${author}.jsonl`, import.meta.url);
const count = (author: string, verdict: string) =>
  judgedList(fileOf(author)).filter((judged) => judged.verdict === verdict).length;

const LISTS = [
  ['author-1', 30, 15, 8],
  ['author-2', 30, 15, 8],
  ['author-3', 40, 21, 10],
  ['author-4', 40, 20, 10],
  ['author-5', 40, 20, 10],
  ['author-6', 40, 20, 10],
  ['author-7', 40, 20, 10],
  ['author-8', 40, 20, 10],
  ['author-9', 40, 20, 12],
  ['author-10', 40, 20, 11],
  ['author-11', 40, 20, 12],
  ['author-12', 40, 20, 10],
  ['author-13', 40, 20, 8],
  ['author-14', 40, 20, 8],
  ['author-15', 40, 20, 10],
  ['author-16', 40, 22, 10],
  ['author-17', 40, 20, 10],
  ['author-18', 40, 20, 10],
] as const;

describe('questions of eighteen authors who did not know the calculators', () => {
  it.each(LISTS)(
    'are by %s %i, about half of them in Korean, some to ask back or to decline',
    (author, all, korean, other) => {
      const rows = judgedList(fileOf(author)).map(({ row }) => row);
      expect(rows).toHaveLength(all);
      expect(rows.filter(({ lang }) => lang === 'ko')).toHaveLength(korean);
      expect(rows.filter(({ kind }) => kind !== 'number')).toHaveLength(other);
    },
  );

  it.each([
    ['author-1', 29],
    ['author-2', 28],
    ['author-3', 39],
    ['author-4', 39],
    ['author-5', 39],
    ['author-6', 39],
    ['author-8', 38],
    ['author-9', 40],
    ['author-10', 40],
  ])(
    'are answered with the number wanted where the desk was mended by them, and none with another: %s',
    (author, bar) => {
      expect(count(author, 'right')).toBeGreaterThanOrEqual(bar);
      expect(count(author, 'wrong number')).toBe(0);
    },
  );

  it.each([
    ['author-7', 32, 1],
    ['author-11', 30, 0],
    ['author-12', 35, 1],
    ['author-13', 36, 0],
    ['author-14', 27, 2],
    ['author-15', 39, 0],
    ['author-16', 20, 6],
    ['author-17', 34, 1],
    ['author-18', 13, 7],
  ])('are answered as measured where the desk still has something to learn of them: %s', (author, bar, wrong) => {
    expect(count(author, 'right')).toBeGreaterThanOrEqual(bar);
    expect(count(author, 'wrong number')).toBeLessThanOrEqual(wrong);
  });

  it('get nothing calculated where something is missing or nothing can be', () => {
    // As measured, two of them of authors whom nobody who mends the desk has read.
    const measured: Readonly<Record<string, readonly [number, number]>> = {
      ...{ 'author-14': [2, 0], 'author-16': [0, 1], 'author-17': [1, 0] },
    };
    for (const [author] of LISTS) {
      const [assumed, other] = measured[author] ?? [0, 0];
      expect(count(author, 'assumed'), author).toBeLessThanOrEqual(assumed);
      expect(count(author, 'another question'), author).toBeLessThanOrEqual(other);
    }
  });
});

describe('151 questions that say in other words what the eighth author asked', () => {
  it('get their number, or are asked back, and what only sounds alike gets none', () => {
    expect(judgedList(fileOf('paraphrases'))).toHaveLength(151);
    expect(count('paraphrases', 'right')).toBeGreaterThanOrEqual(146);
    expect(count('paraphrases', 'wrong number')).toBeLessThanOrEqual(1);
    expect(count('paraphrases', 'another question')).toBe(0);
  });

  it.each([
    'Churn was 3.1 after 10k customers and 2.8 after 40k; power law with floor 1.9. What at 160k?',
    '매장 3곳 중 2곳의 손실이 각각 2.6억 1.1억인데 비중이 60 40에서 50 50이면 평균은?',
    'Our truck is padded with 2048 foam sheets, average box needs 380. How many times fewer trips?',
    '신약 임상에서 반응률 20%를 30%로 올린 걸 보려면 군당 환자 몇 명? 검정력 80%',
  ])('and other trades that use the same words get none: %s', (question) => {
    expect(answerQuestion(question)?.kind).not.toBe('calculated');
  });
});

describe('221 questions of data pipelines, storage, networks, cost, energy, serving and evaluation', () => {
  it('get their number by the units of what they say where no formula takes all of it', () => {
    expect(judgedList(fileOf('units'))).toHaveLength(221);
    expect(count('units', 'right')).toBeGreaterThanOrEqual(184);
    expect(count('units', 'wrong number')).toBeLessThanOrEqual(11);
    expect(count('units', 'assumed') + count('units', 'another question')).toBeLessThanOrEqual(2);
  });

  const first = (text: string) => {
    const answer = answerQuestion(text);
    return answer?.kind === 'calculated' ? Object.values(answer.figures)[0]?.value : undefined;
  };

  it.each([
    ['A parser reads 25 MB of text per second per core. 4.5 TB of text, 60 cores. How many minutes?', 50],
    ['클립 하나가 12초고 클립이 30만 개면 모두 몇 시간이야?', 1000],
    ['Tickets cost 6 cents per GB. Moving 3 TB out, what will that cost?', 180],
    ['지금 60장으로 20일 걸리는데 48장만 남으면 며칠 걸려?', 25],
  ])('use each number once: %s', (text, wanted) => {
    expect(first(text)).toBeCloseTo(wanted, 6);
  });

  it('leave out only what is measured in something in which nothing else is', () => {
    const rate = '6 cards eating 1500 images/s each. one loader worker decodes 200 images/s. how many workers?';
    expect(first(rate)).toBe(45);
    expect(first(`avg jpeg is 90 KB. ${rate}`)).toBe(45);
  });

  it.each([
    'We have 40 cores and 3 TB of text. How many hours?',
    'Ring all-reduce of 4 GB over 8 cards: how many ms?',
    'We lose 5% of the time. The run is 20 days. How long is it?',
  ])('get none where the units do not come to it, or come to two numbers: %s', (text) => {
    expect(answerQuestion(text)?.kind).not.toBe('calculated');
  });
});

describe('every number of a question', () => {
  const ask = (text: string) => answerQuestion(text);
  const first = (text: string) => {
    const answer = ask(text);
    return answer?.kind === 'calculated' ? Object.values(answer.figures)[0]?.value : undefined;
  };

  it('is asked about where what is sought follows from its kind too, and it has no part', () => {
    expect(
      ask('8 replicas serve it. All-reduce of 6 GB over 16 cards and 48 cards at 50 GB/s: how many ms?'),
    ).toMatchObject({
      kind: 'asked back',
    });
    const left = ask('On an L40S, whose sheet says 1,466 TFLOPS in FP8 with sparsity: what is its dense FP8 peak?');
    expect(left).toMatchObject({ kind: 'asked back' });
    expect(left?.answer.en).toContain('1466 TFLOPS');
  });

  it('does not matter where what is said parts it from what is sought, or it says something again', () => {
    const cost = '8 A100s ran for 37 hours at $1.89 per gpu-hour. What did it cost?';
    expect(first(`${cost} It is a 7B, trained for 3 epochs.`)).toBeCloseTo(8 * 37 * 1.89, 6);
    expect(first('Our eval: 72% on 500 questions. 95% error bar on that 72, in points?')).toBeCloseTo(
      1.96 * Math.sqrt((0.72 * 0.28) / 500),
      6,
    );
  });

  it('is a share of the number before it, one of so many, or what two of them differ by', () => {
    expect(first('Moving 1.8 TB over a 10 Gbps link of which we see 70% of that: how many minutes?')).toBeCloseTo(
      1.8e12 / (1.25e9 * 0.7) / 60,
      6,
    );
    expect(first('18,400 / 95,000 steps done, 1.37 s a step. How many hours are left?')).toBeCloseTo(
      ((95_000 - 18_400) * 1.37) / 3600,
      6,
    );
  });

  it('takes no part in what it should be by a rule', () => {
    expect(
      first('H100 16장을 10일 쓰고 MFU 38%면 친칠라(파라미터당 20토큰)로 몇 B 모델이 맞아? 팀장은 13B 하자고 해'),
    ).toBeCloseTo(Math.sqrt((16 * 989.4e12 * 0.38 * 864_000) / 120), -7);
  });
});

describe('a rule of the trade', () => {
  const ask = (text: string) => answerQuestion(text);

  it('comes with its formula, which `calculate` runs again to the same figure', () => {
    const answer = ask('1F1B with 4 pipeline stages and 12 micro-batches: how large is the bubble?');
    if (answer?.kind !== 'calculated') throw new Error('expected a calculation');
    const again = runTool('calculate', answer.args, () => {
      throw new Error('no files');
    });
    expect(answer.tool).toBe('calculate');
    expect(again.figures.bubble?.value).toBeCloseTo(3 / 15, 12);
    expect(answer.answer.en).toMatch(/^Pipeline bubble: 20%/);
  });

  it('asks once for what was not said, in the words of the question', () => {
    expect(ask('What is the learning rate after square-root scaling from 3e-4?')).toBeNull();
    expect(ask('How long does it take to write a checkpoint of our 30B?')).toMatchObject({
      kind: 'asked back',
      missing: ['storageRate'],
    });
    expect(ask('파이프라인 8단이면 버블이 몇 %예요?')?.answer.ko).toContain('마이크로배치 수');
  });

  it('leaves out what the question says to leave out', () => {
    expect(ask('KV 캐시를 제외하고 13B 모델 4비트 가중치는 몇 GB인가요?')?.answer.ko).toMatch(/^가중치: 6\.5GB/);
  });

  it('reads counts in words, Korean scales, and a bit that is no byte', () => {
    const seconds = (text: string) => {
      const answer = ask(text);
      return answer?.kind === 'calculated' ? answer.figures.seconds?.value : undefined;
    };
    const wanted = (2 * 7 * 14) / 8 / 50;
    expect(seconds('How long does one all-reduce of 14 GB take over eight workers at 400 Gbit/s?')).toBeCloseTo(
      wanted,
      6,
    );
    expect(seconds('14GB all-reduce를 8장에서 400Gb/s로 하면 몇 초 걸려?')).toBeCloseTo(wanted, 6);
    const tokens = ask('중복 제거 후 480억 토큰이 남았는데 1조 2천억 토큰을 학습하면 몇 에폭이야?');
    expect(tokens?.kind === 'calculated' ? tokens.figures.epochs?.value : undefined).toBeCloseTo(25, 9);
  });

  it('says first whether what is wanted can be, and asks for the link where a time is nothing but the link', () => {
    expect(ask('Will Llama 3.1 70B in FP8 fit on two H100s with 8k context?')?.answer.en).toMatch(/^It fits: 7/);
    expect(ask('A100 80GB 한 장에 70B 모델 올라가요?')?.answer.ko).toMatch(/^안 들어감: 가중치 141GB/);
    expect(ask('2 nodes, 8x H100 each: how long does one all-reduce of the gradients of 13B take?')).toMatchObject({
      kind: 'asked back',
      missing: ['link'],
    });
  });

  it('takes a number for what lets the whole question close', () => {
    const first = (text: string) => {
      const answer = ask(text);
      return answer?.kind === 'calculated' ? Object.values(answer.figures)[0]?.value : undefined;
    };
    // The same 32 is a count of layers in one and a batch on each card in the other.
    expect(first('LoRA rank 16 on q_proj and v_proj, hidden 4096, 32 layers, alpha 32: trainable parameters?')).toBe(
      32 * 2 * 16 * 8192,
    );
    expect(first('1,281,167 images, 8 cards x 32, accumulation 4: optimizer steps per epoch?')).toBe(1252);
  });

  it('asks for what the question says is not known, whatever could be assumed', () => {
    expect(ask('7B를 2T 토큰, MFU 40%로 H100에서 학습해. 카드가 몇 장인지는 아직 확인중. 며칠 걸려?')).toMatchObject({
      kind: 'asked back',
    });
    expect(
      ask('14 GB of gradients, ring all-reduce over 8 cards. We do not know the link bandwidth yet. How many ms?'),
    ).toMatchObject({ kind: 'asked back', missing: ['link'] });
  });

  it('leaves out what is denied, and takes "70B (70.6B)" as one size', () => {
    const heads = ask(
      'No flash attention, no checkpointing: activations of 24 layers, hidden 2048, 16 heads, seq 2048, micro batch 4, in GB?',
    );
    const gb = heads?.kind === 'calculated' ? (Object.values(heads.figures)[0]?.value ?? 0) : 0;
    expect(gb).toBeCloseTo((24 * 2048 * 4 * 2048 * (34 + (5 * 16 * 2048) / 2048)) / 1e9, 6);
    expect(ask('70B (70.6B) in fp8: how many GB are the weights?')?.answer.en).toContain('70.6');
  });

  it('says a second reading that comes to another number, and is less sure', () => {
    const answer = ask('13B를 4비트로 양자화하는데 스케일까지 가중치당 평균 4.5비트예요. 파일 크기는 몇 GB?');
    expect(answer?.answer.ko).toMatch(/^가중치: 7\.313GB/);
    expect(answer?.answer.ko).toContain('다르게 읽으면 가중치 6.5GB (가중치 비트 4).');
    expect(answer).toMatchObject({ confidence: 0.6 });
  });

  it('reads other names and slips of spelling as what was meant', () => {
    const named = [
      'What memroy do the weights of 13B take in fp16?',
      'What memory do the weights of 13B take in fp16?',
    ].map((text) => ask(text)?.answer.en);
    expect(named[0]).toBe(named[1]);
    expect(ask('H100 SXM bf16 능선점이 바이트당 몇 FLOP?')?.answer.ko).toContain('295');
  });

  it('gives the memory of tuning for any size, and asks for the size where none is said', () => {
    expect(ask('22B를 QLoRA로 튜닝하면 메모리 몇 GB?')?.answer.ko).toMatch(/^어댑터 튜닝 메모리: 1[12]\.\d*GB/);
    expect(ask('full fine-tuning of 11B with Adam, GB?')?.answer.en).toContain('176 GB');
    for (const text of ['what vram for qlora?', 'LoRA로 튜닝하는데 메모리 얼마나 필요해?'])
      expect(ask(text)).toMatchObject({ kind: 'asked back' });
  });

  it('compares two cards by how many times, and gives no number for a verdict of other people', () => {
    const times = ask('H100이 A100보다 메모리 대역폭이 몇 배야?');
    expect(times?.kind === 'calculated' ? times.figures.times?.value : undefined).toBeCloseTo(3352 / 2039, 6);
    expect(ask('if we train a 7B on 200B tokens on 16 A100s, is the jury gonna reject us?')).toBeNull();
  });

  it('reads a ratio as shares, a source by its name, and a share without its sign', () => {
    expect(ask('책 손실 2.0, 코드 손실 1.0이고 비율이 3:7이면 평균 손실은?')?.answer.ko).toMatch(/^평균 loss: 1\.3 /);
    expect(
      ask('900B unique tokens of web, 50B of law. mix is 90/10, run is 2T tokens. How many epochs over the law?')
        ?.answer.en,
    ).toMatch(/^Epochs: 4 epochs/);
    const days = (mfu: string) => ask(`A100 40장으로 7B를 1T 토큰 학습, mfu는 ${mfu}. 며칠 걸려?`)?.answer.ko;
    expect(days('35 정도')).toBe(days('35%'));
  });

  it('takes numbers that label something for no quantity, and what a sentence is about for what its number is', () => {
    const days = (lead: string) => ask(`${lead}A100 40장으로 7B를 1T 토큰 학습, MFU 35%. 며칠 걸려?`)?.answer.ko;
    expect(days('3월 9일 회의, 슬라이드 12번, 5번 노드 얘기. ')).toBe(days(''));
    expect(ask('noise across seeds was .01, want to detect .01. how many seeds per arm?')?.answer.en).toMatch(
      /^Runs: 16 runs/,
    );
  });

  it('compares two formats of one card, and knows when a card that is bought has paid', () => {
    const times = ask('How much faster is fp8 than bf16 on an H100?');
    expect(times?.kind === 'calculated' ? times.figures.times?.value : undefined).toBeCloseTo(2, 2);
    expect(
      ask('카드 한 장을 3,000만원에 사는 거랑 시간당 3,000원에 빌리는 거, 몇 시간 쓰면 본전이야?')?.answer.ko,
    ).toContain('10,000시간');
  });

  it('asks for a length that the end of a question says is open, and lets the word of a setting name what is asked', () => {
    expect(ask('Llama 3.1 8B, 요청 16개면 KV 캐시 총 몇 GB야? 요청마다 길이는 아직 안 정했어')).toMatchObject({
      kind: 'asked back',
      missing: ['context'],
    });
    expect(ask('warmup 3% of 20k steps?')?.answer.en).toMatch(/^Warm-up steps: 600/);
  });

  it('takes what a setting becomes before what it was', () => {
    const after = ask(
      '16 users at 4k each on Llama 3.1 70B, kv in bf16. If I cut everybody to 2k, what is the kv cache?',
    );
    const gb = after?.kind === 'calculated' ? (Object.values(after.figures)[0]?.value ?? 0) : 0;
    expect(gb).toBeGreaterThan(10);
    expect(gb).toBeLessThan(11);
  });

  it('is answered at the hardware desk where it is one of machines, and declined where it is not', () => {
    const at = (text: string) => answerHardware({ text, topic: 'hardware', calculation: null });
    expect(at('How long does a 140 GB checkpoint take to load at 10 GB/s?').answer.en).toMatch(
      /^Time of the transfer: 14 s/,
    );
    expect(at('lr 3e-4 at batch 256, sqrt rule, batch 1024: new lr?').method).toMatch(/^declined/);
  });

  it('answers days without a price, and a price without a count of cards', () => {
    expect(ask('70억 파라미터 모델을 1조 토큰으로 H100 128장에서 학습하면 며칠 걸려?')?.answer.ko).toMatch(
      /^9\.6\d?일/,
    );
    expect(ask('What does it cost to train 7B on 140B tokens on H100s at $2 an hour?')?.answer.en).toMatch(
      /^It costs 8,/,
    );
  });
});

it('keeps the lists as their authors wrote them', () => {
  for (const [author, all] of LISTS) expect(readFileSync(fileOf(author), 'utf8').trim().split('\n')).toHaveLength(all);
});
