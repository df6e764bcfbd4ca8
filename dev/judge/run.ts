import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { thisProcess } from '../../src/cli/process.ts';
import { Shell } from '../../src/cli/support/shell.ts';
import { hashText } from '../../src/core/hash.ts';
import { randomFrom, shuffled } from '../../src/core/random.ts';
import { requestsFor } from '../../src/fidelity/judge/judge.ts';
import type { JudgeRequest } from '../../src/fidelity/judge/request.ts';
import { readVerdicts } from '../../src/fidelity/judge/verdict.ts';
import { loadTeam } from '../../src/pitwall.ts';
import type { LabelledTurn } from '../labelled.ts';
import { cardsFor, idAmongCards, labelledTurns, OTHER_CARDS } from '../labelled.ts';
import { scoredPage } from './score.ts';

/**
 * `npm run judge:measure -- pack DIR FILES` writes the requests of a judge about labelled turns into a folder, `-- score DIR FILES`
 * reads the replies beside them. A request is `NAME.request.md`, its reply, whoever gives it, `NAME.reply.json`. `--turns N` draws so
 * many turns, from all authors alike.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    card: { type: 'string', multiple: true, default: [...OTHER_CARDS] },
    turns: { type: 'string', default: '200' },
  },
});
const [what = '', folder = '', ...files] = positionals;
const shell = new Shell(thisProcess());
const byId = cardsFor(loadTeam({ projectDir: shell.cwd }), values.card);
const cards = [...byId.values()];
const labelled = drawn(labelledTurns(files, idAmongCards(cards)), Number(values.turns));
const turns = labelled.map(({ turn }) => turn);
const nameOf = ({ system, user }: JudgeRequest) => hashText(`${system}\n${user}`).slice(0, 12);
const requests = requestsFor(turns, cards).flatMap((member) => member.requests);

if (what === 'pack') {
  mkdirSync(folder, { recursive: true });
  for (const request of requests)
    writeFileSync(join(folder, `${nameOf(request)}.request.md`), `${request.system}\n\n---\n\n${request.user}\n`);
  shell.print(`${turns.length} turns in ${requests.length} requests in ${folder}\n`);
} else if (what === 'score') {
  const replies = new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.reply.json'))
      .map((file) => [file.replace(/\.reply\.json$/u, ''), readFileSync(join(folder, file), 'utf8')]),
  );
  const answered = requests.map((request) => {
    const reply = replies.get(nameOf(request));
    return { request, verdicts: reply === undefined ? null : readVerdicts(reply, request) };
  });
  shell.print(scoredPage(labelled, answered));
} else {
  shell.print('Usage: npm run judge:measure -- pack|score DIR FILES\n');
  shell.exitWith(2);
}

/** So many turns of all authors alike. */
function drawn(all: readonly LabelledTurn[], many: number): LabelledTurn[] {
  const authors = [...new Set(all.map(({ author }) => author))].sort();
  const queues = authors.map((author) =>
    shuffled(
      randomFrom('judge-turns', author),
      all.filter((one) => one.author === author),
    ),
  );
  const chosen: LabelledTurn[] = [];
  for (let round = 0; chosen.length < many && queues.some(({ length }) => length > round); round += 1)
    chosen.push(...queues.flatMap((queue) => queue[round] ?? []).slice(0, many - chosen.length));
  return chosen;
}
