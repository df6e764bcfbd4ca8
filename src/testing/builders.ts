import { stringify } from 'yaml';
import type { Persona } from '../core/card.ts';
import type { Scenario } from '../core/scenario.ts';
import type { Turn } from '../core/turn.ts';

/** What a test says of a member; the rest of the card is as plain as a card can be. */
export interface CardDraft extends Partial<Pick<Persona, 'values' | 'tools'>> {
  /** One word: it becomes the callsign, and the member's id in lower case. */
  id: string;
  name?: string;
  documentId?: string;
  role?: string;
  philosophy?: string;
  /** From 0 to 1. */
  traits?: Partial<Persona['traits']>;
  defers?: Persona['defers'];
  relationships?: Persona['relationships'];
}

/** The text of a card, as Markdown, of somebody who is on no team. Values that are not named follow in the order of their list. */
export function card({
  id,
  name = id,
  documentId = `T-${id.toUpperCase()}`,
  role = 'Engineer',
  philosophy,
  values = ['evidence'],
  traits = {},
  tools = [],
  defers = [],
  relationships = [{ to: '*', address: { ko: '여러분', en: 'everyone' }, register: 'polite', trust: 0.5 }],
}: CardDraft): string {
  const head = { values, traits: { readiness: 0.5, initiative: 0.5, ...traits }, tools, relationships, defers };
  const rows = {
    ID: documentId,
    Name: name,
    Callsign: id,
    Role: role,
    ...(philosophy === undefined ? {} : { Philosophy: `"${philosophy}"` }),
  };
  return `---
${stringify(head)}---

# ${documentId}: ${name}
## "${id}" | ${role}

## Quick Reference Card

| Attribute | Value |
|-----------|-------|
${Object.entries(rows)
  .map(([key, value]) => `| **${key}** | ${value} |`)
  .join('\n')}
`;
}

/** A script as it stands in its YAML: sentences are texts, and `$name` names a fact. */
export interface ScenarioDraft {
  motion: string;
  /** Option -> label, or what else an option may say. */
  options: Record<string, unknown>;
  cast: readonly string[];
  id?: string;
  title?: string;
  language?: Scenario['language'];
  judgements?: readonly Record<string, unknown>[];
  facts?: Record<string, unknown>;
  protocol?: readonly string[];
  /** Any other key of a script. */
  [key: string]: unknown;
}

/** The text of a script, as YAML. Where no judgement is given, each option has one that speaks for it. */
export function scenario({
  id = 'test',
  title = 'A test',
  language = 'en',
  options,
  judgements = Object.keys(options).map((option) => ({
    for: option,
    value: 'evidence',
    because: `${option} speaks for itself`,
    weight: 'low',
  })),
  protocol = ['opening blind', 'rebuttal 1', 'vote', 'close'],
  ...rest
}: ScenarioDraft): string {
  return stringify({ id, title, language, options, judgements, protocol, ...rest });
}

/**
 * A whole turn that stands for an option, with one claim that says what the utterance does and rests on nothing.
 *
 * @param options the scenario's; what is left of the support is shared among the others
 */
export function turn({
  option,
  options,
  confidence = 0.6,
  utterance,
  ...change
}: Partial<Turn> & { option: string; options: readonly string[]; confidence?: number; utterance: string }): Turn {
  const others = options.filter((other) => other !== option);
  const share = others.length === 0 ? 0 : (1 - confidence) / others.length;
  const own = others.length === 0 ? 1 : confidence;
  const support = Object.fromEntries(options.map((name) => [name, name === option ? own : share]));
  return {
    utterance,
    act: 'open',
    addressee: 'all',
    answers: null,
    question: null,
    claims: [
      {
        ...{ claim: 1, text: utterance, gist: utterance, reason: null, option, side: 'for' },
        ...{ evidence: { kind: 'none', ref: null }, figure: null, numbers: [] },
      },
    ],
    stance: { option, confidence, support, movedBy: [] },
    proposes: null,
    withdraws: [],
    condition: null,
    unused: [],
    ...change,
  };
}
