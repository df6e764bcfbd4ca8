import type { Budget } from '../../core/budget.ts';
import { PitwallError } from '../../core/error.ts';
import type { EventBody } from '../../core/events.ts';
import type { Notice, TranscriptStore } from '../../door.ts';
import {
  chatLines,
  debateScenario,
  holdChat,
  languageOf,
  openStore,
  recipesFor,
  resumeChat,
  withAgents,
} from '../../door.ts';
import type { Team } from '../../project/index.ts';
import { wrap } from '../../report/width.ts';
import type { Style } from '../print/style.ts';
import { styleFor } from '../print/style.ts';
import { configured } from '../support/configured.ts';
import { budgetFrom, modelsBySeat } from '../support/flags.ts';
import { lazyStore } from '../support/lazy-store.ts';
import { modelsAtHand } from '../support/models-at-hand.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';
import { agentTrust, sayAgents } from '../support/trust.ts';
import type { TypedLines } from '../support/typed-lines.ts';
import { typedLines } from '../support/typed-lines.ts';

export interface ChatFlags {
  db?: string;
  team?: string;
  trust?: boolean;
  model?: string;
  resume?: string;
  budget?: string[];
  json?: boolean;
}

const END = '/end';
/** Exchanges that are shown again when a chat goes on. */
const SHOWN_AGAIN = 3;

/** `pitwall chat`: one line, one answer, until the person ends it or leaves. */
export async function chat(shell: Shell, name: string | undefined, flags: ChatFlags): Promise<void> {
  if (name !== undefined && flags.resume !== undefined)
    throw new PitwallError('USAGE', `expected a member or \`--resume\`, got both \`${name}\` and \`${flags.resume}\``);
  if (flags.resume !== undefined && flags.budget !== undefined)
    throw new PitwallError('USAGE', 'expected `--budget` with a new chat: one that goes on keeps its budget');
  if (flags.resume !== undefined && flags.model !== undefined)
    throw new PitwallError('USAGE', 'expected `--model` with a new chat: one that goes on keeps its model');
  if (name === undefined && flags.resume === undefined)
    throw new PitwallError('USAGE', 'expected a member, as in `pitwall chat pulse`, or `--resume last`');
  const file = shell.databaseFile(flags);
  const store = lazyStore(file, () => openStore(file));
  const lines = typedLines(shell, '> ');
  try {
    if (flags.resume === undefined) await begin(shell, { name: name ?? '', flags, store, lines });
    else await goOn(shell, { name: flags.resume, flags, store, lines });
  } finally {
    lines.close();
    store.close();
  }
}

interface Chatting {
  name: string;
  flags: ChatFlags;
  store: TranscriptStore;
  lines: TypedLines;
}

async function begin(shell: Shell, { name, flags, store, lines }: Chatting): Promise<void> {
  const loaded = teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team });
  const { card } = loaded.find(name);
  const trust = agentTrust(shell, flags);
  const { model, budget: caps } = await fromConfig(shell, card.id, flags);
  const team = await withAgents(loaded, trust);
  sayAgents(shell, team, 'run');
  const budget = chatBudget(caps, team);
  const called = card.callsign ?? card.id;
  shell.passing?.(`${called}. ${END} closes the chat, Ctrl-D leaves it.\n`);
  const first = await lines.next();
  if (first === null || first === END) return;
  const printer = answerPrinter(shell, called, flags, 0);
  await held(shell, { store, lines, first, printer, id: () => newestChat(store)?.id ?? '' }, (around) =>
    holdChat({ ...around, store, team, member: card.id, model, budget, language: languageOf(first) }),
  );
}

/** What the project's config says of this member's model and of a budget, where the flags say nothing; its seconds are for debates. */
async function fromConfig(shell: Shell, id: string, { model, budget, team, trust }: ChatFlags) {
  const flags = { ...(team === undefined ? {} : { team }), ...(trust === undefined ? {} : { trust }) };
  const config = (await configured(shell, 'chat', flags)).flags;
  const models = modelsBySeat(config.model, (name) => name.toLowerCase());
  const caps = config.budget?.flatMap((text) => text.split(',').filter((cap) => !cap.trim().startsWith('seconds')));
  return { model: model ?? models[id] ?? models['*'], budget: budget ?? (caps?.length === 0 ? undefined : caps) };
}

function chatBudget(caps: readonly string[] | undefined, team: Team): Budget | undefined {
  const budget = budgetFrom(caps, (name) => team.find(name).card.id);
  if (budget?.debate?.seconds === undefined) return budget;
  throw new PitwallError(
    'USAGE',
    'expected `--budget` of a chat in usd, tokens or calls, got seconds: nobody hurries a person',
  );
}

async function goOn(shell: Shell, { name, flags, store, lines }: Chatting): Promise<void> {
  const id = name === 'last' ? newestChat(store)?.id : store.resolve(name);
  if (id === undefined)
    throw new PitwallError('UNKNOWN_NAME', 'no chat has been held yet: begin with `pitwall chat pulse`');
  const place = { projectDir: shell.cwd, teamDir: flags.team, trust: agentTrust(shell, flags) };
  const recipes = await recipesFor({ store, id }, place);
  const { cards } = debateScenario({ store, id, recipes });
  const called = cards[0]?.callsign ?? cards[0]?.id ?? '';
  const printer = answerPrinter(shell, called, flags, store.events(id).length);
  if (flags.json !== true && shell.isWatched) printer.again(chatLines(store, id).slice(-SHOWN_AGAIN));
  await held(shell, { store, lines, first: null, printer, id: () => id }, (around) =>
    resumeChat({ ...around, store, id, recipes }),
  );
}

const newestChat = (store: TranscriptStore) => store.list({ all: true }).find(({ kind }) => kind === 'chat');

interface Held {
  store: TranscriptStore;
  lines: TypedLines;
  /** A line that was read already. */
  first: string | null;
  printer: ReturnType<typeof answerPrinter>;
  id: () => string;
}

/** Holds a chat with the lines that come in; one that its person has left is kept as it is. */
async function held(
  shell: Shell,
  { lines, first, printer, id }: Held,
  hold: (around: {
    modelSettings: ReturnType<typeof modelsAtHand>;
    signal: AbortSignal;
    on: (notice: Notice) => void;
    line: (signal: AbortSignal) => Promise<string | null>;
  }) => Promise<unknown>,
): Promise<void> {
  const interruption = new AbortController();
  const ignore = shell.onStop(() => interruption.abort());
  let waiting = first;
  let hasLeft = false;
  const line = async (signal: AbortSignal) => {
    const next = waiting ?? (await lines.next(signal));
    waiting = null;
    if (next !== null) return next === END ? null : next;
    hasLeft = true;
    throw new PitwallError('INTERRUPTED', 'nobody is left to write: the input has ended');
  };
  const around = { modelSettings: modelsAtHand(shell), signal: interruption.signal, on: printer.notice(id), line };
  try {
    await hold(around);
  } catch (error) {
    if (!(error instanceof PitwallError) || error.code !== 'INTERRUPTED') throw error;
    const program = shell.programName();
    shell.remark(`Kept as ${id()}. Go on: ${program} chat --resume ${id()}. Read: ${program} show ${id()}`);
    if (!hasLeft) throw new PitwallError('INTERRUPTED', 'the chat was interrupted; what was said so far is kept');
    return;
  } finally {
    ignore();
  }
  const why = printer.stopped() === 'budget' ? 'The budget has no room for another answer. ' : '';
  shell.remark(`${why}Closed as ${id()}. Read: ${shell.programName()} show ${id()}`);
}

/** Prints each answer once: as it grows where a model's words are watched, else whole. `skip` events are on the record already. */
function answerPrinter(shell: Shell, called: string, { json }: ChatFlags, skip: number) {
  const page = shell.page();
  const style: Style = styleFor(page.colour, []);
  let [toSkip, shown] = [skip, ''];
  const tools: EventBody<'tool.called'>[] = [];
  const consults: EventBody<'consult.answered'>[] = [];
  let asked: EventBody<'question.asked'> | null = null;
  let stopped: EventBody<'debate.closed'>['stopReason'] | null = null;
  const grow = (words: string) => {
    if (shown === '') shell.print(`${style.bold(called)}  `);
    shell.print(words.startsWith(shown) ? words.slice(shown.length) : '');
    shown = words;
  };
  const answer = (said: string) => {
    if (shown !== '') shell.print(`${said.startsWith(shown) ? said.slice(shown.length) : ''}\n`);
    else shell.print(block(called, said === '' ? '(no answer)' : said));
    if (shell.isWatched)
      for (const { name, args } of tools)
        shell.print(`${style.dim(`[${shell.programName()} tool ${name} --args '${JSON.stringify(args)}']`)}\n`);
    shown = '';
  };
  const block = (name: string, text: string) =>
    `${style.bold(name)}  ${text
      .split('\n')
      .flatMap((part) => wrap(part, page.width - 2))
      .join('\n')}\n`;
  return {
    stopped: () => stopped,
    again(lines: readonly { asked: string; said: string | null }[]) {
      for (const one of lines)
        shell.print(`${style.dim(`> ${one.asked}`)}\n${one.said === null ? '' : block(called, one.said)}`);
    },
    notice: (id: () => string) => (notice: Notice) => {
      if (notice.kind === 'words' && json !== true && shell.isWatched) grow(notice.utterance);
      if (notice.kind !== 'event') return;
      if (toSkip > 0) {
        toSkip -= 1;
        return;
      }
      const { type, body } = notice.event;
      if (type === 'question.asked') asked = body;
      if (type === 'debate.closed') stopped = body.stopReason;
      if (type === 'tool.called') tools.push(body);
      if (type === 'consult.answered') consults.push(body);
      if (type !== 'question.answered') return;
      if (json === true) shell.printJsonLine(lineOf(id(), body, asked?.text ?? '', tools, consults));
      else answer(body.said);
      tools.length = 0;
      consults.length = 0;
    },
  };
}

function lineOf(
  id: string,
  { turn, member, said }: EventBody<'question.answered'>,
  asked: string,
  tools: readonly EventBody<'tool.called'>[],
  consults: readonly EventBody<'consult.answered'>[],
) {
  return {
    ...{ id, turn, member, asked, said },
    tools: tools.map(({ name, args, figures }) => ({ name, args, figures })),
    consults: consults.map(({ to, topic, question, answer, figures, stub }) => ({
      to,
      topic,
      question,
      answer,
      figures,
      stub,
    })),
  };
}
