import type { PersonaCard } from '../../core/card.ts';
import type { Finding } from '../../core/finding.ts';
import { inferPersona } from '../infer.ts';
import { orderOf } from '../infer-values.ts';
import { registerOf } from '../register.ts';
import { lineWith } from './conflicts.ts';

/** Front matter that says otherwise than the prose below it. */
export function frontMatterAgainstProse(card: PersonaCard, text: string): Finding[] {
  const rows = text.split('\n');
  if (!/^---\s*$/.test(rows[0] ?? '')) return [];
  const end = rows.findIndex((row, index) => index > 0 && /^---\s*$/.test(row));
  const front = rows.slice(0, end);
  const at = (name: string) => front.findIndex((row) => row.trimStart().startsWith(`${name}:`)) + 1;
  const { persona, dependencies } = card;
  const prose = inferPersona({ card, text: rows.slice(end).join('\n'), lines: linesOf(card, rows), stated: {} });
  const findings: Finding[] = [];
  const warn = (line: number, sentence: string) =>
    findings.push({ level: 'warning', rule: 'front-matter', line: Math.max(1, line), sentence });

  if (at('values') > 0) {
    const scored = prose.inferred.filter(({ of }) => of.startsWith('values.'));
    const [strongest, second] = orderOf(scored);
    const rank = strongest === undefined ? 0 : persona.values.indexOf(strongest);
    const place = scored.find(({ of, weight }) => of === `values.${strongest}` && weight > 0);
    if (place !== undefined && rank >= 5)
      warn(
        at('values'),
        `\`${strongest}\` is ${rank + 1}th of the values, and the text speaks for it most (line ${place.line}: ${place.text})`,
      );
    const top = persona.values[0];
    const against = scored.filter(({ of }) => of === `values.${top}`).reduce((sum, { weight }) => sum + weight, 0);
    const where = scored.find(({ of, weight }) => of === `values.${top}` && weight < 0);
    if (against < 0 && where !== undefined)
      warn(
        at('values'),
        `\`${top}\` is the first value, and the text speaks against it (line ${where.line}: ${where.text})`,
      );
    if (top !== undefined && strongest !== top && second === undefined)
      warn(at('values'), `nothing speaks for \`${top}\``);
  }
  for (const { on, topic } of persona.defers) {
    if (at('defers') > 0 && !dependencies.some((other) => other.on.toLowerCase() === on.toLowerCase()))
      warn(at('defers'), `\`${topic}\` is left to ${on}, and no growth area says so`);
  }
  for (const { on, topic, line } of dependencies) {
    if (at('defers') > 0 && !persona.defers.some((other) => other.on.toLowerCase() === on.toLowerCase()))
      warn(line, `${topic} depends on ${on}, and \`defers\` in line ${at('defers')} leaves nothing to ${on}`);
  }
  if (at('pronoun') > 0 && prose.persona.pronoun !== 'they' && prose.persona.pronoun !== persona.pronoun) {
    const place = prose.inferred.find(({ of }) => of === 'pronoun');
    warn(
      at('pronoun'),
      `\`${persona.pronoun}\`, and the text says \`${prose.persona.pronoun}\` (line ${place?.line ?? 1})`,
    );
  }
  return [...findings, ...registers(card, rows)];
}

/** A speech level that the front matter states and no message to that person keeps. */
function registers({ persona, messages }: PersonaCard, rows: readonly string[]): Finding[] {
  return persona.relationships.flatMap(({ to, register }) => {
    if (to === '*') return [];
    const own = messages.filter((message) => message.to === to.toLowerCase());
    const spoken = registerOf(own);
    const line = rows.findIndex((row) => row.includes(`to: ${to}`)) + 1;
    if (line === 0 || spoken.because.length === 0 || spoken.register === register) return [];
    const first = spoken.because[0]?.line ?? 1;
    const sentence = `speaks to ${to} in the ${register} register, and the message of line ${first} is ${spoken.register}`;
    return [{ level: 'warning' as const, rule: 'register', line, sentence }];
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
