import path from 'node:path';
import { parseAst } from 'vitest/node';

/** One thing that a file may not do, in words that name the file, the line and the rule. */
export type Violation = string;

/** What a room may import: packages by name or `scope/*`, folders of this repository by path. Its own folder is free. */
interface Room {
  packages: string[];
  folders: string[];
}

const LANGCHAIN = ['langchain', '@langchain/*'];
const SYNTAX_TREE = ['unified', 'remark-*', 'mdast', 'mdast-*', 'unist', 'unist-*', 'vfile', 'vfile-*'];

/** ARCHITECTURE.md, "Rooms". The longest folder that holds a file is its room; a file without a room is a violation. */
const PURE = ['src/core', 'src/reasoning', 'src/wording'];

const DEV = 'dev';

const ROOMS: Record<string, Room> = {
  'src/core': { packages: [], folders: [] },
  'src/core/hash.ts': { packages: ['node:crypto'], folders: ['src/core'] },
  // Formulas and units are read by a library that reads both.
  'src/reasoning': { packages: ['mathjs'], folders: ['src/core'] },
  // Particles follow sounds, which a Korean language library knows; it is as pure as the rest.
  'src/wording': { packages: ['es-hangul'], folders: ['src/core', 'src/reasoning'] },
  'src/prompt': { packages: [], folders: PURE },
  'src/playbook': { packages: [], folders: PURE },
  'src/report': { packages: ['string-width'], folders: PURE },
  // YAML that somebody else may have written, read at one place.
  'src/yaml': { packages: ['yaml'], folders: [] },
  'src/cards': { packages: [...SYNTAX_TREE, 'iconv-lite', 'yaml'], folders: ['src/core', 'src/yaml'] },
  // Counts of Korean text, which are read when a damaged card is.
  'src/cards/repair/ngrams.ts': { packages: ['node:fs', 'node:zlib'], folders: [] },
  'src/voices': { packages: ['yaml'], folders: ['src/core', 'src/wording', 'src/yaml'] },
  'src/scenarios': { packages: ['yaml'], folders: [...PURE, 'src/yaml'] },
  'src/workbench': { packages: [], folders: ['src/core'] },
  // A formula is read by a library that reads expressions.
  'src/workbench/calculate.ts': { packages: ['jsep'], folders: ['src/core', 'src/workbench'] },
  'src/routing': { packages: [], folders: ['src/core'] },
  // The trained model, which is read with the first question.
  'src/routing/weights.ts': { packages: ['node:fs', 'node:zlib'], folders: [] },
  'src/debate': { packages: ['xstate'], folders: [...PURE, 'src/prompt'] },
  'src/models': {
    packages: [
      ...LANGCHAIN,
      'cockatiel',
      'eventsource-parser',
      '@opentelemetry/api',
      'node:net',
      'node:async_hooks',
      'node:diagnostics_channel',
    ],
    folders: [...PURE, 'src/prompt', 'src/playbook', 'src/yaml'],
  },
  // Says what a project's own agents have to export.
  'agents/own.ts': { packages: [], folders: ['src/core', 'src/files/load-module.ts'] },
  agents: { packages: LANGCHAIN, folders: ['src/core', 'src/models', 'src/playbook', 'src/prompt'] },
  'src/store': { packages: ['better-sqlite3', 'node:*'], folders: ['src/core', 'src/files'] },
  // The record of many machines, whose package is loaded when it is asked for.
  'src/store/postgres': { packages: ['better-sqlite3', 'pg', 'node:*'], folders: ['src/core', 'src/store'] },
  // What the offline engine answers a person: by a calculator, a script of the team, the card, or the router.
  'src/chat': { packages: [], folders: [...PURE, 'src/workbench', 'src/routing', 'src/fidelity'] },
  // Measures how true turns are to a card; laws of numbers rest on the tables of the workbench, topics on the router.
  'src/fidelity': { packages: [], folders: [...PURE, 'src/workbench', 'src/routing', 'src/report'] },
  // Weights of the trained reader, which are read with the first turn.
  'src/fidelity/reader/weights.ts': {
    packages: ['node:fs', 'node:zlib'],
    folders: ['src/fidelity/findings', 'src/fidelity/reader/trees.ts'],
  },
  // Files that a person names, or that somebody else may have written.
  'src/files': { packages: ['node:fs', 'node:path', 'node:buffer'], folders: ['src/core'] },
  // Runs a module of somebody's folder, whose path is known only then; TypeScript is read by a loader.
  'src/files/load-module.ts': { packages: ['(computed)', 'jiti', 'node:url'], folders: ['src/core'] },
  // What a folder holds: cards, voices and scenarios with their data, read and checked.
  'src/project': {
    packages: ['node:*', '@bufbuild/protobuf/*', 'es-hangul'],
    folders: [...PURE, 'src/files', 'src/cards', 'src/voices', 'src/scenarios', 'src/workbench', 'src/report'],
  },
  // Many debates as one table: its file, its cells, what they show.
  'src/sweep': {
    packages: [],
    folders: [...PURE, 'src/scenarios', 'src/report', 'src/fidelity/statistics'],
  },
  // The same table for whoever reads it with something else; loaded when it is asked for.
  'src/sweep/as-parquet.ts': { packages: ['hyparquet-writer'], folders: ['src/sweep'] },
  // Where every part meets; the doors stand before it and are not known to it.
  'src/app': { packages: ['*'], folders: ['src', 'agents/index.ts', 'agents/member.ts'] },
  // Doors: they hand on what the parts export and hold nothing of their own.
  'src/door.ts': { packages: [], folders: ['src', 'agents/index.ts'] },
  'src/pitwall.ts': { packages: [], folders: ['src', 'agents/index.ts'] },
  'src/evaluate.ts': { packages: [], folders: ['src'] },
  // Matchers and helpers stand behind doors of their own, and so beside `pitwall.ts` and not behind it.
  'src/matchers': {
    packages: ['vitest'],
    folders: ['src/core', 'src/app', 'src/fidelity', 'src/project', 'src/store/index.ts'],
  },
  'src/vitest.ts': { packages: ['vitest'], folders: ['src/matchers'] },
  // For people who test their own cards, scripts and models.
  'src/testing': {
    packages: [...LANGCHAIN, 'yaml', 'node:fs'],
    folders: [...PURE, 'src/playbook', 'src/report', 'src/app', 'src/store/index.ts'],
  },
  'src/testing.ts': { packages: [], folders: ['src/testing'] },
  'src/view/api.ts': {
    packages: [],
    folders: ['src/core', 'src/report', 'src/cards/lint/finding.ts', 'src/fidelity/findings', 'src/fidelity/model'],
  },
  'src/view/server': {
    packages: ['hono', '@hono/*', 'node:*', 'diff'],
    folders: [
      ...PURE,
      'src/door.ts',
      'src/evaluate.ts',
      'src/files',
      'src/project',
      'src/store/castings.ts',
      'src/store/evaluations.ts',
      'src/fidelity',
      'src/scenarios/parse.ts',
      'src/workbench/loss-curve',
      'src/debate/chart.ts',
      'src/report',
      'src/view/api.ts',
    ],
  },
  // The page and the command line read the words of findings from the same tables.
  'src/view/page': {
    packages: ['preact', 'uplot'],
    folders: [
      'src/core',
      'src/view/api.ts',
      'src/cards/lint/finding.ts',
      'src/cards/lint/words',
      'src/fidelity/findings',
      'src/fidelity/words',
    ],
  },
  // Reads an exported record in a browser, where the parts of the server that only read do the same.
  'src/view/reader': {
    packages: [],
    folders: [
      ...PURE,
      'src/report',
      'src/app/document.ts',
      'src/store/record-lines.ts',
      'src/store/rows.ts',
      'src/view/server',
    ],
  },
  // What stands in the place of modules that a browser has not.
  'src/view/reader/instead': { packages: ['fast-sha256'], folders: ['src/core', 'agents'] },
  'src/view/reader/vite.config.mjs': { packages: ['vite', 'node:*'], folders: [] },
  'src/view/vite.config.mjs': { packages: ['vite', 'node:*'], folders: [] },
  // Members and the team behind OpenAI's chat completions.
  'src/serve': {
    packages: ['hono', 'node:*'],
    folders: [
      ...['src/core', 'src/door.ts', 'src/files', 'src/project'],
      ...['src/view/server/guard.ts', 'src/view/server/loopback.ts'],
    ],
  },
  // The same, and debates and scores, behind the Model Context Protocol.
  'src/mcp': {
    packages: ['@modelcontextprotocol/*', 'hono', 'node:*'],
    folders: [
      'src/core',
      'src/files',
      'src/reasoning',
      'src/report',
      'src/door.ts',
      'src/project',
      'src/fidelity/index.ts',
      'src/view/server/guard.ts',
      'src/view/server/loopback.ts',
    ],
  },
  // A loopback endpoint with a folder behind it.
  'src/bridge': {
    packages: ['node:*'],
    folders: ['src/core/error.ts', 'src/core/json.ts', 'src/files', 'src/view/server/guard.ts'],
  },
  'src/cli': {
    packages: ['commander', 'picocolors', 'string-width', 'es-hangul', 'node:*'],
    // `models check` alone needs the front door; the others start without LangChain.
    folders: [
      ...PURE,
      'src/report',
      'src/bridge',
      'src/door.ts',
      'src/pitwall.ts',
      'src/evaluate.ts',
      'src/project',
      'src/store/catalog.ts',
      'src/scenarios/glance.ts',
      'src/workbench/index.ts',
      'src/routing/index.ts',
      'src/fidelity/index.ts',
      'src/sweep/index.ts',
      'src/sweep/as-parquet.ts',
      'src/debate/chart.ts',
      'src/app/machines/index.ts',
      'src/view/server/index.ts',
      'src/serve/index.ts',
      'src/mcp/index.ts',
    ],
  },
  [DEV]: { packages: ['*'], folders: ['src'] },
  // To be copied: they import the package, and no path of the repository.
  examples: { packages: ['*'], folders: [] },
};

const ANYWHERE = ['zod'];
// A record says which process wrote it.
const MAY_TOUCH_PROCESS = [
  'src/cli/main.ts',
  'src/cli/process.ts',
  DEV,
  'src/view/vite.config.mjs',
  'src/view/reader/vite.config.mjs',
  'src/store/liveness.ts',
  'src/matchers',
  'examples',
];
/** What reads a clock, draws by chance, or reaches outside; a member with its object, or a global name. */
const IMPURE = {
  members: ['Math.random', 'Date.now', 'performance.now', 'crypto.randomUUID', 'crypto.getRandomValues'],
  names: ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'console', 'require'],
};

/**
 * Checks files by their text.
 *
 * @param files path from the root of the repository with `/` -> TypeScript
 */
export function violations(files: Record<string, string>): Violation[] {
  return Object.entries(files).flatMap(([file, text]) => {
    const name = roomOf(file);
    const room = name === undefined ? undefined : ROOMS[name];
    if (name === undefined || room === undefined) return [`${file}: is in no room of ARCHITECTURE.md`];
    const found: Violation[] = [];
    const say = (at: number, what: string) => found.push(`${file}:${text.slice(0, at).split('\n').length}: ${what}`);
    const processIsFree = MAY_TOUCH_PROCESS.some((folder) => holds(folder, file));
    visit(treeOf(file, text), undefined, (node, parent) => {
      const source = importedFrom(node);
      if (source !== undefined && !mayImport(file, name, room, source)) say(node.start, `imports ${source}`);
      const used = source === undefined ? usedName(node, parent) : undefined;
      if (used === undefined) return;
      if (/^(globalThis\.)?process$/.test(used) && !processIsFree) say(node.start, 'touches process');
      if (PURE.some((folder) => holds(folder, file)) && isImpure(used, parent)) say(node.start, `is not pure: ${used}`);
    });
    return found;
  });
}

function treeOf(file: string, text: string): ReturnType<typeof parseAst> {
  return parseAst(text, { lang: file.endsWith('.tsx') ? 'tsx' : file.endsWith('.ts') ? 'ts' : 'js' }, file);
}

const imported = new Map<string, string[]>();

/** Modules that a file imports, read once for all checks. */
function importsOf(file: string, text: string): string[] {
  const key = `${file}\n${text}`;
  const known = imported.get(key);
  if (known !== undefined) return known;
  const found: string[] = [];
  visit(treeOf(file, text), undefined, (node) => found.push(...[importedFrom(node) ?? []].flat()));
  imported.set(key, found);
  return found;
}

/** Groups of files, or of the folders that hold them, that import one another in a circle; types count. */
export function circles(files: Record<string, string>, of: 'files' | 'folders'): string[][] {
  const nameOf = (file: string) => (of === 'files' ? file : path.posix.dirname(file));
  const edges = new Map<string, Set<string>>();
  for (const [file, text] of Object.entries(files)) {
    const from = nameOf(file);
    const targets = edges.get(from) ?? new Set<string>();
    edges.set(from, targets);
    for (const source of importsOf(file, text)) {
      const target = path.posix.join(path.posix.dirname(file), source);
      if (source.startsWith('.') && target in files && nameOf(target) !== from) targets.add(nameOf(target));
    }
  }
  return stronglyConnected(edges).filter((group) => group.length > 1);
}

/** Tarjan's algorithm (1972). */
function stronglyConnected(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const enter = (node: string): void => {
    order.set(node, order.size);
    low.set(node, order.get(node) as number);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) enter(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) as number, low.get(next) as number));
    }
    if (low.get(node) === order.get(node)) groups.push(stack.splice(stack.indexOf(node)).sort());
  };
  for (const node of edges.keys()) if (!order.has(node)) enter(node);
  return groups;
}

/** What the folder table of ARCHITECTURE.md has a name for: folders of `src`, `agents`, and doors that are files of `src`. */
export function tableRooms(): string[] {
  return [
    ...new Set(
      Object.keys(ROOMS).map((room) =>
        room
          .split('/')
          .slice(0, room.startsWith('src/') ? 2 : 1)
          .join('/'),
      ),
    ),
  ].sort();
}

function roomOf(file: string): string | undefined {
  const rooms = Object.keys(ROOMS).filter((folder) => holds(folder, file));
  return rooms.sort((a, b) => b.length - a.length)[0];
}

function holds(folder: string, file: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

function mayImport(file: string, name: string, room: Room, source: string): boolean {
  if (source.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), source);
    // What trains, measures or builds is not published.
    if (holds(DEV, target) && !holds(DEV, file)) return false;
    return [name, ...room.folders].some((folder) => holds(folder, target));
  }
  if (source === 'node:process') return MAY_TOUCH_PROCESS.some((folder) => holds(folder, file));
  const bare = source.startsWith('@') ? source.split('/').slice(0, 2).join('/') : source.split('/')[0];
  return [...ANYWHERE, ...room.packages].some((pattern) =>
    pattern.endsWith('*') ? source.startsWith(pattern.slice(0, -1)) : pattern === bare,
  );
}

/** A node of the syntax tree, as far as it is read here. */
interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function visit(node: unknown, parent: Node | undefined, each: (node: Node, parent: Node | undefined) => void): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, parent, each);
  } else if (isNode(node)) {
    each(node, parent);
    for (const value of Object.values(node)) visit(value, node, each);
  }
}

const IMPORTS: ReadonlySet<string> = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

/** The module that an import, a re-export, `import()` or an import type names. A computed one counts as `(computed)`. */
function importedFrom(node: Node): string | undefined {
  if (node.type === 'TSExternalModuleReference') return literal(node['expression']);
  return IMPORTS.has(node.type) && isNode(node['source']) ? literal(node['source']) : undefined;
}

function literal(node: unknown): string {
  return isNode(node) && typeof node['value'] === 'string' ? node['value'] : '(computed)';
}

/** `object.property` of a member access, or a name that is not itself a property, a key or a type's member. */
function usedName(node: Node, parent: Node | undefined): string | undefined {
  if (node.type === 'MemberExpression' && isNode(node['object']) && isNode(node['property'])) {
    const [object, property] = [node['object'], node['property']];
    const member = property['name'] ?? property['value'];
    return typeof object['name'] === 'string' && typeof member === 'string' ? `${object['name']}.${member}` : undefined;
  }
  if (node.type !== 'Identifier' || typeof node['name'] !== 'string') return undefined;
  const asProperty = parent?.['property'] === node && parent['computed'] !== true;
  const asKey = parent?.['key'] === node && parent['computed'] !== true;
  return asProperty || asKey ? undefined : node['name'];
}

function isImpure(used: string, parent: Node | undefined): boolean {
  if (used === 'Date') return parent?.type === 'NewExpression' || parent?.type === 'CallExpression';
  return IMPURE.members.includes(used.replace(/^globalThis\./, '')) || IMPURE.names.includes(used);
}
