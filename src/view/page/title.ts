import { useEffect } from 'preact/hooks';

const PROGRAM = 'Pitwall';

/** What the tab says: the page by its name, and the program; the program alone while the name is on its way. */
export function useTitle(name: string | null): void {
  useEffect(() => {
    document.title = name === null || name === '' ? PROGRAM : `${name} · ${PROGRAM}`;
  }, [name]);
}
