import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isFile, mayChange } from '../client.ts';
import { Compare } from '../compare/compare.tsx';
import { Debate } from '../debate/debate.tsx';
import { Debates } from '../debates.tsx';
import { Persona } from '../persona.tsx';
import { Personas } from '../personas.tsx';
import { reader } from '../reader/port.ts';
import { Reading } from '../reader/reading.tsx';
import { Link, usePath } from '../router.tsx';
import type { Theme, UiLanguage } from '../settings.ts';
import { change, useSettings } from '../settings.ts';
import { Start } from '../start.tsx';
import { useWords } from '../words.ts';

/** What every page has around it, and the page that the address names. */
export function Shell() {
  const { path } = usePath();
  const words = useWords();
  const main = useRef<HTMLElement>(null);
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <header class="masthead">
        <Link to="/" class="brand">
          Pitwall
        </Link>
        {!isFile && <Navigation path={path} />}
        <Switches />
      </header>
      <main id="content" ref={main} tabIndex={-1}>
        {reader !== null && <Reading isFirst={path === '/'} />}
        {!(reader !== null && path === '/') && (pageAt(path) ?? <h1 class="empty">{words.notFound}</h1>)}
      </main>
    </>
  );
}

function pageAt(path: string): JSX.Element | null {
  const [page, first, second] = path.split('/').filter(Boolean).map(decodeURIComponent);
  if (page === undefined || (page === 'debates' && first === undefined)) return <Debates />;
  if (page === 'debates' && first !== undefined) return <Debate key={first} id={first} />;
  if (page === 'compare' && first !== undefined && second !== undefined) return <Compare a={first} b={second} />;
  if (page === 'personas') return first === undefined ? <Personas /> : <Persona key={first} name={first} />;
  return page === 'start' ? <Start /> : null;
}

function Navigation({ path }: { path: string }) {
  const { nav } = useWords();
  const here = (start: string) => (path === start || path.startsWith(`${start}/`) ? 'page' : undefined);
  return (
    <nav aria-label={nav.label}>
      <Link to="/" aria-current={path === '/' ? 'page' : here('/debates')}>
        {nav.debates}
      </Link>
      <Link to="/personas" aria-current={here('/personas')}>
        {nav.personas}
      </Link>
      {mayChange() && (
        <Link to="/start" aria-current={here('/start')}>
          {nav.start}
        </Link>
      )}
    </nav>
  );
}

function Switches() {
  const words = useWords();
  const { theme, language } = useSettings();
  return (
    <div class="switches">
      <label>
        <span class="unseen">{words.language}</span>
        <select value={language} onChange={(event) => change({ language: event.currentTarget.value as UiLanguage })}>
          <option value="ko">한국어</option>
          <option value="en">English</option>
        </select>
      </label>
      <label>
        <span class="unseen">{words.theme.label}</span>
        <select value={theme} onChange={(event) => change({ theme: event.currentTarget.value as Theme })}>
          <option value="system">{words.theme.system}</option>
          <option value="light">{words.theme.light}</option>
          <option value="dark">{words.theme.dark}</option>
        </select>
      </label>
    </div>
  );
}
