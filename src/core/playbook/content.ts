import { factAt } from '../considerations.ts';
import type { Figure } from '../effects.ts';
import type { Bilingual, Language, Register } from '../language.ts';
import { inLanguage } from '../language.ts';
import type { Random } from '../random.ts';
import { pick, randomFrom } from '../random.ts';
import type { Fact } from '../scenario.ts';
import type { Quantity } from '../turn.ts';
import { VALUE_LABELS } from '../values.ts';
import type { ToolWordings } from '../voice.ts';
import type { Filled } from './expand.ts';
import type { Move, Part } from './move.ts';
import { printQuantity } from './quantity.ts';
import type { Standing } from './standing.ts';
import type { Known, View } from './view.ts';

/** Symbols whose `{echo}` would only be pasted on when the two reasons have nothing in common. */
const ANSWERS_LOOSELY: ReadonlySet<string> = new Set(['rebut.counter', 'support']);

/** One noun phrase for a reason through the whole debate, so that a reader finds it again. */
export function nameDraw(seed: number, { consideration }: Pick<Known, 'consideration'>): Random {
  return randomFrom(seed, 'gist', consideration.id);
}

/** Share of a voter's drafts that keep to his own ways of stating a reason; the others avoid what was said before. */
const OWN_DRAFTS = 0.6;

/** Voters do not hear each other: the ways to state a reason are shared out by seat, so that no two say the same sentence. */
function ownShare({ scenario, seat }: View, { consideration }: Known, random: Random): Random {
  const start = randomFrom(scenario.seed, 'why', consideration.id)();
  const place = scenario.roster.findIndex(({ id }) => id === seat.id) / scenario.roster.length;
  return () => (random() < OWN_DRAFTS ? (start + place) % 1 : random());
}

/** What stands behind `{slot}` for one part of a move. */
export function contentOf(
  view: View,
  standing: Standing,
  move: Move,
  part: Part,
): (slot: string, random: Random) => Filled | null {
  const { scenario, seat } = view;
  const { language, options } = scenario;
  const plain = (text: string | undefined | null): Filled | null => (text ? { text, numbers: [] } : null);
  const optionText = (name: string | null | undefined, field: 'short' | 'label'): Filled | null => {
    const option = name == null ? undefined : options[name];
    return option ? fillWording(option[field], null, view) : null;
  };
  const oneOf = (texts: readonly string[], known: Known | null, random: Random): Filled | null => {
    const sayable = texts.filter((text) => isSayable(text, known?.figures ?? {}, view.facts));
    return sayable.length > 0 ? fillWording(pick(random, sayable), known, view) : null;
  };
  const wordOf = (known: Known | null, form: 'say' | 'echo', random: Random): Filled | null =>
    known === null ? null : fillWording(wordingOf(known, form, view, seat.wordings, random), known, view);
  const nameOf = (known: Known | null): Filled | null => known && wordOf(known, 'echo', nameDraw(scenario.seed, known));
  const isAside = part.tags.includes('aside');
  // A colleague's reason is named only where the own one has to do with it; otherwise his option is answered.
  const isNamed = !ANSWERS_LOOSELY.has(part.symbol) || part.tags.includes('related');

  return (slot, random) => {
    switch (slot) {
      case 'say':
        return wordOf(part.mine, 'say', random);
      case 'mine':
        return nameOf(part.mine);
      case 'echo':
        return isNamed ? nameOf(part.echo) : null;
      case 'why':
        return wordOf(
          part.echo,
          'say',
          part.echo && view.brief.task === 'vote' ? ownShare(view, part.echo, random) : random,
        );
      case 'name':
        return move.addressee === 'all' || isAside ? null : plain(addressOf(view, move.addressee));
      case 'who':
        return part.target === null ? null : plain(addressOf(view, part.target.speaker));
      case 'colleague': {
        const topic =
          part.mine && 'consult' in part.mine.consideration.from
            ? part.mine.consideration.from.consult
            : questionTopic(view, move);
        const route = seat.defers.find((candidate) => candidate.topic === topic);
        return route ? plain(addressOf(view, route.on)) : null;
      }
      case 'option':
        return optionText(standing.stance.option, 'short');
      case 'old':
        return optionText(standing.previous?.option, 'short');
      case 'theirs':
        return optionText(part.target?.claim.option, 'short');
      case 'about':
        return optionText(part.mine ? optionTarget(part.mine, view) : part.target?.claim.option, 'short');
      case 'decision':
        return optionText(view.brief.closing?.decision, 'short');
      case 'urge': {
        // A proposal urges what it proposes, also while its speaker still holds something else.
        const urged =
          part.symbol.endsWith('propose') && part.mine ? optionTarget(part.mine, view) : standing.stance.option;
        return oneOf(options[urged ?? '']?.urge ?? [], null, random);
      }
      case 'action': {
        const actions = options[view.brief.closing?.decision ?? '']?.actions ?? [];
        const own = actions.find(({ owner }) => owner.toLowerCase() === seat.id);
        return oneOf(own ? [own.do] : [], null, random);
      }
      case 'ask': {
        const about = scenario.considerations.find(({ id }) => id === move.question?.about);
        return oneOf(about?.ask ?? [], null, random);
      }
      case 'rule': {
        const experiment = experimentOf(view);
        return experiment ? oneOf([experiment.rule], view.known.get(experiment.consideration) ?? null, random) : null;
      }
      case 'then':
        return optionText(experimentOf(view)?.then, 'short');
      case 'otherwise':
        return optionText(experimentOf(view)?.otherwise, 'short');
      case 'value':
        return plain(VALUE_LABELS[firstValue(view, standing)][language]);
      case 'their-value':
        return part.echo ? plain(VALUE_LABELS[part.echo.consideration.value][language]) : null;
      case 'threshold':
        return part.echo ? thresholdOf(part.echo, view) : null;
      case 'figure-label':
        return part.mine ? figureLabel(part.mine, view) : null;
      case 'figure':
        return part.mine ? mainFigure(part.mine, view) : null;
      default:
        return null;
    }
  };
}

/** The scenario's experiment; at a close only when it is what was decided. */
function experimentOf({ scenario, brief }: View): View['scenario']['experiment'] {
  const { experiment, considerations } = scenario;
  if (brief.closing == null) return experiment;
  const consideration = considerations.find(({ id }) => id === experiment?.consideration);
  return consideration?.for === brief.closing.decision ? experiment : undefined;
}

function firstValue(view: View, standing: Standing) {
  return standing.carrier?.consideration.value ?? view.seat.values[0] ?? 'evidence';
}

function questionTopic(view: View, move: Move): string | null {
  const asked = view.turns.find(({ body }) => body.turn === move.answers?.turn);
  return asked?.body.question?.topic ?? move.question?.topic ?? null;
}

function optionTarget({ consideration }: Known, view: View): string | null {
  const target = consideration.for ?? consideration.against ?? consideration.excludes ?? '';
  return target in view.scenario.options ? target : null;
}

export function relationTo(view: View, member: string): { address: Bilingual; register: Register } {
  const { relationships } = view.seat;
  const relation = relationships.find(({ to }) => to === member) ?? relationships.find(({ to }) => to === '*');
  return relation ?? { address: {}, register: 'polite' };
}

/** The vocative of the card, or the colleague's name where only `*` covers him. */
function addressOf(view: View, member: string): string {
  const own = view.seat.relationships.find(({ to }) => to === member);
  if (own) return inLanguage(own.address, view.scenario.language);
  const names = [...view.scenario.roster].find(({ id }) => id === member)?.names;
  if (names === undefined) return member;
  return view.scenario.language === 'ko' ? `${names.ko} 님` : names.en;
}

/** Scenario's words first, then the tool's, then the fact's label; a RangeError when there are none at all. */
export function wordingOf(
  known: Pick<Known, 'consideration' | 'strength' | 'figures'>,
  form: 'say' | 'echo',
  { facts, scenario: { language } }: WordingContext,
  wordings: ToolWordings,
  random: Random,
): string {
  const { consideration, strength } = known;
  const other = strength < 0;
  const sayable = (texts: readonly string[]) => texts.filter((text) => isSayable(text, known.figures, facts));
  const own = sayable(other ? (consideration.otherwise?.[form] ?? []) : consideration[form]);
  if (own.length > 0) return pick(random, own);
  const { from } = consideration;
  if ('tool' in from) {
    const tool = wordings[language][from.tool] ?? {};
    const wording = (other ? tool[`${from.read.figure}.otherwise`] : undefined) ?? tool[from.read.figure];
    const shared = sayable(wording?.[form] ?? []);
    if (shared.length > 0) return pick(random, shared);
  }
  if ('judgement' in from) return from.judgement;
  const label = '{figure-label}';
  if (form === 'echo') return `${label} {figure}`;
  return language === 'ko' ? `${label}이/가 {figure}(이야/야|이에요/예요|입니다)` : `${label} is {figure}`;
}

export type FigureSource = Pick<Known, 'consideration' | 'figure' | 'figures' | 'ref'>;

export interface WordingContext {
  facts: Record<string, Fact>;
  scenario: { language: Language };
}

/**
 * Whether a wording finds content for all its names: a tool leaves out a figure that it has no value for, and not everybody
 * knows every fact.
 */
export function isSayable(text: string, figures: Record<string, Figure>, facts: Record<string, Fact>): boolean {
  return [...text.matchAll(/\{(figure|fact):([^}|.]+)/g)].every(([, kind, name = '']) =>
    kind === 'figure' ? name in figures : name in facts,
  );
}

/** Puts numbers into a wording: `{figure:NAME|abs}`, `{fact:NAME.path|percent}`. */
export function fillWording(text: string, known: FigureSource | null, view: WordingContext): Filled {
  const numbers: Quantity[] = [];
  const filled = text.replace(/\{([^}]+)\}/g, (whole, inner: string) => {
    const [reference = '', ...directives] = inner.split('|');
    const [kind, name] = reference.split(':');
    const number =
      kind === 'figure-label' || kind === 'figure'
        ? name === undefined
          ? known && (kind === 'figure' ? mainFigure(known, view) : figureLabel(known, view))
          : figureNumber(known, name, directives, view)
        : kind === 'fact' && name !== undefined
          ? factNumber(view.facts, name, directives, view)
          : null;
    if (number === null) throw new RangeError(`expected content for ${whole} in "${text}"`);
    numbers.push(...number.numbers);
    return number.text;
  });
  return { text: filled, numbers };
}

function figureNumber(
  known: FigureSource | null,
  name: string,
  directives: string[],
  view: WordingContext,
): Filled | null {
  const figure = known?.figures[name];
  if (!known || figure === undefined) return null;
  const printed = printQuantity(figure.value, figure.unit, view.scenario.language, directives);
  return { text: printed.text, numbers: [{ ...printed.quantity, refs: [`${known.ref}/${name}`] }] };
}

function factNumber(
  facts: Record<string, Fact>,
  path: string,
  directives: string[],
  view: WordingContext,
): Filled | null {
  const [name = ''] = path.split('.');
  if (facts[name] === undefined) return null;
  const value = factAt(facts, path);
  if (typeof value === 'string') return { text: value, numbers: [] };
  if (typeof value !== 'number') return null;
  const printed = printQuantity(value, facts[name].unit ?? '', view.scenario.language, directives);
  return { text: printed.text, numbers: [{ ...printed.quantity, refs: [`fact:${path}`] }] };
}

function mainFigure(known: FigureSource, view: WordingContext): Filled | null {
  if (known.figure === null || known.ref === null) return null;
  const printed = printQuantity(known.figure.value, known.figure.unit, view.scenario.language, []);
  const ref = known.ref.startsWith('fact:') ? known.ref : `${known.ref}/${known.figure.name}`;
  return { text: printed.text, numbers: [{ ...printed.quantity, refs: [ref] }] };
}

function figureLabel(known: FigureSource, view: WordingContext): Filled | null {
  const { from, id } = known.consideration;
  const name =
    'fact' in from
      ? (from.fact.split('.')[0] ?? from.fact)
      : 'read' in from && 'figure' in from.read
        ? from.read.figure
        : id;
  return { text: view.facts[name]?.label ?? name, numbers: [] };
}

/** The reading's neutral point, where the reason stops speaking. */
function thresholdOf(known: Known, view: View): Filled | null {
  const { from, id } = known.consideration;
  if (!('read' in from) || known.figure === null) return null;
  const printed = printQuantity(from.read.neutral, known.figure.unit, view.scenario.language, []);
  return { text: printed.text, numbers: [{ ...printed.quantity, refs: [`rule:${id}.neutral`] }] };
}
