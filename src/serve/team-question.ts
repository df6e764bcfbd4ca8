import type { TeamQuestion } from '../door.ts';

/** A line that names answers, or a scenario: `options: keep; roll back`, `시나리오: spike-at-12k`. */
const NAMED = /^\s*[-*]?\s*(options?|answers?|선택지|scenario|시나리오)\s*[:：]\s*(.+?)\s*$/i;

/** A script in a block of its own. */
const SCRIPT = /```ya?ml\s*\n([\s\S]*?)```/i;

/**
 * What a message to the team asks to be debated: a scenario that it names, or its question with the answers that it lists; null where
 * it lists none.
 */
export function teamQuestionIn(text: string, scenarios: readonly string[]): TeamQuestion | null {
  const [, script] = SCRIPT.exec(text) ?? [];
  if (script !== undefined) return { script };
  const rest: string[] = [];
  let options: string[] | null = null;
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = NAMED.exec(line) ?? [];
    if (name === '') rest.push(line);
    else if (/^(?:scenario|시나리오)$/i.test(name)) return { scenario: value.replace(/[`"'.]/g, '') };
    else options = value.split(/[;；]/).map((option) => option.trim());
  }
  const question = rest.join(' ').replaceAll(/\s+/g, ' ').trim();
  if (options !== null && question !== '') return { question, options };
  const words = new Set(text.toLowerCase().match(/[a-z0-9]+(?:-[a-z0-9]+)+/g) ?? []);
  const scenario = scenarios.find((id) => words.has(id));
  return scenario === undefined ? null : { scenario };
}

/** What the team needs to be told, in the language of the message. */
export function howToAsk(text: string, scenarios: readonly string[]): string {
  const list = scenarios.map((id) => `\`${id}\``).join(', ');
  return /\p{Script=Hangul}/u.test(text)
    ? `팀은 정해진 답 가운데 하나를 고릅니다. 답을 한 줄에 적거나 시나리오를 지정해 주십시오.\n\n\`\`\`\n선택지: 새 비율로 계속; 되돌리기\n\`\`\`\n\n\`\`\`\n시나리오: ${scenarios[0] ?? 'ID'}\n\`\`\`\n\n시나리오: ${list}`
    : `The team decides among answers. List them on a line of their own, or name a scenario.\n\n\`\`\`\noptions: keep the new mix; roll back\n\`\`\`\n\n\`\`\`\nscenario: ${scenarios[0] ?? 'ID'}\n\`\`\`\n\nScenarios: ${list}`;
}
