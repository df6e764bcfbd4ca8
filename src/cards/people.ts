import type { PersonaCard } from '../core/card.ts';
import { splitBrackets } from './lists.ts';

type Point = PersonaCard['strengths'][number];
type Dependency = PersonaCard['dependencies'][number];

const LATIN = '[A-Z][a-z]+(?: [A-Z][a-z]+)?';
/** A name in Hangul is told from any other noun by the title behind it. */
const HANGUL = '\\p{Script=Hangul}{2,4}(?=\\s*(?:님|씨|형|누나|언니|오빠|선배))';
const AND = '(?:\\s*[,，]\\s*(?:and\\s+)?|\\s*(?:and|&|/|·|와|과|및)\\s*)';
const LATIN_NAMES = `${LATIN}(?:${AND}${LATIN})*`;
/** Whom a Korean particle of persons follows. */
const KOREAN_NAMES = `(?:${LATIN}|${HANGUL})(?:${AND}(?:${LATIN}|${HANGUL}))*`;
const TITLE = '(?:\\s*(?:님|씨|형|누나|언니|오빠|선배))?';
const KOREAN_VERB =
  '(?:의존(?!\\s*성)|의지(?:하|함)|기대(?!하|를|가|치)|기댄|기댐|맡기|맡긴|맡김|맡겨|넘기|넘긴|넘김|위임|일임|도움(?:을|이)?\\s*(?:받|구|청|요청|필요)|자문(?:을)?\\s*(?:받|구)|부탁|물어|묻는|물음)';
/** Only particles of persons: `Kubernetes에 의존` is no colleague. */
const KOREAN = new RegExp(
  `^(.*?)(?:^|(?<=[^\\p{L}]))(${KOREAN_NAMES})${TITLE}(?:에게(?:서)?|한테(?:서)?|께)\\s*(?:의\\s*)?((?:\\S+\\s+){0,5}?)(?:\\S*?)${KOREAN_VERB}`,
  'u',
);
/** Without a particle of persons: taken only for those whom the card knows as people. */
const KOREAN_BARE = new RegExp(
  `^(.*?)(?:^|(?<=[^\\p{L}]))(${LATIN_NAMES})(?:에|의)?\\s*(?:의존(?!\\s*성)|(?:도움|지원)(?:을|이)?\\s*(?:받|필요))`,
  'u',
);

const ADVERB = '(?:(?:still|often|mostly|always|usually|heavily|sometimes|entirely|too much|a lot)\\s+)*';
const VERB = `(?:(?:[Rr]el(?:y|ies|ying|iant)|[Dd]epend(?:s|ing|ent)?|[Ll]ean(?:s|ing)?|[Cc]ount(?:s|ing)?) ${ADVERB}(?:up)?on|[Dd]efer(?:s|ring)? to|[Tt]urn(?:s|ing)? to|[Ll]ook(?:s|ing)? to|[Aa]sk(?:s|ing)?|[Nn]eed(?:s|ing)?(?: the)? (?:help|support|input) (?:from|of)|[Nn]eed(?:s|ing)?(?=[^.]*'s (?:help|support|input)))`;
const OF_THEIRS = "(?:(?:'s|’s)(?: (?:help|support|expertise|guidance|team|input|judg[e]?ment))?)?";
const ENGLISH_FOR = new RegExp(
  `\\b${VERB} (${LATIN_NAMES})${OF_THEIRS},? (?:for|when it comes to|with|in|on|about) (.+)$`,
  'u',
);
const ENGLISH_TOPIC_FIRST = new RegExp(`^(.+?)(?:\\s*[:：,—–-])?\\s+${ADVERB}${VERB} (${LATIN_NAMES})\\b`, 'u');
const ENGLISH_GIVEN = new RegExp(
  `^(.+?) (?:is|are) (?:left to|handled by|delegated to|deferred to|done by) (${LATIN_NAMES})\\b`,
  'u',
);

/** Nouns that particles of persons follow too, and products that a card may rely on without listing them. */
const NOBODY = new Set(
  (
    '팀원 팀원들 동료 동료들 후배 선배 사람 사람들 타인 남 전문가 상사 리더 매니저 주니어 시니어 멘토 고객 사용자 누군가 개발자 엔지니어 외부 본인 자신 서로 모두 ' +
    'kubernetes docker terraform ansible helm linux windows android redis kafka spark flink airflow postgres postgresql mysql mongo mongodb ' +
    'elasticsearch prometheus grafana datadog jenkins github gitlab aws azure google amazon apple meta microsoft nvidia intel openai anthropic ' +
    'cloudflare python java javascript typescript rust go kotlin swift react vue angular svelte node django flask spring pytorch tensorflow jax ' +
    'triton cuda llvm mlir figma jira notion slack excel git intuition experience others people colleagues teammates seniors management tools ' +
    'libraries automation the a it this that team manual existing external third why what how when infrastructure product platform ' +
    'design engineering marketing leadership backend frontend security data operations research quality 팀장 대표 선생 부장 과장 고객사 교수'
  ).split(' '),
);

const trimTopic = (text: string) =>
  text
    .replace(/^(?:\d+[.)]\s*)?(?:[^:：]*[:：]\s*)?/u, '')
    .replace(/^(?:for|on|with|in|when it comes to)\s+/iu, '')
    .replace(/[.。,，\s]+$/u, '')
    .replace(/(?:에\s*대해서는|에\s*관해서는|에서는|에서|만은|은|는|을|를|만|도)$/u, '')
    .replace(/\s*(?:측면|부분|쪽|관련|시)$/u, '')
    .trim();

/** What else of a card tells people from products. */
export interface Acquaintances {
  /** Lower-case names of tools, languages and fields. */
  software: ReadonlySet<string>;
  /** Lower-case names of those whom the card has speak, or speaks to. */
  people: ReadonlySet<string>;
}

/** Who a text names as the one to turn to: `{on, topic}`, one for each colleague. */
export function readDependencies(points: readonly Point[], { software, people }: Acquaintances): Dependency[] {
  return points.flatMap(({ text: quote, line }) => {
    const found = statedIn(quote, people);
    if (found === undefined) return [];
    const label = /^([^:：]+)[:：]/u.exec(quote)?.[1] ?? '';
    const topic = trimTopic(found.said) || trimTopic(found.between) || label.trim();
    const names = found.names
      .split(new RegExp(AND, 'u'))
      .map((name) => name.trim())
      .filter((name) => name !== '' && !NOBODY.has(name.toLowerCase()) && !software.has(name.toLowerCase()));
    return topic === '' ? [] : names.map((on) => ({ on, topic, quote, line }));
  });
}

/** A text that is longer than any growth area states nothing: the patterns would look at it for minutes. */
const LONGEST = 1_000;

function statedIn(
  quote: string,
  people: ReadonlySet<string>,
): { names: string; said: string; between: string } | undefined {
  if (quote.length > LONGEST) return undefined;
  const korean = KOREAN.exec(quote);
  // `Blaze에게 맡기지 못함` is the opposite.
  if (korean !== null && /^(?:하)?지\s*(?:못|않)/u.test(quote.slice(korean[0].length))) return undefined;
  if (korean !== null) return { names: korean[2] ?? '', said: korean[1] ?? '', between: korean[3] ?? '' };
  const bare = KOREAN_BARE.exec(quote);
  if (bare !== null && people.has((bare[2] ?? '').toLowerCase()))
    return { names: bare[2] ?? '', said: bare[1] ?? '', between: '' };
  const english = ENGLISH_FOR.exec(quote);
  if (english !== null) return { names: english[1] ?? '', said: english[2] ?? '', between: '' };
  const first = ENGLISH_TOPIC_FIRST.exec(quote) ?? ENGLISH_GIVEN.exec(quote);
  return first === null ? undefined : { names: first[2] ?? '', said: first[1] ?? '', between: '' };
}

/** `Blaze: kernel work`, `Blaze (hardware)`, `kernel work → Blaze`, as a section of its own lists them. */
export function readListedDependency(point: Point, known: Acquaintances): Dependency[] {
  const stated = readDependencies([point], known);
  if (stated.length > 0) return stated;
  const { text, line } = point;
  if (text.length > LONGEST) return [];
  const names = `(${LATIN_NAMES})(?:\\s*\\([A-Z]+-?\\d+\\))?`;
  const [, head, topic] = new RegExp(`^${names}\\s*(?:[:：]|[—–-]|→)\\s*(.+)$`, 'u').exec(text) ?? [];
  const [, said, tail] = new RegExp(`^(.+?)\\s*(?:→|->|[:：])\\s*${names}$`, 'u').exec(text) ?? [];
  const { name, inside } = splitBrackets(text);
  const [who, what] =
    head !== undefined
      ? [head, topic ?? '']
      : tail !== undefined
        ? [tail, said ?? '']
        : new RegExp(`^${LATIN_NAMES}$`, 'u').test(name)
          ? [name, inside]
          : ['', ''];
  if (what === '') return [];
  return who
    .split(new RegExp(AND, 'u'))
    .filter((one) => one !== '' && !NOBODY.has(one.toLowerCase()) && !known.software.has(one.toLowerCase()))
    .map((on) => ({ on, topic: what.trim(), quote: text, line }));
}
