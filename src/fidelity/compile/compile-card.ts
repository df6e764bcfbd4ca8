import type { PersonaCard } from '../../core/card.ts';
import type { Finding } from '../findings/finding.ts';
import { isWritten, levelsOf } from '../korean/levels.ts';
import { lawsOf } from '../laws/index.ts';
import { statedFigures, statedLaw } from '../laws/stated.ts';
import type { Boundary, CompiledCard, LevelCounts } from '../model/compiled-card.ts';
import { contentWords, languageOf, RUN, shinglesOf } from '../reading/text.ts';
import { quantile } from '../statistics/quantile.ts';
import { ENOUGH_EXAMPLES, ENOUGH_SENTENCES } from './enough.ts';
import { factsOf, lineFinder, namesOf, postsOf } from './facts.ts';
import { GENERIC_TURNS, SPOKEN_TURNS } from './generic.ts';
import { likenessOf } from './likeness.ts';
import { GENERIC, PEOPLE, trainVoice } from './voice.ts';

export interface CompileOptions {
  /** The other cards at hand: whom the member is told from, and who answers what they defer. */
  colleagues?: readonly PersonaCard[];
  /** The text the card was read from, for lines of what has none of its own. */
  text?: string;
}

/** Natural languages as cards and people name them, by ISO code. */
export const NATURAL: readonly [RegExp, string][] = [
  [/한국어|korean/iu, 'ko'],
  [/영어|english/iu, 'en'],
  [/일본어|japanese/iu, 'ja'],
  [/중국어|chinese|mandarin/iu, 'zh'],
  [/독일어|german/iu, 'de'],
  [/프랑스어|french/iu, 'fr'],
  [/스페인어|spanish/iu, 'es'],
  [/러시아어|russian/iu, 'ru'],
  [/포르투갈어|portuguese/iu, 'pt'],
  [/이탈리아어|italian/iu, 'it'],
];

/** Reads a card as the scorers need it. Takes any card: what it does not have makes scorers unscored, with the reason. */
export function compileCard(card: PersonaCard, { colleagues = [], text }: CompileOptions = {}): CompiledCard {
  const line = lineFinder(text);
  const others = colleagues.filter(({ id }) => id !== card.id);
  const examples = card.messages.map((message) => ({
    text: message.text,
    to: message.to,
    line: message.line,
    lang: languageOf(message.text) ?? 'ko',
  }));
  const lines = linesOf(card, line);
  const idf = inverseFrequency(lines.map((one) => one.text));
  const lexicon = examples.length < ENOUGH_EXAMPLES ? new Map<string, number>() : lexiconOf(card, others);
  const figures = statedFigures([...card.messages, ...lines.filter(({ kind }) => kind === 'prose')]);
  const stated = statedLaw(figures, idf);
  const voice = voiceOf(card, others);
  const compiled: CompiledCard = {
    id: card.id,
    card,
    names: namesOf(card),
    colleagues: others.map((other) => ({
      id: other.id,
      names: namesOf(other),
      field: [other.role.en ?? other.role.ko ?? '', other.specialization.join(', ')].filter(Boolean).join(': '),
    })),
    text: text ?? lines.map((one) => one.text).join('\n'),
    languages: languagesOf(card),
    facts: factsOf(card, line),
    posts: postsOf(card),
    boundaries: boundariesOf(card, others, line),
    examples,
    levels: levelsOfExamples(examples),
    written: writtenShare(examples),
    length: bandOf(
      examples.map((one) => one.text.length),
      4,
    ),
    lexicon,
    signature: bandOf(shares(examples, lexicon), ENOUGH_EXAMPLES),
    idf,
    shingles: shinglesByLine(lines),
    figures,
    voice,
    manners: mannersOf(card),
    likeness: likenessOf(card, others),
    laws: [...lawsOf(card), ...(stated === null ? [] : [stated])],
    unscored: [],
  };
  return { ...compiled, unscored: unscoredOf(compiled) };
}

interface Written {
  text: string;
  line: number;
  kind: 'prose' | 'label';
}

/** The lines of a card that somebody may copy or come back to. */
function linesOf(card: PersonaCard, line: (piece: string) => number | undefined): Written[] {
  const prose = (text: string | undefined, at?: number): Written[] =>
    text === undefined || text === '' ? [] : [{ text, line: at ?? line(text) ?? 1, kind: 'prose' }];
  return [
    ...prose(card.philosophy),
    ...prose(card.personality),
    ...card.messages.flatMap((message) => prose(message.text, message.line)),
    ...card.frameworks.flatMap((framework) => [
      ...prose(framework.text, framework.line),
      ...framework.rules.flatMap((rule) => prose(rule.then, rule.line)),
    ]),
    ...card.career.flatMap((post) => [
      ...post.achievements.flatMap((one) => prose(one, post.line)),
      ...prose(post.quote, post.line),
    ]),
    ...card.strengths.flatMap((one) => prose(one.text, one.line)),
    ...card.growthAreas.flatMap((one) => prose(one.text, one.line)),
    ...card.sections.flatMap((section) =>
      section.text.split('\n').flatMap((row, index) => prose(row.trim(), section.line + index)),
    ),
    { text: card.specialization.join(' '), line: 1, kind: 'label' },
  ];
}

function inverseFrequency(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(contentWords(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, Math.log(1 + texts.length / count)]));
}

/** Words whose log-odds against the others stand out by more than chance (Monroe et al. 2008, uninformative prior). */
function lexiconOf(card: PersonaCard, others: readonly PersonaCard[]): Map<string, number> {
  const own = counts(card.messages.map(({ text }) => text));
  const rest = counts([...others.flatMap(({ messages }) => messages.map(({ text }) => text)), ...GENERIC_TURNS]);
  const [ownTotal, restTotal] = [total(own), total(rest)];
  const prior = 0.5;
  const found = new Map<string, number>();
  for (const [word, count] of own) {
    if (count < 2) continue;
    const other = rest.get(word) ?? 0;
    const odds =
      Math.log((count + prior) / (ownTotal - count + prior)) - Math.log((other + prior) / (restTotal - other + prior));
    const z = odds / Math.sqrt(1 / (count + prior) + 1 / (other + prior));
    if (z > 1) found.set(word, odds);
  }
  return found;
}

function counts(texts: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const text of texts) for (const word of contentWords(text)) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
}

const total = (map: ReadonlyMap<string, number>) => [...map.values()].reduce((sum, one) => sum + one, 0);

function shares(examples: readonly { text: string }[], lexicon: ReadonlyMap<string, number>): number[] {
  if (lexicon.size === 0) return [];
  return examples.flatMap(({ text }) => {
    const words = contentWords(text);
    return words.length < 4 ? [] : [words.filter((word) => lexicon.has(word)).length / words.length];
  });
}

function bandOf(values: readonly number[], least: number) {
  return values.length < least ? null : { low: quantile(values, 0.05), high: quantile(values, 0.95) };
}

function shinglesByLine(lines: readonly Written[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { text, line } of lines)
    for (const run of shinglesOf(text, RUN)) if (!found.has(run)) found.set(run, line);
  return found;
}

function languagesOf({ languages, messages }: PersonaCard): string[] {
  const stated = languages
    .filter(({ kind }) => kind === 'natural')
    .sort((a, b) => Number(/native|모국어/iu.test(b.level)) - Number(/native|모국어/iu.test(a.level)))
    .flatMap(({ name }) => NATURAL.find(([pattern]) => pattern.test(name))?.[1] ?? []);
  const spoken = messages.flatMap(({ text }) => languageOf(text) ?? []);
  return [...new Set([...stated, ...spoken])];
}

function levelsOfExamples(examples: CompiledCard['examples']): CompiledCard['levels'] {
  const all: LevelCounts = {};
  const byAddressee = new Map<string, LevelCounts>();
  for (const { text, to } of examples) {
    for (const { level } of levelsOf(text)) {
      if (level === 'noun') continue;
      all[level] = (all[level] ?? 0) + 1;
      if (to === undefined || to === '*') continue;
      const own = byAddressee.get(to) ?? {};
      own[level] = (own[level] ?? 0) + 1;
      byAddressee.set(to, own);
    }
  }
  return { all, byAddressee };
}

function writtenShare(examples: CompiledCard['examples']): number {
  const sentences = examples.flatMap(({ text }) => levelsOf(text)).filter(({ level }) => level !== 'noun');
  return sentences.length === 0 ? 0 : sentences.filter(isWritten).length / sentences.length;
}

const HARDWARE = /hardware|하드웨어|커널|kernel|gpu|마이크로아키텍처|저수준|low-level/iu;
const LACKS = /부족|적음|약함|약하|없음|아직|모자|미숙|서툴|덜|lack|little|limited|weak|inexperienced|less/iu;

/** What is left to colleagues by name, and what the card says that the member has little of. */
function boundariesOf(
  card: PersonaCard,
  others: readonly PersonaCard[],
  line: (piece: string) => number | undefined,
): Boundary[] {
  const byName = (on: string) => others.find((other) => namesOf(other).includes(on.toLowerCase()));
  const stated = card.persona.defers.map(({ on, topic, quote }) => ({
    on,
    topic,
    quote: quote ?? topic,
    line: line(quote ?? on),
  }));
  const written = card.dependencies
    .filter(({ on }) => !stated.some((one) => one.on.toLowerCase() === on.toLowerCase()))
    .map(({ on, topic, quote, line: at }) => ({
      on,
      topic: HARDWARE.test(topic) ? 'hardware' : topic,
      quote,
      line: at as number | undefined,
    }));
  const left = [...stated, ...written].map(({ on, topic, quote, line: at }): Boundary => {
    const colleague = byName(on);
    return {
      topic: HARDWARE.test(topic) ? 'hardware' : topic,
      to: colleague?.id ?? on.toLowerCase(),
      names: colleague === undefined ? [on.toLowerCase()] : namesOf(colleague),
      quote,
      line: at,
    };
  });
  const lacking = card.growthAreas.flatMap(({ text, line: at }): Boundary[] =>
    LACKS.test(text)
      ? contentWords(text.replace(/^[^:：]*[:：]/u, ''))
          .filter((word) => word.length > 3)
          .slice(0, 4)
          .map((topic) => ({ topic, to: undefined, names: [], quote: text, line: at }))
      : [],
  );
  return [...left, ...lacking];
}

function voiceOf(card: PersonaCard, others: readonly PersonaCard[]) {
  const rivals = others.filter(({ messages }) => messages.length >= ENOUGH_EXAMPLES);
  if (card.messages.length < ENOUGH_EXAMPLES || rivals.length === 0) return null;
  const texts = ({ messages }: PersonaCard) => messages.map(({ text }) => text);
  return trainVoice(
    new Map([[card.id, texts(card)], ...rivals.map((one) => [one.id, texts(one)] as const), [GENERIC, GENERIC_TURNS]]),
  );
}

function mannersOf({ messages }: PersonaCard) {
  const spoken = messages.map(({ text }) => text);
  return trainVoice(
    new Map([
      [PEOPLE, [...SPOKEN_TURNS, ...spoken]],
      [GENERIC, GENERIC_TURNS],
    ]),
  );
}

function unscoredOf({
  examples,
  levels,
  voice,
  boundaries,
  laws,
  facts,
  languages,
}: CompiledCard): CompiledCard['unscored'] {
  const sentences = Object.values(levels.all).reduce((sum, count) => sum + count, 0);
  const found: CompiledCard['unscored'] = [];
  const say = (scorer: string, finding: Finding) => found.push({ scorer, finding });
  // Whoever speaks no Korean has no speech level that could be missing.
  if (sentences < ENOUGH_SENTENCES && (languages.length === 0 || languages.includes('ko')))
    say('A1', { code: 'unscored.speech-level', params: { sentences, enough: ENOUGH_SENTENCES } });
  if (facts.length === 0) say('A2', { code: 'unscored.facts', params: {} });
  if (examples.length < ENOUGH_EXAMPLES)
    say('A3', { code: 'unscored.own-words', params: { examples: examples.length, enough: ENOUGH_EXAMPLES } });
  if (laws.every(({ id }) => id !== 'chinchilla' && id !== 'stated')) say('A4', { code: 'unscored.laws', params: {} });
  if (boundaries.length === 0) say('A5', { code: 'unscored.boundaries', params: {} });
  if (voice === null)
    say('A8', { code: 'unscored.voice', params: { examples: examples.length, enough: ENOUGH_EXAMPLES } });
  return found;
}
