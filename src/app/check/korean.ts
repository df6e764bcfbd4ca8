import { registerOfMessage } from '../../fidelity/index.ts';
import { registerToAll, relationTo } from '../../prompt/scenario.ts';
import type { AskedTurn } from './ask-turn.ts';
import type { LevelSlip, LineOf, Spent } from './report.ts';

/** So much of what is said is Korean: names and units are Latin letters. */
const KOREAN_SHARE = 0.4;
const NOTHING: Spent = { calls: 0, seconds: 0, usage: null };

/** Whether turns are Korean, and said in the level that their card has for whom they speak to. 해요체 and 합쇼체 count as one. */
export function checkKorean(asked: readonly AskedTurn[], spent: Spent = NOTHING): LineOf<'korean'> {
  const said = asked.flatMap(({ turn, prompt }) =>
    turn === null ? [] : [{ turn, seat: prompt.seat, others: prompt.others }],
  );
  const korean = said.filter(({ turn }) => isKorean(turn.utterance));
  const slips = korean.flatMap(({ turn: { addressee, utterance }, seat, others }): LevelSlip[] => {
    const level = addressee === 'all' ? registerToAll(seat, others) : (relationTo(seat, addressee)?.register ?? null);
    const heard = registerOfMessage(utterance);
    if (level === null || heard === null || (level === 'plain') === (heard === 'plain')) return [];
    return [{ to: addressee, asked: level, said: heard, utterance }];
  });
  const isForeign = said.length === 0 || korean.length < said.length;
  const isMost = slips.length * 2 > korean.length;
  return {
    check: 'korean',
    state: said.length === 0 ? 'skipped' : isForeign || isMost ? 'fail' : slips.length > 0 ? 'note' : 'pass',
    turns: said.length,
    korean: korean.length,
    leveled: korean.length - slips.length,
    example: slips[0] ?? null,
    spent,
  };
}

function isKorean(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const hangul = letters.filter((letter) => /\p{Script=Hangul}/u.test(letter));
  return letters.length > 0 && hangul.length >= letters.length * KOREAN_SHARE;
}
