import type { HumanReply, SeatIo } from '../core/effects.ts';
import { PitwallError } from '../core/error.ts';
import type { HumanQuestion } from '../core/human.ts';
import type { Seat, SeatBrief } from '../core/seat.ts';
import type { Claim, Turn } from '../core/turn.ts';
import { saidIn } from '../playbook/said.ts';
import { Talk } from '../playbook/talk.ts';
import type { View } from '../playbook/view.ts';
import { viewOf } from '../playbook/view.ts';

/** The spec of a seat in which a person sits. */
export const HUMAN = 'human';

/** Asks the person at the table; absent where nobody can be asked, as when a record is only executed again. */
export type AskHuman = (question: HumanQuestion, signal: AbortSignal) => Promise<HumanReply>;

/** Without a word from the person, confidence is what a choice among equals leaves. */
const PLAIN_CONFIDENCE = 0.7;

/** A person in a seat: they pick an option and a reason, and their words are shown as they typed them. */
export function humanSeat(member: string, ask: AskHuman | undefined): Seat {
  return {
    async speak({ messages }: SeatBrief, io: SeatIo): Promise<Turn> {
      const view = viewOf(messages);
      const reply = await io.human(messages, () => {
        if (ask !== undefined) return ask(questionFrom(member, view), io.signal);
        throw new PitwallError('USAGE', `expected a person to answer for ${member}: run or resume it on a terminal`);
      });
      return turnFrom(member, reply, view);
    },
  };
}

function questionFrom(member: string, view: View): HumanQuestion {
  const { question, brief, model, own } = view;
  return {
    member,
    language: question.language,
    task: brief.task,
    turn: brief.turn,
    motion: question.motion,
    options: Object.entries(question.model.options).map(([id, { label }]) => ({ id, label })),
    reasons: model.options.flatMap((option) =>
      model.criteria.map(({ id }) => ({ id: `${option}/${id}`, label: `${option}: ${id}` })),
    ),
    claims: saidIn(view)
      .filter(({ speaker }) => speaker !== member)
      .map(({ ref, speaker, claim }) => ({ ref: `${ref.turn}.${ref.claim}`, speaker, text: claim.text })),
    last: own?.body.stance.option ?? null,
  };
}

function turnFrom(member: string, reply: HumanReply, view: View): Turn {
  const { brief, model, own } = view;
  const answered = saidIn(view).find(
    ({ speaker, ref }) => speaker !== member && `${ref.turn}.${ref.claim}` === reply.answers,
  );
  const [option, subject] = reply.reason?.split('/') ?? [];
  const criterion = model.criteria.find(({ id }) => id === subject);
  const talk = new Talk(view);
  const point =
    option === undefined || criterion === undefined || !model.options.includes(option)
      ? null
      : talk.criterion(criterion, option, model.options.find((other) => other !== option) ?? option);
  const moved = own !== null && own.body.stance.option !== reply.option;
  const claim: Claim = {
    claim: 1,
    text: reply.text,
    gist: reply.text.slice(0, 60),
    reason: point?.what.reason ?? null,
    option: point?.what.option ?? reply.option,
    side: point?.what.side ?? null,
    // What a person says rests on their word: nothing was calculated for it.
    evidence: { kind: 'none', ref: null },
    figure: null,
    numbers: [],
  };
  return {
    utterance: reply.text,
    act: actOf(brief.task, answered !== undefined),
    addressee: answered?.speaker ?? 'all',
    answers: answered ? answered.ref : null,
    question: null,
    claims: [claim],
    stance: {
      option: reply.option,
      confidence: reply.confidence ?? PLAIN_CONFIDENCE,
      support: supportOf([...model.options], reply),
      movedBy: moved && answered ? [`turn:${answered.ref.turn}.${answered.ref.claim}`] : [],
    },
    proposes: null,
    withdraws: [],
    condition: null,
    unused: [],
  };
}

function actOf(task: View['brief']['task'], answers: boolean): Turn['act'] {
  if (task === 'open') return 'open';
  if (task === 'rebut') return answers ? 'rebut' : 'support';
  return 'close';
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
