import { PitwallError } from '../core/error.ts';
import type { Language } from '../core/language.ts';
import { Scenario } from '../core/scenario.ts';

/** The text of a small scenario to start from: it runs as it is. Throws USAGE for an id that cannot name one. */
export function newScenario(id: string, language: Language): string {
  if (!Scenario.shape.id.safeParse(id).success) {
    throw new PitwallError('USAGE', `expected an id of lower-case letters, digits and \`-\`, got \`${id}\``, {
      data: { id },
    });
  }
  return (language === 'ko' ? KOREAN : ENGLISH).replaceAll('ID', id);
}

const ENGLISH = `# Runs as it is: pitwall run ID. How each line was read: pitwall scenario lint ID
# This is all that a scenario needs. Every other key, and the words that one can give, stand with their explanation in
# scenarios/example.yaml of the package.

motion: Do we rewrite the loader, or repair it?

# What can be decided. A sentence is enough; it is put into the middle of others by itself.
options:
  rewrite: rewrite the loader from scratch
  repair: repair the loader that we have

# What is known: a value and its unit. To try another one: pitwall run ID --fact rewriteDays=8
facts:
  rewriteDays: 20 days
  failuresPerWeek: { value: 3, source: incident log }
  crashShare: { value: 0.04, unit: share of the runs, knownBy: [sentinel] }   # the others hear it when it is said

# What speaks for or against, and which value it serves (cost, schedule, reliability, simplicity, ...; synonyms will do).
# \`read\` is the scale: at \`neutral\` the fact says nothing, at \`full\` all it can. Without it, it counts as a judgement.
considerations:
  - { against: rewrite, value: schedule, fact: rewriteDays, read: { neutral: 5, full: 30 } }
  - { for: rewrite, value: reliability, fact: failuresPerWeek, read: { neutral: 1, full: 6 } }
  - { against: repair, value: reliability, fact: crashShare, read: { neutral: 0.01, full: 0.1 } }
  - { for: repair, value: simplicity, judgement: everybody knows the code that we have, weight: low }

# Left out: the members whom the considerations touch.
cast: [pulse, flux, sentinel]
`;

const KOREAN = `# 그대로 돌아갑니다: pitwall run ID. 줄마다 어떻게 읽혔는지 보려면: pitwall scenario lint ID
# 시나리오에 꼭 필요한 것은 이것이 전부입니다. 나머지 키와 직접 붙일 수 있는 말은 패키지의 scenarios/example.yaml에
# 설명과 함께 있습니다.

motion: 로더를 새로 쓸 것인가, 고쳐 쓸 것인가?

# 고를 수 있는 것. 문장 하나면 됩니다. 다른 문장 속에 넣을 말은 알아서 만듭니다.
options:
  rewrite: 로더를 새로 만든다
  repair: 지금 로더를 고친다

# 아는 것: 값과 단위. 다른 값을 넣어 보려면: pitwall run ID --fact rewriteDays=8
facts:
  rewriteDays: { value: 20, unit: 일, label: 새로 만드는 기간 }
  failures: { value: 3, unit: 번, label: 주간 장애, source: 장애 기록 }
  crashShare: { value: 0.04, unit: share of the runs, label: 중단된 실행, knownBy: [sentinel] }   # 나머지는 말로 나올 때 듣습니다

# 찬성과 반대 이유, 그리고 걸린 가치(비용, 일정, 안정성, 단순함 ...; 비슷한 말도 됩니다).
# \`read\`는 척도입니다. neutral이면 아무 말도 아니고 full이면 다 갖춘 이유입니다. 없으면 판단으로 칩니다.
considerations:
  - { against: rewrite, value: 일정, fact: rewriteDays, read: { neutral: 5, full: 30 } }
  - { for: rewrite, value: 안정성, fact: failures, read: { neutral: 1, full: 6 } }
  - { against: repair, value: 안정성, fact: crashShare, read: { neutral: 0.01, full: 0.1 } }
  - { for: repair, value: 단순함, judgement: 지금 코드는 모두가 안다, weight: low }

# 적지 않으면 이유에 걸린 사람들이 앉습니다.
cast: [pulse, flux, sentinel]
`;
