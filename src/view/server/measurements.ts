import { Worker } from 'node:worker_threads';
import type { ErrorCode } from '../../core/error.ts';
import { PitwallError } from '../../core/error.ts';
import type { FidelityReport } from '../../evaluate.ts';
import { headBeside, isOlderReport, openEvaluations } from '../../evaluate.ts';
import type { Place } from '../../project/index.ts';
import type { EvaluationStore } from '../../store/evaluations.ts';
import type { Kept, Scores } from './measure.ts';
import { headIn, keepsOlder, keptBeside, keptReport, measureDebate, scoresIn, scoresOf } from './measure.ts';
import type { Records } from './records.ts';

/** What the thread is asked to score. */
export interface Order {
  number: number;
  file: string;
  place: Place;
  id: string;
}

export type Answer = { number: number } & (
  | { report: FidelityReport }
  | { refused: { code: ErrorCode; sentence: string } }
  | { fault: unknown }
);

export interface Measured extends Kept {
  /** Why the database does not keep it; null when it does. */
  unkept: string | null;
  /** It was made because the one that was kept is of an older version. */
  isOlderKept?: boolean;
}

/** A thread that scores; where the program runs from its sources, with the loader that reads them. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./measure-worker.js', import.meta.url));
  const entry = JSON.stringify(new URL('./measure-worker.ts', import.meta.url).href);
  const script = `import('tsx/esm/api').then(({ register }) => { register(); return import(${entry}); });`;
  return new Worker(script, { eval: true });
}

/** Scores of debates: those that the database keeps, and those that are made when somebody asks, and then kept. */
export class Measurements {
  private readonly records: Records;
  private readonly place: Place;
  private worker: Worker | undefined;
  private orders = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  /** By debate and head: two readers who ask at once wait for one and the same. */
  private readonly underWay = new Map<string, Promise<Measured>>();
  /** What could not be kept, by debate and head. */
  private readonly held = new Map<string, Measured>();
  /** Scores read from the database, by debate, with the number of their row. */
  private readonly read = new Map<string, { number: number; scores: Scores | null; isOlder: boolean }>();

  constructor(records: Records, place: Place) {
    this.records = records;
    this.place = place;
  }

  /** What there is of it; null when nobody has measured it as it is now. */
  kept(id: string): Measured | null {
    const head = this.headOf(id);
    const held = this.held.get(`${id} ${head}`);
    if (held !== undefined) return held;
    const kept = keptReport(this.records.file, id, head);
    return kept === null ? null : { ...kept, unkept: null };
  }

  /** Throws NO_MEASUREMENT when nobody has spoken in it. */
  async of(id: string): Promise<Measured> {
    const store = this.records.read();
    if (this.records.isGiven) {
      const kept = keptBeside(store, id);
      if (kept !== null) return { ...kept, unkept: null };
      return { report: await measureDebate(store, id, this.place), at: new Date().toISOString(), unkept: null };
    }
    const kept = this.kept(id);
    if (kept !== null) return kept;
    const head = this.headOf(id);
    const name = `${id} ${head}`;
    const measuring = this.underWay.get(name) ?? this.measure(id, head).finally(() => this.underWay.delete(name));
    this.underWay.set(name, measuring);
    return measuring;
  }

  /** What there is of these debates without measuring any: by id, only where it is of the whole record by today's scorers. */
  known(ids: readonly string[]): Map<string, Scores> {
    if (this.records.isGiven || this.records.maybe() === null) return new Map();
    const kept = openEvaluations(this.records.file, { readonly: true });
    try {
      const [numbers, heads] = [kept.numbers('report'), kept.heads()];
      const [all, castings] = [this.records.read().list({ all: true }), this.records.castings()];
      const known = ids.flatMap((id) => {
        const models = (castings.get(id)?.cast ?? []).map(({ model }) => model);
        const head = headBeside(heads.get(id) ?? '', { id, models }, all);
        const held = this.held.get(`${id} ${head}`);
        const scores = held === undefined ? this.scoresIn(kept, id, numbers.get(id)) : scoresOf(held.report, held.at);
        return scores?.isOfToday === true && scores.head === head ? [[id, scores] as const] : [];
      });
      return new Map(known);
    } finally {
      kept.close();
    }
  }

  /** How many of these debates, which `known` has looked at, have a report by an older version only. */
  older(ids: readonly string[]): number {
    return ids.filter((id) => this.read.get(id)?.isOlder === true).length;
  }

  private scoresIn(store: EvaluationStore, id: string, number: number | undefined): Scores | null {
    if (number === undefined) return null;
    const before = this.read.get(id);
    if (before?.number === number) return before.scores;
    const row = store.latest('report', id);
    const scores = row === null ? null : scoresIn(row.body, row.at);
    this.read.set(id, { number, scores, isOlder: isOlderReport(row?.body) });
    return scores;
  }

  private headOf(id: string): string {
    return headIn({ ...this.records.read(), events: (name) => this.records.events(name) }, id);
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = undefined;
  }

  private async measure(id: string, head: string): Promise<Measured> {
    const older = keepsOlder(this.records.file, id) ? { isOlderKept: true } : {};
    const report = await this.order(id);
    const at = new Date().toISOString();
    // A debate that goes on has another head soon.
    if (this.records.read().status(id) === 'running') return { report, at, unkept: null, ...older };
    try {
      this.records.keep(report);
      return { report, at, unkept: null, ...older };
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
      const measured = { report, at, unkept: error.sentence, ...older };
      this.held.set(`${id} ${head}`, measured);
      return measured;
    }
  }

  private async order(id: string): Promise<FidelityReport> {
    const worker = this.hired();
    this.orders += 1;
    const number = this.orders;
    const answered = new Promise<Answer>((resolve) => this.waiting.set(number, resolve));
    worker.postMessage({ number, file: this.records.file, place: this.place, id } satisfies Order);
    const answer = await answered;
    if ('report' in answer) return answer.report;
    if ('refused' in answer) throw new PitwallError(answer.refused.code, answer.refused.sentence);
    throw answer.fault;
  }

  private hired(): Worker {
    if (this.worker !== undefined) return this.worker;
    const worker = startWorker();
    const left = (fault: unknown) => {
      for (const [number, answer] of this.waiting) answer({ number, fault });
      this.waiting.clear();
      if (this.worker === worker) this.worker = undefined;
    };
    worker.on('message', (answer: Answer) => {
      this.waiting.get(answer.number)?.(answer);
      this.waiting.delete(answer.number);
    });
    worker.on('error', left);
    worker.on('exit', () => left(new Error('the thread that scores debates ended')));
    // Nobody waits for it when the program ends.
    worker.unref();
    this.worker = worker;
    return worker;
  }
}
