import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../dev/noise.ts';
import { cardText } from '../workbench/card-text.ts';
import { emptyFolder, pitwall } from './cli.ts';

describe('pitwall tool diagnose_loss_curve', () => {
  const cwd = emptyFolder();
  const random = seeded(8);
  const rows = Array.from({ length: 900 }, (_, i) => {
    const loss = 2 + 8 * (i + 1) ** -0.4 + 0.02 * random.normal() + (i >= 600 && i < 612 ? 2 : 0);
    return `${i + 1},${loss.toFixed(5)}`;
  });
  writeFileSync(join(cwd, 'run.csv'), `step,loss\n${rows.join('\n')}\n`);
  const diagnose = (...flags: string[]) =>
    pitwall(['tool', 'diagnose_loss_curve', '--args', '{"file":"run.csv"}', ...flags], { cwd });

  it('prints the result itself as JSON, with advice from the card of Pulse', async () => {
    const { stdout, code } = await diagnose('--json');
    expect(code).toBe(0);
    const { healthy, findings } = JSON.parse(stdout);
    expect(healthy).toBe(false);
    expect(findings).toMatchObject([
      { kind: 'spike', from: 601, advice: { rule: 'jumps_up', member: 'pulse', fits: true } },
    ]);
    const { text, line } = findings[0].advice;
    expect(
      cardText('pulse')
        .split('\n')
        .slice(line - 1, line + 1)
        .join('\n'),
    ).toContain(text);
  });

  it('says the advice under the curve', async () => {
    expect((await diagnose()).stdout).toMatch(/spike at 601: .+ \(pulse, line \d+\)/);
  });

  it('answers anew when the card is edited, and by the card that is named', async () => {
    mkdirSync(join(cwd, 'personas'));
    const edited = cardText('pulse').replace(
      /(jumps_up\(\):\n\s+return )"[^"]*"/,
      '$1"그 배치를 버리고 다음 배치로 간다"',
    );
    writeFileSync(join(cwd, 'personas', 'pulse.md'), edited);
    const [found] = JSON.parse((await diagnose('--json')).stdout).findings;
    expect(found.advice.text).toBe('그 배치를 버리고 다음 배치로 간다');
    const [other] = JSON.parse((await diagnose('--json', '--card', 'sentinel')).stdout).findings;
    expect(other.advice).toBeNull();
    expect((await diagnose('--card', 'nobody')).code).toBe(2);
  });

  it('refuses a card for a tool that reads none', async () => {
    const { code, stderr } = await pitwall(
      ['tool', 'design_experiment', '--args', '{"params":1e9,"tokens":1e9}', '--card', 'pulse'],
      { cwd },
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining('reads no card')]);
  });

  it('reads the shipped log of ten thousand steps in a debate with the advice of the speaker on the record', async () => {
    const { stdout } = await pitwall(['run', 'spike-at-12k', '--json'], { cwd: emptyFolder() });
    const { tools } = JSON.parse(stdout);
    const read = tools.filter(({ name }: { name: string }) => name === 'diagnose_loss_curve');
    expect(read.length).toBeGreaterThan(0);
    for (const { args, result, speaker } of read) {
      expect(args).not.toHaveProperty('rules');
      if (speaker === 'pulse') expect(result.findings[0].advice).toMatchObject({ member: 'pulse', rule: 'jumps_up' });
    }
    expect(
      readFileSync(new URL('../../scenarios/spike-at-12k.csv', import.meta.url), 'utf8').split('\n').length,
    ).toBeGreaterThan(10_000);
  });
});
