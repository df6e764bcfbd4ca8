import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import { Scenario } from '../../core/scenario.ts';
import type { Draft, Team } from '../../project/index.ts';
import { draftScenario, readScript, renamed, scenarioFrom } from '../../project/index.ts';
import { wrap } from '../../report/width.ts';
import type { QuestionAnswer } from '../../workbench/index.ts';
import { answerQuestion, isOfDesk, MOST_ASKED, nearestCalculation, toolByName } from '../../workbench/index.ts';
import { commandLines } from '../print/command.ts';
import { configured } from '../support/configured.ts';
import { namedValues, wholeNumber } from '../support/flags.ts';
import { modelsAtHand } from '../support/models-at-hand.ts';
import type { RunFlags } from '../support/running.ts';
import { checkedSettings, runLoaded } from '../support/running.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';
import { targetOf } from '../support/writing.ts';

type AskFlags = RunFlags & { options?: string; save?: string };

/**
 * `pitwall ask`: a question that a calculation covers is calculated. With answers to choose among it is debated as well; the script is
 * written only once it is known to run.
 */
export async function ask(shell: Shell, question: string, typed: AskFlags): Promise<void> {
  if (question.trim() === '') throw new PitwallError('USAGE', 'expected a question, got an empty text');
  if (question.length > MOST_ASKED)
    throw new PitwallError(
      'USAGE',
      `expected a question of at most ${MOST_ASKED} characters, got ${question.length}; a longer one is a scenario`,
    );
  const calculated = answerQuestion(question);
  if (typed.options === undefined) {
    if (typed.save !== undefined)
      throw new PitwallError(
        'USAGE',
        'expected `--options` beside `--save`: a script to fill in has answers to choose among',
      );
    if (calculated === null) throw new PitwallError('USAGE', uncovered(question));
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
  const team = teamAtHand(shell, {
    projectDir: shell.cwd,
    teamDir: flags.team,
    cards: namedValues('--card', flags.card),
  });
  const rounds = wholeNumber('--rounds', flags.rounds, 1) ?? 1;
  const everybody = team.members.map(({ card }) => card.id);
  const figure = calculated?.kind === 'calculated' ? calculated : null;
  const calculation =
    figure === null ? null : { ...figure, says: said(team, question, figure), figure: headlineOf(figure) };
  const written = { text: question.trim(), options, rounds, calculation };
  const loaded = (draft: Draft, file: string, cast?: string) =>
    scenarioFrom(draft.text, file, { projectDir: shell.cwd, team, cast });
  const seated = loaded(draftScenario({ ...written, cast: everybody }), 'question', flags.cast).scenario.cast;
  if (typed.save !== undefined) {
    const { whatIsMissing } = await import('../../door.ts');
    const cards = seated.map((id) => team.find(id).card);
    const { text } = whatIsMissing({ question: written.text, options, cards, rounds, back: 'file' });
    return saved(shell, typed.save, text);
  }
  const { draft, file } = placed(shell, draftScenario({ ...written, cast: seated }));
  const scenario = loaded(draft, file);
  const { lackingIn } = await import('../../pitwall.ts');
  await runLoaded(shell, {
    scenario,
    team,
    flags,
    settings,
    instead(seated) {
      const asked = { question: written.text, options, rounds };
      const lacking = lackingIn({
        ...{ ...asked, ...seated, loaded: scenario, back: 'file' },
        modelSettings: modelsAtHand(shell),
      });
      return lacking === null ? null : () => missing(shell, question, lacking, flags);
    },
    begin() {
      if (calculated !== null) shell.remark(said(team, question, calculated));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, draft.text);
      shell.remark(`Wrote ${shell.shown(file)}`);
    },
  });
}

/** What a question with nothing but answers lacks, and a script to fill in; exit 3, as for anything that is asked back. */
function missing(
  shell: Shell,
  question: string,
  { said: says, text: script, id }: { said: string; text: string; id: string },
  flags: AskFlags,
): void {
  shell.exitWith(3);
  if (flags.json === true) {
    shell.printJson({ question, says, script });
    return;
  }
  const [words = '', ...yaml] = says.split('\n\n');
  const { width } = shell.page();
  const save = `${shell.programName()} ask ${quoted(question)} --options ${quoted(flags.options ?? '')} --save scenarios/${id}.yaml`;
  const next = /\p{Script=Hangul}/u.test(question) ? '파일로 저장:' : 'To save it:';
  shell.print(
    `${wrap(words, width).join('\n')}\n\n${yaml.join('\n\n')}\n${next}\n${commandLines(save, width).join('\n')}\n`,
  );
}

/** As a shell takes it for one word: no `$310` in it is a variable. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Writes a script to fill in, under the name of its file, and says what comes next. Throws USAGE for a file that is there. */
function saved(shell: Shell, path: string, script: string): void {
  const file = targetOf(shell, path, 'question.yaml');
  const shown = shell.shown(file);
  if (existsSync(file))
    throw new PitwallError('USAGE', `expected a new file, \`${shown}\` is there already`, { data: { file } });
  const id = basename(file).replace(/\.ya?ml$/, '');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, Scenario.shape.id.safeParse(id).success ? script.replace(/^id: .*/, `id: ${id}`) : script, {
    flag: 'wx',
  });
  const program = shell.programName();
  const done = /^language: ko$/m.test(script)
    ? `${shown} 파일을 만들었습니다. 식과 기준을 넣은 뒤:`
    : `Wrote ${shown}. Add formulas and goals, then:`;
  shell.print(`${done}\n${program} model ${shown}\n${program} run ${shown}\n`);
}

/** What is said of a question that no calculation covers: the nearest that one does, where one is near, and what answers to choose among give. */
function uncovered(question: string): string {
  const isKorean = /\p{Script=Hangul}/u.test(question);
  const near = nearestCalculation(question)?.[isKorean ? 'ko' : 'en'];
  return isKorean
    ? `이 질문에 맞는 계산이 없습니다.${near === undefined ? '' : ` 가장 가까운 계산: ${near}.`} \`--options "가; 나"\`로 답을 붙이면 이 질문의 값이 들어간 시나리오 틀이 나오고, \`--model\`까지 붙이면 언어 모델이 토론합니다`
    : `no calculation covers the question.${near === undefined ? '' : ` Nearest that one does: ${near}.`} With answers, \`--options "a; b"\`, it becomes a scenario to fill in, with its numbers; with \`--model\` as well, language models debate it`;
}

/** The figure that the tool is asked for, with its unit. */
function headlineOf({ tool, figures }: QuestionAnswer & { kind: 'calculated' }): { name: string; unit: string } {
  const [first = ''] = Object.keys(figures);
  const name = toolByName(tool).headline?.figure ?? first;
  return { name, unit: figures[name]?.unit ?? '' };
}

/** What a calculation answers, with the call that gives it again; exit 3 where it is asked back, 2 where what was said cannot be. */
function answer(shell: Shell, question: string, calculated: QuestionAnswer, flags: AskFlags): void {
  const team = teamAtHand(shell, {
    projectDir: shell.cwd,
    teamDir: flags.team,
    cards: namedValues('--card', flags.card),
  });
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
