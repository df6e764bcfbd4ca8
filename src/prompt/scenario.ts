import type { RosterEntry, ScenarioBriefing, SeatBriefing } from '../core/briefing.ts';
import type { PromptMessage } from '../core/effects.ts';
import type { Language, Register } from '../core/language.ts';
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
import { settableWords } from '../reasoning/settable.ts';
import { fillFacts } from '../wording/fill.ts';
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

/** What an option's input is set to now and what it was, as people say it, and the turn since which; null where the moderator set it. */
export interface AmendedInput {
  is: string;
  was: string | null;
  since: number | null;
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
  amended = new Map(),
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
  /** `option/input` -> how it is set otherwise. */
  amended?: ReadonlyMap<string, AmendedInput>;
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
      // Not there where it is left out: what stands in a record does not change.
      ...(scenario.weights === undefined ? {} : { weights: scenario.weights }),
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
  const seated = new Set(roster.map((entry) => entry.id));
  const text = layOut(
    [
      { heading: '', lines: [`Motion: ${motion}`], cut: 0 },
      { heading: '', lines: backgroundOf(scenario, seating.facts, changed), cut: 1 },
      {
        heading: 'Options, and the inputs that each sets:',
        lines: Object.entries(options).map((entry) => optionLine(entry, amended)),
        cut: 0,
      },
      {
        heading: 'What is to be done where an option is chosen:',
        lines: Object.entries(options).flatMap(([name, { actions }]) =>
          actions.map(({ owner, do: job }) => `- ${name}: ${onOneLine(owner.toLowerCase())} ${quoted(job)}`),
        ),
        cut: 5,
      },
      {
        heading: 'Facts:',
        lines: Object.entries(scenario.facts)
          .filter(([name]) => !inputs.has(name))
          .map(([name, fact]) =>
            factLine(name, fact, { known: seating.facts[name], changed: changed.get(name), seated }),
          ),
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
      {
        heading:
          scenario.weights === 'equal'
            ? 'What options are judged by; goals trade one for one, in multiples of what each is worth:'
            : 'What options are judged by:',
        lines: criteria.map((criterion) => criterionLine(criterion, scenario.weights === 'equal')),
        cut: 0,
      },
      {
        heading: 'Said without a number:',
        lines: judgements.flatMap((judgement, index) =>
          judgement.by === undefined || judgement.by.includes(seat.id) ? [judgementLine(judgement, index)] : [],
        ),
        cut: 4,
      },
      {
        heading: 'What could be measured:',
        lines: measurements.map((one) => measurementLine(one, scenario.facts)),
        cut: 4,
      },
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

/** The question's own words, with what of them this seat knows. */
function backgroundOf(
  { background, facts, language }: Pick<Scenario, 'background' | 'facts' | 'language'>,
  known: Readonly<Record<string, FactValue>>,
  changed: ReadonlyMap<string, ChangedFact>,
): string[] {
  const held = Object.entries(facts).flatMap(([name, fact]) => {
    const value = changed.get(name)?.to ?? known[name];
    return value === undefined ? [] : [[name, { ...fact, value }] as const];
  });
  const text = fillFacts(background, Object.fromEntries(held), language).trim();
  return text === '' ? [] : [`What it is about: ${text.replace(/\{fact:[^{}]*\}/g, UNTOLD[language])}`];
}

/** Stands in the question's words for what this seat does not know. */
const UNTOLD: Record<Language, string> = { ko: '(모르는 값)', en: '(not known to you)' };

function optionLine(
  [name, { label, short, set, adjust }]: [string, Option],
  amended: ReadonlyMap<string, AmendedInput>,
): string {
  const unset = Object.keys(adjust).filter((input) => !Object.hasOwn(set, input) && amended.has(`${name}/${input}`));
  const inputs = [...Object.keys(set), ...unset].map((input) => {
    const now = amended.get(`${name}/${input}`);
    if (now === undefined) return `${input} = ${set[input]}`;
    const since = now.since === null ? 'as the moderator set it' : `set in turn ${now.since}`;
    return `${input} = ${now.is}, ${since}${now.was === null || now.was === now.is ? '' : `; it was ${now.was}`}`;
  });
  const bounds = Object.entries(adjust).map(([input, one]) => `${input} may be set ${settableWords(one)}`);
  const rest = [...inputs, ...bounds].join(', ');
  // By its name here it is spoken of everywhere; what people may call it besides is said once.
  const besides = short === label || short === name ? '' : `, ${quoted(short)} for short`;
  return `- ${name}: ${label}${rest === '' ? '' : ` (${rest})`}${besides}`;
}

/** A fact as this seat has it: its value, what it would be taken to be, or only that others know it. */
function factLine(
  name: string,
  { label, unit, at, source, doubt, assumed, range, knownBy }: Fact,
  {
    known,
    changed,
    seated,
  }: { known: FactValue | undefined; changed: ChangedFact | undefined; seated: ReadonlySet<string> },
): string {
  const value = changed?.to ?? known;
  const words = label ? ` ${label}` : '';
  const measure = unit ? ` ${unit}` : '';
  const from = [at, source && `from ${source}`, range && `between ${range[0]} and ${range[1]}`, doubt]
    .filter(Boolean)
    .join('; ');
  const about = from === '' ? '' : ` (${from})`;
  const who = (knownBy ?? []).filter((id) => seated.has(id));
  // Where its old value was from says nothing of the new one.
  if (changed !== undefined)
    return `- fact:${name}${words} = ${JSON.stringify(changed.to)}${measure}, as the moderator said after turn ${changed.after}; it was ${JSON.stringify(changed.from)} until then`;
  if (value !== undefined)
    return `- fact:${name}${words} = ${JSON.stringify(value)}${measure}${about}${knownBy === undefined ? '' : `; known to ${who.join(', ')} alone when the debate began`}`;
  const taken = assumed === undefined ? '' : `, and you would take it to be ${assumed}${measure}`;
  const knows =
    who.length === 0 ? 'nobody here knows' : who.length === 1 ? `${who[0]} knows` : `${who.join(', ')} know`;
  return `- fact:${name}${words}: not known to you when the debate began${taken}; ${knows} it`;
}

function inputLine(name: string, { label, unit, value }: Fact): string {
  const words = `${label ? ` ${label}` : ''}${unit ? `, in ${unit}` : ''}`;
  return `- ${name}${words}; ${JSON.stringify(value)} where an option does not set it`;
}

function quantityLine(name: string, quantity: Quantity, { able, has, consults }: Seating): string {
  const words = `${quantity.label ? ` ${quantity.label}` : ''}${quantity.unit ? `, in ${quantity.unit}` : ''}`;
  if ('is' in quantity) return `- ${name}${words}: ${quantity.is}`;
  const call = `${quantity.tool} ${JSON.stringify(quantity.args)}`;
  const desk = consults[name];
  const asked = desk ? `\`consult_${desk.topic}\` asks ${desk.to}` : 'a colleague runs it';
  const who = able.includes(name) || (!desk && has.includes(name)) ? 'you may run it' : asked;
  return `- ${name}${words}: ${quantity.figure ?? 'headline'} of ${call}; ${who}`;
}

function criterionLine(criterion: Criterion, isEqual: boolean): string {
  if ('need' in criterion)
    return `- ${criterion.need} must hold (${criterion.value}); an option that misses it cannot be chosen as it is`;
  const [way, quantity] = 'more' in criterion ? ['more', criterion.more] : ['less', criterion.less];
  if (!isEqual)
    return `- ${way} ${quantity} (${criterion.value}); a difference below ${criterion.noise ?? criterion.worth} is noise`;
  const noise = criterion.noise === undefined ? '' : `; a difference below ${criterion.noise} is noise`;
  return `- ${way} ${quantity} (${criterion.value}); ${criterion.worth} count as much as the same of any other goal${noise}`;
}

function judgementLine({ for: inFavour, against, because, value }: Judgement, index: number): string {
  return `- judgement:${index} for the ${inFavour === undefined ? `case against ${against}` : `case for ${inFavour}`} (${value}): ${quoted(because)}`;
}

function measurementLine(
  { learns, how, cost, days, error, owner }: Measurement,
  facts: ScenarioBriefing['model']['facts'],
): string {
  const { unit = '' } = facts[learns.split('.')[0] ?? ''] ?? {};
  const lasts = days === undefined ? '' : lastsProse(days);
  const price = [cost === undefined ? '' : `${cost.value} ${cost.unit}`, lasts]
    .filter((part) => part !== '')
    .join(', ');
  // By how it is cited: nobody has to guess the name.
  const cited = [...(cost === undefined ? [] : ['price']), ...(days === undefined ? [] : ['days'])]
    .map((what) => `rule:${learns}.${what}`)
    .join(', ');
  return `- ${quoted(how)} would give fact:${learns}${error === undefined ? '' : ` to within ${`${error} ${unit}`.trim()}`}${price === '' ? '' : ` for ${price} (${cited})`}${owner === undefined ? '' : `; ${owner} would do it`}`;
}

/** As people say it: what takes less than a day, in hours. */
function lastsProse(days: number): string {
  const [count, unit] = days < 1 ? [days * 24, 'hour'] : [days, 'day'];
  const said = Number(count.toPrecision(3));
  return `${said} ${unit}${said === 1 ? '' : 's'}`;
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

/** The lowest first. */
const REGISTERS: readonly Register[] = ['plain', 'polite', 'formal'];

/** How a member speaks to all at once: in the highest level that anybody there is owed. */
export function registerToAll(seat: SeatBriefing, others: readonly string[]): Register | null {
  const owed = others.flatMap((to) => relationTo(seat, to)?.register ?? []);
  return REGISTERS.findLast((level) => owed.includes(level)) ?? relationTo(seat, '*')?.register ?? null;
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
