import type { PersonaCard } from '../../core/card.ts';
import { inLanguage } from '../../core/language.ts';
import { VALUE_LABELS } from '../../core/values.ts';
import type { CompiledCard } from '../../evaluate.ts';
import { ENOUGH_EXAMPLES } from '../../fidelity/compile/enough.ts';
import { compileCard } from '../../fidelity/index.ts';
import { arithmeticLaws } from '../../fidelity/laws/index.ts';
import type { Team, TeamMember } from '../../project/index.ts';
import { lintMember } from '../../project/index.ts';
import { displayName } from '../../report/context.ts';
import { groundsOf } from '../../report/understood.ts';
import type { CardQuote, DebateRow, InBoth, PersonaList, PersonaView } from '../api.ts';
import { SCORER_VIEWS } from './fidelity.ts';

export function personaList(team: Team, debates: readonly DebateRow[]): PersonaList {
  return {
    version: 1,
    personas: team.members.map((member) => {
      const { card, origin } = member;
      const levels = findingsOf(member, team).map(({ level }) => level);
      const errors = levels.filter((level) => level === 'error').length;
      return {
        id: card.id,
        name: displayName(card, 'ko'),
        role: bothOf(card.role),
        documentId: card.documentId,
        origin,
        debates: debates.filter(({ cast }) => cast.some(({ id }) => id === card.id)).length,
        examples: card.messages.length,
        errors,
        warnings: levels.length - errors,
      };
    }),
  };
}

/** A member's card as it was understood, what a linter finds in it, and their debates. */
export function personaOf(
  team: Team,
  name: string,
  debates: readonly DebateRow[],
  shown: (file: string) => string,
): PersonaView {
  const member = team.find(name);
  const { card, cardText, file } = member;
  const { persona, names } = card;
  const compiled = compiledOf(member, team);
  const korean = card.messages.filter(({ text }) => /\p{Script=Hangul}/u.test(text)).length;
  return {
    version: 1,
    id: card.id,
    name: displayName(card, 'ko'),
    names: [names.ko, names.en, ...names.aliases].filter((one) => one !== undefined),
    documentId: card.documentId,
    role: bothOf(card.role),
    file: shown(file),
    rows: rowsOf(member),
    relationships: persona.relationships.map(({ to, register, trust }) => ({
      to,
      name: memberName(team, to),
      register,
      trust,
    })),
    grounds: groundsOf(card),
    quotes: { ko: quotesIn(card, team, 'ko'), en: quotesIn(card, team, 'en') },
    values: persona.values.map((id) => ({ id, ...bothOf(VALUE_LABELS[id]) })),
    boundaries: boundariesOf(compiled, team),
    strengths: card.strengths.map(({ text }) => text),
    growthAreas: card.growthAreas.map(({ text }) => text),
    frameworks: card.frameworks.map(({ name: title, rules }) => ({
      name: title,
      rules: rules.map(({ when, then, line }) => ({ when, then, line })),
    })),
    laws: compiled.laws.map(({ id, states }) => ({ id, states, own: !arithmeticLaws.has(id) })),
    examples: {
      all: card.messages.length,
      korean,
      english: card.messages.length - korean,
      enough: ENOUGH_EXAMPLES,
    },
    unscored: compiled.unscored,
    scorers: SCORER_VIEWS,
    findings: findingsOf(member, team),
    text: cardText,
    debates: debates.filter(({ cast }) => cast.some(({ id }) => id === card.id)),
  };
}

/** Quotations on a member's page, and characters that one is worth reading with. */
const QUOTES = 3;
const [SHORTEST, LONGEST] = [18, 180];

function quotesIn(card: PersonaCard, team: Team, language: 'ko' | 'en'): CardQuote[] {
  return card.messages
    .filter(({ text }) => /\p{Script=Hangul}/u.test(text) === (language === 'ko'))
    .filter(({ text }) => text.length >= SHORTEST && text.length <= LONGEST)
    .slice(0, QUOTES)
    .map(({ text, to, line }) => ({ text, to: to === undefined || to === '*' ? null : memberName(team, to), line }));
}

function rowsOf({ card, voice }: TeamMember): PersonaView['rows'] {
  const { persona } = card;
  const same = (text: string): InBoth => ({ ko: text, en: text });
  const joined = (language: 'ko' | 'en') => persona.knows.map((topic) => inLanguage(topic, language)).join('; ');
  const rows: [string, InBoth][] = [
    ['experience', same(card.experience ?? '')],
    ['location', same(card.location ?? '')],
    ['philosophy', same(card.philosophy ?? '')],
    ['readiness', same(String(persona.traits.readiness))],
    ['initiative', same(String(persona.traits.initiative))],
    ['knows', { ko: joined('ko'), en: joined('en') }],
    ['tools', same(persona.tools.join(', '))],
    ['desk', same(persona.desk.join(', '))],
    ['voice', voice === null ? { ko: '공통', en: 'generic' } : { ko: '자기 것', en: 'own' }],
    ['classification', same(card.document.classification ?? '')],
  ];
  return rows.filter(([, { en }]) => en !== '').map(([label, value]) => ({ label, value }));
}

/** Topics under one quotation of the card are one boundary. */
function boundariesOf({ boundaries }: CompiledCard, team: Team): PersonaView['boundaries'] {
  const found: PersonaView['boundaries'] = [];
  for (const { topic, to = null, quote, line = null } of boundaries) {
    const same = found.find((one) => (one.to?.id ?? null) === to && one.quote === quote && one.line === line);
    if (same === undefined) {
      found.push({ topics: [topic], to: to === null ? null : { id: to, name: memberName(team, to) }, quote, line });
    } else if (!same.topics.includes(topic)) same.topics.push(topic);
  }
  return found;
}

const memberName = (team: Team, id: string): string => {
  const found = team.lookup(id);
  return found === undefined ? id : displayName(found.card, 'ko');
};

const bothOf = (text: PersonaCard['role']): InBoth => ({ ko: inLanguage(text, 'ko'), en: inLanguage(text, 'en') });

/** What the scorers understood of a card, once for a team as it stands on disk. */
function compiledOf({ card, cardText }: TeamMember, team: Team): CompiledCard {
  return once(COMPILED, team, card.id, () =>
    compileCard(card, { colleagues: team.members.map((one) => one.card), text: cardText }),
  );
}

const findingsOf = (member: TeamMember, team: Team): PersonaView['findings'] =>
  once(FINDINGS, team, member.card.id, () => lintMember(member, team));

const COMPILED = new WeakMap<Team, Map<string, CompiledCard>>();
const FINDINGS = new WeakMap<Team, Map<string, PersonaView['findings']>>();

function once<T>(kept: WeakMap<Team, Map<string, T>>, team: Team, id: string, make: () => T): T {
  const ofTeam = kept.get(team) ?? new Map<string, T>();
  kept.set(team, ofTeam);
  const value = ofTeam.get(id) ?? make();
  ofTeam.set(id, value);
  return value;
}
