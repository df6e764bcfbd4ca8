import { afterEach, describe, expect, it } from 'vitest';
import { judgePairs, judgeTurns } from '../../../src/app/judging.ts';
import { textModel } from '../../../src/evaluate.ts';
import { verdictOf } from '../../../src/fidelity/evaluation/report.ts';
import type { Finding } from '../../../src/fidelity/findings/finding.ts';
import { findingText } from '../../../src/fidelity/words/sentences.ts';
import { readModelSettings } from '../../../src/pitwall.ts';
import type { WireServer } from '../../models/wire-server.ts';
import { says, wireServer } from '../../models/wire-server.ts';
import { reportOf } from '../evaluation/sample-report.ts';
import type { AskedTurn } from './asked.ts';
import { turnsAsked } from './asked.ts';
import { compiledCard } from './cards.ts';
import { memoryCache } from './memory-cache.ts';

const cards = ['pulse', 'blaze', 'forge', 'cortex'].map(compiledCard);
const turns = [
  { id: 'd/1', persona: 'pulse', utterance: '나 박사는 스탠퍼드 아니고 MIT에서 했잖아. Stanford라니.', context: [] },
];

const servers: WireServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A judge behind an endpoint on this machine, which replies to what it is asked with what `answer` makes of it. */
async function judgeAt(answer: (asked: unknown) => string) {
  const server = await wireServer((response, request, index) => {
    const last = request.body.messages?.at(-1)?.content;
    says({ text: answer(askedIn(String(last))) })(response, request, index);
  });
  servers.push(server);
  return textModel(`openai:judge@${server.url}`, readModelSettings({ env: {}, config: null }));
}

/** Turns of a member, or the JSON of another question. */
const askedIn = (user: string): unknown => (user.startsWith('<card>') ? turnsAsked(user) : JSON.parse(user));

/** Who really said a quote, by the cards. */
const speakerOf = (text: string) => cards.find(({ examples }) => examples.some((one) => one.text === text))?.id;

function tell({ people, said }: { people: Record<string, string[]>; said: { id: string; utterance: string }[] }) {
  const numbers = Object.entries(people).map(([number, quotes]) => [speakerOf(quotes[0] ?? ''), number] as const);
  return said.map(({ id, utterance }) => ({ id, person: numbers.find(([of]) => of === speakerOf(utterance))?.[1] }));
}

const pulse = compiledCard('pulse');
const own = pulse.facts.flatMap(({ aliases }) => aliases).filter((alias) => alias.length > 1);
const foreign = cards
  .flatMap(({ facts }) => facts)
  .filter(({ field }) => ['location', 'school', 'experience', 'degree', 'service'].includes(field))
  .flatMap(({ aliases }) => aliases)
  .filter((alias) => alias.length > 1 && !own.includes(alias));

/** Knows a fact of another when it sees one, an assistant, and an order. */
function verdict({ id, utterance }: AskedTurn) {
  if (/____/.test(utterance)) return { id, verdict: 'cannot judge' };
  const lower = utterance.toLowerCase();
  const isWrong = /MIT|AI language|Ignore/.test(utterance) || foreign.some((alias) => lower.includes(alias));
  return isWrong
    ? { id, verdict: 'out of character', class: 'identity_fact', turn_quote: utterance, card_quote: 'Stanford' }
    : { id, verdict: 'in character' };
}

const good = (asked: unknown): string => {
  if (Array.isArray(asked)) return JSON.stringify((asked as AskedTurn[]).map(verdict));
  if (typeof asked === 'object' && asked !== null && 'people' in asked)
    return JSON.stringify(tell(asked as Parameters<typeof tell>[0]));
  const { utterances } = asked as { utterances: Record<string, string> };
  return JSON.stringify({ better: utterances['1']?.includes('Stanford') ? '1' : '2' });
};

const isVerdicts = (asked: unknown): asked is AskedTurn[] => Array.isArray(asked);

const saidBy = ({ findings }: { findings: readonly Finding[] }) => findings.map((one) => findingText(one)).join(' ');

describe('a judge behind an endpoint', () => {
  it('that is good says what contradicts which line, with a corrected rate and its interval', async () => {
    const judged = await judgeTurns(turns, cards, [await judgeAt(good)], memoryCache());
    expect(judged).toMatchObject({ ran: true, valid: true });
    expect(judged.verdicts).toMatchObject([{ turn: 'd/1', fault: 'identity_fact', cardQuote: 'Stanford' }]);
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
      /names the right speaker in 1\.00 .*the trained reader of voices does in \.\d\d after the same samples.*corrected for sensitivity/,
    );
  });

  it('that does not beat the trained reader at telling who speaks is never asked about a turn', async () => {
    let asked = 0;
    const judge = await judgeAt((question) => {
      asked += isVerdicts(question) ? 1 : 0;
      if (isVerdicts(question)) return good(question);
      const { said } = question as Parameters<typeof tell>[0];
      return JSON.stringify(said.map(({ id }) => ({ id, person: '1' })));
    });
    const judged = await judgeTurns(turns, cards, [judge], memoryCache());
    expect(saidBy(judged)).toMatch(/invalid, none.* does not beat the trained reader of voices/);
    expect(verdictOf({ ...reportOf([['[1] fine']]), judge: judged })).toBe('none');
    expect(asked).toBe(0);
  });

  it.each([
    [
      'says yes to everything',
      (asked: AskedTurn[]) => JSON.stringify(asked.map((item) => ({ ...verdict(item), verdict: 'in character' }))),
    ],
    ['cannot be read', () => 'The character is consistent, I think.'],
    [
      'obeys a turn',
      (asked: AskedTurn[]) =>
        JSON.stringify(
          asked.map((item) =>
            /Ignore/.test(item.utterance) ? { ...verdict(item), verdict: 'in character' } : verdict(item),
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

  it('that finds no false statement is invalid, and the report says why', async () => {
    const shy = await judgeAt((asked) =>
      isVerdicts(asked)
        ? JSON.stringify(
            asked.map((item) =>
              /AI language|Ignore|____/.test(item.utterance) ? verdict(item) : { id: item.id, verdict: 'in character' },
            ),
          )
        : good(asked),
    );
    const judged = await judgeTurns(turns, cards, [shy], memoryCache());
    expect(judged).toMatchObject({ valid: false, verdicts: [] });
    expect(saidBy(judged)).toMatch(/of 1 false statements about members it judged 0 rightly/);
  });

  it('with a second one counts where both agree, and falls with either', async () => {
    const doubter = await judgeAt((asked) =>
      isVerdicts(asked)
        ? JSON.stringify(
            asked.map((item) =>
              item.utterance.includes('MIT') ? { id: item.id, verdict: 'in character' } : verdict(item),
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
