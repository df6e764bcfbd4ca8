/**
 * What scorers, laws and the linter of cards say in English, in Korean: `{}` stands for what a sentence is about, `{1}` for the first
 * of them. Their English is the one that the terminal prints and tests hold; a sentence that is not here is shown as it is.
 */
const SENTENCES: readonly (readonly [string, string])[] = [
  // What a report says of itself.
  [
    'Tier B did not run: no judge was asked. Open contradictions and stance are not judged here.',
    '심판 모델에게는 묻지 않았습니다. 열린 모순과 입장은 여기서 판정하지 않습니다.',
  ],
  [
    'Tier B did not run: no turn has to do with a line of a card.',
    '카드의 줄과 관련된 턴이 없어 심판 모델에게 묻지 않았습니다.',
  ],
  [
    'Tier B ({}) is INVALID, and none of its verdicts is used: {}',
    '심판 모델({1})의 판정은 무효라 하나도 쓰지 않습니다: {2}',
  ],
  [
    'Tier B ({}): {} questions, {} supported, {} contradicted, {} not applicable, {} could not be judged. The judge is unproven on this team, so nothing here gates.',
    '심판 모델({1}): 질문 {2}개 중 맞음 {3}, 어긋남 {4}, 해당 없음 {5}, 판정 못 함 {6}. 이 팀에서 아직 입증되지 않은 심판이라 판정을 좌우하지 않습니다.',
  ],
  [
    'Not validated on Korean human ratings: no such set was available.',
    '한국어 사람 평가로 검증하지 못했습니다. 쓸 수 있는 자료가 없었습니다.',
  ],
  [
    'The playbook wrote these turns from the cards: its scores are by construction, and no evidence that a scorer measures a card.',
    '플레이북이 카드를 보고 쓴 턴입니다. 점수는 구성상 나온 것이고, 척도가 카드를 잰다는 증거는 아닙니다.',
  ],
  ['{} threw: {}', '{1} 척도가 멈췄습니다: {2}'],
  ['{} % of the turns could be read, {} % are needed', '턴의 {1}%만 읽었습니다. {2}%가 필요합니다'],
  ['no scorer was asked', '잰 척도가 없습니다'],
  ['there are no turns', '턴이 없습니다'],
  ['no scorer could score these turns', '이 턴들을 잴 수 있는 척도가 없었습니다'],

  // Why a score is null, and what figures mean.
  ['nothing in these turns is its business', '이 턴들에는 여기 해당하는 말이 없습니다'],
  ['turns of {} rounds; a course takes {}', '라운드가 {1}개뿐입니다. 흐름을 보려면 {2}개가 있어야 합니다'],
  ['no metric can be read from these turns', '이 턴들에서는 읽을 수 있는 값이 없습니다'],
  ['no control arm: a course of the topic itself counts as drift', '대조군이 없어 주제가 바뀐 것도 변화로 셉니다'],
  ['less the slope of the control arm', '대조군의 기울기를 뺀 값입니다'],
  ['no change of stance', '입장이 바뀐 적이 없습니다'],
  [
    '{} of {} changes followed a new reason, {} a repeated one, {} the majority alone',
    '입장이 {2}번 바뀌었습니다: 새 이유 뒤 {1}번, 이미 들은 이유 뒤 {3}번, 다수만 따라 {4}번',
  ],
  ['no votes from before and after a debate', '토론 앞뒤의 표가 없습니다'],
  [
    'voted otherwise at the end in {} of {}; what is right is not known',
    '토론 {2}건 중 {1}건에서 끝에 다르게 투표했습니다. 무엇이 옳은지는 알 수 없습니다',
  ],
  ['right at the end in {} debates whose answer is known', '답이 알려진 토론 {1}건에서 끝에 옳았던 비율입니다'],
  [
    '{} of {} probes were answered as before, or changed for a reason',
    '되물은 질문 {2}개 중 {1}개는 답이 그대로거나 이유가 있어 바뀌었습니다',
  ],
  ['the card leaves no work to anybody', '카드가 남에게 맡기는 일이 없습니다'],
  ['{} example turns of {}, or no colleague to be told from', '예문이 {2}개 중 {1}개이거나, 구별할 동료가 없습니다'],
  [
    'the speech level toward others ({} of {} Korean sentences in the examples)',
    '남에게 쓰는 높임 (예문의 한국어 문장 {2}개 중 {1}개)',
  ],
  ['the card states no closed fact', '카드에 딱 떨어지는 사실이 없습니다'],
  ["the member's own words ({} of {} example turns)", '자기 말씨 (예문 {2}개 중 {1}개)'],
  ['laws of the card itself: it states none; arithmetic is checked', '카드가 밝힌 법칙이 없어 산수만 확인합니다'],
  [
    'who speaks ({} of {} example turns, or no colleague with as many)',
    '누가 말하는지 (예문 {2}개 중 {1}개이거나, 그만큼 예문이 있는 동료가 없음)',
  ],
  ["the team's desk for hardware is {}", '팀의 하드웨어 데스크는 {1}'],

  // Evidence.
  ['there is no utterance', '말이 없음'],
  ['hardly a letter in it', '글자가 거의 없음'],
  ['a slot that nobody filled', '채우지 않은 자리'],
  ['one character over and over', '같은 글자의 반복'],
  ['the same few words in circles', '몇 낱말만 되풀이'],
  ['contempt that no colleague hears from this member', '이 사람이 동료에게 하지 않는 경멸'],
  ['gives up, which the card does not', '포기하는 말, 카드의 인물은 하지 않음'],
  ['shouts and emoji that the examples do not have', '예문에 없는 고함과 이모지'],
  ['a way of speaking put on like a costume', '분장하듯 꾸민 말투'],
  ['writes as an office does', '공문서 같은 말투'],
  ['{} characters; the examples have {} to {}', '{1}자, 예문은 {2}~{3}자'],
  ['is in `{}`; the card speaks {}', '쓴 언어는 `{1}`, 카드의 언어는 {2}'],
  ['is in a script that the card does not write; it speaks {}', '카드가 쓰지 않는 글자, 카드의 언어는 {1}'],
  ['is in `{}` where `{}` was to be spoken', '쓸 언어는 `{2}`인데 `{1}`'],
  ['is in `{}`, and the others speak `{}`', '남들은 `{2}`인데 혼자 `{1}`'],
  ['{} of {} sentences end formal ({}); the examples never do', '문장 {2}개 중 {1}개가 합쇼체({3}), 예문에는 없음'],
  ['{} of {} sentences end polite ({}); the examples never do', '문장 {2}개 중 {1}개가 해요체({3}), 예문에는 없음'],
  ['{} of {} sentences end plain ({}); the examples never do', '문장 {2}개 중 {1}개가 반말({3}), 예문에는 없음'],
  [
    '{} of {} sentences end archaic ({}); the examples never do',
    '문장 {2}개 중 {1}개가 예스러운 말({3}), 예문에는 없음',
  ],
  [
    '{} of {} sentences are put as an essay puts them ({}); the examples are spoken',
    '문장 {2}개 중 {1}개가 글에서 쓰는 꼴({3}), 예문은 입말',
  ],
  ['claims a school that the card rules out: {}, the card has {}', '카드와 다른 학교: {1}, 카드에는 {2}'],
  ['claims a subject that the card rules out: {}, the card has {}', '카드와 다른 전공: {1}, 카드에는 {2}'],
  ['claims a place that the card rules out: {}, the card has {}', '카드와 다른 곳: {1}, 카드에는 {2}'],
  ['claims a service that the card rules out: {}, the card has {}', '카드와 다른 복무: {1}, 카드에는 {2}'],
  ['claims a mother tongue that the card rules out: {}, the card has {}', '카드와 다른 모국어: {1}, 카드에는 {2}'],
  ['denies a doctorate; the card has {}', '박사 학위를 부정함, 카드에는 {1}'],
  ['denies a university degree; the card has {}', '대학 학위를 부정함, 카드에는 {1}'],
  ['denies the service; the card has {}', '복무를 부정함, 카드에는 {1}'],
  ['denies Korean; the card has {}', '한국어를 부정함, 카드에는 {1}'],
  ['claims work at {}; the card has {}', '{1} 근무를 말함, 카드에는 {2}'],
  ['a whole career at {}; the card has {} posts', '{1}에서만 일했다고 함, 카드에는 직장이 {2}곳'],
  ['{} years of experience; the card has {}', '경력 {1}년을 말함, 카드에는 {2}'],
  ['{} years at {}; the card has {} to {}', '{2}에서 {1}년, 카드에는 {3}~{4}'],
  ['{} at {}; the card has {} to {}', '{2}에 {1}년, 카드에는 {3}~{4}'],
  ['gives the name {}; the card has {}', '이름이 {1}(이)라고 함, 카드에는 {2}'],
  ['speaks as {}; the card is {}', '{1}인 듯 말함, 카드의 인물은 {2}'],
  ['gives the id {}; the card has {}', '번호가 {1}(이)라고 함, 카드에는 {2}'],
  ['claims to be {}; the card has {}', '직업이 {1}(이)라고 함, 카드에는 {2}'],
  ["{} % of it is the card's own text", '{1}%가 카드 글 그대로'],
  [
    'claims {} work, which the card leaves to {}, and waves the colleague off',
    '카드가 {2}에게 맡긴 {1} 일을 제 일처럼 말하고 동료를 밀어냄',
  ],
  ['claims {} work, which the card leaves to {}', '카드가 {2}에게 맡긴 {1} 일을 제 일처럼 말함'],
  ['claims {} work, which the card says he has little of', '카드에 경험이 적다고 한 {1} 일을 제 일처럼 말함'],
  ['throws {} overboard, which the card puts {}, and gives no reason', '카드가 {2}로 꼽는 {1} 버림, 까닭 없음'],
  ['sounds like an assistant without a person', '사람 없는 조수처럼 들림'],
  ['sounds like {}', '{1}처럼 들림'],
  ['{} % of it repeats an earlier turn of the speaker', '{1}%가 앞서 한 자기 말'],
  ['{} % of it repeats what another has said', '{1}%가 남이 한 말'],
  ['says it twice in one turn', '한 턴에 같은 말을 두 번'],
  ['says that the speaker is a program', '스스로 프로그램이라고 함'],
  ['the voice of an assistant without a person', '사람 없는 조수의 목소리'],
  ['as any assistant would put it', '여느 조수가 하는 말'],
  ['instructions or a card show in the turn', '지시문이나 카드가 드러남'],
  ['a stage direction, not speech', '말이 아닌 지문'],
  ['a line of {} inside the turn', '{1} 대사가 섞임'],
  ['speaks as {}', '{1}인 듯 말함'],
  ['tells of the speaker in the third person', '자기를 남처럼 말함'],
  ['calls the speaker by his own name', '자기 이름을 부름'],
  ['source: {} is not what it cites; {}', '인용한 출처와 다름: {1}, 출처는 {2}'],

  // Breaches of laws, behind the name of the law.
  ['{} less of something; nothing shrinks by more than 100 %', '{1} 줄었다고 함, 100%보다 더 줄 수는 없음'],
  ['{} of a whole; a share is at most 100 %', '전체의 {1}, 몫은 100%까지'],
  ['{} from {} to {}, which is {} times', '{2}에서 {3}인데 {1}(이)라고 함, 맞는 값은 {4}배'],
  ['{} from {} to {}, which is {} %', '{2}에서 {3}인데 {1}(이)라고 함, 맞는 값은 {4}%'],
  ['{} below a lower percentile', '{1}, 더 낮은 백분위보다 작음'],
  ['{} for {}; any format is between {} and {} GB', '{2}에 {1}, 어떤 형식이라도 {3}~{4} GB'],
  ['{} for {} at {} bits; parameters x bits / 8 is {} GB', '{2}에 {1}({3}비트), 파라미터 × 비트 ÷ 8은 {4} GB'],
  ['{} at {} bits weighs {} GB; {} hold {} GB', '{1}, {2}비트면 {3} GB인데 {4}에는 {5} GB까지'],
  ['{} a {} for {} %; it is {} minutes', '{3}%에 {1}, 맞는 값은 {4}분'],
  ['{} a {} for {} % {} times in series; it is {} minutes', '{3}%를 {4}번 이어 {1}, 맞는 값은 {5}분'],
  ['{} % {} times in series is {} %, not {}', '{1}%를 {2}번 이으면 {3}%인데 {4}(이)라고 함'],
  ['{} where {} stay serial; the limit is {}', '직렬이 {2}인데 {1}, 한계는 {3}배'],
  ['{} where {} get faster; the limit is {}', '빨라지는 몫이 {2}인데 {1}, 한계는 {3}배'],
  ['{} as the limit; it is {}', '한계를 {1}(이)라고 함, 맞는 값은 {2}배'],
  ['{} a second; so many a day are {}', '초당 {1}, 하루 양으로는 초당 {2}'],
  ['{} at once; {} a second at {} each are {}', '동시에 {1}, 초당 {2}에 {3}씩이면 {4}'],
  [
    '{} and {} are {} tokens for each parameter; the card wants at least {}',
    '{1}에 {2}, 파라미터마다 토큰 {3}개, 카드는 적어도 {4}개',
  ],
  ['{} tokens for each parameter is not that law, which has {}', '파라미터마다 토큰 {1}개, 그 법칙은 {2}개'],
  ['{} tokens for each parameter as the least; the card has {}', '적어도 파라미터마다 토큰 {1}개라고 함, 카드는 {2}개'],
  ['{} tokens for each parameter; the card has {}', '파라미터마다 토큰 {1}개, 카드는 {2}개'],
  ['{} for {} and {}; 6ND is {}', '{2}와 {3}에 {1}, 6ND는 {4}'],
  ['{} without {}; the card takes it only there', '{2} 없이 {1}, 카드는 거기서만 씀'],
  ['{} is {}, not {}', '{1}, 맞는 값은 {2}인데 {3}(이)라고 함'],
  ['{} make {} %', '{1}, 더하면 {2}%'],
  ['{} where the card says {}', '{1}, 카드에는 {2}'],

  // What laws state.
  [
    'tokens are at least {} times the parameters, unless the speaker says that he departs',
    '토큰은 적어도 파라미터의 {1}배, 벗어난다고 밝힐 때만 예외',
  ],
  ['the ratio of tokens to parameters is called {}', '파라미터마다 토큰 {1}개라고 부름'],
  [
    'training compute is 6 x parameters x tokens, within a factor of 3',
    '훈련 계산량은 6 × 파라미터 × 토큰, 세 배 안쪽',
  ],
  [
    '{} lines of the card state figures, which a turn on the same thing does not move by a power of ten',
    '카드의 {1}줄에 숫자가 있고, 같은 것을 말하면서 열 배씩 다를 수 없음',
  ],
  ['a share is at most 100 %, and nothing falls by more than 100 %', '몫은 100%까지, 100%보다 더 줄 수 없음'],
  ['parts that are said to make a whole add up to 100 %', '전체를 이룬다는 몫은 더해서 100%'],
  ['a change in percent or times follows from its two values', '몇 퍼센트, 몇 배 바뀌었는지는 두 값에서 나옴'],
  ['a higher percentile is no smaller than a lower one', '높은 백분위가 낮은 백분위보다 작을 수 없음'],
  ['a product or a sum in one sentence has the size that its parts give it', '한 문장의 곱과 합은 그 부분이 주는 크기'],
  [
    'weights weigh parameters x bits / 8, with Adam 16 bytes a parameter',
    '가중치는 파라미터 × 비트 ÷ 8, Adam이면 파라미터마다 16바이트',
  ],
  ['what is said to fit on devices weighs no more than they hold', '장치에 들어간다는 것은 장치의 메모리를 넘지 않음'],
  ['a device holds what its data sheet says', '장치의 메모리는 규격표대로'],
  [
    'downtime follows from availability, and availabilities in series multiply',
    '멈춘 시간은 가용성에서 나오고, 이어 붙인 가용성은 곱함',
  ],
  ['the whole gets faster by at most 1 / (1 - the part that is sped up)', '전체는 1 ÷ (1 − 빨라지는 몫)까지만 빨라짐'],
  ['a mean rate a second is the number a day by 86,400', '초당 평균은 하루 양 ÷ 86,400'],
  ['what is in flight is the rate by the time that each takes', '동시에 도는 수는 들어오는 속도 × 걸리는 시간'],

  // The linter of cards.
  ['depends on {}, who is not in the team', '팀에 없는 {1}에게 의존함'],
  ['leaves work to {}, who is not in the team', '팀에 없는 {1}에게 일을 맡김'],
  ['stands in relation to {}, who is not in the team', '팀에 없는 사람과의 관계: {1}'],
  ['writes to {}, who is not in the team', '팀에 없는 {1}에게 쓴 메시지'],
  ['brings `{}`, which is no tool', '없는 도구: `{1}`'],
  ['written by {} ({}), and {} is {}', '쓴 사람이 {1}({2})인데 {3} 카드의 사람은 {4}'],
  [
    '{} tokens for each parameter here, {} in the code of line {}',
    '여기서는 파라미터마다 토큰 {1}개, {3}번째 줄의 코드에서는 {2}개',
  ],
  [
    '{} years of experience, and a first post in {} (line {}), which is {} years before {}',
    '경력은 {1}년인데 첫 직장이 {2}년({3}번째 줄)이라 {5}년까지 {4}년',
  ],
  ['{} ends in {} and begins in {}', '{1}: {2}년에 끝나고 {3}년에 시작함'],
  ['{} begins in {}, {} (line {}) ends in {}', '{1}: {2}년에 시작하는데, {4}번째 줄의 {3}: {5}년에 끝남'],
  ['{} {} here, {} {} in line {}', '여기서는 {1} {2}, {5}번째 줄에서는 {3} {4}'],
  ['the document id is `{}` here and `{}` in the table', '문서 번호가 여기서는 `{1}`, 표에서는 `{2}`'],
  ['the callsign is `{}` here and `{}` in the table', '콜사인이 여기서는 `{1}`, 표에서는 `{2}`'],
  ['the name is `{}` here and `{}` in the table', '이름이 여기서는 `{1}`, 표에서는 `{2}`'],
  ['no framework says how the member thinks', '어떻게 생각하는지 적은 틀이 없음'],
  ['no rule says what the member advises under what condition', '어떤 때 무엇을 권하는지 적은 규칙이 없음'],
  ['no specialisation', '전문 분야가 없음'],
  ['no philosophy', '철학이 없음'],
  ['no career', '경력이 없음'],
  ['hardly a word of personality', '성격이 거의 적혀 있지 않음'],
  ['{} strengths', '강점 {1}개'],
  ['no growth area, so nothing to concede', '자랄 곳이 없어 물러설 데가 없음'],
  [
    'will be unscored: how the member writes Korean ({} of {} example messages)',
    '재지 못함: 한국어를 어떻게 쓰는지 (예문 {2}개 중 {1}개)',
  ],
  [
    'will be unscored: how the member writes English ({} of {} example messages)',
    '재지 못함: 영어를 어떻게 쓰는지 (예문 {2}개 중 {1}개)',
  ],
  [
    'will be unscored: how the member speaks to {} (no message to them)',
    '재지 못함: {1}에게 어떻게 말하는지 (그에게 쓴 메시지 없음)',
  ],
  [
    'will be unscored: whether the member keeps to rules of the card (there are none)',
    '재지 못함: 카드의 규칙을 지키는지 (규칙 없음)',
  ],
  [
    'will be unscored: whether the member knows the limits that the card states (there are none)',
    '재지 못함: 카드가 밝힌 한계를 아는지 (한계 없음)',
  ],
  [
    'column {}: `{}` is a guess among {}; put it right, then delete its entry in the front matter',
    '{1}번째 글자: 짐작한 글자 `{2}` (후보 {3}). 바로잡고 머리말의 항목을 지우세요',
  ],
  [
    'column {}: `{}` is a guess; put it right, then delete its entry in the front matter',
    '{1}번째 글자: 짐작한 글자 `{2}`. 바로잡고 머리말의 항목을 지우세요',
  ],
  [
    '`{}` is {}th of the values, and the text speaks for it most (line {}: {})',
    '`{1}`: 값 중 {2}번째인데 글은 가장 앞세움 ({3}번째 줄: {4})',
  ],
  [
    '`{}` is the first value, and the text speaks against it (line {}: {})',
    '`{1}`: 첫 번째 값인데 글은 그와 어긋남 ({2}번째 줄: {3})',
  ],
  ['nothing speaks for `{}`', '`{1}`: 뒷받침하는 글이 없음'],
  ['`{}` is left to {}, and no growth area says so', '`{1}`: {2}에게 맡기는데 자랄 곳에는 그런 말이 없음'],
  [
    '{} depends on {}, and `defers` in line {} leaves nothing to {}',
    '{1}: {2}에게 의존하는데 {3}번째 줄의 `defers`에는 {4}에게 맡긴 일이 없음',
  ],
  ['`{}`, and the text says `{}` (line {})', '머리말에는 `{1}`, 글에는 `{2}` ({3}번째 줄)'],
  [
    'speaks to {} in the {} register, and the message of line {} is {}',
    '{1}에게 쓰는 말투가 머리말에는 {2}, {3}번째 줄의 메시지는 {4}',
  ],
];

/** Single words that stand in the sentences above. */
const WORDS: Readonly<Record<string, string>> = {
  plain: '반말',
  polite: '해요체',
  formal: '합쇼체',
  hardware: '하드웨어',
  now: '지금',
  evidence: '실험 근거를',
  progress: '학습 진전을',
  'data-quality': '데이터 품질을',
  reliability: '안정성을',
  efficiency: '하드웨어 효율을',
  simplicity: '단순함을',
  'user-impact': '사용자 영향을',
  cost: '비용을',
  validity: '평가의 타당성을',
  schedule: '일정을',
  '1st': '첫째',
  '2nd': '둘째',
  '3rd': '셋째',
  '4th': '넷째',
  '5th': '다섯째',
};

/** Names of laws, as they stand before what they found. */
const LAWS: Readonly<Record<string, string>> = {
  source: '출처',
  chinchilla: '토큰 비율',
  'chinchilla-ratio': '토큰 비율',
  tools: '도구',
  stated: '카드의 숫자',
  share: '몫',
  parts: '합',
  change: '변화',
  percentiles: '백분위',
  slip: '자릿수',
  weights: '가중치',
  fits: '메모리',
  device: '장치',
  compute: '계산량',
  availability: '가용성',
  amdahl: '암달',
  'per-day': '하루 양',
  little: '리틀',
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

let patterns: { pattern: RegExp; korean: string }[] | undefined;

/** The sentence in Korean; null for one that is not known. */
export function inKorean(sentence: string): string | null {
  patterns ??= SENTENCES.map(([english, korean]) => ({
    pattern: new RegExp(`^${english.split('{}').map(escaped).join('(.+?)')}$`, 'su'),
    korean,
  }));
  for (const { pattern, korean } of patterns) {
    const found = pattern.exec(sentence);
    if (found !== null) return korean.replace(/\{(\d)\}/g, (_, place: string) => word(found[Number(place)] ?? ''));
  }
  const [, law = '', rest = ''] = /^([a-z-]+): (.+)$/su.exec(sentence) ?? [];
  const said = rest === '' || LAWS[law] === undefined ? null : inKorean(rest);
  return said === null ? null : `${LAWS[law]}: ${said}`;
}

const word = (text: string): string => WORDS[text] ?? text;
