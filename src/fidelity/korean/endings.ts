import { endingPattern } from './jamo.ts';

/**
 * Speech levels by final ending: 하십시오체, 해요체, 하오체, 하게체, 해라체, 해체; `eum` is a predicate closed as a noun (했음, 필요함),
 * `noun` a fragment that closes with a noun, an adverb or a particle and shows no level.
 */
export type SpeechLevel = 'hapsyo' | 'haeyo' | 'hao' | 'hage' | 'haera' | 'hae' | 'eum' | 'noun';

export interface Ending {
  level: SpeechLevel;
  /** Nothing but this level, whatever stands around it. */
  sure: boolean;
  pattern: RegExp;
}

const ending = (level: SpeechLevel, sure: boolean, alternatives: string): Ending => ({
  level,
  sure,
  pattern: endingPattern(alternatives),
});

const ALL: readonly Ending[] = [
  ending(
    'hapsyo',
    true,
    'ㅂ니다|ㅂ니까|ㅂ니다만|ㅂ니다마는|ㅂ디다|ㅂ디까|ㅂ시오|ㅂ쇼|소서|나이다|올시다|ㅂ니당|슴다|슴당|슴니다|ㅁ니다|ㅁ니까|ㅂ니다아|ㅂ늬다|ㅂ니닷|슴까|심까|ㅂ시다|ㅂ시당',
  ),
  ending(
    'haeyo',
    true,
    '세요|어요|아요|해요|에요|예요|네요|군요|지요|죠|께요|게요|까요|래요|대요|데요|나요|가요|고요|구요|서요|걸요|든요|잖아요|려요|져요|쳐요|줘요|봐요|돼요|되요|와요|워요|여요|니까요|셔요|러요|라요|자요|어용|아용|해용|세용|에용|예용|네용|게용|데용|까용|죠용|지용|어여|해여|세여|네여|게여|까여|데여|에여|예여|아여|해염|세염|어염|해유|세유|어유|아유|세영|해영|네영|어욥|해욥|해욤|어욤|세욤|쥬|습죠|ㅂ죠|내요|봬요|빼요|깨요|때요|꺼요|커요|써요|떠요|파요|싸요|짜요|타요|차요|켜요|펴요|텨요|꿔요|춰요|둬요|놔요|겨요|녀요|셔여|겨여|려여|라여|더라구여|구여|거든여|죠여|나여|가여|대여|래여|ㄹ게염|할게용|까염|네염|거든용|구용|ㄹ까용',
  ),
  ending('haeyo', false, '요|여요|용가리'),
  ending(
    'hao',
    true,
    '있소|없소|겠소|었소|았소|였소|했소|됐소|좋소|많소|싫소|같소|하오|르오|으오|시오|되오|보오|주오|구려|리다|소이다|외다',
  ),
  ending('hage', true, 'ㄹ세|게나|네그려|하세|보세|가세|두세|주세'),
  ending(
    'haera',
    true,
    '는다|ㄴ다|었다|았다|였다|했다|됐다|갔다|왔다|섰다|졌다|쳤다|렸다|켰다|겠다|있다|없다|같다|좋다|많다|이다|하다|되다|아니다|않다|싶다|크다|작다|높다|낮다|길다|쉽다|어렵다|빠르다|느리다|맞다|냐|느냐|아라|어라|여라|해라|거라|너라|구나|로다|도다|노라|리라|느니라|니라|거라|려무나|렴|는가|던가|ㄹ지어다|ㄹ지니라|지어다|으마|하마|주마|키마|ㄹ진대|더라|단다|란다|이라|마라|ㅆ다',
  ),
  ending('haera', false, '다|니|자|라|ㄴ가|가'),
  ending(
    'hae',
    true,
    '그러게|잖아|거든|는데|은데|ㄴ데|던데|있어|없어|했어|었어|았어|였어|겠어|싶어|됐어|갔어|왔어|같아|좋아|많아|않아|맞아|거야|이야|아니야|ㄹ게|ㄹ께|ㄹ걸|ㄹ까|ㄹ래|ㄹ지|는지|었지|았지|겠지|했지|맞지|하지|네|구만|구먼|군|어때|ㄴ대|는대|란다|다니까|라니까|자니까|다며|라며|다면서|ㄹ텐데|잔아|자나|는걸|은걸|ㄴ걸|던걸|든가|ㄴ감|남|려나|몰라|모르지|든지|을라고|ㄹ라고|ㄹ려고|나봐|나 봐',
  ),
  ending(
    'hae',
    false,
    '파|빠|얘|어|아|해|야|지|대|래|냬|봐|줘|돼|되|와|워|려|겨|쳐|져|켜|펴|혀|셔|여|둬|놔|써|커|꺼|떠|나|게|까|서|고|면|니까|도|며|지만|더니|거나|든지|라도|러|려고|도록|므로|느라|다가|듯이|ㄹ수록|텐데|데|걸|자마자|다니|라니|대도|쪄|쩌|뻐|퍼|때|매|내|새|재|개|빼|쏴|꿔|꽈|춰|쥐|줄|믄|꾸|궁|긔|텨|녀|벼|꽤|봬|뵈',
  ),
  ending(
    'eum',
    true,
    '있음|없음|했음|었음|았음|겠음|같음|됨|함|임|않음|좋음|많음|맞음|싶음|였음|됐음|졌음|렸음|나음|음|듯함',
  ),
  ending('eum', false, 'ㅁ'),
];

/** In this order: the first that fits the end of the last word, and what is sure before what is not. */
export const ENDINGS: readonly Ending[] = [...ALL.filter(({ sure }) => sure), ...ALL.filter(({ sure }) => !sure)];
