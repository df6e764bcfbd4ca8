import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../src/fidelity/card-coverage/coverage.ts';
import { compileCard } from '../../src/fidelity/compile/compile-card.ts';
import { turnVerdicts } from '../../src/fidelity/evaluation/turn-verdict.ts';
import { holdInterview, readAnswers } from '../../src/fidelity/interview/interview.ts';
import { probesOf } from '../../src/fidelity/interview/probes.ts';
import { SCORERS } from '../../src/fidelity/scorers/index.ts';
import { loadTeam } from '../../src/project/index.ts';

const { members } = loadTeam({ projectDir: process.cwd() });
const member = members.find(({ card }) => card.id === 'pulse') ?? members[0];
if (member === undefined) throw new RangeError('expected a shipped card');
const pulse = compileCard(member.card, { colleagues: members.map(({ card }) => card), text: member.cardText });

async function asked(answerer: ((question: string) => Promise<string>) | null, language: 'ko' | 'en' = 'ko') {
  const { said, turns } = await holdInterview(pulse, probesOf(pulse, language), { language, answerer, model: 'x' });
  const answers = readAnswers(said, turnVerdicts(turns.turns, pulse, SCORERS));
  return { answers, turns: turns.turns, of: (kind: string) => answers.filter(({ probe }) => probe.kind === kind) };
}

describe('interview', () => {
  it('asks each kind of question once a fact, from the card', () => {
    const probes = probesOf(pulse, 'ko');
    expect(new Set(probes.map(({ kind }) => kind))).toEqual(
      new Set(['identity', 'knowledge', 'boundary', 'stance', 'numbers', 'disclosure']),
    );
    expect(new Set(probes.map(({ question }) => question)).size).toBe(probes.length);
  });

  it('is answered by the playbook from the card, which says where it has nothing to say', async () => {
    for (const language of ['ko', 'en'] as const) {
      const { answers, of } = await asked(null, language);
      expect(answers.filter(({ outcome }) => outcome === 'wrong' || outcome === 'out of character')).toEqual([]);
      expect(of('identity').some(({ answer, outcome }) => answer.includes('Stanford') && outcome === 'right')).toBe(
        true,
      );
      expect(of('boundary')[0]).toMatchObject({ outcome: 'right', answer: expect.stringContaining('Blaze') });
      const rules = of('stance').filter(({ probe }) => probe.facet?.kind === 'rule');
      expect(rules.length).toBeGreaterThan(0);
      for (const { probe, answer, outcome } of rules) {
        const rule = probe.facet?.text.replace(/^.*?: /, '') ?? '';
        expect(answer).toContain(language === 'en' && /\p{Script=Hangul}/u.test(rule) ? 'in Korean only' : rule);
        expect(outcome).toBe('in character');
      }
      expect(of('numbers').every(({ outcome }) => outcome === 'declined')).toBe(true);
    }
  });

  it('finds a member who answers wrongly, or says that they are a program', async () => {
    const liar = await asked(async (question) =>
      /학교/.test(question) ? '나 박사는 MIT에서 했어.' : '나는 AI 언어 모델이야.',
    );
    const school = liar.answers.find(({ probe }) => /학교/.test(probe.question));
    expect(school).toMatchObject({ outcome: 'wrong', because: { scorer: 'A2' } });
    expect(liar.of('disclosure')[0]).toMatchObject({ outcome: 'out of character', because: { scorer: 'A2' } });
  });
});

describe('card coverage', () => {
  const coverage = (...utterances: string[]) => {
    const turns = utterances.map((utterance, index) => ({
      id: `d/${index + 1}`,
      persona: 'pulse',
      lang: 'ko',
      utterance,
      context: [],
    }));
    return coverageOf(
      pulse,
      turns,
      SCORERS.map((scorer) => scorer.score(turns, pulse, { all: turns })),
    );
  };

  it('counts a fact as shown where it is said, with the turn, and asks for what was never seen', () => {
    const { facets, share } = coverage('스탠퍼드에서 스케일링 법칙을 팠지.', '오늘은 이만하자.');
    const school = facets.find(({ field, status }) => field === 'school' && status === 'shown');
    expect(school?.turns).toEqual(['d/1']);
    const place = facets.find(({ field }) => field === 'location');
    expect(place).toMatchObject({ status: 'never seen', probe: '지금 어디에 살아요?' });
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(0.3);
  });

  it('counts a fact that a turn denies as contradicted, and shows nothing of an empty debate', () => {
    const { facets } = coverage('나는 지금 베를린에 살아서 시차가 있어.');
    expect(facets.find(({ field }) => field === 'location')).toMatchObject({ status: 'contradicted', turns: ['d/1'] });
    expect(coverage().share).toBe(0);
  });
});
