import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PitwallError } from '../../core/error.ts';
import type { Language } from '../../core/language.ts';
import { newTeam, slugOf } from '../../project/index.ts';
import { ERASE } from '../print/control.ts';
import { languageFlag } from '../support/flags.ts';
import { npmInstall } from '../support/npm-install.ts';
import { ownPackage } from '../support/own-package.ts';
import type { Shell } from '../support/shell.ts';

export interface InitFlags {
  lang?: string;
  /** False with `--no-install`. */
  install?: boolean;
}

/** `pitwall init`: a folder with a team of two, a question, a test and what they need installed; writes over nothing. */
export async function init(shell: Shell, written: string, flags: InitFlags): Promise<void> {
  const language = languageFlag(flags.lang);
  const folder = shell.path(written);
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => name !== '.git') : [];
  if (there.length > 0)
    throw new PitwallError('USAGE', `expected a new or an empty folder, \`${written}\` holds \`${there[0]}\``, {
      data: { folder },
    });
  const name = slugOf(basename(folder)) || 'team';
  const { pitwall, isFolder, vitest } = ownPackage();
  const files = newTeam({ name, language, pitwall, vitest });
  // A clone is packed, as it would be published: linked, its tests would run in another vitest than the team's.
  if (isFolder) files.set('.npmrc', 'install-links=true\n');
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  }
  if (flags.install !== false) {
    await installed(shell, folder, isFolder ? ['--install-links'] : [], language);
  }
  shell.print(WORDS[language].done(written, flags.install !== false));
}

const BEAT_MS = 1000;

/** Installs, and tells on stderr how far that is: a line that changes on a terminal, else one for each install script. */
async function installed(shell: Shell, folder: string, flags: readonly string[], language: Language): Promise<void> {
  const words = WORDS[language];
  const { passing } = shell;
  let [asked, installing]: [number, string | null] = [0, null];
  const started = performance.now();
  const show = () => {
    const passed = Math.round((performance.now() - started) / 1000);
    passing?.(`${ERASE}${words.installing} ${words.at(passed, asked, installing)}`);
  };
  if (passing === null) shell.remark(words.installing);
  else show();
  const beat = setInterval(show, BEAT_MS);
  try {
    await npmInstall(shell, folder, flags, (name) => {
      if (name === null) asked += 1;
      else {
        installing = name;
        if (passing === null) shell.remark(`  ${name}`);
      }
    });
  } finally {
    clearInterval(beat);
    passing?.(ERASE);
  }
}

interface Words {
  installing: string;
  at: (seconds: number, asked: number, installing: string | null) => string;
  done: (folder: string, isInstalled: boolean) => string;
}

const WORDS: Record<Language, Words> = {
  en: {
    installing: 'Installing; SQLite may be compiled, one to three minutes …',
    at: (seconds, asked, installing) =>
      `${seconds} s · ${installing === null ? `asked for ${asked} packages` : installing}`,
    done: (folder, isInstalled) => `Wrote ${folder}: two personas, one question, one test.

${steps(folder, isInstalled)}  npx pitwall run     the debate
  npm test            whether both stay in character

${folder}/README.md says what to change first.
`,
  },
  ko: {
    installing: '설치하는 중. SQLite를 컴파일하면 1~3분 걸립니다 …',
    at: (seconds, asked, installing) => `${seconds}초 · ${installing === null ? `패키지 ${asked}개 요청` : installing}`,
    done: (folder, isInstalled) => `${folder}에 페르소나 둘, 질문 하나, 테스트 하나를 만들었습니다.

${steps(folder, isInstalled)}  npx pitwall run     토론
  npm test            두 사람이 카드대로 말하는지 확인

무엇부터 바꿀지는 ${folder}/README.md에 있습니다.
`,
  },
};

const steps = (folder: string, isInstalled: boolean) =>
  [...(folder === '.' ? [] : [`  cd ${folder}\n`]), ...(isInstalled ? [] : ['  npm install\n'])].join('');
