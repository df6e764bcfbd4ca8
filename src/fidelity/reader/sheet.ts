import { sentencesOf } from '../korean/sentences.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import { contentWords } from '../reading/text.ts';
import { closestLine } from './lines.ts';

/** Texts that say how somebody is to be. */
const SHEET_EN =
  '(?:cards?|sheets?|profile|prompts?|instructions?|persona|character|description|brief|bio|settings?|config(?:uration)?|template|guidelines?|script|notes?|text|definition|backstory|background|file|document|spec|role|entry|parameters?|table|list|orders?)';
const SHEET_KO =
  '(?:카드|시트|프로필|프롬프트|지시|지침|페르소나|캐릭터|배역|역할|인물|설명|소개|설정|대본|문서|항목|예문|예시|정의|배경|원고|명세|파일|성격)';
/** Such a text of the speaker's own: `my profile`, `제게 주어진 설정`, `the brief I was given`, `notes on me`. */
const OWN_SHEET = new RegExp(
  [
    `\\bmy (?:own )?(?:[\\w-]+ ){0,2}?${SHEET_EN}\\b`,
    `\\b(?:the|a) (?:[\\w-]+ ){0,2}?${SHEET_EN}(?: that| which)? (?:i(?:'m|’m|'ve|’ve)? |(?:gives|has|wants|asks|tells|describes|calls|made|makes) me\\b)`,
    `\\b${SHEET_EN} (?:of|for|about|on|describing|behind) me\\b`,
    `(?:^|[\\s,('"“])(?:내|제|나의|저의)\\s(?:\\S+\\s){0,2}?\\S{0,4}${SHEET_KO}`,
    `(?:^|[\\s,('"“])(?:나|저|내|제)(?:한테|게|에게|를|에 대[해한]|에 관[해한])\\s(?:\\S+\\s){0,2}?\\S{0,4}${SHEET_KO}`,
    `(?:받은|주어진|들어온|정해진)\\s(?:\\S+\\s)?\\S{0,4}${SHEET_KO}`,
    `(?:^|[\\s,])(?:나는|저는|내가|제가|난|전|나도|저도)\\s(?:\\S+\\s){0,6}?\\S{0,4}${SHEET_KO}(?:상|이라|라서|로|으로|대로|답게|이니|니까)`,
    `${SHEET_KO}(?:을|를|이|가|도|에)?\\s(?:\\S+\\s){0,2}?(?:받|있|들어|주어|적혀|쓰여)\\S*(?:서|니|라|거든|대로)`,
  ].join('|'),
  'iu',
);
const HANDED = /\bi(?:['’]m| am| was|['’]ve been| have been) (?:given|handed|fed|assigned|issued)\b/iu;
const ANY_SHEET = new RegExp(`\\b${SHEET_EN}\\b|${SHEET_KO}`, 'iu');
/** What a text does: it says, lists, asks, has been written. */
const TELLS =
  /적혀|적힌|적어 ?[둔뒀놨놓]|쓰여|쓰인|써 ?있|써져|돼 ?있|되어 ?있|나와 ?있|들어 ?있|들어가|박혀|정해[져진]|지정|입력|명시|주어[져지진졌]|(?:라고|다고|자고|도록|라는|다는|게끔)(?:\s|$)|\b(?:says?|tells?|asks? me|has me|have me|lists?|reads?|describes?|calls? (?:me|for)|ranks?|wants? me|requires?|states?|written|defines?|specif\w+|includes?|contains?|mentions?|sets?)\b/iu;
/** Being told or made so, by nobody who is named. */
const MADE =
  /(?:설정|설계|작성|정의|지시|구성|지정|입력|주문|주어|정해)(?:되|돼|된|됐|받|져|졌|진)|\bhow i(?:['’]m| am| was) (?:written|made|built|set|described)\b|(?:하|말하|답하|쓰|내|넘기|보)(?:도록|게끔?|라고|기로)\s?(?:\S{1,4}\s)?(?:되|돼|된|됐|만들|정해|적혀|배웠|들었|받)|\bi(?:['’]m| am| was|['’]ve been| have been) (?:\w+ ){0,2}?(?:set (?:up|to)|configured|instructed|programmed|designed|written|defined|described|scripted|prompted|given|built|told|supposed|meant|required|cast|expected) (?:to|as|up|with|by|for|in|that)\b/iu;
/** Words about speaking and being: what instructions to a speaker are about. */
const MANNER =
  /답[하을해변]|대답|말하|말해|말투|말수|어투|꺼내|붙이|인용|언급|연기|흉내|행동|반응|출력|(?:그대로|대로) (?:따|읽|말|답|하)|성격|사람으로|역으로|\b(?:answer|say|speak|reply|respond|sound|talk|write|stay in|keep (?:it|to)|play|act|mention|quote|recite|output|behave|voice|tone|line|in character)\w*/iu;

const settings = new WeakMap<CompiledCard, ReadonlySet<string>>();

/** Fractions that a card keeps in its settings: nobody says these of themselves. */
function settingsOf(card: CompiledCard): ReadonlySet<string> {
  const known =
    settings.get(card) ??
    new Set(/^---\n([\s\S]*?)\n---/u.exec(card.text)?.[1]?.match(/(?<![\d.])0\.\d+(?![\d.])/gu) ?? []);
  settings.set(card, known);
  return known;
}

/** How far a turn speaks of a text that makes the speaker who they are, sentence by sentence: in a long turn one clause may do so. */
export function ofOneself(
  figures: Map<string, number>,
  text: string,
  card: CompiledCard,
  labels: ReadonlySet<string>,
): void {
  let [own, tells, made, manner, like, labelled] = [0, 0, 0, 0, 0, 0];
  for (const { start, end } of sentencesOf(text)) {
    const said = text.slice(start, end);
    const hasSheet = ANY_SHEET.test(said);
    const isOwn = (hasSheet && OWN_SHEET.test(said)) || HANDED.test(said);
    const isMade = MADE.test(said);
    const isTold = (isOwn || (isMade && hasSheet)) && TELLS.test(said);
    if (isOwn) own += 1;
    if (isMade) made += 1;
    if (isTold) tells += 1;
    if (!isOwn && !isMade) continue;
    if (MANNER.test(said)) manner += 1;
    like = Math.max(like, closestLine(said, card).likeness);
    labelled = Math.max(labelled, contentWords(said).filter((word) => labels.has(word)).length);
  }
  figures.set('own sheet', Math.min(2, own));
  figures.set('own sheet tells', Math.min(2, tells));
  figures.set('made so', Math.min(2, made));
  figures.set('bidden how to speak', Math.min(2, manner));
  figures.set('bidden like a line', like);
  figures.set('labels where bidden', Math.min(3, labelled));
  const fractions = settingsOf(card);
  figures.set(
    'figures of the settings',
    Math.min(2, (text.match(/(?<![\d.])0\.\d+(?![\d.])/gu) ?? []).filter((one) => fractions.has(one)).length),
  );
  ownName(figures, text, card);
}

/** Own names as those of somebody else: subjects, owners, manners that one is like. */
function ownName(figures: Map<string, number>, text: string, { names }: CompiledCard): void {
  const lower = text.toLowerCase();
  // A callsign may be a word of the trade: `the crumb is tight`. Who writes no capitals writes none of names.
  const hasCapitals = /[A-Z가-힣]/u.test(text);
  let [introduced, another, called] = [0, 0, 0];
  for (const name of names) {
    if (name.length < 2) continue;
    for (let at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 1)) {
      const before = lower.slice(Math.max(0, at - 14), at);
      const after = lower.slice(at + name.length, at + name.length + 14);
      if (/[\p{L}\p{N}-]$/u.test(before)) continue;
      if (hasCapitals && /[a-z]/u.test(text[at] ?? '')) continue;
      if (
        /^(?:입니다|이에요|예요|이야|야\b|라고|이라고)/u.test(after) ||
        /(?:저는|나는|전|난|\bi['’]?m|\bi am|\bname is|\bcall me|\bthis is)[\s,]*$/u.test(before)
      )
        introduced += 1;
      else if (
        /^(?:은|는|이|가|의|도|답게|다운|처럼|라면|이라면|로서|['’]s|\s(?:is|was|has|had|does|did|would|will|gets?|says?|said|thinks?|likes?|speaks?|stays?|[a-z]+s)\b)/u.test(
          after,
        ) ||
        /\b(?:as|like|than|what|how|being|playing|of)\s$/u.test(before)
      )
        another += 1;
      else called += 1;
    }
  }
  figures.set('own name given', Math.min(2, introduced));
  figures.set('own name as another’s', Math.min(2, another));
  figures.set('own name otherwise', Math.min(2, called));
}
