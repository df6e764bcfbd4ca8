import type { PersonaCard } from '../core/card.ts';
import { escaped } from '../core/pattern.ts';
import type { Scenario } from '../core/scenario.ts';
import type { DecisionModel } from '../reasoning/model.ts';
import type { World } from '../reasoning/worlds.ts';
import { stemsOf, weightsOf } from './stems.ts';

/** A question that the team argues, as one member sees it before anybody has spoken. */
export interface Scene {
  scenario: Scenario;
  model: DecisionModel;
  /** What the member knows, and for the rest assumes. */
  world: World;
  member: PersonaCard;
  /** How the member would open on it, in their own voice. */
  opening(): Promise<string>;
}

/** What somebody may ask about by name: an option, or a fact or quantity. */
export interface Named {
  kind: 'option' | 'figure';
  name: string;
  /** The more, the nearer its name is to the question's words. */
  share: number;
}

/** Words of a question that say what is asked of a scene, and not about which part of it. */
const OF_ASKING = stemsOf(
  'debate discuss discussion question topic issue decide decision deciding argue arguing argument scenario problem option options choice choices alternative alternatives ' +
    'choose pick prefer favour favor vote voting best better position stance opinion view reason why because change mind convince persuade flip sure unsure certain ' +
    'uncertain doubt anything everyone everybody nobody someone something much many long lot table going happen happens between most make made give take takes right still really want need needs ' +
    'matter matters let lets like different differently others other else only team own yourself whole worth per every each doing done missing assume assuming guess ' +
    'two three both all each having need needed general figure figures number numbers measure measured learn find out first test',
);
const ASKED = [
  ...'문제 질문 논의 토론 안건 주제 결정 선택 고르 고를 골라 대안 옵션 투표 찬성 반대 입장 의견 이유 까닭 근거 생각 마음 바꾸 바뀌 설득 뒤집 확실 불확 자신 모르 모른 짐작 추측 가정 아는 알고 나만 본인 당신 혼자 서로 무슨 어느 얼마'.split(
    ' ',
  ),
  ...'걸려 걸리 걸릴 드나 드는 들어 되나 되면 됩니 될까 하나 하는 하면 한다 할지 해도 해야 하자 자는 라면 이라 뭐라 말할 말씀 팀은 팀이 우리 지금 다들 쪽에 쪽이 쪽을 쪽은 쪽으 개예 개나 개가 개입 필요 만한 하려 하려면 하십 하시 해서 되려 보세 보면 좋은 좋겠 좋을 나은 있습 없습 뭡니 뭔지 무얼 어느쪽 저희 그쪽 이번 이거 이걸 저건 둘이 둘은 셋 전부 모두 각각 다른 사람 무엇 어때 어떨 같아 같나 그래 거예 것이 거야 건가 까요 나요 먼저 재야'.split(
    ' ',
  ),
].map((word) => word.slice(0, 2));
const SAID: ReadonlySet<string> = new Set([...OF_ASKING, ...ASKED]);

/** Of the words of a title, or of a motion, what a question must have to quote it. */
const QUOTED = { title: 1, motion: 0.75 };
/** A word or two are shared by chance. */
const LEAST_WORDS = { title: 2, motion: 4 };

/** The question of the team that a text names by its id, or quotes by its title or its motion, and the text without that; null where it quotes none. */
export function quotedIn(scenes: readonly Scene[], text: string): { scene: Scene; rest: string } | null {
  const found = scenes
    .flatMap((scene) => {
      const { id, title, motion } = scene.scenario;
      const share = Math.max(
        text.toLowerCase().includes(id) ? 2 : 0,
        quoteOf(text, title, 'title'),
        quoteOf(text, motion, 'motion'),
      );
      return share === 0 ? [] : [{ scene, share }];
    })
    .sort((a, b) => b.share - a.share);
  const [best] = found;
  if (best === undefined) return null;
  const { id, title, motion } = best.scene.scenario;
  const words = new Set(wordsOf(`${id} ${parted(id)} ${title} ${motion}`));
  const rest = text
    .replaceAll(new RegExp(escaped(id), 'giu'), ' ')
    .replaceAll(WORD, (word) => (wordsOf(word).every((one) => words.has(one)) ? '' : word));
  return { scene: best.scene, rest };
}

/** How much of a quote a text has; 0 where that is too little. */
function quoteOf(text: string, quote: string, kind: keyof typeof QUOTED): number {
  const [words, said] = [wordsOf(quote), new Set(wordsOf(text))];
  const share = words.filter((word) => said.has(word)).length / words.length;
  return words.length >= LEAST_WORDS[kind] && share >= QUOTED[kind] ? share : 0;
}

const WORD = /[\p{L}\p{N}]+/gu;
/** Words in small letters, of Korean ones what endings leave alone; articles tell nothing. */
const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(WORD) ?? [])
    .filter((word) => !/^(?:the|an?)$/.test(word))
    .map((word) => (/\p{Script=Hangul}/u.test(word) ? word.slice(0, 2) : word));

/** What a question is about once the words of asking are taken away; a name of a colleague is none of it. */
export const subjectOf = (text: string, names: readonly string[]): Set<string> => {
  const called = new Set(names.flatMap((name) => [...stemsOf(name)]));
  return new Set([...stemsOf(text)].filter((stem) => !SAID.has(stem) && !called.has(stem)));
};

interface Vocabulary {
  all: ReadonlySet<string>;
  named: readonly { kind: Named['kind']; name: string; words: ReadonlySet<string> }[];
}

const known = new WeakMap<Scene, Vocabulary>();

function vocabularyOf(scene: Scene): Vocabulary {
  const before = known.get(scene);
  if (before !== undefined) return before;
  const { id, title, motion, background, options, facts, quantities } = scene.scenario;
  const named = [
    ...Object.entries(options).map(([name, { label, short }]) => ({
      kind: 'option' as const,
      name,
      words: stemsOf(`${parted(name)} ${short} ${label}`),
    })),
    ...[...Object.entries(facts), ...Object.entries(quantities)]
      .filter(([name]) => !scene.model.inputs.has(name))
      .map(([name, { label }]) => ({
        kind: 'figure' as const,
        name,
        words: without(stemsOf(label ?? parted(name)), SAID),
      })),
  ];
  const all = new Set([
    ...stemsOf(`${parted(id)} ${title} ${motion} ${background}`),
    ...named.flatMap(({ words }) => [...words]),
  ]);
  const found = { all, named };
  known.set(scene, found);
  return found;
}

/** The words that tell; all of them where none does. */
function without(stems: ReadonlySet<string>, said: ReadonlySet<string>): ReadonlySet<string> {
  const telling = [...stems].filter((stem) => !said.has(stem));
  return telling.length === 0 ? stems : new Set(telling);
}

const parted = (name: string) => name.replaceAll(/[_-]/g, ' ').replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');

/** How much of a question's subject each scene is about, 0 to 1; of several a word that all have tells little. */
export function sharesOf(scenes: readonly Scene[], subject: ReadonlySet<string>): number[] {
  const words = scenes.map((scene) => vocabularyOf(scene).all);
  const weights = scenes.length > 2 ? weightsOf(subject, words) : new Map([...subject].map((stem) => [stem, 1]));
  const weigh = (stems: readonly string[]) => stems.reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0);
  const all = weigh([...subject]);
  return words.map((own) => (all === 0 ? 0 : weigh([...subject].filter((stem) => own.has(stem))) / all));
}

/** Of its own words, and of the question's, what a figure must have to be meant. */
const OF_ITS_WORDS = 0.45;
const OF_THE_QUESTION = 0.3;
/** Of a question's words, what an option must have: its label has more words than anybody repeats. */
const FOR_AN_OPTION = 0.5;
/** What it counts that the script's own name of an option is in the question. */
const ITS_NAME = 0.5;

/** The options or the figures that a question names, the nearest first. */
export function namedIn(scene: Scene, subject: ReadonlySet<string>, kind: Named['kind']): Named[] {
  const { all, named } = vocabularyOf(scene);
  const fit = named.filter((one) => one.kind === kind);
  const weights = weightsOf(
    new Set([...subject, ...fit.flatMap(({ words }) => [...words])]),
    fit.map(({ words }) => words),
  );
  const weigh = (words: Iterable<string>) => [...words].reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
  // A word that the script does not have names nothing in it.
  const asked = weigh([...subject].filter((word) => all.has(word)));
  return fit
    .flatMap(({ name, words }): Named[] => {
      const both = weigh([...subject].filter((word) => words.has(word)));
      if (both === 0) return [];
      const [ofIts, ofAsked] = [both / weigh(words), both / asked];
      if (kind === 'figure')
        return ofIts >= OF_ITS_WORDS && ofAsked >= OF_THE_QUESTION ? [{ kind, name, share: ofIts }] : [];
      const isCalled = [...stemsOf(parted(name))].some((stem) => subject.has(stem));
      return ofAsked >= FOR_AN_OPTION || isCalled
        ? [{ kind, name, share: ofAsked + (isCalled ? ITS_NAME : 0) + ofIts / 10 }]
        : [];
    })
    .sort((a, b) => b.share - a.share);
}
