import { z } from 'zod';
import type { FindingOf, SentencesOf } from '../../core/finding.ts';
import { findingSchema } from '../../core/finding-schema.ts';
import { Value } from '../../core/values.ts';

const none = z.strictObject({});
const text = z.string();
const number = z.number();
/** Another line of the card, from 1. */
const line = z.number().int().positive();
const name = z.strictObject({ name: text });
const Register = z.enum(['plain', 'polite', 'formal']);

/** What a linter of cards finds; the first word is the rule that was checked. */
export const CARD_FINDINGS = {
  'tokens.differ': z.strictObject({ here: number, code: number, line }),
  'experience.years': z.strictObject({ years: number, first: number, line, since: number, until: number }),
  'career.backwards': z.strictObject({ employer: text, from: number, to: number }),
  'career.overlap': z.strictObject({ employer: text, from: number, other: text, line, until: number }),
  'career.elsewhere': z.strictObject({ name: text, from: text, to: text, employer: text, period: text, line }),
  'identity.differs': z.strictObject({ what: z.enum(['documentId', 'callsign', 'name']), here: text, table: text }),

  'front-matter.value-rank': z.strictObject({ value: Value, rank: number, line, text }),
  'front-matter.value-against': z.strictObject({ value: Value, line, text }),
  'front-matter.value-unsupported': z.strictObject({ value: Value }),
  'front-matter.no-growth-area': z.strictObject({ topic: text, on: text }),
  'front-matter.not-deferred': z.strictObject({ topic: text, on: text, line }),
  'front-matter.pronoun': z.strictObject({ stated: text, read: text, line }),
  'register.differs': z.strictObject({ to: text, stated: Register, line, read: Register }),

  'uncertain.guess': z.strictObject({ column: number, text, candidates: z.array(text) }),

  'thin.frameworks': none,
  'thin.rules': none,
  'thin.specialization': none,
  'thin.philosophy': none,
  'thin.career': none,
  'thin.personality': none,
  'thin.strengths': z.strictObject({ count: number }),
  'thin.growth-areas': none,
  'unscored.language': z.strictObject({ language: z.enum(['ko', 'en']), count: number, enough: number }),
  'unscored.addressees': z.strictObject({ names: z.array(text) }),
  'unscored.rules': none,
  'unscored.limits': none,

  'nobody.depends-on': name,
  'nobody.leaves-work-to': name,
  'nobody.relates-to': name,
  'nobody.writes-to': name,
  'tool.unknown': name,
  'author.somebody-else': z.strictObject({ author: text, documentId: text, member: text }),
  'version.unchanged': z.strictObject({ debate: text, version: text, line }),
};

export const CardStatement = findingSchema(CARD_FINDINGS);
type CardStatement = FindingOf<typeof CARD_FINDINGS>;
export type CardWords = SentencesOf<typeof CARD_FINDINGS>;

/** A finding with its line. An error is a contradiction or a reference to nothing; a warning is only odd. */
export interface CardFinding {
  level: 'error' | 'warning';
  /** From 1. */
  line: number;
  finding: CardStatement;
}

/** Short name of what was checked: `experience`. */
export const ruleOf = ({ finding }: CardFinding): string => finding.code.split('.')[0] ?? '';
