import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { count, ngramsOf, noCounts } from '../../dev/hangul/count.ts';
import { textIn } from '../../dev/hangul/text-of.ts';
import { WIDTH } from '../../src/cards/repair/ngrams.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'pitwall-hangul-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('Korean text in the files of a package', () => {
  it('is found in pages, catalogues, JSON and gzipped files, each sentence once', () => {
    mkdirSync(path.join(folder, 'ko'));
    const write = (name: string, content: string | Uint8Array) => writeFileSync(path.join(folder, name), content);
    write('ko/a.html', '<p>모델을 <b>천천히</b>\n  훈련한다</p><p>plain English</p>');
    write(
      'ko/b.mo',
      Buffer.concat([Buffer.from([0xde, 0x12, 0x04, 0x95, 0]), Buffer.from('파일을 연다\0문을 닫는다\0')]),
    );
    write('ko/c.json', '{"a":"\\ud30c\\uc77c\\uc744 \\uc5f0\\ub2e4","b":"새 창\\n다른 줄"}');
    write('ko/d.txt.gz', gzipSync('압축한 글이다'));
    write('ko/e.bin', Uint8Array.from([...Buffer.from('가나다'), 0xff, 0xfe]));
    expect([...textIn(folder, new Set())].sort()).toEqual(
      ['모델을 천천히 훈련한다', '파일을 연다', '문을 닫는다', '새 창', '다른 줄', '압축한 글이다'].sort(),
    );
  });
});

describe('what is counted', () => {
  it('are runs of up to three symbols in which the damage takes a byte; English and numbers are one symbol each', () => {
    const counts = noCounts();
    count(counts, 'GPU 훈련');
    count(counts, 'CPU 훈련');
    const { alphabet, one, two, three } = ngramsOf(counts);
    const place = (symbol: string) => [...alphabet].indexOf(symbol);
    expect([...alphabet].sort()).toEqual([' ', 'a', '련', '훈'].sort());
    expect(one[place(' ')]).toBe(6);
    // 련 is EB A0 A8 and stays whole; 훈 is ED 9B 88 and does too.
    expect([...two.values(), ...three.values()]).toEqual([]);
    count(counts, '학습');
    const broken = ngramsOf(counts);
    const at = (symbol: string) => [...broken.alphabet].indexOf(symbol);
    // 학 is ED 95 99 and whole; 습 is EC 8A B5 and whole.
    expect(broken.two.get(at('학'))).toBeUndefined();
    count(counts, '이상');
    const last = ngramsOf(counts);
    const id = (symbol: string) => [...last.alphabet].indexOf(symbol);
    // 이 is EC 9D B4: its second byte has no character.
    expect(last.two.get(id('이'))).toEqual(new Map([[id('상'), 1]]));
    expect(last.three.get(id(' ') * WIDTH + id('이'))).toEqual(new Map([[id('상'), 1]]));
    expect(last.two.get(id('훈'))).toBeUndefined();
  });
});
