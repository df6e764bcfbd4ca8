import { PitwallError } from '../core/error.ts';
import { choiceMessage } from '../prompt/index.ts';
import type { Grant } from '../reasoning/floor.ts';
import { lateSignal } from './clock.ts';
import type { DebateContext, Offer, Place } from './context.ts';
import { nextTurnOf } from './context.ts';
import { because, byModerator, ENGINE, engineChoice, MODERATOR, nameIn } from './floor.ts';
import type { Happening } from './next-step.ts';
import type { TurnRecorder } from './recorder.ts';
import { turnRecorder } from './recorder.ts';
import type { ModeratorSetup } from './setup.ts';
import type { TurnBudget } from './spending.ts';
import { turnBudget } from './spending.ts';
import type { Surroundings } from './surroundings.ts';
import { isForGood } from './take-turn.ts';

type Chosen = Extract<Happening, { kind: 'chosen' }>;
type ModelModerator = Extract<ModeratorSetup, { kind: 'model' }>;

/** Asks whoever moderates whom to give the floor; what they answer is on the record before it is used. */
export async function chooseSpeaker(
  context: DebateContext,
  around: Surroundings,
  place: Place,
  signal: AbortSignal,
): Promise<Chosen> {
  const { offer, setup } = context;
  const { moderator } = setup;
  if (offer === null || moderator === undefined)
    throw new RangeError('expected somebody to choose among those offered');
  if (moderator.kind === 'person')
    return personsChoice(context, offer, place, recorderOf(context, around, place, signal));
  const budget = turnBudget(setup.budget, context.spending, MODERATOR);
  const recorder = recorderOf(context, around, place, signal, { budget, moderator });
  const given = { charges: budget.charges, outOfBudget: false };
  try {
    const { grant, notes } = await modelsChoice(context, around, moderator, recorder, place);
    return { kind: 'chosen', grant, notes, ...given };
  } catch (error) {
    if (!(error instanceof PitwallError) || error.code !== 'BUDGET_SPENT') throw error;
    return { kind: 'chosen', grant: null, notes: [], ...given, outOfBudget: true };
  }
}

/** Where the model has failed for good the offline moderator takes over, and the record says so. */
async function modelsChoice(
  context: DebateContext,
  { promptContext }: Surroundings,
  { choosing, foldAbove, model }: ModelModerator,
  recorder: TurnRecorder,
  { round }: Place,
): Promise<Pick<Chosen, 'grant' | 'notes'>> {
  const { scenario } = context.setup;
  const called = context.offer?.called ?? [];
  const messages = [...promptContext.moderatorMessages(foldAbove), choiceMessage(called, scenario.language)];
  const replaced = ({ error, effect }: { error: string; effect: string }) => {
    const note = { kind: 'substituted' as const, from: model, to: ENGINE, detail: error };
    return { grant: engineChoice(context, called, round), notes: [{ note, effect }] };
  };
  const gone = await recorder.failure(messages);
  if (gone !== null) return replaced(gone);
  await recorder.refuseLate(messages);
  try {
    const { speaker, why } = await choosing({ messages, offered: called.map((one) => one.speaker) }, recorder);
    const { notes, reply: effect } = recorder.trail;
    return {
      grant: { speaker, why, rule: 'moderated', ...byModerator(scenario), ...(effect === '' ? {} : { effect }) },
      notes,
    };
  } catch (error) {
    await recorder.recordLate(messages);
    if (!isForGood(error)) throw error;
    return replaced(await recorder.recordFailure(messages, error.sentence));
  }
}

async function personsChoice(
  context: DebateContext,
  { called }: Offer,
  { round }: Place,
  recorder: TurnRecorder,
): Promise<Chosen> {
  const { scenario } = context.setup;
  const { language } = scenario;
  const { speaker, why, effect } = await recorder.named({
    language,
    turn: nextTurnOf(context),
    round,
    offered: called.map((one) => ({
      id: one.speaker,
      name: nameIn(context, one.speaker),
      because: because(context, one.calling),
    })),
    suggested: engineChoice(context, called, round)?.speaker ?? '',
  });
  if (speaker !== null && called.every((one) => one.speaker !== speaker))
    throw new PitwallError(
      'USAGE',
      `expected one of ${called.map((one) => one.speaker).join(', ')}, got \`${speaker}\``,
    );
  const grant: Grant | null =
    speaker === null
      ? null
      : { speaker, why: why ?? '', rule: 'named', ...byModerator(scenario), ...(effect === '' ? {} : { effect }) };
  return { kind: 'chosen', grant, notes: [], charges: [], outOfBudget: false };
}

/** Each choice is a place of its own on the record; one is made again for a turn where who was chosen had nothing to say. */
function recorderOf(
  { setup, ports, clock, passed, silent, ...context }: DebateContext,
  { record, prompts }: Surroundings,
  { phase, round }: Place,
  signal: AbortSignal,
  asked?: { budget: TurnBudget; moderator: ModelModerator },
): TurnRecorder {
  const turn = nextTurnOf(context);
  const again = passed.filter((one) => one.turn === turn).length + silent.length;
  return turnRecorder({
    record,
    ports,
    place: `${phase.kind}/${round}/${MODERATOR}.${turn}${again === 0 ? '' : `/${again + 1}`}`,
    speaker: MODERATOR,
    turn,
    live: true,
    signal,
    late: asked === undefined ? undefined : lateSignal({ setup, ports, clock }),
    seconds: setup.budget?.debate?.seconds,
    prompts,
    budget: asked?.budget,
    worst: asked?.moderator.worst,
  });
}
