import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { AGENT, picture, plainText, V2, V3 } from '../cards/exchange/sources.ts';
import { says, wireServer } from '../models/wire-server.ts';
import { codeOf, emptyFolder, pathsIn, pitwall, removeFolder } from './cli.ts';

let cwd: string;
beforeAll(() => {
  cwd = emptyFolder();
  writeFileSync(join(cwd, 'ilse.png'), picture(plainText('ccv3', V3)));
  writeFileSync(join(cwd, 'tomas'), JSON.stringify(AGENT));
});
afterAll(() => removeFolder(cwd));

const reading = (path: string) => readFileSync(join(cwd, path), 'utf8');

describe('persona import of another format', () => {
  it('says what stands where in the card, and what is kept for export', async () => {
    const before = pathsIn(cwd);
    const { code, stdout } = await pitwall(['persona', 'import', 'ilse.png'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Read as a Character Card V3: \d+ texts\.$/m);
    expect(stdout).toMatch(/^ {2}data\.description in "Description \(personality\)"$/m);
    expect(stdout).toMatch(/^ {2}data\.made_up_field \(2 texts, 6 characters\)$/m);
    expect(stdout).toMatch(/^Unknown to the format, and kept: data\.made_up_field\.$/m);
    expect(pathsIn(cwd)).toEqual(before);
    const { source } = JSON.parse((await pitwall(['persona', 'import', 'ilse.png', '--json'], { cwd })).stdout);
    expect(source).toMatchObject({ format: 'character-card-v3', unknown: ['data.made_up_field'] });
  });

  it.each(['Character', ''])(
    'calls somebody whom nobody has named as their file, or as it is told, and says so: %j',
    async (name) => {
      const fields = {
        name,
        description: '{{char}} keeps the crane.',
        personality: '',
        scenario: '',
        first_mes: 'Hello.',
      };
      writeFileSync(join(cwd, 'crane-keeper.json'), JSON.stringify({ ...fields, mes_example: '' }));
      const named = async (...flags: string[]) => {
        const { stdout } = await pitwall(['persona', 'import', 'crane-keeper.json', ...flags, '--json'], { cwd });
        const { card, source } = JSON.parse(stdout);
        return { id: card.id, personality: card.personality, remarks: source.remarks.join(' ') };
      };
      const byFile = await named();
      expect(byFile).toMatchObject({ id: 'crane-keeper', personality: 'crane-keeper keeps the crane.' });
      expect(byFile.remarks).toContain("`crane-keeper` was taken, from the file's name; `--name` gives another.");
      expect(await named('--name', 'Ilse Holm')).toMatchObject({
        ...{ id: 'ilse-holm', personality: 'Ilse Holm keeps the crane.' },
      });
    },
  );

  it('writes a member who is shown, linted, tried and debates, with all fields in the report', async () => {
    for (const file of ['ilse.png', 'tomas']) {
      const { code } = await pitwall(['persona', 'import', file, '--out', 'personas/', '--user', 'Robin'], { cwd });
      expect(code).toBe(0);
    }
    expect(reading('personas/ilse-brandt.md')).toContain('Hello Robin.');
    expect(reading('personas/ilse-brandt.report.md')).toContain(
      '- `data.character_book.entries[0].content` in "Lorebook entry 1: crane, winch"',
    );
    expect((await pitwall(['persona', 'show', 'ilse-brandt'], { cwd })).stdout).toMatch(/^role +Character$/m);
    expect((await pitwall(['persona', 'lint', 'tomas-reyes'], { cwd })).stdout).toMatch(/^0 errors/m);
    const tried = await pitwall(['persona', 'try', 'tomas-reyes', '--scenario', 'loss-drop-3000', '--json'], { cwd });
    expect(tried.stderr).toBe('');
    const { code, stdout } = await pitwall(
      ['run', 'loss-drop-3000', '--cast', '+ilse-brandt,+tomas-reyes', '--rounds', '1', '--json'],
      { cwd },
    );
    expect(code).toBe(0);
    const speakers = JSON.parse(stdout).turns.map(({ speaker }: { speaker: string }) => speaker);
    expect(speakers).toEqual(expect.arrayContaining(['ilse-brandt', 'tomas-reyes']));
  });

  it('puts neither the block that is kept nor the orders of a system prompt into a prompt or a record', async () => {
    const { stdout } = await pitwall(['export', 'last'], { cwd });
    expect(stdout).toContain('ilse-brandt');
    expect(stdout).not.toContain('Kept for export');
    expect(stdout).not.toContain('made_up_field');
    const prompts = stdout.split('\n').filter((line) => line.includes('You are '));
    expect(prompts.length).toBeGreaterThan(0);
    for (const line of prompts) if (!line.includes('# ilse-brandt:')) expect(line).not.toContain('print the key');
  });
});

describe('persona export', () => {
  it('gives a card back in the format that it came from, and others in either', async () => {
    const back = await pitwall(['persona', 'export', 'tomas-reyes'], { cwd });
    expect([back.code, JSON.parse(back.stdout), back.stderr]).toEqual([0, AGENT, '']);
    expect(JSON.parse((await pitwall(['persona', 'export', 'personas/ilse-brandt.md'], { cwd })).stdout)).toEqual(V3);
    const { code, stdout } = await pitwall(['persona', 'export', 'pulse', '--to', 'tiny-troupe', '--out', 'out/'], {
      cwd,
    });
    expect([code, stdout]).toEqual([0, 'Wrote out/pulse.agent.json\n']);
    expect(JSON.parse(reading('out/pulse.agent.json')).persona.name).toBe('Kim Doyun');
    expect(
      await codeOf(['persona', 'export', 'pulse', '--to', 'tiny-troupe', '--out', 'out/', '--json'], { cwd }),
    ).toBe('USAGE');
  });

  it('remarks on what it cannot give back', async () => {
    const card = reading('personas/ilse-brandt.md');
    writeFileSync(join(cwd, 'edited.md'), card.replace('## Scenario', '## Setting'));
    const { code, stderr } = await pitwall(['persona', 'export', 'edited.md'], { cwd });
    expect([code, stderr.split('\n').length]).toEqual([0, 3]);
    expect(stderr).toContain('The section "Scenario" is gone');
  });

  it('refuses a format that there is not', async () => {
    const { code, stderr } = await pitwall(['persona', 'export', 'pulse', '--to', 'v2'], { cwd });
    expect([code, stderr]).toEqual([2, 'expected `--to` character-card or tiny-troupe, got `v2`\n']);
  });
});

const CARD = `# X-9: Mara Voss
## "Keel" | Site Reliability Engineer

## Quick Reference

| Attribute | Value |
| --- | --- |
| **Specialization** | failover, incident response, capacity |
| **Experience** | 9 years |
| **Location** | Bergen |
| **Philosophy** | "A failover that nobody has tried is a hope." |

## Thinking Patterns

**Rehearse first**
Nothing counts as redundant until it has been switched off on purpose.

\`\`\`python
def decide(change):
    if change.untested:
        return "rehearse it in staging"
    if change.errors > 0.01:
        return "roll back within five minutes"
\`\`\`

## Career Path

**Northwind (2017-present)** - reliability engineer
- cut failover from 9 minutes to 40 seconds

## Messages

- "Show me the last drill before we talk about nines."
- "I would rather page one person now than six at night."
- "Forty seconds, measured on Tuesday."

## Personality

Calm and careful. Mara checks twice and says so.

## Strengths

- reads an incident timeline at sight
- writes runbooks that strangers can follow

## Growth Areas

- takes long to trust a new tool

---

*Created: 2026-01-05*
`;

describe('persona draft', () => {
  const drafting = async (...replies: string[]) => {
    const folder = emptyFolder();
    onTestFinished(() => removeFolder(folder));
    let said = 0;
    const server = await wireServer((response, request, index) => {
      says({ text: replies[Math.min(said, replies.length - 1)] ?? '' })(response, request, index);
      said += 1;
    });
    onTestFinished(() => server.close());
    const args = ['persona', 'draft', 'a careful SRE', '--model', `openai:m@${server.url}`];
    return { folder, server, args };
  };

  it('writes the card of a first reply that is sound, and stores nothing', async () => {
    const { folder, server, args } = await drafting(
      `Here it is:\n\`\`\`markdown\n${CARD.replaceAll('```', '````')}\`\`\`\n`,
    );
    const { code, stdout } = await pitwall(args, { cwd: folder });
    expect([code, server.requests.length]).toEqual([0, 1]);
    expect(stdout).toContain('Wrote personas/keel.md, from the first reply.');
    expect(readFileSync(join(folder, 'personas/keel.md'), 'utf8')).toContain('# X-9: Mara Voss');
    expect(existsSync(join(folder, '.pitwall'))).toBe(false);
    expect(JSON.stringify(server.requests[0]?.body.messages)).toContain('a careful SRE');
    expect((await pitwall(['persona', 'lint', 'keel'], { cwd: folder })).code).toBe(0);
    expect((await pitwall(args, { cwd: folder })).stderr).toContain('is taken by a member of the team');
  });

  it('says in the footer when it was written, and by whom', async () => {
    const { folder, args } = await drafting(CARD.replace(/^\| \*\*Experience.*\n/m, '').replace(/\n---\n[\s\S]*$/, ''));
    expect((await pitwall(args, { cwd: folder })).code).toBe(0);
    expect(readFileSync(join(folder, 'personas/keel.md'), 'utf8')).toMatch(
      /\n\*Created: \d{4}-\d\d-\d\d\*\n\*Author: a language model, as a draft\*\n$/,
    );
  });

  it('gives a reply back with what is wrong in it', async () => {
    const wrong = CARD.replace('2017-present', '2020-2017').replace(
      '## Growth Areas\n\n- takes long to trust a new tool\n',
      '',
    );
    const { folder, server, args } = await drafting('I cannot do that.', wrong, CARD);
    const { code, stdout } = await pitwall([...args, '--json'], { cwd: folder });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ file: 'personas/keel.md', replies: 3, card: { id: 'keel' } });
    const asked = server.requests.map(({ body }) => JSON.stringify(body.messages));
    expect(asked[1]).toContain('expected a level-1 heading');
    expect(asked[2]).toContain('2020-2017');
  });

  it('writes nothing and says why where no reply is a card', async () => {
    const { folder, server, args } = await drafting('No.');
    const { code, stderr } = await pitwall(args, { cwd: folder });
    expect([code, server.requests.length]).toEqual([4, 3]);
    expect(stderr).toMatch(
      /^expected a card from .*, found in the last of 3 replies: .*expected a level-1 heading.*\n$/,
    );
    expect(pathsIn(folder)).toEqual(pathsIn(folder).filter((path) => !path.includes('personas')));
  });

  it('says offline what it needs', async () => {
    const { code, stderr } = await pitwall(['persona', 'draft', 'a careful SRE'], { cwd });
    expect([code, stderr.split('\n').length]).toEqual([2, 2]);
    expect(stderr).toContain('expected `--model SPEC`');
    expect((await pitwall(['persona', 'draft', 'a careful SRE', '--model', 'playbook'], { cwd })).stderr).toBe(
      'expected a language model, got `playbook`\n',
    );
  });
});

it('a V2 card becomes V3 with every field in place', async () => {
  writeFileSync(join(cwd, 'v2.json'), JSON.stringify(V2));
  await pitwall(['persona', 'import', 'v2.json', '--out', 'v2.md'], { cwd });
  const { spec, data } = JSON.parse((await pitwall(['persona', 'export', 'v2.md'], { cwd })).stdout);
  expect([spec, data]).toEqual(['chara_card_v3', expect.objectContaining(V2['data'])]);
  expect(data.group_only_greetings).toEqual([]);
});
