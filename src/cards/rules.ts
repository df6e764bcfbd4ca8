import type { PersonaCard } from '../core/card.ts';
import type { Lines } from './markdown.ts';

type Rule = PersonaCard['frameworks'][number]['rules'][number];

const PYTHON = /^(\s*)(?:if|elif)\s+([^:]*(?::[^:]+)*):\s*(?:#.*)?$/;
const PYTHON_INLINE = /^(\s*)(?:if|elif)\s+(.+?):\s*return\s+(\S.*)$/;
const BRACES = /^(\s*)(?:\}\s*)?(?:else\s+)?if\s+(.+?)\s*\{\s*(?:\/\/.*)?$/;
const CASE = /^(\s*)case\s+(.+?):\s*(?:\/\/.*)?$/;
const OTHERWISE = /^(\s*)(?:(?:\}\s*)?else\s*[:{]|default\s*:)\s*$/;
const RETURN = /^(\s*)return\s+(\S.*)$/;
const LITERAL = /^[frub]{0,2}(["'`])((?:\\.|(?!\1)[^\\])*)\1\s*;?\s*(?:(?:#|\/\/).*)?$/i;

const advice = (expression: string) => LITERAL.exec(expression)?.[2]?.trim() || undefined;

/** `self.detect_spike(history)` -> `detect_spike`; arguments and receivers do not name a rule. */
function nameOf(condition: string): string {
  const words = condition.replace(/\([^()]*\)/g, ' ').replace(/\b[A-Za-z_]\w*\./g, '');
  return (
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'rule'
  );
}

/**
 * Rules of the form "under this condition, that advice" in a piece of code: `if cond: return "advice"` as Python writes it,
 * with braces, or as `case`; a literal returned after such branches holds `otherwise`. Whatever returns no literal is no rule.
 * `line` is the condition's; ids are unique among `taken`, which grows.
 */
export function readRules({ line: firstLine, lines }: Lines, taken: Set<string>): Rule[] {
  const rules: Rule[] = [];
  let open: { indent: number; when: string; line: number } | undefined;
  let branches: number | undefined;

  const add = (when: string, then: string, line: number) => {
    const name = nameOf(when);
    let id = name;
    for (let n = 2; taken.has(id); n++) id = `${name}-${n}`;
    taken.add(id);
    rules.push({ id, when, then, line });
  };

  for (const [index, text] of lines.entries()) {
    if (/^\s*(?:#|\/\/|$)/.test(text)) continue;
    const line = firstLine + index;
    const indent = text.length - text.trimStart().length;

    const inline = PYTHON_INLINE.exec(text);
    const inlineAdvice = inline?.[3] === undefined ? undefined : advice(inline[3]);
    if (inline?.[2] !== undefined && inlineAdvice !== undefined) {
      add(inline[2].trim(), inlineAdvice, line);
      branches = indent;
      open = undefined;
      continue;
    }
    const when = (PYTHON.exec(text) ?? BRACES.exec(text) ?? CASE.exec(text))?.[2];
    if (when !== undefined || OTHERWISE.test(text)) {
      open = { indent, when: when === undefined ? 'otherwise' : when.trim().replace(/^\((.*)\)$/, '$1'), line };
      continue;
    }
    const returned = RETURN.exec(text)?.[2];
    const then = returned === undefined ? undefined : advice(returned);
    if (open !== undefined && indent > open.indent) {
      if (then === undefined) continue;
      add(open.when, then, open.line);
      branches = open.indent;
      open = undefined;
    } else {
      open = undefined;
      if (then !== undefined && branches === indent) add('otherwise', then, line);
      if (branches !== undefined && (indent < branches || then !== undefined)) branches = undefined;
    }
  }
  return rules;
}
