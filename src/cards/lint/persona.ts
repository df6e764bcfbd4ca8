import type { PersonaCard } from '../../core/card.ts';
import { inferPersona } from '../infer.ts';
import { orderOf } from '../infer-values.ts';
import { registerOf } from '../register.ts';
import { lineWith } from './conflicts.ts';
import type { CardFinding } from './finding.ts';

/** Front matter that says otherwise than the prose below it. */
export function frontMatterAgainstProse(card: PersonaCard, text: string): CardFinding[] {
  const rows = text.split('\n');
  if (!/^---\s*$/.test(rows[0] ?? '')) return [];
  const end = rows.findIndex((row, index) => index > 0 && /^---\s*$/.test(row));
  const front = rows.slice(0, end);
  const at = (name: string) => front.findIndex((row) => row.trimStart().startsWith(`${name}:`)) + 1;
  const { persona, dependencies } = card;
  const prose = inferPersona({ card, text: rows.slice(end).join('\n'), lines: linesOf(card, rows), stated: {} });
  const findings: CardFinding[] = [];
  const warn = (line: number, finding: CardFinding['finding']) =>
    findings.push({ level: 'warning', line: Math.max(1, line), finding });

  if (at('values') > 0) {
    const scored = prose.inferred.filter(({ of }) => of.startsWith('values.'));
    const [strongest, second] = orderOf(scored);
    const rank = strongest === undefined ? 0 : persona.values.indexOf(strongest);
    const place = scored.find(({ of, weight }) => of === `values.${strongest}` && weight > 0);
    if (place !== undefined && strongest !== undefined && rank >= 5) {
      const params = { value: strongest, rank: rank + 1, line: place.line, text: place.text };
      warn(at('values'), { code: 'front-matter.value-rank', params });
    }
    const top = persona.values[0];
    const against = scored.filter(({ of }) => of === `values.${top}`).reduce((sum, { weight }) => sum + weight, 0);
    const where = scored.find(({ of, weight }) => of === `values.${top}` && weight < 0);
    if (against < 0 && where !== undefined && top !== undefined) {
      const params = { value: top, line: where.line, text: where.text };
      warn(at('values'), { code: 'front-matter.value-against', params });
    }
    if (top !== undefined && strongest !== top && second === undefined)
      warn(at('values'), { code: 'front-matter.value-unsupported', params: { value: top } });
  }
  for (const { on, topic } of persona.defers) {
    if (at('defers') > 0 && !dependencies.some((other) => other.on.toLowerCase() === on.toLowerCase()))
      warn(at('defers'), { code: 'front-matter.no-growth-area', params: { topic, on } });
  }
  for (const { on, topic, line } of dependencies) {
    if (at('defers') > 0 && !persona.defers.some((other) => other.on.toLowerCase() === on.toLowerCase()))
      warn(line, { code: 'front-matter.not-deferred', params: { topic, on, line: at('defers') } });
  }
  if (at('pronoun') > 0 && prose.persona.pronoun !== 'they' && prose.persona.pronoun !== persona.pronoun) {
    const place = prose.inferred.find(({ of }) => of === 'pronoun');
    const params = { stated: persona.pronoun, read: prose.persona.pronoun, line: place?.line ?? 1 };
    warn(at('pronoun'), { code: 'front-matter.pronoun', params });
  }
  return [...findings, ...registers(card, rows)];
}

/** A speech level that the front matter states and no message to that person keeps. */
function registers({ persona, messages }: PersonaCard, rows: readonly string[]): CardFinding[] {
  return persona.relationships.flatMap(({ to, register }): CardFinding[] => {
    if (to === '*') return [];
    const own = messages.filter((message) => message.to === to.toLowerCase());
    const spoken = registerOf(own);
    const line = rows.findIndex((row) => row.includes(`to: ${to}`)) + 1;
    if (line === 0 || spoken.because.length === 0 || spoken.register === register) return [];
    const first = spoken.because[0]?.line ?? 1;
    const params = { to, stated: register, line: first, read: spoken.register };
    return [{ level: 'warning', line, finding: { code: 'register.differs', params } }];
  });
}

function linesOf(card: PersonaCard, rows: readonly string[]) {
  return {
    role: lineWith(rows, card.role.en ?? card.role.ko ?? ''),
    specialization: lineWith(rows, card.specialization[0] ?? ''),
    philosophy: lineWith(rows, card.philosophy ?? ''),
    personality: lineWith(rows, card.personality ?? ''),
  };
}
