import type { PersonaCard } from '../../core/card.ts';
import type { Json, JsonObject } from './json.ts';

/**
 * A card of ours as a TinyTroupe agent. What its persona has a field for is in that field; the card itself stands in `pitwall`
 * beside the persona, where TinyTroupe does not look, so that importing the file gives it back.
 */
export function tinyTroupeOf(card: PersonaCard, text: string): JsonObject {
  const lines = (field: string, items: readonly string[]): JsonObject =>
    items.length === 0 ? {} : { [field]: [...items] };
  const words = (field: string, value: string | undefined): JsonObject =>
    value === undefined || value === '' ? {} : { [field]: value };
  const [post] = card.career.filter(({ to }) => to === null);
  const persona: { [key: string]: Json } = {
    name: card.names.en ?? card.names.ko ?? card.callsign ?? card.id,
    ...words('residence', card.location),
    ...words('education', card.education.join('; ')),
    occupation: {
      title: card.role.en ?? card.role.ko ?? '',
      ...words('organization', post?.employer),
      ...words('description', card.specialization.join(', ')),
    },
    ...(card.personality === undefined ? {} : { personality: { traits: [card.personality] } }),
    ...lines('beliefs', [
      ...(card.philosophy === undefined ? [] : [card.philosophy]),
      ...card.frameworks.flatMap((framework) => [
        `${framework.name}: ${framework.text.split(/\n\s*\n/)[0] ?? ''}`,
        ...framework.rules.map(({ when, then }) => `${when}: ${then}`),
      ]),
    ]),
    ...lines(
      'skills',
      card.strengths.map((point) => point.text),
    ),
    ...lines('other_facts', [
      ...card.growthAreas.map((point) => point.text),
      ...card.messages.map((message) => `Has written: "${message.text}"`),
    ]),
  };
  return { type: 'TinyPerson', persona, pitwall: { card: text } };
}
