import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import { loadTeam, scenarioFrom } from '../../project/index.ts';
import type { Draft } from '../support/draft.ts';
import { draftScenario, renamed } from '../support/draft.ts';
import { modelsBySeat, namedValues, wholeNumber } from '../support/flags.ts';
import type { RunFlags } from '../support/running.ts';
import { checkedSettings, runLoaded } from '../support/running.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall ask`: the script is written only once it is known to run. */
export async function ask(shell: Shell, question: string, flags: RunFlags & { options: string }): Promise<void> {
  const settings = checkedSettings(shell, flags);
  const options = flags.options.split(';').map((option) => option.trim());
  if (question.trim() === '') throw new PitwallError('USAGE', 'expected a question, got an empty text');
  if (options.length < 2 || options.includes('') || new Set(options).size < options.length) {
    throw new PitwallError(
      'USAGE',
      `expected \`--options\` as two or more different answers separated by \`;\`, got \`${flags.options}\``,
    );
  }
  const team = loadTeam({ projectDir: shell.cwd, teamDir: flags.team, cards: namedValues('--card', flags.card) });
  const models = modelsBySeat(flags.model, (name) => team.find(name).card.id);
  const rounds = wholeNumber('--rounds', flags.rounds, 1) ?? 1;
  const everybody = team.members.map(({ card }) => card.id);
  const written = { text: question.trim(), options, rounds };
  const loaded = (draft: Draft, file: string, cast?: string) =>
    scenarioFrom(draft.text, file, { projectDir: shell.cwd, team, cast });
  const seated = loaded(draftScenario({ ...written, cast: everybody }), 'question', flags.cast).scenario.cast;
  const { draft, file } = placed(shell, draftScenario({ ...written, cast: seated }));
  const scenario = loaded(draft, file);
  await runLoaded(shell, {
    scenario,
    team,
    flags,
    settings,
    begin() {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, draft.text);
      shell.remark(`Wrote ${shell.shown(file)}`);
      if (models['*'] === undefined || models['*'] === 'playbook')
        shell.remark(unusedSentence(draft, shell.shown(file)));
    },
  });
}

/** The draft and its file; another question that is already there under the same id is left alone. */
function placed(shell: Shell, draft: Draft): { draft: Draft; file: string } {
  const fileOf = ({ id }: Draft) => join(shell.cwd, '.pitwall', 'asked', `${id}.yaml`);
  const file = fileOf(draft);
  if (!existsSync(file) || readFileSync(file, 'utf8') === draft.text) return { draft, file };
  const other = renamed(draft);
  return { draft: other, file: fileOf(other) };
}

function unusedSentence({ language, unused }: Draft, file: string): string {
  const numbers = unused.map((text) => `\`${text}\``).join(', ');
  if (language === 'ko') {
    const what = unused.length === 0 ? '질문의 글은' : `질문의 글과 숫자(${numbers})는`;
    return `쓰지 못한 것: 언어 모델이 없으면 시나리오에 적힌 사실과 식만 씁니다. ${what} 쓰이지 않습니다. ${file}에 적고 다시 실행하세요.`;
  }
  const what =
    unused.length === 0
      ? 'the words of the question are'
      : `the words of the question and its numbers (${numbers}) are`;
  return `Not used: without a language model the members use only the facts and formulas of the scenario, so ${what} ignored. Add them to ${file} and run it again.`;
}
