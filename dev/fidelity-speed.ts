import { createHash } from 'node:crypto';
import { compileCard, SCORERS, scorecard, turnVerdicts } from '../src/fidelity/index.ts';
import { loadTeam } from '../src/project/index.ts';

/** `npm run fidelity:speed`: how long tier A takes, beside a fixed piece of work in the same run, as machines differ and are shared. */
const TURNS = 10_000;
const DEBATE = 24;
const HASHED_BYTES = 200e6;

const team = loadTeam({ projectDir: process.cwd() });
const cards = team.members.map(({ card }) => card);
const compiled = team.members.map(({ card, cardText }) => compileCard(card, { colleagues: cards, text: cardText }));

/** Distinct turns made from the members' examples, so that nothing is found in a cache. */
function turnsOf(index: number, count: number) {
  const card = compiled[index % compiled.length];
  if (card === undefined) throw new Error('expected a team');
  const turns = Array.from({ length: count }, (_, at) => {
    const example = card.examples[at % card.examples.length];
    return {
      id: `${at}`,
      persona: card.id,
      utterance: `${example?.text ?? ''} ${at}.`,
      context: [{ text: '주간 회의에서 다음 런을 정하는 중이다.' }],
    };
  });
  return { card, turns };
}

function timed(work: () => void): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

const hashMs = timed(() => {
  const block = Buffer.alloc(1e6, 7);
  const hash = createHash('sha256');
  for (let done = 0; done < HASHED_BYTES; done += block.length) hash.update(block);
  hash.digest();
});
const manyMs = timed(() => {
  for (let index = 0; index < compiled.length; index++) {
    const { card, turns } = turnsOf(index, Math.ceil(TURNS / compiled.length));
    turnVerdicts(turns, card, SCORERS);
  }
});
const debateMs = timed(() => {
  for (let index = 0; index < 4; index++) {
    const { card, turns } = turnsOf(index, DEBATE / 4);
    scorecard(turns, card, SCORERS);
  }
});
console.log(
  JSON.stringify(
    {
      turns: TURNS,
      turnsMs: Math.round(manyMs),
      debateTurns: DEBATE,
      debateMs: Math.round(debateMs),
      hashMs: Math.round(hashMs),
      turnsPerHash: Number((manyMs / hashMs).toFixed(1)),
      debatePerHash: Number((debateMs / hashMs).toFixed(2)),
    },
    null,
    2,
  ),
);
