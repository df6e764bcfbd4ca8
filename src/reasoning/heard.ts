import type { Heard, HeardTurn } from '../core/briefing.ts';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import type { Fact } from '../core/scenario.ts';
import { disclosedBy, saidBy } from './disclosure.ts';

interface Calls {
  tools: EventBody<'tool.called'>[];
  consults: EventBody<'consult.answered'>[];
}

/** Folds events into what everybody at the table has heard, in order; grows only at its end. */
export class HeardFold {
  /** What each turn under way has called. */
  private readonly calls = new Map<number, Calls>();
  /** Member -> what speaks for them. */
  private readonly models = new Map<string, string>();

  constructor(
    /** As they stand now. */
    public facts: Record<string, Fact>,
  ) {}

  /** What these events add. */
  add(events: readonly TranscriptEvent[]): Heard[] {
    for (const event of events) {
      if (event.type === 'debate.opened' || event.type === 'debate.forked')
        for (const { persona, model } of event.body.cast) this.models.set(persona, model);
      if (event.type === 'tool.called') this.callsOf(event.body.turn).tools.push(event.body);
      if (event.type === 'consult.answered') this.callsOf(event.body.turn).consults.push(event.body);
    }
    return events.flatMap((event): Heard[] => {
      switch (event.type) {
        case 'fact.changed':
          return [this.changed(event.body)];
        case 'facts.shared':
          return [{ kind: 'shared', ...event.body }];
        case 'turn.recorded':
          return [this.turn(event.body)];
        case 'moderator.spoke':
          return [{ kind: 'line', text: event.body.text }];
        case 'member.left':
          return [{ kind: 'left', member: event.body.member }];
        default:
          return [];
      }
    });
  }

  private callsOf(turn: number): Calls {
    const known = this.calls.get(turn) ?? { tools: [], consults: [] };
    this.calls.set(turn, known);
    return known;
  }

  private changed({ set, say }: EventBody<'fact.changed'>): Heard {
    for (const [name, { to }] of Object.entries(set)) {
      const fact = this.facts[name];
      if (fact) this.facts = { ...this.facts, [name]: { ...fact, value: to } };
    }
    return { kind: 'fact', set, say };
  }

  private turn({ prompt: _prompt, effect: _effect, ...body }: EventBody<'turn.recorded'>): HeardTurn {
    const { tools, consults } = this.callsOf(body.turn);
    this.calls.delete(body.turn);
    return {
      kind: 'turn',
      body,
      tools: tools.map(({ name, args, figures, call }) => ({ name, args, figures, call })),
      consults: consults.map(({ topic, to, question, calculation, answer, figures, call }) => ({
        topic,
        to,
        question,
        calculation,
        answer,
        figures,
        call,
      })),
      disclosed: isLanguageModel(this.models.get(body.speaker))
        ? saidBy(body, this.facts)
        : disclosedBy(body, tools, this.facts),
    };
  }
}

/** The offline engine cites what it says; a language model says what it wants to, and runs an evaluation on all that it knows. */
const isLanguageModel = (model: string | undefined) => model !== undefined && !/^(?:playbook|human)\b/.test(model);

/** What was said in a whole debate. */
export function heardIn(events: readonly TranscriptEvent[], facts: Readonly<Record<string, Fact>>): Heard[] {
  return new HeardFold({ ...facts }).add(events);
}
