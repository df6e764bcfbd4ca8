import type { Phrase } from './amounts.ts';
import { phrase, plainPhrase } from './amounts.ts';
import type { Arithmetic, Term } from './clause.ts';

/** `the spare time of 2.5 days`, or the amount alone. */
function named({ label, amount }: Term): Phrase {
  return label === null ? amount : phrase`${amount} for ${label}`;
}

export const ENGLISH: Arithmetic = {
  difference: (from, less, left) =>
    less.label === null
      ? phrase`${named(from)} less ${less.amount} leave ${left.amount}`
      : phrase`of the ${from.amount}${from.label === null ? '' : ` for ${from.label}`}, ${less.label} takes ${less.amount}, which leaves ${left.amount}`,
  sum: (first, second, total) => phrase`${named(first)} and ${named(second)} make ${total.amount}`,
  share: (share, whole, part) => phrase`${share.amount} of ${whole.amount} is ${part.amount}`,
  rate: (rate, amount, total) => phrase`at ${rate.amount}, ${amount.amount} come to ${total.amount}`,
  product: (first, second, product) => phrase`${named(first)} times ${named(second)} is ${product.amount}`,
  duration: (amount, rate, time) => phrase`${amount.amount} at ${rate.amount} take ${time.amount}`,
  quotient: (of, by, result) => phrase`${named(of)} over ${named(by)} is ${result.amount}`,
  fact: ({ label, amount }) => (label === null ? amount : phrase`${label} is ${amount}`),
  under: (option, { label, amount }) => phrase`${option} puts ${label ?? 'it'} at ${amount}`,
  beside: (label, first, second) =>
    phrase`${first.option} puts ${label} at ${first.amount}, ${second.option} at ${second.amount}`,
  short: (option, has, needs, gap, isLeft) =>
    phrase`${option} ${isLeft ? 'leaves' : `puts ${has.label ?? 'it'} at`} ${has.amount} and ${needs.label ?? 'we'} ${needs.label === null ? 'need' : 'needs'} ${needs.amount}, so it is ${gap} short`,
  over: (option, has, limit, gap) =>
    phrase`${option} puts ${has.label ?? 'it'} at ${has.amount} against ${limit.label ?? 'a limit'} of ${limit.amount}, ${gap} over`,
  kept: (option, has, limit, spare) =>
    phrase`${option} puts ${has.label ?? 'it'} at ${has.amount} against ${limit.label ?? 'a limit'} of ${limit.amount}, with ${spare} to spare`,
  assumes: (said, fact, assumed) => phrase`your ${said} take ${fact} to be ${assumed}`,
  instead: ({ label, amount }, of, now) => phrase`${label ?? 'it'} is ${amount}, and that puts ${of} at ${now}`,
  noise: (gap, worth, label) => phrase`the ${gap} between them in ${label} are less than the ${worth} that would count`,
  price: (cost, gain, label) => phrase`the ${cost} between them buys ${gain} of ${label}`,
  setting: (option, input, to) => phrase`${option} works with ${input} at ${to}`,
  askFact: (label) => plainPhrase(`what is ${label}, as far as you know?`),
  threshold: (label, at, beyond, option) => phrase`with ${label} ${beyond} ${at} it would be ${option}`,
  measurement: (how, label, price) =>
    price === null ? plainPhrase(`${how} would tell us ${label}`) : phrase`${how} would tell us ${label} for ${price}`,
  because: (clause) => plainPhrase(clause),
  point: (clause) => plainPhrase(`the point that ${clause}`),
  out: (option) => plainPhrase(`${option} is out as it stands`),
  possible: (option) => plainPhrase(`${option} is possible again`),
  changed: (label, from, to) => phrase`${label} went from ${from} to ${to}`,
  shaky: (label, doubt) => plainPhrase(`${label} may be off: ${doubt}`),
  echo: ({ label, amount }) => (label === null ? phrase`the ${amount}` : phrase`${label} of ${amount}`),
  echoShort: (option, gap) => phrase`the ${gap} that ${option} is short`,
};
