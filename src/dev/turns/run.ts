import { parseArgs } from 'node:util';
import { thisProcess } from '../../cli/process.ts';
import { Shell } from '../../cli/support/shell.ts';
import { loadTeam } from '../../pitwall.ts';
import { cardsFor, idAmongCards, labelledTurns, OTHER_CARDS } from './labelled.ts';
import { judgeLabelled, measured } from './measure.ts';
import { measurePage } from './page.ts';

/**
 * `npm run fidelity:measure -- FILES`: how often checks are right on labelled turns. `--card FILE` brings a card that is not the
 * team's (repeatable), `--check CODE` prints the sound turns in which that check finds something, `--json` prints all figures.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    card: { type: 'string', multiple: true, default: [...OTHER_CARDS] },
    check: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const shell = new Shell(thisProcess());
const cards = cardsFor(loadTeam({ projectDir: shell.cwd }), values.card);
const judged = judgeLabelled(labelledTurns(positionals, idAmongCards([...cards.values()])), cards);
const result = measured(judged);
if (values.json) shell.printJson(result);
else shell.print(measurePage(result));
if (values.check !== undefined)
  for (const { turn, corruption, verdict } of judged)
    for (const { evidence } of corruption === null ? verdict.reasons : [])
      for (const { quote, finding } of evidence)
        if (finding.code === values.check)
          shell.print(`${turn.id}  “${quote}”  ${JSON.stringify(finding.params)}\n    ${turn.utterance}\n`);
