/** The floor: a loop, an array, and an INSERT. */
import { journal } from '../journal.ts';
import { given, Stopwatch } from '../measured.ts';
import { calculated, instructionsOf, lineOf, Replies, speakerOf, wordsOf } from '../workload.ts';

const { turns, file } = given();
const kept = journal(file);
const replies = new Replies();
const model = async (prompt: readonly string[]) => {
  if (prompt.length === 0) throw new RangeError('expected a prompt');
  const { turn, calls } = replies.next();
  return calls ? null : wordsOf(turn);
};
const transcript: string[] = [];
const watch = new Stopwatch();
watch.start();
for (let turn = 1; turn <= turns; turn += 1) {
  const prompt = [instructionsOf(speakerOf(turn)), ...transcript];
  let said = await model(prompt);
  if (said === null) {
    prompt.push(calculated());
    said = await model(prompt);
  }
  if (said === null) throw new RangeError('expected a turn');
  kept.keep(turn, prompt.length);
  transcript.push(lineOf(turn));
}
watch.stop();
kept.close();
watch.report(turns, file);
