import { hashValue } from '../../core/hash.ts';

/** A chat model behind one question: system and user text in, text out; temperature 0. */
export interface JudgeModel {
  spec: string;
  ask(system: string, user: string): Promise<string>;
}

/** Replies by content, so that the same question is paid for once. Raw text is kept. */
export interface JudgeCache {
  get(key: string): string | null;
  keep(key: string, entry: { model: string; system: string; user: string; reply: string }): void;
}

/** One question, from the cache where it was asked before. */
export async function asked(system: string, user: string, model: JudgeModel, cache: JudgeCache): Promise<string> {
  const key = hashValue({ model: model.spec, system, user });
  const kept = cache.get(key);
  if (kept !== null) return kept;
  const reply = await model.ask(system, user);
  cache.keep(key, { model: model.spec, system, user, reply });
  return reply;
}
