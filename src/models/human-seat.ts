import type { HumanReply, SeatIo } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { HumanQuestion } from '../core/human.ts';
import type { Seat, SeatBrief } from '../core/seat.ts';
import type { Claim, Turn } from '../core/turn.ts';
import type { View } from '../reasoning/view.ts';
import { callFor, viewOf } from '../reasoning/view.ts';
import { callThrough } from './playbook-seat.ts';

/** The spec of a seat in which a person sits. */
export const HUMAN = 'human';

/** Asks the person at the table; absent where nobody can be asked, as when a record is only executed again. */
export type AskHuman = (question: HumanQuestion, signal: AbortSignal) => Promise<HumanReply>;

/** Without a word from the person, confidence is what a choice among equals leaves. */
const PLAIN_CONFIDENCE = 0.7;

/** A person in a seat: he picks an option and a consideration, and his words are shown as he typed them. */
export function humanSeat(member: string, ask: AskHuman | undefined): Seat {
  return {
    async speak({ messages }: SeatBrief, io: SeatIo): Promise<Turn> {
      const view = viewOf(messages);
      const reply = await io.human(messages, () => {
        if (ask !== undefined) return ask(questionFrom(member, view), io.signal);
        throw new PitwallError('USAGE', `expected a person to answer for ${member}: run or resume it on a terminal`);
      });
      return turnFrom(member, reply, await informed(view, messages, reply, io));
    },
  };
}

function questionFrom(member: string, view: View): HumanQuestion {
  const { scenario, brief, claims, lastOwn } = view;
  return {
    member,
    language: scenario.language,
    task: brief.task,
    turn: brief.turn,
    motion: scenario.motion,
    options: Object.entries(scenario.options).map(([id, { label }]) => ({ id, label })),
    reasons: scenario.considerations
      .filter(({ id }) => scenario.able.includes(id))
      .map(({ id, for: inFavour, against, excludes }) => ({
        id,
        label: inFavour ? `+ ${inFavour}` : `- ${against ?? excludes ?? ''}`,
      })),
    claims: claims
      .filter(({ speaker }) => speaker !== member)
      .map(({ turn, speaker, claim }) => ({ ref: `${turn}.${claim.claim}`, speaker, text: claim.text })),
    last: lastOwn?.body.stance.option ?? null,
  };
}

/** The view once the consideration that he picked has been calculated, as a member who raises it would have it calculated. */
async function informed(
  view: View,
  messages: SeatBrief['messages'],
  { reason }: HumanReply,
  io: SeatIo,
): Promise<View> {
  const consideration = view.scenario.considerations.find(({ id }) => id === reason);
  if (consideration === undefined) return view;
  const raised = messages.map((message) =>
    message.typed === view.scenario
      ? { ...message, typed: { ...view.scenario, mine: [...view.scenario.mine, consideration.id] } }
      : message,
  );
  const call = callFor(consideration, view.facts, view.scenario.data);
  return viewOf(call === null ? raised : [...raised, await callThrough(io, call, 'tool[0]', new Map())]);
}

function turnFrom(member: string, reply: HumanReply, view: View): Turn {
  const { brief, claims, scenario, known, lastOwn } = view;
  const answered = claims.find(
    ({ turn, speaker, claim }) => speaker !== member && `${turn}.${claim.claim}` === reply.answers,
  );
  const said = reply.reason === null ? undefined : known.get(reply.reason);
  const consideration = said?.consideration;
  const moved = lastOwn !== null && lastOwn.body.stance.option !== reply.option;
  const claim: Claim = {
    claim: 1,
    text: reply.text,
    gist: reply.text.slice(0, 60),
    reason: consideration?.id ?? null,
    option: consideration?.for ?? consideration?.against ?? consideration?.excludes ?? reply.option,
    side: consideration === undefined ? null : consideration.for === undefined ? 'against' : 'for',
    evidence: evidenceOf(said?.ref ?? null),
    figure: said?.figure ?? null,
    numbers: [],
  };
  return {
    utterance: reply.text,
    act: actOf(brief.task, answered !== undefined),
    addressee: answered?.speaker ?? 'all',
    answers: answered ? { turn: answered.turn, claim: answered.claim.claim } : null,
    question: null,
    claims: [claim],
    stance: {
      option: reply.option,
      confidence: reply.confidence ?? PLAIN_CONFIDENCE,
      support: supportOf(Object.keys(scenario.options), reply),
      movedBy: moved && answered?.claim.reason ? [answered.claim.reason] : [],
    },
    unused: [],
  };
}

function actOf(task: View['brief']['task'], answers: boolean): Turn['act'] {
  if (task === 'open') return 'open';
  if (task === 'rebut') return answers ? 'rebut' : 'support';
  return 'close';
}

function evidenceOf(ref: string | null): Claim['evidence'] {
  const kind = ref?.split(':')[0];
  if (kind === 'tool' || kind === 'consult' || kind === 'fact') return { kind, ref };
  return { kind: 'none', ref: null };
}

function supportOf(options: readonly string[], { option, confidence }: HumanReply): Record<string, number> {
  const share = confidence ?? PLAIN_CONFIDENCE;
  const rest = options.length > 1 ? (1 - share) / (options.length - 1) : 0;
  return Object.fromEntries(
    options.map((name) => [
      name,
      option === null ? 1 / options.length : name === option ? (options.length > 1 ? share : 1) : rest,
    ]),
  );
}
