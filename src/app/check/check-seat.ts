import type { Structured } from '../../core/effects.ts';
import { PitwallError } from '../../core/error.ts';
import type { Language } from '../../core/language.ts';
import type { ModelCheck } from '../../models/check.ts';
import { checkModel } from '../../models/check.ts';
import { modelClients } from '../../models/clients.ts';
import { withContext } from '../../models/context.ts';
import { dialectOf } from '../../models/dialect.ts';
import { faultData } from '../../models/fault.ts';
import { checkProviders } from '../../models/package-model.ts';
import { costOf, priceOf } from '../../models/prices.ts';
import type { Waiting } from '../../models/retry.ts';
import { REAL_WAITING } from '../../models/retry.ts';
import type { ModelSettings } from '../../models/settings.ts';
import { checkKeys, specText } from '../../models/settings.ts';
import type { LiveSpec } from '../../models/spec.ts';
import { isLive, parseModelSpec } from '../../models/spec.ts';
import type { Team } from '../../project/index.ts';
import { adviceFor } from './advice.ts';
import type { AskedTurn } from './ask-turn.ts';
import { askTurn } from './ask-turn.ts';
import { checkKorean } from './korean.ts';
import { Meter, sumOf } from './meter.ts';
import type { Advice, CheckLine, CheckName, LineOf, SeatCheck, Spent, TriedWay } from './report.ts';
import { TURN_KINDS } from './report.ts';
import { endpointSaid } from './said.ts';
import type { Table } from './table.ts';
import { tableFor } from './table.ts';
import { checkWindow } from './window.ts';

export interface SeatCheckOptions {
  spec: string;
  settings: ModelSettings;
  team: Team;
  /** What is spoken at the table. */
  language: Language;
  signal?: AbortSignal;
  /** Told of each check as it begins, and of its line as it ends. */
  onStart?: (check: CheckName) => void;
  onLine?: (line: CheckLine) => void;
  clock?: () => number;
  waiting?: Waiting;
}

/** An endpoint that is not there is not waited for as one that a debate rests on. */
const MOST_WAIT_MS = 300;
/** In this order a turn is asked for where the first way comes to nothing. */
const WAYS: readonly Structured[] = ['tool', 'schema', 'json', 'text'];
const NOTHING: Spent = { calls: 0, seconds: 0, usage: null };

/** Tries whether a model can sit at this table: its endpoint, a tool, one turn of each kind, Korean, the window, and what it costs. */
export async function checkSeat(options: SeatCheckOptions): Promise<SeatCheck> {
  const { settings, team, language, signal = new AbortController().signal } = options;
  const { clock = () => performance.now(), waiting = REAL_WAITING, onStart, onLine } = options;
  const startedAt = clock();
  const text = withContext(specText(options.spec, settings));
  const spec = parseModelSpec(text);
  if (!isLive(spec))
    throw new PitwallError('USAGE', `expected a language model to check, like \`openai:NAME\`, got \`${text}\``);
  checkKeys([spec], settings);
  await checkProviders([spec], settings);
  const lines: CheckLine[] = [];
  const advice: Advice[] = [];
  const say = <L extends CheckLine>(line: L): L => {
    lines.push(line);
    onLine?.(line);
    return line;
  };
  const report = (scenario: string, verdict: SeatCheck['verdict'], probe: ModelCheck): SeatCheck => ({
    spec: text,
    language,
    scenario,
    verdict,
    fault: probe.fault,
    lines,
    findings: probe.findings,
    advice,
    seconds: (clock() - startedAt) / 1000,
  });

  onStart?.('reach');
  const impatient: Waiting = { ...waiting, sleep: (ms, until) => waiting.sleep(Math.min(ms, MOST_WAIT_MS), until) };
  const alone: LiveSpec = { ...spec, fallback: null };
  const probe = await checkModel(text, settings, { signal, waiting: impatient });
  const spent = { ...NOTHING, seconds: (clock() - startedAt) / 1000 };
  say({
    check: 'reach',
    state: probe.fault === null ? 'pass' : 'fail',
    streams: probe.streams,
    problem: probe.fault && endpointSaid(probe.problem ?? ''),
    spent,
  });
  if (probe.fault !== null) {
    advice.push(...(await adviceFor(probe.fault, probe.problem ?? '', alone, settings)));
    return report('', 'unasked', probe);
  }
  say({
    check: 'tool',
    state: probe.usesResult === true ? 'pass' : 'note',
    called: probe.tools,
    usesResult: probe.usesResult,
    spent: NOTHING,
  });

  const meter = new Meter(modelClients(settings, waiting), clock);
  const table = await tableFor(team, language, text);
  const scenario = table.config.scenario.id;
  onStart?.('way');
  const { opened, tried, way, seated } = await bestWay(table, alone, meter, signal);
  const wayState = tried.length === 0 ? 'skipped' : way === null ? 'fail' : tried.length > 1 ? 'note' : 'pass';
  say({ check: 'way', state: wayState, tried, way, spent: NOTHING });
  say(opened.line);
  const asked: AskedTurn[] = [opened];
  if (way !== null)
    for (const kind of TURN_KINDS.slice(1)) {
      const prompt = table.chosen.get(kind);
      if (prompt === undefined) continue;
      onStart?.(kind);
      const turn = await askTurn(table, prompt, seated, meter, signal);
      asked.push(turn);
      say(turn.line);
      if (turn.error !== null && turn.error.code !== 'TURN_INVALID') break;
    }
  const turnAsks = [...meter.asks];

  onStart?.('korean');
  say(language === 'ko' ? checkKorean(asked) : await koreanBeside(team, seated, meter, signal, way));
  const last = meter.asks.findLast(({ refused }) => refused === null);
  if (last !== undefined) {
    onStart?.('context');
    const { tools, manner } = last;
    const added = Math.max(...asked.map(({ beside }) => beside));
    const window = await checkWindow({ table, spec: parseModelSpec(seated), tools, manner, added, meter, signal });
    say(window);
    if (window.state !== 'pass') advice.push({ code: 'window', needed: window.needed, provider: spec.provider });
  }
  say(cacheLine(turnAsks.flatMap(({ usage }) => usage ?? [])));
  const price = say(priceLine(table, asked, turnAsks, alone, settings));
  if (way !== null && way !== dialectOf(spec).structured) advice.push({ code: 'spec', spec: seated });
  if (way === 'json' || way === 'text') advice.push({ code: 'tools', vllm: spec.provider === 'vllm' });
  if (price.usd === null && price.outputTokens > 0) advice.push({ code: 'price', key: price.key });
  const failure = asked.find(({ error }) => error !== null && error.code === 'MODEL_FAILED')?.error;
  if (failure != null && failure.data['transient'] === true) {
    advice.push({ code: 'later' });
    const { reason, status } = faultData(failure);
    return report(scenario, 'unasked', { ...probe, fault: { reason, status } });
  }
  const counts = lines.filter(({ check }) => check !== 'korean' || language === 'ko');
  const cannot = counts.some(({ state }) => state === 'fail');
  if (cannot && way === null) advice.push({ code: 'larger' });
  return report(scenario, cannot ? 'cannot' : 'sits', probe);
}

/** Asks for the opening in the way that the endpoint's profile has, and in the others until one brings a whole turn. */
async function bestWay(
  table: Table,
  spec: LiveSpec,
  meter: Meter,
  signal: AbortSignal,
): Promise<{ opened: AskedTurn; tried: TriedWay[]; way: Structured | null; seated: string }> {
  const prompt = table.chosen.get('open');
  if (prompt === undefined) throw new RangeError('expected a debate to have an opening');
  const tried: TriedWay[] = [];
  let first: AskedTurn | null = null;
  let next: Structured | undefined = dialectOf(spec).structured;
  while (next !== undefined) {
    const from = meter.asks.length;
    const seated = withWay(spec, next);
    const opened = await askTurn(table, prompt, seated, meter, signal);
    first ??= opened;
    const asks = meter.asks.slice(from);
    for (const { way, refused } of asks)
      if (refused !== null && tried.every((one) => one.way !== way) && asks.some((other) => other.way !== way))
        tried.push({ way, came: { kind: 'refused', sentence: endpointSaid(refused.sentence) } });
    const way = asks.at(-1)?.way ?? next;
    if (opened.line.state !== 'fail') {
      tried.push({ way, came: null });
      return { opened, tried, way, seated: withWay(spec, way) };
    }
    const { error } = opened;
    const isFault = error !== null && error.code !== 'TURN_INVALID';
    // A model that refuses has been heard, and no way was refused by its endpoint.
    if (!isFault || error.data['flaw'] !== undefined)
      tried.push({ way, came: { kind: 'flawed', sentence: opened.line.problem ?? '' } });
    if (isFault) return { opened, tried, way: null, seated };
    next = WAYS.find((one) => tried.every((other) => other.way !== one));
  }
  if (first === null) throw new RangeError('expected a way to be tried');
  return { opened: first, tried, way: null, seated: spec.text };
}

/** The spec with the way in it, where it is not the one that is tried first anyway. */
function withWay(spec: LiveSpec, way: Structured): string {
  if (dialectOf(spec).structured === way) return spec.text;
  return `${spec.text.replace(/,structured=[a-z]+/, '')},structured=${way}`;
}

/** At a table that speaks English: one opening in Korean. */
async function koreanBeside(
  team: Team,
  spec: string,
  meter: Meter,
  signal: AbortSignal,
  way: Structured | null,
): Promise<LineOf<'korean'>> {
  if (way === null) return checkKorean([]);
  const table = await tableFor(team, 'ko', spec);
  const prompt = table.chosen.get('open');
  if (prompt === undefined) return checkKorean([]);
  const asked = await askTurn(table, prompt, spec, meter, signal);
  return checkKorean([asked], asked.line.spent);
}

function cacheLine(usages: readonly NonNullable<Spent['usage']>[]): LineOf<'cache'> {
  const total = sumOf(usages);
  const cachedTokens = total?.cachedTokens ?? null;
  return {
    check: 'cache',
    state: 'pass',
    inputTokens: total?.inputTokens ?? 0,
    cachedTokens,
    spent: NOTHING,
  };
}

/** What a whole debate takes with this model in every seat: its prompts, by what was counted of those that were sent. */
function priceLine(
  { prompts }: Table,
  asked: readonly AskedTurn[],
  asks: Meter['asks'],
  spec: LiveSpec,
  settings: ModelSettings,
): LineOf<'price'> {
  const estimated = prompts.reduce((sum, { tokens }) => sum + tokens, 0);
  const sent = asked.reduce((sum, { prompt }) => sum + prompt.tokens, 0);
  const counted = sumOf(asks.filter(({ refused }) => refused === null).map(({ usage }) => usage));
  const turns = prompts.length;
  const inputTokens = Math.round(counted === null ? estimated : (counted.inputTokens / sent) * estimated);
  const outputTokens = Math.round(counted === null ? 0 : (counted.outputTokens / asked.length) * turns);
  const usd = counted === null ? null : costOf({ inputTokens, outputTokens }, priceOf(spec, settings));
  return {
    check: 'price',
    state: usd === null ? 'note' : 'pass',
    turns,
    inputTokens,
    outputTokens,
    usd,
    key: `${spec.provider}:${spec.name}`,
    spent: NOTHING,
  };
}
