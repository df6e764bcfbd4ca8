import { describe, expect, it } from 'vitest';
import { forecastPage } from '../../src/cli/print/forecast.ts';
import { printContext } from '../../src/report/context.ts';
import { loaded } from '../scenarios/load.ts';

const { scenario, cards } = loaded('lost-checkpoint');
const page = { width: 80, colour: false };
const offline = { member: 'pulse', model: 'playbook', calls: 9, inputTokens: 0, outputTokens: 0, usd: 0 };
const live = { member: 'blaze', model: 'openai:m', calls: 7, inputTokens: 900, outputTokens: 80, usd: 0.25 };
const printed = (seats: (typeof offline)[]) =>
  forecastPage(printContext(scenario, cards), { turns: 12, seats, usd: 0.25, stops: false }, page);

describe('what a debate would take', () => {
  it('is no call of a model offline', () => {
    const text = printed([offline]);
    expect(text).toContain('About 12 turns, all offline: no model is called.');
    expect(text).not.toMatch(/\d calls|free|language model/);
  });

  it('counts the calls of those alone who ask a model', () => {
    const text = printed([offline, live]);
    expect(text).toContain('About 12 turns and 7 model calls');
    expect(text).toMatch(/Pulse +playbook +no calls\n/);
    expect(text).toMatch(/Blaze +openai:m +7 calls +900 tokens in, 80 out +about /);
  });
});
