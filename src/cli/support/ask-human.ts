import type { Interface } from 'node:readline';
import { createInterface } from 'node:readline';
import type { HumanReply } from '../../core/effects.ts';
import { PitwallError } from '../../core/error.ts';
import type { FloorAnswer, FloorQuestion, HumanQuestion } from '../../core/human.ts';
import type { Shell } from './shell.ts';

const WORDS = {
  ko: {
    turn: (member: string) => `${member}님 차례입니다.`,
    option: '어느 쪽입니까? (번호)',
    reason: '근거는? (번호, 없으면 Enter)',
    answers: '어느 주장에 답합니까? (예: 3.1, 없으면 Enter)',
    text: '할 말:',
    again: '다시 적어 주십시오.',
    next: (turn: number, round: number) => `${turn}번 턴, 반박 ${round}: 누가 발언합니까?`,
    pick: (suggested: string) =>
      `번호나 이름, 뒤에 이유를 적을 수 있습니다 (예: 2 비용부터). Enter는 ${suggested}, vote는 표결로:`,
  },
  en: {
    turn: (member: string) => `${member}, you have the floor.`,
    option: 'Which option? (number)',
    reason: 'Which reason? (number, or Enter for none)',
    answers: 'Which claim do you answer? (such as 3.1, or Enter for none)',
    text: 'What you say:',
    again: 'Please type it again.',
    next: (turn: number, round: number) => `Turn ${turn}, rebuttal ${round}: who speaks?`,
    pick: (suggested: string) =>
      `Number or name, with a reason behind it if you like (2 cost first). Enter for ${suggested}, vote to end the rebuttals:`,
  },
} as const;

/** Claims that are offered to be answered, the last ones. */
const MOST_CLAIMS = 8;

/** Asks on the terminal, or reads lines that were piped in; what is asked goes to stderr, so that stdout stays the debate. */
export function terminalAsker(shell: Shell): {
  ask: (question: HumanQuestion, signal: AbortSignal) => Promise<HumanReply>;
  /** Absent where stdin is no terminal: nobody is there to name a speaker. */
  nameSpeaker?: (question: FloorQuestion, signal: AbortSignal) => Promise<FloorAnswer>;
  close(): void;
} {
  // Opened by the first question: a debate without a person reads nothing.
  let input: Interface | null = null;
  let lines: AsyncIterator<string> | null = null;
  const line = () => {
    input ??= createInterface({ input: shell.stdin, terminal: false });
    lines ??= input[Symbol.asyncIterator]();
    return lines.next();
  };
  const say = (text: string) => shell.remark(text);
  const next = async (prompt: string, signal: AbortSignal): Promise<string> => {
    shell.prompt(`${prompt} `);
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    const { done, value } = await Promise.race([line(), aborted]);
    if (done === true) throw new PitwallError('INTERRUPTED', 'nobody is left to ask: the input has ended');
    return value.trim();
  };
  /** Asks until the answer reads; a wrong line costs nothing. */
  const until = async <T>(
    prompt: string,
    signal: AbortSignal,
    again: string,
    read: (line: string) => T | undefined,
  ): Promise<T> => {
    for (;;) {
      const value = read(await next(prompt, signal));
      if (value !== undefined) return value;
      say(again);
    }
  };
  const nameSpeaker = async (
    { language, turn, round, offered, suggested }: FloorQuestion,
    signal: AbortSignal,
  ): Promise<FloorAnswer> => {
    const words = WORDS[language];
    say(`\n${words.next(turn, round)}`);
    for (const [index, { name, because }] of offered.entries()) say(`  ${index + 1}  ${name}: ${because}`);
    const usual = offered.find(({ id }) => id === suggested);
    return until(words.pick(usual?.name ?? suggested), signal, words.again, (line) => {
      if (line === '') return { speaker: suggested, why: usual?.because ?? null };
      const [, head = '', why = ''] = /^(\S+?)[:,]?(?:\s+(.*))?$/.exec(line) ?? [];
      if (head.toLowerCase() === 'vote') return { speaker: null, why: null };
      const named = offered.find(({ id, name }, index) =>
        [id, name.toLowerCase(), String(index + 1)].includes(head.toLowerCase()),
      );
      return named && { speaker: named.id, why: why === '' ? null : why };
    });
  };
  return {
    ...(shell.isAnswered ? { nameSpeaker } : {}),
    async ask({ member, language, motion, options, reasons, claims, task }, signal) {
      const words = WORDS[language];
      say(`\n${words.turn(member)} ${motion}`);
      for (const [index, { label }] of options.entries()) say(`  ${index + 1}  ${label}`);
      const option = await until(words.option, signal, words.again, (line) => options[Number(line) - 1]?.id);
      for (const [index, { id, label }] of reasons.entries()) say(`  ${index + 1}  ${id}  ${label}`);
      const reason =
        reasons.length === 0
          ? null
          : await until(words.reason, signal, words.again, (line) =>
              line === '' ? null : reasons[Number(line) - 1]?.id,
            );
      const offered = task === 'rebut' ? claims.slice(-MOST_CLAIMS) : [];
      for (const { ref, speaker, text } of offered) say(`  ${ref}  ${speaker}: ${text}`);
      const answers =
        offered.length === 0
          ? null
          : await until(words.answers, signal, words.again, (line) =>
              line === '' ? null : claims.find(({ ref }) => ref === line)?.ref,
            );
      const text = await until(words.text, signal, words.again, (line) => (line === '' ? undefined : line));
      return { option, reason, answers, text, confidence: null };
    },
    close: () => input?.close(),
  };
}

export const namingOf = ({ nameSpeaker }: Pick<ReturnType<typeof terminalAsker>, 'nameSpeaker'>) =>
  nameSpeaker === undefined ? {} : { nameSpeaker };
