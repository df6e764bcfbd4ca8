import { agentFiles, loadTeam } from '../../project/index.ts';
import { print, printJson, projectDir, shown, stdoutPage } from '../place.ts';
import { personaPage } from '../print/persona.ts';

/** `pitwall persona show`: what of the card decides how the member argues; `--json` is the whole card. */
export function personaShow(name: string, flags: { json?: boolean; team?: string }): void {
  const team = loadTeam({ projectDir: projectDir(), teamDir: flags.team });
  const member = team.find(name);
  const { card, file, origin } = member;
  const voice = member.voice === null ? 'generic' : 'own';
  const agent = agentFiles({ ...team, members: [member] })[0]?.shown ?? null;
  if (flags.json === true) {
    printJson({ ...card, voice, file, origin, agent });
    return;
  }
  print(personaPage({ card, voice, file: shown(file), agent }, stdoutPage()));
}
