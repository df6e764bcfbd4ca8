import type { PersonaCard } from '../../core/card.ts';
import { escaped } from '../../core/pattern.ts';
import type { Law } from '../model/law.ts';
import { breach } from './law.ts';

const CONDITION =
  /^(.+?)\s*[(（]\s*([A-Za-z][\w+-]*)\s*[^)）]*(?:워크로드|에서|용|일 때|올릴 때|돌릴 때|only|workloads?)[^)）]*[)）]/u;

/** `JAX/Flax (on TPUs)`: a tool that the card takes only under a condition, proposed where another one holds. */
export function preferenceLaw(card: PersonaCard): Law | null {
  const bound = card.tools.flatMap(({ items, line }) =>
    items.flatMap((item) => {
      const [, names = '', where = ''] = CONDITION.exec(item) ?? [];
      return where === '' || !/^(?:TPU|GPU|CPU|ARM|ROCm)$/iu.test(where)
        ? []
        : [{ names: names.split('/').map((name) => name.replace(/^.*:\s*/u, '').trim()), where, line }];
    }),
  );
  if (bound.length === 0) return null;
  return {
    id: 'tools',
    states: { code: 'law.tools', params: { bound: bound.map(({ names, where }) => ({ names, where })) } },
    check({ text, utterance }) {
      for (const { names, where, line } of bound) {
        const name = names.find(
          (one) => one.length > 1 && new RegExp(`(?<![\\w-])${escaped(one)}(?![\\w-])`, 'iu').test(text),
        );
        if (name === undefined || new RegExp(where, 'iu').test(utterance)) continue;
        const other = where.toUpperCase() === 'TPU' ? /\b(?:A100|H100|H200|B200|GPU|RTX|CUDA)s?\b/iu : /\bTPU/iu;
        const proposes =
          /로 (?:가자|바꾸|옮기|짜자|돌리|갈아)|쓰자|쓰면 돼|추천|기본으로|let's|switch to|move to|use |rewrite|default/iu.test(
            text,
          );
        if (!proposes || !other.test(text) || /안 |말고|않|don't|not |instead of|never/iu.test(text)) continue;
        const start = text.toLowerCase().indexOf(name.toLowerCase());
        return [
          breach({ start, end: start + name.length }, { code: 'tools.elsewhere', params: { tool: name, where } }, line),
        ];
      }
      return null;
    },
  };
}
