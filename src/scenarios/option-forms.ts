import type { Language } from '../core/language.ts';
import type { Option } from '../core/scenario.ts';

/** How an option that came with a label alone is named in the middle of a sentence, and how it is proposed. */
export function optionForms(label: string, language: Language): Pick<Option, 'short' | 'urge'> {
  const forms = language === 'ko' ? koreanForms(label) : englishForms(label);
  // A number in a name is a name; in other words it would stand for nothing.
  return /\p{N}/u.test(label) ? { ...forms, urge: [] } : forms;
}

const VERBS: ReadonlySet<string> = new Set(
  [
    'see look find learn accept add adopt allow archive ask audit automate backfill ban batch bet block borrow bring build buy cache call cancel centralise centralize',
    'compute change check choose clean close collect combine commit compare compress consolidate continue convert copy cut decay delay delete deploy',
    'deprecate disable distil distill do double drop enable encrypt evaluate expand export extend fall fine-tune finetune finish fix fork freeze',
    'get give go grow halve hand hire hold host import improve increase index insource install invest invite join keep label launch lease leave',
    'let license limit listen lower maintain make measure merge migrate mirror mix monitor move negotiate offer open optimise optimize order',
    'outsource own pack parallelise partition patch pause pay pick pilot pin postpone promote prune publish pull purge push put quantise quantize',
    'raise randomise randomize re-label reduce refactor refuse relabel release relax rely remove rent reorder repair repeat replace replicate rerun resample',
    'reserve restart restore retire retrain retry return reuse revert review rewrite ring roll rotate run sample save scale schedule scrap sell spend compute',
    'send separate serve set shard share ship shorten shrink shut sign simplify skip slow sort speed split spread stage start stay stick stop store',
    'stream strip subscribe swap switch take teach test throttle tighten train trim try tune turn upgrade use vote wait wake warm weight widen work write',
  ]
    .join(' ')
    .split(' '),
);
/** Short verbs that double their last letter: `cutting`. */
const DOUBLED: ReadonlySet<string> = new Set(
  'ban bet cut drop get let pin plan put run set shut skip split stop strip swap trim commit ship pin prefer shred'.split(
    ' ',
  ),
);

/** `rent in the cloud` is renting in the cloud; a label that begins with no verb of the list is a name as it stands. */
function englishForms(label: string): Pick<Option, 'short' | 'urge'> {
  const [first = '', ...rest] = label.split(' ');
  const verb = first.toLowerCase();
  const isPlain = /^[A-Z]?[a-z-]+$/.test(first) && VERBS.has(verb);
  if (!isPlain) return { short: label, urge: [] };
  const tail = rest.length === 0 ? '' : ` ${rest.join(' ').replace(/\.$/, '')}`;
  // What else is done goes with it, and what is said besides stays behind.
  const [named = ''] = tail.split(/[,;:(]/);
  const joined = named.replace(/\b(and|or|then) ([a-z-]+)/g, (both, word: string, next: string) =>
    VERBS.has(next) ? `${word} ${gerund(next)}` : both,
  );
  return { short: `${gerund(verb)}${joined}`.trim(), urge: [`let's ${verb}${tail}`] };
}

function gerund(verb: string): string {
  if (DOUBLED.has(verb)) return `${verb}${verb.slice(-1)}ing`;
  if (/[^eoy]e$/.test(verb)) return `${verb.slice(0, -1)}ing`;
  return `${verb}ing`;
}

const FIRST_SYLLABLE = 0xac00;
const FINALS = 28;
const N = 4;
const L = 8;
/** Verbs that lose their ㄹ before ㄴ: `만든다`. */
const LOSES_L = ['만든다', '연다', '푼다', '판다', '민다', '턴다', '논다', '건다', '돈다'];
/** Stems whose last consonant changes before a vowel. */
const CHANGES = /(?:돕|눕|굽|줍|깁|걷|듣|묻|싣|짓|낫|붓|잇|긋|젓)$/;

/** `Kafka로 옮긴다` is `Kafka로 옮기기` in a sentence and `Kafka로 옮기자` as a proposal; a noun stays as it is. */
function koreanForms(label: string): Pick<Option, 'short' | 'urge'> {
  const plain = label.trim().replace(/\.$/, '');
  const stem = stemOf(plain);
  if (stem === null) return { short: plain, urge: [] };
  const final = (stem.charCodeAt(stem.length - 1) - FIRST_SYLLABLE) % FINALS;
  const [before, last] = [stem.slice(0, -1), stem.slice(-1)];
  const honorific = final === 0 ? `${last}시지요` : final === L ? `${withFinal(last, 0)}시지요` : `${last}으시지요`;
  const urge = CHANGES.test(stem) ? [] : [`${before}(${last}자|${last}죠|${honorific})`];
  // `사기` is a fraud as well.
  const bought = /^(.+?)(?:을|를)? 산다$/.exec(plain)?.[1];
  return { short: bought === undefined ? `${stem}기` : `${bought} 구매`, urge };
}

/** The stem of a statement in the plain form; null for anything else. */
function stemOf(label: string): string | null {
  const closed = /^(.*[가-힣])는다$/.exec(label);
  if (closed?.[1] !== undefined) {
    const stem = closed[1];
    const final = (stem.charCodeAt(stem.length - 1) - FIRST_SYLLABLE) % FINALS;
    return final === 0 || final === N ? null : stem;
  }
  if (!/[가-힣]다$/.test(label)) return null;
  const before = label.slice(0, -1);
  if ((before.charCodeAt(before.length - 1) - FIRST_SYLLABLE) % FINALS !== N) return null;
  if (/아니|이$/.test(before.slice(-2))) return null;
  const isL = LOSES_L.some((verb) => label.endsWith(verb) && (label === verb || label.at(-verb.length - 1) === ' '));
  return withFinal(before, isL ? L : 0);
}

function withFinal(text: string, final: number): string {
  const code = text.charCodeAt(text.length - 1) - FIRST_SYLLABLE;
  return text.slice(0, -1) + String.fromCharCode(FIRST_SYLLABLE + code - (code % FINALS) + final);
}
