import type { Dimension } from './measures.ts';
import { RATE_OF, unitAt } from './measures.ts';

/** What a question asks for: in which dimension and unit, and the words that name it. */
export interface Asked {
  dimension: Dimension | null;
  /** The unit as it was asked for, `days` or `GiB`; empty where none was. */
  unit: string;
  /** All that it may ask for, the likeliest first; weights are those of the words. */
  units: readonly { dimension: Dimension; unit: string; weight: number }[];
  /** What the nouns of what asks are measured in, where no unit is asked for. */
  hints: ReadonlySet<Dimension>;
  /** Words around what asks, and where in them it asks; none where they are the whole question. */
  spans: readonly { words: string; weight: number; at?: number }[];
  /** Whether it asks if something fits or holds. */
  fits: boolean;
  /** Whether it only asks if something is so. */
  isVerdict: boolean;
  /** Where the last sentence begins that asks. */
  from: number;
}

const FITS =
  /\bfits?\b|\benough\b|\bhold\b|\bsqueez|\boom\b|out of memory|들어가|들어갈|올라가|올라갈|올릴|올려|돌아가|돌릴 수|가능|되나|될까|모자라|부족|충분|터지|터질/;
/** Nouns that end many a question without being asked for. */
const NOUNS: ReadonlySet<Dimension> = new Set<Dimension>([
  ...([
    'cards',
    'bare',
    'sequences',
    'items',
    'x',
    'parameters',
    'tokens',
    'nodes',
    'replicas',
    'steps',
    'layers',
  ] as const),
  ...(['heads', 'runs', 'matrices', 'people', 'blocks', 'units', 'experts', 'stages', 'words', 'interval'] as const),
]);
const ENGLISH =
  /\bhow (many|much|long|big|large|fast|often|high|low|small|expensive|heavy|far)\b|\b(?:wh?at(?:'?s| is| are| was| would| will| does| do| should| can| kind|)|whats|which|wats)\b|\b(?:give me|tell me|calculate|compute (?!bound|budget|node|optimal)|determine|derive|convert|estimate|curious|work out|figure out|ballpark|need (?:a|the) number|i need the|want the|want to know|looking for|asks? for|asked for|asking for|find the|where (?:would|will|does|should|do)|like to know|need to know|wondering|want to know|number of|how (?:does|do|will|would)(?= [^.?!]{0,60}\b(?:move|change|shift)\b))\b/g;
const KOREAN = /며칠|몇|얼마나|얼마|언제|어디쯤|어디까지|계산|구해|알려|추정|산정|어느 ?정도|어떻게 (?:되|돼|나오)/g;
/** A noun at the end asks as a question mark does: "스텝 수는". */
const ENDS = /(?:은|는|수|량|률|율|크기|시간|비용|속도|용량)$/;
/** What is said not to be known is not what is asked. */
const UNASKED =
  /(?:don'?t|do not|doesn'?t|didn'?t|not) (?:know|sure|decided?|say|tell) (?:yet )?(?:how (?:many|much|long|large|big)|what|which)[^.?!;,]{0,60}|몇 ?[가-힣]{1,3}(?:인지|일지|였는지|인가)[가-힣]{0,2} ?(?:는 |은 )?(?:아직|몰라|모르|확인|미정|안 )/gi;
const ASKS = new RegExp(`${ENGLISH.source}|${KOREAN.source}`);
const LEAD =
  /^(?:(?:rough|approx\w*|estimated|expected|total|overall|quick|hi|hello|ok|so)[,\s]+)*([a-z][a-z\s/-]{2,40}?)\s(?:for|of|on|to|with|per|when|if|at)\s/;
const END = /[.?!;](?:\s|$)|\n/;

/**
 * What a text asks for; null where it asks for nothing that could be a number. `open` is the text without the settings that it tells, such as
 * `batch 8`, at the same places: what names a number is not what is asked for.
 */
export function askedIn(text: string, open: string = text): Asked | null {
  const known = text.replaceAll(UNASKED, (words) => ' '.repeat(words.length));
  // "I don't know how many cards we need" may be all that is asked.
  return readAsked(known, open) ?? (known === text ? null : readAsked(text, open));
}

function readAsked(text: string, open: string): Asked | null {
  const lower = text.toLowerCase();
  const shown = open.toLowerCase();
  const spans: { words: string; weight: number; at?: number }[] = [];
  const units: { dimension: Dimension; unit: string; weight: number }[] = [];
  /** Where there are question marks, what else is told is hardly what is asked. */
  const asking = askingParts(text);
  const told = (at: number): number =>
    asking.length === 0 || asking.some(([from, to]) => at >= from && at < to) ? 1 : 0.45;
  const find = (dimension: Dimension, unit: string, weight: number) => {
    // "tell us" asks for no microseconds.
    if (!(weight < 4 && /^(?:us|s|h|d|w|x|g)$/i.test(unit))) units.push({ dimension, unit, weight });
  };
  for (const match of lower.matchAll(ENGLISH)) {
    const from = match.index + match[0].length;
    const clause = lower.slice(from, from + 80).split(/[?!;](?:\s|$)|\.\s|\n/)[0] ?? '';
    // Whoever says "give me" asks, with or without a question mark.
    const by = /^(?:give|tell|calculate|work|determine|estimate)/.test(match[0]) ? 1 : told(match.index);
    const found = (dimension: Dimension, unit: string, weight: number) => find(dimension, unit, weight * by);
    spans.push({ words: shown.slice(from, from + clause.length), weight: 3 * by, at: 0 });
    if (/^\s*(?:a )?(?:factor|multiple)\b/.test(clause)) found('x', '', 4.5);
    if (match[1] === 'long') found('time', '', 3);
    if (match[1] === 'often') found('interval', '', 3);
    const isCount = match[1] === 'many' || /number of$/.test(match[0]);
    if (isCount || match[1] === undefined || match[1] === 'much') {
      const unit = firstUnit(text.slice(from, from + 60), isCount ? 5 : 6);
      if (unit !== null && (isCount || !NOUNS.has(unit.dimension))) found(unit.dimension, unit.unit, isCount ? 4 : 2);
    }
    if (match[1] === 'much' && /^\s*(?:memory|vram|hbm|ram|space|disk|storage|gpu mem)/.test(clause))
      found('bytes', '', 3);
    if (
      match[1] === 'much' &&
      /^\s*(?:money|does (?:it|this|that|the run) cost|will (?:it|this|that) cost|would (?:it|this|that) cost)/.test(
        clause,
      )
    )
      found('USD', '', 3);
    if (match[1] === 'much' && /^\s*time/.test(clause)) found('time', '', 3);
    if (match[1] === 'expensive') found('USD', '', 3);
    if (match[1] === 'much' && /^\s*(?:longer|faster|slower|smaller|cheaper|quicker)/.test(clause)) found('x', '', 3);
  }
  for (const match of lower.matchAll(KOREAN)) {
    const end = match.index + match[0].length;
    const after = lower.slice(end, end + 16);
    const before =
      lower
        .slice(Math.max(0, match.index - 34), match.index)
        .split(END)
        .at(-1) ?? '';
    const by = told(match.index);
    const found = (dimension: Dimension, unit: string, weight: number) => find(dimension, unit, weight * by);
    const lead = shown.slice(match.index - before.length, match.index);
    const near = lead.slice(-26);
    spans.push({ words: `${near} ${match[0]}${shown.slice(end, end + 16)}`, weight: 3 * by, at: near.length });
    if (match[0] === '며칠') found('time', 'days', 4);
    else if (match[0] === '언제') found('time', '', 2);
    else if (match[0] === '몇') {
      // What follows "how many of them" is no unit: 몇 개부터 연산이.
      const isCount = /^\s?(?:개|번|명)(?:부터|까지)/.test(after);
      const unit = firstUnit(text.slice(match.index + 1, match.index + 18), isCount ? 1 : 2);
      if (unit !== null)
        found(
          /초당\s*(?:최대|약|대략|평균|총)?\s*$/.test(before)
            ? (RATE_OF[unit.dimension] ?? unit.dimension)
            : unit.dimension,
          unit.unit,
          4,
        );
      else {
        // "replica 최소 몇개": what is counted stands before.
        const noun = nounBefore(text.slice(Math.max(0, match.index - 30), match.index));
        if (noun !== null) found(noun, '', 3.5);
        else if (/^\s*바퀴/.test(after)) found('epochs', '', 3);
        else if (/^\s*(?:번|회)/.test(after)) found('bare', '', 2);
        else if (/^\s*대(?![가-힣]{2})/.test(after)) found('replicas', '', 3);
        else if (/^\s*(?:[kmbt]|억|만|천만|조)(?![a-z])/.test(after)) found('large', '', 3);
      }
    } else if (/^(?:계산|구해|알려)/.test(match[0])) {
      const noun = nounBefore(
        text
          .slice(Math.max(0, match.index - 30), match.index)
          .trimEnd()
          .replace(/\s*(?:좀|한번|대략)$/, ''),
      );
      if (noun !== null) found(noun, '', 2.4);
    } else if (/^얼마/.test(match[0])) {
      const noun = nounBefore(text.slice(Math.max(0, match.index - 30), match.index));
      if (noun !== null && !['cards', 'sequences', 'items', 'parameters', 'bits'].includes(noun)) found(noun, '', 3.2);
      if (/^나?\s*(?:오래\s*)?걸/.test(after)) found('time', '', 3);
      else if (
        /^\s*(?:나\s*)?(?:들|드나|든|쓰|나가|깨|내야|청구)/.test(after) &&
        /돈|비용|예산|\d\s?원|달러|\$|가격|시간당|요금/.test(lower)
      )
        found('USD', '', 1);
    }
  }
  const found = find;
  for (const match of lower.matchAll(
    /(?:초당|1초에)\s*(?:최대|평균|총)?\s*(토큰|이미지|요청|샘플|건)(?:은|는|이|을|수)?(?=\s*(?:수|속도|처리량)?(?:은|는)?\s*(?:\?|$|얼마|몇|최대))/g,
  )) {
    const unit = unitAt(` ${match[1] ?? ''}`, 0);
    if (unit !== null) find(RATE_OF[unit.dimension] ?? unit.dimension, '', 4 * told(match.index));
  }
  // The unit at the end: "per-gpu GB?", "in days", "tok/s?", "total $?"
  for (const match of text.matchAll(/\?|[.]\s*$|$/gm)) {
    const sentence =
      text
        .slice(0, match.index)
        .split(/[?!]\s|\.\s|\n/)
        .at(-1) ?? '';
    const head = sentence.trimEnd();
    const from = match.index - sentence.length;
    const words = head
      .replace(/\s(?:in )?(?:total|overall|needed|required|roughly|approx\w*|please|total per gpu)$/i, '')
      .split(/\s+/);
    const isEnd = match[0] === '?' || (!text.includes('?') && ENDS.test(head));
    if (isEnd) spans.push({ words: shown.slice(from, from + head.length).slice(-70), weight: 1.8 });
    const named = isEnd && match[0] !== '?' ? nounBefore(head) : null;
    if (named !== null) find(named, '', 2.4);
    const start = unitAt(` ${head}`, 0);
    if (
      match[0] === '?' &&
      /^[a-z][\w-]* (?:to|for|of|needed|required|per)\b/i.test(head) &&
      start !== null &&
      !NOUNS.has(start.dimension) &&
      !/^\d/.test(head)
    )
      found(start.dimension, head.slice(0, start.end - 1), 2);
    for (let take = 4; take >= 1; take -= 1) {
      const tail = words
        .slice(-take)
        .join(' ')
        .replace(/^[(~≈]+|[)]+$/g, '');
      const lead = words.slice(0, -take).join(' ');
      const isIn = /\bin(?: the)?$/i.test(lead);
      if (tail === '$') found('USD', '$', 3);
      const unit =
        /^\d/.test(tail) ||
        /\d[,.]?\d*[a-z]?$|\b(?:of|peak|of the|hundred|thousand|million|billion|trillion|an?|per|each|every|and)$/i.test(
          lead,
        )
          ? null
          : unitAt(` ${tail}`, 0);
      if (unit !== null && unit.end > tail.length && !NOUNS.has(unit.dimension) && (match[0] === '?' || isIn)) {
        // A noun of time is no unit: "이상적인 시간?"
        found(unit.dimension, /^(?:시간|time)$/i.test(tail) ? '' : tail, isIn ? 4.5 : 2.5);
        break;
      }
    }
  }
  for (const match of text.matchAll(
    /\b(?:[Ii]n|[Bb]est[\s-]case|[Ll]ower bound|[Mm]inimum|단위는|단위)\s+((?:[BM]|billion|million|trillion)?\s?(?:params|parameters|tokens)|GB|GiB|MB|MiB|TB|TiB|days?|hours?|minutes?|(?:micro|milli)?seconds?|ms|us|µs|μs|tok(?:ens?)?\/s(?:ec)?|%|percent|TFLOPs?|(?:US )?dollars|USD)(?![\w/])(?!\s*(?:per|a|each)\s)/g,
  )) {
    const unit = unitAt(
      ` ${(match[1] ?? '').replace(/^(?:US (?=d)|(?:[BM]|billion|million|trillion)\s?(?=p|t))/, '')}`,
      0,
    );
    if (unit !== null) found(unit.dimension, (match[1] ?? '').replace(/^US /, ''), 4.6);
  }
  if (
    /\b(?:percent|percentage|%|fraction|share) of\b|몇 ?(?:퍼센트|%|프로)/.test(
      spans.map(({ words }) => words).join(' | '),
    ) &&
    !/\d\s?(?:percent|%) of/.test(lower)
  )
    found('share', '', 2.2);
  // "…, fp16? GB"
  const alone = /\?\s+(?:in )?([a-z/%]{1,8})[.!]?\s*$/i.exec(text)?.[1];
  const aloneUnit = alone === undefined ? null : unitAt(` ${alone}`, 0);
  if (aloneUnit !== null && alone !== undefined && aloneUnit.end > alone.length) found(aloneUnit.dimension, alone, 4);
  // "We have 1e24 FLOPs. Tokens?" and "cost per epoch: 5 hours on 8 cards at $2".
  const last = /(?:^|[.!;,]\s)([^.!;,?]{2,30})\?\s*$/.exec(text.trim())?.[1];
  const lastUnit = last === undefined || last.split(/\s+/).length > 3 ? null : unitAt(` ${last}`, 0);
  if (lastUnit !== null && last !== undefined && lastUnit.end > last.length) found(lastUnit.dimension, '', 2.6);
  // "rough prefill time for one 8k prompt, …?": what stands first is what is asked for.
  if (!ASKS.test(lower)) {
    const lead = LEAD.exec(/^[^:?.]{3,60}:\s+([\s\S]*)/.exec(shown)?.[1] ?? shown)?.[1];
    if (lead !== undefined) spans.push({ words: lead, weight: 3 });
  }
  if (spans.length === 0 && units.length === 0) {
    const head = /^([^:?.]{3,50}):\s/.exec(shown)?.[1];
    const noun = head ?? /^[^\d?!]{2,40}/.exec(shown)?.[0];
    if (noun !== undefined && noun.trim() !== '') spans.push({ words: noun, weight: 2 });
    // "235B MoE: FLOPs for 1T tokens": what stands behind a colon is asked of what stands before it.
    const behind = head === undefined ? undefined : /^[^:]*:\s+([^\d?!]{3,40})/.exec(shown)?.[1];
    if (behind !== undefined) spans.push({ words: behind, weight: 2.4, at: 0 });
    const last = /(?:^|[.,;]\s)([^\d.,;?!]{3,40})[.!]?\s*$/.exec(shown)?.[1];
    if (last !== undefined && last.trim() !== '') spans.push({ words: last, weight: 2 });
    if (spans.length > 0) spans.push({ words: shown, weight: 1.9 });
  }
  const fits = FITS.test(lower);
  if (spans.length === 0 && !fits && units.length === 0) return null;
  const best = units.sort((a, b) => b.weight - a.weight)[0];
  const hints = new Set(HINTS.filter(([says]) => spans.some(({ words }) => says.test(words))).map(([, of]) => of));
  const isVerdict = units.length === 0 && !fits && !ASKS.test(lower) && VERDICT.test(lower);
  const from = asking.at(-1)?.[0] ?? 0;
  return { dimension: best?.dimension ?? null, unit: best?.unit ?? '', units, hints, spans, fits, isVerdict, from };
}

/** Nouns of what is asked for, and in what it is measured. */
const HINTS: readonly (readonly [says: RegExp, of: Dimension])[] = [
  [
    /\b(?:bytes|gigs?|memory|vram|ram|hbm|footprint|weigh|disk|storage|space|size|how (?:big|large|heavy))\b(?![\s-](?:bandwidth|bound|speed|rate))|용량|바이트|메모리(?! ?(?:대역폭|바운드))|무게|크기/,
    'bytes',
  ],
  [/\b(?:share|slice|fraction|portion|proportion|part of|how full)\b|비율|비중|몫/, 'share'],
  [/\bhow (?:long|soon|quickly)|\b(?:duration|wall[\s-]?clock|until|delay|latency|time)\b|언제|걸리|걸려|기간/, 'time'],
  [/\b(?:cost|price|bill|spend|pay|fee|charge)\b|비용|가격|요금/, 'USD'],
  [/\b(?:rate|speed|throughput|how fast)\b|속도|처리량/, 'tokens/s'],
];

/** "is it too little?", "거절당할까요?" */
const VERDICT =
  /(?:^|[,;.!]\s)(?:(?:so|and|but|then)\s)?(?:is|are|was|were|will|would|does|do|did|can|could|should|has|have|am)\s[^.?!]*\?|(?:까|까요|나요|려나|는지|을지|냐|니)\s*\?/;
const WONDERS =
  /궁금|알려 ?(?:줘|주|달라)|계산해|구해 ?(?:줘|주)|말해 ?(?:줘|주)|\b(?:tell me|give me|(?:want|need|like) to know|curious|wonder)/i;

/** From where to where the sentences go that end in a question mark. */
function askingParts(text: string): [from: number, to: number][] {
  const marked = [...text.matchAll(/[^.?!\n]*(?:\.\d[^.?!\n]*)*\?/g)];
  // With or without a mark, whoever wonders asks.
  const wanted = [...text.matchAll(/[^.?!\n]*(?:\.\d[^.?!\n]*)*/g)].filter(({ 0: part }) => WONDERS.test(part));
  return (marked.length === 0 ? [] : [...marked, ...wanted]).map(({ 0: part, index }) => [index, index + part.length]);
}

function nounBefore(text: string): Dimension | null {
  const words = text
    .trim()
    .replace(/\s수(?:는|를|가|은|를 좀|좀)?$/, '')
    .split(/\s+/)
    .filter((word) => !/^(?:최소|최대|총|대략|약|전체|딱|한|각각|각|대충|도대체|정확히|적어도)$/.test(word));
  const word = (words.at(-1) ?? '').replace(/(?:은|는|이|가|을|를|도|의|로|만|수는|수가|수)$/, '');
  const unit = word === '' || /^\d/.test(word) ? null : unitAt(` ${word}`, 0);
  return unit === null || unit.end - 1 < word.length ? null : unit.dimension;
}

/** The first unit among the next words. */
function firstUnit(text: string, words: number): { dimension: Dimension; unit: string } | null {
  // The unit of a number that is told is not asked for.
  const clause = text.split(/[?!,;]|(?<![a-z])\d/i)[0] ?? '';
  let at = 0;
  for (let count = 0; count < words && at < clause.length; count += 1) {
    const gap = /\s*/y;
    gap.lastIndex = at;
    gap.exec(clause);
    at = Math.max(at, gap.lastIndex);
    const unit = unitAt(clause, at);
    if (unit !== null) return { dimension: unit.dimension, unit: clause.slice(at, unit.end).trim() };
    const next = /\S+/y;
    next.lastIndex = at;
    if (next.exec(clause) === null) return null;
    at = next.lastIndex;
  }
  return null;
}
