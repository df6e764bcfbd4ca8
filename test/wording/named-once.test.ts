import { describe, expect, it } from 'vitest';
import { withPronouns } from '../../src/wording/pronouns.ts';
import { shortLabels, withPointers } from '../../src/wording/shortened.ts';
import { withUnitsOnce } from '../../src/wording/units-once.ts';

describe('a long label without a short form', () => {
  const LABELS = [
    'the share of faults that a shadow run finds',
    'the time until the freeze',
    '거르기 손실을 줄이는 몫',
  ];

  it('is said whole once in a turn and pointed at in the sentences behind', () => {
    const [label = ''] = LABELS;
    const said = [`With ${label} at 20% it fits.`, `At 10% for ${label} it does not.`];
    expect(withPointers(said, LABELS, 'en')).toEqual([said[0], 'At 10% for that share it does not.']);
    const korean = ['거르기 손실을 줄이는 몫은 8%예요.', '거르기 손실을 줄이는 몫이 9%면 달라져요.'];
    expect(withPointers(korean, LABELS, 'ko')).toEqual([korean[0], '그 몫이 9%면 달라져요.']);
  });

  it('is pointed at where the turn that is answered has just named it', () => {
    const [label = ''] = LABELS;
    expect(withPointers([`Knowing ${label} saves $900.`], LABELS, 'en', `What is ${label}?`)).toEqual([
      'Knowing that share saves $900.',
    ]);
  });

  it('stays whole where another label with the same noun is in the turn', () => {
    const others = ['the share of faults that a shadow run finds', 'the share of orders on the new model'];
    const said = [`${others[0]} is 20%.`, `${others[1]} is 30%, and ${others[0]} is too little.`];
    expect(withPointers(said, others, 'en')).toEqual(said);
  });
});

describe('an option that the sentence before was about', () => {
  const OPTIONS = ['lining', 'shorter rollouts', '재훈련', '서버 확인'];

  it('is not named again as what the next is about', () => {
    expect(withPronouns(['Lining.', 'Lining keeps 2 days.'], OPTIONS, 'en')).toEqual(['Lining.', 'It keeps 2 days.']);
    expect(withPronouns(['Shorter rollouts. Shorter rollouts keep 2 days.'], OPTIONS, 'en')).toEqual([
      'Shorter rollouts. They keep 2 days.',
    ]);
    expect(withPronouns(['재훈련입니다.', '재훈련은 2일이 남습니다.'], OPTIONS, 'ko')).toEqual([
      '재훈련입니다.',
      '2일이 남습니다.',
    ]);
  });

  it('keeps its name where another one was named too', () => {
    const said = ['Lining beats shorter rollouts.', 'Lining keeps 2 days.'];
    expect(withPronouns(said, OPTIONS, 'en')).toEqual(said);
    const beside = ['Lining.', 'For the cost I get $4 with shorter rollouts and $3 with lining.'];
    expect(withPronouns(beside, OPTIONS, 'en')).toEqual(beside);
    const korean = ['재훈련이 서버 확인보다 나아요.', '재훈련은 2일이 남아요.'];
    expect(withPronouns(korean, OPTIONS, 'ko')).toEqual(korean);
  });
});

describe('a unit of several words', () => {
  it('is said with the first amount of a sentence', () => {
    expect(
      withUnitsOnce(['1,890 boats an hour, 10 boats an hour below 1,900 boats an hour.'], ['boats/hour'], 'en'),
    ).toEqual(['1,890 boats an hour, 10 below 1,900.']);
    expect(withUnitsOnce(['주당 187만 타인데 주당 191만 타예요.'], ['타/주'], 'ko')).toEqual([
      '주당 187만 타인데 191만 타예요.',
    ]);
  });

  it('stays where the same money is paid once beside it, and where digits look like a group', () => {
    const once = ['It saves $800 a month and $900 a month for $400.'];
    expect(withUnitsOnce(once, ['USD/month'], 'en')).toEqual(once);
    expect(withUnitsOnce(['We have $3.6 an hour instead of $2.4 an hour.'], ['USD/hour'], 'en')).toEqual([
      'We have $3.6 an hour instead of $2.4.',
    ]);
  });
});

it('a short form keeps what its noun is about', () => {
  const labels = [
    '거르기 손실을 절반으로 줄이는 전송 몫',
    '용접 한 곳에 드는 시간',
    '실시간 집계가 가장 많이 쓰는 워커',
    '물벼가 기다리는 시간',
  ];
  expect([...shortLabels(labels, 'ko')]).toEqual([['물벼가 기다리는 시간', '기다리는 시간']]);
});
