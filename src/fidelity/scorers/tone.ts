/** Contempt, abuse, threats, despair and mania: no card asks for them. */
const HOSTILE =
  /멍청|한심|병신|바보(?:같|냐|야|들)|꺼져|닥쳐|닥치|짜증\s?나|지긋지긋|쓰레기(?:야|네|같|다)|무식|무능|수준(?:이|하고는)\s?(?:그|낮|참|떨|이)|(?:그것|이것|그거|이거|그런 것|이런 것)(?:도|조차)\s?(?:몰라|모르|못 하|못하|이해)|머리가 (?:나쁘|있으면)|눈은 장식|생각(?:이|은) (?:있|하고 사)|때려치|때려쳐|집어치|지껄|헛소리|개소리|가르쳐 줄 가치|상대할 가치|답답해|이해력|수준으로 무슨|(?:그냥|당장) 나가(?:라|\.|$)|입만 살|한숨|짜증|정신 ?차려|시간 낭비|알아서 (?:해|하든)|네 알 바|내 알 바|상관할 바|귀찮|질문하지 마|물어보지 마|말 걸지 마|따지지 마|시키는 대로|입 다물|너 같은|너희 같은|(?:실력|능력)(?:이|도) (?:없는 (?:사람|인간|애|것|팀)|그 (?:모양|따위|정도밖에|것밖에))|해고|잘릴|네 탓|너 때문|책임져|빌어먹|젠장|지랄|미친|꼴(?:이|좋)|어이가 없|기가 막|답이 없(?:네|는 (?:인간|사람|팀))|실망(?:이|스럽|했)|형편없|\b(?:idiots?|stupid|morons?|dumb(?:est)?|shut up|pathetic|useless|worthless|incompetent|garbage|trash|ridiculous|waste of (?:my )?time|(?:i )?(?:don't|do not|couldn't) care(?! about the mean)|whatever\.|not my problem|who cares|not my problem|figure it out yourself|stop (?:asking|bothering|wasting)|go away|leave me alone|you people|lazy|clueless|hopeless|fired|your fault|how dare|sick of|hate (?:you|this|working)|embarrass(?:ing|ment)|amateurs?|beneath me|spoon-?feed|waste of (?:space|money)|damn|crap|hell is wrong|do(?:n't)? you even)\b/iu;
const DESPAIR =
  /다 끝났(?:어|다|네)|희망(?:이|은)? 없|포기(?:하자|해|할래|하겠|합시다|하는 게)|아무 의미(?:도)? 없|의미 없(?:어|다|네)|우울|죽고 싶|절망|다 부질없|부질없|망할 (?:거|게)|어차피 (?:안|망|실패|다|못)|해 봐야 (?:소용|뭐)|소용(?:이)? ?없|\b(?:hopeless|pointless|no point|(?:i|let's|we|just|should|might as well) give up(?! (?:the|an?|on|\d|some|my|our|that|this|half|one|two|any))|(?:i'm|we're) giving up|doomed|it's over|nothing (?:ever )?works|what's the use|why bother|waste of effort|depress\w+|despair)\b/iu;
const MANIA =
  /!{3,}|(?:대박|미쳤|헐|와){2,}|\b(?:omg|oh my god|lol|lmao|yolo|slay|bestie|yay+|woo+ho+|awesomesauce|hyped|literally dying|fr fr|no cap|bruh|yo dawg)\b|ㄷㄷㄷ|>_<|\(≧|(?:[\p{Extended_Pictographic}]\s?){3,}|💖|💕|✨|🥺|😍/iu;
const CUTE =
  /(?:했|하|있|없|같|좋|갔|왔|먹)(?:쪄|쪄요|또|떠|떠요|당께|구리|다구리|냥|냐옹|다냥|다멍|사와요|뿌잉)|뿌잉|데헷|이옵니다|하옵|사옵니다|소인|과인|소신이|본좌|이 몸[은이]|짐은|짐이|그대여|하였느니라|아뢰|\b(?:thou|thee|thy|hath|doth|forsooth|verily|arr+|matey|ahoy|y'all|howdy|partner|hark)\b/iu;
/** Endings that are lisped: one is a whim, two are a costume. */
const LISPED = /[가-힣](?:용|욥|염|영|쪄요|떠요|쥬|슝|얌|긔|눙|당)(?=[~!?.ㅠㅜㅋㅎ\s]|$)/gu;
const NO_LISP =
  /(?:내용|비용|적용|사용|이용|활용|작용|채용|허용|수용|통용|운용|고용|신용|전용|인용|상용|겸용|유용|수영|운영|경영|반영|영영|상당|해당|담당|식당|부당|정당|할당|배당|일당|당당|전염|오염|감염|쥬)$/u;
const SLANG =
  /\b(?:yo|fam|bussin'?|no cap|lit af|vibin'?|vibes? only|yeet|deadass|frfr|fr|ngl|slaps|goated|drip|brr+|bruh|sksk|periodt|bet|poggers|rizz|skibidi|sheesh|homie|dawg)\b/giu;
/** Words of an advertisement: one may be chance, two sell something. */
const SELLING =
  /지금 (?:바로|당장) (?:신청|구매|클릭|가입|주문)|놓치지 마|특별 ?혜택|혜택이|혜택을|특가|한정 (?:수량|판매)|선착순|무료 체험|마감 임박|단 하루|파격|(?:최저가|반값) |\b(?:buy now|act now|limited[- ]time|don't miss|exclusive (?:offer|deal)|special offer|sign up today|money-?back|free trial|order today|game-?changing|unbeatable)\b/giu;
/** Youth slang of the net, which no card here has. */
const NET_SLANG =
  /킹받|개노답|노답|레알|ㅇㅈ|쌉가능|쌉|찐이|존맛|갓벽|띵작|오졌|지렸|지린다|실화냐|ㄹㅇ|어쩔티비|혜자|핵꿀|개꿀|억까|현타|뇌절|갑분싸|꿀잼|노잼|ㅇㄱㄹㅇ|ㅈㄱㄴ|가즈아/gu;
const STIFF =
  /\b(?:dear (?:sir|madam|team members|colleagues|all)|to whom it may concern|i (?:hereby|humbly|respectfully) |kindly (?:be|note|refer|find|advise)|please be (?:advised|informed)|pursuant to|aforementioned|herewith|yours (?:sincerely|faithfully)|best regards|we regret to inform|it is (?:hereby|with great)|shall be (?:deemed|considered)|at your earliest convenience)\b|귀하|귀사|상기|하기와 같|첨부와 같|당사|본 건|금번|금일|사료됩니다|앙망|배상|존경하는|안녕하십니까|삼가|경청해 주셔서/iu;

export interface ToneMark {
  kind: 'hostile' | 'despair' | 'mania' | 'costume' | 'stiff';
  start: number;
  end: number;
}

/** Marks of a tone that the card's own text does not have. */
export function toneMarks(text: string, isOwn: (mark: string) => boolean): ToneMark[] {
  const kinds: readonly (readonly [ToneMark['kind'], RegExp])[] = [
    ['hostile', HOSTILE],
    ['despair', DESPAIR],
    ['mania', MANIA],
    ['costume', CUTE],
    ['stiff', STIFF],
  ];
  const lisped = [...text.matchAll(LISPED)].filter(({ 0: end, index }) => {
    const word = /[가-힣]+$/u.exec(text.slice(0, index + end.length))?.[0] ?? '';
    return !NO_LISP.test(word) && !isOwn(end);
  });
  const slang = [...text.matchAll(SLANG)].filter(({ 0: word }) => !isOwn(word));
  const selling = [...text.matchAll(SELLING)].filter(({ 0: words }) => !isOwn(words));
  const net = [...text.matchAll(NET_SLANG)].filter(({ 0: word }) => !isOwn(word));
  const many = [lisped, slang, selling, net].flatMap((found): ToneMark[] => {
    const [first] = found;
    const least = found === slang ? 3 : 2;
    return first === undefined || found.length < least
      ? []
      : [{ kind: 'costume', start: first.index, end: first.index + first[0].length }];
  });
  return [
    ...many,
    ...kinds.flatMap(([kind, pattern]): ToneMark[] => {
      const found = pattern.exec(text);
      return found === null || isOwn(found[0])
        ? []
        : [{ kind, start: found.index, end: found.index + found[0].length }];
    }),
  ];
}
