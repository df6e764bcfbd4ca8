import { existsSync } from 'node:fs';
import type { DebateSummary } from '../../core/document.ts';
import { columns, fitted, padTo, widthOf, wrap } from '../../report/width.ts';
import type { ScriptGlance } from '../../scenarios/glance.ts';
import { glanceAt } from '../../scenarios/glance.ts';
import type { DebateSettings } from '../../store/catalog.ts';
import { listDebates, settingsByDebate, spentByDebate } from '../../store/catalog.ts';
import { usd } from '../print/usd.ts';
import type { Shell } from '../support/shell.ts';

const PLAYBOOK = 'playbook';
const USUAL_SEED = 1;
const WIDEST_DECISION = 28;
const GAP = 2;
const INDENT = '            ';

export interface ListFlags {
  db?: string;
  json?: boolean;
  tree?: boolean;
  probes?: boolean;
  chats?: boolean;
}

/** `pitwall list`: no debate yet is an answer and not an error. */
export function list(shell: Shell, flags: ListFlags): void {
  const file = shell.databaseFile(flags);
  const all = existsSync(file) ? listDebates(file, { all: flags.probes === true || flags.chats === true }) : [];
  const debates = all.filter(({ kind }) => (kind === 'chat' ? flags.chats === true : flags.chats !== true));
  if (flags.json === true) {
    shell.printJson({ debates });
    return;
  }
  if (debates.length === 0 && flags.chats === true) {
    shell.print(`No chats in ${shell.shown(file)} yet. Start with: ${shell.programName()} chat pulse\n`);
    return;
  }
  if (debates.length === 0) {
    shell.print(`No debates in ${shell.shown(file)} yet. Start with: ${shell.programName()} run loss-drop-3000\n`);
    return;
  }
  const spent = spentByDebate(file);
  const lines = flags.tree === true ? treeOf(debates) : debates.map((debate) => ({ debate, branch: '' }));
  const { settings, scripts } = settingsByDebate(file);
  const glances = new Map([...scripts].map(([hash, text]) => [hash, glanceAt(text, hash)]));
  const rows = lines.map(({ debate, branch }) => {
    const own = settings.get(debate.id);
    const glance = glances.get(own?.script ?? '') ?? null;
    const origin = originOf(debate, branch !== '');
    return {
      cells: [
        branch + debate.id,
        debate.createdAt.slice(0, 16).replace('T', ' '),
        debate.scenario,
        debate.status,
        String(debate.turns),
        ...(flags.chats === true ? [] : [decisionOf(debate, glance)]),
        ...spentCells(spent, debate.id),
      ],
      differs: [
        ...(origin === '' ? [] : [origin]),
        ...differencesOf(debate, own, debate.kind === 'debate' ? glance : null),
      ].join(' · '),
    };
  });
  const head = [
    'id',
    'created (UTC)',
    'scenario',
    'status',
    flags.chats === true ? 'answers' : 'turns',
    ...(flags.chats === true ? [] : ['decision']),
    ...(spent.size > 0 ? ['tokens', 'USD'] : []),
  ];
  shell.print(`${table(head, rows, shell.page().width).join('\n')}\n`);
  const unfinished = debates.find(({ status }) => status === 'unfinished');
  if (unfinished === undefined) return;
  const next = unfinished.kind === 'chat' ? `chat --resume ${unfinished.id}` : `resume ${unfinished.id}`;
  shell.print(
    `\nContinue ${unfinished.kind === 'chat' ? 'a chat' : 'an unfinished debate'}: ${shell.programName()} ${next}\n`,
  );
}

/** An option as the memo names it, at a width that leaves room for the rest. */
function decisionOf({ decision }: DebateSummary, glance: ScriptGlance | null): string {
  if (decision === null) return '-';
  const name = glance?.options[decision] ?? decision;
  return widthOf(name) <= WIDEST_DECISION ? name : `${fitted(name, WIDEST_DECISION - 1).trimEnd()}…`;
}

/** What makes a debate another one than the next of its scenario, as the command line spells it: `fp8Kernel=0.72`, `+you`, `seed 3`. */
function differencesOf(
  { seed }: DebateSummary,
  settings: DebateSettings | undefined,
  glance: ScriptGlance | null,
): string[] {
  if (settings === undefined) return [];
  const { cast, overrides, changed } = settings;
  const facts = Object.entries(overrides).map(([name, value]) => `${name}=${asTyped(value)}`);
  const own = glance?.cast.map((name) => name.toLowerCase()) ?? [];
  const seated = cast.map(({ persona }) => persona);
  const members =
    own.length === 0
      ? []
      : [
          ...seated.filter((one) => !own.includes(one)).map((one) => `+${one}`),
          ...own.filter((one) => !seated.includes(one)).map((one) => `-${one}`),
        ];
  const others = changed.filter((one) => !/^(?:fact|model|cast) /.test(one));
  return [
    ...facts,
    ...(members.length === 0 ? [] : [members.join(',')]),
    ...modelsOf(cast),
    ...others,
    ...(seed === USUAL_SEED ? [] : [`seed ${seed}`]),
  ];
}

/** The one model of all seats, or those of single members; the playbook goes without saying. */
function modelsOf(cast: DebateSettings['cast']): string[] {
  const [first] = cast;
  if (first !== undefined && cast.every(({ model }) => model === first.model))
    return first.model === PLAYBOOK ? [] : [first.model];
  return cast.flatMap(({ persona, model }) => (model === PLAYBOOK ? [] : [`${persona}=${model}`]));
}

const asTyped = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** Rows with what makes them differ beside them where it fits, else below. */
function table(
  head: readonly string[],
  rows: readonly { cells: readonly string[]; differs: string }[],
  width: number,
): string[] {
  const lines = columns([head, ...rows.map(({ cells }) => cells)]);
  const widest = Math.max(...lines.map(widthOf));
  const room = width - widest - GAP;
  return lines.flatMap((line, index) => {
    const differs = rows[index - 1]?.differs ?? '';
    if (differs === '') return [line];
    return widthOf(differs) <= room
      ? [padTo(line, widest + GAP) + differs]
      : [line, ...wrap(differs, width - INDENT.length).map((part) => INDENT + part)];
  });
}

/** Tokens and cost, in a list where some debate asked a language model. */
function spentCells(spent: ReturnType<typeof spentByDebate>, id: string): string[] {
  if (spent.size === 0) return [];
  const one = spent.get(id);
  if (one === undefined) return ['-', '-'];
  return [one.tokens?.toLocaleString('en-US') ?? 'unknown', usd(one.costUsd)];
}

/** Where a fork comes from; under its parent the turn is enough. */
function originOf({ parent, kind }: DebateSummary, isUnderParent: boolean): string {
  const what = kind === 'debate' ? 'forked' : kind;
  if (parent === null) return kind === 'debate' || kind === 'chat' ? '' : kind;
  if (!isUnderParent) return `${what} from ${parent.id} at turn ${parent.turn}`;
  return kind === 'debate' ? `from turn ${parent.turn}` : `${kind} before turn ${parent.turn}`;
}

interface Line {
  debate: DebateSummary;
  /** The strokes that join it to its parent. */
  branch: string;
}

/** Each fork under its parent, by turn; a fork whose parent is not here stands on its own. */
function treeOf(debates: readonly DebateSummary[]): Line[] {
  const here = new Set(debates.map(({ id }) => id));
  const isChildOf = (id: string) => (debate: DebateSummary) => debate.parent?.id === id && debate.id !== id;
  const done = new Set<string>();
  const under = (debate: DebateSummary, branch: string, indent: string): Line[] => {
    done.add(debate.id);
    const children = debates
      .filter(isChildOf(debate.id))
      .filter(({ id }) => !done.has(id))
      .sort((a, b) => (a.parent?.turn ?? 0) - (b.parent?.turn ?? 0) || (a.createdAt < b.createdAt ? -1 : 1));
    return [
      { debate, branch },
      ...children.flatMap((child, index) => {
        const isLast = index === children.length - 1;
        return under(child, `${indent}${isLast ? '└─' : '├─'} `, `${indent}${isLast ? '   ' : '│  '}`);
      }),
    ];
  };
  const roots = debates.filter(({ parent }) => parent === null || !here.has(parent.id));
  const lines = roots.flatMap((root) => under(root, '', ''));
  // What names itself or each other as parents, which only another program writes, still is in the list.
  return [...lines, ...debates.filter(({ id }) => !done.has(id)).map((debate) => ({ debate, branch: '' }))];
}
