import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from './words.ts';

/** What may be wider than its place, as a table on a phone: it fades where more follows, and the arrow keys move it. */
export function Wide({ label, children }: { label: string; children: ComponentChildren }) {
  const { fidelity } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  const [isMore, setMore] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const look = () => {
      const rest = element.scrollWidth - element.clientWidth;
      setCut(rest > 1);
      setMore(rest - element.scrollLeft > 1);
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a group and no landmark, as several may be called the same */}
      <div
        ref={place}
        class={isMore ? 'scroll more' : 'scroll'}
        role="group"
        aria-label={fidelity.asTable(label)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: without it nothing but a pointer would move it
        tabIndex={0}
      >
        {children}
      </div>
      {isCut && <p class="under sideways">{fidelity.sideways}</p>}
    </>
  );
}
