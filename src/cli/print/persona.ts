import type { PersonaCard } from '../../core/card.ts';
import { inLanguage } from '../../core/language.ts';
import { displayName } from '../../report/context.ts';
import { groundsOf } from '../../report/understood.ts';
import { padTo, wrap } from '../../report/width.ts';
import type { Page } from './page.ts';

const MARGIN = 13;

export interface ShownPersona {
  card: PersonaCard;
  /** Whether the member has a voice file of their own. */
  voice: 'own' | 'generic';
  /** Where the card stands; null when it stands nowhere yet. */
  file: string | null;
  /** The module that says what the member brings. */
  agent?: string | null;
}

/** What of a card decides how its member argues, and where the text says so. */
export function personaPage({ card, voice, file, agent = null }: ShownPersona, { width }: Page): string {
  const { persona, names } = card;
  const rows: [string, string][] = [
    ['name', [names.ko, names.en, ...names.aliases].filter(Boolean).join(', ')],
    ['id', `${card.id} (${card.documentId})`],
    ['role', [card.role.en, card.role.ko].filter(Boolean).join(' / ')],
    ['experience', card.experience ?? ''],
    ['philosophy', card.philosophy ?? ''],
    ['values', persona.values.join(' > ')],
    ['traits', `readiness ${persona.traits.readiness}, initiative ${persona.traits.initiative}`],
    ['knows', persona.knows.map((topic) => inLanguage(topic, 'en')).join('; ')],
    ['tools', persona.tools.join(', ')],
    ['defers', persona.defers.map(({ on, topic }) => `${topic} to ${on}`).join(', ')],
    ['desk', persona.desk.join(', ')],
    [
      'speaks to',
      persona.relationships.map(({ to, register, trust }) => `${to} ${register}, trust ${trust}`).join('; '),
    ],
    ['voice', voice === 'own' ? `personas/voices/${card.id}.yaml` : 'generic'],
    ['agent', agent ?? ''],
    [
      'guesses',
      card.uncertain.length === 0
        ? ''
        : `${card.uncertain.length} characters of a repair, see uncertain in the front matter`,
    ],
    ['file', file ?? ''],
  ];
  const lines = rows
    .filter(([, value]) => value !== '')
    .flatMap(([label, text]) => hanging(label, MARGIN, text, width));
  const grounds = groundsOf(card).flatMap(({ of, total, places }) => [
    `  ${[of, total].filter((part) => part !== '').join(' ')}`,
    ...places.flatMap((place) => hanging('', 4, place, width)),
  ]);
  const read = grounds.length === 0 ? [] : ['', 'Read from the text:', ...grounds];
  return `${[displayName(card, 'en'), '', ...lines, ...read].join('\n')}\n`;
}

function hanging(label: string, margin: number, text: string, width: number): string[] {
  return wrap(text, width - margin).map((line, index) => `${padTo(index === 0 ? label : '', margin)}${line}`);
}
