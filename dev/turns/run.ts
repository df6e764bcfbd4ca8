import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { thisProcess } from '../../src/cli/process.ts';
import { Shell } from '../../src/cli/support/shell.ts';
import { inPlace } from '../../src/fidelity/model/scorer.ts';
import { keepReading, readTurn } from '../../src/fidelity/reader/read.ts';
import { loadTeam } from '../../src/pitwall.ts';
import { cardsFor, idAmongCards, labelledTurns, OTHER_CARDS } from '../labelled.ts';
import { preparedFrom } from '../reader/examples.ts';
import { heldOut, heldOutReadings } from '../reader/held-out.ts';
import { taughtPlaces } from '../reader/taught.ts';
import { judgeLabelled, measured } from './measure.ts';
import { measurePage } from './page.ts';

/**
 * `npm run fidelity:measure -- FILES`: how often checks are right on labelled turns. `--card FILE` brings a card that is not the
 * team's (repeatable), `--check CODE` prints the sound turns in which that check finds something, `--held-out` reads each turn by what was
 * trained without its author and its persona, `--json` prints all figures, `--write`
 * keeps how often each check was wrong, by which it gates or is a note.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    card: { type: 'string', multiple: true, default: [...OTHER_CARDS] },
    check: { type: 'string' },
    json: { type: 'boolean', default: false },
    'held-out': { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const shell = new Shell(thisProcess());
const team = loadTeam({ projectDir: shell.cwd });
const cards = cardsFor(team, values.card);
const labelled = labelledTurns(positionals, idAmongCards([...cards.values()]));
if (values['held-out']) {
  const taught = await taughtPlaces(team, [...cards.values()], shell.cwd);
  const readings = new Map(
    heldOutReadings(heldOut(preparedFrom(labelled, cards, taught))).map(({ one, reading }) => [one.turn.id, reading]),
  );
  for (const card of cards.values()) {
    const own = labelled.filter(({ turn }) => turn.persona === card.id).map(({ turn }) => turn);
    for (const place of inPlace(own, [])) {
      const isShort = readTurn(place, card) === null;
      keepReading(place, card, isShort ? null : (readings.get(place.turn.id) ?? null));
    }
  }
}
const judged = judgeLabelled(labelled, cards);
const result = measured(judged);
if (values.json) shell.printJson(result);
else shell.print(measurePage(result));
if (values.check !== undefined)
  for (const { turn, corruption, verdict } of judged)
    for (const { evidence } of corruption === null ? verdict.reasons : [])
      if (evidence.finding.code === values.check)
        shell.print(
          `${turn.id}  “${evidence.quote}”  ${JSON.stringify(evidence.finding.params)}\n    ${turn.utterance}\n`,
        );
if (values.write) {
  const count = (isSound: boolean) => {
    const counts = new Map<string, number>();
    for (const { corruption, verdict } of judged)
      for (const code of (corruption === null) === isSound
        ? new Set(verdict.reasons.map(({ evidence }) => evidence.finding.code))
        : [])
        counts.set(code, (counts.get(code) ?? 0) + 1);
    const rows = [...counts].sort(([one], [other]) => one.localeCompare(other));
    return rows.map(([code, times]) => `    '${code}': ${times},\n`).join('');
  };
  writeFileSync(
    new URL('../../src/fidelity/proven/measured.ts', import.meta.url),
    `/** What \`npm run fidelity:measure -- --write\` found on turns by others: how many each check was wrong about, and right. */
export const MEASURED: {
  sound: number;
  authors: number;
  personas: number;
  wrong: Readonly<Record<string, number>>;
  right: Readonly<Record<string, number>>;
} = {
  sound: ${result.sound},
  authors: ${result.authors.length},
  personas: ${result.personas.length},
  wrong: {
${count(true)}  },
  right: {
${count(false)}  },
};
`,
  );
}
