import type { PersonaCard } from '../../core/card.ts';
import { asVersion3, characterCardOf } from './as-character-card.ts';
import { tinyTroupeOf } from './as-tiny-troupe.ts';
import type { JsonObject } from './json.ts';
import type { Remainder } from './remainder.ts';
import { withRemainder } from './remainder.ts';
import { restoredSource } from './restore.ts';

export const EXPORT_FORMATS = ['character-card', 'tiny-troupe'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface Exported {
  json: JsonObject;
  remarks: string[];
}

/** The format of other programs that a card came from; the one that a card of ours is written in by default. */
export function homeOf(kept: Remainder | null): ExportFormat {
  return kept?.format.startsWith('tiny-troupe') === true ? 'tiny-troupe' : 'character-card';
}

/**
 * A card in another program's format. One that came from there gives back its source with what has been edited since; any other
 * is written from its fields, with the whole card beside them.
 *
 * @param text the card without what is kept of its source
 */
export function exportCard({
  card,
  text,
  kept,
  to,
}: {
  card: PersonaCard;
  text: string;
  kept: Remainder | null;
  to: ExportFormat;
}): Exported {
  if (kept !== null && kept.format !== 'system-prompt' && homeOf(kept) === to) {
    const { source, remarks } = restoredSource(text, kept);
    return { json: to === 'character-card' ? asVersion3(source) : source, remarks };
  }
  const whole = kept === null ? text : withRemainder(text, kept);
  if (to === 'tiny-troupe') return { json: tinyTroupeOf(card, whole), remarks: [] };
  const json = characterCardOf(card, whole);
  if (kept?.format !== 'system-prompt') return { json, remarks: [] };
  const { source, remarks } = restoredSource(text, kept);
  return { json: { ...json, data: { ...(json['data'] as JsonObject), system_prompt: source['text'] ?? '' } }, remarks };
}

/** The card that an export of ours carries; undefined where it carries none. */
export function carriedCard(source: JsonObject): string | undefined {
  const at = (value: unknown, ...path: string[]): unknown =>
    path.reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
          ? (inner as JsonObject)[key]
          : undefined,
      value,
    );
  const card = at(source, 'data', 'extensions', 'pitwall', 'card') ?? at(source, 'pitwall', 'card');
  return typeof card === 'string' ? card : undefined;
}
