import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isInput, PitwallError } from '../../core/error.ts';
import { statechart } from '../../debate/chart.ts';
import type { ModelSettings } from '../../door.ts';
import { configuredModels } from '../../door.ts';
import { jsonOfBytes } from '../../files/user-json.ts';
import type { Place } from '../../project/index.ts';
import type { ModelList, Problem, Statechart } from '../api.ts';
import { argumentView } from './argument.ts';
import { beginDebate, beginFork, beginResumption } from './begin.ts';
import { compareDebates } from './compare.ts';
import { curveOf } from './curve.ts';
import { eventList } from './events.ts';
import { fidelityOf, keptFidelity, personaScores } from './fidelity.ts';
import { guard, hasLeft } from './guard.ts';
import { headOf } from './head.ts';
import type { LiveDebates } from './live.ts';
import type { Measurements } from './measurements.ts';
import { memoOf } from './memo.ts';
import { keepNote, noteList } from './notes.ts';
import type { PageFile } from './page-files.ts';
import { personaList, personaOf } from './personas.ts';
import type { Records } from './records.ts';
import { debateRows } from './rows.ts';
import { saidIn } from './said.ts';
import { scenarioList } from './scenarios.ts';
import { streamDebate } from './stream.ts';
import { transcriptOf, transcriptText } from './transcript.ts';

export interface ViewerParts {
  records: Records;
  measurements: Measurements;
  live: LiveDebates;
  place: Place;
  /** A file as a person would type it. */
  shown: (file: string) => string;
  token: string;
  port: () => number;
  page: ReadonlyMap<string, PageFile>;
  modelSettings: () => ModelSettings;
  /** Hears of faults of the viewer's own. */
  report: (fault: Error) => void;
}

const MOST_BYTES = 512 * 1024;

/** The viewer's routes, without a socket: docs/VIEWER.md says what each returns. */
export function viewerApp(parts: ViewerParts): Hono {
  const { records, measurements, live, place, page } = parts;
  const app = new Hono();
  app.use('*', guard(parts));
  app.use('/api/*', async (c, next) => {
    c.header('cache-control', 'no-store');
    await next();
  });
  app.use(
    '/api/*',
    bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json(problem('USAGE', 'the body is too large'), 413) }),
  );

  const idOf = (name: string) => records.read().resolve(name);
  const rows = () => debateRows(records, records.members());

  app.get('/api/debates', (c) => c.json({ version: 1, debates: rows() }));
  app.post('/api/debates', async (c) => c.json(await beginDebate(parts, await bodyOf(c)), 201));
  app.get('/api/debates/:id', async (c) => {
    const id = idOf(c.req.param('id'));
    return c.json(await headOf(records, id, live.troubleOf(id)));
  });
  app.get('/api/debates/:id/transcript', async (c) => {
    const id = idOf(c.req.param('id'));
    const first = Number(c.req.query('first'));
    if (first > 0) return c.json(await transcriptOf(records, id, first));
    return c.body(await transcriptText(records, id), 200, { 'content-type': 'application/json' });
  });
  app.get('/api/debates/:id/memo', async (c) => {
    return c.json(await memoOf(records, idOf(c.req.param('id'))));
  });
  app.get('/api/debates/:id/argument', async (c) => c.json(await argumentView(records, idOf(c.req.param('id')))));
  app.get('/api/debates/:id/notes', (c) => c.json(noteList(records, idOf(c.req.param('id')))));
  app.post('/api/debates/:id/notes', async (c) => c.json(keepNote(records, idOf(c.req.param('id')), await bodyOf(c))));
  app.get('/api/debates/:id/fidelity', async (c) => c.json(await fidelityOf(measurements, idOf(c.req.param('id')))));
  app.get('/api/debates/:id/fidelity/kept', (c) => c.json(keptFidelity(measurements, idOf(c.req.param('id')))));
  app.get('/api/debates/:id/events', (c) =>
    c.json(eventList(records, idOf(c.req.param('id')), Number(c.req.query('after') ?? 0))),
  );
  app.get('/api/debates/:id/document', async (c) => c.json(await records.document(idOf(c.req.param('id')))));
  app.get('/api/debates/:id/data/:name', (c) => c.json(curveOf(records, idOf(c.req.param('id')), c.req.param('name'))));
  app.get('/api/debates/:id/cards/:member', async (c) => {
    const { cast } = await headOf(records, idOf(c.req.param('id')));
    const seat = cast.find(({ id }) => id === c.req.param('member'));
    if (seat === undefined) throw new PitwallError('UNKNOWN_NAME', `no member \`${c.req.param('member')}\` sits there`);
    return c.json({ version: 1, text: records.read().text(seat.cardHash) });
  });
  app.get('/api/debates/:id/stream', (c) => {
    const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? 0);
    return streamDebate(c, records, live, idOf(c.req.param('id')), Number.isFinite(after) ? after : 0);
  });
  app.post('/api/debates/:id/forks', async (c) =>
    c.json(await beginFork(parts, idOf(c.req.param('id')), await bodyOf(c)), 201),
  );
  app.post('/api/debates/:id/evaluations', async (c) =>
    c.json(await fidelityOf(measurements, idOf(c.req.param('id')))),
  );
  app.post('/api/debates/:id/resume', async (c) =>
    c.json(await beginResumption(parts, idOf(c.req.param('id')), await bodyOf(c)), 201),
  );
  app.post('/api/debates/:id/stop', (c) => c.json({ stopped: live.stop(idOf(c.req.param('id'))) }));
  app.get('/api/compare/:a/:b', async (c) =>
    c.json(await compareDebates(records, idOf(c.req.param('a')), idOf(c.req.param('b')))),
  );
  app.get('/api/personas', (c) => c.json(personaList(records.members(), rows())));
  app.get('/api/personas/:name', (c) => c.json(personaOf(records.members(), c.req.param('name'), rows(), parts.shown)));
  app.get('/api/personas/:name/scores', (c) => {
    const { card } = records.members().find(c.req.param('name'));
    return c.json(personaScores({ records, measurements }, card.id, rows()));
  });
  // What a form offers for a seat besides the playbook; keys and addresses stay here.
  app.get('/api/models', (c) =>
    c.json({ version: 1, models: configuredModels(parts.modelSettings()) } satisfies ModelList),
  );
  app.get('/api/said', (c) => {
    const { q = '', speaker } = c.req.query();
    return c.json(saidIn(records, records.members(), q, speaker));
  });
  app.get('/api/scenarios', (c) => c.json(scenarioList(place)));
  app.get('/api/statechart', (c) => c.json({ version: 1, ...statechart() } satisfies Statechart));
  app.all('/api/*', (c) => c.json(problem('UNKNOWN_NAME', `nothing answers at ${c.req.path}`), 404));

  app.get('*', (c) => {
    const file = page.get(c.req.path);
    // Any other path is a place within the page, which finds its own way.
    const { body, type } = file ?? page.get('/index.html') ?? { body: Buffer.alloc(0), type: 'text/html' };
    c.header(
      'cache-control',
      file !== undefined && c.req.path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
    );
    return c.body(new Uint8Array(body), 200, { 'content-type': type });
  });
  app.notFound((c) => c.json(problem('UNKNOWN_NAME', `nothing answers at ${c.req.path}`), 404));
  app.onError((error, c) => {
    if (!(error instanceof PitwallError)) {
      if (!hasLeft(error)) parts.report(error);
      return c.json(problem('FAULT', 'the viewer itself failed; the terminal says more'), 500);
    }
    return c.json(problem(error.code, error.sentence), statusOf(error));
  });
  return app;
}

const bodyOf = async (c: Context): Promise<unknown> => jsonOfBytes(new Uint8Array(await c.req.arrayBuffer()));

const problem = (code: string, sentence: string): Problem => ({ error: { code, sentence } });

function statusOf({ code }: PitwallError): 400 | 404 | 409 | 500 {
  if (code === 'UNKNOWN_NAME') return 404;
  if (isInput(code)) return 400;
  return code === 'CHECK_FAILED' || code === 'NO_MEASUREMENT' ? 409 : 500;
}
