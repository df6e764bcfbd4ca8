import { useEffect, useState } from 'preact/hooks';
import { isFile } from './client.ts';

export type Theme = 'system' | 'light' | 'dark';
export type UiLanguage = 'ko' | 'en';

interface Settings {
  theme: Theme;
  language: UiLanguage;
}

const KEY = 'pitwall.settings';

function initial(): Settings {
  const language: UiLanguage = navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
  const fallback: Settings = { theme: 'system', language };
  // A file from disk shares its storage with every other file there.
  if (isFile) return fallback;
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>;
    return { ...fallback, ...kept };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return fallback;
    throw error;
  }
}

let settings = initial();
const listeners = new Set<() => void>();

export function change(to: Partial<Settings>): void {
  settings = { ...settings, ...to };
  if (!isFile) localStorage.setItem(KEY, JSON.stringify(settings));
  apply();
  for (const listener of listeners) listener();
}

const system = matchMedia('(prefers-color-scheme: dark)');
system.addEventListener('change', () => change({}));

/** The theme that is on the screen, whether it was chosen or is the system's. */
export function shownTheme(): 'light' | 'dark' {
  if (settings.theme !== 'system') return settings.theme;
  return system.matches ? 'dark' : 'light';
}

/** The theme as an attribute that the style sheet reads, and the language for the screen reader. */
export function apply(): void {
  const { documentElement } = document;
  documentElement.dataset['theme'] = shownTheme();
  documentElement.lang = settings.language;
}

export function useSettings(): Settings {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = () => again((count) => count + 1);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return settings;
}
