import type { RosterEntry, ScenarioBriefing, SeatBriefing } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Language } from '../core/language.ts';
import { inLanguage } from '../core/language.ts';
import type {
  Criterion,
  Fact,
  FactValue,
  Judgement,
  Measurement,
  Option,
  Quantity,
  Scenario,
} from '../core/scenario.ts';
import { inputsIn } from '../reasoning/model.ts';
import type { Seating } from '../reasoning/seating.ts';
import { fenced, message } from './message.ts';
import { onOneLine, quoted } from './quote.ts';
import { layOut } from './sections.ts';

/** Tokens of a scenario; motion, options and the roster are kept whole. */
export const SCENARIO_TOKENS = 2600;

/** What an event has changed: the value as it is now, what it was before, and the turn after which it changed. */
export interface ChangedFact {
  from: FactValue;
  to: FactValue;
  after: number;
}

/** The second message of a seat's prompt: the question as this seat knows it. Its bytes change with an event and with nothing else. */
export function scenarioMessage({
  scenario,
  seating,
  seed,
  data,
  roster,
  desks,
  seat,
  changed = new Map(),
}: {
  scenario: Scenario;
  seating: Seating;
  seed: number;
  data: Record<string, string>;
  roster: RosterEntry[];
  desks: ScenarioBriefing['desks'];
  /** Whose prompt it is, as their first message has them. */
  seat: SeatBriefing;
  /** Facts that stand otherwise than they did when the debate began. */
  changed?: ReadonlyMap<string, ChangedFact>;
}): PromptMessage {
  const { id, language, motion, audience, options, quantities, criteria, judgements, measurements, protocol } =
    scenario;
  const typed: ScenarioBriefing = {
    kind: 'scenario',
    id,
    seed,
    language,
    motion,
    blind: protocol.some((phase) => phase.kind === 'opening' && phase.blind),
    audience,
    lacksCurve: seating.lacksCurve,
    model: {
      options,
      quantities,
      criteria,
      judgements,
      measurements,
      facts: Object.fromEntries(
        Object.entries(scenario.facts).map(([name, fact]) => [name, { ...fact, value: blank(fact.value) }]),
      ),
    },
    facts: seating.facts,
    data,
    able: seating.able,
    consults: seating.consults,
    judges: seating.judges,
    roster,
    desks,
  };
  const inputs = inputsIn(scenario);
  const text = layOut(
    [
      { heading: '', lines: [`Motion: ${motion}`], cut: 0 },
      { heading: 'Options, and the inputs that each sets:', lines: Object.entries(options).map(optionLine), cut: 0 },
      {
        heading: 'Facts:',
        lines: Object.entries(scenario.facts)
          .filter(([name]) => !inputs.has(name))
          .map(([name, fact]) => factLine(name, fact, seating.facts[name], changed.get(name))),
        cut: 2,
      },
      {
        heading: 'Set by options:',
        lines: Object.entries(scenario.facts).flatMap(([name, fact]) =>
          inputs.has(name) ? [inputLine(name, fact)] : [],
        ),
        cut: 2,
      },
      {
        heading: 'Quantities, how each follows for an option:',
        lines: Object.entries(quantities).map(([name, quantity]) => quantityLine(name, quantity, seating)),
        cut: 3,
      },
      { heading: 'What options are judged by:', lines: criteria.map(criterionLine), cut: 0 },
      {
        heading: 'Said without a number:',
        lines: judgements.flatMap((judgement, index) =>
          judgement.by === undefined || judgement.by.includes(seat.id) ? [judgementLine(judgement, index)] : [],
        ),
        cut: 4,
      },
      { heading: 'What could be measured:', lines: measurements.map(measurementLine), cut: 4 },
      { heading: 'Data files for tools:', lines: Object.values(data).map((file) => `- ${file}`), cut: 1 },
    ],
    SCENARIO_TOKENS,
  );
  const others = roster.filter((entry) => entry.id !== seat.id).map((entry) => rosterLine(entry, seat, language));
  const away = desks
    .filter(({ member }) => roster.every(({ id: seated }) => seated !== member))
    .map(({ member, topic }) => `- ${onOneLine(member)} is not at the table and answers for ${topic} when asked`);
  const prose = [fenced('scenario', text), `At the table beside you (${seat.id}):`, ...others, ...away];
  return message('user', prose.join('\n'), typed, 'scenario');
}

/** The shape of a value and nothing of it. */
function blank(value: FactValue): FactValue {
  if (typeof value === 'number') return 0;
  if (typeof value === 'string') return '';
  if (typeof value === 'boolean') return false;
  if (Array.isArray(value)) return [];
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [member, blank(inner) as number | string | boolean]),
  );
}

function optionLine([name, { label, set, adjust }]: [string, Option]): string {
  const inputs = Object.entries(set).map(([input, value]) => `${input} = ${value}`);
  const bounds = Object.entries(adjust).map(([input, [low, high]]) => `${input} may be set from ${low} to ${high}`);
  const rest = [...inputs, ...bounds].join(', ');
  return `- ${name}: ${label}${rest === '' ? '' : ` (${rest})`}`;
}

/** A fact as this seat has it: its value, what it would be taken to be, or only that others know it. */
function factLine(
  name: string,
  { label, unit, at, source, doubt, assumed, range, knownBy }: Fact,
  known: FactValue | undefined,
  changed: ChangedFact | undefined,
): string {
  const value = changed?.to ?? known;
  const words = label ? ` ${label}` : '';
  const measure = unit ? ` ${unit}` : '';
  const from = [at, source && `from ${source}`, range && `between ${range[0]} and ${range[1]}`, doubt]
    .filter(Boolean)
    .join('; ');
  const about = from === '' ? '' : ` (${from})`;
  if (changed !== undefined)
    return `- fact:${name}${words} = ${JSON.stringify(changed.to)}${measure}${about}; it was ${JSON.stringify(changed.from)} until turn ${changed.after}`;
  if (value !== undefined)
    return `- fact:${name}${words} = ${JSON.stringify(value)}${measure}${about}${knownBy === undefined ? '' : `; known to ${knownBy.join(', ')} alone when the debate began`}`;
  const taken = assumed === undefined ? '' : `, and you would take it to be ${assumed}${measure}`;
  return `- fact:${name}${words}: not known to you when the debate began${taken}; ${(knownBy ?? []).join(', ')} knows it`;
}

function inputLine(name: string, { label, unit, value }: Fact): string {
  const words = `${label ? ` ${label}` : ''}${unit ? `, in ${unit}` : ''}`;
  return `- ${name}${words}; ${JSON.stringify(value)} where an option does not set it`;
}

function quantityLine(name: string, quantity: Quantity, { able, consults }: Seating): string {
  const words = `${quantity.label ? ` ${quantity.label}` : ''}${quantity.unit ? `, in ${quantity.unit}` : ''}`;
  if ('is' in quantity) return `- ${name}${words}: ${quantity.is}`;
  const call = `${quantity.tool} ${JSON.stringify(quantity.args)}`;
  const desk = consults[name];
  const who = able.includes(name)
    ? 'you may run it'
    : desk
      ? `\`consult_${desk.topic}\` asks ${desk.to}`
      : 'a colleague runs it';
  return `- ${name}${words}: ${quantity.figure ?? 'headline'} of ${call}; ${who}`;
}

function criterionLine(criterion: Criterion): string {
  if ('need' in criterion)
    return `- ${criterion.need} must hold (${criterion.value}); an option that misses it cannot be chosen as it is`;
  const [way, quantity] = 'more' in criterion ? ['more', criterion.more] : ['less', criterion.less];
  return `- ${way} ${quantity} (${criterion.value}); a difference below ${criterion.worth} is noise`;
}

function judgementLine({ for: inFavour, against, because, value }: Judgement, index: number): string {
  return `- judgement:${index} for the ${inFavour === undefined ? `case against ${against}` : `case for ${inFavour}`} (${value}): ${quoted(because)}`;
}

function measurementLine({ learns, how, cost, days, error, owner }: Measurement): string {
  const price = [cost === undefined ? '' : `${cost.value} ${cost.unit}`, days === undefined ? '' : `${days} days`]
    .filter((part) => part !== '')
    .join(', ');
  return `- ${quoted(how)} would give fact:${learns}${error === undefined ? '' : ` to within ${error}`}${price === '' ? '' : ` for ${price}`}${owner === undefined ? '' : `; ${owner} would do it`}`;
}

/** Who a colleague is to this seat, in one line: never their card. */
function rosterLine({ id, names, role, desk }: RosterEntry, seat: SeatBriefing, language: Language): string {
  const relation = relationTo(seat, id);
  const name = [...new Set([names.ko, names.en])].join(', ');
  const field = role === undefined ? '' : `, ${onOneLine(inLanguage(role, language))}`;
  const answers = desk.length > 0 ? `; answers for ${desk.join(', ')}` : '';
  const how =
    relation &&
    `; you call ${id} ${quoted(inLanguage(relation.address, language))}, ${speechLevel(relation.register, language)}, and trust what ${id} says ${trustWord(relation.trust)}`;
  return `- ${id} (${onOneLine(name)})${field}${answers}${how ?? ''}`;
}

export function relationTo({ relationships }: SeatBriefing, id: string): SeatBriefing['relationships'][number] | null {
  return relationships.find(({ to }) => to === id) ?? relationships.find(({ to }) => to === '*') ?? null;
}

const LEVELS = {
  ko: { plain: '반말(-아, -야)', polite: '해요체(-아요)', formal: '합쇼체(-습니다)' },
  en: { plain: 'casually', polite: 'politely', formal: 'formally' },
} as const;

export function speechLevel(register: keyof (typeof LEVELS)['ko'], language: Language): string {
  return LEVELS[language][register];
}

function trustWord(trust: number): string {
  if (trust >= 0.8) return 'much';
  return trust >= 0.6 ? 'readily' : 'only when it is shown';
}
