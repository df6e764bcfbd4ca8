import type { PersonaCard } from '../core/card.ts';
import type { Classified } from './classify.ts';
import { strongest } from './classify.ts';
import type { Topic } from './topics.ts';

const MOST_SIGNS = 3;
const LONGEST_QUOTE = 120;

const UNITS: Readonly<Record<string, string>> = {
  round: 'a power of two',
  nearRound: 'a size just off a power of two',
  aligned: 'a multiple of 64',
  odd: 'a large odd size',
  rate: 'a rate of data or arithmetic',
  time: 'a time in fractions of a second',
  power: 'watts or degrees',
  bytes: 'an amount of memory',
  percent: 'a share',
  model: 'a model by its size',
  tokens: 'a number of tokens',
  steps: 'steps of a run',
  smallRate: 'a small rate',
  cards: 'a number of devices',
};

const KINDS: Readonly<Record<string, string>> = {
  why: 'asks why',
  which: 'asks which',
  amount: 'asks how much',
  should: 'asks whether to',
  howTo: 'asks how to',
  limits: 'asks for a limit',
  start: 'asks what to begin with',
  measure: 'asks what to measure',
  compare: 'compares',
};

function asksOf(what: string): string | undefined {
  const [kind = '', concept] = what.split('+');
  const asks = KINDS[kind];
  return asks === undefined || concept === undefined ? asks : `${asks}, about ${concept}`;
}

/** A feature's name in words; undefined for what only a machine would read. */
function signOf(name: string): string | undefined {
  const [channel = '', what = ''] = [name.slice(0, 1), name.slice(2)];
  switch (channel) {
    case 'a':
    case 'f':
      return what === 'nothing' ? 'names no term of the trade' : `names ${what}`;
    case 'x':
      return `names ${what.replace('+', ' with ')}`;
    case 'k':
      return asksOf(what);
    case 'u':
      return UNITS[what] === undefined ? undefined : `holds ${UNITS[what]}`;
    case 'w':
    case 'b':
      return what.includes('#') ? undefined : `says “${what}”`;
    case 'n':
      return `sets ${what} aside`;
    default:
      return undefined;
  }
}

interface Owner {
  deferral: PersonaCard['persona']['defers'][number] | undefined;
  isOwn: boolean;
  isThere: boolean;
}

/** Why a question is taken for a topic, and why that topic goes where it goes. */
export function topicEvidence(read: Classified, topic: Topic, { deferral, isOwn, isThere }: Owner): string[] {
  const signs = strongest(read.features, topic, 4 * MOST_SIGNS).flatMap(({ name }) => signOf(name) ?? []);
  const shown = [...new Set(signs)].slice(0, MOST_SIGNS);
  const owner = deferral
    ? `the card defers ${topic} to ${deferral.on}`
    : isOwn
      ? `${topic} is the member's own`
      : topic === 'none'
        ? 'nobody is asked for work'
        : `the card neither defers ${topic} nor names it as the member's own`;
  return [
    `topic ${topic}, ${read.probabilities[topic].toFixed(2)} by the trained classifier`,
    ...(shown.length === 0 ? [] : [`it ${shown.join('; ')}`]),
    ...readingEvidence(read),
    owner,
    ...(isThere || !deferral ? [] : [missing(deferral.on)]),
  ];
}

interface Belonging {
  deferral: PersonaCard['persona']['defers'][number];
  example: string;
  fromCard: boolean;
  called: string;
  isThere: boolean;
}

/** Why a question is taken for a topic of the card's own. */
export function deferralEvidence(read: Classified, { deferral, example, fromCard, isThere }: Belonging): string[] {
  return [
    `topic ${deferral.topic} has no trained model: nearest to ${fromCard ? `the card's example “${clipped(example)}”` : 'its own words, for the card gives no examples'}`,
    ...readingEvidence(read),
    `the card defers ${deferral.topic} to ${deferral.on}`,
    ...(isThere ? [] : [missing(deferral.on)]),
  ];
}

function missing(name: string): string {
  return `${name} has no card in this team`;
}

function readingEvidence({ reading }: Classified): string[] {
  const { ask, negated, quoted, preamble, orders } = reading;
  return [
    ...(preamble === '' && !orders && quoted === '' && negated === ''
      ? []
      : [`the question itself: “${clipped(ask)}”`]),
    ...(negated === '' ? [] : [`not about “${clipped(negated)}”`]),
    ...(quoted === '' ? [] : ['words of others in quotation marks are not the question']),
    ...(orders ? ['an order to the router was not followed'] : []),
  ];
}

function clipped(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1)}…`;
}
