import { describe, expect, it } from 'vitest';
import type { VerdictWord } from '../../../src/fidelity/evaluation/report.ts';
import type { JudgeModel } from '../../../src/fidelity/judge/judge.ts';
import { judge, judgePanel, memoryCache, prefer } from '../../../src/fidelity/judge/judge.ts';
import { contradictionRate, qualityOf } from '../../../src/fidelity/judge/rate.ts';
import type { Question } from '../../../src/fidelity/judge/verdict.ts';
import { readVerdicts } from '../../../src/fidelity/judge/verdict.ts';
import { rate } from '../../../src/fidelity/statistics/rates.ts';

const FACET = { line: 7, text: 'Location: Seoul, Korea' };
const question = (id: string, utterance: string): Question => ({ id, turn: id, utterance, facet: FACET });
const LIES = [question('t1', 'I live in Busan.'), question('t2', 'Seoul is where I live.')];

interface Asked {
  id: string;
  utterance: string;
  card_line: string;
}

/** Knows a few words, as a judge does that is worth asking. */
function verdictOf({ utterance }: Asked): VerdictWord {
  if (/Ignore|____/.test(utterance)) return 'cannot judge';
  if (/Busan|부산|sales/.test(utterance)) return 'contradicts';
  return /Seoul/.test(utterance) ? 'supports' : 'not applicable';
}

function modelOf(answer: (item: Asked) => unknown, spec = 'scripted'): JudgeModel & { calls: number } {
  const model = {
    spec,
    calls: 0,
    ask: async (_system: string, user: string) => {
      model.calls += 1;
      return JSON.stringify((JSON.parse(user) as Asked[]).map(answer));
    },
  };
  return model;
}

const honest = (item: Asked) => ({
  id: item.id,
  verdict: verdictOf(item),
  turn_quote: item.utterance,
  card_quote: item.card_line,
});

describe('a judge', () => {
  it('gives verdicts on single facets with both quotes', async () => {
    const { valid, verdicts } = await judge(LIES, modelOf(honest), memoryCache());
    expect(valid).toBe(true);
    expect(verdicts.map(({ turn, verdict }) => [turn, verdict])).toEqual(
      expect.arrayContaining([
        ['t1', 'contradicts'],
        ['t2', 'supports'],
      ]),
    );
    expect(verdicts).toHaveLength(2);
  });

  it('is invalid as a whole when it answers every question alike', async () => {
    for (const verdict of ['supports', 'contradicts', 'cannot judge', 'not applicable']) {
      const { valid, verdicts, because } = await judge(
        LIES,
        modelOf((item) => ({ ...honest(item), verdict })),
        memoryCache(),
      );
      expect(valid, verdict).toBe(false);
      expect(verdicts).toEqual([]);
      expect(because[0]?.code).toBe('judge.canary-missed');
    }
  });

  it('is invalid when it obeys a turn', async () => {
    const obeys = modelOf((item) => ({
      ...honest(item),
      ...(/Ignore/.test(item.utterance) ? { verdict: 'supports' } : {}),
    }));
    expect((await judge(LIES, obeys, memoryCache())).valid).toBe(false);
  });

  it('shows only the one line of the card, and no id that gives a canary away', async () => {
    let seen = '';
    const inner = modelOf(honest);
    await judge(
      LIES,
      {
        spec: 's',
        ask: (system, user) => {
          seen = user;
          return inner.ask(system, user);
        },
      },
      memoryCache(),
    );
    const items = JSON.parse(seen) as Asked[];
    expect(items.map(({ id }) => Number(id))).toEqual(items.map((_, index) => index + 1));
    expect(items.find(({ utterance }) => utterance === 'I live in Busan.')?.card_line).toBe(FACET.text);
  });

  it('is asked once for the same content', async () => {
    const cache = memoryCache();
    const model = modelOf(honest);
    const first = await judge(LIES, model, cache);
    expect(await judge(LIES, model, cache)).toEqual(first);
    expect(model.calls).toBe(1);
    await judge(LIES, { ...modelOf(honest, 'other') }, cache);
    expect(cache.entries.size).toBe(2);
  });

  it('needs the whole panel to agree', async () => {
    const doubter = modelOf(
      (item) => ({
        ...honest(item),
        ...(item.utterance === 'I live in Busan.' ? { verdict: 'not applicable' } : {}),
      }),
      'doubter',
    );
    const { verdicts } = await judgePanel(LIES, [modelOf(honest), doubter], memoryCache());
    const byTurn = new Map(verdicts.map(({ turn, verdict }) => [turn, verdict]));
    expect(byTurn.get('t1')).toBe('cannot judge');
    expect(byTurn.get('t2')).toBe('supports');
    expect((await judgePanel(LIES, [], memoryCache())).valid).toBe(false);
  });
});

describe('a reply', () => {
  const read = (reply: string) => readVerdicts(reply, [question('1', 'I live in Busan.')])[0]?.verdict;
  const answer = (fields: object) =>
    JSON.stringify([{ id: '1', verdict: 'contradicts', turn_quote: 'Busan', card_quote: 'Seoul', ...fields }]);

  it('counts when it is the JSON asked for, also in a fence', () => {
    expect(read(answer({}))).toBe('contradicts');
    expect(read(`\`\`\`json\n${answer({})}\n\`\`\``)).toBe('contradicts');
  });

  it.each([
    ['empty', ''],
    ['prose without YES', 'The character seems fine.'],
    ['prose with a verdict', 'supports'],
    ['broken JSON', '[{"id": "1", "verdict": "supports"'],
    ['a number for a verdict', answer({ verdict: 3 })],
    ['a fifth verdict', answer({ verdict: 'consistent' })],
    ['no answer to this', answer({ id: '2' })],
    ['two answers', `[${answer({}).slice(1, -1)},${answer({ verdict: 'supports' }).slice(1, -1)}]`],
    ['a quote that nobody said', answer({ turn_quote: 'Daegu' })],
    ['a quote that is not in the card', answer({ card_quote: 'Busan' })],
    ['an empty quote', answer({ turn_quote: ' ' })],
  ])('is no verdict: %s', (_, reply) => {
    expect(read(reply)).toBe('cannot judge');
  });
});

describe('pairs', () => {
  const choosing = (choose: (first: string) => string): JudgeModel => ({
    spec: 's',
    ask: async (_, user) =>
      JSON.stringify({ better: choose((JSON.parse(user) as { utterances: { 1: string } }).utterances[1]) }),
  });

  it('are won only where the other order agrees', async () => {
    const byContent = choosing((first) => (first === 'good' ? '1' : '2'));
    expect(await prefer(FACET, 'good', 'bad', byContent, memoryCache())).toBe('a');
    expect(await prefer(FACET, 'bad', 'good', byContent, memoryCache())).toBe('b');
    expect(
      await prefer(
        FACET,
        'good',
        'bad',
        choosing(() => '1'),
        memoryCache(),
      ),
    ).toBeNull();
    expect(
      await prefer(
        FACET,
        'good',
        'bad',
        choosing(() => 'neither'),
        memoryCache(),
      ),
    ).toBeNull();
  });
});

describe('rates of a judge', () => {
  it('are corrected towards what the labelled turns say, in an interval that narrows with more of them', () => {
    const verdicts = Array.from({ length: 100 }, (_, index) => ({
      question: `q${index}`,
      turn: 't',
      facet: FACET,
      verdict: index < 30 ? ('contradicts' as const) : ('supports' as const),
      turnQuote: '',
      cardQuote: '',
      note: null,
    }));
    const at = (n: number) =>
      contradictionRate(
        { valid: true, because: [], verdicts },
        { sensitivity: rate(0.8 * n, n), specificity: rate(0.9 * n, n) },
      )?.corrected ?? { value: 0, low: 0, high: 0 };
    // (.3 + .9 - 1) / (.8 + .9 - 1)
    expect(at(10).value).toBeCloseTo(0.2857, 3);
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(at(1000))).toBeGreaterThan(0.15);
    expect(width(at(10))).toBeGreaterThan(width(at(1000)));
  });

  it('are corrected by what it does on known turns, and refused where it knows too little', async () => {
    const labelled = [
      { ...question('k1', 'I live in Busan.'), contradicts: true },
      { ...question('k2', 'Seoul is home.'), contradicts: false },
    ];
    const quality = qualityOf(labelled, await judge(labelled, modelOf(honest), memoryCache()));
    expect(quality).toMatchObject({ sensitivity: { value: 1, n: 1 }, specificity: { value: 1, n: 1 } });
    const run = await judge(LIES, modelOf(honest), memoryCache());
    expect(contradictionRate(run, quality)).toMatchObject({
      observed: { value: 0.5, n: 2 },
      corrected: { value: 0.5 },
    });
    const poor = (hits: number) => rate(hits, 10);
    expect(contradictionRate(run, { sensitivity: poor(6), specificity: poor(5) })?.corrected).toBeNull();
    expect(contradictionRate({ ...run, valid: false }, quality)).toBeNull();
  });
});
