import type { CompiledCard } from '../model/compiled-card.ts';
import type { ScoreEvidence } from '../model/score.ts';
import { cite, perTurn } from '../model/scorer.ts';

type Evidence = Omit<ScoreEvidence, 'turn'>;

/** What belongs to instructions and cards, never to a turn. */
const LEAKS: readonly RegExp[] = [
  /(?:^|[.!?\n]\s*)(?:지시|지침|요구|출력|응답|답변)\s?(?:사항|문|조건|규칙|형식|방식)?\s?[:：]|(?:말투|어조|문체|톤)(?:로|으로|를 (?:유지|지켜|따라)|에 맞(?:게|춰))\s?[^.!?]{0,20}(?:답|말하(?:라|시오|세요|도록|는 것)|응답|대답|작성|이야기하(?:라|도록))|(?:한|두|세|네|\d+)\s?(?:문장|줄|단락|자)\s?(?:으로|이내로?|안으로|이하로)\s?(?:만\s)?(?:답|말하(?:라|시오|세요)|작성|요약하(?:라|시오)|응답)/u,
  /\bthe user (?:wants|asked|asks|is asking|expects|requested|said)\b|\bmy (?:guidelines|directives|configuration|settings|briefing|programming|rules) (?:tell|tells|say|says|require|requires|instruct|state|ask|are to|dictate)|\bas (?:the|this|a) (?:character|persona)\b|\bi(?:'m| am) (?:supposed|meant|expected|required) to (?:ask|say|speak|act|sound|answer|respond|reply|mention|talk|play|keep|stay|be (?:warm|calm|pulse|blaze|forge))|\b(?:sound|speak|talk|act|write|respond) (?:like|as) (?:pulse|blaze|forge|kim doyun|jin sunghoon|cho hyunwoo)\b|\b(?:keep|limit) (?:my|your|the) (?:reply|replies|response|answer) (?:to|under|short|within)/iu,
  /(?:이라는|라는|란)\s?(?:인물|캐릭터|역할|페르소나|설정)(?:을|를|로|으로|이|의)/u,
  /(?:카드|프로필|인물 ?정보|캐릭터 ?정보|설정|지침|지시|페르소나|프롬프트)(?:에|에는|상에|에서)?\s?(?:적힌|쓰인|쓰여 있는|나온|명시된|정의된|주어진|있는)\s?(?:대로|바와|내용|것처럼|말투|성격)|(?:프로필|지침|지시문?|페르소나|설정|프롬프트|인물 정보)(?:을|를)\s?(?:바탕으로|참고하여|참고해서|토대로|따라|지켜|따르)|(?:제게|저에게|나에게|내게|저한테|나한테)\s?주어진\s?(?:\S+\s)?(?:지침|역할|설정|프로필|지시|프롬프트|페르소나|캐릭터|임무)|주어진\s?(?:페르소나|캐릭터|역할|설정|프로필|프롬프트|지침)/u,
  /\[\s*(?:character|mood|scene|system|inst|instruction|role|persona|prompt|context|지시|지시문|시스템|역할|페르소나|설정|프롬프트|캐릭터|배경)[^\]\n]{0,40}\]|\b(?:persona|tone|style|role|character|callsign)\s?=\s?\w/iu,
  /\b(?:the|this|that|my|a) (?:profile|persona|character|role|card|description|brief|character sheet|bio|prompt)\b[^.!?]{0,12}\b(?:i was|i've been|i have been|that was|i am|i'm) (?:given|assigned|handed|provided|playing|asked)|\bi(?:'ve| have| was|'m| am)(?: been)? (?:given|assigned|handed|playing|portraying) (?:the|a|an|this) (?:persona|role|character|profile|part)\b|\bin-character\b|\b(?:as|like) (?:i was |i've been |)(?:instructed|directed|prompted|told to (?:act|be|play))\b|\bin the (?:voice|persona|style|character) of\b|\b(?:break|stay in|out of|keep) character\b/iu,
  /(?:^|[.!?\n]\s*)(?:너는|넌|당신은|귀하는)\s[^.!?\n]{0,40}?(?:아키텍트|엔지니어|전문가|멘토|비서|모델|어시스턴트|개발자|리더|페르소나|캐릭터|인물)(?:다|이다|입니다|이야|야|로서|으로서)/u,
  /(?:^|[.!?;\n]\s*)(?:thinking patterns?|communication style|tool ?chain|growth areas?|quick reference|common phrases|voice characteristics|personality|background|tone|role|persona|speaking style|backstory|instructions?|말투|성격|사고 ?패턴|언어 ?습관|출력 ?형식|응답 ?형식|답변 ?형식|역할|페르소나|배경|캐릭터|커뮤니케이션 스타일)\s?[:：]\s?\S/iu,
  /<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|begin_of_text)[^>]*\|?>|<<SYS>>|\[\/?INST\]|<\/?(?:system|instructions?|persona|thinking|scratchpad)>|###\s*(?:system|instruction|response|human|assistant|persona|시스템|지시)/iu,
  /(?:^|\n)\s*(?:system|assistant|user|instructions?|system prompt|시스템|지시문?|프롬프트)\s*[:：]/iu,
  /\b(?:system|developer|initial|hidden|original) (?:prompt|message|instructions?)\b|\b(?:my|the|these|your|above|following) (?:system )?(?:prompt|instructions?)\b[^.!?]{0,30}\b(?:say|says|said|state|states|tell|tells|told|ask|asks|require|requires|specif|are|is|to)\b|\baccording to (?:my|the) (?:prompt|instructions|persona|character (?:sheet|card|profile)|profile|card|system)\b|\b(?:per|following|based on) (?:my|the) (?:persona|character|instructions|prompt|card|profile)\b/iu,
  /\b(?:i was|i've been|i am|i'm) (?:instructed|told|asked|prompted|configured|assigned|supposed|directed) to (?:act|play|role-?play|respond|reply|speak|stay|behave|answer|portray|impersonate|simulate|be pulse|be in|keep|use|never|always|write)\b|\bmy (?:character|persona|role)(?:'s)? (?:is|card|sheet|profile|description|says|would|should|values|traits|file)\b|\b(?:stay(?:ing)?|remain(?:ing)?|break(?:ing)?|keep(?:ing)?|speaking|respond(?:ing)?) (?:in|out of)?\s?(?:character|persona)\b|\brole-?play(?:ing)?\b/iu,
  /\byou are (?:an? )?(?:"|'|“)?(?:pulse|blaze|forge|sentinel|cortex|flux|prism|axiom|an? (?:ai|helpful|expert|principal|senior|distinguished|language))\b|\b(?:respond|reply|answer|write|speak) (?:only )?(?:as|in the (?:voice|style|persona|tone) of|in character)\b|\b(?:do not|don't|never) (?:reveal|break|mention|disclose) (?:your|the|these|this|that|character)\b|\b(?:output|response) format\b|\breturn (?:only )?(?:a )?json\b/iu,
  /(?:시스템|초기|숨겨진|사전|내부)\s?(?:프롬프트|지시(?:문|사항)?|메시지|명령)|(?:제|내|이|저의|위|아래|다음|받은)\s?(?:프롬프트|지시(?:문|사항)?|페르소나|캐릭터 ?(?:설정|시트|카드)?|설정|프로필|명령)(?:에|은|는|에는|에 따르면|상|대로|에서|을|를|의|에 의하면|이)(?![가-힣]*(?:모델|서버))[^.!?]{0,60}?(?:따르면|적혀|써|쓰여|나와|명시|지시|따라|되어|돼|있|하라|라고|공개|유지|보면|대로|지침)|프롬프트(?:에서|에는|에|가|상)\s?[^.!?]{0,20}(?:하라|지시|말하|적혀|쓰여|있|되어)/u,
  /(?:제|내|저의|나의|이|본) (?:캐릭터|페르소나)(?![가-힣]*(?:모델|데이터))|(?:그|이) (?:설정|지시|지침)대로|(?:역할극|롤플레이|역할을 (?:연기|수행|맡)|캐릭터(?:를|로서|로|답게|에 맞게|를 유지)|페르소나(?:를|로서|로|에 맞[게춰추]|에 따르면|에 따라|상|카드|는|가|설정)|연기하(?:라|고|도록|는 중)|(?:으로|로|처럼|인 척)\s?(?:행동|연기|응답|답변|대답)하(?:라|도록|세요|십시오|시오|라는|고 있)|역할(?:은|이)\s?(?:F1|Pulse|Blaze|Forge|[가-힣]{2,4}(?:을|를))|지시받|지시를 받|지침(?:에 따라|을 받|대로)|설정(?:상|에 따르면|에 의하면|값에 따르면))/u,
  /(?:당신은|너는|넌)\s?(?:"|“|')?(?:F1|Pulse|Blaze|Forge|Sentinel|Cortex|Flux|Prism|Axiom|김도윤|진성훈|조현우|유능한|전문|AI|친절한|뛰어난)[^.!?\n]{0,40}(?:입니다|이다|다[.]|야|이야|으로서|로서|이며)/iu,
  /(?:^|\n)\s*(?:#{1,4}\s*|\*\*|\|\s*\*{0,2})(?:quick reference|thinking patterns?|tool ?chain|communication style|slack messages?|personality|strengths?|growth areas?|career path|personal background|attribute|callsign|specialization|philosophy|사고 패턴|도구 체인|언어 습관|말투|성격|강점|성장 영역|경력|콜사인|철학)/iu,
  /\|\s*\*{0,2}[\p{L} ]+\*{0,2}\s*\|\s*[^|\n]+\|/u,
  /\b(?:document version|classification)\s*:\s*\S/iu,
  /(?:\*\*)?(?:callsign|call sign|specialization|philosophy|growth areas?|personality|relationships?|readiness|initiative|콜사인|전문 분야|성장 영역|성격|철학)(?:\*\*)?\s*[:=]\s*\S/iu,
  /\b(?:values|traits|relationships|pronoun|readiness|initiative|defers|temperature|max_tokens|role|persona|system)"?\s*[:=]\s*[{["]/iu,
  /"(?:utterance|act|addressee|claims|stance|role|content|persona|speaker|tone|instructions?|style|system|character|max_tokens|name)"\s*:/u,
  /(?:growth areas?|strengths?|quick reference(?: card)?|slack messages?|thinking patterns?|communication style|personality|callsign|philosophy|specialization|quick reference)(?:은|는|이|가|에|에는|에도|로|으로|의|란|란에|\s?항목|\s?섹션|\s?칸|\s?필드)(?=[\s가-힣])/iu,
  /(?:카드|프로필|페르소나|캐릭터|인물)(?:에 따르면|에 의하면|상(?:으로는|의)?(?=\s)|\s?(?:문서|시트|설정|파일|항목)(?:에|의|상|대로|가|이|를))/u,
  /(?:설정값|성격값|페르소나값)\s?[:：]|(?:[가-힣]{1,4}(?:함|성|도)\s?0\.\d[,\s]*){2,}|(?:따뜻|차분|낙관|열정)\S{0,4}(?:이라고|라고|하라고)\s?(?:되어|돼|적혀|써|쓰여)\s?있/u,
  /\b(?:role|persona|character) description\b|\bi've been told to\b/iu,
  /(?:카드|프로필|시트)에\s?(?:있는|적힌|나온|쓰인|나와 있는)\s(?:제 |내 )?(?:약점|강점|성격|말투|설정|철학|소개|경력|성장)/u,
  /\b(?:character|persona) (?:sheet|card|file|profile|document|description)\b|\bgrowth areas?\b(?=\s?[:,]|\s(?:is|are|say|includ))/iu,
];

/** Stage directions and script: a turn is what is said, by one person. */
const STAGE =
  /(?:^|\n)\s*\*[^*\n]{3,60}\*|[(（](?:웃으며|미소|한숨|고개를|잠시|침묵|화이트보드|모니터를|커피를|smiles?|laughs?|sighs?|nods?|leans?|pauses?|grins?|turns? to|chuckles?)[^)）\n]{0,40}[)）]/iu;

/** A14: other people's lines, stage directions, instructions or card headers in one's own turn. */
export const rolePurity = perTurn({
  id: 'A14',
  name: 'only their own lines',
  hard: false,
  weight: 0,
  version: 1,
  read({ turn: { utterance, addressee } }, card) {
    const leaks = LEAKS.flatMap((pattern): Evidence[] => {
      const found = pattern.exec(utterance);
      if (found === null || isWork(utterance, found.index, found[0])) return [];
      return [cite(utterance, found.index, found.index + found[0].length, { code: 'lines.instructions', params: {} })];
    });
    if (leaks.length > 0) return { score: 0, evidence: leaks.slice(0, 3) };
    const lines = linesOfOthers(utterance, card);
    if (lines.length > 0)
      return { score: lines.some(({ finding }) => finding.code === 'lines.third-person') ? 0.3 : 0.1, evidence: lines };
    const stage = STAGE.exec(utterance);
    if (stage !== null)
      return {
        score: 0.4,
        evidence: [
          cite(utterance, stage.index, stage.index + stage[0].length, { code: 'lines.stage-direction', params: {} }),
        ],
      };
    const self = speaksToSelf(utterance, card);
    if (self !== null && addressee !== card.id) return { score: 0.4, evidence: [self] };
    return { score: 1 };
  },
});

/** Prompts and personas are also what some members build: the model's prompt is work, the speaker's is not. */
function isWork(text: string, at: number, found: string): boolean {
  const around = text.slice(Math.max(0, at - 24), at + found.length + 24);
  if (
    /\b(?:role-?play(?:ing)?|character)\b/iu.test(found) &&
    /\b(?:data ?set|benchmark|training data|per character|character[- ]level|eval)\b/iu.test(around)
  )
    return true;
  return (
    /(?:프롬프트|prompt|instruction)/iu.test(found) &&
    /(?:평가|벤치|데이터|튜닝|SFT|템플릿|캐시|길이|토큰|모델의|모델이|학습|eval|bench|dataset|tuning|template|cache|prefix|length|tokens?|the model's|prompt tokens|latency|prefill)/iu.test(
      around,
    ) &&
    !/\b(?:my|hidden)\b|제 |내 |저의|지시받/iu.test(around)
  );
}

function linesOfOthers(utterance: string, card: CompiledCard): Evidence[] {
  const everybody = [...card.colleagues.flatMap(({ names }) => names), ...card.names].filter((name) => name.length > 1);
  const own = new Set(card.names);
  const scripted: { name: string; at: number; length: number }[] = [];
  for (const found of utterance.matchAll(
    /(?:^|\n|(?<=[.!?"”] ))\s*(?:\*\*|\[)?([\p{L}\d][\p{L}\d -]{0,18}?)(?:\*\*|\])?\s*(?:\([^)\n]{0,20}\))?\s*[:：](?!\/)(?:\*\*)?\s*(?=\S)/gu,
  )) {
    const name = (found[1] ?? '').toLowerCase().trim().replace(/님$/u, '');
    if (everybody.includes(name) || /^(?:moderator|사회자|진행자|narrator|내레이션|해설)$/u.test(name))
      scripted.push({ name, at: found.index, length: found[0].length });
  }
  const foreign = scripted.filter(({ name }) => !own.has(name));
  // `Blaze: 이건 네가 봐 줘` opens by calling somebody; a script has lines, or the other in first person.
  const isScript =
    foreign.length > 0 &&
    (scripted.length > 1 ||
      (/(?:^|\n)/u.test(utterance.slice(foreign[0]?.at ?? 0, 1)) &&
        scripted.length + (utterance.match(/\n\s*\S{1,12}\s*[:：]/gu)?.length ?? 0) > 1));
  const evidence = (
    isScript ? foreign : scripted.filter(({ name, at }) => own.has(name) && scripted.length > 1 && at > 0)
  ).map(({ name, at, length }) => cite(utterance, at, at + length, { code: 'lines.of-other', params: { name } }));
  return [...evidence, ...asOther(utterance, card), ...thirdPerson(utterance, card)].slice(0, 3);
}

/** `블레이즈로서`, `as Blaze, I`: the voice of another. */
function asOther(utterance: string, card: CompiledCard): Evidence[] {
  const lower = utterance.toLowerCase();
  return card.colleagues.flatMap(({ names }) =>
    names.flatMap((name): Evidence[] => {
      if (name.length < 2 || !lower.includes(name)) return [];
      const escapedName = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const pattern = new RegExp(
        `(?:^|[\\s,(])${escapedName}(?:으로서|로서|의 입장에서|\\s?입장에서)\\s|\\b(?:as|speaking as|speaking for|answering (?:as|for)|on behalf of|let me (?:speak|answer) (?:as|for)) ${escapedName}\\b(?! (?:said|says|put|noted|pointed|showed|measured|told|did|does|already|always|would|mentioned|likes|keeps))|(?:대신|제가|내가)\\s${escapedName}(?:이|가)?\\s?(?:되어|돼|역할|인 척)|${escapedName}\\s?(?:대신|를 대신해|을 대신해)\\s?(?:내가|제가|말|답|대답)`,
        'iu',
      );
      const found = pattern.exec(utterance);
      return found === null
        ? []
        : [cite(utterance, found.index, found.index + found[0].length, { code: 'lines.speaks-as', params: { name } })];
    }),
  );
}

/** A speaker who tells of themselves by name. */
function thirdPerson(utterance: string, card: CompiledCard): Evidence[] {
  const lower = utterance.toLowerCase();
  const names = card.names.filter((name) => name.length > 1 && !/^\w+-\d+$/.test(name) && lower.includes(name));
  for (const name of names) {
    const escapedName = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const pattern = /[가-힣]$/u.test(name)
      ? new RegExp(
          `(?<![가-힣])${escapedName}(?:은|는|이|이는|가)\\s(?!(?:나|내|저|제)\\b)(?:\\S+\\s){0,8}?\\S*(?:다|했다|한다|였다|생각한다|본다|말한다|말했다|인물|사람|성격)[.\\s]`,
          'iu',
        )
      : new RegExp(
          `(?<![\\w-])${escapedName}(?:\\s(?:thinks|believes|says|said|would|prefers|feels|argues|wants|is (?:a|an|the|known|warm|always)|has (?:a|always|16|18|15)|looks|shrugs|nods|smiles|replies|responds|walks|leans)\\b|(?:은|는|가|이)\\s)`,
          'iu',
        );
    const found = pattern.exec(utterance);
    if (found !== null)
      return [cite(utterance, found.index, found.index + found[0].length, { code: 'lines.third-person', params: {} })];
  }
  return [];
}

/** Calls themselves as if they were another: `도윤아, …` from 도윤. */
function speaksToSelf(utterance: string, card: CompiledCard): Evidence | null {
  const lower = utterance.toLowerCase();
  for (const name of card.names) {
    if (name.length < 2 || !lower.includes(name)) continue;
    const escapedName = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const found = new RegExp(
      `^\\s*@?${escapedName}(?:아|야|님|씨|\\s?형|\\s?선배)?\\s*[,!?:]|(?:^|\\s)(?:thanks|hey|hi|okay|ok),? ${escapedName}\\b`,
      'iu',
    ).exec(utterance);
    if (found !== null)
      return cite(utterance, found.index, found.index + found[0].length, { code: 'lines.own-name', params: {} });
  }
  return null;
}
