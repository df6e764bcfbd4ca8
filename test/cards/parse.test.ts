import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { lineOf, PROFILE } from './profile.ts';

const card = parseCard(PROFILE, 'anvil.md');

describe('a whole profile', () => {
  it('names the member by callsign, document id, script and given name', () => {
    expect(card).toMatchObject({ id: 'anvil', documentId: 'X-21', callsign: 'Anvil' });
    expect(card.names).toEqual({ ko: '한가람', en: 'Han Garam', aliases: ['가람', 'Garam'] });
    expect(card.role).toEqual({ ko: '빌드 엔지니어', en: 'Staff Build Engineer' });
  });

  it('types the rows of the table and keeps the others in order', () => {
    expect(card).toMatchObject({
      team: 'Forge Hall (Second Shift)',
      experience: '9 years',
      location: '부산, 대한민국',
      timezone: 'KST (UTC+9)',
      military: '해병대',
      philosophy: '두 번 지으면 같은 것이 나와야 한다.',
      specialization: ['증분 빌드(Bazel, Buck2)', '원격 캐시', '재현 가능한 산출물'],
    });
    expect(card.attributes).toEqual([
      { name: 'Favourite cache', value: 'content-addressed', line: lineOf('| **Favourite') },
    ]);
  });

  it('tells languages that people speak from those that machines run', () => {
    expect(card.languages).toEqual([
      { name: '한국어', level: 'Native', kind: 'natural' },
      { name: 'English', level: 'Fluent', kind: 'natural' },
      { name: 'Starlark', level: 'Mother Tongue', kind: 'programming' },
      { name: 'Assembly', level: 'Expert — x86/ARM', kind: 'programming' },
    ]);
  });

  it('splits education at degrees and not at commas of a thesis', () => {
    expect(card.education).toEqual([
      'PhD Computer Science (KAIST) — Caching, Hashing & Trust',
      'BS Physics (부산대학교, 차석 졸업)',
    ]);
  });

  it('reads rules with their lines and leaves all code in the text', () => {
    const [framework, ...others] = card.frameworks;
    expect(others).toEqual([]);
    expect(framework).toMatchObject({ name: 'Cache-First Thinking', line: lineOf('**Cache-First') });
    expect(framework?.rules).toEqual([
      {
        id: 'misses_everything',
        when: 'build.misses_everything()',
        then: '환경 변수가 열쇠에 섞였는지 본다',
        line: lineOf('if build.misses_everything'),
      },
      {
        id: 'misses_sometimes',
        when: 'build.misses_sometimes()',
        then: '시간 도장을 지운다',
        line: lineOf('if build.misses_sometimes'),
      },
    ]);
    expect(framework?.text).toMatch(/^느린 빌드는 대개 놓친 캐시다\.\n\nclass CacheDoctor:/);
    expect(framework?.text).toContain('return min(cores * 2, memory // self.per_worker)');
  });

  it('reads the tool chain by category with lines', () => {
    const under = 'Primary Technology Stack';
    expect(card.tools).toEqual([
      { category: 'build', items: ['primary: Bazel 8', 'secondary: Buck2 (실험)'], under, line: lineOf('build:\n') },
      { category: 'cache', items: ['remote_cache: 사내 저장소', 'disk', 'memory'], under, line: lineOf('cache:\n') },
      { category: 'languages / front', items: ['Starlark'], under, line: lineOf('  front:') },
      { category: 'languages / back', items: ['Rust: 규칙 실행기'], under, line: lineOf('  back:') },
    ]);
  });

  it('reads the career with years, bullets and the word about it', () => {
    expect(card.career).toEqual([
      {
        employer: '해병대',
        from: 2014,
        to: 2016,
        period: '2014-2016',
        role: '통신병',
        achievements: ['무전기 수리'],
        quote: '고장 난 채로 쓰는 법을 배웠다',
        line: lineOf('**해병대'),
      },
      {
        employer: 'Lathe Inc.',
        from: 2017,
        to: 2021,
        period: '2017-2021',
        role: 'Build Engineer → Senior Build Engineer',
        achievements: ['빌드 시간을 41분에서 6분으로 줄임'],
        line: lineOf('**Lathe'),
      },
      {
        employer: 'Forge Hall',
        from: 2021,
        to: null,
        period: '2021-Present',
        role: 'Staff Build Engineer',
        achievements: [],
        line: lineOf('**현재'),
      },
    ]);
  });

  it('reads messages with line breaks, addressee and line', () => {
    expect(card.messages).toEqual([
      { text: '캐시 적중률이 12%야.\n열쇠부터 보자.', line: lineOf('"캐시 적중률') },
      { text: 'Who put the clock into the key?', to: 'tongs', line: lineOf('to Tongs:') },
      { text: '그건 제가 고칠게요.', to: 'tongs', line: lineOf('- Tongs에게') },
      { text: '@oncall 원격 캐시가 느려요.', to: 'oncall', line: lineOf('"@oncall') },
    ]);
  });

  it('splits strengths and growth areas, and knows who is relied on', () => {
    const growth = lineOf('설명을 아끼는 편');
    expect(card.strengths.map(({ text }) => text)).toEqual(['캐시 설계', '재현성에 대한 고집']);
    expect(card.growthAreas).toEqual([
      { text: '설명을 아끼는 편', line: growth },
      { text: '네트워크 장비는 Tongs에게 의존', line: growth },
    ]);
    expect(card.dependencies).toEqual([
      { on: 'Tongs', topic: '네트워크 장비', quote: '네트워크 장비는 Tongs에게 의존', line: growth },
    ]);
  });

  it('reads personality and footer, and leaves nothing over', () => {
    expect(card.personality).toBe('말은 적고 손이 빠르다.');
    expect(card.document).toEqual({
      version: '3.2',
      created: '2025-05-04',
      author: { name: 'Bellows', documentId: 'X-02' },
      classification: 'Shop Floor Only',
    });
    expect(card.sections).toEqual([]);
  });

  it('says where it stands what is under an unnamed heading', () => {
    expect(card.frameworks.map(({ under }) => under)).toEqual(['Primary Cognitive Framework']);
    expect(new Set(card.tools.map(({ under }) => under))).toEqual(new Set(['Primary Technology Stack']));
  });
});

describe('the same profile written otherwise', () => {
  it('reads the same with CRLF and a byte order mark', () => {
    expect(parseCard(`\uFEFF${PROFILE.replaceAll('\n', '\r\n')}`, 'anvil.md')).toEqual(card);
  });

  it('reads headings in Korean, without emoji, and labels in Korean', () => {
    const korean = PROFILE.replace('## Quick Reference Card', '## 빠른 참조')
      .replace('## 🧠 Thinking Patterns (사고 패턴)', '## 사고 패턴')
      .replace('## 🛠️ Tool Chain (도구 체인)', '## 도구 체인')
      .replace('## Personal Background', '## 개인 배경')
      .replace('### Career Path', '### 경력')
      .replace('## Communication Style', '## 소통 방식')
      .replace('### Slack Messages', '### 슬랙 메시지')
      .replace('## Personality', '## 💬 성격')
      .replace('## Strengths & Growth Areas', '## 강점과 성장 영역')
      .replace('### Strengths', '### 강점')
      .replace('### Growth Areas', '### 성장 영역')
      .replace('**Education**', '**학력**')
      .replace('**Philosophy**', '철학')
      .replace('Document Version', '문서 버전');
    expect(parseCard(korean, 'anvil.md')).toEqual(card);
  });

  it('sits without a callsign under its document id', () => {
    const anonymous = PROFILE.replace('"Anvil" | ', '').replace('| **Callsign** | Anvil |\n', '');
    const { id, callsign, role } = parseCard(anonymous, 'x.md');
    expect({ id, callsign, role }).toEqual({ id: 'x-21', callsign: undefined, role: card.role });
  });

  it('needs nothing but a title and a role', () => {
    const small = parseCard('# A-1: Ada\n\n## "Ada" | Analyst\n', 'ada.md');
    expect(small).toMatchObject({ id: 'ada', documentId: 'A-1', names: { en: 'Ada' }, role: { en: 'Analyst' } });
    expect([small.messages, small.frameworks, small.sections]).toEqual([[], [], []]);
  });
});

describe('what has no typed field', () => {
  const extra = PROFILE.replace(
    '## Personality\n',
    '## Rituals\n\nTea at four.\n\n### On Mondays\n\n- Green tea\n\n## Personality\n',
  )
    .replace('### Strengths\n', '한마디로 정직한 손.\n\n### Strengths\n')
    .replace('"캐시 적중률이', '가람의 메시지들:\n\n"캐시 적중률이')
    .replace('*Author: ', '*Last Updated: 2025-06-01*\n*Author: ');
  const read = parseCard(extra, 'anvil.md');

  it('stays as sections in the order of the card, with sub-headings inside', () => {
    expect(read.sections).toEqual([
      { heading: 'Slack Messages', text: '가람의 메시지들:', line: lineOf('### Slack', extra) },
      { heading: 'Rituals', text: 'Tea at four.\n\n### On Mondays\n\n- Green tea', line: lineOf('## Rituals', extra) },
      { heading: 'Strengths & Growth Areas', text: '한마디로 정직한 손.', line: lineOf('## Strengths &', extra) },
    ]);
    expect(read.messages).toHaveLength(card.messages.length);
    expect(read.personality).toBe(card.personality);
  });

  it('stays as attributes when it is a line of the footer', () => {
    expect(read.attributes.at(-1)).toEqual({
      name: 'Last Updated',
      value: '2025-06-01',
      line: lineOf('*Last Updated', extra),
    });
    expect(read.document).toEqual(card.document);
  });

  it('takes headings inside a fence as text', () => {
    const fenced = PROFILE.replace(
      '## Personality\n',
      '## Notes\n\n```markdown\n## Personality\nloud\n```\n\n## Personality\n',
    );
    const { personality, sections } = parseCard(fenced, 'anvil.md');
    expect(personality).toBe(card.personality);
    expect(sections.map(({ heading, text }) => [heading, text])).toEqual([
      ['Notes', '```markdown\n## Personality\nloud\n```'],
    ]);
  });

  it("keeps colleagues' words out of the member's own messages", () => {
    const feedback = PROFILE.replace(
      '---\n\n*Document',
      '### Feedback from Team\n\n```\n"빠르다."\n— Tongs\n```\n\n---\n\n*Document',
    );
    const read = parseCard(feedback, 'anvil.md');
    expect(read.messages).toEqual(card.messages);
    expect(read.feedback).toEqual([{ by: 'Tongs', text: '빠르다.', line: lineOf('"빠르다."', feedback) }]);
    expect(read.sections).toEqual([]);
  });
});
