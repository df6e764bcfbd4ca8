import type { PersonaCard } from '../core/card.ts';
import { strictest } from '../core/classification.ts';
import type { Language } from '../core/language.ts';
import { inLanguage } from '../core/language.ts';
import type { Scenario } from '../core/scenario.ts';
import { wordsOf } from '../wording/clause.ts';
import type { Labels } from './labels.ts';
import { LABELS } from './labels.ts';

/** What a debate is printed with besides its record: the scenario's names and the cast's. */
export interface PrintContext {
  scenario: Scenario;
  language: Language;
  labels: Labels;
  /** `person`: their own name, where they go by another. */
  members: readonly { id: string; name: string; role: string; person?: string | undefined }[];
  /** The strictest classification of the cast's cards; null when none has one. */
  classification: string | null;
  /** The argument that runs the scenario again: its id, or a path where the id alone would not be found; null where its file is not known. */
  runAgain: string | null;
  /** How the program is called from where the reader is: `pitwall`, or `npx pitwall` in a clone. */
  program: string;
}

export function printContext(
  scenario: Scenario,
  cards: readonly PersonaCard[],
  { runAgain = scenario.id, program = 'pitwall' }: { runAgain?: string | null; program?: string } = {},
): PrintContext {
  const { language } = scenario;
  const members = scenario.cast.map((id) => {
    const card = cards.find((other) => other.id === id);
    return {
      id,
      name: card === undefined ? capital(id) : displayName(card, language),
      role: card === undefined ? '' : roleOf(card, language),
      ...(card?.callsign === undefined ? {} : { person: card.names[language] ?? card.names.ko ?? card.names.en }),
    };
  });
  const seated = cards.filter(({ id }) => scenario.cast.includes(id));
  const classification = strictest(seated.map(({ document }) => document.classification)) ?? null;
  return { scenario, language, labels: LABELS[language], members, classification, runAgain, program };
}

/** Everybody under the name that they were born with, where no two share one: as in a memo that a model wrote. */
export function byPerson(context: PrintContext): PrintContext {
  const own = context.members.map(({ name, person }) => person ?? name);
  const members = context.members.map((member, index) => {
    const name = own[index] ?? member.name;
    return own.indexOf(name) === own.lastIndexOf(name) ? { ...member, name, role: '', person: undefined } : member;
  });
  return { ...context, members };
}

/** The name by which colleagues call a member, where it is another one than the heading's, and what they do. */
function roleOf(card: PersonaCard, language: Language): string {
  const name = card.callsign === undefined ? undefined : card.names[language];
  return [name, inLanguage(card.role, language)].filter(Boolean).join(' · ');
}

/** The callsign, else the name in the language asked for. */
export function displayName({ callsign, names, id }: PersonaCard, language: Language): string {
  return callsign ?? names[language] ?? names.ko ?? names.en ?? id;
}

/** A member's name; a desk that has no seat goes by its id. */
export function nameOf({ members, labels }: PrintContext, id: string): string {
  if (id === 'all') return labels.everyone;
  return members.find((member) => member.id === id)?.name ?? capital(id);
}

/** That no option keeps its limits, as far as that was looked for: one setting of an option at a time. */
export function noneKeeps({ scenario, labels: { memo } }: PrintContext): string {
  const isMore = Object.values(scenario.options).some(({ adjust = {} }) => Object.keys(adjust).length > 1);
  return isMore ? memo.noneKeepsByOne : memo.noneKeepsLimits;
}

/** An option as it is named in the middle of a sentence; the way to say that there is none. */
export function optionName({ scenario, labels }: PrintContext, option: string | null, none = labels.undecided): string {
  return option === null ? none : (scenario.options[option]?.short ?? option);
}

/** The label of a fact or of one member of it: `domainLoss.code` is `code` of the fact's label. */
export function factLabel({ scenario, language }: PrintContext, path: string): string {
  const [head = path, ...rest] = path.split('.');
  const label = scenario.facts[head]?.label ?? wordsOf(head, language);
  return rest.length === 0 ? label : `${label} (${rest.join('.')})`;
}

/** The label of a quantity, of an input, or of the fact that an option sets. */
export function quantityLabel(context: PrintContext, name: string): string {
  const id = name.replace(/_\d+$/, '');
  const known = context.scenario.quantities[name] ?? context.scenario.quantities[id];
  return known?.label ?? factLabel(context, known === undefined ? name : id);
}

const capital = (id: string) => id.slice(0, 1).toUpperCase() + id.slice(1);
