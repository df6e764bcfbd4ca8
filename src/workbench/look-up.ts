import { calculate } from './calculate.ts';
import { deviceNamed } from './devices.ts';
import { modelOf } from './models.ts';
import { askedIn } from './question/asked.ts';
import { shownAs } from './question/display.ts';
import type { KindName } from './question/kinds.ts';
import { kindOf } from './question/kinds.ts';
import type { Dimension } from './question/measures.ts';
import type { Tagged } from './question/tag.ts';
import type { Quantities } from './question-quantities.ts';
import { namesIn } from './question-quantities.ts';
import { runTool } from './run-tool.ts';
import type { DerivedAnswer } from './say-derived.ts';
import { usualLink } from './usual-link.ts';

/** A figure of a table as an answer. */
export interface Entry extends DerivedAnswer {
  asks: KindName;
}

/** What a table has of a card or a model, and whose it is. */
interface Row {
  name: KindName;
  value: number;
  of: string;
  source: string;
}

const NODE = 8;

function entriesOf({ device, model, modelAssumed }: Quantities): Row[] {
  if (device !== undefined && model === undefined) {
    const { bf16Tflops, memoryGBs, memoryGB, source } = deviceNamed(device);
    const link = usualLink(device, NODE);
    const of = { of: device, source };
    return [
      { name: 'bandwidth', value: memoryGBs * 1e9, ...of },
      { name: 'tflops', value: bf16Tflops * 1e12, ...of },
      ...(link === null ? [] : [{ name: 'link' as const, value: link.gbs * 1e9, of: device, source: link.from }]),
      { name: 'capacity', value: memoryGB * 1e9, ...of },
    ];
  }
  if (model === undefined || device !== undefined || modelAssumed === true) return [];
  const { layers, heads, kvHeads, headDim, hidden, vocab, source } = modelOf(model);
  const shape = { kvHeads, headDim, heads, layers, hidden, vocab };
  return Object.entries(shape).map(([name, value]) => ({ name: name as KindName, value, of: model, source }));
}

/**
 * What a card or a model of the tables has, `memory bandwidth of a B200`, `how many layers does Qwen2.5 32B have`; null where a question says
 * anything else, or asks for what something takes of it.
 */
export function lookedUp(text: string, q: Quantities, tags: readonly Tagged[]): Entry | null {
  // One of something is no number that is told.
  const told = tags.filter(({ value }) => value !== 1);
  if (told.some(({ dimension }) => dimension !== 'parameters' && dimension !== 'large') || told.length > 1) return null;
  if (q.params !== undefined && q.model === undefined) return null;
  const lower = text.toLowerCase();
  if (TAKES.test(lower) || q.several !== undefined || (q.format !== undefined && q.format !== 'BF16')) return null;
  const isRate = /fast|speed|빠르|속도/.test(lower);
  const entry = entriesOf(q).find(
    ({ name }) => kindOf(name).sheet?.test(lower) === true && !(isRate && name === 'capacity'),
  );
  if (entry === undefined || !isPlain(text, kindOf(entry.name).sheet ?? TAKES)) return null;
  const asked = askedIn(text) ?? { unit: '', dimension: null };
  if (asked.dimension !== null && !isCounted(asked.dimension, kindOf(entry.name).dimensions)) return null;
  const shown = shownAs(entry.name, asked, entry.value);
  const steps = {
    answer: { formula: shown.times === 1 ? entry.name : `${entry.name} / ${shown.times}`, unit: shown.unit },
  };
  const computed = runTool(calculate, { values: { [entry.name]: entry.value }, steps }, () => {
    throw new RangeError('a table reads no files');
  });
  const { ko, en } = kindOf(entry.name);
  const { answer } = computed.figures;
  return {
    ...{ asks: entry.name, args: computed.args, assumed: [] },
    figures: answer === undefined ? {} : { answer: { ...answer, source: entry.source } },
    answer: {
      ko: `${entry.of}, ${ko}: ${shown.ko} (${entry.source}).`,
      en: `${upper(en)} of ${entry.of}: ${shown.en} (${entry.source}).`,
    },
  };
}

const isCounted = (asked: Dimension, own: readonly Dimension[]): boolean =>
  own.includes(asked) || ['bare', 'cards', 'items', 'large'].includes(asked);

/** What is taken, reached or left is no figure of a sheet. */
const TAKES =
  /\btakes?\b|\bneed|\bfits?\b|\bhold|\bserv|\btrain|\btun|\bload|\brun\b|achiev|reach|attain|left|remain|\bmfu\b|utili|intensity|ridge|roofline|tokens?|faster|slower|than|compare|\bvs\b|price|cost|들어|필요|먹|올리|올라|돌리|학습|튜닝|서빙|남|빠르|느리|보다|비교|토큰|가격|얼마나 (?:빨|느)|프로파일|측정|재/;
/** Words that ask, and those between. */
const FILLER =
  /\b(?:what|whats|which|is|are|the|an?|of|on|in|for|per|each|one|single|how|much|many|high|big|large|fast|does|do|has|have|got|it|its|there|tell|me|give|please|can|you|card|gpu|spec|sheet|data|s|model|peak|dense|bf16|fp16|total|gb|tb|gib|tflops?|second|number|size|and|i|want|know|to)\b|(?:은|는|이|가|의|을|를|에|에서|이야|인가요?|인지|예요|이에요|입니까|야|요|좀|얼마(?:나|야|예요|인가요?)?|몇|알려 ?줘|알려 ?주세요|뭐(?:야|예요)?|궁금해?|있어|있나요?|되나요?|돼|개|층|스펙|카드|모델|한 ?장|최대)(?=[\s?.!,]|$)/g;
const MOST_LEFT = 1;
/** Whether the words beside the name and what is asked are those of a plain look-up. */
function isPlain(text: string, sheet: RegExp): boolean {
  let open = text.toLowerCase();
  for (const { at, end } of namesIn(open)) open = open.slice(0, at) + ' '.repeat(end - at) + open.slice(end);
  const left = open.replaceAll(new RegExp(sheet.source, 'g'), ' ').replaceAll(FILLER, ' ');
  return (left.match(/[a-z가-힣]{2,}/g) ?? []).length <= MOST_LEFT;
}
const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
