import type { HeardTurn, OwnResult } from '../core/briefing.ts';
import { canonicalJson } from '../core/canonical.ts';
import type { PromptMessage, ToolCall } from '../core/effects.ts';
import { once, onceEach } from '../core/once.ts';
import type { Fact, FactValue } from '../core/scenario.ts';
import type { ClaimRef, Ref } from '../core/turn.ts';
import { callIn } from '../core/turn.ts';
import { Citing } from '../playbook/citing.ts';
import type { Peek, View } from '../playbook/view.ts';
import { viewOf } from '../playbook/view.ts';
import { bearingOn } from '../reasoning/bearing.ts';
import { sameValue } from '../reasoning/claims.ts';
import { bearingOnFigure, isOfWhole } from '../reasoning/judged.ts';
import { namesOfCriterion } from '../reasoning/model.ts';
import type { KnownFigure } from '../reasoning/said-figures.ts';
import type { SaidNumber } from '../reasoning/said-numbers.ts';
import { numbersAmong, numbersIn } from '../reasoning/said-numbers.ts';
import { choicesOf } from '../reasoning/settable.ts';
import type { SettableInput } from '../reasoning/standing.ts';
import { wordsIn } from '../reasoning/words-in.ts';
import { beforeVoteSettings, standsAhead } from './before-vote.ts';
import { pairOf } from './corner-lines.ts';
import { turningFigures } from './turning.ts';
import { waitingSettings } from './waiting.ts';

/** A figure with what it is a value of; empty where that has no name. */
export type Named = KnownFigure & { name: string; reason?: string | null };

/** What a reference of a member comes to. */
export interface Resolved {
  ref: Ref | null;
  /** What of the question it is about, as claims have it. */
  reason: string | null;
  /** The option that it is about; null where it is about none, or several. */
  option: string | null;
  /** Options that nothing of it bears on. */
  besides: readonly string[];
  /** All that it holds: one figure where it names one, those of a whole call or claim. */
  figures: readonly Named[];
  /** Numbers of the words that it points to, and what a call was given. */
  words: readonly SaidNumber[];
}

/** What a member can cite at one moment: by reference, and by value where they only wrote the number. */
export interface Material {
  view: View;
  known: readonly Named[];
  /** Numbers of all that the member was given and has heard, as they stand there. */
  given: readonly SaidNumber[];
  /** Inputs that options may be set to otherwise, with their settings. */
  settable: readonly SettableInput[];
  /** Words by which each option is spoken of. */
  options: ReadonlyMap<string, readonly string[]>;
  /** What a claim holds, and the numbers of its words. */
  claimOf(ref: ClaimRef): Resolved | null;
  /** Null where it points to nothing that the member knows. */
  resolve(reference: string): Resolved | null;
  /** For a `rule:` that there is not: those that tell what it takes to learn a fact. */
  beside(reference: string): readonly Ref[];
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
  const { model } = view;
  const { facts, quantities } = model.scenario;
  const byRef = new Map<string, Resolved>();
  const known: Named[] = [];
  const tried: Named[] = [];
  const add = (key: string, found: Pick<Resolved, 'ref' | 'reason'> & Partial<Resolved>): void => {
    const resolved: Resolved = {
      option: null,
      besides: [],
      words: [],
      ...found,
      figures: withReason(found.figures ?? [], found.reason),
    };
    byRef.set(key.toLowerCase(), resolved);
    const [figure, ...more] = resolved.figures;
    if (figure !== undefined && more.length === 0) known.push(figure);
  };
  const wordsOf = onceEach((name: string): string[] => {
    const { label = '', source = '' } = { source: '', ...facts[name], ...quantities[name] } as Partial<Fact>;
    return [...new Set(wordsIn(`${name} ${label} ${source}`))];
  });
  const bearing = model.options.map((option) => bearingOn(model, model.criteria.flatMap(namesOfCriterion), option));
  const besidesOf = (fact: string) => model.options.filter((_, at) => bearing[at]?.has(fact) === false);
  for (const [name, { value, how }] of view.now.knowledge.facts)
    for (const [path, leaf] of leavesOf(name, value)) {
      const unit = facts[name]?.unit ?? '';
      // Who only assumes a fact does not tell anybody what it is.
      const ref: Ref = how === 'assumed' ? `rule:${path}.assumed` : `fact:${path}`;
      const figures = typeof leaf === 'number' ? [{ ref, value: leaf, unit, name: path, words: wordsOf(name) }] : [];
      add(`fact:${path}`, { ref, reason: `fact:${name}`, besides: besidesOf(name), figures });
    }
  for (const { ref, name: tool, figures, args } of recordedIn(view)) {
    const ran = optionOfRun(view, tool, args);
    const own = Object.entries(figures).map(([name, { value, unit }]): Named => {
      const [quantity = name, given] = name.split('@');
      const option = given ?? ran?.option;
      const isOf = option === undefined ? {} : { option };
      // What was tried in this very turn is what is spoken of now.
      const isOld = callIn(ref)?.turn !== view.brief.turn && isOvertaken(view, args, quantity, option ?? null);
      const words = wordsOf(ran?.quantity ?? quantity);
      const reason = option === undefined || isOfWhole(name) ? null : `${option}/${ran?.quantity ?? quantity}`;
      const set = option === undefined ? {} : { set: settingsSaid(view, option, amendedIn(args)) };
      return {
        ref: `${ref}/${name}`,
        value,
        unit,
        name: ran?.quantity ?? quantity,
        words,
        isOld,
        reason,
        ...isOf,
        ...set,
      };
    });
    // Who cites what comes of an option may say at which setting.
    const set = (option: string) => settingsSaid(view, option, amendedIn(args));
    for (const figure of own)
      add(figure.ref, {
        ref: figure.ref,
        reason: figure.reason ?? null,
        option: figure.option ?? null,
        figures: [figure],
        words: figure.option === undefined ? [] : set(figure.option),
      });
    const told = new Set(own.flatMap(({ option }) => option ?? []));
    byRef.set(ref, {
      ...aboutNothing(ref as Ref),
      option: ran?.option ?? null,
      figures: own,
      words: [...numbersAmong(args), ...[...told].flatMap(set)],
    });
    // What an evaluation tried may be spoken of as what it tried.
    for (const [name, value] of Object.entries((args['facts'] ?? {}) as Record<string, unknown>))
      if (typeof value === 'number' && !sameValue(value, view.now.knowledge.facts.get(name)?.value))
        tried.push({ ref, value, unit: facts[name]?.unit ?? '', name, words: wordsOf(name), isOld: true });
    for (const [option, set] of Object.entries((args['amended'] ?? {}) as Record<string, Record<string, unknown>>))
      for (const [name, value] of Object.entries(set))
        if (typeof value === 'number')
          tried.push({
            ...{ ref, value, name, option, words: wordsOf(name), isOld: true },
            unit: model.inputUnits.get(name)?.text ?? facts[name]?.unit ?? '',
          });
  }
  for (const { option, quantity, value, unit } of cellsOf(view)) {
    const setting = model.settings.get(option)?.get(quantity);
    const isFact = setting?.kind === 'name' && Object.hasOwn(facts, setting.name) && !isAmended(view, option, quantity);
    // What an option sets to a fact is that fact, said of the option.
    const held = isFact ? byRef.get(`fact:${setting.name}`.toLowerCase()) : undefined;
    const ref = held?.ref ?? citing.refOf(quantity, option);
    const words = [...wordsOf(quantity), ...(isFact ? wordsOf(setting.name) : [])];
    const settings = settingsSaid(view, option, {});
    const figure = { ref, value, unit, name: quantity, option, words, set: settings };
    add(`${option}/${quantity}`, { ref, reason: `${option}/${quantity}`, option, figures: [figure], words: settings });
  }
  for (const { body } of view.turns) known.push(...claimedBy(body));
  for (const [index] of model.scenario.judgements.entries())
    add(`judgement:${index}`, { ref: null, reason: `judgement:${index}` });
  const stated = statedIn(view);
  for (const figure of stated) {
    const key = figure.ref.toLowerCase();
    if (!byRef.has(key)) byRef.set(key, alone(figure));
  }
  // Where things turn stands on the sheet: who says it says no other value of the fact.
  const turns = view.brief.task === 'open' ? [] : turningFigures(view);
  const turned = turns.map(({ fact, value }): Named => {
    const name = { name: fact, words: wordsOf(fact) };
    return { ref: `rule:turn.${fact}`, value, unit: facts[fact.split('.')[0] ?? '']?.unit ?? '', ...name };
  });
  // So do settings that the sheet puts before the table.
  const put = [...beforeVoteSettings(view), ...pairOf(view, standsAhead(view)).settings, ...waitingSettings(view)];
  const asked = put.map(({ option, input, to }): Named => {
    const unit = model.inputUnits.get(input)?.text ?? facts[input]?.unit ?? '';
    return { ref: `rule:set.${option}.${input}`, value: to, unit, name: input, option, words: wordsOf(input) };
  });
  known.push(...tried, ...stated, ...derivedIn(view), ...turned, ...asked);
  const slug = view.seat.id;
  const given = once(() => [...messages.flatMap(numbersOfMessage), ...argumentsIn(view), ...numbersOfUnits(view)]);
  return {
    view,
    known,
    settable: settableIn(view, wordsOf),
    get given() {
      return given();
    },
    options: new Map(
      Object.entries(model.scenario.options).map(([id, { short }]) => [
        id,
        [id, short].map((word) => word.toLowerCase()).filter((word) => word.length > 2 || /\d/.test(word)),
      ]),
    ),
    claimOf: ({ turn, claim }) => claimAt(view, `turn:${turn}.${claim}`) ?? null,
    resolve(reference) {
      const written = reference.trim().replace(/^`|`$/g, '');
      // The question's own words are known to everybody.
      if (/^(?:question|background|motion)$/i.test(written)) return OF_QUESTION;
      const heading = /^card:(?:[^:]+:)?(.+)$/u.exec(written)?.[1];
      if (heading !== undefined) return aboutNothing(`card:${slug}:${heading.trim().replaceAll(/\s+/g, '-')}`);
      const key = written.toLowerCase();
      const [, quantity, option] = /^([^/@]+)@([^/@]+)$/.exec(key) ?? [];
      const [, call = '', figure = ''] = /^((?:tool|consult):\d+\.\d+)\/(.+)$/.exec(key) ?? [];
      return (
        byRef.get(key) ??
        claimAt(view, key) ??
        byRef.get(`fact:${key}`) ??
        claimAt(view, `turn:${key.replace(/^claim\s*/, '')}`) ??
        (option === undefined ? undefined : byRef.get(`${option}/${quantity}`)) ??
        figuresNamed(byRef.get(call), figure) ??
        null
      );
    },
    beside: (reference) =>
      /^rule:/i.test(reference.trim()) ? [...new Set(stated.map(({ ref }) => ref).filter(isMeasuredBy))] : [],
    calls: (refs) => citing.calls(refs),
  };
}

/** What it takes to learn a fact. */
const isMeasuredBy = (ref: Ref): boolean => /^rule:.+\.(?:price|days)$/.test(ref);

const withReason = (figures: readonly Named[], reason: string | null): Named[] =>
  figures.map((figure) => ({ reason, ...figure }));

const OF_QUESTION: Resolved = { ref: null, reason: null, option: null, besides: [], figures: [], words: [] };
const aboutNothing = (ref: Ref): Resolved => ({ ref, reason: null, option: null, besides: [], figures: [], words: [] });
const alone = (figure: Named): Resolved => ({ ...aboutNothing(figure.ref), figures: [figure] });

/** A figure of a call by its name without its option: all of that name. */
function figuresNamed(call: Resolved | undefined, name: string): Resolved | undefined {
  const figures = call?.figures.filter((figure) => figure.ref.split('/').at(-1)?.toLowerCase().startsWith(`${name}@`));
  if (call === undefined || figures === undefined || figures.length === 0) return undefined;
  const [first] = figures;
  return figures.length === 1 && first !== undefined ? alone(first) : { ...call, figures, words: [] };
}

/** Every call on record that the member has seen, by its own reference: one that was made twice has two. */
function recordedIn({ turns, results, seen }: View): OwnResult[] {
  const said = turns.flatMap(({ body, tools, consults }) => [
    ...tools.map(({ call, ...tool }) => ({ ...tool, ref: `tool:${body.turn}.${call}` })),
    ...consults.flatMap(({ calculation, figures, call }) =>
      calculation === null ? [] : [{ ...calculation, figures, ref: `consult:${body.turn}.${call}` }],
    ),
  ]);
  return [...new Map([...results.values(), ...seen, ...said].map((result) => [result.ref, result])).values()];
}

/** The quantity and the option that a calculator was run for: its arguments are those of one option alone. */
function optionOfRun({ model, now }: View, tool: string, args: unknown): { option: string; quantity: string } | null {
  const given = canonicalJson(args);
  const found = [...model.quantities.values()].flatMap((quantity) => {
    if (quantity.kind !== 'tool' || quantity.tool !== tool) return [];
    const options = model.options.filter((option) => {
      const wanted = now.assessment.options.get(option)?.values.argsOf(quantity) ?? null;
      return wanted !== null && canonicalJson(wanted) === given;
    });
    return options.length === 1 ? [{ option: options[0] ?? '', quantity: quantity.name }] : [];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Whether a figure of an evaluation rests on what the member takes otherwise now. */
function isOvertaken({ model, now }: View, args: unknown, quantity: string, option: string | null): boolean {
  const { facts = {}, amended = {} } = args as {
    facts?: Record<string, FactValue>;
    amended?: Record<string, Record<string, number>>;
  };
  if (option === null || !(model.quantities.has(quantity) || isOfWhole(`${quantity}@${option}`))) return false;
  const held = now.world.amended.get(option);
  const settings = amended[option] ?? {};
  const isSetOtherwise = [...new Set([...Object.keys(settings), ...(held?.keys() ?? [])])].some(
    (input) => settings[input] !== held?.get(input),
  );
  return (
    isSetOtherwise ||
    [...bearingOnFigure(model, quantity, option)].some((name) => {
      const value = now.knowledge.facts.get(name)?.value;
      return Object.hasOwn(facts, name) && value !== undefined && !sameValue(facts[name], value);
    })
  );
}

/** Settings that the question names one by one. */
const settableIn = ({ model }: View, wordsOf: (name: string) => readonly string[]): SettableInput[] =>
  Object.values(model.scenario.options).flatMap(({ adjust }) =>
    Object.entries(adjust).flatMap(([input, range]) => {
      const unit = model.inputUnits.get(input)?.text || model.scenario.facts[input]?.unit || '';
      const values = choicesOf(range);
      return values === null ? [] : [{ words: wordsOf(input), unit, values }];
    }),
  );

type Settings = Readonly<Record<string, unknown>>;

const amendedIn = (args: Settings) => (args['amended'] ?? {}) as Record<string, Settings>;

/** The settings of an option as people say them, `85%` for a share: as they count now, or as a call had them. */
function settingsSaid({ model, now }: View, option: string, amended: Readonly<Record<string, Settings>>): SaidNumber[] {
  const values = now.assessment.options.get(option)?.values;
  const set = amended[option] ?? {};
  return [...(model.settings.get(option)?.keys() ?? [])].flatMap((input) => {
    const own = set[input];
    const unit = model.inputUnits.get(input)?.text || model.scenario.facts[input]?.unit || '';
    const value = typeof own === 'number' ? own : values?.amount(input)?.value;
    // Of a sum of two settings nobody says more digits than these.
    return value === undefined ? [] : numbersIn(`${Number(value.toPrecision(SAID_DIGITS))} ${unit}`.trim());
  });
}

const SAID_DIGITS = 10;

const isAmended = ({ now }: View, option: string, input: string) => now.world.amended.get(option)?.has(input) === true;

/** Numbers in what a message holds; each message is read once, whatever prompts it stands in. */
const numbersOfMessage = (() => {
  const read = new WeakMap<PromptMessage, SaidNumber[]>();
  return (message: PromptMessage): SaidNumber[] => {
    const before = read.get(message) ?? (message.role === 'system' ? [] : numbersIn(withoutPlaces(message.content)));
    read.set(message, before);
    return before;
  };
})();

/** A prompt without the numbers of turns and claims and without how sure somebody was: nobody speaks of those. */
const withoutPlaces = (text: string) =>
  text
    .replace(/\b(?:turns?|claims?)\s\d+(?:\.\d+)?/g, ' ')
    .replace(/\bstands at \S+ [\d.]+|\bat \S+ with [\d.]+/g, ' ');

/** Numbers that calls were given, which prompts show in part only. */
/** `1000토큰` of `원/1000토큰`: a count that a unit has in it, which people say apart from the price. */
const numbersOfUnits = ({ model }: View): SaidNumber[] => {
  const units = [...Object.values(model.scenario.facts), ...Object.values(model.scenario.quantities)].flatMap(
    ({ unit }) => unit?.split(/[/·*]|\bper\b/).slice(1) ?? [],
  );
  return [...new Set(units)].flatMap((unit) => numbersIn(unit.trim().replace(/^(\d[\d.,]*)(?=\p{L})/u, '$1 ')));
};

const argumentsIn = (view: View): SaidNumber[] => recordedIn(view).flatMap(({ args }) => numbersAmong(args));

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
  claims.flatMap(({ claim, reason, figure, option }) =>
    figure === null
      ? []
      : [
          {
            ...figure,
            ref: `turn:${turn}.${claim}` as Ref,
            reason,
            words: wordsIn(figure.name),
            ...(option === null ? {} : { option }),
          },
        ],
  ),
);

/** A claim by its reference, in lower case; there may be thousands, and few are asked for. */
function claimAt({ turns, model }: View, key: string): Resolved | undefined {
  const [, turn, number] = /^turn:(\d+)\.(\d+)$/.exec(key) ?? [];
  if (turn === undefined) return undefined;
  const body = turns.findLast((one) => String(one.body.turn) === turn)?.body;
  const claim = body?.claims.findLast((one) => String(one.claim) === number);
  if (body === undefined || claim === undefined) return undefined;
  const ref: Ref = `turn:${turn}.${number}`;
  const { reason, figure, option, numbers } = claim;
  const { measures, action = '', condition, proposes } = body;
  const settings = Object.entries(proposes?.set ?? {}).map(([name, value]) => ({
    ...{ ref, value, name, unit: model.inputUnits.get(name)?.text ?? '' },
    ...(proposes === null ? {} : { option: proposes.option }),
  }));
  const words = [body.utterance, measures?.price, measures?.threshold, action, condition].join('\n');
  return {
    ref,
    reason,
    option,
    besides: [],
    figures: [
      ...(figure === null ? [] : [{ ...figure, ref, reason, words: wordsIn(figure.name) }]),
      ...settings,
      ...numbers.map(({ value, unit, refs, op }) => ({ ref, value, unit, name: '', by: { refs, op } })),
    ],
    words: numbersIn(words),
  };
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
function statedIn({ model, now }: View): Named[] {
  const words = (name: string) => ({ name, words: wordsIn(`${name} ${model.quantities.get(name)?.label ?? ''}`) });
  const { options, measurements, criteria } = model.scenario;
  const worths = criteria.flatMap((criterion) => {
    if ('need' in criterion) return [];
    const name = 'more' in criterion ? criterion.more : criterion.less;
    return (['worth', 'noise'] as const).flatMap((key) => {
      const [, value, unit = ''] = /^([\d.e+-]+)\s*(.*)$/i.exec(String(criterion[key] ?? '')) ?? [];
      return value === undefined
        ? []
        : [{ ref: `rule:${name}.${key}` as Ref, value: Number(value), unit, ...words(name) }];
    });
  });
  const limits = model.criteria.flatMap((criterion) =>
    criterion.kind === 'need' && criterion.right.kind === 'number'
      ? [
          {
            ref: `rule:${criterion.id}.limit` as Ref,
            value: criterion.right.value,
            unit: criterion.right.unit?.text ?? criterion.unit.text,
            ...words(criterion.id),
          },
        ]
      : [],
  );
  const bounds = Object.entries(options).flatMap(([option, { adjust }]) =>
    Object.entries(adjust).flatMap(([input, range]) =>
      (Array.isArray(range) ? range : [range.from, range.to, range.step]).map((value) => ({
        ref: `option:${option}.${input}` as Ref,
        value,
        unit: model.inputUnits.get(input)?.text ?? '',
        option,
        ...words(input),
      })),
    ),
  );
  // How far a fact may lie off is told to whoever knows it.
  const ranges = Object.entries(model.scenario.facts).flatMap(([name, { range, unit = '' }]) =>
    range === undefined || now.knowledge.facts.get(name) === undefined
      ? []
      : range.map((value) => ({ ref: `rule:${name}.range` as Ref, value, unit, ...words(name) })),
  );
  // What a measurement costs is spoken of by what is done, too.
  const costWords = (learns: string, how: string) => [...new Set([...words(learns).words, ...wordsIn(how)])];
  const prices = measurements.flatMap(({ learns, how, cost, days }) => [
    ...(cost === undefined
      ? []
      : [
          {
            ref: `rule:${learns}.price` as Ref,
            value: cost.value,
            unit: cost.unit,
            ...words(learns),
            words: costWords(learns, how),
          },
        ]),
    ...(days === undefined
      ? []
      : [
          {
            ref: `rule:${learns}.days` as Ref,
            value: days,
            unit: 'days',
            ...words(learns),
            words: costWords(learns, how),
          },
        ]),
  ]);
  return [...worths, ...limits, ...bounds, ...ranges, ...prices];
}
