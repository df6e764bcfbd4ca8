import { VALUE_LABELS } from '../../../core/values.ts';
import type { CardWords } from '../finding.ts';

const WHAT = { documentId: '문서 번호', callsign: '콜사인', name: '이름' };
const LANGUAGES = { ko: '한국어', en: '영어' };
const REGISTERS = { plain: '반말', polite: '해요체', formal: '합쇼체' };
const rounded = (ratio: number) => String(Math.round(ratio * 10) / 10);
const MOST_CANDIDATES = 6;

/** What lint says of a card, in Korean. */
export const KO: CardWords = {
  'tokens.differ': ({ here, code, line }) =>
    `여기서는 파라미터당 토큰 ${rounded(here)}개인데 ${line}번째 줄 코드에서는 ${rounded(code)}개`,
  'experience.years': ({ years, first, line, since, until }) =>
    `경력은 ${years}년인데 첫 직장(${line}번째 줄)은 ${first}년 시작. ${until}년까지 ${since}년`,
  'career.backwards': ({ employer, from, to }) => `${employer}: 시작은 ${from}년, 끝은 그보다 앞선 ${to}년`,
  'career.overlap': ({ employer, from, other, line, until }) =>
    `${employer} 시작은 ${from}년인데 ${other}(${line}번째 줄)의 끝은 ${until}년`,
  'career.elsewhere': ({ name, from, to, employer, period, line }) =>
    `여기서는 ${name} ${from}-${to}인데 ${line}번째 줄에서는 ${employer} ${period}`,
  'identity.differs': ({ what, here, table }) => `여기 ${WHAT[what]}: \`${here}\`, 표의 ${WHAT[what]}: \`${table}\``,

  'front-matter.value-rank': ({ value, rank, line, text }) =>
    `가치 순위 ${rank}위인데 글에서는 가장 강조함: ${VALUE_LABELS[value].ko} (${line}번째 줄: ${text})`,
  'front-matter.value-against': ({ value, line, text }) =>
    `가치 순위 1위인데 글과 어긋남: ${VALUE_LABELS[value].ko} (${line}번째 줄: ${text})`,
  'front-matter.value-unsupported': ({ value }) => `글에 근거가 없는 가치: ${VALUE_LABELS[value].ko}`,
  'front-matter.no-growth-area': ({ topic, on }) => `\`${topic}\` 담당은 ${on}인데 성장 영역에 그런 내용이 없음`,
  'front-matter.not-deferred': ({ topic, on, line }) =>
    `${topic}: ${on}에게 의존하는데 ${line}번째 줄 \`defers\`에 ${on} 항목이 없음`,
  'front-matter.pronoun': ({ stated, read, line }) =>
    `대명사가 머리말에서는 \`${stated}\`, 글에서는 \`${read}\` (${line}번째 줄)`,
  'register.differs': ({ to, stated, line, read }) =>
    `${to}에게 쓰는 말투가 머리말에서는 ${REGISTERS[stated]}, ${line}번째 줄 메시지에서는 ${REGISTERS[read]}`,

  'uncertain.guess': ({ column, text, candidates }) => {
    const shown = candidates.slice(0, MOST_CANDIDATES).join(' ');
    const among = candidates.length > 1 ? ` (후보: ${shown}${candidates.length > MOST_CANDIDATES ? ' …' : ''})` : '';
    return `${column}번째 글자 \`${text}\` 추정${among}. 바로잡은 뒤 머리말의 항목을 지우세요`;
  },

  'thin.frameworks': () => '사고방식을 설명하는 프레임워크가 없음',
  'thin.rules': () => '언제 무엇을 권하는지 적은 규칙이 없음',
  'thin.specialization': () => '전문 분야가 없음',
  'thin.philosophy': () => '철학이 없음',
  'thin.career': () => '경력이 없음',
  'thin.personality': () => '성격 설명이 거의 없음',
  'thin.strengths': ({ count }) => (count === 0 ? '강점이 없음' : `강점이 ${count}개뿐임`),
  'thin.growth-areas': () => '성장 영역이 없어 양보할 것이 없음',
  'unscored.language': ({ language, count, enough }) =>
    `채점할 수 없음: ${LANGUAGES[language]} 말투 (예문 ${enough}개 중 ${count}개)`,
  'unscored.addressees': ({ names }) => `채점할 수 없음: 상대에 따른 말투 (메시지가 없는 상대: ${names.join(', ')})`,
  'unscored.rules': () => '채점할 수 없음: 카드의 규칙을 지키는지 (규칙이 없음)',
  'unscored.limits': () => '채점할 수 없음: 자기 한계를 아는지 (카드에 한계가 없음)',

  'nobody.depends-on': ({ name }) => `팀에 없는 사람에게 의존함: ${name}`,
  'nobody.leaves-work-to': ({ name }) => `팀에 없는 사람에게 일을 맡김: ${name}`,
  'nobody.relates-to': ({ name }) => `팀에 없는 사람과의 관계: ${name}`,
  'nobody.writes-to': ({ name }) => `팀에 없는 사람에게 쓴 메시지: ${name}`,
  'tool.unknown': ({ name }) => `없는 도구: \`${name}\``,
  'author.somebody-else': ({ author, documentId, member }) =>
    `작성자는 ${author} (${documentId})인데 ${documentId} 카드의 인물은 ${member}`,
  'version.unchanged': ({ debate, version, line }) =>
    `토론 ${debate}의 카드와 내용이 다른데 버전은 같음: ${version} (처음 달라진 줄: ${line})`,
};
