import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PersonaCard } from '../../core/card.ts';
import type { DebateDocument } from '../../core/document.ts';
import { PitwallError } from '../../core/error.ts';
import type { Recipes } from '../../core/recipe.ts';
import type { StoredEvent, TranscriptStore } from '../../core/record.ts';
import type { Scenario } from '../../core/scenario.ts';
import { debateDocument, debateScenario, loadTeam, openStore, recipesFor } from '../../door.ts';
import type { FidelityReport } from '../../evaluate.ts';
import { openEvaluations } from '../../evaluate.ts';
import type { Place, Team } from '../../project/index.ts';
import { forReading } from '../../project/index.ts';
import type { PrintContext } from '../../report/context.ts';
import { printContext } from '../../report/context.ts';
import { parseScenario } from '../../scenarios/parse.ts';
import type { Casting } from '../../store/castings.ts';
import { castingsIn } from '../../store/castings.ts';

/** What printing one debate takes besides its events. */
export interface Known {
  scenario: Scenario;
  cards: PersonaCard[];
  /** What the project brings for those who sat there. */
  recipes: Recipes;
  context: PrintContext;
}

/** Turns that a scenario's text is parsed for its names once, whoever asks. */
interface Script {
  title: string;
  motion: string;
  options: Record<string, string>;
}

/** Debates whose events are held in memory: two that are compared, and where the reader comes from. */
const MOST_KEPT = 6;

/** Something of a few debates; the one that was kept first is forgotten first. */
class Few<T> {
  private readonly kept = new Map<string, T>();

  get(id: string): T | undefined {
    return this.kept.get(id);
  }

  keep(id: string, value: T): void {
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(id, value);
  }
}

/** Equal as long as nobody has changed the files. */
function stampOf(files: readonly string[]): string {
  return [...new Set(files)]
    .map((file) => {
      const stats = statSync(file, { throwIfNoEntry: false });
      return stats === undefined ? '' : `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
    })
    .join();
}

/** The database behind the page: read through a handle that cannot write; written only by debates that begin here. */
export class Records {
  readonly file: string;
  private readonly place: Place;
  private readonly program: string;
  private readonly given: TranscriptStore | undefined;
  private reader: TranscriptStore | undefined;
  private stamp = '';
  private team: { stamp: string; team: Team } | undefined;
  private writer: TranscriptStore | undefined;
  private readonly known = new Map<string, Promise<Known>>();
  private readonly scripts = new Map<string, Script | null>();
  private readonly kept = new Few<StoredEvent[]>();
  /** Of debates that have ended, as JSON. */
  readonly transcripts = new Few<string>();
  private readonly documents = new Map<string, Promise<DebateDocument>>();

  /** `store`: a record that is open already, and closed by who opened it. */
  constructor({
    file,
    place,
    program,
    store,
  }: { file: string; place: Place; program: string; store?: TranscriptStore }) {
    this.file = file;
    this.given = store;
    this.place = place;
    this.program = program;
  }

  /** True for a record that is open already: there may be no database beside it. */
  get isGiven(): boolean {
    return this.given !== undefined;
  }

  /** Null while no debate has been run. */
  maybe(): TranscriptStore | null {
    if (this.given !== undefined) return this.given;
    try {
      const stamp = stampOf([this.file]);
      if (this.reader === undefined || stamp !== this.stamp) {
        this.reader?.close();
        this.reader = undefined;
        this.reader = openStore(this.file, { readonly: true });
        this.stamp = stamp;
      }
      return this.reader;
    } catch (error) {
      if (error instanceof PitwallError && error.data['missing'] === true) return null;
      throw error;
    }
  }

  read(): TranscriptStore {
    const store = this.maybe();
    if (store === null) throw new PitwallError('UNKNOWN_NAME', 'no debate has been run yet');
    return store;
  }

  write(): TranscriptStore {
    if (this.writer === undefined) {
      this.writer = openStore(this.file);
      // An older file has been brought up to date; whoever reads it sees its copy from before.
      this.reader?.close();
      this.reader = undefined;
    }
    return this.writer;
  }

  /** Keeps a report beside the debates, as `pitwall eval debate` does. */
  keep(report: FidelityReport): void {
    const kept = openEvaluations(this.file);
    try {
      kept.keep('report', report.subject.name, report);
    } finally {
      kept.close();
    }
    // An older file has been brought up to date; whoever reads it sees its copy from before.
    this.reader?.close();
    this.reader = undefined;
  }

  /** The cards as they are today; read again when a file or a folder of theirs has changed. */
  members(): Team {
    const files = (team: Team) =>
      team.members.flatMap(({ file }) => [file, dirname(file), join(dirname(file), 'voices')]);
    const known = this.team;
    if (known !== undefined && stampOf(files(known.team)) === known.stamp) return known.team;
    const team = loadTeam(this.place);
    this.team = { team, stamp: stampOf(files(team)) };
    return team;
  }

  close(): void {
    this.reader?.close();
    this.writer?.close();
    this.reader = undefined;
    this.writer = undefined;
  }

  /** A debate's events in order; those of one that has ended are read and checked once. */
  events(id: string): StoredEvent[] {
    const kept = this.kept.get(id);
    if (kept !== undefined) return kept;
    const store = this.read();
    const events = store.events(id);
    if (this.isOver(id)) this.kept.keep(id, events);
    return events;
  }

  /** Whether nothing of a debate changes any more. */
  isOver(id: string): boolean {
    const { status } = this.read().summary(id);
    return status === 'closed' || status === 'failed';
  }

  /** The store with events that are read once. */
  private held(): TranscriptStore {
    return { ...this.read(), events: (id) => this.events(id) };
  }

  castings(): Map<string, Casting> {
    return this.given !== undefined || this.maybe() === null ? new Map() : castingsIn(this.file);
  }

  /** Scenario, cards and names as the record of a debate has them. */
  of(id: string): Promise<Known> {
    const known = this.known.get(id) ?? this.look(id);
    this.known.set(id, known);
    known.catch(() => this.known.delete(id));
    return known;
  }

  private async look(id: string): Promise<Known> {
    const held = this.held();
    const recipes = await recipesFor({ store: held, id }, forReading(this.place));
    const { scenario, cards } = debateScenario({ store: held, id, recipes });
    return { scenario, cards, recipes, context: printContext(scenario, cards, { program: this.program }) };
  }

  /** What `--json` prints; of a debate that has ended it is made once. */
  document(id: string): Promise<DebateDocument> {
    const store = this.held();
    const { status } = store.summary(id);
    const read = () => this.of(id).then(({ recipes }) => debateDocument({ store, id, recipes }));
    if (status !== 'closed') return read();
    const document = this.documents.get(id) ?? read();
    this.documents.set(id, document);
    document.catch(() => this.documents.delete(id));
    return document;
  }

  /** Names in the script of a debate; null where its text cannot be read any more. */
  script(hash: string, name: string): Script | null {
    const read = this.scripts.get(hash);
    if (read !== undefined) return read;
    let script: Script | null = null;
    try {
      const { title, motion, options } = parseScenario(this.read().text(hash), name);
      const short = Object.entries(options).map(([option, { short: words }]) => [option, words] as const);
      script = { title, motion, options: Object.fromEntries(short) };
    } catch (error) {
      if (!(error instanceof PitwallError)) throw error;
    }
    this.scripts.set(hash, script);
    return script;
  }
}

/** As much of it as reading one debate takes. */
export type RecordSource = Pick<Records, 'read' | 'of' | 'events' | 'document' | 'castings'>;
