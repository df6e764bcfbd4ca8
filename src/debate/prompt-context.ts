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
import { inLanguage } from '../core/language.ts';
import { once } from '../core/once.ts';
import type { AskedQuestion } from '../core/questionnaire.ts';
import type { SeatBrief } from '../core/seat.ts';
import type { ChangedFact } from '../prompt/index.ts';
import { briefMessage, choicesMessage, moderatorMessages, namesOf, staleFigures } from '../prompt/index.ts';
import { HeardFold } from '../reasoning/heard.ts';
import { hears } from '../reasoning/hearing.ts';
import { knowledgeAfter, startingFacts } from '../reasoning/knowledge.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import { compileModel } from '../reasoning/model.ts';
import type { AgreedSetting } from '../reasoning/proposals.ts';
import { ProposalFold } from '../reasoning/proposals.ts';
import { Listener } from './listener.ts';
import type { DebateSetup } from './setup.ts';
import { firstMessages } from './setup.ts';

/** Tokens of a transcript above which a moderator reads its older parts in short: a choice is a small request. */
const MODERATOR_READS = 3000;
/** Nobody's own words are among those that a moderator reads. */
const MODERATOR_SEAT = '';

/** The fold of a debate's events that prompts are built from: it grows only at its end. */
export class PromptContext {
  private readonly fold: HeardFold;
  private readonly model: DecisionModel;
  /** Who hears everything: the record, the moderator, and each member but where a turn is for its addressee alone. */
  private readonly table: Listener;
  /** Seat -> what of it they heard. */
  private readonly apart = new Map<string, Listener>();
  /** The beginning of each seat's prompt, by who has heard what it tells; made anew after a change. */
  private readonly first = new Map<Listener, Map<string, PromptMessage[]>>();
  private readonly heard: HeardTurn[] = [];
  /** Seat -> its own results, latest per tool and arguments. */
  private readonly results = new Map<string, Map<string, OwnResult>>();
  /** Facts that stand otherwise than when the debate began. */
  private readonly changed = new Map<string, ChangedFact>();
  private readonly away = new Set<string>();

  constructor(private setup: DebateSetup) {
    this.model = compileModel(setup.scenario);
    this.table = new Listener(this.model);
    this.fold = new HeardFold({ ...setup.scenario.facts });
    for (const { card } of setup.seats) this.firstOf(card.id);
  }

  get turns(): number {
    return this.heard.length;
  }

  /** Other cards, members or data from here on; what was heard stays. Results that rest on other data are not reused. */
  reseat(setup: DebateSetup): void {
    const kept = Object.entries(setup.data).every(([name, { hash }]) => this.setup.data[name]?.hash === hash);
    if (!kept) this.results.clear();
    this.setup = setup;
    this.first.clear();
  }

  private firstOf(seat: string): PromptMessage[] {
    const { changed } = this;
    const listener = this.listenerOf(seat);
    const known = this.first.get(listener) ?? firstMessages(this.setup, { changed, amended: listener.amended });
    this.first.set(listener, known);
    return known.get(seat) ?? [];
  }

  private listenerOf(seat: string): Listener {
    const { visibility } = this.setup.scenario;
    if (visibility !== 'addressee') return this.table;
    const known = this.apart.get(seat);
    if (known !== undefined) return known;
    const fresh = new Listener(this.model);
    for (const [at, said] of this.table.transcript.all.entries())
      if (hears(visibility, seat, said)) fresh.hear(said, at);
    this.apart.set(seat, fresh);
    return fresh;
  }

  add(events: readonly TranscriptEvent[]): void {
    for (const said of this.fold.add(events)) {
      if (said.kind === 'turn') this.hear(said);
      if (said.kind === 'fact') this.change(said);
      if (said.kind === 'left') this.away.add(said.member);
      const at = this.table.transcript.length;
      // A setting that counts from here on is told with the question.
      if (this.table.hear(said, at)) this.first.delete(this.table);
      for (const [seat, listener] of this.apart)
        if (hears(this.setup.scenario.visibility, seat, said) && listener.hear(said, at)) this.first.delete(listener);
    }
  }

  /** The question is told anew, so that no prompt states a value that does not hold any more. */
  private change({ set }: HeardFact): void {
    const after = this.heard.at(-1)?.body.turn ?? 0;
    for (const [name, { from, to }] of Object.entries(set))
      this.changed.set(name, { from: this.changed.get(name)?.from ?? from, to, after });
    this.first.clear();
  }

  /** Everything that all at the table have heard, for whoever folds it. */
  get saidToAll(): readonly Heard[] {
    const { seats, scenario } = this.setup;
    return this.table.transcript.all.filter((said) =>
      seats.every(({ card }) => hears(scenario.visibility, card.id, said)),
    );
  }

  /** Settings that count by what was said, and not by what all have heard. */
  get agreedApart(): readonly AgreedSetting[] {
    if (this.setup.scenario.visibility !== 'addressee') return [];
    const known = new ProposalFold();
    for (const said of this.saidToAll) known.hear(said);
    const isKnown = ({ option, input, to }: AgreedSetting) =>
      known.agreed.some((one) => one.option === option && one.input === input && one.to === to);
    return this.table.proposals.agreed.filter((one) => !isKnown(one));
  }

  /** The prompt of a seat now: card, scenario, transcript so far, and what is asked of it. */
  promptFor(seat: string, brief: Omit<TurnBrief, 'kind' | 'own'>, upTo = this.length): SeatBrief {
    const own = [...(this.results.get(seat)?.values() ?? [])];
    const [card, question] = this.firstOf(seat);
    if (card === undefined || question === undefined) throw new RangeError(`expected a seat for ${seat}`);
    const { transcript, proposals, ...listener } = this.heardTo(seat, upTo);
    // Only results that are shown ask how the seat's facts stand.
    const present = once(() => {
      const { facts: known } = question.typed as ScenarioBriefing;
      const heard = transcript.all.slice(0, listener.upTo);
      const { facts } = knowledgeAfter(startingFacts(this.model.scenario.facts, known), heard);
      return { model: this.model, facts, changed: this.changed, agreed: proposals.history };
    });
    const about = {
      seat: card.typed as SeatBriefing,
      scenario: question.typed as ScenarioBriefing,
      stood: transcript.stoodOf(seat, listener.upTo),
      saidTo: transcript.saidTo(seat, listener.upTo),
      model: this.model,
      staleOf: (result: OwnResult) => staleFigures(result, present()),
      away: this.away,
      cited: transcript.citedBy(listener.upTo),
    };
    const messages = [
      card,
      question,
      ...transcript.messagesFor(seat, { upTo: listener.upTo, ...this.foldingFor(seat) }),
      briefMessage({ kind: 'brief', own, ...brief }, about),
    ];
    return { seat, messages, options: Object.keys(this.setup.scenario.options) };
  }

  private heardTo(seat: string, length: number): Pick<Listener, 'transcript' | 'proposals'> & { upTo: number } {
    const listener = this.listenerOf(seat);
    const { transcript, proposals } = listener;
    return { transcript, proposals, upTo: listener === this.table ? length : listener.upTo(length) };
  }

  /** What a moderator is told before what is asked of them: the question, who sits there, and all that was said, older parts in short. */
  moderatorMessages(foldAbove = MODERATOR_READS): PromptMessage[] {
    const { scenario, seats } = this.setup;
    const { language, moderator = null } = scenario;
    const seated = seats.map(({ card }) => ({
      ...{ id: card.id, name: namesOf(card)[language], role: inLanguage(card.role, language) },
    }));
    const said = this.table.transcript.messagesFor(MODERATOR_SEAT, { foldAbove: Math.min(foldAbove, MODERATOR_READS) });
    return [...moderatorMessages(scenario, seated, moderator), ...said];
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
    return [...this.firstOf(seat), ...this.listenerOf(seat).transcript.messagesFor(seat, this.foldingFor(seat))];
  }

  private foldingFor(seat: string): { foldAbove?: number } {
    const foldAbove = this.setup.seats.find(({ card }) => card.id === seat)?.foldAbove;
    return foldAbove === undefined ? {} : { foldAbove };
  }

  get length(): number {
    return this.table.transcript.length;
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
