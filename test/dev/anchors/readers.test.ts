import { describe, expect, it } from 'vitest';
import { readCiTod } from '../../../dev/anchors/ci-tod.ts';
import { readKvpi } from '../../../dev/anchors/kvpi.ts';
import { failureOf } from '../../store/failure-of.ts';

describe('KvPI', () => {
  it('reads profiles with and without quotes, and the labels as they are meant', () => {
    const rows = [
      "{'constellation': '天秤座', 'loc': '河南 洛阳', 'gender': 'female'} <SEP> 我是双鱼座\t2\t2\tx\ty",
      "{'constellation': 水瓶座, 'loc': 湖北 潜江, 'gender': male} <SEP> 走吧\t0\t1\tx\ty",
    ];
    expect(readKvpi(rows.join('\n'), 'k.txt')).toEqual([
      {
        profile: { constellation: '天秤座', location: '河南 洛阳', gender: 'female' },
        reply: '我是双鱼座',
        label: 'contradicted',
        field: 'constellation',
      },
      {
        profile: { constellation: '水瓶座', location: '湖北 潜江', gender: 'male' },
        reply: '走吧',
        label: 'irrelevant',
        field: 'location',
      },
    ]);
  });

  it('names the line that is none', () => {
    expect(failureOf(() => readKvpi("\n{'loc': 'x'} <SEP> y\t7\t1", 'k.txt')).message).toContain('k.txt:2: expected');
  });
});

describe('CI-ToD', () => {
  const dialogue = [
    { turn: 'driver', utterance: 'when is dinner' },
    { turn: 'assistant', utterance: 'dinner is at 7pm' },
  ];
  const entry = {
    id: 4,
    dialogue,
    scenario: { kb: { items: [{ event: 'dinner', time: '8pm', room: '-' }] }, kbi: '1', hi: '0', qi: '0' },
    HIPosition: [],
  };

  it('judges the last turn against the table, without the cells that say nothing', () => {
    expect(readCiTod(JSON.stringify([entry]), 'c.json')).toEqual([
      {
        id: '4',
        before: [{ speaker: 'driver', text: 'when is dinner' }],
        reply: 'dinner is at 7pm',
        table: [{ event: 'dinner', time: '8pm' }],
        contradicts: { table: true, history: false, question: false },
      },
    ]);
  });

  it('refuses what is not JSON or has no flags', () => {
    expect(failureOf(() => readCiTod('{', 'c.json')).code).toBe('DATA_INVALID');
    expect(failureOf(() => readCiTod('[{"id":1}]', 'c.json')).message).toContain('dialogue');
  });
});
