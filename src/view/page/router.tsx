import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { firstPath, isFile } from './client.ts';

const MOVED = 'pitwall:moved';

/** Where the reader is: the path of the address, or of the one debate that a file holds. */
export function usePath(): { path: string; query: URLSearchParams } {
  const read = () => (isFile ? (firstPath() ?? '/') : location.pathname) + location.search;
  const [where, setWhere] = useState(read);
  useEffect(() => {
    const update = () => setWhere(read());
    addEventListener('popstate', update);
    addEventListener(MOVED, update);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener(MOVED, update);
    };
  }, []);
  const [path = '/', query = ''] = where.split('?');
  return { path, query: new URLSearchParams(query) };
}

export function go(to: string): void {
  history.pushState(null, '', to);
  dispatchEvent(new Event(MOVED));
  scrollTo(0, 0);
}

/** What a file shows has become another debate. */
export function moved(): void {
  dispatchEvent(new Event(MOVED));
  scrollTo(0, 0);
}

/** The address changes, the page stays where it is. */
export function replace(to: string): void {
  if (isFile) return;
  history.replaceState(null, '', to);
  dispatchEvent(new Event(MOVED));
}

interface LinkProps {
  to: string;
  class?: string;
  lang?: string;
  'aria-current'?: 'page' | undefined;
  children: ComponentChildren;
}

/** A link within the page; in a file, which holds one place only, plain text, and nothing where it would look like a button. */
export function Link({ to, children, ...rest }: LinkProps) {
  if (isFile) return rest.class?.includes('button') ? null : <span {...rest}>{children}</span>;
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
