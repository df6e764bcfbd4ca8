import { escaped } from '../core/pattern.ts';
import { perOf } from '../reasoning/per.ts';
import type { Phrase } from './amounts.ts';
import { everyWay, oneOf, phrase, plainPhrase } from './amounts.ts';
import { answered, askedInEnglish, inWords } from './asked.ts';
import type { Arithmetic, Changed, Edge, Gained, Side, Summed, Term, Weighed } from './clause.ts';
import { areAmong } from './clause.ts';
import { around, asClause, isPlural, isQuestion, takesOf, withCount } from './nouns.ts';

/** `150 requests a second are missing`, `160 GB is missing`. */
const isMissing = (gap: Phrase) => {
  const [number] = gap.numbers;
  const counted = number !== undefined && number.text !== '1' && /^[a-z]{3,}s\b/.test(number.unit);
  return phrase`${gap} ${counted ? 'are' : 'is'} missing`;
};

const is = (nounPhrase: string) => (isPlural(nounPhrase) ? 'are' : 'is');
const comes = (nounPhrase: string) => (isPlural(nounPhrase) ? 'come' : 'comes');
const it = (nounPhrase: string) => (isPlural(nounPhrase) ? 'they' : 'it');
const verb = (nounPhrase: string, plural: string, singular: string) => (isPlural(nounPhrase) ? plural : singular);

/** How a label says that its amount is by the day, the month or the year. */
const BY_TIME: Readonly<Record<string, RegExp>> = {
  hour: /\bhourly\b/i,
  day: /\bdaily\b/i,
  week: /\bweekly\b/i,
  month: /\bmonthly\b/i,
  year: /\b(?:yearly|annual)\b/i,
};

/** `the runs a night`, `the hourly pay`. */
const isBy = (label: string, time: string): boolean =>
  BY_TIME[time]?.test(label) === true || new RegExp(`\\b(?:an?|per|each) ${time}\\b`, 'i').test(label);

/** Behind the same in the same unit: `225 kg, not 240`; money and shares keep their sign. */
function numberAlone(amount: Phrase): Phrase {
  const [number, second] = amount.numbers;
  return number === undefined || second !== undefined || !amount.text.startsWith(`${number.text} `)
    ? amount
    : { ...amount, text: number.text };
}

const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A zero in words, and nothing of the unit that the label names already: tokens of `45B`, samples of `36 per thousand`, a month of `€14k`. */
function shown({ label, amount }: Term): Phrase {
  const [number, second] = amount.numbers;
  if (number === undefined || second !== undefined) return amount;
  if (number.text === '0' && amount.text !== '0%') return plainPhrase('zero');
  if (label === null) return amount;
  const [what = '', ...per] = number.unit.split('/').map((word) => word.trim());
  const word = what.toLowerCase().replace(/s$/, '');
  const names = /^[a-z][a-z-]{3,}$/.test(what.toLowerCase()) && new RegExp(`\\b${word}s?\\b`, 'i').test(label);
  const bare = amount.text.replace(new RegExp(`^(${escaped(number.text)}) ${word}s?(?=$| )`, 'i'), '$1');
  const text = names ? bare : amount.text;
  const [time = ''] = per;
  const isByTime = per.length === 1 && /^[a-z]+$/.test(time) && isBy(label, time);
  const named = isByTime ? text.replace(new RegExp(` (?:an?|per) ${time}$`), '') : text;
  return {
    ...amount,
    text: perOf(number.unit)
      .slice(1)
      .reduce((left, thing) => withoutThing(left, thing, label), named),
  };
}

/** `225 kg` of the weight of a bale, not `225 kg per bale`: the label says of what it is one. */
function withoutThing(text: string, written: string, label: string): string {
  const thing = written.trim().toLowerCase();
  if (!/^[a-z]{3,}$/.test(thing) || !new RegExp(`\\b(?:an?|one|each|every|per) (?:\\w+ )?${thing}\\b`, 'i').test(label))
    return text;
  return text.replace(new RegExp(` per ${thing}(?=$| )`), '');
}

/** A label and an amount as the clause that they make; `more`: what stands before the amount. Null where the label makes none. */
function clauseOf(label: string | null, amount: Phrase, more = ''): Phrase | null {
  const unit = amount.numbers[0]?.unit ?? '';
  const place = label === null || amount.numbers.length !== 1 ? null : around(label, unit);
  if (place === null || label === null) return null;
  const isCounted = / that /.test(label) && place.after === '';
  const said = isCounted ? amount : shown({ label, amount });
  return said.text === 'zero' ? null : phrase`${place.before}${more}${said}${place.after}`;
}

/** `if a bale weighs at most 222 kg`. */
const past = (label: string, at: Phrase, { beyond, isKept }: Edge): Phrase | null =>
  isKept
    ? clauseOf(label, at, beyond === 'above' ? 'more than ' : 'less than ')
    : clauseOf(label, at, beyond === 'above' ? 'at least ' : 'at most ');

/** `76% or more`, and where the value itself is kept `more than 76%`. */
const beyondIt = (label: string, at: Phrase, { beyond, isKept }: Edge): Phrase =>
  isKept
    ? phrase`${beyond === 'above' ? 'more' : 'less'} than ${shown({ label, amount: at })}`
    : phrase`${shown({ label, amount: at })} ${orBeyond(beyond)}`;

const orBeyond = (beyond: 'above' | 'below') => (beyond === 'above' ? 'or more' : 'or less');

/** `the spare time of 2.5 days`, or the amount alone. */
function named({ label, amount }: Term): Phrase {
  if (label === null) return amount;
  const clause = asClause(label);
  if (clause !== null) return phrase`the ${amount} that ${clause.subject} ${clause.verb}`;
  const short = shown({ label, amount });
  if (takesOf(label)) return phrase`${label} of ${short}`;
  return short.text === 'zero' ? phrase`zero for ${label}` : phrase`${label} at ${short}`;
}

/** `there are no hosts that still hold the state`, where the label begins with what is counted. */
function counted({ label, amount }: Term): Phrase | null {
  const [number, second] = amount.numbers;
  const first = label?.split(' ')[0]?.toLowerCase();
  if (label === null || number === undefined || second !== undefined || first !== number.unit.toLowerCase())
    return null;
  if (!isPlural(label) || !label.includes(' ') || number.text === '1') return null;
  return number.text === '0'
    ? plainPhrase(`there are no ${label}`)
    : phrase`there are ${shown({ label, amount })} ${label}`;
}

/** `our goodput is 86%`, `restarts take 5%`. */
function stated({ label, amount }: Term): Phrase {
  if (label === null) return phrase`it is ${amount}`;
  const count = counted({ label, amount });
  if (count !== null) return count;
  return clauseOf(label, amount) ?? isAt(label, shown({ label, amount }));
}

/** `the interval is 24 min`, `we have 0.8 for how evenly they come`. */
const isAt = (label: string, amount: Phrase): Phrase =>
  isQuestion(label) ? phrase`we have ${amount} for ${label}` : phrase`${label} ${is(label)} ${amount}`;

/** `the interval comes to 24 min`, as somebody finds or as it may turn out. */
const comesTo = (label: string, amount: Phrase): Phrase =>
  isQuestion(label) ? phrase`we get ${amount} for ${label}` : phrase`${label} ${comes(label)} to ${amount}`;

/** A way to say something that takes a label as the subject of its verb. */
const asSubject = (label: string, way: Phrase): Phrase | null => (isQuestion(label) ? null : way);

/** What a side comes to, with what it is: `3 days with stopping now`, `0.8 days short with finishing the run`. */
const withOption = ({ option, amount, isShort }: Side, label: string) =>
  phrase`${shown({ label, amount })}${isShort ? ' short' : ''} with ${option}`;

function bothOf(label: string, first: Side, second: Side): Phrase {
  return phrase`${label} ${is(label)} ${withOption(first, label)} and ${withOption(second, label)}`;
}

const limitOf = ({ label, amount }: Term) =>
  label !== null && takesOf(label) ? phrase`${label} of ${shown({ label, amount })}` : phrase`the limit of ${amount}`;

/** `a, b and c`. */
function listed(parts: readonly Phrase[]): Phrase {
  const [first = plainPhrase(''), ...rest] = parts;
  return rest.reduce(
    (all, part, index) => (index === rest.length - 1 ? phrase`${all} and ${part}` : phrase`${all}, ${part}`),
    first,
  );
}

const each = (weighed: readonly Weighed[], say: (one: Weighed) => Phrase) => listed(weighed.map(say));

/** More than so many parts are said without what each is made of. */
const MOST_WHOLE = 4;

/** `cuts 4.2 off spikes to come`, `is 12 points ahead on the suite`. */
const gains = (option: string, { isLess, ...gained }: Gained) =>
  isLess
    ? phrase`${verb(option, 'cut', 'cuts')} ${shown({ label: gained.label, amount: gained.gap })} off ${gained.label}`
    : phrase`${is(option)} ${shown({ label: gained.label, amount: gained.gap })} ahead on ${gained.label}`;

const rateOf = (label: string | null, { of, for: step }: NonNullable<Weighed['rate']>) =>
  phrase` at ${of} for ${shown({ label, amount: step })}`;

/** `(worth €23k a month, at €3,000 for 4 min)`. */
const inWorth = (one: Weighed) =>
  one.as === null ? plainPhrase('') : phrase` (worth ${one.as}${one.rate === null ? '' : rateOf(one.label, one.rate)})`;

const MONEY = /^(?:USD|\$|EUR|€|KRW|₩|GBP|£)/;
const IS_COST = /\b(?:cost|costs|price|bill|spending|expense|expenses)\b/;

/** Money that should be less and whose label says no more than that. */
const isCost = ({ label, gap, isLess }: Weighed) =>
  isLess && MONEY.test(gap.numbers[0]?.unit ?? '') && IS_COST.test(label) && label.split(' ').length <= 4;

/**
 * `saves €1,230 and adds 3 points to the suite`, all of one option; `isWorse`: told of whoever is worse at these. The verb stands in the
 * infinitive where no subject is given.
 */
function does(
  subject: string | null,
  parts: readonly Weighed[],
  isWorse = false,
  worth: (one: Weighed) => Phrase = inWorth,
): Phrase {
  const inflected = (plural: string, singular: string) => (subject === null || isPlural(subject) ? plural : singular);
  const part = (one: Weighed, to: string) =>
    phrase`${shown({ label: one.label, amount: one.gap })} ${to} ${one.label}${worth(one)}`;
  const costs = parts.filter(isCost);
  const rest = parts.filter((one) => !isCost(one));
  const [down, up] = [true, false].map((isDown) => rest.filter(({ isLess }) => (isLess !== isWorse) === isDown)) as [
    Weighed[],
    Weighed[],
  ];
  const said = [
    ...costs.map((one) =>
      isWorse
        ? phrase`${inflected('cost', 'costs')} ${one.gap} more${worth(one)}`
        : phrase`${inflected('save', 'saves')} ${one.gap}${worth(one)}`,
    ),
    ...(down.length === 0
      ? []
      : [
          phrase`${inflected(isWorse ? 'take' : 'cut', isWorse ? 'takes' : 'cuts')} ${listed(down.map((one) => part(one, 'off')))}`,
        ]),
    ...(up.length === 0 ? [] : [phrase`${inflected('add', 'adds')} ${listed(up.map((one) => part(one, 'to')))}`]),
  ];
  return listed(said);
}

/** `€23k a month on the mean time`. */
const asWorth = ({ label, gap, as }: Weighed) => phrase`${as ?? gap} on ${label}`;

const whole: Arithmetic['weighed'] = (option, rival, won, lost, lead) =>
  oneOf(
    phrase`against ${rival}, ${option} ${does(option, won)} but ${does(option, lost, true)}; that leaves us ${lead} better off`,
    phrase`compared with ${rival}, ${option} ${does(option, won)}; ${it(option)} ${does(option, lost, true)}. In all that is ${lead} better`,
    phrase`${rival} would ${does(null, lost)}, but also ${does(null, won, true)}: ${lead} worse in all`,
  );

/** `(worth €23k a month)`; at what rate is said once behind the sum. */
const inCoin = ({ as }: Weighed) => (as === null ? plainPhrase('') : phrase` (worth ${as})`);

/** `, counting 4 min on the mean time and 0.5 faults on the faults as €3,000 each`, where nobody has said so. */
function countedAs(parts: readonly Weighed[]): Phrase {
  const told = parts.flatMap(({ label, rate }) => (rate === null ? [] : [{ label, rate }]));
  const [first] = told;
  if (first === undefined) return plainPhrase('');
  const steps = listed(told.map(({ label, rate }) => phrase`${shown({ label, amount: rate.for })} on ${label}`));
  return phrase`, counting ${steps} as ${first.rate.of}${told.length > 1 ? ' each' : ''}`;
}

const summed = ({ option, rival, won, lost, lead, rest }: Summed): Phrase => {
  const rates = countedAs([...won, ...lost]);
  const other = (isOfOption: boolean) =>
    rest === null
      ? plainPhrase('')
      : rest.isFor === isOfOption
        ? phrase`, and the rest is worth another ${rest.amount} to ${isPlural(isOfOption ? option : rival) ? 'them' : 'it'}`
        : phrase`, and the rest takes another ${rest.amount} off that`;
  const given = listed(
    lost.map(
      ({ label, gap, ...one }) => phrase`${shown({ label, amount: gap })} on ${label}${inCoin({ ...one, label, gap })}`,
    ),
  );
  return oneOf(
    phrase`${option} ${is(option)} ${lead} ahead of ${rival} in all${rates}. ${it(option)} ${does(option, won, false, inCoin)} but ${does(option, lost, true, inCoin)}${other(true)}`,
    phrase`${rival} ${is(rival)} ${lead} worse in all${rates}. ${it(rival)} would ${does(null, lost, false, inCoin)} but ${does(null, won, true, inCoin)}${other(false)}`,
    phrase`${option} ${verb(option, 'beat', 'beats')} ${rival} by ${lead} in all${rates}. ${it(option)} ${does(option, won, false, inCoin)}; what we give up for that is ${given}${other(true)}${rates}`,
  );
};

/** Of what a setting changes a listener follows so much. */
const MOST_CHANGES = 2;

/** `the interval at 24 min`, `10,000 pages scanned`, `the model licensed`, `0.8 for how evenly they come`. */
function atValue(term: Term): Phrase {
  const { label, amount } = term;
  if (label === null) return amount;
  const yes = answered(term, askedInEnglish);
  if (yes !== null)
    return yes.noun === null ? inWords(`${yes.isOn ? 'yes' : 'no'} for ${label}`, amount) : inWords(yes.noun, amount);
  const counted = countedIn(term);
  if (counted !== null) return counted;
  return isQuestion(label) ? phrase`${shown(term)} for ${label}` : phrase`${label} at ${shown(term)}`;
}

/** `with the interval at 24 min`, `at 0.8 for how evenly they come`: what may turn out so, and not what is set. */
const withAt = (label: string, amount: Phrase): Phrase =>
  isQuestion(label) ? phrase`at ${amount} for ${label}` : phrase`with ${label} at ${amount}`;

/** `10,000 pages scanned` of the pages scanned, counted in pages; null where the label does not name what is counted. */
function countedIn({ label, amount }: Term): Phrase | null {
  const [number, second] = amount.numbers;
  if (label === null || number === undefined || second !== undefined) return null;
  const text = withCount(label, number);
  if (text === null) return null;
  return number.text === '0' ? plainPhrase(text) : { ...amount, text };
}

/** `copy workers at 3 and the interval at 24 min` */
const setTo = (inputs: readonly Term[]): Phrase => {
  const isDone = (term: Term) => answered(term, askedInEnglish) !== null;
  // What is done or not stands behind the amounts.
  return listed([...inputs.filter((one) => !isDone(one)), ...inputs.filter(isDone)].map(atValue));
};

/** `the cost from $5 to $7 and the wait from 2 to 3 days` */
const changesOf = (parts: readonly Changed[]): Phrase =>
  listed(
    parts.map(
      ({ label, was, now }) =>
        phrase`${label} from ${shown({ label, amount: was })} to ${shown({ label, amount: now })}`,
    ),
  );

export const ENGLISH: Arithmetic = {
  difference: (from, less, left) =>
    less.label === null
      ? phrase`${named(from)} less ${less.amount} leaves ${left.amount}`
      : oneOf(
          phrase`${less.label} ${verb(less.label, 'take', 'takes')} ${less.amount} of the ${from.amount}, which leaves ${left.amount}`,
          phrase`${from.amount} less ${less.amount} for ${less.label} leaves ${left.amount}`,
        ),
  sum: (first, second, total) => phrase`${named(first)} and ${named(second)} make ${total.amount}`,
  share: (share, whole, part) => phrase`${share.amount} of ${whole.amount} is ${part.amount}`,
  rate: (rate, amount, total) => phrase`at ${rate.amount}, ${amount.amount} comes to ${total.amount}`,
  product: (first, second, product) => phrase`${named(first)} times ${named(second)} is ${product.amount}`,
  duration: (amount, rate, time) => phrase`${amount.amount} at ${rate.amount} takes ${time.amount}`,
  quotient: (of, by, result) => phrase`${named(of)} over ${named(by)} is ${result.amount}`,
  fact: (term) =>
    term.label === null
      ? term.amount
      : oneOf(
          stated(term),
          counted(term) !== null || asClause(term.label) === null || clauseOf(term.label, term.amount) === null
            ? null
            : phrase`${term.label} ${is(term.label)} ${shown(term)}`,
        ),
  corrected: (fact, assumed) =>
    phrase`${stated(fact)}, not ${numberAlone(shown({ label: fact.label, amount: assumed }))}`,
  shiftedBy: (option, { label, was, now }) =>
    oneOf(
      phrase`${label} with ${option} ${verb(label, 'go', 'goes')} from ${shown({ label, amount: was })} to ${shown({ label, amount: now })}`,
      phrase`${label} with ${option} ${comes(label)} to ${shown({ label, amount: now })} and not ${shown({ label, amount: was })}`,
    ),
  table: ([first, ...rest]) => {
    if (first === undefined) return plainPhrase('');
    const named = listed(
      first.cells.map((one) => (one.label === null ? one.amount : phrase`${shown(one)} for ${one.label}`)),
    );
    return rest.reduce(
      (all, { option, cells }) => phrase`${all}; ${option} to ${listed(cells.map(shown))}`,
      phrase`${first.option} ${comes(first.option)} to ${named}`,
    );
  },
  butFor: (option, rival, lead) =>
    oneOf(
      phrase`but for the limit it would be ${option}, ${lead} ahead of ${rival}`,
      phrase`${option} would have the best sum, ${lead} better than ${rival}, if ${it(option)} kept the limit`,
    ),
  aheadInAll: (rival, lead) =>
    oneOf(
      phrase`all in all that is ${lead} better than ${rival}`,
      phrase`with everything counted ${rival} ${comes(rival)} out ${lead} behind`,
    ),
  keeps: (option, rival, lead, label, share, isBroken) =>
    isBroken
      ? oneOf(
          phrase`${rival} ${is(rival)} only ${lead} ahead, and over ${share} of the range of ${label} ${it(rival)} ${verb(rival, 'break', 'breaks')} a limit`,
          phrase`a lead of ${lead} is thin for a plan that breaks a limit over ${share} of the range of ${label}`,
        )
      : oneOf(
          phrase`${rival} ${is(rival)} only ${lead} ahead, and over ${share} of the range of ${label}, ${option} ${verb(option, 'lead', 'leads')}`,
          phrase`a lead of ${lead} for ${rival} is thin: over ${share} of the range of ${label}, ${option} ${verb(option, 'lead', 'leads')}`,
        ),
  countOf: (count) => COUNTS[count] ?? String(count),
  under: (label, side) =>
    oneOf(
      phrase`${label} ${is(label)} ${withOption(side, label)}`,
      phrase`with ${side.option}, ${label} ${is(label)} ${shown({ label, amount: side.amount })}${side.isShort ? ' short' : ''}`,
    ),
  beside: (label, first, second, ratio, better) => {
    // `ahead on what the apples bring` is no English.
    const gained = asClause(label) === null && !label.startsWith('what ') ? better : null;
    const [a, b] = [shown({ label, amount: first.amount }), shown({ label, amount: second.amount })];
    const isAnyShort = first.isShort || second.isShort;
    const bySide = ({ isShort }: Side, amount: Phrase) => phrase`${amount}${isShort ? ' short' : ''}`;
    return {
      ...oneOf(
        bothOf(label, first, second),
        phrase`with ${first.option}, ${label} ${is(label)} ${bySide(first, a)}; with ${second.option}, ${bySide(second, b)}`,
        isAnyShort
          ? null
          : phrase`${label} ${comes(label)} to ${a} with ${first.option}, against ${b} with ${second.option}`,
        isAnyShort ? null : phrase`for ${label} I get ${a} with ${first.option} and ${b} with ${second.option}`,
        gained === null
          ? null
          : phrase`${first.option} ${gains(first.option, gained)}, ${a} instead of ${b} with ${second.option}`,
        gained === null
          ? null
          : phrase`${label} ${gained.isLess ? verb(label, 'drop', 'drops') : verb(label, 'rise', 'rises')} from ${b} with ${second.option} to ${a} with ${first.option}`,
        ratio === null
          ? null
          : phrase`${label} with ${ratio.larger.option} ${is(label)} ${ratio.times} times what ${verb(label, 'they are', 'it is')} with ${ratio.smaller.option}, ${shown({ label, amount: ratio.larger.amount })} against ${shown({ label, amount: ratio.smaller.amount })}`,
      ),
      brief: [
        phrase`${label} ${is(label)} ${bySide(first, a)} with ${first.option} against ${bySide(second, b)} with ${second.option}`,
      ],
      its: [
        ...(gained === null ? [] : [phrase`it ${gains('', gained)}, ${a} instead of ${b} with ${second.option}`]),
        phrase`${label} ${is(label)} ${bySide(first, a)} there, against ${bySide(second, b)} with ${second.option}`,
        ...(/[^\d.,−]/.test(a.text)
          ? [phrase`${bySide(first, a)} for ${label}, against ${bySide(second, b)} with ${second.option}`]
          : []),
      ],
    };
  },
  short: (option, has, needs, missing, isLeft) => {
    const gap = isLeft ? missing : shown({ label: has.label, amount: missing });
    const { label } = has;
    const start = isLeft
      ? phrase`${option} ${verb(option, 'leave', 'leaves')} ${has.amount}`
      : label === null
        ? phrase`with ${option} we have ${has.amount}`
        : phrase`${label} ${is(label)} ${shown(has)} with ${option}`;
    const but = needs.label === null ? phrase`we need ${needs.amount}` : stated(needs);
    return {
      ...oneOf(
        phrase`${start} and ${but}, so ${isMissing(gap)}`,
        phrase`${start} where ${but}, ${gap} short`,
        isLeft
          ? phrase`${option} ${verb(option, 'leave', 'leaves')} ${has.amount}, ${gap} less than we need`
          : label === null
            ? phrase`with ${option} we have ${has.amount}, ${gap} less than ${needs.label === null ? 'we need' : named(needs)}`
            : phrase`with ${option}, ${label} ${comes(label)} to ${shown(has)}, ${gap} below ${needs.label !== null && takesOf(needs.label) ? phrase`${needs.label} of ${shown(needs)}` : phrase`the ${needs.amount} we need`}`,
      ),
      brief: [
        phrase`${option} ${is(option)} ${gap} short`,
        phrase`${option} ${verb(option, 'miss', 'misses')} it by ${gap}`,
        phrase`${has.amount} with ${option} is not enough`,
      ],
    };
  },
  over: (option, has, limit, gap) => {
    const label = has.label ?? 'it';
    return {
      ...oneOf(
        phrase`${label} ${is(label)} ${shown(has)} with ${option}, ${gap} over ${limitOf(limit)}`,
        phrase`with ${option}, ${label} ${comes(label)} to ${shown(has)}, and the limit is ${limit.amount}`,
        phrase`${option} ${is(option)} ${gap} over ${limitOf(limit)}`,
        limit.label === null ? null : phrase`${label} with ${option} ${is(label)} ${shown(has)}, and ${stated(limit)}`,
      ),
      brief: [
        phrase`${option} ${is(option)} over by ${gap}`,
        phrase`${has.amount} with ${option} is more than the ${limit.amount} we have`,
      ],
    };
  },
  lacks: (option, label, gap) =>
    phrase`${option} ${verb(option, 'fall', 'falls')} ${shown({ label, amount: gap })} short on ${label}`,
  miss: (option, limit, gap, isOver) =>
    isOver
      ? phrase`${option} ${is(option)} ${gap} over ${limitOf(limit)}`
      : phrase`${option} ${verb(option, 'fall', 'falls')} ${gap} short of ${limit.label === null ? phrase`the ${limit.amount} we need` : limitOf(limit)}`,
  row: (label, sides, limit, isUpper) => {
    const all = listed(sides.map((side) => withOption(side, label)));
    if (!isUpper)
      return oneOf(
        phrase`${label} ${comes(label)} to ${all}, and we need ${limit}`,
        phrase`we need ${limit}, and ${label} ${is(label)} ${all}`,
      );
    return oneOf(
      phrase`${label} ${comes(label)} to ${all}, and the limit is ${limit}`,
      phrase`the limit is ${limit}, and ${label} ${is(label)} ${all}`,
    );
  },
  kept: (option, has, limit, spare) => {
    const label = has.label ?? 'it';
    const isTight = spare.numbers[0]?.text === '0';
    const fits = isTight ? plainPhrase('without a margin') : phrase`with ${spare} to spare`;
    return {
      ...oneOf(
        phrase`${label} ${is(label)} ${shown(has)} with ${option} against ${limit.amount}${limit.label === null ? '' : ` for ${limit.label}`}, so it fits ${fits}`,
        phrase`with ${option}, ${label} ${comes(label)} to ${shown(has)}, which fits ${fits}`,
        isTight
          ? null
          : phrase`${option} ${verb(option, 'keep', 'keeps')} ${spare} to spare, ${shown(has)} against ${limit.amount}`,
      ),
      brief: [
        phrase`${option} ${verb(option, 'fit', 'fits')} ${fits}`,
        ...(isTight ? [] : [phrase`${option} ${verb(option, 'have', 'has')} ${spare} left over`]),
      ],
    };
  },
  assumes: (said, fact, assumed) => {
    const taken = stated({ label: fact, amount: assumed });
    return oneOf(
      phrase`your figure of ${said} assumes that ${taken}`,
      phrase`for your ${said} one has to believe that ${taken}`,
      phrase`your figure of ${said} holds only if ${taken}`,
    );
  },
  instead: (fact, now) => {
    if (now.label === null || now.label === fact.label || now.amount.text === fact.amount.text) return stated(fact);
    const to = shown(now);
    const label = now.label;
    return oneOf(
      phrase`${stated(fact)}, and that makes ${label} ${to}`,
      phrase`${stated(fact)}, so ${label} ${comes(label)} to ${to}`,
      fact.label !== null && asClause(fact.label) === null
        ? phrase`with ${atValue(fact)}, ${label} ${is(label)} ${to}`
        : null,
    );
  },
  noise: (gap, worth, label) =>
    gap.numbers[0]?.text === '0'
      ? plainPhrase(`there's no difference on ${label}`)
      : {
          ...oneOf(
            phrase`they differ by ${gap} on ${label}, and below ${worth.amount} that doesn't count`,
            phrase`a gap of ${gap} in ${label} is below the ${worth.amount} that would count`,
            phrase`${gap} between them on ${label} is too little, it takes ${worth.amount} to count`,
            worth.label === null || !takesOf(worth.label)
              ? null
              : phrase`${gap} between them on ${label} is lost in ${worth.label} of ${worth.amount}`,
          ),
          brief: [phrase`${gap} doesn't reach ${worth.amount}`, phrase`${gap} on ${label} doesn't decide anything`],
        },
  price: (option, cost, gained, so) =>
    oneOf(
      phrase`${option} ${verb(option, 'cost', 'costs')} ${cost} more and ${gains(option, gained)}; ${so}`,
      phrase`for ${cost} more, ${option} ${gains(option, gained)}, and ${so}`,
      phrase`${option} ${gains(option, gained)} and ${verb(option, 'take', 'takes')} ${cost} more; ${so}`,
    ),
  paid: (gain, rate) =>
    rate === null ? phrase`that is worth ${gain} to us` : phrase`that is worth ${gain} to us${rateOf(null, rate)}`,
  weighed: (option, rival, won, lost, lead) => ({
    ...(won.length + lost.length > MOST_WHOLE
      ? oneOf(
          phrase`${option} ${verb(option, 'beat', 'beats')} ${rival} by what is worth ${each(won, asWorth)}, and ${verb(option, 'lose', 'loses')} ${each(lost, asWorth)}: ${lead} ahead in all`,
          phrase`against ${rival}, what ${option} ${verb(option, 'bring', 'brings')} comes to ${each(won, asWorth)}; what we give up is ${each(lost, asWorth)}. That leaves ${lead}`,
          phrase`counted in one unit, ${rival} would give us ${each(lost, asWorth)} and ${option} ${each(won, asWorth)}, ${lead} more`,
        )
      : whole(option, rival, won, lost, lead)),
    brief: [phrase`all in all ${option} ${is(option)} ${lead} ahead of ${rival}`],
  }),
  summed: (sum) => ({
    ...summed(sum),
    brief: [phrase`all in all ${sum.option} ${is(sum.option)} ${sum.lead} ahead of ${sum.rival}`],
  }),
  outweighed: (own, others, total, isRecalled, option) => {
    const gain = does(option, others);
    const sum = others.length === 1 ? plainPhrase('') : phrase`, ${total} together`;
    const lost = phrase`${shown({ label: own.label, amount: own.gap })} on ${own.label}${inWorth(own)}`;
    return isRecalled
      ? oneOf(
          phrase`I went by ${own.label}; ${option} ${gain}${sum}, and that outweighs the ${lost}`,
          phrase`${option} ${gain}${sum}, more than the ${lost} that I went by`,
        )
      : oneOf(
          phrase`${option} ${gain}${sum}, and that outweighs the ${lost}`,
          phrase`${option} ${gain}${sum}, more than the ${lost} that we give up for ${it(option) === 'they' ? 'them' : 'it'}`,
        );
  },
  shifted: (option, parts) => {
    const to = ({ label, was, now }: (typeof parts)[number]) =>
      phrase`from ${shown({ label, amount: was })} to ${shown({ label, amount: now })} on ${label}`;
    const instead = ({ label, was, now }: (typeof parts)[number]) =>
      phrase`${label} ${is(label)} ${shown({ label, amount: now })} and no longer ${shown({ label, amount: was })}`;
    return oneOf(
      phrase`${option} ${verb(option, 'go', 'goes')} ${listed(parts.map(to))}`,
      phrase`with ${option}, ${listed(parts.map(instead))}`,
    );
  },
  echoLead: (option, rival, lead) => phrase`a lead of ${lead} for ${option} over ${rival}`,
  turns: (label, at, beyond, by, then) =>
    oneOf(
      phrase`it turns at ${shown({ label, amount: at })} for ${label}, ${by} ${beyond === 'above' ? 'over' : 'under'} what we have: past that ${then}`,
      phrase`${by} ${beyond === 'above' ? 'more' : 'less'} on ${label} would change it; ${beyond} ${shown({ label, amount: at })} ${then}`,
    ),
  leads: (option, rival) => plainPhrase(`${option} ${is(option)} ahead of ${rival}`),
  breaksLimit: (option, label, isOver) =>
    isOver
      ? plainPhrase(`${option} ${is(option)} over the limit${label === null ? '' : ` on ${label}`}`)
      : plainPhrase(`${option} ${verb(option, 'fall', 'falls')} short${label === null ? '' : ` on ${label}`}`),
  notWorth: (label, low, high, option, how, price) => {
    const wide = isQuestion(label)
      ? phrase`at ${low} as at ${high} for ${label}, it's ${option}`
      : phrase`whether ${label} ${comes(label)} out at ${low} or at ${high}, it's ${option}`;
    const buys =
      price === null
        ? plainPhrase(`we don't need ${how}`)
        : phrase`${how} ${verb(how, "aren't", "isn't")} worth ${price}`;
    return oneOf(
      phrase`${wide}, so ${buys}`,
      phrase`nothing from ${low} to ${high} for ${label} changes the choice, so ${buys}`,
    );
  },
  openRisk: (how, label, option, share, days) =>
    oneOf(
      phrase`over ${share} of the range of ${label}, ${option} ${verb(option, 'break', 'breaks')} a limit, and with the ${days} of ${how} it would be too late`,
      phrase`${option} ${verb(option, 'break', 'breaks')} a limit over ${share} of the range of ${label}, and we don't have the ${days} that ${how} takes`,
    ),
  checkFirst: (how, label, option, share) =>
    oneOf(
      phrase`over ${share} of the range of ${label}, ${option} ${verb(option, 'break', 'breaks')} a limit, so ${how} comes before we commit`,
      phrase`${option} ${verb(option, 'break', 'breaks')} a limit over ${share} of the range of ${label}, so nobody commits before ${how}`,
    ),
  knowing: (label, share, gain, price, isMore) =>
    isMore
      ? oneOf(
          phrase`knowing ${label} would change the choice in ${share} of what is possible and save us ${gain} on average, more than the ${price} it takes`,
          phrase`for ${price} we'd save ${gain} on average by knowing ${label}; the choice changes in ${share} of what is possible`,
        )
      : oneOf(
          phrase`knowing ${label} would change the choice in ${share} of what is possible, but that saves only ${gain} on average and takes ${price}`,
          phrase`we'd pay ${price} to save ${gain} on average by knowing ${label}`,
        ),
  insures: (inputs, label, { costs, gain, price, time }) => {
    const sure = setTo(inputs);
    const back =
      time === null ? phrase`more than the ${price} it takes` : phrase`and the ${price} comes back after ${time}`;
    return oneOf(
      phrase`unless we find out, it takes ${sure} to be safe over the whole range of ${label}, and that loses ${costs}. Finding out saves ${gain} of it on average, ${back}`,
      phrase`without a result we'd need ${sure} to be safe over the whole range of ${label}, and lose ${costs} by it. A result saves ${gain} on average, ${back}`,
    );
  },
  payback: (label, gain, price, time, isSoon) => {
    const late = isSoon ? '' : ', too long for me';
    return oneOf(
      phrase`knowing ${label} is worth ${gain} on average, so it pays for its ${price} within ${time}${late}`,
      phrase`the ${price} for knowing ${label} comes back after ${time}, at ${gain} on average${late}`,
    );
  },
  together: (first, second, then) => {
    return oneOf(
      phrase`with ${atValue(first)} and ${atValue(second)} together, ${then}`,
      phrase`once we have both ${atValue(first)} and ${atValue(second)}, ${then}`,
    );
  },
  barMoved: (label, was, bar, isNews) => {
    const why = isNews ? 'since the news' : 'with what we have set and heard since';
    return oneOf(
      phrase`for ${label} the bar was ${shown({ label, amount: was })}, and ${why} ${bar}`,
      phrase`${why} ${shown({ label, amount: was })} is no longer the bar for ${label}: ${bar}`,
    );
  },
  first: (how, by, bar, isOwn, isBeside) =>
    isBeside
      ? oneOf(
          phrase`there is no time to wait for ${how}${by}; if ${it(how)} can run beside the work, ${isOwn ? 'by my own weighing, ' : ''}${bar}`,
          phrase`${how}${by} only if ${it(how)} can run beside the work, since we can't wait: ${isOwn ? 'by my own weighing, ' : ''}${bar}`,
        )
      : isOwn
        ? oneOf(
            phrase`first ${how}${by}; by my own weighing, ${bar}`,
            phrase`${how}${by} ${verb(how, 'come', 'comes')} first, and by my own weighing, ${bar}`,
          )
        : oneOf(phrase`first ${how}${by}: ${bar}`, phrase`${how}${by} ${verb(how, 'come', 'comes')} first, and ${bar}`),
  bracket: (parts) => {
    const known = parts.flatMap((one) => one ?? []);
    const [head, ...rest] = known;
    return head === undefined ? plainPhrase('') : phrase` (${rest.reduce((all, one) => phrase`${all}, ${one}`, head)})`;
  },
  mine: 'on me',
  task: (who, action) => plainPhrase(`${who} is to ${action}`),
  fallback: (option, days, takes, total, limit, over) => {
    const sum = phrase`${days} for the measurement and ${takes} for ${option} make ${total} of the ${limit}`;
    return over === null
      ? oneOf(
          phrase`${sum}, so ${option} still ${verb(option, 'fit', 'fits')}`,
          phrase`${sum}; there is still time for ${option}`,
        )
      : oneOf(
          phrase`${sum}, ${over} too many: that answer would come too late for ${option}`,
          phrase`${sum}, so by then it is ${over} too late for ${option}`,
        );
  },
  leftAfter: (option, days, takes, total, limit, left) =>
    phrase`${days} for the measurement and ${takes} for ${option} make ${total} of the ${limit}, which leaves ${left}`,
  afterWait: (days, say) => phrase`counting the ${days} of measuring first, ${say}`,
  tooLate: (how, because) => phrase`${how} cannot help us any more, since ${because}`,
  lostWith: (option, { label, gap, isLess }, miss) => {
    const better = phrase`${shown({ label, amount: gap })} ${isLess ? 'less' : 'more'} on ${label}`;
    return oneOf(
      phrase`${miss}, and ${better} is no help against that`,
      phrase`${option} would give us ${better}, but ${{ ...miss, text: miss.text.replace(option, it(option)) }}`,
    );
  },
  wall: (option, label, at, beyond, then) =>
    oneOf(
      phrase`${option} ${verb(option, 'have', 'has')} a wall of ${isPlural(option) ? 'their' : 'its'} own: ${beyond} ${at} for ${label} ${then}`,
      phrase`don't count on ${option} ${beyond} ${at} for ${label} either, where ${then}`,
    ),
  setting: (option, input, to) => {
    const at = atValue({ label: input, amount: to });
    const isNamedFirst = at.text.startsWith(`${input} at `);
    const set = phrase`set ${input} to ${shown({ label: input, amount: to })}`;
    return {
      ...oneOf(
        phrase`${option} ${verb(option, 'work', 'works')} with ${at}`,
        isNamedFirst ? phrase`${set} and ${option} ${verb(option, 'fit', 'fits')}` : null,
        phrase`${option} ${verb(option, 'keep', 'keeps')} every limit with ${at}`,
      ),
      its: [
        isNamedFirst ? set : phrase`that takes ${at}`,
        phrase`with ${at} ${isPlural(option) ? 'they keep' : 'it keeps'} every limit`,
      ],
    };
  },
  settings: (option, inputs) => {
    const all = setTo(inputs);
    return {
      ...oneOf(
        phrase`${option} ${verb(option, 'work', 'works')} with ${all}`,
        phrase`${option} ${verb(option, 'keep', 'keeps')} every limit with ${all}`,
      ),
      its: [phrase`that takes ${all}`, phrase`with ${all} ${isPlural(option) ? 'they keep' : 'it keeps'} every limit`],
    };
  },
  noSetting: (input, low, high, nearest) =>
    nearest === null
      ? oneOf(
          phrase`nothing from ${low} to ${high} for ${input} changes that`,
          phrase`it's no better anywhere from ${low} to ${high} for ${input}`,
        )
      : oneOf(
          phrase`nothing from ${low} to ${high} for ${input} brings it in: at ${nearest.at}, the best there is, ${stated(nearest.has)}`,
          phrase`even the best setting, ${atValue({ label: input, amount: nearest.at })}, comes to ${shown(nearest.has)}`,
        ),
  tuned: (option, input, to, { label, was, will }) =>
    oneOf(
      phrase`with ${atValue({ label: input, amount: to })}, ${label} with ${option} ${verb(label, 'go', 'goes')} from ${was} to ${will}`,
      phrase`${option} ${verb(option, 'do', 'does')} better with ${atValue({ label: input, amount: to })}: ${will} instead of ${was} for ${label}`,
    ),
  window: (input, low, high) =>
    oneOf(phrase`anything from ${low} to ${high} would do`, phrase`${input} could be anywhere from ${low} to ${high}`),
  taken: (label, amount) =>
    oneOf(
      phrase`I'm counting on ${amount} for ${label} there`,
      asSubject(label, phrase`I've taken ${label} to be ${amount}`),
      phrase`that's with ${atValue({ label, amount })}, which I haven't checked`,
    ),
  looksAt: (label) =>
    oneOf(phrase`what counts first is ${label}`, phrase`${label} ${verb(label, 'come', 'comes')} first`),
  without: (label, option) =>
    oneOf(
      plainPhrase(`without it I can't work out ${label} of ${option}`),
      plainPhrase(`I need it for ${label} with ${option}`),
    ),
  askFact: (label) => {
    const asked = label.startsWith('what ')
      ? plainPhrase(`do you know ${label}?`)
      : plainPhrase(`what do you have for ${label}?`);
    return oneOf(
      asked,
      plainPhrase(label.startsWith('what ') ? `${label}, have you got that?` : `do you have a number for ${label}?`),
      plainPhrase(`is there a figure for ${label}?`),
    );
  },
  askAssumed: (label, took) =>
    oneOf(
      phrase`I've put in ${took} for ${label}; is that what you have?`,
      phrase`has anybody checked the ${took} that I take for ${label}?`,
      phrase`where does ${took} for ${label} come from, did you see it counted?`,
    ),
  breaksSo: (label, at, edge) => phrase`a limit breaks too once ${isAt(label, beyondIt(label, at, edge))}`,
  setAnew: (label, at, edge, inputs) =>
    phrase`once ${isAt(label, beyondIt(label, at, edge))}, it takes ${setTo(inputs)}, or a limit breaks`,
  breaks: (label, at, edge, option) =>
    oneOf(
      phrase`${withAt(label, beyondIt(label, at, edge))}, ${option} ${is(option)} out and nothing else fits`,
      edge.isKept
        ? null
        : asSubject(
            label,
            phrase`${option} ${verb(option, 'hold', 'holds')} only while ${label} ${is(label)} ${edge.beyond === 'above' ? 'below' : 'above'} ${at}`,
          ),
    ),
  driven: ({ label, first, second }, isAll, mid) => {
    const both = phrase`${withOption(first, label)} and ${withOption(second, label)}`;
    const so =
      mid === null
        ? plainPhrase('')
        : phrase`, which puts ${mid.label} at ${shown({ label: mid.label, amount: mid.first.amount })} and ${shown({ label: mid.label, amount: mid.second.amount })}`;
    return isAll
      ? oneOf(
          phrase`what makes the difference is ${label}: ${both}${so}`,
          phrase`all of that comes from ${label}, ${both}${so}`,
        )
      : oneOf(
          phrase`most of that comes from ${label}: ${both}${so}`,
          phrase`the difference is mainly ${label}, ${both}${so}`,
        );
  },
  binding: (option, term, others) => {
    const rest = listed(others.map((one) => atValue({ ...one, label: one.label ?? 'the rest' })));
    const label = term.label ?? 'it';
    return oneOf(
      phrase`with ${option} it all goes by ${label}, ${shown(term)}, and ${rest} ${others.length > 1 ? 'do' : 'does'} not matter`,
      phrase`what holds ${option} there is ${label}, ${shown(term)}, and not ${rest}`,
    );
  },
  mostly: (option, whole, part) => {
    const label = part.label ?? 'one part';
    return oneOf(
      phrase`of the ${shown(whole)} with ${option}, ${label} alone ${verb(label, 'make', 'makes')} ${shown(part)}`,
      phrase`${label} ${verb(label, 'make', 'makes')} ${shown(part)} of the ${shown(whole)} with ${option}`,
    );
  },
  through: (parts) =>
    oneOf(
      phrase`that is because ${listed(parts.map(({ label, was, now }) => phrase`${label} went from ${shown({ label, amount: was })} to ${shown({ label, amount: now })}`))}`,
      phrase`it comes by way of ${listed(parts.map(({ label, was, now }) => phrase`${label}, ${shown({ label, amount: now })} and no longer ${shown({ label, amount: was })}`))}`,
    ),
  decidedBy: (label, own, other, isAlso) => {
    const [a, b] = [own, other].map(
      ({ amount, isShort }) => phrase`${shown({ label, amount })}${isShort ? ' short' : ''}`,
    ) as [Phrase, Phrase];
    return isAlso
      ? oneOf(
          phrase`${other.option} ${comes(other.option)} out behind on ${label} too, ${b} against ${a}`,
          phrase`${it(own.option)} also ${verb(own.option, 'do', 'does')} better on ${label}: ${a}, against ${b} with ${other.option}`,
          phrase`${a} for ${label} is better than the ${b} with ${other.option}`,
        )
      : oneOf(
          phrase`I go by ${label}: ${a}, against ${b} with ${other.option}`,
          phrase`${other.option} would put ${label} at ${b} instead of ${a}`,
          phrase`${label} ${verb(label, 'settle', 'settles')} it, ${a} against ${b} with ${other.option}`,
        );
  },
  thin: (lead, step, isNamed) =>
    isNamed
      ? oneOf(
          phrase`that is less than the ${step} of a single step`,
          phrase`that's a narrow lead, with a step at ${step}`,
        )
      : oneOf(
          phrase`a lead of ${lead} is thin, since it takes ${step} to make one step`,
          phrase`${lead} is a thin lead: one step is ${step}`,
        ),
  gained: (rival, { label, gap, isLess }) => {
    const more = phrase`${shown({ label, amount: gap })} ${isLess ? 'less' : 'more'} on ${label}`;
    return phrase`that is ${more} than with ${rival}`;
  },
  askCurve: () =>
    oneOf(plainPhrase('does anybody have the loss curve?'), plainPhrase('can somebody show me the loss curve first?')),
  stillKept: (said, limit, isUpper) =>
    everyWay(said, (way) => phrase`${way}, still ${isUpper ? 'within' : 'above'} the limit of ${limit}`),
  threshold: (label, at, edge, option) => {
    const clause = past(label, at, edge);
    if (clause !== null) return oneOf(phrase`if ${clause}, it's ${option}`, phrase`if ${clause}, I'd say ${option}`);
    const there = beyondIt(label, at, edge);
    return oneOf(
      phrase`${withAt(label, there)} it's ${option}`,
      phrase`at ${there} for ${label} I'd say ${option}`,
      asSubject(label, phrase`if ${label} ${comes(label)} out at ${there}, it's ${option}`),
    );
  },
  orElse: (first, second) => phrase`${first}, and ${second}`,
  eitherSide: (label, low, high, option) =>
    oneOf(
      isQuestion(label)
        ? phrase`at ${shown({ label, amount: low })} or less for ${label}, or at ${shown({ label, amount: high })} or more, it's ${option}`
        : phrase`with ${label} at ${shown({ label, amount: low })} or less, or at ${shown({ label, amount: high })} or more, it's ${option}`,
      asSubject(
        label,
        phrase`if ${label} ${comes(label)} out at ${shown({ label, amount: low })} or less, or at ${shown({ label, amount: high })} or more, it's ${option}`,
      ),
    ),
  evenAt: (label, amount, clause) => {
    const at = clauseOf(label, amount);
    if (at !== null) return phrase`even if ${at}, ${clause}`;
    return oneOf(
      phrase`even ${withAt(label, shown({ label, amount }))}, ${clause}`,
      phrase`if ${comesTo(label, shown({ label, amount }))}, ${clause}`,
    );
  },
  bare: shown,
  at: (label, amount, clause) => {
    const there = clauseOf(label, amount);
    if (there !== null) return phrase`if ${there}, ${clause}`;
    return oneOf(
      phrase`if ${isAt(label, shown({ label, amount }))}, ${clause}`,
      phrase`${withAt(label, shown({ label, amount }))}, ${clause}`,
    );
  },
  upTo: (option, label, at, beyond) =>
    oneOf(
      (() => {
        const clause = clauseOf(label, at, beyond === 'above' ? 'less than ' : 'more than ');
        return clause === null ? null : phrase`${option} ${verb(option, 'hold', 'holds')} as long as ${clause}`;
      })() ??
        phrase`${option} ${verb(option, 'hold', 'holds')} as long as ${isQuestion(label) ? 'what we have for ' : ''}${label} ${verb(label, 'stay', 'stays')} ${beyond === 'above' ? 'below' : 'above'} ${shown({ label, amount: at })}`,
      phrase`${option} ${verb(option, 'stand', 'stands')} ${beyond === 'above' ? 'up to' : 'down to'} ${shown({ label, amount: at })} for ${label}`,
    ),
  whatIf: (label, amount) =>
    oneOf(
      phrase`suppose we get ${shown({ label, amount })} for ${label}: which limit goes first, and what do we do then?`,
      phrase`what if ${comesTo(label, shown({ label, amount }))}? Does a limit break, and what do we do then?`,
    ),
  noFloat: (option, has, limit, left) =>
    left === null
      ? phrase`${option} ${verb(option, 'stand', 'stands')} at ${shown(has)} of ${limit}: there is nothing to spare. What do we do if that slips?`
      : phrase`${option} ${verb(option, 'leave', 'leaves')} ${left} on ${has.label ?? 'it'}, ${shown(has)} of ${limit}. What do we do if that slips?`,
  stands: (label, amount, option, cells) =>
    phrase`${withAt(label, shown({ label, amount }))} no limit breaks: ${option} ${comes(option)} to ${listed(cells.map((one) => phrase`${shown(one)} for ${one.label ?? ''}`))}`,
  stopAt: (label, at, beyond, option) =>
    oneOf(
      phrase`${beyond} ${shown({ label, amount: at })} for ${label} we stop and take ${option}`,
      phrase`we stop at ${shown({ label, amount: at })} for ${label}; ${beyond} that we take ${option}`,
    ),
  lastDay: (option, takes, day, lead) =>
    phrase`${option} ${verb(option, 'take', 'takes')} ${takes}, so we can change to ${isPlural(option) ? 'them' : 'it'} in the first ${day}${lead === null ? '' : phrase`, at ${lead} worse in all`}`,
  floatAt: (input, to, left) => phrase`with ${atValue({ label: input, amount: to })} we keep ${left} in hand`,
  costing: (parts) =>
    phrase`that takes ${listed(parts.map(({ label, was, now }) => phrase`${label} from ${was} to ${now}`))}`,
  offLine: (label, at, off) =>
    oneOf(
      phrase`the line at ${shown({ label, amount: at })} is ${shown({ label, amount: off })} from what we have for ${label}`,
      phrase`we are ${shown({ label, amount: off })} away from that line, ${shown({ label, amount: at })} for ${label}`,
    ),
  takenAtOnce: (inputs) => {
    const all = setTo(inputs);
    return oneOf(
      phrase`it costs us next to nothing to be ready for that, so I'd take ${all} right away`,
      phrase`then I'd rather have ${all} from the start, which costs next to nothing`,
    );
  },
  decidedAlike: (label) =>
    oneOf(
      plainPhrase(`I go by ${label}`),
      plainPhrase(`what counts most for me is ${label}`),
      plainPhrase(`I decided by ${label}`),
    ),
  takenForSafety: (inputs, parts, ends, both = null) => {
    const set = setTo(inputs);
    const taken = parts.length === 0 ? plainPhrase('next to nothing') : changesOf(parts.slice(0, MOST_CHANGES));
    const [first, ...rest] = ends.map(atValue);
    const alone = first === undefined ? null : rest.reduce((all, end) => phrase`${all} or ${end}`, first);
    const pair = both === null ? null : areAmong(both, ends) ? plainPhrase('both') : listed(both.map(atValue));
    const bad =
      pair === null
        ? (alone ?? plainPhrase(''))
        : alone === null
          ? phrase`${pair} at once`
          : phrase`${alone}, and with ${pair} at once`;
    return oneOf(
      phrase`I'd rather begin with ${set}, which holds with ${bad}${pair === null ? ' too' : ''}. It ${parts.length === 0 ? 'costs' : 'takes'} ${taken}`,
      phrase`let's start with ${set}: that holds even with ${bad}. ${parts.length === 0 ? 'It costs' : 'In return it takes'} ${taken}`,
    );
  },
  keptBack: (inputs, parts, ends) => {
    const set = setTo(inputs);
    const bad = phrase`${listed(ends.map(atValue))}${ends.length > 1 ? ' at once' : ''}`;
    if (parts.length === 0)
      return oneOf(
        phrase`with ${set} we would save next to nothing, and a limit breaks with ${bad}`,
        phrase`I don't take ${set}: it saves next to nothing, and with ${bad} it breaks a limit`,
      );
    const gained = listed(
      parts
        .slice(0, MOST_CHANGES)
        .map(
          ({ label, was, now }) =>
            phrase`${shown({ label, amount: was })} and not ${shown({ label, amount: now })} for ${label}`,
        ),
    );
    return oneOf(
      phrase`with ${set} we would have ${gained}, but a limit breaks with ${bad}`,
      phrase`I don't take ${set}, though we would have ${gained}: with ${bad} it breaks a limit`,
    );
  },
  wayBack: (inputs, parts, label, at) => {
    const set = setTo(inputs);
    const taken = changesOf(parts);
    return oneOf(
      phrase`with ${set} now we would take ${taken}, so I'd keep that ready for ${shown({ label, amount: at })} ${isQuestion(label) ? 'for' : 'of'} ${label}`,
      phrase`I'd hold ${set} ready and not begin with it: that takes ${taken}, and is due only once ${comesTo(label, shown({ label, amount: at }))}`,
    );
  },
  ofRange: (share) => phrase`that covers ${share} of what is possible`,
  measurement: (how, label, price, within = null) => {
    const what = within === null ? plainPhrase(label) : phrase`${label} to within ${within}`;
    const tells = phrase`${how} would tell us ${what}`;
    if (price === null) return oneOf(tells, phrase`we get ${what} from ${how}`);
    return oneOf(
      phrase`${tells}, for ${price}`,
      phrase`for ${price} we get ${what} from ${how}`,
      phrase`${how} ${verb(how, 'cost', 'costs')} ${price} and ${verb(how, 'give', 'gives')} us ${what}`,
    );
  },
  because: (clause) => plainPhrase(clause),
  rumour: (clause) => oneOf(plainPhrase(`some say that ${clause}`), plainPhrase(`we keep hearing that ${clause}`)),
  ofOption: (label, option) => `${label} with ${option}`,
  point: (clause) => plainPhrase(`the point that ${clause}`),
  out: (option) =>
    oneOf(
      plainPhrase(`${option} ${is(option)} out as it stands`),
      plainPhrase(`that rules out ${option}`),
      plainPhrase(`we can't take ${option} like that`),
    ),
  possible: (option) =>
    oneOf(
      plainPhrase(`${option} ${is(option)} possible again`),
      plainPhrase(`${option} ${is(option)} back on the table`),
      plainPhrase(`we can't rule out ${option} any more`),
    ),
  changed: (label, from, to) =>
    oneOf(
      phrase`we have ${to} instead of ${from} for ${label}`,
      asSubject(label, phrase`${label} went from ${from} to ${to}`),
      asSubject(label, phrase`${label} ${is(label)} ${to} now and not ${from}`),
    ),
  switched: (label, isOn, isNew) => {
    const asked = askedInEnglish(label);
    if (asked !== null) {
      const clause = isOn ? asked.is : asked.isNot;
      const now = isNew ? 'now ' : '';
      return plainPhrase(
        clause === null ? `${now}the answer to ${label} is ${isOn ? 'yes' : 'no'}` : `${now}${clause}`,
      );
    }
    const now = isOn ? (isNew ? 'applies now' : 'applies') : isNew ? 'no longer applies' : "doesn't apply";
    const many = isOn ? (isNew ? 'apply now' : 'apply') : isNew ? 'no longer apply' : "don't apply";
    return plainPhrase(`${label} ${verb(label, many, now)}`);
  },
  shaky: (label, doubt) => plainPhrase(`${isQuestion(label) ? 'the figure for ' : ''}${label} may be off: ${doubt}`),
  it: 'that number',
  echo: named,
  both: listed,
  setAt: atValue,
  echoShort: (option, gap, isOver) =>
    isOver
      ? phrase`the ${gap} that ${option} ${is(option)} over`
      : phrase`the ${gap} that ${option} ${is(option)} short`,
  echoGap: (label, gap) => phrase`a gap of ${gap} in ${label}`,
  recalled: (who, clause) => (who === null ? phrase`as you say, ${clause}` : phrase`as ${who} said, ${clause}`),
};
