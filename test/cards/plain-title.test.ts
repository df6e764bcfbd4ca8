import { describe, expect, it } from 'vitest';
import { parseCard } from '../../src/cards/parse.ts';
import { withPlainTitle } from '../../src/cards/plain-title.ts';
import { slugOf } from '../../src/project/index.ts';

const titled = (title: string) =>
  withPlainTitle(`${title}\n\nSome text.\n`, slugOf)
    ?.split('\n')
    .filter((line) => line !== '')
    .slice(0, 2);

describe('a title as people write one', () => {
  it.each([
    ['# Kim Ara (김아라), "Loom" - Weaver, Senior', '# loom: Kim Ara (김아라)', '## "Loom" | Weaver, Senior'],
    ['# 김아라 [Loom] – 직조공', '# loom: 김아라', '## "Loom" | 직조공'],
    ['# Kim “Loom” Ara — Weaver', '# loom: Kim Ara', '## "Loom" | Weaver'],
    ['# Kim Ara ("Loom") | Weaver | 직조공', '# loom: Kim Ara', '## "Loom" | Weaver | 직조공'],
    ['# Kim Ara - Site-Reliability Engineer', '# kim-ara: Kim Ara', '**Role**: Site-Reliability Engineer'],
    ['# W-7: Kim Ara - Weaver', '# W-7: Kim Ara', '**Role**: Weaver'],
  ])('%s gives id, names, callsign and role', (title, first, second) => {
    expect(titled(title)).toEqual([first, second]);
    const card = parseCard(withPlainTitle(`${title}\nSome text.\n`, slugOf) ?? '', 'card.md');
    expect(Object.values(card.role)).not.toEqual([]);
  });

  it('keeps all that follows, and takes nothing where there is no title', () => {
    const text = '---\nvalues: [cost]\n---\n\n# Kim Ara - Weaver\n\n# Another\n';
    expect(withPlainTitle(text, slugOf)).toBe(
      '---\nvalues: [cost]\n---\n\n# kim-ara: Kim Ara\n\n**Role**: Weaver\n\n\n# Another\n',
    );
    for (const none of ['hello\n', '## Kim Ara - Weaver\n', 'text\n\n# Kim Ara - Weaver\n'])
      expect(withPlainTitle(none, slugOf)).toBeNull();
  });
});
