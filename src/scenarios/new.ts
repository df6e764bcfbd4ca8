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

const ENGLISH = `# Runs as it is: npx pitwall run ID. What it computes: npx pitwall model ID. What to look at once more: npx pitwall scenario lint ID
# docs/SCENARIOS.md teaches the format; every key stands with its explanation in scenarios/example.yaml of the package.

motion: Do we rewrite the loader, or repair it?

# What can be decided, and what each option sets. A fact of the same name is the value for the options that do not set it.
options:
  rewrite: { label: rewrite the loader from scratch, short: rewriting it, set: { weeks: $rewriteWeeks, failures: 0.2 * failuresNow } }
  repair: { label: repair the loader that we have, short: repairing it, set: { weeks: 1 week, failures: failuresNow * (1 - repairWorks) } }

# What is known: a value with its unit. Who does not know it takes it to be \`assumed\`. To try another: npx pitwall run ID --fact rewriteWeeks=2
facts:
  rewriteWeeks: { value: 5 weeks, label: the rewrite, range: 3..12, doubt: the last rewrite took twice what was planned }
  failuresNow: { value: 3, unit: failures/week, label: today's failures, source: the incident log, knownBy: [sentinel], assumed: 1 }
  repairWorks: { value: 60 %, label: the share of failures that a repair ends, range: [20, 90] }
  failureUsd: { value: 900, unit: USD/failure, label: what a failure costs }
  releaseIn: { value: 6 weeks, label: the time until the release }
  weeks: { value: 0 weeks, label: the work }
  failures: { value: 0, unit: failures/week, label: the failures that stay }

# What follows from them, for each option.
quantities:
  lost: { is: failures * failureUsd * 26 weeks, unit: USD, label: what failures cost in half a year }

# What options are judged by: limits that must hold, and what there should be more or less of. A difference below \`worth\` is noise.
criteria:
  - { need: weeks <= releaseIn, value: schedule }
  - { less: lost, worth: $10k, value: reliability }
  - { less: weeks, worth: 1 week, value: simplicity }

# How goals are weighed: \`equal\`, each \`worth\` counts as much as any other, so the choice follows the figures; \`card\`, by each member's own order of values.
weights: equal

# Ways to learn a fact better, and their price. Past which answer the decision changes is computed.
measurements:
  - { learns: repairWorks, how: the repair on a copy of the loader, cost: $400, days: 2 days, owner: flux }

# Left out: the members whom it touches.
cast: [pulse, flux, sentinel]
`;

const KOREAN = `# 그대로 돌아갑니다: npx pitwall run ID. 무엇이 계산되는지: npx pitwall model ID. 다시 볼 곳: npx pitwall scenario lint ID
# 형식은 docs/SCENARIOS.md에, 모든 키는 패키지의 scenarios/example.yaml에 설명과 함께 있습니다.

motion: 로더를 새로 쓸 것인가, 고쳐 쓸 것인가?

# 고를 수 있는 것과 그때 달라지는 값. 같은 이름의 사실이 있으면, 정하지 않은 선택지에서는 그 값을 씁니다.
options:
  rewrite: { label: 로더를 새로 만든다, short: 새로 만들기, set: { weeks: $rewriteWeeks, failures: 0.2 * failuresNow } }
  repair: { label: 지금 로더를 고친다, short: 고쳐 쓰기, set: { weeks: 1주, failures: failuresNow * (1 - repairWorks) } }

# 아는 것: 값과 단위. 모르는 사람은 assumed로 여깁니다. 다른 값을 넣어 보려면: npx pitwall run ID --fact rewriteWeeks=2
facts:
  rewriteWeeks: { value: 5주, label: 새로 만드는 기간, range: 3..12, doubt: 지난번에는 계획의 두 배가 걸렸다 }
  failuresNow: { value: 3, unit: 건/주, label: 지금의 장애, source: 장애 기록, knownBy: [sentinel], assumed: 1 }
  repairWorks: { value: 60 %, label: 수리로 없어질 장애의 비율, range: [20, 90] }
  failureCost: { value: 120만, unit: 원/건, label: 장애 한 건의 값 }
  releaseIn: { value: 6주, label: 출시까지 }
  weeks: { value: 0주, label: 드는 기간 }
  failures: { value: 0, unit: 건/주, label: 남는 장애 }

# 선택지마다 여기서 따라 나오는 것.
quantities:
  lost: { is: failures * failureCost * 26주, unit: 원, label: 반년의 장애 비용 }

# 무엇으로 판단하는가: 지켜야 하는 한계, 그리고 많거나 적을수록 좋은 것. worth보다 작은 차이는 없는 것으로 봅니다.
criteria:
  - { need: weeks <= releaseIn, value: 일정 }
  - { less: lost, worth: 1300만 원, value: 안정성 }
  - { less: weeks, worth: 1주, value: 단순함 }

# 목표를 저울질하는 방법. equal: worth 하나씩을 똑같이 쳐서 수치대로 정합니다. card: 사람마다 자기 카드의 가치 순서로 정합니다.
weights: equal

# 값을 더 정확히 알아보는 방법과 그 비용. 어떤 답이 나오면 결정이 바뀌는지는 계산됩니다.
measurements:
  - { learns: repairWorks, how: 로더 사본에서 먼저 고쳐 보기, cost: 50만 원, days: 2일, owner: flux }

# 적지 않으면 걸린 사람들이 앉습니다.
cast: [pulse, flux, sentinel]
`;
