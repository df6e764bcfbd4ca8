import { once } from '../core/once.ts';
import { headOf } from '../core/scenario.ts';
import type { Claim, Evidence, Quantity, Ref } from '../core/turn.ts';
import { missedBy } from '../reasoning/amend.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { worldWith } from '../reasoning/evaluate.ts';
import { namesIn } from '../reasoning/formula.ts';
import { liveNames } from '../reasoning/live.ts';
import type { CompiledCriterion, CompiledGoal, CompiledNeed, DecisionModel } from '../reasoning/model.ts';
import { followsFrom, namesOfCriterion, restsOn, rootsOf } from '../reasoning/model.ts';
import { saysWhatIsSet } from '../reasoning/settable.ts';
import { assess, differences, weightOf } from '../reasoning/support.ts';
import type { Setting } from '../reasoning/weighing.ts';
import type { Phrase } from '../wording/amounts.ts';
import { asPhrase, phrase, printAmount } from '../wording/amounts.ts';
import type { RefOf } from '../wording/tell.ts';
import { ARITHMETIC, Teller } from '../wording/tell.ts';
import type { Change, Effect } from './change.ts';
import { changeOf } from './change.ts';
import { Citing } from './citing.ts';
import type { Assertion, Sentence } from './move.ts';
import type { Said } from './said.ts';
import { reasonsSaid, saidIn } from './said.ts';
import type { View } from './view.ts';
import { turnsSinceNews } from './view.ts';

/** What a sentence may hold: what is claimed, in words, and what follows from it. */
export interface Point {
  say: Phrase;
  so?: Phrase;
  what: Assertion;
  /** The option that the speaker's is set beside; none where a limit speaks. */
  rival?: string;
  /** The difference is smaller than what counts there. */
  isNoise?: boolean;
}

/**
 * At what an option stands that may be set otherwise, to be said beside what it comes to: where that rests on the setting, and nobody has
 * named it since it was set so.
 */
export function settingsToName(
  { model, question, heard, brief }: View,
  refOf: RefOf,
): (values: OptionValues, quantities: readonly string[]) => Phrase | null {
  // News may be about other settings than the last: it is named again.
  const numbers = turnsSinceNews({ heard }).flatMap(({ claims }) => claims.flatMap((claim) => claim.numbers));
  return (values, quantities) => {
    const { option } = values;
    const { facts, options } = model.scenario;
    const inputs = Object.keys(options[option]?.adjust ?? {}).filter((input) =>
      isBehind(model, input, quantities, option),
    );
    // What the scenario sets lies before everybody when they open, and is named where it breaks a limit.
    const isPlain = brief.task === 'open' && missedBy(model, values).length === 0;
    const named = inputs.flatMap((input) => {
      const amount = values.amount(input);
      if (amount === null || amount.value === 0) return [];
      const printed = asPhrase(printAmount(amount.value, amount.unit.text, question.language, 2), [
        refOf(input, option),
      ]);
      const [number] = printed.numbers;
      // The last that was said of it, whichever setting that was.
      const last = numbers.findLast(({ refs }) =>
        refs.some((ref) => ref === `option:${option}.${input}` || number?.refs.includes(ref)),
      );
      // What is yes or no was told in words.
      const isNamed = last?.text === number?.text || (last?.op === number?.op && last?.value === number?.value);
      // What was put on the table before the vote needs no name in it.
      return isNamed || isPlain || brief.task === 'vote' || brief.task === 'close'
        ? []
        : [
            {
              label: (facts[input]?.label ?? input).replace(/^the /, ''),
              unit: facts[input]?.unit ?? '',
              amount: printed,
            },
          ];
    });
    const say = ARITHMETIC[question.language];
    const [first, ...rest] = named.map(({ label, unit, amount }) => {
      const told = named.filter((one) => one.unit === unit).length;
      return say.setAt({ label: saysWhatIsSet(model.scenario, option, unit, told) ? null : label, amount });
    });
    return first === undefined ? null : rest.reduce((all, one) => phrase`${all}, ${one}`, first);
  };
}

/** Whether any of the quantities follows from an input of an option. */
export function isBehind(model: DecisionModel, input: string, quantities: readonly string[], option: string): boolean {
  const follows = followsFrom(model, input, option);
  return quantities.some((name) => follows.has(headOf(name)));
}

/** Two options are told side by side; a listener follows this many. */
const MOST_BESIDE = 3;
const MOST_IN_ROW = 4;

/** One member at one turn: the view, what was said so far, and phrases for what the member knows. */
export class Talk {
  readonly citing: Citing;
  readonly tell: Teller;
  readonly said: readonly Said[];
  readonly reasons: ReadonlySet<string>;
  readonly change: Change | null;

  constructor(readonly view: View) {
    this.citing = new Citing(view, view.now, [], true);
    this.tell = new Teller(
      view.model,
      view.question.language,
      this.citing.refOf,
      settingsToName(view, this.citing.refOf),
    );
    this.said = saidIn(view);
    this.reasons = reasonsSaid(view);
    this.change = changeOf(view);
  }

  get best(): string | null {
    return this.view.now.assessment.best;
  }

  /** The same conversation as it stands with options set otherwise; what is cited there is calculated with this turn. */
  setTo(settings: readonly Setting[]): Talk {
    const { now, model, seat } = this.view;
    const world = worldWith(now.world, settings);
    const there = new Talk({ ...this.view, now: { ...now, world, assessment: assess(model, world, seat.values) } });
    this.citing.adopt(there.citing);
    return there;
  }

  /** Whether the member's choice is the only option that keeps every limit. */
  get isOnlyOpen(): boolean {
    const { options } = this.view.now.assessment;
    return (
      options.size > 1 && [...options.values()].every(({ option, missed }) => option === this.best || missed.length > 0)
    );
  }

  values(option: string): OptionValues {
    const found = this.view.now.assessment.options.get(option);
    if (found === undefined) throw new RangeError(`expected an option, got ${option}`);
    return found.values;
  }

  /** Where each colleague stands by the last turn heard. */
  stances(): Map<string, { option: string | null; turn: number }> {
    return new Map(
      this.view.turns
        .filter(({ body }) => body.speaker !== this.view.seat.id)
        .map(({ body }) => [body.speaker, { option: body.stance.option, turn: body.turn }]),
    );
  }

  holds(member: string, option: string): boolean {
    return this.stances().get(member)?.option === option;
  }

  /** The option to set against one's own: the one that most colleagues hold, else the next best. */
  rival(): string | null {
    const held = [...this.stances().values()].flatMap(({ option }) =>
      option !== null && option !== this.best ? [option] : [],
    );
    const count = (option: string) => held.filter((other) => other === option).length;
    const [most] = [...new Set(held)].sort((a, b) => count(b) - count(a));
    if (most !== undefined) return most;
    const ranked = [...this.view.now.assessment.options.values()]
      .filter(({ option }) => option !== this.best)
      .sort((a, b) => b.share - a.share || b.score - a.score);
    return ranked[0]?.option ?? null;
  }

  /** An option that misses a limit, or keeps it, in one clause. */
  limit(option: string, need: CompiledNeed): Point | null {
    const values = this.values(option);
    const say = this.tell.limit(
      need,
      values,
      !this.reasons.has(`${option}/${need.id}`) && !this.isAssumed(need, option),
    );
    const gap = this.tell.gap(need, values);
    const met = values.meets(need);
    if (say === null || gap === null || met === null) return null;
    const name =
      [...namesIn(need.left), ...namesIn(need.right)].find((one) => this.view.model.quantities.has(one)) ??
      namesIn(need.left)[0];
    const subject = this.tell.option(option);
    return {
      say,
      ...(met ? {} : { so: this.tell.say.out(subject) }),
      what: {
        reason: `${option}/${need.id}`,
        option,
        side: met ? 'for' : 'against',
        evidence: this.evidence(name ?? need.id, option),
        figure: this.figure(name ?? need.id, values),
        gist: met
          ? (this.echo(name ?? need.id, values) ?? say)
          : this.tell.say.echoShort(subject, gap, need.operator.startsWith('<')),
      },
    };
  }

  /** Whether a limit rests on what this member only takes for granted; what it is made of is not the member's to say then. */
  private isAssumed(need: CompiledNeed, option: string): boolean {
    const { model, now } = this.view;
    return [...rootsOf(model, namesOfCriterion(need), option)].some(
      (name) => now.knowledge.facts.get(name)?.how === 'assumed',
    );
  }

  /** Two options on one goal, in one clause. */
  goal(goal: CompiledGoal, option: string, rival: string): Point | null {
    const [own, other] = [this.values(option), this.values(rival)];
    const say = this.tell.beside(goal, own, other);
    if (say === null) return null;
    const [a, b] = [own.of(goal.quantity) ?? 0, other.of(goal.quantity) ?? 0];
    const isBetter = goal.kind === 'more' ? a >= b : a <= b;
    return {
      say,
      what: {
        reason: `${option}/${goal.id}`,
        option,
        side: isBetter ? 'for' : 'against',
        evidence: this.evidence(goal.quantity, option),
        figure: this.figure(goal.quantity, own),
        gist: this.echo(goal.quantity, own) ?? say,
      },
    };
  }

  criterion(criterion: CompiledCriterion, option: string, rival: string): Point | null {
    return criterion.kind === 'need' ? this.limit(option, criterion) : this.goal(criterion, option, rival);
  }

  /** What speaks most for the member's option: a limit that its strongest rival misses, else the goal on which it gains most. */
  mainPoint(skip: (point: Point) => boolean = () => false): Point | null {
    return this.points().find((point) => !skip(point)) ?? null;
  }

  /** All that speaks for the member's option, the weightiest first: limits that others miss, then goals, those within noise last. */
  readonly points = once((): readonly Point[] => this.findPoints());

  private findPoints(): Point[] {
    const { best } = this;
    if (best === null) return [];
    const { options } = this.view.now.assessment;
    // That an option nobody has ever held is out settles nothing.
    const raised = new Set(this.view.turns.map(({ body }) => body.stance.option));
    const limits = [...options.values()]
      .filter(({ option }) => raised.size === 0 || raised.has(option))
      .sort((a, b) => b.score - a.score)
      .flatMap(({ option, missed }) => missed.flatMap((need) => this.limit(option, need) ?? []));
    // An option that cannot be chosen is no rival to be compared with.
    const open = [...options.values()].filter(({ option, missed }) => option !== best && missed.length === 0);
    // What is disputed is what a colleague holds; where nobody does, it is the runner-up, not whatever is easiest to beat.
    const held = new Set([...this.stances().values()].map(({ option }) => option));
    const [runnerUp] = [...open].sort((a, b) => b.share - a.share);
    const first = this.rival();
    const ordered = open.sort((a, b) => Number(b.option === first) - Number(a.option === first) || b.share - a.share);
    const goals = ordered.flatMap(({ option: rival }) =>
      differences(this.view.now.assessment, best, rival)
        .filter(({ gain }) => gain > 1e-6)
        .flatMap(({ criterion, gain }) => {
          const point = this.criterion(criterion, best, rival);
          return point === null
            ? []
            : [
                {
                  point: { ...point, rival, isNoise: this.isNoise(criterion, best, rival) },
                  weight: gain * weightOf(this.view.seat.values, criterion.value),
                },
              ];
        }),
    );
    const isDisputed = (rival: string | undefined) =>
      rival !== undefined && (held.has(rival) || rival === runnerUp?.option);
    const rank = ({ point }: (typeof goals)[number]) => 2 * Number(!isDisputed(point.rival)) + Number(point.isNoise);
    const told = goals.sort((a, b) => rank(a) - rank(b) || b.weight - a.weight);
    return [...limits, ...told.map(({ point }) => point)];
  }

  private isNoise(criterion: CompiledCriterion, option: string, rival: string): boolean {
    if (criterion.kind === 'need') return false;
    return this.tell.between(criterion, this.values(option), this.values(rival))?.isNoise === true;
  }

  /** Every option on a limit that one of them misses, and which are out by that; null where the two are told as well by one clause. */
  row(need: CompiledNeed): Pick<Point, 'say' | 'so'> | null {
    const all = this.view.model.options.map((option) => this.values(option));
    if (all.length < MOST_BESIDE || this.view.question.audience === 'junior') return null;
    const say = all.length > MOST_IN_ROW ? null : this.tell.row(need, all);
    const out = all.filter((values) => values.meets(need) === false).map(({ option }) => this.tell.option(option));
    if (say === null || out.length === 0 || out.length === all.length) return null;
    const [only] = out;
    return { say, ...(out.length === 1 && only !== undefined ? { so: this.tell.say.out(only) } : {}) };
  }

  /** What an effect comes to, in one clause. */
  effect(effect: Effect): Phrase | null {
    if (effect.kind !== 'goal') return this.limit(effect.option, effect.need)?.say ?? null;
    const other = effect.option === this.best ? this.rival() : this.best;
    if (other !== null && other !== effect.option) {
      const beside = this.goal(effect.goal, effect.option, other);
      if (beside !== null) return beside.say;
    }
    return this.tell.under(effect.goal.quantity, this.values(effect.option));
  }

  /** The same right after the news that caused it: a limit that has just been told is not told again. */
  effectOf(effect: Effect, fact: string): Phrase | null {
    const say = this.effect(effect);
    const short = say?.brief?.at(-1);
    const isTold = effect.kind !== 'goal' && namesIn(effect.need.right).includes(fact);
    return isTold && short !== undefined ? short : say;
  }

  /** Why a member changed sides: what the news comes to, or, where that still speaks for the old side, what is better about the new one. */
  reasonToMove({ from, to, effect }: Change): { say: Phrase; what: Assertion | null } | null {
    const say = effect === null ? null : this.effect(effect);
    const told = say === null ? null : { say, what: null };
    if (effect?.kind !== 'goal' || from === null || to === null || to !== this.best) return told;
    const [old, now] = [this.values(from).of(effect.goal.quantity), this.values(to).of(effect.goal.quantity)];
    if (old === null || now === null || (effect.goal.kind === 'more' ? now >= old : now <= old)) return told;
    // What spoke for the old side is less than what would count by now.
    const between = this.tell.between(effect.goal, this.values(from), this.values(to));
    if (between?.isNoise === true)
      return {
        say: this.tell.say.noise(between.gap, between.worth, this.tell.label(effect.goal.quantity)),
        what: null,
      };
    return this.points().find(({ rival, isNoise }) => rival === from && isNoise !== true) ?? told;
  }

  /** A fact as this member holds it. */
  fact(name: string): Phrase | null {
    const [option] = this.view.model.options;
    const values = option === undefined ? null : this.values(option);
    const amount = values?.amount(name) ?? null;
    if (amount === null) return null;
    return asPhrase(printAmount(amount.value, amount.unit.text, this.tell.language), [`fact:${name}`]);
  }

  /** The quantity that uses a fact directly, on the way to another one. */
  userOf(fact: string, subject: string, option: string): string | null {
    const { model } = this.view;
    const values = this.view.now.assessment.options.get(option)?.values;
    const fromOf = (name: string): readonly string[] => {
      const quantity = model.quantities.get(name);
      const setting = model.settings.get(option)?.get(name);
      const formula = quantity?.kind === 'formula' ? quantity.expression : undefined;
      if (formula !== undefined && values !== undefined) return liveNames(formula, values);
      return quantity?.from ?? (setting === undefined ? [] : namesIn(setting).filter((other) => other !== name));
    };
    const way = (name: string): string | null => {
      const from = fromOf(name);
      if (model.quantities.has(name) && from.some((path) => headOf(path) === fact)) return name;
      // Through what is computed rather than through what the option happens to set.
      const isInput = (path: string) => Number(model.settings.get(option)?.has(headOf(path)) === true);
      for (const path of [...from].sort((a, b) => isInput(a) - isInput(b))) {
        const head = headOf(path);
        if (!restsOn(model, [head], option).has(fact)) continue;
        const found = way(head);
        if (found !== null) return found;
      }
      return null;
    };
    return way(subject);
  }

  evidence(name: string, option: string): Evidence {
    const ref: Ref = this.citing.refOf(name, option);
    const kind = ref.startsWith('consult:') ? 'consult' : ref.startsWith('tool:') ? 'tool' : 'fact';
    return { kind, ref: ref.startsWith('option:') ? null : ref };
  }

  figure(name: string, values: OptionValues): Assertion['figure'] {
    const amount = values.amount(name);
    return amount === null ? null : { name, value: amount.value, unit: amount.unit.text };
  }

  /** What somebody said, by its name, each number cited to them; null where the name holds a number that they left out. */
  quoted({ turn, claim }: { turn: number; claim: Claim }): Phrase | null {
    let rest = this.names.reduce((text, name) => text.replaceAll(name, ' '), claim.gist);
    const numbers = claim.numbers.flatMap((number) => {
      if (!rest.includes(number.text)) return [];
      rest = rest.replace(number.text, ' ');
      const op: Quantity['op'] = number.op === 'abs' ? 'abs' : 'is';
      return [{ ...number, op, refs: [`turn:${turn}.${claim.claim}`] }];
    });
    return /\d/.test(rest) ? null : { text: claim.gist, numbers };
  }

  /** Labels of the question that hold digits. */
  private get names(): string[] {
    const { options, facts, quantities } = this.view.model.scenario;
    const labels = [...Object.values(facts), ...Object.values(quantities)].flatMap(({ label }) => label ?? []);
    return [...labels, ...Object.values(options).map(({ short }) => short)].filter((name) => /\d/.test(name));
  }

  echo(name: string, values: OptionValues): Phrase | null {
    const term = this.tell.term(name, values);
    return term === null ? null : this.tell.say.echo(term);
  }

  /** A sentence that states a point. */
  sentence(
    symbol: string,
    { say, so, what }: Point,
    slots: Sentence['slots'] = {},
    tags: readonly string[] = [],
  ): Sentence {
    return { symbol, slots: { say, so, ...slots }, tags, asserts: { slot: 'say', what } };
  }
}
