import type { Language } from '../../core/language.ts';
import type { Spending } from '../../core/spending.ts';
import type { PrintContext } from '../../report/context.ts';
import { nameOf } from '../../report/context.ts';
import { usd } from './usd.ts';

type Sum = Omit<Spending, 'members'>;

const WORDS = {
  ko: {
    title: '비용',
    calls: (n: number) => `호출 ${n}회`,
    tokens: (input: string, cached: string, output: string, reasoning: string) =>
      `입력 ${input} 토큰${cached}, 출력 ${output}${reasoning}`,
    cached: (n: string) => ` (캐시 ${n})`,
    reasoning: (n: string) => ` (추론 ${n})`,
    unreported: '토큰 보고 없음',
    unknown: '가격을 모름',
    besides: (n: number) => `가격을 모르는 호출 ${n}회 제외`,
  },
  en: {
    title: 'Cost',
    calls: (n: number) => `${n} call${n === 1 ? '' : 's'}`,
    tokens: (input: string, cached: string, output: string, reasoning: string) =>
      `${input} tokens in${cached}, ${output} out${reasoning}`,
    cached: (n: string) => ` (${n} cached)`,
    reasoning: (n: string) => ` (${n} reasoning)`,
    unreported: 'no tokens reported',
    unknown: 'price unknown',
    besides: (n: number) => `without ${n} calls of unknown price`,
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

/** `12 calls · 31,202 tokens in, 3,000 out · $0.13`. */
export function sumWords({ calls, unpricedCalls, costUsd, ...tokens }: Sum, language: Language): string {
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
