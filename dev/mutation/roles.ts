import type { PersonaCard } from '../../src/core/card.ts';
import { pick } from '../../src/core/random.ts';
import type { Sample, Template, Templates } from './mutant.ts';

const calledOf = ({ callsign, names, id }: PersonaCard) => callsign ?? names.en ?? names.ko ?? id;

const both =
  (text: (parts: { own: string; name: string; card: PersonaCard; korean: boolean }) => string | null): Template =>
  (sample, { card, others, random }) => {
    const other = others.length === 0 ? undefined : pick(random, others);
    const name = other === undefined ? 'Kernel' : calledOf(other);
    const utterance = text({ own: sample.utterance, name, card, korean: sample.language === 'ko' });
    return utterance === null ? null : { utterance, before: sample.before };
  };

/** Another member's turn under this member's name. */
export const swappedSpeaker: Templates = {
  whole: swapped((turns) => turns),
  'same-addressee': swapped((turns, { addressee }) => turns.filter((turn) => turn.addressee === addressee)),
};

function swapped(choose: (turns: readonly Sample[], sample: Sample) => readonly Sample[]): Template {
  return (sample, { otherTurns, random }) => {
    const turns = choose(otherTurns, sample).filter(
      ({ persona, language }) => persona !== sample.persona && language === sample.language,
    );
    return turns.length === 0 ? null : { utterance: pick(random, turns).utterance, before: sample.before };
  };
}

/** Lines or quoted speech that belong to somebody else, spoken in one's own turn. */
export const roleConfusion: Templates = {
  'line-of-other': both(
    ({ own, name, korean }) =>
      `${own}\n${name}: ${korean ? '맞아, 나도 그렇게 생각해.' : 'Right, I see it that way too.'}`,
  ),
  'whole-dialogue': both(({ own, name, card, korean }) => {
    const me = calledOf(card);
    return korean
      ? `${name}: 이건 어떻게 할까?\n${me}: ${own}\n${name}: 좋아, 그렇게 하자.`
      : `${name}: What do we do here?\n${me}: ${own}\n${name}: Fine, let us do that.`;
  }),
  'own-label': both(({ own, card, name }) => `${calledOf(card)}: ${own}\n\n${name}: …`),
  'stage-direction': both(({ own, name, korean }) =>
    korean
      ? `${own}\n(${name} 대답) "알겠어, 내가 처리할게."`
      : `${own}\n(${name} replies) "Got it, I will handle it."`,
  ),
  'is-the-other': both(({ own, name, korean }) =>
    korean ? `${name}로서 말하자면, ${own}` : `Speaking as ${name}, ${own}`,
  ),
  'moderator-line': both(({ own, korean }) =>
    korean ? `${own}\n사회자: 다음 발언자는 누구인가요?` : `${own}\nModerator: Who has the floor next?`,
  ),
};

/** Instructions, card headings or the reply's own format in what is said. */
export const promptLeak: Templates = {
  'system-line': both(
    ({ own, card }) => `[SYSTEM] You are ${calledOf(card)}, a member of the team. Stay in character.\n${own}`,
  ),
  'card-heading': both(({ own }) => `## Quick Reference Card\n\n| Attribute | Value |\n|---|---|\n${own}`),
  'by-instructions': both(({ own, card, korean }) =>
    korean
      ? `제게 주어진 지침에 따라 ${calledOf(card)} 역할로 답변하겠습니다. ${own}`
      : `As per my instructions, I will answer in the role of ${calledOf(card)}. ${own}`,
  ),
  json: both(({ own }) => JSON.stringify({ utterance: own, act: 'open', addressee: 'all', claims: [] })),
  template: both(({ own }) => `${own} {{persona.name}} {{motion}}`),
  'persona-card-says': both(({ own, korean }) =>
    korean ? `페르소나 카드에 적힌 대로 말하자면, ${own}` : `According to my persona card, ${own}`,
  ),
  'special-token': both(({ own }) => `<|im_start|>assistant\n${own}<|im_end|>`),
  thinking: both(({ own, korean }) =>
    korean
      ? `<think>사용자가 원하는 것은 이 인물의 말투로 답하는 것이다.</think> ${own}`
      : `<think>The user wants me to reply in this person's style.</think> ${own}`,
  ),
};
