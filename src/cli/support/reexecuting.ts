import { extname } from 'node:path';
import type { DebateChanges } from '../../core/changes.ts';
import { PitwallError } from '../../core/error.ts';
import { jsonOrText } from '../../core/json.ts';
import type { Recipes } from '../../core/recipe.ts';
import type { TranscriptStore } from '../../core/record.ts';
import type { DebateResult } from '../../door.ts';
import { cardIdIn, debateScenario, openStore, recipesFor } from '../../door.ts';
import { outsideTyped, readText } from '../../project/index.ts';
import { printContext } from '../../report/context.ts';
import { budgetFrom, modelsBySeat, namedValues } from './flags.ts';
import { lazyStore } from './lazy-store.ts';
import { sayOutside } from './outside.ts';
import { runAgainAs } from './run-again.ts';
import type { Around, RunFlags } from './running.ts';
import { holdAndPrint } from './running.ts';
import type { Shell } from './shell.ts';
import { isFile } from './stored-name.ts';
import { agentTrust, sayAgents } from './trust.ts';

/** Changes as `run`, `fork` and `verify` spell them. */
export interface ChangeFlags {
  card?: string[];
  with?: string[];
  fact?: string[];
  data?: string[];
  cast?: string;
  model?: string[];
  say?: string;
  budget?: string[];
}

/** Reads the files that flags name; throws USAGE for a flag that says nothing clear, FILE_UNREADABLE, CARD_INVALID. */
export function changesFrom(shell: Shell, flags: ChangeFlags): DebateChanges {
  const { card, with: files = [], fact, data, cast, model, say, budget } = flags;
  const read = (file: string) => ({ text: readText(shell.path(file), file), file });
  const given = Object.entries(namedValues('--card', card)).map(
    ([name, file]) => [name.toLowerCase(), read(file)] as const,
  );
  const scripts = files.filter((file) => /^\.ya?ml$/i.test(extname(file)));
  const cards = files
    .filter((file) => !scripts.includes(file))
    .map((file) => [cardIdIn(read(file).text, file), read(file)] as const);
  const [script, ...more] = scripts;
  if (more.length > 0) throw new PitwallError('USAGE', `expected one script after \`--with\`, got ${scripts.length}`);
  const facts = Object.entries(namedValues('--fact', fact)).map(([name, text]) => [name, jsonOrText(text)] as const);
  const others = Object.entries(namedValues('--data', data)).map(([name, file]) => [name, read(file)] as const);
  const models = modelsBySeat(model, (name) => name.toLowerCase());
  const caps = budgetFrom(budget, (name) => name.toLowerCase());
  return {
    ...(given.length + cards.length > 0 ? { cards: Object.fromEntries([...given, ...cards]) } : {}),
    ...(facts.length > 0 ? { facts: Object.fromEntries(facts) } : {}),
    ...(others.length > 0 ? { data: Object.fromEntries(others) } : {}),
    ...(cast === undefined ? {} : { cast }),
    ...(Object.keys(models).length > 0 ? { models } : {}),
    ...(script === undefined ? {} : { scenario: read(script) }),
    ...(say === undefined ? {} : { say: saidBy(say) }),
    ...(caps === undefined ? {} : { budget: caps }),
  };
}

/** `moderator: text`, or the text alone; nobody else's words are put into a debate. */
function saidBy(text: string): string {
  const [, speaker, said] = /^\s*([\p{L}\p{N}_-]+):\s+([\s\S]*)$/u.exec(text) ?? [];
  if (speaker === undefined) return text;
  if (speaker.toLowerCase() === 'moderator') return said ?? '';
  throw new PitwallError('USAGE', `expected \`--say\` as \`moderator: text\`, got a line of \`${speaker}\``);
}

/** Opens the database to be written and holds a debate of it again, printed as `run` prints one. */
export async function holdAgain(
  shell: Shell,
  name: string,
  flags: Pick<RunFlags, 'db' | 'json' | 'quiet' | 'full' | 'team' | 'trust'>,
  held: (around: Around & { store: TranscriptStore; id: string; recipes: Recipes }) => Promise<DebateResult>,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const store = lazyStore(shell.databaseFile(flags), () => openStore(shell.databaseFile(flags)));
  try {
    const id = isFile(name) ? (await store.adopt(shell.path(name), name)).id : store.resolve(name);
    const place = { projectDir: shell.cwd, teamDir: flags.team };
    const recipes = await recipesFor({ store, id }, { ...place, trust: agentTrust(shell, flags) });
    const { scenario, cards } = debateScenario({ store, id, recipes });
    sayAgents(shell, { ...place, members: cards.map((card) => ({ card })) }, 'run');
    sayOutside(shell, { scenario, outside: outsideTyped(scenario.facts, facts) });
    const context = printContext(scenario, cards, { program: shell.programName() });
    await holdAndPrint(shell, {
      context,
      ending: () => ({ ...context, runAgain: runAgainAs(scenario.id, place) }),
      flags,
      store,
      hold: (around) => held({ ...around, store, id, recipes }),
    });
  } finally {
    store.close();
  }
}
