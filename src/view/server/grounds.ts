import type { Figure } from '../../core/effects.ts';
import { headOf } from '../../core/scenario.ts';
import type { Claim } from '../../core/turn.ts';
import { factAt } from '../../reasoning/references.ts';
import type { PrintContext } from '../../report/context.ts';
import { factLabel, nameOf } from '../../report/context.ts';
import { formatAmount } from '../../report/number.ts';
import { figureLabel, plainValue } from '../../report/phrases.ts';
import type { Ground, Quantity } from '../api.ts';

const KINDS = ['tool', 'consult', 'fact', 'card', 'turn', 'rule', 'option', 'count'] as const;

/** What has been computed, asked and said so far, by the name that a claim cites it with. */
export class Cited {
  private readonly calls = new Map<string, { title: string; figures: Record<string, Figure> }>();
  private readonly claims = new Map<string, { speaker: string; claim: Claim }>();

  call(ref: string, title: string, figures: Record<string, Figure>): void {
    this.calls.set(ref, { title, figures });
  }

  said(turn: number, speaker: string, claims: readonly Claim[]): void {
    for (const claim of claims) this.claims.set(`${turn}.${claim.claim}`, { speaker, claim });
  }

  /** A reference in words, and the turn that it leads to. */
  ground(context: PrintContext, ref: string): Ground {
    const [, scheme = '', rest = ''] = /^(\w+):(.*)$/s.exec(ref) ?? [];
    const kind = KINDS.find((known) => known === scheme) ?? 'rule';
    const turn = ['tool', 'consult', 'turn'].includes(kind) ? Number.parseInt(rest, 10) : null;
    return { ref, kind, turn, text: this.words(context, kind, rest) ?? ref };
  }

  private words(context: PrintContext, kind: Ground['kind'], rest: string): string | null {
    if (kind === 'tool' || kind === 'consult') {
      const [at, name] = rest.split('/');
      const call = this.calls.get(`${kind}:${at}`);
      if (call === undefined) return null;
      const figure = name === undefined ? undefined : call.figures[name];
      return figure === undefined
        ? call.title
        : `${call.title} · ${figureLabel(context, name ?? '')} ${formatAmount(figure, context.language)}`;
    }
    if (kind === 'fact') return factInWords(context, rest);
    if (kind === 'turn') {
      const heard = this.claims.get(rest);
      if (heard === undefined) return null;
      const { gist, text } = heard.claim;
      return `${nameOf(context, heard.speaker)} · ${gist === '' ? text : gist}`;
    }
    if (kind === 'card') {
      const [member = '', line = ''] = rest.split(':');
      return `${nameOf(context, member)} · ${line}`;
    }
    return kind === 'option' ? (context.scenario.options[rest]?.short ?? rest) : rest;
  }
}

function factInWords(context: PrintContext, path: string): string {
  const { facts } = context.scenario;
  const head = headOf(path);
  if (!Object.hasOwn(facts, head)) return factLabel(context, path);
  const value = factAt(facts, path);
  const unit = facts[head]?.unit ?? '';
  return `${factLabel(context, path)} ${typeof value === 'number' ? formatAmount({ value, unit }, context.language) : plainValue(value)}`;
}

/** By name, as a record does not keep the order of an object's keys. */
export function quantities(context: PrintContext, figures: Record<string, Figure>): Quantity[] {
  return Object.entries(figures)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, figure]) => ({
      name,
      label: figureLabel(context, name),
      value: figure.value,
      unit: figure.unit,
      text: formatAmount(figure, context.language),
      formula: figure.formula ?? null,
      source: figure.source ?? null,
    }));
}
