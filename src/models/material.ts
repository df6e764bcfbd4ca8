import type { HeardTurn } from '../core/briefing.ts';
import type { PromptMessage, ToolCall } from '../core/effects.ts';
import type { FactValue } from '../core/scenario.ts';
import type { Ref } from '../core/turn.ts';
import { Citing } from '../playbook/citing.ts';
import type { Peek, View } from '../playbook/view.ts';
import { viewOf } from '../playbook/view.ts';
import { sameValue } from '../reasoning/claims.ts';
import type { KnownFigure } from '../reasoning/matching.ts';

/** A figure with what it is a value of; empty where that has no name. */
type Named = KnownFigure & { name: string; reason?: string | null };

/** What a reference of a member comes to. */
export interface Resolved {
  ref: Ref | null;
  /** What of the question it is about, as claims have it. */
  reason: string | null;
  /** Name and value, where it is one figure. */
  figure: Named | null;
}

/** What a member can cite at one moment: by reference, and by value where they only wrote the number. */
export interface Material {
  view: View;
  known: readonly Named[];
  /** Null where it points to nothing that the member knows. */
  resolve(reference: string): Resolved | null;
  /** Calculations that must be on the record for these references, which name them as `tool:0.0/FIGURE`. */
  calls(refs: ReadonlySet<Ref>): ToolCall[];
}

/** The last material of a seat: a turn asks for it when it is begun, when its reply is read, and when that is calculated. */
const last = new WeakMap<Peek, { typed: readonly unknown[]; material: Material | null }>();

/** Null for messages that hold no question of ours. It follows from what the messages hold as data, whatever their words. */
export function materialOf(messages: readonly PromptMessage[], peek: Peek): Material | null {
  const typed = messages.map((message) => message.typed);
  const known = last.get(peek);
  if (known?.typed.length === typed.length && typed.every((one, at) => one === known.typed[at])) return known.material;
  const material = newMaterial(messages, peek);
  last.set(peek, { typed, material });
  return material;
}

function newMaterial(messages: readonly PromptMessage[], peek: Peek): Material | null {
  const kinds = new Set(messages.map(({ typed }) => (typed as { kind?: string } | undefined)?.kind));
  if (!['seat', 'scenario', 'brief'].every((kind) => kinds.has(kind))) return null;
  const view = viewOf(messages, peek, true);
  const citing = new Citing(view);
  const byRef = new Map<string, Resolved>();
  const known: Named[] = [];
  const tried: Named[] = [];
  const add = (key: string, resolved: Resolved): void => {
    byRef.set(key.toLowerCase(), resolved);
    if (resolved.figure !== null) known.push({ ...resolved.figure, reason: resolved.reason });
  };
  for (const [name, { value, how }] of view.now.knowledge.facts)
    for (const [path, leaf] of leavesOf(name, value)) {
      const unit = view.model.scenario.facts[name]?.unit ?? '';
      // Who only assumes a fact does not tell anybody what it is.
      const ref: Ref = how === 'assumed' ? `rule:${path}.assumed` : `fact:${path}`;
      const figure = typeof leaf === 'number' ? { ref, value: leaf, unit, name: path } : null;
      add(`fact:${path}`, { ref, reason: `fact:${name}`, figure });
    }
  for (const { ref, figures, args } of view.results.values()) {
    const entries = Object.entries(figures);
    add(ref, { ref, reason: null, figure: null });
    // What an evaluation tried may be spoken of as what it tried.
    for (const [name, value] of Object.entries((args['facts'] ?? {}) as Record<string, unknown>))
      if (typeof value === 'number' && !sameValue(value, view.now.knowledge.facts.get(name)?.value))
        tried.push({ ref, value, unit: view.model.scenario.facts[name]?.unit ?? '', name });
    for (const [name, { value, unit }] of entries) {
      const [quantity, option] = name.split('@');
      const reason = option === undefined ? null : `${option}/${quantity}`;
      add(`${ref}/${name}`, {
        ref: `${ref}/${name}`,
        reason,
        figure: { ref: `${ref}/${name}`, value, unit, name: quantity ?? name },
      });
    }
  }
  for (const { option, quantity, value, unit } of cellsOf(view)) {
    const ref = citing.refOf(quantity, option);
    const figure = { ref, value, unit, name: quantity };
    add(`${option}/${quantity}`, { ref, reason: `${option}/${quantity}`, figure });
  }
  for (const { body } of view.turns) known.push(...claimedBy(body));
  for (const [index] of view.model.scenario.judgements.entries())
    add(`judgement:${index}`, { ref: null, reason: `judgement:${index}`, figure: null });
  known.push(...tried, ...statedIn(view), ...derivedIn(view));
  const slug = view.seat.id;
  return {
    view,
    known,
    resolve(reference) {
      const written = reference.trim().replace(/^`|`$/g, '');
      const heading = /^card:(?:[^:]+:)?(.+)$/u.exec(written)?.[1];
      if (heading !== undefined)
        return { ref: `card:${slug}:${heading.trim().replaceAll(/\s+/g, '-')}`, reason: null, figure: null };
      const key = written.toLowerCase();
      const [, quantity, option] = /^([^/@]+)@([^/@]+)$/.exec(key) ?? [];
      return (
        byRef.get(key) ??
        claimAt(view, key) ??
        byRef.get(`fact:${key}`) ??
        claimAt(view, `turn:${key.replace(/^claim\s*/, '')}`) ??
        (option === undefined ? undefined : byRef.get(`${option}/${quantity}`)) ??
        null
      );
    },
    calls: (refs) => citing.calls(refs),
  };
}

/** A value of a question's table: one quantity, or one setting, under one option. */
export interface Cell {
  option: string;
  quantity: string;
  value: number;
  unit: string;
}

/** All that the member can compute now, quantity by quantity. */
export function cellsOf({ model, now }: View): Cell[] {
  return [...model.inputs, ...model.quantities.keys()].flatMap((quantity) =>
    model.options.flatMap((option) => {
      const amount = now.assessment.options.get(option)?.values.amount(quantity) ?? null;
      return amount === null ? [] : [{ option, quantity, value: amount.value, unit: amount.unit.text }];
    }),
  );
}

function leavesOf(name: string, value: FactValue): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, value]];
  return [[name, value], ...Object.entries(value).map(([key, inner]): [string, unknown] => [`${name}.${key}`, inner])];
}

type Body = HeardTurn['body'];

/** What follows from one turn alone; every prompt after it asks for that again. */
function ofTurn<T>(work: (body: Body) => T): (body: Body) => T {
  const known = new WeakMap<Body, { made: T }>();
  return (body) => {
    const before = known.get(body) ?? { made: work(body) };
    known.set(body, before);
    return before.made;
  };
}

/** Figures that a turn claims. */
const claimedBy = ofTurn(({ turn, claims }): Named[] =>
  claims.flatMap(({ claim, reason, figure }) =>
    figure === null ? [] : [{ ...figure, ref: `turn:${turn}.${claim}` as Ref, reason }],
  ),
);

/** A claim by its reference, in lower case; there may be thousands, and few are asked for. */
function claimAt({ turns }: View, key: string): Resolved | undefined {
  const [, turn, number] = /^turn:(\d+)\.(\d+)$/.exec(key) ?? [];
  if (turn === undefined) return undefined;
  const said = turns.findLast(({ body }) => String(body.turn) === turn)?.body;
  const claim = said?.claims.findLast((one) => String(one.claim) === number);
  if (claim === undefined) return undefined;
  const ref: Ref = `turn:${turn}.${number}`;
  const { reason, figure } = claim;
  return { ref, reason, figure: figure === null ? null : { ...figure, ref } };
}

/** Numbers that somebody derived and said: who takes one up need not derive it again. */
const derivedIn = ({ turns }: View): Named[] => turns.flatMap(({ body }) => derivedBy(body));

const derivedBy = ofTurn(({ turn, claims }): Named[] =>
  claims.flatMap(({ claim, numbers }) =>
    numbers.flatMap(({ value, unit, refs, op }) =>
      op === 'is' || op === 'percent'
        ? []
        : [{ ref: `turn:${turn}.${claim}` as Ref, value, unit, name: '', by: { refs, op } }],
    ),
  ),
);

/** Numbers that the question states and nothing computes: when a difference is noise, how far a setting goes, what a measurement takes. */
function statedIn({ model }: View): Named[] {
  const { options, measurements, criteria } = model.scenario;
  const worths = criteria.flatMap((criterion) => {
    const [, value, unit = ''] =
      'worth' in criterion ? (/^([\d.e+-]+)\s*(.*)$/i.exec(String(criterion.worth)) ?? []) : [];
    const name = 'more' in criterion ? criterion.more : 'less' in criterion ? criterion.less : '';
    return value === undefined ? [] : [{ ref: `rule:${name}.worth` as Ref, value: Number(value), unit, name }];
  });
  const bounds = Object.entries(options).flatMap(([option, { adjust }]) =>
    Object.entries(adjust).flatMap(([input, range]) =>
      range.map((value) => ({ ref: `option:${option}.${input}` as Ref, value: Number(value), unit: '', name: input })),
    ),
  );
  const prices = measurements.flatMap(({ learns, cost, days }) => [
    ...(cost === undefined
      ? []
      : [{ ref: `rule:${learns}.price` as Ref, value: cost.value, unit: cost.unit, name: learns }]),
    ...(days === undefined ? [] : [{ ref: `rule:${learns}.days` as Ref, value: days, unit: 'days', name: learns }]),
  ]);
  return [...worths, ...bounds, ...prices];
}
