import type { HeardTurn, SeatBriefing, TurnBrief, TypedMessage } from '../../core/briefing.ts';
import type { Language } from '../../core/language.ts';
import type { SeatBrief } from '../../core/seat.ts';
import { holdDebate } from '../../debate/debate.ts';
import { foldAboveFor } from '../../models/context.ts';
import type { Team } from '../../project/index.ts';
import { loadScenario } from '../../project/index.ts';
import { relationTo } from '../../prompt/scenario.ts';
import { estimateTokens } from '../../prompt/tokens.ts';
import type { DebateConfig } from '../debate-config.ts';
import { fromProject } from '../debate-config.ts';
import { buildSetup, plainSeat, portsOf } from '../setup.ts';
import type { TurnKind } from './report.ts';
import { TURN_KINDS } from './report.ts';

/** A prompt that a member got in a debate of the playbook. */
export interface TablePrompt {
  kind: TurnKind;
  member: string;
  brief: SeatBrief;
  turn: number;
  /** Phase, round and member, as a record names the place. */
  place: string;
  seat: SeatBriefing;
  /** Who else sits there. */
  others: readonly string[];
  /** Who asked the member something since they last spoke. */
  askedBy: string | null;
  tokens: number;
}

/** A debate that was held with the playbook, for the prompts that its members got. */
export interface Table {
  config: DebateConfig;
  prompts: TablePrompt[];
  /** One of each kind, of as few members as may be, those first who speak politely. */
  chosen: Map<TurnKind, TablePrompt>;
  longest: TablePrompt;
}

/** Debates in which somebody is asked something, so that every kind of turn occurs. */
const SCENARIOS: Record<Language, string> = { ko: 'loss-drop-3000', en: 'build-or-buy' };

/** Several models of a team are asked at the same tables. */
const tables = new WeakMap<Team, Map<string, Promise<Table>>>();

/** Holds a shipped debate with the playbook, under the window of the model that is going to be asked. */
export function tableFor(team: Team, language: Language, spec: string): Promise<Table> {
  const foldAbove = foldAboveFor(spec);
  const known = tables.get(team) ?? new Map<string, Promise<Table>>();
  tables.set(team, known);
  const key = `${language} ${foldAbove}`;
  const table = known.get(key) ?? heldTable(team, language, foldAbove);
  known.set(key, table);
  return table;
}

/** Debates that are tried until one has every kind of turn: whom nobody asks anything, answers nothing. */
const MOST_SEEDS = 8;

async function heldTable(team: Team, language: Language, foldAbove: number): Promise<Table> {
  let lacking: readonly TurnKind[] = TURN_KINDS;
  for (let seed = 1; seed <= MOST_SEEDS; seed += 1) {
    const table = await tableOf(team, language, { foldAbove, seed });
    lacking = TURN_KINDS.filter((kind) => !table.chosen.has(kind));
    if (lacking.length === 0) return table;
  }
  throw new RangeError(`expected a debate with every kind of turn, found none of: ${lacking.join(', ')}`);
}

async function tableOf(
  team: Team,
  language: Language,
  { foldAbove, seed }: { foldAbove: number; seed: number },
): Promise<Table> {
  const loaded = loadScenario(SCENARIOS[language], { projectDir: team.projectDir, team });
  const config = fromProject({ loaded, team, seed, models: {}, without: [] });
  const prompts: TablePrompt[] = [];
  const setup = await buildSetup(config, async (source) => {
    const seat = await plainSeat(source, config);
    return {
      ...seat,
      speak(brief, io) {
        prompts.push(promptOf(brief));
        return seat.speak(brief, io);
      },
    };
  });
  const seats = setup.seats.map((seat) => ({ ...seat, foldAbove }));
  await holdDebate({ setup: { ...setup, seats }, ports: portsOf(config), record: null });
  const [longest] = [...prompts].sort((a, b) => b.tokens - a.tokens);
  if (longest === undefined) throw new RangeError('expected a debate to have prompts');
  return { config, prompts, chosen: chosenFrom(prompts), longest };
}

function promptOf(brief: SeatBrief): TablePrompt {
  const typed = brief.messages.flatMap(({ typed: one }) => (one === undefined ? [] : [one as TypedMessage]));
  const find = <K extends TypedMessage['kind']>(kind: K) =>
    typed.find((one): one is Extract<TypedMessage, { kind: K }> => one.kind === kind);
  const [seat, asked, scenario] = [find('seat'), find('brief'), find('scenario')];
  if (seat === undefined || asked === undefined || scenario === undefined)
    throw new RangeError('expected a prompt to have a seat, a scenario and a brief');
  const askedBy = asked.task === 'rebut' ? askerOf(typed, seat.id) : null;
  return {
    kind: kindOf(asked, askedBy),
    member: seat.id,
    brief,
    turn: asked.turn,
    place: `${asked.task}/${asked.round}/${seat.id}`,
    seat,
    others: scenario.roster.map(({ id }) => id).filter((id) => id !== seat.id),
    askedBy,
    tokens: brief.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0),
  };
}

const kindOf = ({ task }: TurnBrief, askedBy: string | null): TurnKind => (askedBy === null ? task : 'answer');

function askerOf(typed: readonly TypedMessage[], member: string): string | null {
  const heard = typed.flatMap((one) => (one.kind === 'folded' ? one.heard : [one]));
  const turns = heard.filter((one): one is HeardTurn => one.kind === 'turn').map(({ body }) => body);
  const own = turns.filter(({ speaker }) => speaker === member).at(-1)?.turn ?? 0;
  const asking = turns.filter((one) => one.turn > own && one.question !== null && one.addressee === member);
  return asking.at(-1)?.speaker ?? null;
}

function chosenFrom(prompts: readonly TablePrompt[]): Table['chosen'] {
  const kindsOf = (member: string) => new Set(prompts.filter((one) => one.member === member).map(({ kind }) => kind));
  // Of a model that speaks 반말 to everybody, those tell whose card has them speak politely.
  const isPolite = (member: string) =>
    prompts.some(({ seat }) => seat.id === member && relationTo(seat, '*')?.register !== 'plain');
  const byReach = [...new Set(prompts.map(({ member }) => member))].sort(
    (a, b) => Number(isPolite(b)) - Number(isPolite(a)) || kindsOf(b).size - kindsOf(a).size,
  );
  const ordered = byReach.flatMap((member) => prompts.filter((one) => one.member === member));
  return new Map(
    TURN_KINDS.flatMap((kind) => {
      const one = ordered.find((prompt) => prompt.kind === kind);
      return one === undefined ? [] : [[kind, one] as const];
    }),
  );
}
