import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** What stands behind a chart or a list, drawn once it is asked for: a thousand rows cost nothing while they are closed. */
export function Behind({ title, children }: { title: ComponentChildren; children: () => ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="behind" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && children()}
    </details>
  );
}
