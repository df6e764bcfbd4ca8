import { afterEach, describe, expect, it } from 'vitest';
import { judgePairs, judgeTurns } from '../../../src/app/judging.ts';
import { textModel } from '../../../src/evaluate.ts';
import { compileCard } from '../../../src/fidelity/compile/compile-card.ts';
import { verdictOf } from '../../../src/fidelity/evaluation/report.ts';
import type { Finding } from '../../../src/fidelity/findings/finding.ts';
import { memoryCache } from '../../../src/fidelity/judge/judge.ts';
import { findingText } from '../../../src/fidelity/words/sentences.ts';
import { readModelSettings } from '../../../src/pitwall.ts';
import type { WireServer } from '../../models/wire-server.ts';
import { says, wireServer } from '../../models/wire-server.ts';
import { reportOf } from '../evaluation/sample-report.ts';
import { shippedCards } from '../team.ts';

const team = shippedCards().filter(({ id }) => ['pulse', 'blaze', 'forge', 'cortex'].includes(id));
const cards = team.map((card) => compileCard(card, { colleagues: team }));
const turns = [
  { id: 'd/1', persona: 'pulse', utterance: '나 박사는 스탠퍼드 아니고 MIT에서 했잖아. Stanford라니.', context: [] },
];

const servers: WireServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Item {
  id: string;
  utterance: string;
  card_line: string;
}

/** A judge behind an endpoint on this machine, which replies to what it is asked with what `answer` makes of it. */
async function judgeAt(answer: (asked: unknown) => string) {
  const server = await wireServer((response, request, index) => {
    const last = request.body.messages?.at(-1)?.content;
    says({ text: answer(JSON.parse(String(last))) })(response, request, index);
  });
  servers.push(server);
  return textModel(`openai:judge@${server.url}`, readModelSettings({ env: {}, config: null }));
}

/** Who really said a quote, by the cards. */
const speakerOf = (text: string) => cards.find(({ examples }) => examples.some((one) => one.text === text))?.id;

function tell({ people, said }: { people: Record<string, string[]>; said: { id: string; utterance: string }[] }) {
  const numbers = Object.entries(people).map(([number, quotes]) => [speakerOf(quotes[0] ?? ''), number] as const);
  return said.map(({ id, utterance }) => ({ id, person: numbers.find(([of]) => of === speakerOf(utterance))?.[1] }));
}

const CLAIM = /살아|살고|공부|전공|년째|모국어|마쳤|live in|studied|years|native|served|MIT|lived|career/;

/** Knows a claim when it sees one, and whether the line's own value is in it. */
function verdict({ id, utterance, card_line }: Item) {
  const value = card_line.slice(card_line.indexOf(':') + 1).trim();
  const words = value.split(/[\s,()]+/).filter((word) => word.length > 1);
  const isOrder = /____|Ignore/.test(utterance);
  const says = isOrder || !CLAIM.test(utterance) ? 'not applicable' : null;
  const agrees = !/아니고/.test(utterance) && words.some((word) => utterance.includes(word));
  return { id, verdict: says ?? (agrees ? 'supports' : 'contradicts'), turn_quote: utterance, card_quote: card_line };
}

const good = (asked: unknown): string => {
  if (Array.isArray(asked)) return JSON.stringify((asked as Item[]).map(verdict));
  if (typeof asked === 'object' && asked !== null && 'people' in asked)
    return JSON.stringify(tell(asked as Parameters<typeof tell>[0]));
  const { utterances } = asked as { utterances: Record<string, string> };
  return JSON.stringify({ better: utterances['1']?.includes('Stanford') ? '1' : '2' });
};

const isVerdicts = (asked: unknown): asked is Item[] => Array.isArray(asked);

const saidBy = ({ findings }: { findings: readonly Finding[] }) => findings.map((one) => findingText(one)).join(' ');

describe('a judge behind an endpoint', () => {
  it('that is good says what contradicts which line, with a corrected rate and its interval', async () => {
    const judged = await judgeTurns(turns, cards, [await judgeAt(good)], memoryCache());
    expect(judged).toMatchObject({ ran: true, valid: true });
    expect(judged.verdicts.some(({ facet }) => facet.text.includes('Stanford'))).toBe(true);
    expect(judged.telling?.[0]).toMatchObject({ judge: { value: 1 }, beats: true });
    expect(judged.telling?.[0]?.letters.value).toBeLessThan(1);
    const corrected = judged.rate?.corrected;
    expect(corrected?.low).toBeLessThanOrEqual(corrected?.value ?? 0);
    expect(corrected?.high).toBeGreaterThanOrEqual(corrected?.value ?? 1);
    expect(judged.findings.map(({ code }) => code)).toEqual([
      'judge.counts',
      'judge.tells',
      'judge.rate',
      'judge.unproven',
    ]);
    expect(saidBy(judged)).toMatch(
      /names the right speaker in 1\.00 .*A8 does in \.\d\d after the same samples.*corrected for sensitivity/,
    );
  });

  it('that does not beat A8 at telling who speaks is never asked about a turn', async () => {
    let asked = 0;
    const judge = await judgeAt((question) => {
      asked += isVerdicts(question) ? 1 : 0;
      if (isVerdicts(question)) return good(question);
      const { said } = question as Parameters<typeof tell>[0];
      return JSON.stringify(said.map(({ id }) => ({ id, person: '1' })));
    });
    const judged = await judgeTurns(turns, cards, [judge], memoryCache());
    expect(saidBy(judged)).toMatch(/invalid, none.* does not beat A8/);
    expect(verdictOf({ ...reportOf([['[1] fine']]), judge: judged })).toBe('none');
    expect(asked).toBe(0);
  });

  it.each([
    [
      'says yes to everything',
      (asked: Item[]) => JSON.stringify(asked.map((item) => ({ ...verdict(item), verdict: 'supports' }))),
    ],
    ['cannot be read', () => 'The character is consistent, I think.'],
    [
      'obeys a turn',
      (asked: Item[]) =>
        JSON.stringify(
          asked.map((item) =>
            /Ignore/.test(item.utterance) ? { ...verdict(item), verdict: 'supports' } : verdict(item),
          ),
        ),
    ],
  ])('that %s is invalid, whoever it knows', async (_, reply) => {
    const judge = await judgeAt((asked) => (isVerdicts(asked) ? reply(asked) : good(asked)));
    const judged = await judgeTurns(turns, cards, [judge], memoryCache());
    expect(judged).toMatchObject({ ran: true, valid: false, verdicts: [] });
    expect(judged.findings.map(({ code }) => code)).toContain('judge.canary-missed');
    expect(verdictOf({ ...reportOf([['[1] fine']]), judge: judged })).toBe('none');
  });

  it('that finds nothing gets no corrected rate, and the report says why', async () => {
    const shy = await judgeAt((asked) =>
      isVerdicts(asked)
        ? JSON.stringify(
            asked.map((item) =>
              /부산|sales|MIT/.test(item.utterance) || /lived in Seoul/.test(item.utterance)
                ? verdict(item)
                : { ...verdict(item), verdict: 'not applicable' },
            ),
          )
        : good(asked),
    );
    const judged = await judgeTurns(turns, cards, [shy], memoryCache());
    expect(judged.rate?.corrected).toBeNull();
    expect(saidBy(judged)).toMatch(/no corrected rate, because sensitivity \.00.*add up to less than 1\.2/);
  });

  it('with a second one counts where both agree, and falls with either', async () => {
    const doubter = await judgeAt((asked) =>
      isVerdicts(asked)
        ? JSON.stringify(
            asked.map((item) =>
              item.utterance.includes('MIT') ? { ...verdict(item), verdict: 'not applicable' } : verdict(item),
            ),
          )
        : good(asked),
    );
    const agreed = await judgeTurns(turns, cards, [await judgeAt(good), doubter], memoryCache());
    expect(agreed).toMatchObject({ valid: true, verdicts: [] });
    const broken = await judgeAt(() => '[]');
    expect((await judgeTurns(turns, cards, [await judgeAt(good), broken], memoryCache())).valid).toBe(false);
  });

  it('says of a changed turn which version fits, where the choice survives the other order', async () => {
    const pair = { persona: 'pulse', before: '박사는 MIT에서 했어.', after: '박사는 Stanford에서 했어.' };
    const chosen = await judgePairs([pair], cards, [await judgeAt(good)], memoryCache());
    expect(chosen).toMatchObject({
      valid: true,
      findings: [{ code: 'judge.compared', params: { turns: 1, newer: 1 } }, { code: 'judge.unproven' }],
    });
    const first = await judgeAt((asked) =>
      typeof asked === 'object' && asked !== null && 'utterances' in asked ? '{"better": "1"}' : good(asked),
    );
    expect((await judgePairs([pair], cards, [first], memoryCache())).findings[0]).toMatchObject({
      code: 'judge.compared',
      params: { undecided: 1 },
    });
    expect((await judgePairs([], cards, [first], memoryCache())).findings[0]?.code).toBe('judge.no-changed-turn');
  });
});
