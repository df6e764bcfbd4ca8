import { canonicalJson } from '../core/canonical.ts';
import type { EventBody, TranscriptEvent } from '../core/events.ts';
import { eventsOf } from '../core/events.ts';
import type { CitedFigure, Experiment, Movement, Outcome } from '../core/outcome.ts';
import { pick } from '../core/random.ts';
import type { Fact, Scenario } from '../core/scenario.ts';
import { VALUE_LABELS } from '../core/values.ts';
import type { Member, SaidReason } from '../reasoning/closing-graph.ts';
import { saidReasons, supportOf } from '../reasoning/closing-graph.ts';
import { decide } from '../reasoning/decision.ts';
import { callFor, optionOf } from '../reasoning/view.ts';
import { fillWording, isSayable, nameDraw } from '../wording/content.ts';
import { inRegister } from '../wording/expand.ts';
import { withParticles } from '../wording/particles.ts';

/** A reason whose removal moves the decision's support by less is not named as one that it rests on. */
export const CITED = 0.02;
const NOTICEABLE_MOVE = 0.05;

export interface MemoInput {
  /** Id to put into the commands that compute a figure again. */
  id: string;
  events: readonly TranscriptEvent[];
  scenario: Scenario;
  members: readonly Member[];
}

/** What a closed debate came to. Flips and seeds are added by whoever has run the what-ifs; null before the close, and where only questions were asked. */
export function outcomeOf(input: MemoInput): Outcome | null {
  const { events, scenario } = input;
  const [closed] = eventsOf(events, 'debate.closed');
  if (closed === undefined || closed.stopReason === 'questions') return null;
  const votes = eventsOf(events, 'vote.cast');
  const final = votes.filter(({ blind }) => !blind);
  const { decision, margin, confidence } = decide(scenario.decision, final);
  const said = saidReasons(events, scenario);
  const memo = new MemoWriter(input, said, decision);
  return {
    decision,
    confidence,
    margin,
    stopReason: closed.stopReason,
    votes: votes.map(({ member, option, confidence: sure, blind }) => ({ member, option, confidence: sure, blind })),
    moved: movements(events),
    figures: memo.cited(),
    dissent: memo.dissent(final),
    agreements: memo.agreements(),
    tensions: memo.tensions(final),
    experiment: memo.experiment(),
    actions: memo.actions(),
    missing: decision === null ? memo.missing() : [],
    unanswered: unansweredIn(events),
    flips: [],
    seeds: null,
  };
}

/** What a voter rests his vote on; all that he said where he named no claim. */
function groundsOf(turn: EventBody<'turn.recorded'> | undefined): string {
  const claimed = turn?.claims.map(({ text }) => text).join(' · ') ?? '';
  return claimed === '' ? (turn?.utterance ?? '') : claimed;
}

function movements(events: readonly TranscriptEvent[]): Movement[] {
  const last = new Map<string, EventBody<'turn.recorded'>>();
  const moved: Movement[] = [];
  for (const turn of eventsOf(events, 'turn.recorded')) {
    const before = last.get(turn.speaker);
    last.set(turn.speaker, turn);
    if (before === undefined || turn.stance.movedBy.length === 0) continue;
    const from = before.stance.option;
    const was = before.stance.support[from ?? ''] ?? 0;
    const is = turn.stance.support[from ?? ''] ?? 0;
    if (turn.stance.option === from && Math.abs(was - is) < NOTICEABLE_MOVE) continue;
    const { turn: number, speaker, stance } = turn;
    moved.push({
      member: speaker,
      turn: number,
      from,
      to: stance.option,
      confidence: { before: was, after: is },
      reasons: stance.movedBy,
    });
  }
  return moved;
}

/** An answer that claims nothing, because nobody had measured it, leaves the question open. */
function unansweredIn(events: readonly TranscriptEvent[]): Outcome['unanswered'] {
  const turns = eventsOf(events, 'turn.recorded');
  return turns.flatMap(({ turn, speaker, question }) => {
    if (question === null) return [];
    const isAnswered = turns.some(({ answers, claims }) => answers?.turn === turn && claims.length > 0);
    return isAnswered ? [] : [{ turn, member: speaker, text: question.text }];
  });
}

class MemoWriter {
  private readonly facts: Record<string, Fact>;

  constructor(
    private readonly input: MemoInput,
    private readonly said: readonly SaidReason[],
    private readonly decision: string | null,
  ) {
    this.facts = { ...input.scenario.facts };
    for (const { set } of eventsOf(input.events, 'fact.changed')) {
      for (const [name, { to }] of Object.entries(set)) {
        const fact = this.facts[name];
        if (fact) this.facts[name] = { ...fact, value: to };
      }
    }
  }

  /** Reasons that the decision's support rests on, or that it stands against, heaviest first: by removal. */
  cited(): CitedFigure[] {
    const { decision, said } = this;
    if (decision === null) return [];
    const options = Object.keys(this.input.scenario.options);
    const [opened] = eventsOf(this.input.events, 'debate.opened');
    const seed = opened?.seed ?? 1;
    const support = (reasons: readonly SaidReason[]) =>
      supportOf(reasons, options, this.input.members, seed)[decision] ?? 0;
    const whole = support(said);
    return said
      .map((reason) => ({ reason, weight: whole - support(said.filter((other) => other !== reason)) }))
      .filter(({ weight }) => Math.abs(weight) > CITED)
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .flatMap(({ reason, weight }) => this.citedFigure(reason, weight));
  }

  private citedFigure(reason: SaidReason, weight: number): CitedFigure[] {
    const { claim, consideration, turn, speaker } = reason;
    const { scenario } = this.input;
    const root = optionOf(consideration, scenario.considerations, scenario.options);
    const said = this.namedFigure(claim) ?? claim.figure;
    const latest = said && this.latest(reason, said);
    const figure = latest?.figure ?? said;
    const ref = latest ? `${latest.ref}/${latest.figure.name}` : claim.evidence.ref;
    return [
      {
        reason: consideration.id,
        side: (root?.side === 'for') === reason.strength >= 0 ? 'for' : 'against',
        option: root?.option ?? '',
        figure: figure ?? { name: 'judgement', value: reason.strength, unit: 'judgement' },
        turn,
        member: speaker,
        ref: ref ?? '',
        text: latest?.text ?? reason.claim.gist,
        weight,
        command: this.commandFor(ref, consideration.from),
      },
    ];
  }

  /** What a colleague has computed again with the facts as they ended; null when the figure is still the one that was said. */
  private latest(reason: SaidReason, said: CitedFigure['figure']) {
    const { consideration } = reason;
    const ref = this.latestCall(reason);
    const figures = ref === null ? {} : this.figuresBehind(ref);
    const figure = figures[said.name];
    if (ref === null || figure === undefined || figure.value === said.value) return null;
    const [opened] = eventsOf(this.input.events, 'debate.opened');
    const echoes = consideration.echo.filter((text) => isSayable(text, figures, this.facts));
    if (echoes.length === 0) return null;
    const source = { consideration, figure: { name: said.name, ...figure }, figures, ref };
    const view = { facts: this.facts, scenario: { language: this.input.scenario.language } };
    const echo = pick(nameDraw(opened?.seed ?? 1, { consideration }), echoes);
    const filled = inRegister(fillWording(echo, source, view).text, 'plain');
    const text = view.scenario.language === 'ko' ? withParticles(filled) : filled;
    return { ref, figure: { name: said.name, ...figure }, text };
  }

  /** The last call of a reason's calculation with the facts as they ended, `tool:T.K`. */
  private latestCall({ consideration }: SaidReason): string | null {
    const [opened] = eventsOf(this.input.events, 'debate.opened');
    const files = Object.fromEntries(Object.entries(opened?.data ?? {}).map(([name, { file }]) => [name, file]));
    const wanted = callFor(consideration, this.facts, files);
    const last = eventsOf(this.input.events, 'tool.called').findLast(
      ({ name, args }) => name === wanted?.name && canonicalJson(args) === canonicalJson(wanted.args),
    );
    return last ? `tool:${last.turn}.${last.call}` : null;
  }

  /** The figure that the reason's name quotes, where it is another one than decides its strength. */
  private namedFigure({ gist, numbers, evidence }: SaidReason['claim']): CitedFigure['figure'] | null {
    const quoted = numbers.find(
      ({ text, refs }) => gist.includes(text) && refs[0]?.startsWith(`${evidence.ref?.split('/')[0]}/`),
    );
    const name = quoted?.refs[0]?.split('/')[1];
    const figure = name === undefined ? undefined : this.figuresBehind(evidence.ref)[name];
    return name === undefined || figure === undefined ? null : { name, ...figure };
  }

  private commandFor(ref: string | null, from: SaidReason['consideration']['from']): string | null {
    const call = /^(?:tool|consult):(\d+\.\d+)/.exec(ref ?? '')?.[1];
    return call !== undefined && 'tool' in from
      ? `pitwall tool ${from.tool} --debate ${this.input.id} --call ${call}`
      : null;
  }

  private figuresBehind(
    ref: string | null,
  ): CitedFigure['figure'] extends infer _ ? Record<string, { value: number; unit: string }> : never {
    const [, turn, call] = /^(?:tool|consult):(\d+)\.(\d+)/.exec(ref ?? '') ?? [];
    const calls = [...eventsOf(this.input.events, 'tool.called'), ...eventsOf(this.input.events, 'consult.answered')];
    return calls.find((candidate) => candidate.turn === Number(turn) && candidate.call === Number(call))?.figures ?? {};
  }

  private written(text: string): string {
    const { language } = this.input.scenario;
    return language === 'ko' ? withParticles(inRegister(text, 'formal')) : inRegister(text, 'formal');
  }

  private plain(text: string): string {
    return this.written(
      fillWording(text, null, { facts: this.facts, scenario: { language: this.input.scenario.language } }).text,
    );
  }

  private saidReason(id: string | null): SaidReason | undefined {
    return this.said.find(({ consideration }) => consideration.id === id);
  }

  dissent(final: readonly EventBody<'vote.cast'>[]): Outcome['dissent'] {
    const turns = eventsOf(this.input.events, 'turn.recorded');
    return final
      .filter(({ option }) => option !== this.decision)
      .map(({ member, option, confidence, reason, turn }) => ({
        member,
        option,
        confidence,
        reason,
        text: groundsOf(turns.findLast((candidate) => candidate.turn === turn)),
      }));
  }

  /** Reasons that two members or more stand on, that nobody disputed and that nothing said takes the ground from. */
  agreements(): Outcome['agreements'] {
    const turns = eventsOf(this.input.events, 'turn.recorded');
    const disputed = new Set(
      turns.flatMap(({ act, answers }) => {
        if (act !== 'rebut' || answers === null) return [];
        return (
          turns.find(({ turn }) => turn === answers.turn)?.claims.find(({ claim }) => claim === answers.claim)
            ?.reason ?? []
        );
      }),
    );
    const undercut = new Set(
      this.said.filter(({ strength }) => strength > 0).flatMap(({ consideration }) => consideration.against ?? []),
    );
    return this.said.flatMap((reason) => {
      const { id } = reason.consideration;
      const members = new Set(
        turns
          .filter(({ claims }) => claims.some((claim) => claim.reason === id && claim.side !== null))
          .map(({ speaker }) => speaker),
      );
      const stands = members.size >= 2 && !disputed.has(id) && !undercut.has(id) && Math.abs(reason.strength) >= 0.25;
      return stands ? [{ reason: id, text: reason.claim.text }] : [];
    });
  }

  /** The firmest voter for the decision beside each dissenter, where they put different values first. */
  tensions(final: readonly EventBody<'vote.cast'>[]): Outcome['tensions'] {
    const champion = [...final]
      .filter(({ option }) => option === this.decision)
      .sort((a, b) => b.confidence - a.confidence)[0];
    const mine = this.saidReason(champion?.reason ?? null);
    if (champion === undefined || mine === undefined) return [];
    const { language } = this.input.scenario;
    return final.flatMap(({ member, option, reason }) => {
      const theirs = this.saidReason(reason);
      if (option === this.decision || theirs === undefined || theirs.consideration.value === mine.consideration.value)
        return [];
      const side = ({ consideration }: SaidReason) => VALUE_LABELS[consideration.value][language];
      return [
        {
          between: [champion.member, member],
          text: `${side(mine)} (${mine.claim.gist}) ↔ ${side(theirs)} (${theirs.claim.gist})`,
        },
      ];
    });
  }

  experiment(): Experiment | null {
    const { experiment } = this.input.scenario;
    const reason = this.saidReason(experiment?.consideration ?? null);
    if (!experiment || reason === undefined) return null;
    // With the facts as they ended: a price that changed after the proposal is the price.
    const { from } = reason.consideration;
    const ref = this.latestCall(reason) ?? reason.claim.evidence.ref ?? '';
    const figures = this.figuresBehind(ref);
    const source = { consideration: reason.consideration, figure: reason.claim.figure, figures, ref };
    const rule = fillWording(experiment.rule, source, {
      facts: this.facts,
      scenario: { language: this.input.scenario.language },
    }).text;
    return {
      reason: experiment.consideration,
      proposedBy: reason.speaker,
      figures,
      rule: this.written(rule),
      then: experiment.then,
      otherwise: experiment.otherwise,
      command: this.commandFor(ref, from) ?? '',
    };
  }

  /** Only those at the table have undertaken anything. */
  actions(): Outcome['actions'] {
    const option = this.decision === null ? undefined : this.input.scenario.options[this.decision];
    const seated = new Set(this.input.scenario.cast);
    return (option?.actions ?? [])
      .filter(({ owner }) => seated.has(owner.toLowerCase()))
      .map(({ owner, do: what }) => ({ owner, do: this.plain(what) }));
  }

  /** What nobody could put on the table: considerations never said, or, with none at all, what each member asked for. */
  missing(): string[] {
    const { considerations } = this.input.scenario;
    if (considerations.length === 0) {
      return eventsOf(this.input.events, 'turn.recorded').flatMap(({ phase, speaker, utterance }) =>
        phase === 'opening' ? [`${speaker}: ${utterance}`] : [],
      );
    }
    return considerations
      .filter(({ id }) => this.saidReason(id) === undefined)
      .map(({ id, ask, from }) => (ask[0] ? this.plain(ask[0]) : 'judgement' in from ? from.judgement : id));
  }
}
