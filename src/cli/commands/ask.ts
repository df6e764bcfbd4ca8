import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import type { Draft, Team } from '../../project/index.ts';
import { draftScenario, loadTeam, readScript, renamed, scenarioFrom } from '../../project/index.ts';
import { wrap } from '../../report/width.ts';
import type { QuestionAnswer } from '../../workbench/index.ts';
import { answerQuestion, isOfDesk, toolByName } from '../../workbench/index.ts';
import { configured } from '../support/configured.ts';
import { modelsBySeat, namedValues, wholeNumber } from '../support/flags.ts';
import type { RunFlags } from '../support/running.ts';
import { checkedSettings, runLoaded } from '../support/running.ts';
import type { Shell } from '../support/shell.ts';

type AskFlags = RunFlags & { options?: string };

/**
 * `pitwall ask`: a question that a calculation covers is calculated. With answers to choose among it is debated as well; the script is
 * written only once it is known to run.
 */
export async function ask(shell: Shell, question: string, typed: AskFlags): Promise<void> {
  if (question.trim() === '') throw new PitwallError('USAGE', 'expected a question, got an empty text');
  const calculated = answerQuestion(question);
  if (typed.options === undefined) {
    if (calculated === null)
      throw new PitwallError(
        'USAGE',
        'expected `--options`, as no calculation covers the question: then it takes answers to choose among',
      );
    return answer(shell, question, calculated, typed);
  }
  const { flags } = await configured(shell, 'ask', typed);
  const settings = checkedSettings(shell, flags);
  const options = typed.options.split(';').map((option) => option.trim());
  if (options.length < 2 || options.includes('') || new Set(options).size < options.length) {
    throw new PitwallError(
      'USAGE',
      `expected \`--options\` as two or more different answers separated by \`;\`, got \`${typed.options}\``,
    );
  }
  const team = loadTeam({ projectDir: shell.cwd, teamDir: flags.team, cards: namedValues('--card', flags.card) });
  const models = modelsBySeat(flags.model, (name) => team.find(name).card.id);
  const rounds = wholeNumber('--rounds', flags.rounds, 1) ?? 1;
  const everybody = team.members.map(({ card }) => card.id);
  const figure = calculated?.kind === 'calculated' ? calculated : null;
  const calculation =
    figure === null ? null : { ...figure, says: said(team, question, figure), figure: headlineOf(figure) };
  if (calculated !== null) shell.remark(said(team, question, calculated));
  const written = { text: question.trim(), options, rounds, calculation };
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
        shell.remark(unusedSentence(draft, shell.shown(file), calculation !== null));
    },
  });
}

/** The figure that the tool is asked for, with its unit. */
function headlineOf({ tool, figures }: QuestionAnswer & { kind: 'calculated' }): { name: string; unit: string } {
  const [first = ''] = Object.keys(figures);
  const name = toolByName(tool).headline?.figure ?? first;
  return { name, unit: figures[name]?.unit ?? '' };
}

/** What a calculation answers, with the call that gives it again; exit 3 where it is asked back, 2 where what was said cannot be. */
function answer(shell: Shell, question: string, calculated: QuestionAnswer, flags: AskFlags): void {
  const team = loadTeam({ projectDir: shell.cwd, teamDir: flags.team, cards: namedValues('--card', flags.card) });
  const sentence = said(team, question, calculated);
  if (calculated.kind === 'refused') throw new PitwallError('USAGE', sentence);
  if (calculated.kind === 'asked back') shell.exitWith(3);
  if (flags.json === true) {
    shell.printJson({ question, says: sentence, ...calculated });
    return;
  }
  shell.print(`${wrap(sentence, shell.page().width).join('\n')}\n`);
  if (calculated.kind !== 'calculated') return;
  const { tool, args } = calculated;
  shell.print(`\n${shell.programName()} tool ${tool} --args '${JSON.stringify(args)}'\n`);
}

/** The answer in the language of the question, under the name of whoever keeps the calculation. */
function said(team: Team, question: string, { tool, answer }: QuestionAnswer): string {
  const keeps = team.members.find(({ card: { persona } }) =>
    isOfDesk(tool) ? persona.desk.includes('hardware') : persona.tools.includes(tool),
  );
  const name = keeps?.card.callsign ?? keeps?.card.id;
  const words = answer[/\p{Script=Hangul}/u.test(question) ? 'ko' : 'en'];
  return name === undefined ? words : `${name}: ${words}`;
}

/** The draft and its file; another question that is already there under the same id is left alone. */
function placed(shell: Shell, draft: Draft): { draft: Draft; file: string } {
  const fileOf = ({ id }: Draft) => join(shell.cwd, '.pitwall', 'asked', `${id}.yaml`);
  const file = fileOf(draft);
  if (!existsSync(file) || readScript(file, shell.shown(file)) === draft.text) return { draft, file };
  const other = renamed(draft);
  return { draft: other, file: fileOf(other) };
}

function unusedSentence({ language, unused }: Draft, file: string, isCalculated: boolean): string {
  if (isCalculated)
    return language === 'ko'
      ? `계산한 값은 ${file}에 식으로 들어 있습니다. 선택지마다 다른 값과 기준을 적어야 그 값으로 판단합니다.`
      : `What was calculated is a quantity of ${file}. Members judge by it once the options set what differs and a criterion says what counts.`;
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
