import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../src/core/language.ts';
import type { TranscriptStore } from '../../src/core/record.ts';
import { askMember, loadTeam, openStore, verifyDebate } from '../../src/pitwall.ts';
import type { Team } from '../../src/project/index.ts';
import { newTeam } from '../../src/project/index.ts';

let store: TranscriptStore;
let teams: Record<Language, Team>;
let folder: string;

/** The team that `init` makes, in both languages. */
beforeAll(() => {
  store = openStore(':memory:');
  folder = mkdtempSync(join(tmpdir(), 'pitwall-'));
  const teamIn = (language: Language) => {
    const projectDir = join(folder, language);
    for (const [path, text] of newTeam({ name: 'my-team', language, pitwall: '*', vitest: '*' })) {
      mkdirSync(dirname(join(projectDir, path)), { recursive: true });
      writeFileSync(join(projectDir, path), text);
    }
    return loadTeam({ projectDir });
  };
  teams = { en: teamIn('en'), ko: teamIn('ko') };
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const ask = async (language: Language, member: string, text: string) =>
  (await askMember({ store, team: teams[language], member, text })).said;

describe('without a model a member says what their card implies', () => {
  it.each<[Language, string, string, RegExp]>([
    ['en', 'anchor', 'What is your approach to a rollout?', /^My way is this: With a Clock in the Hand\. Believes/],
    ['en', 'ferry', 'Is there something you would refuse to do?', /What I give up last is what users get\.$/],
    ['en', 'anchor', 'Are you a cautious sort?', /^I change my mind when a number shows it\./],
    ['en', 'anchor', 'Whom do you trust?', /^By my card I trust Ferry most\.$/],
    [
      'en',
      'ferry',
      'What was your job before this one? Your previous employer?',
      /^At Monzo I was Product Engineer \(2020–2023\)/,
    ],
    ['en', 'ferry', 'What are you in charge of?', /what has been promised to customers, where customers give up\.$/],
    ['en', 'ferry', 'Who is Anchor?', /^Anchor is a colleague, Operations Engineer\./],
    ['ko', 'anchor', '판단은 어떤 기준으로 하십니까?', /^제 방식은 이렇습니다: 시계를 들고 잰다\./],
    ['ko', 'ferry', '하기 싫은 일이 있어요?', /날짜 없는 계획을 못 견딘다/],
    ['ko', 'anchor', '팀에서 담당은 뭡니까?', /제가 아는 것은 되돌리는 데 실제로 걸린 시간/],
  ])('%s, %s: %s', async (language, member, text, said) => {
    expect(await ask(language, member, text)).toMatch(said);
  });
});

describe('without a model a member speaks of the question that seats them', () => {
  it.each<[Language, string, string, RegExp]>([
    [
      'en',
      'anchor',
      'What are you two arguing about? The topic?',
      /^The question is “The Friday release”: .*900 orders an hour/,
    ],
    ['ko', 'ferry', '대안은 몇 개예요?', /^고를 수 있는 건 이거예요: 오늘 오후에/],
    ['en', 'ferry', 'What is your position on the release?', /my vote is a full release\..*\$6,220 against \$622/],
    ['ko', 'anchor', '어느 쪽에 찬성하십니까?', /^다른 분들의 이야기를 듣기 전에 투표한다면 월요일 배포입니다\./],
    [
      'en',
      'anchor',
      'What speaks against a full release?',
      /^The downtime is 1\.95 hours with a full release, 1\.2 hours over/,
    ],
    [
      'en',
      'ferry',
      'What happens if we wait until Monday?',
      /The penalty is \$12k with waiting for Monday|waiting for Monday puts the penalty/i,
    ],
    ['ko', 'anchor', '롤백 시간은 얼마나 됩니까?', /^롤백 시간이 1\.5시간입니다 \(출처: 지난달 훈련\)/],
    ['ko', 'ferry', '설득하려면 뭐가 필요해요?', /이상이면 오늘 10% 배포예요\./],
    [
      'en',
      'anchor',
      'Do you have any doubts?',
      /^I take the penalty for a late day to be \$0 a day, but nobody has told me\. Ask Ferry\./,
    ],
    [
      'en',
      'ferry',
      'What do only you know?',
      /^The penalty for a late day is \$4,000 a day \(from the contract of Tuesday\)/,
    ],
    ['ko', 'ferry', '먼저 측정할 만한 게 있어요?', /결제 실패 알림을 걸고 금요일 저녁에 시험 호출/],
  ])('%s, %s: %s', async (language, member, text, said) => {
    expect(await ask(language, member, text)).toMatch(said);
  });

  it('tells nothing that only others know, and no view but their own', async () => {
    const asked = await ask('en', 'ferry', 'What is the time to notice?');
    expect(asked).toBe('I take the time to notice to be 0.5 hours, but nobody has told me. Ask Anchor.');
    expect(await ask('en', 'ferry', 'What would Tomas vote for?')).toMatch(/^What Anchor thinks is theirs to say/);
  });

  it('answers in the language of the script, and says so', async () => {
    expect(await ask('en', 'anchor', '롤백은 얼마나 걸려요?')).toMatch(/답할 수 없/);
    expect(await ask('ko', 'ferry', 'Which option do you prefer?')).toMatch(
      /^The question is written in Korean.*투표한다면/,
    );
  });
});

it.each<[Language, string, string]>([
  ['en', 'anchor', 'How is the weather on Friday?'],
  ['en', 'ferry', 'How old are you?'],
  ['en', 'anchor', 'Can you write a poem about orders?'],
  ['ko', 'ferry', '점심 뭐 먹을까요?'],
])('declines in one sentence that says what can be asked: %s, %s: %s', async (language, member, text) => {
  const said = await ask(language, member, text);
  expect(said).toMatch(/cannot answer that|답할 수 없/);
  expect(said).toMatch(/The Friday release|금요일 배포/);
  expect(said.match(/[.?!](?=\s|$)/g)).toHaveLength(1);
});

it('keeps the scripts that it was asked about, so that the chat is executed again to the same', async () => {
  const { id } = await askMember({ store, team: teams.ko, member: 'anchor', text: '금요일에 배포해도 됩니까?' });
  const [opened] = store.events(id).flatMap(({ event }) => (event.type === 'debate.opened' ? [event.body] : []));
  expect(opened?.asked?.scenarios).toMatchObject([{ id: 'friday-release' }]);
  rmSync(join(folder, 'ko', 'scenarios'), { recursive: true });
  expect((await verifyDebate({ store, id })).equal).toBe(true);
});

describe('a rule that a card writes as code', () => {
  it('is told to whoever names all that it is about, whatever else they tell', async () => {
    const projectDir = join(folder, 'rule');
    const code =
      '```python\nif queue_depth > 40: return "stop taking orders"\nif queue_age > 9: return "call the floor"\n```';
    mkdirSync(join(projectDir, 'personas'), { recursive: true });
    writeFileSync(
      join(projectDir, 'personas', 'loom.md'),
      `# W-7: Kim Ara\n## "Loom" | Weaver\n\n## Thinking Patterns\n\n**Watch the queue**\n${code}\n`,
    );
    const team = loadTeam({ projectDir });
    const said = async (text: string) => (await askMember({ store, team, member: 'loom', text })).said;
    expect(await said('May we sell a big order to the new customer today while the queue depth is at 55?')).toContain(
      'stop taking orders',
    );
    expect(await said('May we sell a big order to the new customer today while the queue is at 55?')).not.toMatch(
      /stop taking orders|call the floor/,
    );
  });
});
