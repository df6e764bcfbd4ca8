import type { Curve } from './curve.ts';
import { CurveLines } from './curve.ts';
import { HELD, invalidLog, isEpochName, isStepName, PART, rankOf } from './log-fields.ts';
import { severalLosses } from './refusals.ts';

const LONGEST_LINE = 4000;
/** Lines with a loss that are surveyed one by one, and then every so many. */
const SURVEYED = 5000;
const THEN_EVERY = 50;
/** A name must be on at least this share of the lines that name any loss of its kind. */
const COMMON = 0.05;
/** Rank of a perplexity among losses: behind every training loss. */
const PERPLEXITIES = 150;
/** Epochs from which a bar's running mean counts at the end of each alone. */
const EPOCHS = 3;

const NUMBER = String.raw`[-+]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?)\b`;
/** What stands between a name and its number: `loss: 2.1`, `loss=2.1`, `"loss": "2.1"`, `loss 2.1`, `[iter 5]`, `loss: tensor(2.1)`. */
const BETWEEN = String.raw`["'\])]*(?:\s*[:=#]\s*|\s+|\s*(?=\[))["'[(]*\s*(?:tensor\()?`;
const PAIR = new RegExp(String.raw`([A-Za-z_][\w./|-]*(?: [A-Za-z][\w./-]*)?)${BETWEEN}(${NUMBER})`, 'gi');
const MENTIONS_LOSS = /loss|cost|nll|xent|trl|tel\b|tel:|ntropy|bce|ppl|perplex|\blearn:/i;
const MENTIONS_PLACE = /epoch|ep\.|step|iter|update|\d\s*\/\s*\d/i;
const PROGRESS = /(?<![\d/.:-])(\d+)\s*\/\s*(\d+)(?![\d/.])/g;
/** `s:38`, as a C program prints a step; `[12]` and `12:`, as boosting prints a round. */
const STEP_ALONE = /^\W*s:\d|(?:^|\])\s*\[\d+\]|^\s*\d{1,9}:\s/;
const BEFORE_EPOCHS = /epochs?\W*$/i;
const NAMED = /(?<!batch|batches|iter|iters|iteration|progress|it)\s*[:=]\s*$/i;
const ROUND = /(?:^|\])\s*\[(\d{1,9})\]|^\s*(\d{1,9}):\s/;
/** A number before a progress in brackets is the epoch: `[3][50/1000]`, `Train: 3 [50/1000`. */
const EPOCH_BEFORE = /(?:\[(\d+)\]|:\s*(\d+))\s*\[\s*$/;
/** Different second numbers from which `3/1500` may be epoch and batch, and not a part of a whole that stays the same. */
const BATCHES = 5;
/** A mean of another loss, which is no loss beside it. */
const MEAN = /(?:^|_)(?:mean|avg|average|avr|ema|smoothed|running)(?:_|$)/;
/** A row of a table with a name and a number. */
const ROW = /^\|\s*([^\s|][^|]*?)\s*\|\s*([^\s|][^|]*?)\s*\|\s*$/;
/** A metric as an object that names it apart from its number. */
const KEYED = /"key"\s*:\s*"([\w./-]+)"\s*,\s*"value"\s*:/;
/** A bar whose numbers are means since the epoch began, as Keras draws it. */
const RUNNING = /\d+\/\d+ (?:\[[=>.]+\]|[━╸╺]+)/;
/** Words before `loss` that leave it the loss of the run. */
const PLAIN =
  /^(?:train|training|trn|batch|total|task|current|step|iter|iteration|mean|avg|average|running|info|the|global|mini-batch|minibatch)$/;
const PERPLEXITY = /^(?:train(?:ing)?[ _])?(?:ppl|perplexity)$/;
const HELD_OUT_BEFORE = '(?<!(?:val|valid|validation|eval|evaluation|dev|test|best)[ _./-]*)';
/** Words that begin a line about data held out, behind whatever a logger puts before it. */
const HELD_OUT_WORD =
  /(?:^|[-|:\]>)*]\s*)(?:val|valid|validation|validating|eval|evaluation|evaluating|dev|test|testing)\b(?![\s_-]*loss)/i;
const ANY_LOSS = /loss|cost|nll|xent|ppl/i;

/** Whether a line is about data held out, whatever its losses are called. */
function isHeldOutLine(line: string): boolean {
  const at = HELD_OUT_WORD.exec(line)?.index ?? -1;
  return at >= 0 && at < (ANY_LOSS.exec(line)?.index ?? 0);
}

/** What a program printed while it trained, line by line; the names it uses are told by how often they come. */
export function readConsole(text: string, file: string, wanted?: string): Curve {
  const chosen = lossNamed(text, file, wanted);
  const loss = lossPattern(chosen);
  const lines = new CurveLines();
  const bars: { at: Place; value: number }[] = [];
  let epoch = Number.NaN;
  let near = Number.NaN;
  eachPrinted(text, (line) => {
    const found = chosen.onHeldOutLines === isHeldOutLine(line) ? loss.exec(line) : null;
    const at = MENTIONS_PLACE.test(line) || STEP_ALONE.test(line) ? placeIn(line, chosen.countsBatches) : NOWHERE;
    if (!Number.isNaN(at.epoch)) epoch = at.epoch;
    if (found === null) {
      if (!Number.isNaN(at.step)) near = at.step;
      return;
    }
    if (chosen.isPlaced && Number.isNaN(at.step)) return;
    const read = numberOf(found[1] ?? '');
    const value = chosen.isPerplexity ? Math.log(read) : read;
    const place = { step: Number.isNaN(at.step) ? near : at.step, epoch, total: at.total };
    near = Number.NaN;
    if (RUNNING.test(line)) bars.push({ at: place, value });
    else lines.add(place, value);
  });
  return lines.count === 0 ? barsOf(bars) : lines.curve();
}

function lossPattern({ name, others }: Chosen): RegExp {
  const before = isHeldOut(name) ? '' : HELD_OUT_BEFORE;
  // `train loss` is another name than `loss` where a log has both.
  const longer = others.flatMap((other) =>
    other.endsWith(` ${name}`) ? [escaped(other.slice(0, -name.length - 1))] : [],
  );
  const apart = longer.length === 0 ? '' : String.raw`(?<!\b(?:${longer.join('|')})\s+)`;
  return new RegExp(String.raw`${before}${apart}(?<![\w./-])${escaped(name)}${BETWEEN}(${NUMBER})`, 'i');
}

function barsOf(bars: readonly { at: Place; value: number }[]): Curve {
  const lines = new CurveLines();
  const full = bars.filter(({ at }) => at.step === at.total);
  const epochs = new Map(bars.map(({ at, value }) => [at.epoch, value]));
  if (epochs.size >= EPOCHS) for (const [epoch, value] of epochs) lines.add({ step: epoch }, value);
  else if (full.length >= EPOCHS)
    for (const [index, { value }] of full.entries()) lines.add({ step: index + 1 }, value);
  else for (const { at, value } of bars) lines.add(at, value);
  return lines.curve();
}

interface Place {
  step: number;
  epoch: number;
  total: number;
}
const NOWHERE: Place = { step: Number.NaN, epoch: Number.NaN, total: Number.NaN };

/** How often the name of a loss comes, and how often with a step on its line. */
interface Seen {
  rank: number;
  count: number;
  placed: number;
}

interface Chosen {
  name: string;
  /** Whether most of its lines say their step themselves. */
  isPlaced: boolean;
  isPerplexity: boolean;
  onHeldOutLines: boolean;
  /** Whether `3/1500` is the epoch and its batch. */
  countsBatches: boolean;
  /** Other losses of the log. */
  others: readonly string[];
}

const ON_HELD_OUT_LINE = 'held out: ';

function lossNamed(text: string, file: string, wanted?: string): Chosen {
  const seen = new Map<string, Seen>();
  const note = (name: string, rank: number, isPlaced: boolean): void => {
    const { count, placed } = seen.get(name) ?? { count: 0, placed: 0 };
    seen.set(name, { rank, count: count + 1, placed: placed + (isPlaced ? 1 : 0) });
  };
  let firstLine = 1;
  let count = 0;
  const firsts = new Set<number>();
  const seconds = new Set<number>();
  eachPrinted(text, (line, number) => {
    if (!MENTIONS_LOSS.test(line) && wanted === undefined) return;
    count += 1;
    if (count > SURVEYED && count % THEN_EVERY !== 0) return;
    const isPlaced = !Number.isNaN(placeIn(line).step);
    const [progress] = progressesIn(line);
    if (progress !== undefined) {
      firsts.add(progress.done);
      seconds.add(progress.all);
    }
    const aside = isHeldOutLine(line);
    const here = new Set<string>();
    for (const { name, rank } of lossesIn(line, wanted)) {
      if (here.has(name)) continue;
      here.add(name);
      if (seen.size === 0) firstLine = number;
      if (aside && rank < HELD) note(`${ON_HELD_OUT_LINE}${name}`, HELD + rank, isPlaced);
      else note(name, rank, isPlaced);
    }
  });
  const name = choose(seen, file, firstLine);
  const found = name === null ? undefined : seen.get(name);
  if (name === null || found === undefined)
    throw invalidLog(file, 1, 'expected lines with a step and a training loss, found none');
  const onHeldOutLines = name.startsWith(ON_HELD_OUT_LINE);
  const bare = onHeldOutLines ? name.slice(ON_HELD_OUT_LINE.length) : name;
  return {
    name: bare,
    isPlaced: found.placed * 2 >= found.count,
    isPerplexity: PERPLEXITY.test(bare),
    countsBatches: seconds.size > Math.max(BATCHES, firsts.size),
    onHeldOutLines,
    others: [...seen.keys()],
  };
}

/** Names of losses on a line, and of perplexities, which stand in where no loss is logged. */
function lossesIn(line: string, wanted?: string): { name: string; rank: number }[] {
  return [...line.matchAll(PAIR)].flatMap(([, written = '']) => {
    const name = plainName(written);
    if (wanted !== undefined) {
      const last = name.split(' ').at(-1) ?? '';
      return [name, last].includes(wanted.toLowerCase()) ? [{ name: wanted.toLowerCase(), rank: 0 }] : [];
    }
    const known = lossName(name);
    if (known !== null) return [known];
    const last = name.split(' ').at(-1) ?? '';
    return PERPLEXITY.test(last) ? [{ name: last, rank: PERPLEXITIES }] : [];
  });
}

const plainName = (written: string): string => written.toLowerCase().replaceAll('|', '').replace(/\.$/, '');

/** The loss that a name of one or two words stands for; null for what is none. */
function lossName(name: string): { name: string; rank: number } | null {
  const rank = rankOf(name);
  const [first = '', last] = name.split(' ');
  if (last === undefined || rank === null || rank >= HELD) return rank === null ? lastWord(last) : { name, rank };
  const alone = rankOf(last);
  if (rank < PART || alone === null || alone >= PART || !PLAIN.test(first)) return { name, rank };
  return { name: last, rank: alone };
}

function lastWord(last: string | undefined): { name: string; rank: number } | null {
  const rank = last === undefined ? null : rankOf(last);
  return last === undefined || rank === null ? null : { name: last, rank };
}

function choose(seen: ReadonlyMap<string, Seen>, file: string, line: number): string | null {
  const among = (from: number, to: number) => {
    const kind = [...seen].filter(([, { rank }]) => rank >= from && rank < to);
    const most = Math.max(0, ...kind.map(([, { count }]) => count));
    return kind.filter(([, { count }]) => count >= Math.max(2, COMMON * most));
  };
  const isPlaced = ([, { placed, count }]: [string, Seen]) => Number(placed * 2 >= count);
  const first = (kind: [string, Seen][]) =>
    kind.sort((a, b) => isPlaced(b) - isPlaced(a) || a[1].rank - b[1].rank)[0]?.[0];
  const whole = first(among(0, PART));
  if (whole !== undefined) return whole;
  const named = among(PART, PERPLEXITIES).map(([name]) => name);
  const own = named.filter((name) => !MEAN.test(name));
  const parts = own.length === 0 ? named : own;
  if (parts.length > 1) throw severalLosses(file, line, parts);
  return (
    parts[0] ??
    first(among(PERPLEXITIES, HELD)) ??
    first(among(HELD, Number.POSITIVE_INFINITY)) ??
    [...seen].find(([, { placed }]) => placed > 0)?.[0] ??
    null
  );
}

const isHeldOut = (name: string): boolean => (rankOf(name) ?? 0) >= HELD;

/** `12/20` where it is a place in a run: `[12/20]`, `batch: 12/20` and ` 12/20 [` are, `acc: 12/20` is none. */
function progressesIn(line: string): { done: number; all: number; before: string }[] {
  return [...line.matchAll(PROGRESS)].flatMap((match) => {
    const before = line.slice(Math.max(0, match.index - 16), match.index);
    if (BEFORE_EPOCHS.test(before) || NAMED.test(before)) return [];
    return [{ done: Number(match[1]), all: Number(match[2]), before }];
  });
}

function placeIn(line: string, countsBatches = false): Place {
  let { step, epoch, total } = NOWHERE;
  let order = Number.POSITIVE_INFINITY;
  for (const match of line.matchAll(PAIR)) {
    const name = plainName(match[1] ?? '');
    const words = name.split(' ');
    const last = words.at(-1) ?? '';
    if (isEpochName(name) || isEpochName(last)) {
      if (Number.isNaN(epoch)) epoch = numberOf(match[2] ?? '');
    } else if ((isStepName(name) || isStepName(last)) && (last !== 's' || match.index <= 1)) {
      const rest = line.slice(match.index + match[0].length);
      if (rest.startsWith('%')) continue;
      const list = /\[\s*[\d,]+$/.test(match[0]) ? listed(match[2] ?? '', rest) : null;
      if (list !== null && Number.isNaN(epoch)) epoch = list.epoch;
      const value = list?.step ?? numberOf(match[2] ?? '');
      const at = ['global_step', 'num_updates'].indexOf(last) >= 0 ? 0 : last === 'batch' ? 2 : 1;
      if (!Number.isInteger(value) || at >= order) continue;
      order = at;
      step = value;
      const whole = /^\s*\/\s*(\d+)/.exec(rest);
      if (whole !== null && countsBatches) return { step: Number(whole[1]), epoch: value, total: Number.NaN };
      total = whole === null ? Number.NaN : Number(whole[1]);
    }
  }
  if (!Number.isNaN(step)) return { step, epoch, total };
  for (const { done, all, before } of progressesIn(line)) {
    if (countsBatches) return { step: all, epoch: done, total: Number.NaN };
    if (Number.isNaN(epoch)) {
      const [, bracketed, named] = EPOCH_BEFORE.exec(before) ?? [];
      epoch = Number(bracketed ?? named ?? Number.NaN);
    }
    if (done <= all && all > 1) return { step: done, epoch, total: all };
  }
  const [, bracketed, named] = ROUND.exec(line) ?? [];
  return { step: Number(bracketed ?? named ?? Number.NaN), epoch, total };
}

/** A step that is a list, `[epoch, step, ...]`; null where it has one number alone. */
function listed(first: string, rest: string): { epoch: number; step: number } | null {
  const [epoch, step] = `${first}${/^[\s\d,]*/.exec(rest)?.[0] ?? ''}`.split(',').map(Number);
  return epoch === undefined || step === undefined || Number.isNaN(step) ? null : { epoch, step };
}

function numberOf(text: string): number {
  if (/n[ai]|inf/i.test(text)) return Number.NaN;
  return Number(text.replaceAll(',', ''));
}

const escaped = (name: string): string =>
  name.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`).replaceAll(' ', String.raw`\s+`);

/**
 * Lines as a terminal shows them, a bar that is drawn over itself once for each time, without its colours. Letter by letter: a search for the
 * next end of a line, once compiled, was seen to run through the rest of the text each time.
 */
function eachPrinted(text: string, visit: (line: string, number: number) => void): void {
  let number = 1;
  let start = 0;
  let isColoured = false;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? NEWLINE : text.charCodeAt(at);
    if (code === ESCAPE) isColoured = true;
    if (code !== NEWLINE && code !== RETURN) continue;
    if (at > start) {
      const line = text.slice(start, Math.min(at, start + LONGEST_LINE));
      visit(plainLine(isColoured ? line.replaceAll(COLOUR, '') : line), number);
    }
    if (code === NEWLINE) number += 1;
    start = at + 1;
    isColoured = false;
  }
}

/** A line with each number behind its name, where a program prints them in a table of two columns or as an object with a key. */
function plainLine(line: string): string {
  if (line.startsWith('|')) return line.replace(ROW, '$1: $2');
  return line.includes('"key"') ? line.replace(KEYED, '"$1":') : line;
}

const NEWLINE = 10;
const RETURN = 13;
const ESCAPE = 27;
const COLOUR = new RegExp(String.raw`${'\u001b'}\[[\d;]*[A-Za-z]`, 'g');
