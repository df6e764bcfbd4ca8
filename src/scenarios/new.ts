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

const KOREAN = `# 작은 시나리오입니다. 그대로 돌아갑니다: pitwall run ID
# 쓸 수 있는 모든 키는 scenarios/example.yaml에 설명과 함께 있습니다.
id: ID
title: 체크포인트 간격
language: ko
motion: 체크포인트를 더 자주 남길 것인가?
options:
  hourly: { label: 한 시간마다 남긴다, short: 한 시간 간격, urge: 한 시간마다 (남기자|남겨요|남기시지요) }
  keep: { label: 지금 간격을 지킨다, short: 지금 간격, urge: 지금 간격으로 (가자|가요|가시지요) }

# 숫자는 여기에만 씁니다. 문장에서는 {fact:이름}으로 부르고, 단위는 따라옵니다. 바꿔 보려면: --fact lostHours=6
facts:
  lostHours: { value: 3, unit: hours, label: 장애 한 번에 잃는 작업 }
  savingShare: { value: 0.02, unit: share of the run, label: 저장에 드는 시간 }

# 이유의 세기는 읽은 값에서 나옵니다: neutral이면 아무 말도 아니고, full이면 다 갖춘 이유입니다.
considerations:
  - id: lost-work
    for: hourly
    value: reliability
    from: { fact: lostHours, read: { neutral: 0.5, full: 4 } }
    ask: 장애 한 번에 얼마나 (잃어|잃어요|잃습니까)?
    say: 장애가 한 번 나면 {fact:lostHours} 치를 다시 돌려야 (해|해요|합니다)
    echo: 다시 돌려야 하는 {fact:lostHours}
  - id: saving-cost
    for: keep
    value: efficiency
    from: { fact: savingShare, read: { neutral: 0.005, full: 0.05 } }
    ask: 저장하는 데 얼마나 (걸려|걸려요|걸립니까)?
    say: 저장할 때마다 멈추는 시간이 전체의 {fact:savingShare}쯤 (돼|돼요|됩니다)
    echo: 저장하느라 멈추는 시간
  - id: one-more-knob
    for: keep
    value: simplicity
    from: { judgement: 지금 설정은 모두가 알고 있다, weight: low }

cast: [pulse, sentinel, blaze]
protocol: [opening blind, rebuttal 2, vote, close]
`;

const ENGLISH = `# A small scenario that runs as it is: pitwall run ID
# Every key that there is stands in scenarios/example.yaml with its explanation.
id: ID
title: How often to checkpoint
language: en
motion: Should we save checkpoints more often?
options:
  hourly: { label: save every hour, short: hourly checkpoints, urge: "let's save every hour" }
  keep: { label: keep the present interval, short: the present interval, urge: "let's leave it as it is" }

# Numbers stand here only; a sentence calls them by {fact:NAME}, and the unit comes along. To try another: --fact lostHours=6
facts:
  lostHours: { value: 3, unit: hours, label: work lost in one failure }
  savingShare: { value: 0.02, unit: share of the run, label: time spent on saving }

# How strong a reason is follows from what is read: at neutral it says nothing, at full it says all it can.
considerations:
  - id: lost-work
    for: hourly
    value: reliability
    from: { fact: lostHours, read: { neutral: 0.5, full: 4 } }
    ask: how much do we lose in one failure?
    say: "one failure costs us {fact:lostHours} of work"
    echo: "the {fact:lostHours} we would run again"
  - id: saving-cost
    for: keep
    value: efficiency
    from: { fact: savingShare, read: { neutral: 0.005, full: 0.05 } }
    ask: how long do we stand still to save?
    say: "saving already takes {fact:savingShare} of the run"
    echo: the time we stand still to save
  - id: one-more-knob
    for: keep
    value: simplicity
    from: { judgement: everybody knows the present setting, weight: low }

cast: [pulse, sentinel, blaze]
protocol: [opening blind, rebuttal 2, vote, close]
`;
