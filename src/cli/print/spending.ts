import type { Caps } from '../../core/budget.ts';
import type { Language } from '../../core/language.ts';
import type { Spending } from '../../core/spending.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import { usd } from './usd.ts';

type Sum = Omit<Spending, 'members'>;

const WORDS = {
  ko: {
    title: '비용',
    calls: (n: number | string) => `호출 ${n}회`,
    tokens: (input: string, cached: string, output: string, reasoning: string) =>
      `입력 ${input} 토큰${cached}, 출력 ${output}${reasoning}`,
    cached: (n: string) => ` (캐시 ${n})`,
    reasoning: (n: string) => ` (추론 ${n})`,
    unreported: '토큰 보고 없음',
    unknown: '가격을 모름',
    besides: (n: number) => `가격을 모르는 호출 ${n}회 제외`,
    all: (n: string) => `${n} 토큰`,
  },
  en: {
    title: 'Cost',
    calls: (n: number | string) => `${n} call${n === 1 ? '' : 's'}`,
    tokens: (input: string, cached: string, output: string, reasoning: string) =>
      `${input} tokens in${cached}, ${output} out${reasoning}`,
    cached: (n: string) => ` (${n} cached)`,
    reasoning: (n: string) => ` (${n} reasoning)`,
    unreported: 'no tokens reported',
    unknown: 'price unknown',
    besides: (n: number) => `without ${n} calls of unknown price`,
    all: (n: string) => `${n} tokens`,
  },
} as const;

/** What the language models of a debate took, a line for all and one a member; empty where none was asked. */
export function spendingLines(context: PrintContext, spending: Spending | null): { title: string; lines: string[] } {
  const { title } = WORDS[context.language];
  if (spending === null) return { title, lines: [] };
  const members = spending.members.map(
    ({ member, ...sum }) => `${nameOf(context, member)}: ${sumWords(sum, context.language)}`,
  );
  return { title, lines: [sumWords(spending, context.language), ...(members.length > 1 ? members : [])] };
}

/** What has been taken so far, for the foot of a debate that runs, and of how much: `$0.13 / $2.00 · 34,202 tokens · 12 calls`. */
export function soFar({ costUsd, calls, inputTokens, outputTokens }: Sum, caps: Caps, language: Language): string {
  const words = WORDS[language];
  const of = (taken: string, cap: string | undefined) => (cap === undefined ? taken : `${taken} / ${cap}`);
  const count = (value: number) => value.toLocaleString('en-US');
  const tokens = inputTokens === null ? null : inputTokens + (outputTokens ?? 0);
  return [
    costUsd === null ? words.unknown : of(usd(costUsd), caps.usd === undefined ? undefined : usd(caps.usd)),
    tokens === null
      ? words.unreported
      : words.all(of(count(tokens), caps.tokens === undefined ? undefined : count(caps.tokens))),
    caps.calls === undefined ? words.calls(calls) : words.calls(`${calls} / ${caps.calls}`),
  ].join(' · ');
}

function sumWords({ calls, unpricedCalls, costUsd, ...tokens }: Sum, language: Language): string {
  const words = WORDS[language];
  const { inputTokens, cachedTokens, outputTokens, reasoningTokens } = tokens;
  const count = (value: number) => value.toLocaleString('en-US');
  const used =
    inputTokens === null
      ? words.unreported
      : words.tokens(
          count(inputTokens),
          cachedTokens ? words.cached(count(cachedTokens)) : '',
          count(outputTokens ?? 0),
          reasoningTokens ? words.reasoning(count(reasoningTokens)) : '',
        );
  const cost = costUsd === null ? words.unknown : usd(costUsd);
  const besides = costUsd !== null && unpricedCalls > 0 ? [words.besides(unpricedCalls)] : [];
  return [words.calls(calls), used, cost, ...besides].join(' · ');
}
