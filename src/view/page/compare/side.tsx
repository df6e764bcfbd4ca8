import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Comparison } from '../../api.ts';
import { DebateContext } from '../debate/context.ts';
import { go } from '../router.tsx';

export type Head = Comparison['a'];

/** One of the two, so that what stands within speaks of its members and leads to its turns. */
export function Side({ head, children }: { head: Head; children: ComponentChildren }) {
  const around = useMemo(() => ({ head, seek: (turn: number) => go(`/debates/${head.id}?turn=${turn}`) }), [head]);
  return (
    <DebateContext.Provider value={around}>
      <div lang={head.language}>{children}</div>
    </DebateContext.Provider>
  );
}
