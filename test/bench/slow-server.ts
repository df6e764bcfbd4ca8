/** An endpoint in a process of its own that answers every request after the same time, so that its CPU is not ours. */
import { spokenTurn } from '../models/scripted.ts';
import { says, wireServer } from '../models/wire-server.ts';

const [, , latencyMs = '200', options = ''] = process.argv;
const names = options.split(',');
const support = Object.fromEntries(names.map((name) => [name, 1 / names.length]));
const turn = spokenTurn({ claims: [], stance: { option: names[0] ?? null, confidence: 0.5, support, movedBy: [] } });
const answer = says({ calls: [{ name: 'turn_reply', arguments: JSON.stringify(turn) }] });
const server = await wireServer(
  (response, request, index) => void setTimeout(() => answer(response, request, index), Number(latencyMs)),
);
process.send?.(server.url);
process.once('disconnect', () => void server.close());
