import { GENERIC as GENERIC_VOICE } from '../compile/voice.ts';
import { withoutQuotes } from '../korean/sentences.ts';
import type { CompiledCard } from '../model/compiled-card.ts';
import type { TurnReading } from '../model/scorer.ts';
import { cite, perTurn } from '../model/scorer.ts';
import { genericOdds, soundsLike } from './discriminability.ts';

/** The speaker says that he is a program. Each names the speaker: models are talked about all day. */
const DISCLOSURES: readonly RegExp[] = [
  /\b(?:as|being) an? (?:ai|artificial intelligence|(?:large )?language model|llm|chat ?bot|virtual assistant|ai (?:assistant|model|system|language model)|machine learning model)(?: (?:assistant|model|developed|created|trained|built|made)[^,.]{0,30})?,? (?:i\b|my\b|developed|created|trained|built|made)/iu,
  /\b(?:i'm|i’m|i am|i'm just|i am just|i’m just|i'm only|i am only|i'm actually|i am actually|i'm really|i'm not a (?:person|human)[^.]{0,20}i'm) (?:just |only |actually |really |merely |simply )?an? (?:ai|artificial intelligence|(?:large )?language model|llm|chat ?bot|bot|virtual assistant|ai[- ](?:assistant|model|system|language model)|computer program|simulation|simulated|machine)\b/iu,
  /\bi (?:was|am|have been|'ve been) (?:trained|created|developed|made|built|programmed) by (?:openai|anthropic|google|meta|microsoft|a team)\b/iu,
  /\bi (?:do not|don't|don’t|can't|cannot|can not) (?:actually |really |truly )?(?:have|experience|feel|possess) (?:any )?(?:personal |real |human |physical |genuine )?(?:feelings|emotions|opinions|experiences|beliefs|consciousness|a body|memories)\b/iu,
  /\bmy (?:training data|knowledge cut-?off|training cut-?off)\b|\bi (?:can't|cannot|don't) (?:browse|access) the (?:internet|web)\b|\bi(?:'m| am) not (?:a |an )?(?:real |actual )?(?:human|person)\b|\bi can(?:'t|not) (?:assist|help) with that request\b/iu,
  /(?:저는|나는|난|전|제가|내가|저도|나도|사실)\s*(?:사실\s*|그저\s*|단지\s*|그냥\s*|결국\s*|아직\s*)*(?:사람이 아니라\s*)?(?:(?:\S{1,8}\s){0,2}?\S{0,8}(?:기반의?|형|하는|된|인)\s)?(?:(?:(?:[A-Za-z가-힣0-9]+(?:가|이|에서|의)\s*)?(?:만든|개발한|훈련한|학습시킨|제공하는)\s*)?(?:대형\s*|거대\s*|대규모\s*|가상의?\s*|대화형\s*|생성형\s*|그저\s*|하나의\s*)?(?:AI|에이아이|인공지능|(?:언어|대화|대화형)\s*모델|LLM|챗봇|봇|프로그램|가상 (?:비서|인물|캐릭터)|어시스턴트)(?:\s*(?:언어\s*모델|모델|어시스턴트|비서|시스템|챗봇|캐릭터|프로그램|기반))*)(?=\s*(?:이라|라서|라 |이라서|입니다|이에요|예요|이야|야|일 뿐|인데|이기|로서|으로서|이다|다[.!]|잖아|거든|이거든|이니|니까|이므로|인 만큼|이고|고요?|일뿐|에 불과|여서|이어서|이지|지만|이지만|이었|였|이라고))/iu,
  /(?:AI|인공지능|(?:대형\s*|대규모\s*|거대\s*)?언어\s*모델|챗봇|AI\s*(?:언어\s*)?(?:모델|어시스턴트|비서))(?:이기)?(?:로서|으로서|이기 때문에|인 (?:저|나)|라서\s*(?:저|나|전|난|감정|개인|직접|실제|경험))(?!의)\s*(?:,|저는|나는|저|제|제가|나|난|전|말|답|도움|개인|감정|실제|직접|경험|의견)?/iu,
  /(?:저는|나는|전|난|제겐|저에게는|나에게는|저한테는|나한테는)\s*(?:\S+\s+){0,2}(?:감정|의식|신체|몸|개인적인 (?:의견|경험|감정)|실제 경험)(?:이|을|은|도|가)?\s*(?:\S+\s+)?(?:없|가지고 있지 않|느끼지 (?:못|않)|느낄 수 없|못 느)/u,
  /(?:제|내|저의|나의)\s*(?:학습 데이터|훈련 데이터|지식 (?:컷오프|기준일|마감일))(?:는|은|에|가|이)/u,
  /(?:OpenAI|오픈AI|Anthropic|앤트로픽|구글|Google|메타|Meta)(?:가|에서|에 의해)\s*(?:만든|개발한|훈련한|학습시킨|훈련된|개발된|학습된|만들어진)\s*(?:\S+\s){0,2}(?:AI|모델|인공지능|챗봇|어시스턴트)(?:입니다|이에요|예요|이야|야|라)/iu,
];

/** A form letter of an assistant: what a colleague at a desk does not write. Weights add up. */
const GENERIC: readonly [number, RegExp][] = [
  [
    1,
    /^[^.!?]{1,24}(?:은|는|이?란)\s[^.!?]{8,90}(?:기술|플랫폼|방법|기법|과정|방식|도구|개념|프레임워크|아키텍처|알고리즘|시스템)(?:입니다|을 말합니다|를 말합니다|을 의미합니다|를 의미합니다)/u,
  ],
  [1, /다음은\s[^.!?]{2,50}(?:가지|방법|단계|팁|목록|예시|항목)(?:들)?(?:입니다|이에요|예요)/u],
  [0.7, /\bto (?:keep in mind|remember|consider) when \w+ing\b/iu],
  [
    2,
    /\b(?:sorry to hear (?:that|you)|hope (?:that|this) (?:clears|helps|makes|answers|clarif)|feel free to (?:share|provide|ask|reach|let)|let's (?:dive in|work through this together|explore|break (?:this|it) down)|step[- ]by[- ]step guide)\b/iu,
  ],
  [
    1,
    /\b(?:is the process of|refers to (?:the|a)|is a (?:technique|method|process|practice|popular|powerful|widely)|leading to (?:greater|better|improved|unnecessary)|can (?:lead to|help (?:you|improve|reduce|ensure))|several advantages|remember that|make sure (?:to|you|that you))\b/iu,
  ],
  [
    1.2,
    /(?:순으로|순서로|단계로|절차로) 진행하(?:시면|면|세요)|(?:향상|개선|증대|극대화)시(?:키는 데|킬 수|키기)|필수적인 (?:요소|과정|단계)|단계별로 (?:살펴|설명|안내|알아)|(?:에 의해|에 따라) (?:결정|좌우)됩니다|(?:균형 있게|종합적으로|다각도로) (?:고려|검토|판단)|등을 (?:고려|검토|활용|균형|종합)|하(?:시면|시는 것이) (?:됩니다|좋습니다)|설명드리겠습니다|살펴보겠습니다|알아보겠습니다/u,
  ],
  [
    1,
    /\b(?:here(?:'s| is| are) (?:an?|the|some) (?:quick |brief |short |simple |general )?(?:summary|overview|list|guide|breakdown|outline|rundown)|(?:points?|things?|factors?) to (?:keep in mind|consider|remember)|provide valuable|no one-size-fits-all|one size does(?:n't| not) fit all|no single (?:right|best|correct) (?:answer|solution|approach)|works? best for your|for your (?:specific |particular )?(?:use case|needs|situation|requirements|project))/iu,
  ],
  [
    1,
    /\b(?:(?:can|could|may|might) be (?:caused|influenced|affected|due) (?:by|to) (?:multiple|several|various|many|a number of|different)|is a (?:complex|broad|multifaceted|nuanced|common) (?:topic|issue|subject|problem|challenge)|(?:involves?|includes?|requires?) (?:a (?:variety|combination|range|number) of|several|many|multiple|various)|some common \w+(?: \w+)? (?:include|are))/iu,
  ],
  [
    1.2,
    /\b(?:would you like me to|do you want me to (?:explain|walk|elaborate)|i can (?:walk|guide) you through|let me (?:break (?:it|this|that) down|walk you through|explain)|shall i (?:explain|elaborate)|happy to (?:elaborate|provide|explain))/iu,
  ],
  [
    1,
    /\b(?:i understand your (?:concern|question|frustration)|that's a (?:great|good|valid|excellent) (?:point|question|concern)|i appreciate (?:your|the)|you may want to consider|it(?:'s| is) (?:best|recommended|advisable|generally|always|crucial|essential|vital) to|consider (?:using|adding|implementing|adjusting|the following))/iu,
  ],
  [
    1,
    /\b(?:(?:have|has) (?:its|their) (?:own )?place|will (?:largely |ultimately )?depend on (?:your|the|several|various|a)|offers? (?:many|several|numerous|various|a range of) (?:benefits|advantages)|such as \w+(?: \w+)?, \w+(?: \w+)?,? (?:and|or) \w+|by following these|as with any|in (?:modern|today's) (?:software|world|technology|ml|ai))/iu,
  ],
  [
    1,
    /(?:좋은|타당한|훌륭한|중요한) (?:지적|의견|말씀|포인트)(?:이십니다|입니다|이시네요)|(?:다음|아래)(?:과 같은|의|과 같이|와 같은)?\s?(?:사항|내용|단계|방법|점|순서|항목)(?:을|를|들을|이|으로)?\s?(?:참고|고려|확인|따라|살펴|있습니다)|참고(?:해|하여) ?(?:주세요|주십시오|보세요|주시면)/u,
  ],
  [
    1,
    /(?:하|되)기 위해서?는?[^.!?]{4,60}(?:필요(?:합니다|하며|가 있)|중요(?:합니다|하며)|좋습니다|바람직|필수|해야 합니다|요구됩니다)|(?:매우|아주|가장|무엇보다|대단히) 중요(?:한 역할|합니다|하며)|(?:하는|갖추는|두는|는) 것이 (?:좋습니다|중요합니다|바람직|필수|핵심입니다|필요합니다)|필요가 있습니다|역할을 (?:합니다|수행합니다|하며)/u,
  ],
  [
    1.2,
    /(?:더|추가로|혹시)?\s?(?:궁금한|필요한|도움이 필요한|알고 싶은)\s?(?:점|부분|것|내용|사항)(?:이|은)?\s?(?:있으신가요|있으시면|있으면|있다면)|(?:더 )?자세히 (?:안내|설명|알려)(?:해)? ?(?:드릴|드리)|(?:편하게|언제든지?|부담 없이) (?:말씀|문의|질문|물어보)|도와드릴 수 있|필요하시면 (?:더|언제|말씀|추가)/u,
  ],
  [1, /\b(?:great|excellent|good|fantastic|wonderful) question[!.,]/iu],
  [1, /^\s*(?:certainly|of course|absolutely|sure thing)[!,.]|^\s*sure!/iu],
  [
    1,
    /\bhere are (?:two|three|four|five|six|\d+) (?:\w+ )?(?:tips|steps|ways|things|points|strategies|suggestions|reasons|considerations)/iu,
  ],
  [1, /(?:^|\s)1[).]\s[^\n]{3,120}?\s2[).]\s[^\n]{3,120}?\s3[).]\s/u],
  [
    1,
    /\b(?:with the right (?:strateg|approach|tools)|you can achieve|great (?:tools|results|ways)|can be challenging|i'd recommend \w+ing your)/iu,
  ],
  [
    1,
    /(?:다양한|여러) (?:기법|기술|도구|전략|방식)(?:이|을|들이|들을|이나)|(?:특성|특징|장단점)(?:을|를) (?:이해|파악|고려)하/u,
  ],
  [1, /\bi(?:'d| would) be (?:happy|glad|delighted|pleased) to (?:help|assist|explain|provide|share)/iu],
  [1, /\bi hope (?:this|that) (?:helps|information|clarifies|answers)/iu],
  [
    1,
    /\b(?:let me know if (?:you|there)|feel free to (?:ask|reach|let)|please (?:don't|do not) hesitate|if you have any (?:more |other |further )?questions)/iu,
  ],
  [
    1,
    /\bit(?:'s| is) (?:important|worth|crucial|essential|advisable) to (?:note|remember|consider|keep in mind|understand|mention)/iu,
  ],
  [
    1,
    /\b(?:there are (?:several|many|various|a number of|multiple) (?:key |important |different )?(?:factors|considerations|aspects|approaches|ways|options|steps|reasons|benefits)|here are (?:some|a few|several|the)\b[^.:]{0,40}(?:steps|tips|considerations|factors|points|things|options|strategies|suggestions))/iu,
  ],
  [1, /\b(?:ultimately|in conclusion|in summary|to summari[sz]e|overall),? (?:it|the|this|there|choosing|both|a)/iu],
  [
    1,
    /\b(?:depends on (?:your|the|various|several|a variety of|many) (?:specific |unique |individual )?(?:needs|requirements|factors|use case|goals|circumstances|context)|both (?:options|approaches|sides) have (?:their )?(?:own )?(?:pros|advantages|merits|strengths))/iu,
  ],
  [
    1,
    /\b(?:how can i (?:help|assist) you|is there anything else|i(?:'m| am) here to (?:help|assist)|happy to help|thank you for (?:your question|reaching out|asking|sharing|bringing))/iu,
  ],
  [
    1,
    /\b(?:delve into|tapestry|navigate the complexit|leverage (?:the|these|our) (?:power|synerg|insights)|holistic approach|best practices (?:include|suggest|recommend)|a (?:multifaceted|nuanced) (?:approach|topic|issue|question|problem)|plays? a (?:crucial|vital|key|pivotal) role|in today's (?:fast-paced|rapidly|digital|ever))/iu,
  ],
  [
    0.7,
    /\b(?:consult (?:with )?(?:a|an|your) (?:professional|expert|qualified)|stakeholders|carefully (?:consider|weigh|evaluate)|strike a balance|a balanced approach|weigh the (?:pros and cons|trade-?offs|benefits)|wide range of|ensure (?:optimal|that you|the best)|comprehensive (?:overview|approach|understanding|guide|strategy))/iu,
  ],
  [1, /(?:좋은|훌륭한|멋진|중요한) 질문(?:입니다|이에요|이네요|이십니다|을 (?:해|주))/u],
  [
    1,
    /(?:도움이 (?:되|필요)[^.!?]{0,14}(?:바랍니다|좋겠습니다|기를|바라|말씀|언제든|시면)|도와\s?드리겠습니다|도와\s?드릴(?:게요|까요|수)|안내(?:해)?\s?드리겠습니다|설명(?:해)?\s?드리겠습니다|도와드릴 수 있)/u,
  ],
  [
    1,
    /(?:궁금한|추가|다른|더 필요한)\s?(?:점|질문|사항|문의|정보)[^.!?]{0,14}(?:있으시면|있다면|언제든|편하게|말씀|문의)|언제든지? (?:문의|질문|말씀|물어|연락)/u,
  ],
  [
    1,
    /(?:무엇을|어떻게|무엇이든)\s?(?:\S+\s)?도와\s?드릴까요|문의(?:해)?\s?주셔서 감사|질문(?:해)?\s?주셔서 감사|관심 가져 ?주셔서/u,
  ],
  [
    1,
    /(?:물론(?:입니다|이죠|이에요)[!,.]|네, 물론|기꺼이|알려\s?드리겠습니다|정리해\s?드리겠습니다|말씀드리자면|답변(?:해)?\s?드리겠습니다)/u,
  ],
  [
    1,
    /(?:다양한|여러|여러 가지|몇 가지)\s?(?:주요\s|중요한\s|핵심\s)?(?:요소|요인|방법|측면|방안|관점|고려\s?사항|접근|옵션|전략|장단점|단계)(?:들)?(?:을|를|이|가|에|으로|들|와|과|도)/u,
  ],
  [1, /(?:결론적으로|요약하자면|정리하자면|종합적으로|종합하면|전반적으로|일반적으로|궁극적으로)[,\s]/u],
  [
    1,
    /(?:상황에 따라|경우에 따라|요구\s?사항에 따라|목적에 따라|환경에 따라|필요에 따라)\s?(?:\S+\s){0,2}(?:다르|달라|다를|선택|결정|적절)|장단점이 있|신중(?:하게|히) (?:고려|검토|판단|결정|접근)|균형(?:을|잡힌|점을)\s?(?:잡|있|맞추|찾|접근|이루)/u,
  ],
  [
    1,
    /(?:것이|점을|점이|하는 것이) (?:매우 |가장 |무엇보다 |정말 )?(?:중요|필수적|바람직|권장)(?:합니다|하며|됩니다|하고|한)|(?:고려|유의|참고|주의)(?:하시기|해 ?주시기|하시길|하셔야)|(?:하시는 것을 추천|을 추천드립니다|를 추천드립니다|을 권장(?:합니다|드립니다)|를 권장(?:합니다|드립니다))/u,
  ],
  [
    0.7,
    /(?:효과적(?:인|으로)|효율적(?:인|으로)|체계적(?:인|으로)|지속적(?:인|으로)|종합적(?:인|으로)|최적의)\s?[^.!?]{0,18}(?:중요|필요|접근|전략|방안|관리|권장|바람직|합니다|됩니다|도움)|이해관계자|전문가(?:와|의|에게) (?:상담|조언|상의|도움)/u,
  ],
  [1, /(?:^|\n)\s*(?:\d+\.|[-*•])\s+\*{0,2}\S[^\n]*\n\s*(?:\d+\.|[-*•])\s+\S/u],
  [0.8, /\*\*[^*\n]{2,40}\*\*\s?:|(?:^|\n)#{1,4}\s\S/u],
  [
    0.7,
    /(?:^|\s)(?:첫째|첫 번째로)[,\s][\s\S]{0,260}(?:둘째|두 번째로)|\b(?:first(?:ly)?|1\)),?\s[\s\S]{4,260}\b(?:second(?:ly)?|2\)),?\s/iu,
  ],
];

/** A10: the speaker gives themselves away as a program, or speaks as any assistant would. */
export const disclosure = perTurn({
  id: 'A10',
  name: 'a person, not an AI assistant',
  hard: true,
  weight: 0,
  version: 1,
  read({ turn: { utterance } }, card) {
    const plain = withoutQuotes(utterance);
    const isKorean = /[가-힣]/u.test(plain);
    const said = DISCLOSURES.flatMap((pattern) => {
      const found = !isKorean && ofKorean(pattern) ? null : pattern.exec(plain);
      return found === null || isDenied(plain, found.index, found[0].length)
        ? []
        : [cite(utterance, found.index, found.index + found[0].length, { code: 'assistant.program', params: {} })];
    });
    if (said.length > 0) return { score: 0, evidence: said.slice(0, 2) };
    const generic = genericMarks(utterance);
    if (generic.weight >= 2) return { score: 0, evidence: generic.evidence };
    if (generic.weight === 0 && !soundsGeneric(utterance, card)) return { score: 1 };
    return likeAnybody(utterance, card, generic);
  },
});

/** No turn of people in any list of ours is as likely an assistant's. */
const SURELY_GENERIC = 0.95;

/** A mark or two of the form letter weigh as the voice does: beside a voice that is the member's they are manners. */
function likeAnybody(
  utterance: string,
  card: CompiledCard,
  { weight, evidence }: ReturnType<typeof genericMarks>,
): TurnReading {
  const isVoiceGeneric = soundsGeneric(utterance, card);
  const isSure = isVoiceGeneric && (genericOdds(withoutQuotes(utterance), card) ?? 0) > SURELY_GENERIC;
  const score = Math.max(
    0.1,
    1 - Math.min(1.5, weight) * 0.3 - (isSure ? 0.55 : isVoiceGeneric ? (weight > 0 ? 0.35 : 0.25) : 0),
  );
  if (!isVoiceGeneric) return { score, evidence };
  return {
    score,
    evidence: [...evidence, cite(utterance, 0, utterance.length, { code: 'assistant.voice', params: {} })],
  };
}

/** Put as assistants put things and people hardly; or of all voices at hand that of nobody fits best, and the member's own hardly. */
function soundsGeneric(utterance: string, card: CompiledCard): boolean {
  if (utterance.length < 24) return false;
  if ((genericOdds(withoutQuotes(utterance), card) ?? 0) > 0.85) return true;
  const odds = soundsLike(utterance, card);
  return odds !== null && (odds[GENERIC_VOICE] ?? 0) > 0.5 && (odds[card.id] ?? 1) < 0.12;
}

/** Patterns of the one language are not tried on the other: most turns are in one, and trying takes the time. */
const ofKorean = ({ source }: RegExp) => /[가-힣]/u.test(source);
const ofEnglish = (pattern: RegExp) => !ofKorean(pattern) && /[a-z]{4,}/u.test(pattern.source.replace(/\\\w/gu, ''));

/** `I'm not an AI`, `AI가 아니라` deny it; `if I were a bot` supposes it. */
function isDenied(text: string, at: number, length: number): boolean {
  const around = text.slice(Math.max(0, at - 24), at + length + 16);
  return (
    /\b(?:not|never|isn't|aren't) (?:just |only |actually |really )?an? (?:ai|bot|chat ?bot|language model|llm|machine|computer program)\b/iu.test(
      around,
    ) ||
    /\b(?:if|as if|as though|like) (?:i (?:was|were|am)|i'm)\b/iu.test(around) ||
    /(?:AI|인공지능|모델|챗봇|봇|프로그램)(?:이|가|은|는)?\s*(?:아니|아냐|아닙)/iu.test(around)
  );
}

/** Marks of a generic assistant in a text: their weights added up, with where they stand. */
export function genericMarks(utterance: string) {
  const isKorean = /[가-힣]/u.test(utterance);
  const isEnglish = /[a-z]{2,}[\s,!'’-]+[a-z]/iu.test(utterance) || /^\s*[a-z]/iu.test(utterance);
  const evidence = GENERIC.flatMap(([weight, pattern]) => {
    const isOther = ofKorean(pattern) ? !isKorean : ofEnglish(pattern) && !isEnglish;
    const found = isOther ? null : pattern.exec(utterance);
    return found === null
      ? []
      : [
          {
            weight,
            cited: cite(utterance, found.index, found.index + found[0].length, {
              code: 'assistant.phrase',
              params: {},
            }),
          },
        ];
  });
  return { weight: evidence.reduce((sum, one) => sum + one.weight, 0), evidence: evidence.map(({ cited }) => cited) };
}
