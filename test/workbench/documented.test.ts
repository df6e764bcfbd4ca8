import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { COMMON_TOOLS } from '../../src/core/tool.ts';
import { DEVICES } from '../../src/workbench/devices.ts';
import { TOOLS, toolByName, toolIndex } from '../../src/workbench/index.ts';
import { MODELS } from '../../src/workbench/models.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/TOOLS.md');
const rows = (page.split('## Audit')[0] ?? '').split('\n').flatMap((line) => {
  const [, name, , figures] = line.split('|').map((cell) => cell.trim());
  const tool = /^`(\w+)`$/.exec(name ?? '')?.[1];
  return tool === undefined
    ? []
    : [{ tool, figures: [...(figures ?? '').matchAll(/`([\w-]+)`/g)].map(([, figure]) => figure) }];
});

describe('docs/TOOLS.md', () => {
  it('has a row for each tool', () => {
    expect(rows.map(({ tool }) => tool).sort()).toEqual(TOOLS.map(({ name }) => name).sort());
  });

  it.each(rows.filter(({ tool }) => toolByName(tool).figureNames))(
    'names figures that $tool gives',
    ({ tool, figures }) => {
      expect(figures.length).toBeGreaterThan(0);
      expect(toolByName(tool).figureNames).toEqual(expect.arrayContaining(figures));
    },
  );

  it('counts calculators, devices and models as the tables do', () => {
    expect([TOOLS.length, page.includes('Twenty-one calculators')]).toEqual([21, true]);
    expect(page).toContain(`(${MODELS.length} open models`);
    expect(page).toContain(`(${DEVICES.length} devices`);
    const words = ['Twenty', 'Twenty-one', 'Twenty-two', 'Twenty-three'];
    expect(page).toContain(`${words[TOOLS.length - 20]} calculators`);
  });
});

describe('the shipped cards', () => {
  it.each(['pulse', 'blaze', 'cortex', 'flux', 'sentinel'])('%s brings tools that there are', (id) => {
    const { persona } = parseCard(read(`personas/${id}.md`), `personas/${id}.md`);
    expect(persona.tools.filter((name) => !toolIndex.has(name))).toEqual([]);
  });

  it('bring every tool between them that not everybody has', () => {
    const brought = ['pulse', 'blaze', 'cortex', 'flux'].flatMap(
      (id) => parseCard(read(`personas/${id}.md`), id).persona.tools,
    );
    expect(TOOLS.filter(({ name }) => !brought.includes(name)).map(({ name }) => name)).toEqual([...COMMON_TOOLS]);
  });
});
