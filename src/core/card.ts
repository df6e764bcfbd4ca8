import { z } from 'zod';
import { Bilingual, Register } from './language.ts';
import { Value } from './values.ts';

const Years = z.number().int().nullable();
const Line = z.number().int().positive();

/** How one member speaks to another: `to` is an id or callsign, `*` stands for everyone not listed. */
export const Relationship = z.strictObject({
  to: z.string().min(1),
  /** Vocative, as it is typed: ko 도윤님 / 형, en "Doyun". */
  address: Bilingual,
  register: Register,
  /** 0..1: how much weight a reason carries because it is this colleague's. */
  trust: z.number().min(0).max(1),
});
export type Relationship = z.infer<typeof Relationship>;

/** What prose cannot say, written by hand in the card's YAML front matter. */
export const Persona = z.strictObject({
  /** Order of values, most important first. */
  values: z.array(Value).min(1),
  traits: z.strictObject({
    /** 0..1: how small an advantage of another option is enough to move them. */
    readiness: z.number().min(0).max(1),
    /** 0..1: how much they like to propose something that can be tried at once. */
    initiative: z.number().min(0).max(1),
  }),
  relationships: z.array(Relationship),
  /** Tools that they bring to the table, by name. */
  tools: z.array(z.string()),
  /** Topics that they alone know, in words. */
  knows: z.array(Bilingual).default([]),
  /**
   * Routes for work that they defer; `on` is a callsign, `topic` a word of the router or the card's own, which the router
   * then knows by `examples`: questions that belong to it.
   */
  defers: z
    .array(
      z.strictObject({
        on: z.string(),
        topic: z.string(),
        quote: z.string().optional(),
        examples: z.array(z.string().min(1)).optional(),
      }),
    )
    .default([]),
  /** Topics that they answer for others from a desk. */
  desk: z.array(z.string()).default([]),
  /** Name of a model that the user has configured, for who speaks best by a certain one. */
  model: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'expected the name of a configured model')
    .optional(),
  pronoun: z.enum(['he', 'she', 'they']).default('they'),
});
export type Persona = z.infer<typeof Persona>;

/** A character that a repair could not settle: what stands in the text now, and what else it may be, likeliest first. */
export const Uncertain = z.strictObject({
  line: Line,
  /** From 1, in characters. */
  column: Line,
  text: z.string(),
  candidates: z.array(z.string()),
});
export type Uncertain = z.infer<typeof Uncertain>;

/** One place of the text from which a persona's setting was inferred. */
export const Inference = z.strictObject({
  /** What it speaks for: `values.cost`, `traits.readiness`, `traits.initiative`, `register`, `pronoun`, `tools.NAME`, `defers.TOPIC`. */
  of: z.string(),
  /** Where it stands: a field of the card. */
  from: z.string(),
  text: z.string(),
  /** How much it counts, of either sign; 0 for what only states and is not weighed. */
  weight: z.number(),
  line: Line,
});
export type Inference = z.infer<typeof Inference>;

export const PersonaCard = z.strictObject({
  /** Lower case, from the callsign, else from the document's id: `pulse`, `f1-08`. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  /** As the document has it, e.g. F1-08. */
  documentId: z.string(),
  callsign: z.string().optional(),
  names: z.strictObject({ ko: z.string().optional(), en: z.string().optional(), aliases: z.array(z.string()) }),
  team: z.string().optional(),
  role: Bilingual,
  specialization: z.array(z.string()),
  experience: z.string().optional(),
  location: z.string().optional(),
  timezone: z.string().optional(),
  languages: z.array(z.strictObject({ name: z.string(), level: z.string(), kind: z.enum(['natural', 'programming']) })),
  education: z.array(z.string()),
  military: z.string().optional(),
  philosophy: z.string().optional(),
  frameworks: z.array(
    z.strictObject({
      name: z.string(),
      text: z.string(),
      /** Condition -> advice, each with its line (from 1) in the card. */
      rules: z.array(z.strictObject({ id: z.string(), when: z.string(), then: z.string(), line: Line })),
      /** The heading it stands under, where the framework is not named after it. */
      under: z.string().optional(),
      line: Line,
    }),
  ),
  tools: z.array(
    z.strictObject({
      category: z.string(),
      items: z.array(z.string()),
      /** Comments beside the items. */
      notes: z.array(z.string()).optional(),
      /** The heading it stands under, where that names no section of its own. */
      under: z.string().optional(),
      line: Line,
    }),
  ),
  career: z.array(
    z.strictObject({
      employer: z.string(),
      from: Years,
      /** Null when not stated, and for the present post. */
      to: Years,
      /** The time as the card writes it, months included: `2012.03-2014.02`. */
      period: z.string().optional(),
      role: z.string(),
      achievements: z.array(z.string()),
      quote: z.string().optional(),
      line: Line,
    }),
  ),
  messages: z.array(z.strictObject({ text: z.string(), to: z.string().optional(), line: Line })),
  /** What colleagues say of the member: never an example of how they speak. */
  feedback: z.array(z.strictObject({ by: z.string(), text: z.string(), line: Line })).default([]),
  personality: z.string().optional(),
  strengths: z.array(z.strictObject({ text: z.string(), line: Line })),
  growthAreas: z.array(z.strictObject({ text: z.string(), line: Line })),
  dependencies: z.array(z.strictObject({ on: z.string(), topic: z.string(), quote: z.string(), line: Line })),
  /** Rows of the quick reference that have no typed field, in order. */
  attributes: z.array(z.strictObject({ name: z.string(), value: z.string(), line: Line })),
  /** Sections that have no typed field, in order. */
  sections: z.array(z.strictObject({ heading: z.string(), text: z.string(), line: Line })),
  document: z.strictObject({
    version: z.string().optional(),
    created: z.string().optional(),
    /** `Forge (F1-02)`: who wrote the card, and that member's document where it is named. */
    author: z.strictObject({ name: z.string(), documentId: z.string().optional() }).optional(),
    classification: z.string().optional(),
  }),
  persona: Persona,
  /** Why the persona is as it is where front matter does not say: each place of the text that was counted. */
  inferred: z.array(Inference).default([]),
  /** What a repair left open; gone from the front matter once a person has looked. */
  uncertain: z.array(Uncertain).default([]),
});
export type PersonaCard = z.infer<typeof PersonaCard>;

/** A name as it is compared: of letters alone, whatever their case, their form and the spaces around. */
export const foldedName = (name: string): string => name.normalize('NFC').trim().toLowerCase().replaceAll(/\s+/g, ' ');

/** Every name that a member answers to, folded: callsign, id, document id, Korean and Latin name, the Latin one in either order. */
export function calledOf({ id, documentId, callsign, names }: PersonaCard): string[] {
  const latin = names.en === undefined ? [] : [names.en, names.en.split(/\s+/).reverse().join(' ')];
  return [id, documentId, callsign, names.ko, ...latin, ...names.aliases].flatMap((name) =>
    name === undefined ? [] : [foldedName(name)],
  );
}
