import type { HeardTurn, OwnResult, ScenarioBriefing, SeatBriefing, TurnBrief } from '../core/briefing.ts';
import { canonicalJson } from '../core/canonical.ts';
import type { ConsultCall, PromptMessage } from '../core/effects.ts';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import type { AskedQuestion } from '../core/questionnaire.ts';
import type { Fact } from '../core/scenario.ts';
import type { SeatBrief } from '../core/seat.ts';
import { briefMessage, choicesMessage, Transcript } from '../prompt/index.ts';
import { factsIn } from '../reasoning/considerations.ts';
import { callFor, pendingQuestions } from '../reasoning/view.ts';
import { changedFacts } from './facts.ts';
import type { DebateSetup } from './setup.ts';
import { firstMessages } from './setup.ts';

interface Calls {
  tools: EventBody<'tool.called'>[];
  consults: EventBody<'consult.answered'>[];
}

/** The fold of a debate's events that prompts are built from: it grows only at its end. */
export class PromptContext {
  private facts: Readonly<Record<string, Fact>>;
  private first: Map<string, PromptMessage[]>;
  private readonly transcript = new Transcript();
  private readonly heard: HeardTurn[] = [];
  /** What each turn under way has called. */
  private readonly calls = new Map<number, Calls>();
  /** Seat -> its own results, latest per tool and arguments. */
  private readonly results = new Map<string, Map<string, OwnResult>>();

  constructor(private setup: DebateSetup) {
    this.first = firstMessages(setup);
    this.facts = { ...setup.scenario.facts };
  }

  get turns(): number {
    return this.heard.length;
  }

  /** Other cards, members or data from here on; what was heard stays. Results that rest on other data are not reused. */
  reseat(setup: DebateSetup): void {
    const kept = Object.entries(setup.data).every(([name, { hash }]) => this.setup.data[name]?.hash === hash);
    if (!kept) this.results.clear();
    this.setup = setup;
    this.first = firstMessages(setup);
  }

  add(events: readonly TranscriptEvent[]): void {
    for (const event of events) {
      if (event.type === 'tool.called') this.callsOf(event.body.turn).tools.push(event.body);
      if (event.type === 'consult.answered') this.callsOf(event.body.turn).consults.push(event.body);
    }
    for (const event of events) {
      if (event.type === 'fact.changed') this.changeFacts(event.body);
      if (event.type === 'turn.recorded') this.hear(event.body);
      if (event.type === 'moderator.spoke') this.transcript.push({ kind: 'line', text: event.body.text });
      if (event.type === 'member.left') this.transcript.push({ kind: 'left', member: event.body.member });
    }
  }

  /** The prompt of a seat now: card, scenario, transcript so far, and what is asked of it. */
  promptFor(seat: string, brief: Omit<TurnBrief, 'kind' | 'own'>, upTo = this.transcript.length): SeatBrief {
    const own = [...(this.results.get(seat)?.values() ?? [])];
    const [card, question] = this.first.get(seat) ?? [];
    if (card === undefined || question === undefined) throw new RangeError(`expected a seat for ${seat}`);
    const about = {
      seat: card.typed as SeatBriefing,
      scenario: question.typed as ScenarioBriefing,
      last: this.transcript.lastOf(seat, upTo),
      saidTo: this.transcript.saidTo(seat, upTo),
    };
    const messages = [
      card,
      question,
      ...this.transcript.messagesFor(seat, { upTo, ...this.foldingFor(seat) }),
      briefMessage({ kind: 'brief', own, ...brief }, about),
    ];
    return { seat, messages, options: Object.keys(this.setup.scenario.options) };
  }

  /** The prompt of a seat that is asked off the record; the brief is for who answers by where his argument stands. */
  questionsFor(seat: string, questions: readonly AskedQuestion[], turn: number): SeatBrief {
    const has = this.heard.some(({ body }) => body.speaker === seat);
    const brief: TurnBrief = {
      kind: 'brief',
      task: has ? 'vote' : 'open',
      turn,
      round: 1,
      lastRound: true,
      blind: !has,
      why: 'is asked off the record',
      own: [...(this.results.get(seat)?.values() ?? [])],
      consulted: [],
      closing: null,
    };
    const messages = [...this.heardBy(seat), choicesMessage(questions, brief)];
    return { seat, messages, options: Object.keys(this.setup.scenario.options) };
  }

  /** All that a seat is told before what is asked of it. */
  heardBy(seat: string): PromptMessage[] {
    return [...(this.first.get(seat) ?? []), ...this.transcript.messagesFor(seat, this.foldingFor(seat))];
  }

  private foldingFor(seat: string): { foldAbove?: number } {
    const foldAbove = this.setup.seats.find(({ card }) => card.id === seat)?.foldAbove;
    return foldAbove === undefined ? {} : { foldAbove };
  }

  get length(): number {
    return this.transcript.length;
  }

  /**
   * What must be asked of a colleague before this seat gets the floor: a question put to it whose topic, named or read
   * from its text, its card defers to a desk that is there, and that is not answered yet. Only a question that names a consideration can be calculated.
   */
  consultFor(seat: string): ConsultCall | null {
    const { scenario, seats, desks, data, routing } = this.setup;
    const card = seats.find(({ card: { id } }) => id === seat)?.card;
    for (const { body } of pendingQuestions(this.heard, seat)) {
      const topic = body.question?.topic ?? (body.question && routing?.deferred(seat, body.question.text)?.topic);
      const route = card?.persona.defers.find((candidate) => candidate.topic === topic);
      const desk = desks.find((candidate) => candidate.topic === topic && candidate.member === route?.on.toLowerCase());
      if (!body.question || !topic || !desk || desk.member === seat) continue;
      const about = scenario.considerations.find(({ id }) => id === body.question?.about);
      const files = Object.fromEntries(Object.entries(data).map(([name, { file }]) => [name, file]));
      const calculation = about ? callFor(about, this.facts, files) : null;
      return { to: desk.member, topic, question: body.question.text, calculation };
    }
    return null;
  }

  private callsOf(turn: number): Calls {
    const known = this.calls.get(turn) ?? { tools: [], consults: [] };
    this.calls.set(turn, known);
    return known;
  }

  private changeFacts({ set, say, failed }: EventBody<'fact.changed'>): void {
    this.facts = changedFacts(this.facts, set);
    this.transcript.push({ kind: 'fact', set, say, ...(failed ? { failed } : {}) });
  }

  private hear({ prompt: _prompt, effect: _effect, ...body }: EventBody<'turn.recorded'>): void {
    const { tools, consults } = this.callsOf(body.turn);
    this.calls.delete(body.turn);
    const heard: HeardTurn = {
      kind: 'turn',
      body,
      tools: tools.map(({ name, args, figures, call }) => ({ name, args, figures, call })),
      consults: consults.map(({ topic, to, question, answer, figures, call }) => ({
        topic,
        to,
        question,
        answer,
        figures,
        call,
      })),
      disclosed: this.disclosedBy(body),
    };
    this.heard.push(heard);
    this.transcript.push(heard);
    const own = this.results.get(body.speaker) ?? new Map<string, OwnResult>();
    for (const { name, args, figures, call } of tools) {
      own.set(`${name} ${canonicalJson(args)}`, { name, args, figures, ref: `tool:${body.turn}.${call}` });
    }
    for (const { calculation, figures, call } of consults) {
      if (!calculation) continue;
      const { name, args } = calculation;
      own.set(`${name} ${canonicalJson(args)}`, { name, args, figures, ref: `consult:${body.turn}.${call}` });
    }
    this.results.set(body.speaker, own);
  }

  /** Facts that a turn's claims rest on: cited themselves, or in the arguments of a cited calculation. */
  private disclosedBy(body: HeardTurn['body']): Record<string, Fact> {
    const { considerations } = this.setup.scenario;
    const names = body.claims.flatMap(({ reason, evidence, numbers }) => {
      const from = considerations.find(({ id }) => id === reason)?.from;
      const behind =
        from && 'tool' in from && evidence.kind !== 'colleague' && evidence.kind !== 'none' ? factsIn(from.args) : [];
      const cited = [evidence.ref, ...numbers.flatMap(({ refs }) => refs)].flatMap((ref) =>
        ref?.startsWith('fact:') ? [ref.slice(5)] : [],
      );
      return [...behind, ...cited].map((path) => path.split('.')[0] ?? path);
    });
    const known = Object.keys(this.facts).filter((name) => names.includes(name));
    return Object.fromEntries(known.map((name) => [name, this.facts[name] as Fact]));
  }
}
