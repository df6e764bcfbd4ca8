import type { PersonaCard } from '../core/card.ts';
import type { DebateSummary } from '../core/document.ts';
import { PitwallError } from '../core/error.ts';
import { hashText } from '../core/hash.ts';
import { nearest } from '../core/nearest.ts';
import type { Recipes } from '../core/recipe.ts';
import { NO_RECIPES } from '../core/recipe.ts';
import type { TranscriptStore } from '../core/record.ts';
import type { Scenario } from '../core/scenario.ts';
import { compileCard } from '../fidelity/compile/compile-card.ts';
import type { DebateTurns } from '../fidelity/evaluation/debate-turns.ts';
import { turnsOf } from '../fidelity/evaluation/debate-turns.ts';
import { evaluate } from '../fidelity/evaluation/evaluate.ts';
import type { FidelityReport } from '../fidelity/evaluation/report.ts';
import type { CompiledCard } from '../fidelity/model/compiled-card.ts';
import { SCORERS } from '../fidelity/scorers/index.ts';
import { PLAYBOOK } from '../models/playbook-seat.ts';
import { controlOf, playbookControl } from './control.ts';
import { seatedIn } from './document.ts';
import { probeAnswers } from './probing.ts';
import { recordingOf } from './recording.ts';
import type { RunOptions } from './run-debate.ts';
import { runDebate } from './run-debate.ts';
import { tryDebate } from './try-debate.ts';

/** A card with the text that it was read from. */
export interface CardText {
  card: PersonaCard;
  cardText?: string;
}

/** Each card as the scorers need it, told from all the others. */
export function compileCards(cards: readonly CardText[]): CompiledCard[] {
  const colleagues = cards.map(({ card }) => card);
  return cards.map(({ card, cardText }) =>
    compileCard(card, { colleagues, ...(cardText === undefined ? {} : { text: cardText }) }),
  );
}

/** A recorded debate as scorers see it, with the cards of its record. Throws NO_MEASUREMENT when nobody has spoken. */
export function recordedTurns(
  store: TranscriptStore,
  id: string,
  recipes: Recipes = NO_RECIPES,
): {
  debate: DebateTurns;
  cards: CompiledCard[];
  cardTexts: Record<string, string>;
  scenario: Scenario;
  head: string;
  models: string[];
} {
  const { segments, events, chain } = recordingOf(store, id, recipes);
  const { scenario, seats: last } = (segments.at(-1) ?? segments[0]).config;
  const seats = seatedIn(segments);
  const debate = turnsOf(events, id, scenario);
  debate.sides.probes = probeAnswers(store, id, events);
  if (debate.turns.length === 0) throw new PitwallError('NO_MEASUREMENT', `expected turns in debate ${id}, found none`);
  const texts = seats.map(({ card, cardHash }) => ({ card, cardText: store.text(cardHash) }));
  return {
    debate,
    cards: compileCards(texts),
    cardTexts: Object.fromEntries(texts.map(({ card, cardText }) => [card.id, cardText])),
    scenario,
    head: chain.at(-1)?.hash ?? '',
    models: last.map(({ model }) => model),
  };
}

/** Asks a judge about turns; undefined where none was named. */
export type JudgedBy = (
  said: Pick<DebateTurns, 'turns'>,
  cards: readonly CompiledCard[],
) => Promise<FidelityReport['judge'] | undefined>;

/** Scores one recorded debate; `judgedBy` asks a judge about its turns first. */
export async function evaluateDebate(
  store: TranscriptStore,
  id: string,
  judgedBy?: JudgedBy,
  truth?: string,
  recipes?: Recipes,
): Promise<FidelityReport> {
  const { debate, cards, scenario, head, models } = recordedTurns(store, id, recipes);
  if (truth !== undefined) debate.sides.truth = optionAmong(scenario, truth);
  const judge = await judgedBy?.(debate, cards);
  const report = evaluate({
    subject: { kind: 'debate', name: id },
    debates: [debate],
    cards,
    scorers: SCORERS,
    control: controlOf(store, debate, cards, recipes),
    withSwap: true,
    ...(judge === undefined ? {} : { judge }),
  });
  return { ...report, head: headBeside(head, { id, models }, store.list({ all: true })) };
}

/**
 * What a report of a debate rests on, by which a kept one is known to be of all of it: the hash of its last event, and the records
 * beside it, which are its probes and, where a language model sits in it, interviews.
 *
 * @param models of its last cast
 */
export function headBeside(
  head: string,
  { id, models }: { id: string; models: readonly string[] },
  all: readonly DebateSummary[],
): string {
  const isAsked = models.some((model) => model !== PLAYBOOK);
  const beside = all.filter(
    ({ kind, parent, status }) =>
      status === 'closed' && ((kind === 'probe' && parent?.id === id) || (kind === 'interview' && isAsked)),
  );
  if (beside.length === 0) return head;
  return hashText([head, ...beside.map((one) => one.id).sort()].join('\n'));
}

export interface ScenarioRun extends Omit<RunOptions, 'store' | 'seed' | 'on'> {
  /** Keeps the debates; without one they are held in memory, with the playbook in every seat. */
  store?: TranscriptStore;
  seeds: readonly number[];
  /** The option that turned out right, where that is known. */
  truth?: string;
  on?: (done: number) => void;
}

/** Holds a scenario once a seed. */
export async function scenarioTurns({ store, seeds, on, truth, ...options }: ScenarioRun): Promise<DebateTurns[]> {
  const { scenario } = options.scenario;
  const right = truth === undefined ? null : optionAmong(scenario, truth);
  const debates: DebateTurns[] = [];
  for (const seed of seeds) {
    if (store === undefined) {
      const { events } = await tryDebate({ ...options, seed });
      debates.push(turnsOf(events, `seed-${seed}`, scenario));
    } else {
      const { id, events } = await runDebate({ ...options, store, seed });
      debates.push(turnsOf(events, id, scenario));
    }
    on?.(debates.length);
  }
  for (const { sides } of debates) sides.truth = right;
  return debates;
}

/** Throws USAGE for what is no option of the scenario. */
export function optionAmong({ options }: Pick<Scenario, 'options'>, truth: string): string {
  const names = Object.keys(options);
  if (names.includes(truth)) return truth;
  throw new PitwallError(
    'USAGE',
    `expected the option that turned out right, got \`${truth}\`${nearest(truth, names)}`,
  );
}

/** Holds a scenario once a seed and scores all of it. */
export async function evaluateScenario(run: ScenarioRun, judgedBy?: JudgedBy): Promise<FidelityReport> {
  const { scenario } = run.scenario;
  const debates = await scenarioTurns(run);
  const seated = scenario.cast.map((name) => run.team.find(name));
  const cards = compileCards(seated);
  const judge = await judgedBy?.({ turns: debates.flatMap(({ turns }) => turns) }, cards);
  const report = evaluate({
    subject: { kind: 'scenario', name: scenario.id },
    debates,
    cards,
    scorers: SCORERS,
    withSwap: true,
    ...(judge === undefined ? {} : { judge }),
    control: debates.flatMap((debate) => playbookControl(debate, cards)),
  });
  return { ...report, cards: Object.fromEntries(seated.map(({ card, cardHash }) => [card.id, cardHash])) };
}
