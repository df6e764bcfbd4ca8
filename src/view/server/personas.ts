import { displayName } from '../../cli/print/context.ts';
import { groundsOf } from '../../cli/print/understood.ts';
import { inLanguage } from '../../core/language.ts';
import { VALUE_LABELS } from '../../core/values.ts';
import type { Team } from '../../project.ts';
import { lintMember } from '../../project.ts';
import type { DebateRow, PersonaList, PersonaView } from '../api.ts';

export function personaList(team: Team, debates: readonly DebateRow[]): PersonaList {
  return {
    version: 1,
    personas: team.members.map(({ card, origin }) => ({
      id: card.id,
      name: displayName(card, 'ko'),
      role: inLanguage(card.role, 'ko'),
      documentId: card.documentId,
      origin,
      debates: debates.filter(({ cast }) => cast.some(({ id }) => id === card.id)).length,
    })),
  };
}

/** A member's card as it was understood, what a linter finds in it, and where he has sat. */
export function personaOf(
  team: Team,
  name: string,
  debates: readonly DebateRow[],
  shown: (file: string) => string,
): PersonaView {
  const member = team.find(name);
  const { card, cardText, file } = member;
  const { persona, names } = card;
  const rows: [string, string][] = [
    ['experience', card.experience ?? ''],
    ['location', card.location ?? ''],
    ['philosophy', card.philosophy ?? ''],
    ['readiness', String(persona.traits.readiness)],
    ['initiative', String(persona.traits.initiative)],
    ['knows', persona.knows.map((topic) => inLanguage(topic, 'ko')).join('; ')],
    ['tools', persona.tools.join(', ')],
    ['desk', persona.desk.join(', ')],
    ['speaksTo', persona.relationships.map(({ to, register, trust }) => `${to} (${register}, ${trust})`).join('; ')],
    ['voice', member.voice === null ? 'generic' : 'own'],
    ['classification', card.document.classification ?? ''],
  ];
  return {
    version: 1,
    id: card.id,
    name: displayName(card, 'ko'),
    names: [names.ko, names.en, ...names.aliases].filter((one) => one !== undefined),
    documentId: card.documentId,
    role: { ko: inLanguage(card.role, 'ko'), en: inLanguage(card.role, 'en') },
    file: shown(file),
    rows: rows.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value })),
    grounds: groundsOf(card),
    values: persona.values.map((id) => ({
      id,
      ko: inLanguage(VALUE_LABELS[id], 'ko'),
      en: inLanguage(VALUE_LABELS[id], 'en'),
    })),
    defers: persona.defers.map(({ topic, on, quote }) => ({ topic, on, quote: quote ?? '' })),
    strengths: card.strengths.map(({ text }) => text),
    growthAreas: card.growthAreas.map(({ text }) => text),
    frameworks: card.frameworks.map(({ name: title, rules }) => ({
      name: title,
      rules: rules.map(({ when, then, line }) => ({ when, then, line })),
    })),
    findings: lintMember(member, team),
    text: cardText,
    debates: debates.filter(({ cast }) => cast.some(({ id }) => id === card.id)),
  };
}
