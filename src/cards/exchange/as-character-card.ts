import type { PersonaCard } from '../../core/card.ts';
import { presentName, readCharacterCard, V3 } from './character-card.ts';
import type { Json, JsonObject } from './json.ts';
import { isObject } from './json.ts';

/** Fields that every Character Card V3 has, with what an empty one holds. */
const REQUIRED: Readonly<Record<string, Json>> = {
  name: '',
  description: '',
  personality: '',
  scenario: '',
  first_mes: '',
  mes_example: '',
  creator_notes: '',
  system_prompt: '',
  post_history_instructions: '',
  alternate_greetings: [],
  tags: [],
  creator: '',
  character_version: '',
  extensions: {},
  group_only_greetings: [],
};
const SPEC = { spec: 'chara_card_v3', spec_version: '3.0' };

/** The same card as V3: a V3 card as it is, an older one with its fields in `data` and those that V3 asks for beside them. */
export function asVersion3(source: JsonObject): JsonObject {
  const format = readCharacterCard(source)?.format;
  if (format === 'character-card-v3') return source;
  if (format === 'character-card-v2') {
    const data = isObject(source['data']) ? source['data'] : {};
    return { ...source, ...SPEC, data: { ...REQUIRED, ...data } };
  }
  const entries = Object.entries(source);
  const nameOf = (key: string, value: Json) => {
    const known = presentName(key);
    const isDouble = known !== key && typeof source[known] === 'string' && source[known] !== '';
    return V3.includes(known) && !isDouble && isAlike(value, REQUIRED[known] ?? value) ? known : undefined;
  };
  const moved = entries.flatMap(([key, value]): [string, Json][] => {
    const known = nameOf(key, value);
    return known === undefined ? [] : [[known, value]];
  });
  return {
    ...Object.fromEntries(entries.filter(([key, value]) => nameOf(key, value) === undefined)),
    ...SPEC,
    data: { ...REQUIRED, ...Object.fromEntries(moved) },
  };
}

const isAlike = (one: Json, other: Json) => typeof one === typeof other && Array.isArray(one) === Array.isArray(other);

/**
 * A card of ours as a Character Card V3. What the format has a field for is in that field; the card itself is in
 * `extensions.pitwall`, so that importing the file gives it back.
 */
export function characterCardOf(card: PersonaCard, text: string): JsonObject {
  const name = card.names.en ?? card.names.ko ?? card.callsign ?? card.id;
  const role = [card.role.en, card.role.ko].filter(Boolean).join(' / ');
  const list = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${heading}:\n${lines.map((line) => `- ${line}`).join('\n')}`];
  const description = [
    `{{char}}: ${role}.`,
    ...(card.philosophy === undefined ? [] : [`Philosophy: ${card.philosophy}`]),
    ...list(
      'How {{char}} thinks',
      card.frameworks.flatMap((framework) => [
        `${framework.name}: ${framework.text.split(/\n\s*\n/)[0] ?? ''}`,
        ...framework.rules.map(({ when, then }) => `${when}: ${then}`),
      ]),
    ),
    ...list(
      'Strengths',
      card.strengths.map((point) => point.text),
    ),
    ...list(
      'Growth areas',
      card.growthAreas.map((point) => point.text),
    ),
    ...list(
      'Career',
      card.career.map(({ employer, role: post }) => `${employer}, ${post}`),
    ),
  ].join('\n\n');
  return {
    ...SPEC,
    data: {
      ...REQUIRED,
      name,
      description,
      personality: card.personality ?? '',
      mes_example: card.messages.map((message) => `<START>\n{{char}}: ${message.text}`).join('\n'),
      tags: card.specialization,
      creator: card.document.author?.name ?? '',
      character_version: card.document.version ?? '',
      ...(card.callsign === undefined || card.callsign === name ? {} : { nickname: card.callsign }),
      extensions: { pitwall: { card: text } },
    },
  };
}
