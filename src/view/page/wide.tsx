import type { ComponentChildren } from 'preact';
import { useWords } from './words.ts';

/** What may be wider than its place, as a table on a phone: the arrow keys move it once it has the focus. */
export function Wide({ label, children }: { label: string; children: ComponentChildren }) {
  const { fidelity } = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group and no landmark, as several may be called the same
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it nothing but a pointer would move it
    <div class="scroll" role="group" aria-label={fidelity.asTable(label)} tabIndex={0}>
      {children}
    </div>
  );
}
