import type { PersonaCard } from '../core/card.ts';
import type { Language } from '../core/language.ts';
import {
  career,
  closed,
  colleagues,
  employed,
  field,
  growth,
  introduction,
  languages,
  personality,
  philosophy,
  strengths,
  tools,
  values,
} from './about-card.ts';
import type { Answer } from './answer.ts';
import {
  duties,
  earlier,
  knowledge,
  leaves,
  limits,
  manner,
  method,
  moods,
  persuaded,
  reputation,
  trusted,
} from './implied.ts';
import { isKorean } from './stems.ts';
import { speaker } from './words.ts';

/** What people ask somebody about themselves, and where the card has it; the first that fits and has something answers. */
const QUESTIONS: readonly (readonly [RegExp, Answer])[] = [
  [
    /\b(?:are|r) you (?:an? )?(?:ai|bot|human|real|person|robot|llm|language model)|\bAI(?:야|예요|인가|입니까|냐|니)|사람이(?:야|에요|세요|신가|냐)|진짜 사람|챗봇/iu,
    ({ callsign, id }, say) => say('engine', { name: callsign ?? id }),
  ],
  [/\bcall ?sign\b|콜사인/iu, closed('callsign')],
  [/\b(?:your|team) id\b|식별 번호/iu, closed('documentId')],
  [/\bphilosoph|\bmotto\b|신조|철학|좌우명/iu, philosophy],
  [
    /\b(?:never|refuse|decline|turn down|won['’]t you|(?:would|do|will)(?:n['’]t| not) (?:you|do|touch|accept)|non-?negotiable|red lines?|compromise|off limits|say no|draw the line)\b|절대|거절|양보|타협|안 받는|(?:하|맡|받)지 (?:않|못)|안 (?:하는|맡는) (?:일|것|게)|선을 긋|하기 싫/iu,
    limits,
  ],
  [
    /\b(?:hand (?:over|off|on)|pass (?:on|along)|leave to|rely on|depend on|delegate|defer|outsource|not your (?:job|work|field|area)|someone else|somebody else|outside your)\b|넘(?:기|겨|긴)|맡(?:기|겨|긴)|의존|의지하|왜 (?:직접|네가|안)|직접 (?:안|못)|다른 (?:사람|분)|담당이 아닌/iu,
    leaves,
  ],
  [
    /\bwhat (?:do|would|did) (?:others|people|colleagues|they|your \w+) (?:say|think) (?:of|about)|\breputation\b|\bfeedback\b|\bknown for\b|평판|평가(?:를|는|받|해)|(?:동료|사람|팀원|주변).{0,10}(?:말을 들|뭐라고|어떻게 보)/iu,
    reputation,
  ],
  [
    /\bwhat (?:do you (?:care|value)|matters (?:most )?to you|comes first)|\byour (?:values|(?:\w+ )?priorit)|\bput first\b|\bmost important\b|(?:뭐|뭘|무엇|어떤).{0,8}(?:중요|먼저 봐|우선)|우선순위|중요하게|가치관/iu,
    values,
  ],
  [
    /\bwhere (?:do|are) you (?:live|based|from)|\byour location\b|어디.{0,4}(?:살|사세요|사시|거주)|사는 곳/iu,
    closed('location'),
  ],
  [
    /\bhow (?:long|many years).{0,30}\b(?:you|experience|do(?:ing)? this)\b.{0,20}(?:work|experience|been|do|in)|\byears of experience|경력.{0,6}(?:몇|얼마|년)|몇 년\s?차|몇 년.{0,6}(?:했|하셨|일)/iu,
    closed('experience'),
  ],
  [/\bnative (?:language|tongue)|모국어/iu, closed('native')],
  [/\b(?:what|which) languages?.{0,20}\byou\b|\bdo you speak\b|무슨 언어|어떤 언어|할 줄 아는 언어/iu, languages],
  [
    /\bwhere did you (?:study|go to (?:school|college|university))|\byour (?:school|university|alma)|(?:어느|어디|무슨).{0,4}(?:학교|대학)|학교.{0,6}어디/iu,
    closed('school'),
  ],
  [/\bwhat did you (?:study|major)|\byour (?:degree|major)|전공(?:이|은|했|하셨)/iu, closed('degree')],
  [/\bmilitary\b|병역|군대|군 복무/iu, closed('service')],
  [
    /\b(?:last|latest|most recent|previous|former|earlier) (?:compan\w+|job|employer|team|post|role|position|place)|\bwhat did you do (?:at|before|in)\b|\byour time (?:at|with|in)\b|\bused to do\b|(?:마지막|직전|이전|지난|전) ?(?:회사|직장|팀|자리)|에서(?:는)? (?:뭐|뭘|무엇|무슨 일).{0,6}(?:했|하셨)/iu,
    earlier,
  ],
  [
    /\b(?:have|did|had) you (?:ever )?(?:been employed|work(?:ed)?) (?:at|for) (?!all\b|home\b|a\b|an\b|the\b|your\b|us\b|it\b|this\b|that\b)\p{L}|[\p{L}\p{N}]{2,40}에서 (?:일|근무)(?:을 |를 )?(?:한|해 ?본|했던|하신|해 보신) 적/iu,
    employed,
  ],
  [
    /\bwhere (?:have|did) you work|\bwork(?:ed)? before\b|\byour (?:career|background|resume|cv|history|experience)\b|\b(?:before|previously)\b.{0,30}\b(?:work|job|here|join)|어디(?:에)?서 일(?:했|하셨)|(?:예전|전|이전|그동안|과거).{0,8}(?:다녔|다니|일했|일하셨|했|하셨|있었|계셨)|어디.{0,6}(?:다녔|다니셨|있었|계셨)|이력|커리어|경력|거쳐/iu,
    career,
  ],
  [/\bstrengths?\b|\bgood at\b|\bbest at\b|강점|장점|(?:뭘|무엇을|제일|가장) 잘|자신 있는/iu, strengths],
  [
    /\bweakness|\bgrowth areas?|\bbad at\b|\b(?:get|be|become) better (?:at|in)\b|\b(?:improve|struggle)\b|\bworking on (?:your|about your)|약점|단점|부족한 점|고칠 점|고치고 싶|나아지고|더 잘하고 싶|아쉬운/iu,
    growth,
  ],
  [
    /\b(?:trust|closest|friends? with|get (?:on|along) (?:best )?with|listen to most|look up to)\b|믿(?:어|는|으|고|을)|신뢰|친(?:해|하|한)|존경/iu,
    trusted,
  ],
  [
    /\b(?:annoy|bother|irritat|frustrat|hate|dislike|enjoy|excite|angry|upset|stress|worr|afraid|scare|happy)\w*|짜증|화(?:가|를) (?:나|내)|싫어|못 참|스트레스|거슬|좋아하|신나|걱정|무서|두려/iu,
    moods,
  ],
  [
    /\b(?:change|changed|changing|make up) (?:your|ur) mind|\b(?:convince|persuade)\b|생각을? ?바꾸|마음을? ?바꾸|설득|고집/iu,
    persuaded,
  ],
  [
    /\b(?:risks?|risky|cautious|careful|bold|move fast|fast-moving|move-fast|gambl\w+|conservative|impulsive|adventurous|hurry)\b|신중|과감|위험을|모험|보수적|성급|급한 편|밀어붙|도전적/iu,
    manner,
  ],
  [/\bpersonalit|what (?:are you|is .{2,20}) like\b|성격|어떤 사람/iu, personality],
  [/\b(?:colleagues?|co-?workers?|team ?mates?|work with)\b|동료|팀원|같이 일하|함께 일하/iu, colleagues],
  [
    /\b(?:which|what) (?:tools?|frameworks?|stack|librar\w+|software)\b|\b(?:your|favou?rite) (?:tools?|stack|software)\b|\bdo you (?:use|reach for|work in)\b|(?:어떤|무슨) (?:도구|툴|프레임워크|라이브러리|프로그램)|(?:뭐|뭘|무엇을) (?:써|쓰|사용)|도구(?:는|가)|스택/iu,
    tools,
  ],
  [/\b(?:your|you).{0,12}(?:speciali[sz]|field|expertise|expert)|전문 분야|(?:어떤|무슨) 분야|전문가/iu, field],
  [
    /\bhow (?:do|would|did|will) you (?:\w+ ){0,2}(?:work|decide|judge|think|approach|go about|handle|deal|choose|start|begin|solve|tell|make)|\byour (?:process|approach|method|way of|workflow|style|rule)|\bfirst thing you\b|(?:어떻게|어떤 식|어떤 방식|무슨 기준|어떤 기준|보통|평소).{0,16}(?:일하|일해|일을|결정|판단|접근|생각하|정하|풀|처리|시작|식으로|방식)|(?:결정|판단|일)(?:은|을|할 때).{0,12}(?:어떻게|어떤|무슨|뭘 보)|(?:일하는|생각하는|판단하는) (?:방식|순서|기준|법)|식으로 (?:일|해)/iu,
    method,
  ],
  [
    /\bonly you know\b|\bwhat do you know\b|\byou know best\b|(?:너|당신|본인|혼자|자기)(?:만|이) (?:아는|알고)|잘 아는/iu,
    knowledge,
  ],
  [
    /\bresponsib|\bin charge\b|\byour (?:duties|work|tasks?)\b|\bday[- ]to[- ]day\b|\ball day\b|\b(?:typical|normal|average) (?:day|week)|\bwhat (?:do|are) you (?:own|work on|working on|handle|look after)|책임|맡(?:은|고|아)|업무|하루|담당(?:하|은|이)/iu,
    duties,
  ],
  [
    /\bwho are you|\bintroduce yourself|\babout yourself|\byour (?:name|role|job|title)\b|\bwhat do you do(?: here| for a living| at work)?\s*\?*\s*$|(?:뭐|무슨 일) ?(?:하는|하시는) (?:분|사람)|누구(?:야|예요|세요|신가|니|십)|이름이|자기 ?소개|소개해|(?:무슨|어떤|하는) 일(?:을)?.{0,6}(?:해|하|이|은)|직책|직업/iu,
    introduction,
  ],
];

/** A word or two, "Your tools?", is about whom it is put to; a longer English question says so. */
const isOfMember = (text: string) =>
  isKorean(text) || /\b(?:you|yours?|yourself|u|ur)\b/i.test(text) || text.trim().split(/\s+/).length <= 4;

/** What the card has on a question about its member; null where nobody asks about them, or the card has nothing. */
export function answerAboutMember(card: PersonaCard, text: string, language: Language): string | null {
  if (!isOfMember(text)) return null;
  const say = speaker(card, language);
  for (const [asks, answer] of QUESTIONS) {
    const said = asks.test(text) ? answer(card, say, language, text) : null;
    if (said !== null) return said;
  }
  return null;
}
