import type { HeardTurn, OwnResult } from '../core/briefing.ts';
import type { FactValue } from '../core/scenario.ts';
import type { Claim, Quantity } from '../core/turn.ts';
import { callIn, subjectOf } from '../core/turn.ts';
import type { View } from '../playbook/view.ts';
import type { Change, Present } from '../prompt/index.ts';
import { cellIn, staleFigures, triedSettings } from '../prompt/index.ts';
import { quotedValue } from '../prompt/quote.ts';
import type { ClaimLife } from '../reasoning/claims.ts';
import { isTried, livesOf, refKey, sameValue } from '../reasoning/claims.ts';
import { bearingOnFigure, isOfWhole } from '../reasoning/judged.ts';
import type { CompiledNeed } from '../reasoning/model.ts';
import { criterionOf, namesOfCriterion } from '../reasoning/model.ts';
import { ProposalFold } from '../reasoning/proposals.ts';
import { agrees } from '../reasoning/said-numbers.ts';
import type { Cell } from './material.ts';

/** What became of the claims that a member has heard, as far as their figures go. */
export class ClaimsHeard {
  readonly lives: ReadonlyMap<string, ClaimLife>;
  private readonly present: Present;
  /** Fact -> what events changed, each with the last turn before it. */
  private readonly events = new Map<string, { from: FactValue; to: FactValue; after: number }[]>();
  private readonly gone = new Set<string>();
  private readonly bodies: ReadonlyMap<number, HeardTurn['body']>;
  /** Speaker -> the turn in which they spoke last. */
  private readonly spoke: ReadonlyMap<string, number>;

  constructor(
    private readonly view: View,
    private readonly cells: readonly Cell[],
  ) {
    const { model, heard, now } = view;
    this.lives = new Map(
      livesOf(heard, model).map((life) => [refKey({ turn: life.turn, claim: life.claim.claim }), life]),
    );
    this.bodies = new Map(view.turns.map(({ body }) => [body.turn, body]));
    this.spoke = new Map(view.turns.map(({ body }) => [body.speaker, body.turn]));
    const proposals = new ProposalFold();
    let turn = 0;
    for (const said of heard) {
      proposals.hear(said);
      if (said.kind === 'turn') turn = said.body.turn;
      if (said.kind !== 'fact') continue;
      for (const [name, { from, to }] of Object.entries(said.set))
        this.events.set(name, [...(this.events.get(name) ?? []), { from, to, after: turn }]);
    }
    const changed = new Map(
      [...this.events].flatMap(([name, list]) => {
        const last = list.at(-1);
        return last === undefined ? [] : [[name, last] as const];
      }),
    );
    this.present = { model, facts: now.knowledge.facts, changed, agreed: proposals.history, isOfPlan: true };
    this.findGone();
  }

  /** Whether a claim is nobody's any more: taken back, corrected, given up by a concession, or only quoted to be refuted. */
  isGone(key: string): boolean {
    return this.gone.has(key);
  }

  /** Whether a claim rests on a result that only tried other facts or settings, its speaker's or that of whom it answers. */
  isWhatIf(key: string): boolean {
    const life = this.lives.get(key);
    if (life === undefined) return false;
    const { claim, turn } = life;
    const answers = this.bodies.get(turn)?.answers;
    const answered = answers ? this.lives.get(refKey(answers))?.claim : undefined;
    return this.triesOut(claim) || (answered !== undefined && saysFigure(answered, claim) && this.triesOut(answered));
  }

  private triesOut({ evidence, numbers, figure }: Claim): boolean {
    const refs = [evidence.ref, ...numbers.flatMap(({ refs: of, value }) => (value === figure?.value ? of : []))];
    return refs.some((ref) => {
      const call = callIn(ref ?? '');
      const result = call === null ? undefined : this.resultOf(call.call);
      if (call === null || result === undefined) return false;
      return Object.keys(result.figures).some(
        (name) => (call.figure === null || call.figure === name) && this.wasTried(result, name),
      );
    });
  }

  /** Where its option was set otherwise when a claim's figure was computed, as `input at setting`. */
  settingsOf({ evidence }: Claim, option: string): string[] {
    const result = this.resultOf(callIn(evidence.ref ?? '')?.call ?? '');
    if (result === undefined) return [];
    return [...(this.view.now.knowledge.amended.get(option) ?? [])].flatMap(([input, now]) => {
      const given = (result.args['amended'] as Record<string, Record<string, number>> | undefined)?.[option]?.[input];
      return given === now ? [] : [input];
    });
  }

  /** What a claim rests on that has become otherwise since it was made, in words; none where it holds. */
  changesUnder(key: string): string[] {
    const life = this.lives.get(key);
    if (life === undefined) return [];
    const { turn, speaker } = life;
    const changes = [...this.changesOf(life, new Set()), ...this.limitsUnder(life)];
    // Who has spoken since was told so then, and has put it right in their words or let it be.
    const spoke = this.spoke.get(speaker) ?? 0;
    // Who proposed or seconded a setting knows that it is another one than before.
    const isOwn = ({ agreed }: Change) =>
      agreed !== undefined &&
      (agreed.by === speaker || (agreed.seconded !== null && this.bodies.get(agreed.seconded)?.speaker === speaker));
    const since = Math.max(this.heardUpTo(turn), this.heardUpTo(spoke));
    return [...new Set(changes.filter((one) => one.until >= since && !isOwn(one)).map(({ told }) => told))];
  }

  /** The turn up to which whoever spoke in a turn had heard: who opens blind has heard none of the openings. */
  private heardUpTo(turn: number): number {
    const isBlind = this.view.question.blind && this.bodies.get(turn)?.phase === 'opening';
    return isBlind ? 1 : turn;
  }

  private changesOf({ claim, turn }: ClaimLife, seen: ReadonlySet<string>): Change[] {
    const key = refKey({ turn, claim: claim.claim });
    if (seen.has(key)) return [];
    const quoted = this.quotedIn(turn);
    const isQuoted = (number: Said) => quoted.some((one) => saysAlike(one, number));
    const [own, foreign] = [false, true].map((wanted) =>
      claim.numbers.filter((number) => isQuoted(number) === wanted).flatMap(({ refs }) => refs),
    ) as [string[], string[]];
    const { ref } = claim.evidence;
    // A number that reads the same by what holds now has not changed, whatever lies behind it.
    const holding = claim.numbers.filter((number) => !isQuoted(number) && this.readsAlike(number));
    const held = new Set(holding.flatMap(({ refs }) => refs));
    const isHeld = (one: string) => held.has(one) || [...held].some((other) => other.startsWith(`${one}/`));
    const isOther = ref === null || (foreign.includes(ref) && !own.includes(ref)) || isHeld(ref);
    const changed = claim.numbers.filter((number) => !isQuoted(number) && !holding.includes(number));
    const refs = new Set([...(isOther ? [] : [ref]), ...changed.flatMap(({ refs: of }) => of)]);
    return [...refs].flatMap((one) => this.changeUnder(one, { claim, turn }, new Set([...seen, key])));
  }

  /** Numbers that a turn may only quote: of what it disputes or concedes, of what it takes back, and the speaker's own that fall by it. */
  private quotedIn(turn: number): Said[] {
    const body = this.bodies.get(turn);
    if (body === undefined) return [];
    const { act, speaker, answers, also = [], withdraws } = body;
    const answered = act === 'rebut' || act === 'concede' ? [...(answers === null ? [] : [answers]), ...also] : [];
    const fallen = act === 'concede' || withdraws.length > 0;
    const lives = [
      ...[...answered, ...withdraws].flatMap((ref) => this.lives.get(refKey(ref)) ?? []),
      ...(fallen ? [...this.lives.values()].filter((one) => one.speaker === speaker && one.turn < turn) : []),
    ];
    return lives.flatMap(({ claim: { figure, numbers } }) => [...(figure === null ? [] : [figure]), ...numbers]);
  }

  private findGone(): void {
    const { model, heard, turns } = this.view;
    // Whether a claim was refuted is asked as if no event had made it stale since.
    const said = heard.filter(({ kind }) => kind !== 'fact');
    const ended = said.length === heard.length ? [...this.lives.values()] : livesOf(said, model);
    for (const { claim, turn, status } of ended)
      if (status === 'withdrawn' || status === 'superseded' || status === 'refuted')
        this.gone.add(refKey({ turn, claim: claim.claim }));
    for (const { body } of turns) {
      const answered = body.answers === null ? undefined : this.lives.get(refKey(body.answers));
      const rebuttal = body.act === 'concede' && body.answers ? this.bodies.get(body.answers.turn) : undefined;
      const givenUp =
        rebuttal?.act === 'rebut' && rebuttal.answers ? this.lives.get(refKey(rebuttal.answers)) : undefined;
      if (givenUp?.speaker === body.speaker && rebuttal?.answers) this.gone.add(refKey(rebuttal.answers));
      const quotable = [
        ...(body.act === 'rebut' && answered?.speaker !== body.speaker ? [answered] : []),
        ...body.withdraws.map((ref) => this.lives.get(refKey(ref))),
        ...(givenUp?.speaker === body.speaker ? [givenUp] : []),
      ].flatMap((life) => life?.claim ?? []);
      for (const claim of body.claims)
        if (quotable.some((other) => saysFigure(other, claim)))
          this.gone.add(refKey({ turn: body.turn, claim: claim.claim }));
    }
  }

  /** Whether a number, as it was printed, is what its references come to now; not so where one of them cannot be told. */
  private readsAlike({ text, value, op, refs }: Quantity): boolean {
    const now = refs.map((ref) => this.valueOf(ref));
    return now.every((one) => one !== null) && agrees({ text, value, op }, now) === true;
  }

  /** What a reference comes to now: a fact, or a cell of the sheet that nothing was tried on. */
  private valueOf(ref: string): number | null {
    const [, fact] = /^fact:(.+)$/.exec(ref) ?? [];
    if (fact !== undefined) {
      const [head = '', ...path] = fact.split('.');
      const held = path.reduce<unknown>(
        (whole, part) => (typeof whole === 'object' && whole !== null ? Reflect.get(whole, part) : undefined),
        this.view.now.knowledge.facts.get(head)?.value,
      );
      return typeof held === 'number' ? held : null;
    }
    const call = callIn(ref);
    const cell = call?.figure == null ? null : cellIn(call.figure);
    const result = call === null ? undefined : this.resultOf(call.call);
    if (cell === null || call?.figure == null || result === undefined || this.wasTried(result, call.figure))
      return null;
    return this.cells.find((one) => one.option === cell.option && one.quantity === cell.quantity)?.value ?? null;
  }

  private resultOf(call: string): OwnResult | undefined {
    return [...this.view.results.values()].find(({ ref }) => ref === call) ?? this.heardResult(call);
  }

  /** A call whose result another of the same arguments has taken the place of. */
  private heardResult(call: string): OwnResult | undefined {
    for (const { body, tools } of this.view.turns)
      for (const tool of tools) if (`tool:${body.turn}.${tool.call}` === call) return { ...tool, ref: call };
    return undefined;
  }

  private wasTried(result: OwnResult, figure: string): boolean {
    const cell = cellIn(figure);
    if (cell === null) return false;
    const { model } = this.view;
    const facts = [...bearingOnFigure(model, cell.quantity, cell.option)];
    return (
      facts.some((name) => isTried(result.args, name, model)) ||
      triedSettings(result, cell.option, this.present).length > 0
    );
  }

  private changeUnder(
    ref: string,
    { claim, turn }: Pick<ClaimLife, 'claim' | 'turn'>,
    seen: ReadonlySet<string>,
  ): Change[] {
    const [, kind = '', rest = ''] = /^(\w+):(.+)$/s.exec(ref) ?? [];
    const fact = rest.split('.')[0] ?? '';
    if (kind === 'fact') return this.isBeside(claim, fact) ? [] : this.changeOfFact(fact, turn);
    const life = kind === 'turn' ? this.lives.get(rest) : undefined;
    if (life !== undefined) return this.changesOf(life, seen);
    if (kind === 'rule' && rest.endsWith('.assumed')) return this.changeOfAssumption(rest.slice(0, -'.assumed'.length));
    const call = callIn(ref);
    const result = call === null ? undefined : this.resultOf(call.call);
    if (call === null || result === undefined) return [];
    const stale = staleFigures(result, this.present);
    const cited = call.figure === null ? citedOf(result, claim) : [call.figure];
    return cited.flatMap((name) => {
      const value = result.figures[name]?.value ?? Number.NaN;
      const cell = cellIn(name);
      const now = cell && this.cells.find((one) => one.option === cell.option && one.quantity === cell.quantity);
      if (now && isSame(value, now.value)) return [];
      return stale.get(name) ?? [];
    });
  }

  /** Whether a fact that a claim names as its ground has nothing to do with its figure, and no number of it is that fact's. */
  private isBeside({ figure, option, numbers }: Claim, fact: string): boolean {
    const { model } = this.view;
    if (figure === null || option === null || !model.quantities.has(figure.name)) return false;
    const isSaid = numbers.some(({ refs }) =>
      refs.some((ref) => ref === `fact:${fact}` || ref.startsWith(`fact:${fact}.`)),
    );
    return !isSaid && !bearingOnFigure(model, figure.name, option).has(fact);
  }

  private changeOfFact(name: string, turn: number): Change[] {
    const event = this.events.get(name)?.find(({ after }) => after >= turn);
    const now = this.view.now.knowledge.facts.get(name)?.value;
    if (event === undefined || sameValue(event.from, now)) return [];
    return [{ told: `fact:${name} was ${quotedValue(event.from)} and is ${quotedValue(now)} now`, until: event.after }];
  }

  private changeOfAssumption(name: string): Change[] {
    const held = this.view.now.knowledge.facts.get(name);
    const { assumed } = this.view.model.scenario.facts[name] ?? {};
    if (held?.how !== 'heard' || held.turn === null || sameValue(held.value, assumed)) return [];
    const told = `fact:${name} was taken to be ${quotedValue(assumed)} and is ${quotedValue(held.value)}`;
    return [{ told, until: held.turn }];
  }

  /** Limits on what a claim is about that an event has moved past its figure since. */
  private limitsUnder({ claim, turn }: ClaimLife): Change[] {
    const { model } = this.view;
    const subject = subjectOf(claim.reason);
    if (subject === undefined || claim.figure === null) return [];
    const { name, value } = claim.figure;
    const needs = model.criteria.filter((one): one is CompiledNeed => one.kind === 'need');
    return needs
      .filter((need) => need === criterionOf(model, subject) || namesOfCriterion(need).includes(name))
      .flatMap(({ left, right, operator }) => {
        const limit = left.kind === 'name' && left.name === name ? right : null;
        if (limit?.kind !== 'name') return [];
        const event = this.events.get(limit.name)?.find(({ after }) => after >= turn);
        const now = this.view.now.knowledge.facts.get(limit.name)?.value;
        if (typeof event?.from !== 'number' || typeof now !== 'number') return [];
        const isMoved = keeps(value, operator, event.from) !== keeps(value, operator, now);
        return isMoved ? this.changeOfFact(limit.name, turn) : [];
      });
  }
}

/** Of a call that is cited as a whole the figures that a claim says: its own, else those of its numbers, else all but what options come to in all. */
function citedOf({ figures }: OwnResult, { figure, option, numbers }: Claim): string[] {
  const names = Object.keys(figures).filter((name) => !isOfWhole(name));
  const own = figure === null ? [] : names.filter((name) => name === `${figure.name}@${option}`);
  const said = names.filter((name) => numbers.some(({ value }) => isSame(value, figures[name]?.value ?? Number.NaN)));
  return [own, said].find((some) => some.length > 0) ?? names;
}

const keeps = (value: number, operator: string, limit: number) =>
  operator.startsWith('<') ? value <= limit : value >= limit;

type Said = Pick<Quantity, 'value' | 'unit'>;

const saysAlike = (a: Said, b: Said) => a.unit === b.unit && isSame(a.value, b.value);

/** Whether a claim's figure is a number that another says: then it may only be quoted. */
function saysFigure({ figure: theirs, numbers }: Claim, { figure }: Claim): boolean {
  return figure !== null && [...(theirs === null ? [] : [theirs]), ...numbers].some((one) => saysAlike(one, figure));
}

/** Values that a person would say alike. */
export const isSame = (a: number, b: number): boolean =>
  agrees({ text: String(Number(a.toPrecision(4))), value: a, op: 'is' }, [b]) !== false;
