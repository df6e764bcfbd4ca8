import type { Problem } from '../api.ts';
import { mayHide, visibleAll } from './text.ts';

/** What the server said was wrong, in a sentence for the reader. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** Answers that came with the file, by path; null on a page that a server keeps. */
let enclosed = readEnclosed();

function readEnclosed(): Record<string, unknown> | null {
  const text = document.getElementById('record')?.textContent;
  return text == null ? null : (parsed(text) as Record<string, unknown>);
}

/** True in a file made by `pitwall export --format html`: there is no server to ask. */
export const isFile = enclosed !== null;

/** The path to show first in such a file; null while it holds no debate. */
export const firstPath = (): string | null => (typeof enclosed?.['path'] === 'string' ? enclosed['path'] : null);

/** Puts the answers for another debate in the place of those that there are. */
export function enclose(answers: Record<string, unknown>): void {
  enclosed = visibleAll(answers);
}

function parsed(json: string): unknown {
  const value: unknown = JSON.parse(json);
  return mayHide(json) ? visibleAll(value) : value;
}

/** A GET of the API; every text in the answer is safe to show. Throws ApiError. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  if (enclosed !== null) {
    if (Object.hasOwn(enclosed, path)) return enclosed[path] as T;
    throw new ApiError('UNKNOWN_NAME', `this file does not hold ${path}`);
  }
  return answered<T>(await reached(path, signal ? { signal } : {}));
}

/** A text exactly as it is stored, for a field in which it is edited. */
export async function getRaw<T>(path: string): Promise<T> {
  const response = await reached(path, {});
  if (!response.ok) return answered<T>(response);
  return (await response.json()) as T;
}

/** A change: carries the token that the terminal printed. */
export async function post<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token()}` };
  return answered<T>(await reached(path, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function reached(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('UNREACHABLE', '');
  }
}

async function answered<T>(response: Response): Promise<T> {
  const json = await response.text();
  if (response.ok) return parsed(json) as T;
  const { error } = isProblem(json) ? (parsed(json) as Problem) : { error: { code: 'FAULT', sentence: json } };
  throw new ApiError(error.code, error.sentence);
}

const isProblem = (json: string): boolean => json.startsWith('{"error":');

const KEY = 'pitwall.token';

/** Takes the token out of the address, so that it is neither shared nor kept in the history. */
export function takeToken(): void {
  const [, given] = /(?:^#|&)token=([\w-]+)/.exec(location.hash) ?? [];
  if (given === undefined) return;
  sessionStorage.setItem(KEY, given);
  history.replaceState(null, '', location.pathname + location.search);
}

const token = (): string => sessionStorage.getItem(KEY) ?? '';

export const mayChange = (): boolean => !isFile && token() !== '';
