import type { Language } from '../core/language.ts';
import { escaped } from '../core/pattern.ts';
import type { Colleague } from '../core/questionnaire.ts';
import { SceneAnswers, whichScene } from './about-scene.ts';
import { answerAboutMember } from './card-questions.ts';
import { knowledge, persuaded } from './implied.ts';
import type { Scene } from './scene.ts';
import { namedIn, quotedIn, sharesOf, subjectOf } from './scene.ts';
import { speaker } from './words.ts';

type Asked = 'question' | 'options' | 'vote' | 'turning' | 'open' | 'own' | 'measure';

/** What is asked of a scene; the first that fits. Each can be asked without a word of the scene, or with words of it. */
const QUESTIONS: readonly (readonly [RegExp, Asked])[] = [
  [
    /\b(?:change|changes|changed) (?:your|ur) (?:mind|vote|view|decision|choice|position|opinion|answer|stance)|\bmake you (?:switch|change|move|reconsider|decide otherwise)\b|\b(?:convince|persuade) you\b|\b(?:flip|tip|overturn)\b|(?:생각|마음|선택|결정|표|의견)(?:을|이|은)? ?(?:바꾸|바뀌|바꿀|뒤집)|설득|뒤집/iu,
    'turning',
  ],
  [
    /\b(?:(?:not|un|n['’]t) ?(?:so )?(?:sure|certain)|doubts?|don['’]t know|do not know|uncertain\w*|assum\w+|guess\w*|missing|unknown)\b|확실하지|불확실|자신(?:이)? 없|모르(?:는|시는) (?:게|것|건|값|점)|짐작|어림|가정(?:한|하)|애매/iu,
    'open',
  ],
  [
    /\bdo(?:es)?n['’]t\b.{0,12}$|\b(?:only|alone) you\b|\bonly you\b|\byou know that\b|\bwhat do you know\b|(?:만|혼자|까지) (?:아는|알고)|모르는 (?:걸|것을) (?:아|알)|알고 있는 (?:게|것)/iu,
    'own',
  ],
  [
    /\b(?:find out|measure\w*|test(?:ed)? first|experiment|check(?:ed)? first|verify first)\b|알아보|알아봐|재 ?(?:보|봐)|실험|측정|확인(?:해|하)/iu,
    'measure',
  ],
  [
    /\b(?:options?|choices?|alternatives?|answers? (?:are )?(?:there|possible))\b(?!.*\b(?:prefer|like best|would you|do you (?:like|want|choose|pick))\b)|\bchoose (?:between|from|among)\b|선택지|대안|옵션|(?:고를|선택할|택할) 수|(?:고를|선택할) (?:게|것|만한)|어떤 안(?:이|들)/iu,
    'options',
  ],
  [
    /^(?!.*\b(?:would|will) you\b).*\b(?:what|which)\b.{0,30}\b(?:debate|discuss\w*|argu\w+|question|topic|issue|decid\w+|decision|agenda|problem|at stake|scenario)\b|\b(?:what is|what's) (?:this|it|the \w+) (?:all )?about\b|(?:무슨|어떤|뭐|뭘|무엇|무얼).{0,8}(?:문제|질문|논의|토론|안건|주제|결정|정하|얘기|이야기)|(?:문제|질문|논의|토론|안건|주제)(?:는|가|이|을|를|하는)? ?(?:뭐|뭔|무엇|무슨)/iu,
    'question',
  ],
  [
    /\b(?:would|will|should|could|shall) (?:you|we|they|i)\b.{0,40}\b(?:vote|choose|pick|prefer|go (?:for|with)|do|ship|release|recommend|suggest|decide|take|support|favou?r|say|wait|start|use|build|buy)\b|\bdo you (?:vote|prefer|recommend|favou?r|support|want|think)\b|\b(?:should|shall|can) we\b|\b(?:your|you) (?:vote|pick|choice|preference|position|stance|opinion|view|take|recommendation|favou?rite)\b|\bwhich\b.{0,20}\b(?:prefer|best|better|right)\b|\b(?:for|in favou?r of) which\b|고르(?:겠|실|시)|고를 ?(?:거|건|래|까)|골라|선택(?:할|하실|하시|하겠)|투표|찬성|반대|입장|의견|어느 (?:쪽|것|안)|(?:해도|하면|가도|써도|내도) (?:될|되|돼|괜찮)|(?:할|갈|쓸|낼|미룰)까|해야 (?:하|할|해|되|돼|합)|어떻게 (?:생각|보)|추천|찬반/iu,
    'vote',
  ],
];

const WHY =
  /\bwhy\b|\bwhat['’]?s (?:wrong|the problem) with\b|\bagainst\b|왜|이유|까닭|문제가? (?:뭐|있)|안 (?:돼|되|하)/iu;
const WHAT_IF =
  /\bwhat (?:if|happens|about|would (?:happen|it))\b|\bhow (?:about|bad|good|would)\b|\bif we\b|어떻게 (?:되|돼|됩)|하면|미루면|으면|라면|어때|어떨|어떤가/iu;
const VIEWS =
  /\b(?:say|says|think|thinks|vote|votes|want|wants|argue|argues|prefer|prefers|opinion|view|position)\b|뭐라|생각|말할|말하|의견|입장|편(?:을|이)|투표|원하|고를|고르/iu;

/** Of what a question is about, what a scene must have to be meant: of one alone, or of several. */
const LEAST_SHARE = 0.34;
const LEAST_OF_SEVERAL = 0.5;
/** What holds whatever is argued is asked of the member. */
const ALWAYS = /\b(?:never|ever|always|usually|normally|generally)\b|절대|항상|보통|평소/iu;

/**
 * The answer to what names a question of the team by its id, or quotes its title or its motion: what is asked of it, else how the member
 * would vote, why, and what would change that. Null where a text quotes none.
 */
export async function answerAboutQuoted(
  scenes: readonly Scene[],
  { text, language, colleagues }: { text: string; language: Language; colleagues: readonly Colleague[] },
): Promise<string | null> {
  const quoted = quotedIn(scenes, text);
  if (quoted === null) return null;
  const { scene, rest } = quoted;
  const answers = new SceneAnswers(scene, colleagues);
  const names = colleagues.flatMap(({ id, name, called = [] }) => [id, name, ...called]);
  const subject = subjectOf(rest, names);
  const kind = QUESTIONS.find(([asks]) => asks.test(rest))?.[1] ?? null;
  const colleague = colleagues.find(({ id, name, called = [] }) =>
    [id, name, ...called].some((one) => isSubject(one, rest)),
  );
  const isOfVote = colleague === undefined && (kind === null || kind === 'vote') && subject.size === 0;
  const said =
    (isOfVote ? null : await answerOf(answers, { scene, subject, kind, text: rest, colleague })) ??
    `${await answers.vote()} ${answers.turning()}`;
  return scene.scenario.language === language ? said : `${speaker(scene.member, language)('otherTongue')} ${said}`;
}

/** The answer on a question that the team argues; null where none is meant. `figures`: names of figures alone are enough. */
export async function answerAboutScene(
  scenes: readonly Scene[],
  { text, language, colleagues }: { text: string; language: Language; colleagues: readonly Colleague[] },
): Promise<string | null> {
  const [first] = scenes;
  if (first === undefined) return null;
  const colleague = colleagues.find(({ id, name, called = [] }) =>
    [id, name, ...called].some((one) => isSubject(one, text)),
  );
  const named = colleagues.find(({ id, name, called = [] }) => [id, name, ...called].some((one) => isNamed(one, text)));
  const subject = subjectOf(
    text,
    colleagues.flatMap(({ id, name, called = [] }) => [id, name, ...called]),
  );
  const shares = sharesOf(scenes, subject);
  const most = Math.max(...shares);
  const kind = QUESTIONS.find(([asks]) => asks.test(text))?.[1] ?? null;
  const isBare = subject.size === 0;
  if (isBare && named !== undefined && colleague === undefined && kind === 'vote') return null;
  const isMeant =
    most >= (scenes.length > 1 ? LEAST_OF_SEVERAL : LEAST_SHARE) ||
    (scenes.length === 1 && isOfNothing(text, subject, kind));
  if (!isBare && !isMeant) return null;
  const say = speaker(first.member, language);
  // Without a word of any script, a question of somebody's choice may as well be one of how they are.
  if ((isBare || ALWAYS.test(text)) && (kind === null || kind === 'vote')) {
    const about = answerAboutMember(first.member, text, language);
    if (about !== null) return about;
  }
  if (isBare && scenes.length > 1) {
    const isOfScenes = kind === 'vote' || kind === 'question' || kind === 'options' || kind === 'measure';
    return isOfScenes ? whichScene(scenes, say) : null;
  }
  const scene = scenes[shares.indexOf(most)] ?? first;
  const answers = new SceneAnswers(scene, colleagues);
  const said = await answerOf(answers, { scene, subject, kind, text, colleague });
  if (said === null || scene.scenario.language === language) return said;
  return `${say('otherTongue')} ${said}`;
}

async function answerOf(
  answers: SceneAnswers,
  {
    scene,
    subject,
    kind,
    text,
    colleague,
  }: { scene: Scene; subject: ReadonlySet<string>; kind: Asked | null; text: string; colleague: Colleague | undefined },
): Promise<string | null> {
  if (colleague !== undefined && kind !== 'own' && VIEWS.test(text))
    return answers.say('theirs', { colleague: colleague.name });
  const [option] = namedIn(scene, subject, 'option');
  const [figure] = namedIn(scene, subject, 'figure');
  switch (kind) {
    case 'turning':
      return `${answers.turning()} ${persuaded(scene.member, answers.say, scene.scenario.language, text) ?? ''}`.trim();
    case 'open':
      return figure === undefined ? answers.open() : answers.figure(figure.name);
    case 'own':
      return `${answers.own()} ${knowledge(scene.member, answers.say, scene.scenario.language, text) ?? ''}`.trim();
    case 'measure':
      return answers.measurements();
    case 'options':
      return answers.options();
    case 'question':
      return answers.question();
    case 'vote':
      return WHY.test(text) && option !== undefined ? answers.verdictOn(option.name) : answers.vote();
    case null:
      break;
  }
  if (option !== undefined && WHY.test(text)) return answers.verdictOn(option.name);
  if (figure !== undefined && (option === undefined || !WHAT_IF.test(text))) return answers.figure(figure.name);
  if (option !== undefined && WHAT_IF.test(text)) return answers.outcomeOf(option.name);
  if (figure !== undefined) return answers.figure(figure.name);
  return WHY.test(text) && subject.size === 0 ? answers.vote() : null;
}

/** Asked in the words of questions with one word more, which is not what the question would be about: `of lunch`, `점심에 대한`. */
const isOfNothing = (text: string, subject: ReadonlySet<string>, kind: Asked | null) =>
  kind !== null &&
  kind !== 'vote' &&
  subject.size === 1 &&
  !/\b(?:about|of|for|with|on|in|at|to|my) (?:the |a |my )?\w+\W*$|에 (?:대한|대해|관한|관해)|내 |제 /iu.test(text);

/** A name as a whole word; Korean particles may follow it. */
export const isNamed = (name: string, text: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![a-z0-9])`, 'iu').test(text);

/** Whether it is they who are asked after: `what would Ada say`, `Ada's view`, `에이다님은 뭐라고`; not `what do you think of Ada`. */
function isSubject(name: string, text: string): boolean {
  const own = escaped(name);
  const before = '\\b(?:would|will|does|did|is|has|might|could|should)\\s+';
  return new RegExp(`${before}${own}\\b|\\b${own}['’]s\\b|${own}(?:님|씨)?(?:은|는|이|가|의|도)\\s`, 'iu').test(text);
}
