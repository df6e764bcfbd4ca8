import type { Phrase } from './amounts.ts';
import { phrase, plainPhrase } from './amounts.ts';
import type { Arithmetic, Term } from './clause.ts';

const IS = '(이야/야|이에요/예요|입니다)';

/** `여유 2.5일`, or the amount alone. */
function named({ label, amount }: Term): Phrase {
  return label === null ? amount : phrase`${label} ${amount}`;
}

/** A plain statement, `건드린다`, as a noun phrase: `건드린다는 점`. */
function asPoint(clause: string): string {
  const plain = clause.replace(/[.\s]+$/, '');
  return plain.endsWith('다') ? `${plain}는 점` : plain;
}

export const KOREAN: Arithmetic = {
  difference: (from, less, left) => phrase`${named(from)}에서 ${named(less)}을/를 빼면 ${left.amount}이/가 남(아|아요|습니다)`,
  sum: (first, second, total) => phrase`${named(first)}에 ${named(second)}을/를 더하면 ${total.amount}${IS}`,
  share: (share, whole, part) => phrase`${named(whole)}의 ${share.amount}이면/면 ${part.amount}${IS}`,
  rate: (rate, amount, total) => phrase`${rate.amount}이니까/니까 ${named(amount)}이면/면 ${total.amount}${IS}`,
  product: (first, second, product) => phrase`${named(first)}에 ${named(second)}을/를 곱하면 ${product.amount}${IS}`,
  duration: (amount, rate, time) => phrase`${rate.amount} 속도로 ${amount.amount}이면/면 ${time.amount}이/가 걸(려|려요|립니다)`,
  quotient: (of, by, result) => phrase`${named(of)}을/를 ${named(by)}으로/로 나누면 ${result.amount}${IS}`,
  fact: ({ label, amount }) => (label === null ? phrase`${amount}${IS}` : phrase`${label}이/가 ${amount}${IS}`),
  under: (option, { label, amount }) => phrase`${option}은/는 ${label === null ? '' : `${label}이/가 `}${amount}${IS}`,
  beside: (label, first, second) =>
    phrase`${label}이/가 ${first.option}은/는 ${first.amount}, ${second.option}은/는 ${second.amount}${IS}`,
  short: (option, has, needs, gap, isLeft) =>
    phrase`${option}은/는 ${isLeft || has.label === null ? '' : `${has.label}이/가 `}${has.amount}${isLeft ? '이/가 남는데' : '인데'} ${needs.label === null ? '' : `${needs.label}에 `}${needs.amount}이/가 필요해서 ${gap} 모자(라|라요|랍니다)`,
  over: (option, has, limit, gap) =>
    phrase`${option}은/는 ${has.label === null ? '' : `${has.label}이/가 `}${has.amount}이라/라 ${limit.label ?? '한도'} ${limit.amount}을/를 ${gap} 넘(어|어요|습니다)`,
  kept: (option, has, limit, spare) =>
    phrase`${option}은/는 ${has.label === null ? '' : `${has.label}이/가 `}${has.amount}이라/라 ${limit.label ?? '한도'} ${limit.amount}에 ${spare} 여유가 있(어|어요|습니다)`,
  assumes: (said, fact, assumed) => phrase`${said}은/는 ${fact}을/를 ${assumed}으로/로 보고 나온 값${IS}`,
  instead: (fact, of, now) => phrase`${named(fact)}을/를 넣으면 ${of}이/가 ${now}${IS}`,
  noise: (gap, worth, label) => phrase`${label} 차이 ${gap}은/는 의미 있는 차이 ${worth}보다 작(아|아요|습니다)`,
  price: (cost, gain, label) => phrase`${cost}을/를 더 내고 얻는 게 ${label} ${gain}${IS}`,
  setting: (option, input, to) => phrase`${input}을/를 ${to}으로/로 잡으면 ${option}도 (돼|돼요|됩니다)`,
  askFact: (label) => plainPhrase(`${label}이/가 얼마(야|예요|입니까)?`),
  threshold: (label, at, beyond, option) =>
    phrase`${label}이/가 ${at}${beyond === 'above' ? '을/를 넘으면' : '보다 작으면'} ${option}${IS}`,
  measurement: (how, label, price) =>
    price === null
      ? plainPhrase(`${how}이면/면 ${label}을/를 알 수 있(어|어요|습니다)`)
      : phrase`${how}이면/면 ${price}에 ${label}을/를 알 수 있(어|어요|습니다)`,
  because: (clause) => plainPhrase(`${asPoint(clause)}이/가 걸(려|려요|립니다)`),
  point: (clause) => plainPhrase(asPoint(clause)),
  out: (option) => plainPhrase(`${option}은/는 이대로는 안 (돼|돼요|됩니다)`),
  possible: (option) => plainPhrase(`${option}도 다시 가능(해|해요|합니다)`),
  changed: (label, from, to) => phrase`${label}이/가 ${from}에서 ${to}으로/로 바뀌었(어|어요|습니다)`,
  shaky: (label, doubt) => plainPhrase(`${label}은/는 ${asPoint(doubt)}이/가 걸(려|려요|립니다)`),
  echo: named,
  echoShort: (_option, gap) => phrase`모자란 ${gap}`,
};
