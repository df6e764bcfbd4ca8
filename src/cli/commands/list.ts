import { existsSync } from 'node:fs';
import type { DebateSummary } from '../../core/document.ts';
import { columns } from '../../report/width.ts';
import { listDebates, spentByDebate } from '../../store/catalog.ts';
import { usd } from '../print/usd.ts';
import type { Shell } from '../support/shell.ts';

/** `pitwall list`: no debate yet is an answer and not an error. */
export function list(shell: Shell, flags: { db?: string; json?: boolean; tree?: boolean; probes?: boolean }): void {
  const file = shell.databaseFile(flags);
  const debates = existsSync(file) ? listDebates(file, { all: flags.probes === true }) : [];
  if (flags.json === true) {
    shell.printJson({ debates });
    return;
  }
  if (debates.length === 0) {
    shell.print(`No debates in ${shell.shown(file)} yet. Start with: pitwall run loss-drop-3000\n`);
    return;
  }
  const spent = spentByDebate(file);
  const lines = flags.tree === true ? treeOf(debates) : debates.map((debate) => ({ debate, branch: '' }));
  const rows = lines.map(({ debate, branch }) => [
    branch + debate.id,
    debate.createdAt.slice(0, 16).replace('T', ' '),
    debate.scenario,
    String(debate.seed),
    debate.status,
    String(debate.turns),
    debate.decision ?? '-',
    ...spentCells(spent, debate.id),
    originOf(debate, branch !== ''),
  ]);
  const head = [
    'id',
    'created (UTC)',
    'scenario',
    'seed',
    'status',
    'turns',
    'decision',
    ...(spent.size > 0 ? ['tokens', 'USD'] : []),
    '',
  ];
  shell.print(`${columns([head, ...rows]).join('\n')}\n`);
  const unfinished = debates.find(({ status }) => status === 'unfinished');
  if (unfinished !== undefined)
    shell.print(`\nContinue an unfinished debate: ${shell.programName()} resume ${unfinished.id}\n`);
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
  if (parent === null) return kind === 'debate' ? '' : kind;
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
