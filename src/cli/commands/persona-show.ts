import { inLanguage } from '../../core/language.ts';
import { loadTeam } from '../../project.ts';
import { print, printJson, projectDir, shown, stdoutPage } from '../place.ts';
import { displayName } from '../print/context.ts';
import { padTo, wrap } from '../print/width.ts';

const MARGIN = 13;

/** `pitwall persona show`: what of the card decides how the member argues; `--json` is the whole card. */
export function personaShow(name: string, flags: { json?: boolean }): void {
  const { card, file, voice } = loadTeam({ projectDir: projectDir() }).find(name);
  if (flags.json === true) {
    printJson(card);
    return;
  }
  const { persona, names } = card;
  const { width } = stdoutPage();
  const rows: [string, string][] = [
    ['name', [names.ko, names.en, ...names.aliases].filter(Boolean).join(', ')],
    ['id', `${card.id} (${card.documentId})`],
    ['role', [card.role.en, card.role.ko].filter(Boolean).join(' / ')],
    ['experience', card.experience ?? ''],
    ['philosophy', card.philosophy ?? ''],
    ['values', persona.values.join(' > ')],
    ['traits', `readiness ${persona.traits.readiness}, initiative ${persona.traits.initiative}`],
    ['knows', persona.knows.map((topic) => inLanguage(topic, 'en')).join('; ')],
    ['tools', persona.tools.join(', ')],
    ['defers', persona.defers.map(({ on, topic }) => `${topic} to ${on}`).join(', ')],
    ['desk', persona.desk.join(', ')],
    [
      'speaks to',
      persona.relationships.map(({ to, register, trust }) => `${to} ${register}, trust ${trust}`).join('; '),
    ],
    ['voice', voice === null ? 'the neutral one' : `personas/voices/${card.id}.yaml`],
    ['file', shown(file)],
  ];
  print(`${displayName(card, 'en')}\n\n`);
  for (const [label, text] of rows.filter(([, value]) => value !== '')) {
    const lines = wrap(text, width - MARGIN).map((line, index) => `${padTo(index === 0 ? label : '', MARGIN)}${line}`);
    print(`${lines.join('\n')}\n`);
  }
}
