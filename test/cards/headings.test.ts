import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/cards/headings.ts';

describe('a heading', () => {
  it.each([
    ['🧠 Thinking Patterns (사고 패턴)', 'thinking'],
    ['2. Tool Chain', 'tools'],
    ['Example Slack Messages', 'messages'],
    ['Feedback from the Platform Team', 'feedback'],
    ['Strengths & Growth Areas', 'balance'],
    ['Areas to Improve', 'growth'],
    ['Work Experience', 'career'],
    ['경력 사항', 'career'],
    ['Custom Tools Jihyun Built', undefined],
    ['Communication Protocols', undefined],
    ['Error Messages', undefined],
    ['Technical Deep Dives', undefined],
  ])('"%s" names %s', (heading, kind) => {
    expect(kindOf(heading)).toBe(kind);
  });
});
