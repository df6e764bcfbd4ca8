import type { OwnResult } from '../core/briefing.ts';
import { canonicalJson } from '../core/canonical.ts';
import type { ToolCall } from '../core/effects.ts';
import { once } from '../core/once.ts';
import type { FactValue } from '../core/scenario.ts';
import { headOf } from '../core/scenario.ts';
import type { Ref } from '../core/turn.ts';
import { sameValue } from '../reasoning/claims.ts';
import { restsOn, rootsOf } from '../reasoning/model.ts';
import type { State, View } from './view.ts';
import { keyOf } from './view.ts';

export const EVALUATE = 'evaluate';

/** What a number is cited by until it is calculated. */
const NOT_YET = 'tool:0.0/';

/** Whether any number in it still waits for a calculation. */
export const isWaiting = (said: unknown): boolean => JSON.stringify(said).includes(`"${NOT_YET}`);

/** The name of a figure that `evaluate` gives: one quantity under one option. */
export const figureName = (quantity: string, option: string): string => `${quantity}@${option}`;

/**
 * Finds for each number what it may be cited by. What no result at hand gives is asked for in one call of `evaluate`, or of the
 * calculator that the quantity is, and has a placeholder until then.
 */
export class Citing {
  private readonly asked = new Map<string, { quantity: string; option: string }>();
  private readonly calculators = new Map<string, ToolCall>();
  private readonly others: Citing[] = [];

  /** `put`: facts that are only tried out, with the state in which they hold; `isApart`: figures of one state are not called for with those of another. */
  constructor(
    private readonly view: View,
    private readonly now: Pick<State, 'world' | 'assessment'> = view.now,
    private readonly put: readonly string[] = [],
    private readonly isApart = false,
  ) {}

  /** Cites figures of a world in which some facts are otherwise than this member takes them. */
  trying(now: Pick<State, 'world' | 'assessment'>, put: readonly string[]): Citing {
    const citing = new Citing(this.view, now, put, this.isApart);
    this.others.push(citing);
    return citing;
  }

  /** Calls of figures that somebody else cites for the same turn are made with one's own. */
  adopt(other: Citing): void {
    this.others.push(other);
  }

  readonly refOf = (name: string, option: string): Ref => {
    const { now } = this;
    const { model } = this.view;
    const head = headOf(name);
    const quantity = model.quantities.get(head);
    const setting = model.settings.get(option)?.get(head);
    const isComputed = setting !== undefined && setting.kind !== 'number' && !now.world.amended.get(option)?.has(head);
    if (quantity === undefined && !isComputed) return this.leaf(name, head, option);
    if (quantity?.kind === 'tool') {
      const values = now.assessment.options.get(option)?.values;
      const args = values?.argsOf(quantity);
      if (args !== undefined && args !== null) {
        const call = { name: quantity.tool, args };
        const result = this.view.results.get(keyOf(call));
        const figure = quantity.figure ?? Object.keys(result?.figures ?? {})[0] ?? 'result';
        if (result !== undefined) return `${result.ref}/${figure}`;
        this.calculators.set(figure, call);
        return this.placeholder(figure);
      }
    }
    const figure = figureName(head, option);
    const giving = [...this.view.results.values()].filter((result) => this.gives(result, figure, head, option));
    // Of results that give it alike, one that tried nothing: what is said is no what-if.
    const known = giving.findLast((result) => this.triesNothing(result)) ?? giving.at(-1);
    if (known !== undefined) return `${known.ref}/${figure}`;
    this.asked.set(figure, { quantity: head, option });
    return this.placeholder(figure);
  };

  /** What must be called before a turn that cites `refs` can be said: no more, since what is calculated is shared with everybody. */
  calls(refs: ReadonlySet<Ref>): ToolCall[] {
    return [...this.ownCalls(refs), ...this.others.flatMap((citing) => citing.calls(refs))];
  }

  /** Settings of the state whose figures are cited. */
  private readonly settings = once((): string => {
    const { amended } = this.now.world;
    return !this.isApart || amended.size === 0
      ? ''
      : `~${JSON.stringify([...amended].map(([option, inputs]) => [option, [...inputs]]))}`;
  });

  /** A placeholder is the figure's name, and what is tried out behind it. */
  private placeholder(figure: string): Ref {
    const tried = this.put.map((name) => `~${name}=${String(this.now.world.facts.get(name))}`).join('');
    return `${NOT_YET}${figure}${tried}${this.settings()}`;
  }

  private ownCalls(refs: ReadonlySet<Ref>): ToolCall[] {
    const isCited = (figure: string) => refs.has(this.placeholder(figure));
    const calls = [...this.calculators].flatMap(([figure, call]) => (isCited(figure) ? [call] : []));
    const asked = [...this.asked].flatMap(([figure, one]) => (isCited(figure) ? [one] : []));
    if (asked.length === 0) return calls;
    const options = this.view.model.options.filter((option) => asked.some((one) => one.option === option));
    const names = [...this.view.model.quantities.keys(), ...this.view.model.inputs];
    const quantities = names.filter((name) => asked.some(({ quantity }) => quantity === name));
    const amended = this.amendedOf(options);
    const facts = this.factsOf(asked);
    const { knowledge } = this.view.now;
    const assumed = Object.keys(facts).filter(
      (name) => knowledge.facts.get(name)?.how === 'assumed' || this.put.includes(name),
    );
    return [
      ...calls,
      {
        name: EVALUATE,
        args: {
          options,
          quantities,
          facts,
          ...(assumed.length === 0 ? {} : { assumed }),
          ...(Object.keys(amended).length === 0 ? {} : { amended }),
        },
      },
    ];
  }

  private leaf(name: string, head: string, option: string): Ref {
    const { now } = this;
    const { model } = this.view;
    const isAmended = now.world.amended.get(option)?.has(head) === true;
    const isSet = model.settings.get(option)?.has(head) === true;
    if (isAmended || isSet) return `option:${option}.${name}`;
    return this.put.includes(head) ? `rule:${head}.range` : `fact:${name}`;
  }

  /** Whether a result holds this figure on the values that hold now. */
  private gives({ name, args, figures }: OwnResult, figure: string, quantity: string, option: string): boolean {
    if (name !== EVALUATE || figures[figure] === undefined) return false;
    const used = args['facts'] as Record<string, FactValue>;
    const { facts } = this.now.world;
    const settings = (args['amended'] as Record<string, unknown> | undefined)?.[option];
    const amended = this.amendedOf([option])[option];
    // A record sorts what a call was given: which setting came first makes no other call.
    if (canonicalJson(settings ?? null) !== canonicalJson(amended ?? null)) return false;
    return [...restsOn(this.view.model, [quantity], option)].every((path) => {
      const head = headOf(path);
      return sameValue(used[head], facts.get(head));
    });
  }

  /** Whether all that a result was given is what this member takes to be so. */
  private triesNothing({ args }: OwnResult): boolean {
    const { facts } = this.now.world;
    return Object.entries((args['facts'] ?? {}) as Record<string, FactValue>).every(([name, value]) =>
      sameValue(value, facts.get(name)),
    );
  }

  private factsOf(asked: readonly { quantity: string; option: string }[]): Record<string, FactValue> {
    const { now } = this;
    const { model } = this.view;
    const names = new Set(asked.flatMap(({ quantity, option }) => [...rootsOf(model, [quantity], option)]));
    return Object.fromEntries(
      Object.keys(model.scenario.facts).flatMap((name) => {
        const value = now.world.facts.get(name);
        return names.has(name) && value !== undefined ? [[name, value] as const] : [];
      }),
    );
  }

  private amendedOf(options: readonly string[]): Record<string, Record<string, number>> {
    const { amended } = this.now.world;
    return Object.fromEntries(
      options.flatMap((option) => {
        const inputs = amended.get(option);
        return inputs === undefined || inputs.size === 0 ? [] : [[option, Object.fromEntries(inputs)] as const];
      }),
    );
  }
}
