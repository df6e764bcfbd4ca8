import { buildProgram } from '../src/cli/program.ts';

/** What a command prints on a terminal. Throws where it fails. */
export async function outputOf(args: readonly string[], cwd: string, columns = 80): Promise<string> {
  let [printed, remarks] = ['', ''];
  const { run } = buildProgram({
    stdout: { isTTY: true, columns, write: (text) => (printed += text) },
    stderr: { write: (text) => (remarks += text) },
    env: { HOME: cwd },
    cwd,
  });
  const code = await run([...args, ...(args[0] === 'run' ? ['--pace', '0'] : [])]);
  if (code !== 0) throw new Error(`expected pitwall ${args.join(' ')} to end with 0, got ${code}: ${remarks}`);
  return printed;
}
