import type { Language } from '../core/language.ts';
import type { Calling } from '../reasoning/moderating.ts';
import { withParticles } from './particles.ts';

/** Why a moderator gives somebody the floor, in one sentence. */
export function callingSentence(
  calling: Calling,
  { language, nameOf, optionOf }: { language: Language; nameOf(id: string): string; optionOf(id: string): string },
): string {
  const isKorean = language === 'ko';
  switch (calling.kind) {
    case 'asked':
      return isKorean
        ? withParticles(`${nameOf(calling.by)}이/가 ${calling.turn}번 턴에서 한 질문에 아직 답하지 않았습니다.`)
        : `${nameOf(calling.by)}'s question of turn ${calling.turn} is still open.`;
    case 'disputed':
      return isKorean
        ? withParticles(
            `${nameOf(calling.by)}이/가 ${calling.turn}번 턴에서 ${calling.of}번 턴을 반박했고 아직 답이 없습니다.`,
          )
        : `${nameOf(calling.by)} disputed turn ${calling.of} in turn ${calling.turn}, and that is not answered.`;
    case 'alone':
      return isKorean
        ? withParticles(`${optionOf(calling.option)}을/를 지지하는 사람이 한 명뿐이라 먼저 듣습니다.`)
        : `Nobody else is for ${optionOf(calling.option)}, so that side is heard now.`;
    case 'waiting':
      if (calling.turns === 0) return isKorean ? '방금 발언했습니다.' : 'They spoke last.';
      return isKorean
        ? `${calling.turns}턴 동안 발언하지 않았습니다.`
        : `They have not spoken for ${calling.turns === 1 ? 'a turn' : `${calling.turns} turns`}.`;
  }
}
