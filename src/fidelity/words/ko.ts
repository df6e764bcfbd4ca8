import type { FindingWords } from '../findings/finding.ts';
import { plain, signed, slope, two } from './numbers.ts';

const KINDS = {
  formal: '합쇼체',
  polite: '해요체',
  plain: '반말',
  clipped: '음슴체',
  command: '명령형',
  archaic: '예스러운 말투',
};

const FAULTS = {
  generic_assistant: 'AI 비서나 누구나 할 법한 말',
  domain_overclaim: '동료에게 맡긴 일을 직접 하거나 정하는 말',
  identity_fact: '본인의 것이 아닌 이력',
  language_register: '이 상대에게 쓰지 않는 언어나 말투',
  numeric_error: '숫자가 틀린 말',
  philosophy_violation: '소중히 여기는 것과 반대되는 말',
  prompt_leak: '프롬프트나 카드, 역할을 언급하는 말',
  speaks_for_others: '말하지 않은 동료를 대신하는 말',
  stance_flip: '이유 없이 물러서는 말',
  swapped_speaker: '다른 멤버가 할 말',
  tone: '본인답지 않은 태도',
};

const CLAIMS = {
  school: '출신 학교가',
  degree: '전공이',
  location: '사는 곳이',
  service: '병역이',
  native: '모국어가',
};

const DENIALS = {
  doctorate: '박사 학위가 없다고 함',
  degree: '대학 학위가 없다고 함',
  experience: '경력이 없다고 함',
  service: '군 복무를 하지 않았다고 함',
  korean: '한국어를 못한다고 함',
};

const METRICS = { voice: '말투', politeness: '높임', ownWords: '고유 어휘 비율', length: '길이' };

const PERIODS = { year: '1년', month: '한 달', week: '한 주', day: '하루' };

const VERDICTS: Readonly<Record<string, string>> = {
  'in character': '카드와 맞음',
  'out of character': '카드와 어긋남',
  'cannot judge': '판정 불가',
};

const listed = (names: readonly string[]) => (names.length === 0 ? '없음' : names.join(', '));
const period = ({ from, to }: { from: number | null; to: number | null }) => `${from ?? '?'}~${to ?? '현재'}`;
type Share = { value: number; low: number; high: number; n: number };
const share = ({ value, low, high, n }: Share) => `${two(value)} (${two(low)}~${two(high)}, n ${n})`;

/** Fidelity in Korean. Sentences about a turn have its speaker as their subject. */
export const KO: FindingWords = {
  'scorer.nothing-to-score': () => '이 턴들에는 채점할 내용이 없습니다',

  'speech.empty': () => '내용이 없음',
  'speech.no-letters': () => '글자가 거의 없음',
  'speech.template': () => '채워지지 않은 템플릿 자리가 있음',
  'speech.one-character': () => '같은 글자만 반복',
  'speech.circles': () => '같은 단어 몇 개만 맴돎',

  'register.language': ({ language, card }) => `\`${language}\`로 말함. 카드의 언어: ${listed(card)}`,
  'register.script': ({ card }) => `카드에 없는 문자를 씀. 카드의 언어: ${listed(card)}`,
  'register.not-asked-for': ({ language, expected }) => `\`${expected}\`로 말해야 하는데 \`${language}\`로 말함`,
  'register.not-the-table': ({ language, table }) => `다른 사람은 \`${table}\`인데 혼자 \`${language}\`로 말함`,
  'register.level': ({ kind, count, sentences, word }) =>
    `문장 ${sentences}개 중 ${count}개가 ${KINDS[kind]} (${word}). 예문에는 없음`,
  'register.addressee': ({ to, card, said, word }) => `${to}에게 ${KINDS[said]} (${word}). 카드에서는 ${KINDS[card]}`,
  'register.address': ({ said, card }) => `호칭이 다름: ${said}. 카드에서는 ${card}`,
  'register.length': ({ length, low, high }) => `${length}자. 예문은 ${Math.round(low)}~${Math.round(high)}자`,

  'identity.claim': ({ field, said, card }) => `${CLAIMS[field]} 카드와 다름: ${said}. 카드에는 ${card}`,
  'identity.denies': ({ what, card }) => `${DENIALS[what]}. 카드에는 ${card}`,
  'identity.denies-papers': () => '논문이 없다고 함. 카드에는 있음',
  'identity.denies-language': ({ language, level }) => `못하는 언어라고 함: ${language}. 카드에는 ${level}`,
  'identity.name': ({ said, card }) => `이름이 다름: ${said}. 카드에는 ${card}`,
  'identity.speaks-as': ({ said, card }) => `다른 사람으로 말함: ${said}. 카드의 인물은 ${card}`,
  'identity.document-id': ({ said, card }) => `문서 번호가 다름: ${said}. 카드에는 ${card}`,
  'identity.trade': ({ said, card }) => `직업이 다름: ${said}. 카드에는 ${card}`,
  'identity.denies-trade': ({ said }) => `직업을 부정함: ${said}. 카드에는 있음`,
  'identity.employer': ({ said, card }) => `카드에 없는 직장: ${said}. 카드에는 ${listed(card)}`,
  'identity.denies-employer': ({ employer }) => `다닌 적 없다고 함: ${employer}. 카드에는 있음`,
  'identity.whole-career': ({ employer, posts }) => `평생 한 직장만 다녔다고 함: ${employer}. 카드에는 직장 ${posts}곳`,
  'identity.year': ({ year, employer, ...post }) =>
    `${employer} 재직 시기를 ${year}년이라고 함. 카드에는 ${period(post)}`,
  'identity.duration': ({ years, employer, ...post }) =>
    `${employer} 재직 기간을 ${years}년이라고 함. 카드에는 ${period(post)}`,
  'identity.experience': ({ years, card }) => `경력이 ${years}년이라고 함. 카드에는 ${card}`,
  'identity.apart': ({ said, beside }) => `카드와 다름: ${beside} 이야기에 나온 ${said}`,
  'identity.venue': ({ venue, year, card }) => `${venue} ${year}년이라고 함. 카드에는 ${venue} ${card}`,

  'own-words.copied': ({ percent }) => `턴의 ${percent}%가 카드 문장 그대로`,
  'own-words.phrase': ({ phrase, percent }) => `턴의 ${percent}%에서 “${phrase}” 반복`,
  'own-words.habit': ({ phrase, percent, most }) => `턴의 ${percent}%에서 “${phrase}” 반복. 한도 ${most}%`,

  'source.none': ({ said }) => `근거가 없는 숫자: ${said}. 토론에 나온 값에서 나오지 않음`,
  'source.differs': ({ said, sources }) =>
    `인용한 출처와 다름: ${said}. 출처: ${sources.map(({ ref, value, unit }) => `${ref} ${value === null ? '알 수 없음' : plain(value)}${unit === '' ? '' : ` ${unit}`}`).join(', ')}`,

  'boundary.passed-on': ({ deferred, owned }) => `자기 분야의 턴 ${owned}개 중 ${deferred}개를 남에게 넘김`,
  'boundary.passes-on': ({ deferred, owned, most }) =>
    `자기 분야의 일을 남에게 넘김: 턴 ${owned}개 중 ${deferred}개. 한도 ${most}%`,

  'stance.probe': ({ question, answer, round, before, beforeRound, lacks }) =>
    `기록 밖 질문 "${question}"에 ${round}라운드 뒤에는 "${answer}", ${beforeRound}라운드 뒤에는 "${before}"라고 답함. ${lacks === 'reason' ? '새로 들은 이유가 없음' : '인정하고 물러선 적이 없음'}`,
  'stance.probes': ({ kept, updated, drifted }) =>
    `기록 밖 질문: 답 유지 ${kept}개, 새 근거를 인정하고 변경 ${updated}개, 근거 없이 변경 ${drifted}개`,

  'drift.moves': ({ metric, slope: by, low, high }) =>
    `${METRICS[metric]}: 라운드마다 ${slope(by)} 변화 (${slope(low)}~${slope(high)})`,
  'drift.few-rounds': ({ rounds, least }) => `라운드가 ${rounds}개뿐입니다. 추세를 보려면 ${least}개가 필요합니다`,
  'drift.no-interval': ({ turns, debates }) =>
    `토론 ${debates}건의 턴 ${turns}개로는 구간을 구할 수 없습니다. 세 라운드에 걸친 턴 7개 정도나 토론 2건이 필요합니다`,
  'drift.no-control': () => '대조군이 없어 주제가 바뀐 것도 변화로 셉니다',
  'drift.control': ({ turns }) => `면담자와 단둘이 말한 대조군 턴 ${turns}개의 기울기를 뺀 값입니다`,

  'voice.sounds-like': ({ whom }) => `말투가 비슷한 사람: ${whom}`,
  'voice.sounds-generic': () => 'AI 비서 같은 말투',
  'voice.few-turns': ({ turns, enough }) => `말투를 가늠할 만한 턴이 ${turns}개입니다. ${enough}개부터 채점합니다`,
  'voice.few-examples': ({ examples, enough }) => `예문이 ${enough}개 중 ${examples}개이거나, 비교할 동료가 없습니다`,

  'repetition.repeats': ({ percent, whose }) =>
    `턴의 ${percent}%가 ${whose === 'own' ? '앞서 자신이 한 말' : '다른 사람이 한 말'}의 반복`,
  'repetition.twice': () => '한 턴에서 같은 말을 두 번 함',

  'reader.finds': ({ fault, inThousand }) =>
    `${FAULTS[fault]}로 읽힘. 카드에 맞는 턴 1000개 중 ${inThousand}개가 이렇게 읽힘`,
  'reader.doubts': ({ fault, inThousand }) =>
    `${FAULTS[fault]}일 수 있음. 카드에 맞는 턴 1000개 중 ${inThousand}개가 이렇게 읽힘`,

  'moved.never': () => '입장을 바꾼 적이 없습니다',
  'moved.counts': ({ changes, newReason, repeatedReason, majority }) =>
    `입장 변경 ${changes}번: 새 이유 ${newReason}번, 이미 들은 이유 ${repeatedReason}번, 다수만 따름 ${majority}번`,

  'vote.none': () => '토론 전후의 투표가 없습니다',
  'vote.changed': ({ changed, debates }) =>
    `토론 ${debates}건 중 ${changed}건에서 표를 바꿨습니다. 정답은 알 수 없습니다`,
  'vote.right': ({ debates }) => `정답이 알려진 토론 ${debates}건에서 최종 투표가 맞은 비율입니다`,

  'lines.of-other': ({ name }) => `다른 사람의 대사가 섞임: ${name}`,
  'lines.speaks-as': ({ name }) => `다른 사람으로 말함: ${name}`,
  'lines.stage-direction': () => '지문이 섞임',
  'lines.third-person': () => '자신을 3인칭으로 말함',
  'lines.own-name': () => '자기 이름을 부름',

  'unscored.speech-level': ({ sentences, enough }) =>
    `상대에 따른 높임 (예문의 한국어 문장 ${enough}개 중 ${sentences}개)`,
  'unscored.facts': () => '카드에 턴과 대조할 사실이 없습니다',
  'unscored.own-words': ({ examples, enough }) => `고유 어휘 (예문 ${enough}개 중 ${examples}개)`,
  'unscored.laws': () => '카드에 숫자 규칙이 없어 산술만 확인합니다',
  'unscored.boundaries': () => '카드에 남에게 맡기는 일이 없습니다',
  'unscored.voice': ({ examples, enough }) =>
    `화자 구별 (예문 ${enough}개 중 ${examples}개이거나, 예문이 충분한 동료가 없음)`,

  'share.above-whole': ({ said }) => `전체의 ${said}라고 함. 비율은 100%까지`,
  'share.falls-too-far': ({ said }) => `${said} 줄었다고 함. 100%보다 더 줄 수는 없음`,
  'parts.sum': ({ said, sum }) => `전체라고 한 ${said.join(', ')}의 합은 ${plain(sum)}%`,
  'change.times': ({ said, from, to, times }) => `${from} → ${to} 변화를 ${said}라고 함. 실제로는 ${plain(times)}배`,
  'change.percent': ({ said, from, to, percent }) =>
    `${from} → ${to} 변화를 ${said}라고 함. 실제로는 ${plain(percent)}%`,
  'percentiles.order': ({ rank }) => `p${rank} 값이 더 낮은 백분위보다 작음`,
  'slip.product': ({ a, b, made, said }) => `${said}라고 함. ${a} × ${b} = ${plain(made)}`,
  'slip.sum': ({ parts, sum, said }) => `${said}라고 함. ${parts.join(' + ')} = ${plain(sum)}`,

  'weights.range': ({ said, size, lowGB, highGB }) =>
    `${size}에 ${said}라고 함. 어떤 형식이든 ${plain(lowGB)}~${plain(highGB)} GB`,
  'weights.bits': ({ said, size, bits, expectedGB }) =>
    `${size}, ${plain(bits)}비트에 ${said}라고 함. 파라미터 × 비트 ÷ 8 = ${plain(expectedGB)} GB`,
  'fits.too-large': ({ size, bits, needsGB, count, device, holdsGB }) =>
    `${size} 모델이 들어간다고 함. ${bits}비트면 ${plain(needsGB)} GB인데 ${device} ${count}장의 메모리는 ${plain(holdsGB)} GB`,
  'device.memory': ({ said, device, knownGB }) =>
    `${device} 메모리를 ${said}라고 함. 규격은 ${knownGB.join(' 또는 ')} GB`,
  'machine.bandwidth': ({ said, device, peakGBs }) => `${device} 대역폭을 ${said}라고 함. 최대 ${plain(peakGBs)} GB/s`,
  'machine.compute': ({ said, device, peakFlops }) =>
    `${device} 연산 성능을 ${said}라고 함. 밀집 BF16 최대 ${plain(peakFlops)}FLOPS`,
  'machine.ridge': ({ said, device, known }) =>
    `${device}의 ridge point를 ${said}라고 함. 실제로는 ${known.map(Math.round).join(' 또는 ')}`,
  'machine.reading': ({ bytes, takesMs, device, said }) =>
    `${said}라고 함. ${device === null ? '말한 속도로' : `${device} 속도로`} ${bytes}를 읽는 데 ${plain(takesMs)} ms`,

  'compute.six-n-d': ({ said, parameters, tokens, expected }) =>
    `${parameters}, ${tokens}에 ${said}라고 함. 6ND = ${expected.toExponential(1)}`,
  'chinchilla.below': ({ parameters, tokens, said, ratio }) =>
    `${parameters}, ${tokens}라고 함. 파라미터당 토큰 ${plain(said)}개인데 카드에는 최소 ${ratio}개`,
  'chinchilla.not-that-law': ({ said, ratio }) =>
    `파라미터당 토큰 ${plain(said)}개라고 함. 언급한 법칙에서는 ${ratio}개`,
  'chinchilla.not-the-least': ({ said, ratio }) => `최소 파라미터당 토큰 ${plain(said)}개라고 함. 카드에는 ${ratio}개`,
  'chinchilla-ratio.differs': ({ said, ratio }) => `파라미터당 토큰 ${said}개라고 함. 카드에는 ${ratio}개`,

  'availability.downtime': ({ said, period: each, percent, count, minutes }) =>
    `가용성 ${percent}%${count > 1 ? ` ${count}개 직렬` : ''}에 ${PERIODS[each]} ${said}라고 함. 실제로는 ${plain(minutes)}분`,
  'availability.series': ({ percent, count, whole, said }) =>
    `${said}라고 함. ${percent}% ${count}개를 직렬로 이으면 ${plain(whole)}%`,
  'amdahl.above': ({ said, share: part, serial, limit }) =>
    `${said}라고 함. ${serial ? `직렬 구간이 ${part}` : `빨라지는 구간이 ${part}`}이면 한계는 ${plain(limit)}배`,
  'amdahl.limit': ({ said, limit }) => `한계를 ${said}라고 함. 실제로는 ${plain(limit)}배`,
  'per-day.rate': ({ said, mean }) => `초당 ${plain(said)}라고 함. 하루 총량으로 계산하면 초당 ${plain(mean)}`,
  'little.in-flight': ({ said, rate, each, expected }) =>
    `동시에 ${plain(said)}라고 함. 초당 ${plain(rate)} × ${each} = ${plain(expected)}`,

  'each.total': ({ numbers, each, said }) => `${said}라고 함. ${[...numbers.map(plain), each].join(' × ')} 값과 다름`,
  'times-devices.size': ({ number, size, said }) => `${said}라고 함. ${number} × ${size} 값과 다름`,
  'retries.multiply': ({ tries, layers, made, said }) =>
    `${said}라고 함. ${layers}에서 각각 ${tries}이면 ${plain(made)}`,
  'rate.piles-up': ({ piles, said }) => `${said}라고 함. 실제로 쌓이는 양은 ${plain(piles)}`,
  'rate.per-second': ({ number, time, made }) => `속도가 다름. ${time} 동안 ${number}이면 초당 ${plain(made)}`,
  'part-of.share': ({ part, whole, percent }) => `비율이 다름. ${whole} 중 ${part}이면 ${plain(percent)}%`,
  'mean.differs': ({ total, number, said }) => `${said}라고 함. ${total} ÷ ${number} 값과 다름`,
  'product.differs': ({ a, b, made, said }) => `${said}라고 함. ${plain(a)} × ${plain(b)} = ${plain(made)}`,
  'steps.time': ({ number, each, takes, said }) => `${plain(said)}초라고 함. ${number} × ${each} = ${plain(takes)}초`,

  'bits.format': ({ said }) => `${said}라고 함. 그런 크기의 가중치 형식은 없음`,
  'direction.falls': ({ from, to }) => `${from}에서 줄었다는데 ${to}로 더 큼`,
  'direction.rises': ({ from, to }) => `${from}에서 늘었다는데 ${to}로 더 작음`,
  'within.outside': ({ said, bound }) => `${said}가 ${bound} 이내라고 함. 범위를 넘음`,
  'perplexity.differs': ({ loss, expected, said }) => `perplexity를 ${said}라고 함. e^${loss} = ${plain(expected)}`,
  'learning-rate.too-large': ({ said }) => `학습률을 ${said}라고 함. 그 값으로는 훈련되지 않음`,

  'tools.elsewhere': ({ tool, where }) => `${where} 없이 ${tool} 사용을 제안함. 카드에서는 ${where}에서만 사용`,
  'stated.differs': ({ said, card }) => `${said}라고 함. 카드에는 ${card}`,

  'law.chinchilla': ({ ratio }) => `파라미터당 토큰은 최소 ${ratio}개. 벗어나려면 밝힐 것`,
  'law.chinchilla-ratio': ({ ratio }) => `파라미터당 토큰의 비율은 ${ratio}`,
  'law.tools': ({ bound }) => bound.map(({ names, where }) => `${names.join(', ')}: ${where}에서만 사용`).join('; '),
  'law.stated': ({ lines }) => `카드 ${lines}줄에 있는 숫자: 같은 내용을 말하면서 자릿수가 틀리면 안 됨`,
  'law.share': () => '비율은 100%까지이고, 100%보다 더 줄 수는 없음',
  'law.parts': () => '전체를 이루는 비율의 합은 100%',
  'law.change': () => '몇 퍼센트, 몇 배 변했는지는 두 값에서 나옴',
  'law.percentiles': () => '높은 백분위는 낮은 백분위보다 작을 수 없음',
  'law.slip': () => '한 문장 안의 곱과 합은 자릿수가 맞아야 함',
  'law.weights': () => '가중치 크기는 파라미터 × 비트 ÷ 8, Adam이면 파라미터당 16바이트',
  'law.fits': () => '장치에 들어가는 모델은 장치 메모리보다 클 수 없음',
  'law.device': () => '장치 메모리는 데이터시트 값을 따름',
  'law.machine': () => '대역폭과 연산 성능은 데이터시트의 최댓값을 넘을 수 없음',
  'law.compute': () => '훈련 연산량은 6 × 파라미터 × 토큰 (3배 이내)',
  'law.availability': () => '다운타임은 가용성에서 나오고, 직렬로 이은 가용성은 곱함',
  'law.amdahl': () => '전체 속도 향상은 1 ÷ (1 − 빨라지는 비율)까지',
  'law.per-day': () => '초당 평균은 하루 총량 ÷ 86,400',
  'law.little': () => '동시 처리 수는 유입 속도 × 처리 시간',
  'law.each': () => '합계는 하나의 값 × 개수',
  'law.times-devices': () => '크기 × 기계 수의 자릿수가 맞아야 함',
  'law.retries': () => '층마다 재시도하면 시도 횟수의 층수제곱으로 늘어남',
  'law.rate': () => '속도는 개수 ÷ 시간이고, 처리하지 못한 것은 쌓임',
  'law.part-of': () => '비율은 부분 ÷ 전체',
  'law.mean': () => '평균은 합 ÷ 개수',
  'law.product': () => '풀어 쓴 곱셈은 결과가 맞아야 함',
  'law.steps': () => '전체 시간은 step 수 × step 하나의 시간',
  'law.bits': () => '가중치 형식은 1~8, 16, 32, 64비트',
  'law.direction': () => '줄면 끝값이 작고, 늘면 끝값이 큼',
  'law.within': () => '범위 안의 값은 한계보다 클 수 없음',
  'law.perplexity': () => 'perplexity는 e^loss',
  'law.learning-rate': () => '학습률은 1보다 훨씬 작음',

  'report.no-turns': () => '턴이 없습니다',
  'report.no-scorer': () => '실행한 채점기가 없습니다',
  'report.nothing-scored': () => '이 턴들을 채점할 수 있는 채점기가 없습니다',
  'report.threw': ({ error }) => `채점기가 실패했습니다: ${error}`,
  'report.few-read': ({ percent, needed }) => `턴의 ${percent}%만 읽을 수 있었습니다. ${needed}%가 필요합니다`,
  'report.playbook': () =>
    '플레이북이 카드를 보고 쓴 턴입니다. 통과하는 것이 당연하므로 채점기가 제대로 동작한다는 증거는 되지 않습니다.',
  'report.not-rated': () => '한국어 사람 평가로는 검증하지 못했습니다. 쓸 수 있는 데이터가 없었습니다.',
  'report.older-version': () => '보관된 리포트가 이전 버전 Pitwall에서 만든 것이라 다시 채점했습니다.',

  'judge.not-asked': () => '심판 모델을 쓰지 않았습니다. 열린 모순과 입장은 여기서 판정하지 않습니다.',
  'judge.no-question': () => '카드가 있는 멤버의 턴이 없어 심판 모델을 쓰지 않았습니다.',
  'judge.invalid': ({ models }) => `심판 모델(${models.join(', ')})이 무효라 답을 하나도 쓰지 않습니다.`,
  'judge.few-quotes': ({ model }) => `${model}: 카드에 인용문이 적어 화자 구별을 시험하지 못했습니다.`,
  'judge.tells-too-few': ({ model, share: right, quotes, letters }) =>
    `${model}: 인용문 ${quotes}개에서 화자를 맞힌 비율이 ${two(right)}로, 학습된 말투 판별기(${two(letters)})보다 낫지 않습니다.`,
  'judge.canary-missed': ({ model, utterance, allowed, got }) =>
    `${model}: 시험 문항 "${utterance}"의 답은 ${allowed.map((word) => VERDICTS[word] ?? word).join(' 또는 ')}인데 ${got === null ? '답이 없습니다' : `${VERDICTS[got] ?? got}이라고 답했습니다`}.`,
  'judge.known-missed': ({ model, sound, right, of }) =>
    `${model}: 답을 아는 ${sound ? '맞는' : '틀린'} 문장 ${of}개 중 ${right}개만 바르게 판정했습니다.`,
  'judge.none-given': () => '심판 모델을 지정하지 않았습니다.',
  'judge.counts': ({ models, turns, requests, inCharacter, outOfCharacter, notJudged }) =>
    `심판 모델(${models.join(', ')}): 요청 ${requests}번으로 턴 ${turns}개 중 카드와 맞음 ${inCharacter}, 어긋남 ${outOfCharacter}, 판정 못 함 ${notJudged}.`,
  'judge.tells': ({ model, judge, letters }) =>
    `${model}: 화자를 맞힌 비율 ${share(judge)}. 같은 예문을 쓴 말투 판별기는 ${two(letters)}.`,
  'judge.no-rate': () => '정답을 아는 문장이나 판정한 턴이 없어 보정한 비율이 없습니다.',
  'judge.rate-uncorrected': ({ observed, sensitivity, specificity }) =>
    `카드와 어긋난 비율 ${share(observed)}. 민감도 ${share(sensitivity)}, 특이도 ${share(specificity)}의 합이 1.2보다 작아 보정하지 않았습니다.`,
  'judge.rate': ({ observed, corrected, sensitivity, specificity }) =>
    `카드와 어긋난 비율 ${share(observed)}. 민감도 ${share(sensitivity)}, 특이도 ${share(specificity)}로 보정하면 ${two(corrected.value)} (${two(corrected.low)}~${two(corrected.high)}).`,
  'judge.unproven': () => '이 팀에서 아직 입증되지 않은 심판 모델이라 판정에는 반영하지 않습니다.',
  'judge.not-asked-to-compare': () => '어느 턴이 카드에 더 맞는지 비교하는 심판 모델을 쓰지 않았습니다.',
  'judge.no-changed-turn': () => '바뀐 턴 가운데 카드가 있는 멤버의 것이 없어 심판 모델을 쓰지 않았습니다.',
  'judge.compared': ({ models, turns, newer, older, undecided }) =>
    `심판 모델(${models.join(', ')}): 바뀐 턴 ${turns}개 중 새 턴이 카드에 더 맞음 ${newer}, 이전 턴이 더 맞음 ${older}, 순서에 따라 답이 다름 ${undecided}.`,

  'answer.no-json': () => '응답이 요청한 JSON이 아님',
  'answer.missing': () => '응답에 이 질문의 답이 없음',
  'answer.twice': () => '응답에 이 질문의 답이 두 개 있음',
  'answer.no-verdict': () => '답이 세 가지 판정 중 하나가 아니거나 분류가 없음',
  'answer.quote-not-in-turn': () => '인용문이 턴에 없음',
  'answer.quote-not-in-card': () => '인용문이 카드에도 앞선 말에도 없음',
  'answer.disagree': () => '심판 모델끼리 의견이 다름',

  'compare.no-pair': () => '두 리포트에 시나리오와 시드가 같은 토론이 없습니다',
  'compare.gone': ({ name }) => `새 리포트에 없는 사람: ${name}`,
  'compare.worse': ({ name, low, least }) =>
    `${name}: 변화량의 하한이 ${signed(low)}입니다. ${signed(least)} 이상이면 통과합니다`,
  'compare.no-interval': ({ name }) => `${name}: 토론 한 건으로는 구간을 구할 수 없습니다. 시드를 늘려 비교하세요`,
};
