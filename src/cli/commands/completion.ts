import type { Command } from 'commander';
import { PitwallError } from '../../core/error.ts';
import type { Candidate, NameKind } from '../support/completing.ts';
import { completionsFor } from '../support/completing.ts';
import { EXPORT_FORMATS, REPORT_FORMATS } from '../support/format-names.ts';
import { oneOf } from '../support/one-of.ts';
import type { Shell } from '../support/shell.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** `pitwall completion`: a script for a shell, which asks `pitwall complete` at each tab. */
export function completion(shell: Shell, name: string): void {
  shell.print(SCRIPTS[oneOf('completion', name, SHELLS)]);
}

/** `pitwall complete`: candidates for the last of the words, each with what it is behind a tab. */
export async function complete(shell: Shell, program: Command, words: readonly string[]): Promise<void> {
  const names = new Map<NameKind, readonly Candidate[]>();
  const team = words[words.indexOf('--team') + 1];
  const place = { projectDir: shell.cwd, teamDir: words.includes('--team') ? team : undefined };
  // Read beforehand, of the one kind that is asked for.
  let kind: NameKind | undefined;
  completionsFor(program, words, (asked) => {
    kind = asked;
    return [];
  });
  if (kind !== undefined) names.set(kind, await namesOf(shell, kind, place, words));
  const found = completionsFor(program, words, (asked) => names.get(asked) ?? []);
  shell.print(found.map(({ value, text }) => `${value}\t${text.replace(/\s+/g, ' ')}\n`).join(''));
}

type Place = { projectDir: string; teamDir: string | undefined };

/** Nothing where they cannot be read: whoever presses tab is told by the command itself. */
async function namesOf(shell: Shell, kind: NameKind, place: Place, words: readonly string[]): Promise<Candidate[]> {
  try {
    return await NAMES[kind](shell, place, words);
  } catch (error) {
    if (error instanceof PitwallError) return [];
    throw error;
  }
}

const plain = (values: readonly string[]) => values.map((value) => ({ value, text: '' }));

type Reader = (shell: Shell, place: Place, words: readonly string[]) => Candidate[] | Promise<Candidate[]>;

const NAMES: Readonly<Record<NameKind, Reader>> = {
  async scenario(_, place) {
    const { scenarioNames } = await import('../../project/names-at-hand.ts');
    return plain(scenarioNames(place));
  },
  async member(_, place) {
    const { memberNames } = await import('../../project/names-at-hand.ts');
    return memberNames(place).map(({ name, role }) => ({ value: name, text: role }));
  },
  async debate(shell, _, words) {
    const { listDebates } = await import('../../store/catalog.ts');
    const at = words.indexOf('--db');
    const db = at < 0 ? undefined : words[at + 1];
    const debates = listDebates(shell.databaseFile(db === undefined ? {} : { db }));
    return [
      ...(debates.length === 0 ? [] : [{ value: 'last', text: 'the newest' }]),
      ...debates.map(({ id, scenario, decision }) => ({
        value: id,
        text: `${scenario}: ${decision ?? 'no decision'}`,
      })),
    ];
  },
  async tool() {
    const { TOOLS } = await import('../../workbench/index.ts');
    const tools = TOOLS.map(({ name, description }) => ({ value: name, text: description }));
    return [{ value: 'list', text: 'every calculator' }, ...tools];
  },
  shell: () => plain(SHELLS),
  language: () => plain(['ko', 'en']),
  export: () => plain(EXPORT_FORMATS),
  report: () => plain(REPORT_FORMATS),
};

/** Outside of a folder that has it on the path, npx finds the one that is installed there; it installs none. */
const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
  bash: `# pitwall completion bash >> ~/.bashrc
_pitwall_ask() {
  if type -P pitwall > /dev/null; then command pitwall complete -- "$@"; else npx --no-install pitwall complete -- "$@"; fi 2> /dev/null
}
_pitwall() {
  local value rest
  COMPREPLY=()
  while IFS=$'\\t' read -r value rest; do
    COMPREPLY+=("$value")
  done < <(_pitwall_ask "\${COMP_WORDS[@]:1:COMP_CWORD}")
}
complete -o default -F _pitwall pitwall
`,
  zsh: `#compdef pitwall
# pitwall completion zsh >> ~/.zshrc
_pitwall_ask() {
  if (( $+commands[pitwall] )); then command pitwall complete -- "$@"; else npx --no-install pitwall complete -- "$@"; fi 2> /dev/null
}
_pitwall() {
  local value rest
  local -a found
  while IFS=$'\\t' read -r value rest; do
    found+=("\${value//:/\\\\:}:$rest")
  done < <(_pitwall_ask "\${(@)words[2,CURRENT]}")
  if (( \${#found} )); then _describe -V pitwall found; else _files; fi
}
if [[ "$funcstack[1]" == _pitwall ]]; then
  _pitwall "$@"
else
  if (( ! $+functions[compdef] )); then autoload -Uz compinit && compinit -i; fi
  compdef _pitwall pitwall
fi
`,
  fish: `# pitwall completion fish > ~/.config/fish/completions/pitwall.fish
function __pitwall_ask
  set -l found
  set -l words (commandline --tokenize --cut-at-cursor --current-process) (commandline --cut-at-cursor --current-token)
  if command --query pitwall
    set found (command pitwall complete -- $words[2..-1] 2> /dev/null)
  else
    set found (npx --no-install pitwall complete -- $words[2..-1] 2> /dev/null)
  end
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline --cut-at-cursor --current-token)
  end
end
complete --command pitwall --no-files --keep-order --arguments '(__pitwall_ask)'
`,
};
