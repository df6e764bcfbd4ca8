import { agentFiles } from '../../project/index.ts';
import { personaPage } from '../print/persona.ts';
import type { Shell } from '../support/shell.ts';
import { teamAtHand } from '../support/team-at-hand.ts';

/** `pitwall persona show`: what of the card decides how the member argues; `--json` is the whole card. */
export function personaShow(shell: Shell, name: string, flags: { json?: boolean; team?: string }): void {
  const team = teamAtHand(shell, { projectDir: shell.cwd, teamDir: flags.team });
  const member = team.find(name);
  const { card, file, origin } = member;
  const voice = member.voice === null ? 'generic' : 'own';
  const agent = agentFiles({ ...team, members: [member] })[0]?.shown ?? null;
  if (flags.json === true) {
    shell.printJson({ ...card, voice, file, origin, agent });
    return;
  }
  shell.print(personaPage({ card, voice, file: shell.shown(file), agent }, shell.page()));
}
