import type {
  Heard,
  HeardFact,
  HeardTurn,
  OwnResult,
  ScenarioBriefing,
  SeatBriefing,
  TurnBrief,
} from '../core/briefing.ts';
import { canonicalJson } from '../core/canonical.ts';
import type { ConsultCall, PromptMessage } from '../core/effects.ts';
import type { TranscriptEvent } from '../core/events.ts';
import { once } from '../core/once.ts';
import type { AskedQuestion } from '../core/questionnaire.ts';
import type { SeatBrief } from '../core/seat.ts';
import type { AmendedInput, ChangedFact } from '../prompt/index.ts';
import { amountOf, asWritten, briefMessage, choicesMessage, staleFigures, Transcript } from '../prompt/index.ts';
import { HeardFold } from '../reasoning/heard.ts';
import { knowledgeAfter, startingFacts } from '../reasoning/knowledge.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { compileModel } from '../reasoning/model.ts';
import { ProposalFold } from '../reasoning/proposals.ts';
import type { DebateSetup } from './setup.ts';
import { firstMessages } from './setup.ts';

/** The fold of a debate's events that prompts are built from: it grows only at its end. */
export class PromptContext {
  private readonly fold: HeardFold;
  private first: Map<string, PromptMessage[]>;
  private readonly model: DecisionModel;
  private readonly transcript: Transcript;
  private readonly heard: HeardTurn[] = [];
  /** Seat -> its own results, latest per tool and arguments. */
  private readonly results = new Map<string, Map<string, OwnResult>>();
  /** Facts that stand otherwise than when the debate began. */
  private readonly changed = new Map<string, ChangedFact>();
  private readonly proposals = new ProposalFold();
  /** Inputs of options that are set otherwise than when the debate began. */
  private readonly amended = new Map<string, AmendedInput>();
  private readonly away = new Set<string>();

  constructor(private setup: DebateSetup) {
    this.model = compileModel(setup.scenario);
    this.transcript = new Transcript(this.model);
    this.first = this.firstMessages();
    this.fold = new HeardFold({ ...setup.scenario.facts });
  }

  get turns(): number {
    return this.heard.length;
  }

  /** Other cards, members or data from here on; what was heard stays. Results that rest on other data are not reused. */
  reseat(setup: DebateSetup): void {
    const kept = Object.entries(setup.data).every(([name, { hash }]) => this.setup.data[name]?.hash === hash);
    if (!kept) this.results.clear();
    this.setup = setup;
    this.first = this.firstMessages();
  }

  private firstMessages(): Map<string, PromptMessage[]> {
    return firstMessages(this.setup, { changed: this.changed, amended: this.amended });
  }

  add(events: readonly TranscriptEvent[]): void {
    for (const said of this.fold.add(events)) {
      this.transcript.push(said);
      if (said.kind === 'turn') this.hear(said);
      if (said.kind === 'fact') this.change(said);
      if (said.kind === 'left') this.away.add(said.member);
      this.agree(said);
    }
  }

  /** The same for a setting that counts from here on. */
  private agree(said: Heard): void {
    const agreed = this.proposals.hear(said);
    if (agreed.length === 0) return;
    for (const { option, input, to, seconded } of agreed) {
      const key = `${option}/${input}`;
      const was = this.amended.get(key)?.was ?? asWritten(this.model, option, input);
      this.amended.set(key, { is: amountOf(this.model, input, to), was, since: seconded });
    }
    this.first = this.firstMessages();
  }

  /** The question is told anew, so that no prompt states a value that does not hold any more. */
  private change({ set }: HeardFact): void {
    const after = this.heard.at(-1)?.body.turn ?? 0;
    for (const [name, { from, to }] of Object.entries(set))
      this.changed.set(name, { from: this.changed.get(name)?.from ?? from, to, after });
    this.first = this.firstMessages();
  }

  /** Everything heard so far, for whoever folds it. */
  get said(): readonly Heard[] {
    return this.transcript.all;
  }

  /** The prompt of a seat now: card, scenario, transcript so far, and what is asked of it. */
  promptFor(seat: string, brief: Omit<TurnBrief, 'kind' | 'own'>, upTo = this.transcript.length): SeatBrief {
    const own = [...(this.results.get(seat)?.values() ?? [])];
    const [card, question] = this.first.get(seat) ?? [];
    if (card === undefined || question === undefined) throw new RangeError(`expected a seat for ${seat}`);
    // Only results that are shown ask how the seat's facts stand.
    const present = once(() => {
      const { facts: known } = question.typed as ScenarioBriefing;
      const heard = this.transcript.all.slice(0, upTo);
      const { facts } = knowledgeAfter(startingFacts(this.model.scenario.facts, known), heard);
      return { model: this.model, facts, changed: this.changed, agreed: this.proposals.history };
    });
    const about = {
      seat: card.typed as SeatBriefing,
      scenario: question.typed as ScenarioBriefing,
      stood: this.transcript.stoodOf(seat, upTo),
      saidTo: this.transcript.saidTo(seat, upTo),
      model: this.model,
      staleOf: (result: OwnResult) => staleFigures(result, present()),
      away: this.away,
    };
    const messages = [
      card,
      question,
      ...this.transcript.messagesFor(seat, { upTo, ...this.foldingFor(seat) }),
      briefMessage({ kind: 'brief', own, ...brief }, about),
    ];
    return { seat, messages, options: Object.keys(this.setup.scenario.options) };
  }

  /** The prompt of a seat that is asked off the record; the brief is for who answers by where their argument stands. */
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
   * from its text, its card defers to a desk that is there, and that is not answered yet.
   */
  consultFor(seat: string): ConsultCall | null {
    const { seats, desks, routing } = this.setup;
    const card = seats.find(({ card: { id } }) => id === seat)?.card;
    for (const { body } of this.pendingQuestions(seat)) {
      const topic = body.question?.topic ?? (body.question && routing?.deferred(seat, body.question.text)?.topic);
      const route = card?.persona.defers.find((candidate) => candidate.topic === topic);
      const desk = desks.find((candidate) => candidate.topic === topic && candidate.member === route?.on.toLowerCase());
      if (!body.question || !topic || !desk || desk.member === seat) continue;
      return { to: desk.member, topic, question: body.question.text, calculation: null };
    }
    return null;
  }

  /** Questions put to a seat since its last turn. */
  private pendingQuestions(seat: string): HeardTurn[] {
    const since = this.heard.findLastIndex(({ body }) => body.speaker === seat);
    return this.heard.slice(since + 1).filter(({ body }) => body.question !== null && body.addressee === seat);
  }

  /** Keeps what the speaker has calculated, for the speaker's later turns. */
  private hear(heard: HeardTurn): void {
    const { body, tools, consults } = heard;
    this.heard.push(heard);
    this.away.delete(body.speaker);
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
}
