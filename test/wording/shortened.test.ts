import { expect, it } from 'vitest';
import { shortLabels, withShortLabels } from '../../src/wording/shortened.ts';

const ENGLISH = [
  'the time until all is treated',
  'the price of salt',
  'the salt on the roads in a season',
  'the salt from our barn in a hard spell',
  'the runs in a season',
  'the runs a night',
  'the salt that wetting saves',
  'the number of lorries',
  'what a crawl of our own would give',
  'tokens a step',
  'the delay by a trial',
];

it('a label has a short form where its head is nobody else’s and means something by itself', () => {
  expect([...shortLabels(ENGLISH, 'en')]).toEqual([
    ['the time until all is treated', 'the time'],
    ['the price of salt', 'the price'],
    ['the salt on the roads in a season', 'the salt on the roads'],
  ]);
  expect([...shortLabels(['가장 많은 날의 운전 시간', '하루의 양', '밤의 운전 시간', '없어지는 리넨'], 'ko')]).toEqual(
    [],
  );
  expect([...shortLabels(['가장 많은 날의 운전 시간', '하루의 양', '없어지는 리넨'], 'ko')]).toEqual([
    ['가장 많은 날의 운전 시간', '운전 시간'],
  ]);
});

it('a label is said whole first, short after that, and whole again when it has not been heard for long', () => {
  const short = shortLabels(ENGLISH, 'en');
  const said = ['The time until all is treated is 117 min.', 'So the time until all is treated decides.'];
  expect(withShortLabels(said, [], short)).toEqual([said[0], 'So the time decides.']);
  expect(withShortLabels(said, ['For the time until all is treated I get 2 h.'], short)[0]).toBe(
    'The time is 117 min.',
  );
  const since = Array.from({ length: 10 }, () => 'Agreed.');
  expect(withShortLabels(said, [said[0] as string, ...since], short)).toEqual([said[0], 'So the time decides.']);
});
