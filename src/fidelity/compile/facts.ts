import type { PersonaCard } from '../../core/card.ts';
import type { ClosedFact, CompiledCard, Post } from '../model/compiled-card.ts';
import type { Mention, Vocabulary } from '../reading/mentions.ts';
import { mentionsIn, vocabularyOf } from '../reading/mentions.ts';
import * as words from '../reading/vocabulary.ts';

/** The vocabularies that closed facts are read and contradicted in. Built when first asked for. */
export interface Vocabularies {
  places: Vocabulary;
  schools: Vocabulary;
  employers: Vocabulary;
  branches: Vocabulary;
  fields: Vocabulary;
  trades: Vocabulary;
  tongues: Vocabulary;
}

let built: Vocabularies | null = null;

export function vocabularies(): Vocabularies {
  built ??= {
    places: vocabularyOf(words.PLACES),
    schools: vocabularyOf(words.SCHOOLS),
    employers: vocabularyOf(words.EMPLOYERS),
    branches: vocabularyOf(words.BRANCHES),
    fields: vocabularyOf(words.DEGREE_FIELDS),
    trades: vocabularyOf(words.TRADES),
    tongues: vocabularyOf(words.TONGUES),
  };
  return built;
}

const employers = new WeakMap<CompiledCard, Vocabulary>();

/** The employers of the card with those that everybody knows. */
export function employersOf(card: CompiledCard): Vocabulary {
  const before = employers.get(card);
  if (before !== undefined) return before;
  const known = [...vocabularies().employers.byName.values()];
  const made = vocabularyOf([...new Set(known), ...card.posts.map(({ aliases }) => aliases)]);
  employers.set(card, made);
  return made;
}

/** Line of the text that first holds a piece of it, from 1. */
export function lineFinder(text: string | undefined): (piece: string) => number | undefined {
  const rows = text?.split('\n') ?? [];
  return (piece) => {
    const start = piece.split('\n')[0]?.slice(0, 40) ?? '';
    const at = start === '' ? -1 : rows.findIndex((row) => row.includes(start));
    return at < 0 ? undefined : at + 1;
  };
}

const lower = (names: readonly (string | undefined)[]) => [
  ...new Set(names.flatMap((name) => (name === undefined || name.trim() === '' ? [] : [name.trim().toLowerCase()]))),
];

/** Every way to call a member: callsign, ids, full, family-first and given names. */
export function namesOf({ id, documentId, callsign, names }: PersonaCard): string[] {
  const given = names.ko !== undefined && /^[가-힣]{3}$/u.test(names.ko) ? names.ko.slice(1) : undefined;
  const [first = '', ...rest] = names.en?.split(' ') ?? [];
  const turned = rest.length > 0 ? `${rest.join(' ')} ${first}` : undefined;
  return lower([id, documentId, callsign, names.ko, given, names.en, turned, rest.join(' '), ...names.aliases]);
}

export function factsOf(card: PersonaCard, line: (piece: string) => number | undefined): ClosedFact[] {
  const vocabulary = vocabularies();
  const facts: ClosedFact[] = [];
  const add = (field: ClosedFact['field'], value: string | undefined, aliases: readonly string[]) => {
    if (value !== undefined) facts.push({ field, value, aliases: lower([...aliases]), line: line(value) });
  };
  const named = (found: readonly Mention[]) => found.flatMap(({ entry }) => entry);
  const name = card.names.ko ?? card.names.en;
  add('name', name, namesOf(card));
  add('callsign', card.callsign, [card.callsign ?? '']);
  add('documentId', card.documentId, [card.documentId]);
  add('experience', card.experience, [/\d+/.exec(card.experience ?? '')?.[0] ?? '']);
  add('location', card.location, [...named(mentionsIn(card.location ?? '', vocabulary.places)), card.location ?? '']);
  for (const education of card.education) {
    add('school', education, named(mentionsIn(education, vocabulary.schools)));
    add('degree', education, [...degreesIn(education), ...named(mentionsIn(education, vocabulary.fields))]);
  }
  // Service may stand in a row of its own, and among the posts.
  const service = [card.military, ...card.career.map(({ employer, role }) => `${employer} ${role}`)].filter(
    (text) => text !== undefined && mentionsIn(text, vocabulary.branches).length > 0,
  );
  if (card.military !== undefined)
    add('service', card.military, named(service.flatMap((text) => mentionsIn(text ?? '', vocabulary.branches))));
  const native = card.languages.filter(({ kind, level }) => kind === 'natural' && /native|모국어|mother/iu.test(level));
  add('native', native[0]?.name, named(native.flatMap((one) => mentionsIn(one.name, vocabulary.tongues))));
  for (const { employer } of card.career)
    add('employer', employer, [employer, ...named(mentionsIn(employer, vocabulary.employers))]);
  return facts;
}

/** `phd`, `ms`, `bs`, as a text has them. */
export function degreesIn(text: string): string[] {
  const found: string[] = [];
  if (/\bph\.?\s?d\b|박사|doctora/iu.test(text)) found.push('phd');
  if (/\bm\.?s(?:c)?\b\.?|\bM(?:Eng|FA|Phil)\b|석사|master['’]?s/iu.test(text)) found.push('ms');
  if (/\bb\.?[sa](?:c)?\b\.?|\b(?:LLB|BEng|BFA|BSN)\b|학사|bachelor/iu.test(text)) found.push('bs');
  if (/\bmba\b/iu.test(text)) found.push('mba');
  return found;
}

export function postsOf(card: PersonaCard): Post[] {
  const { employers } = vocabularies();
  return card.career.map(({ employer, from, to, line }) => ({
    employer,
    aliases: lower([employer, ...mentionsIn(employer, employers).flatMap(({ entry }) => [...entry])]),
    from,
    to,
    present: from !== null && to === null,
    line,
  }));
}
