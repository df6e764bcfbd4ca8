import type { PersonaCard } from '../../core/card.ts';
import type { CardFinding } from './finding.ts';
import { tokensPerParameterIn, tokensPerParameterInCode } from './quantities.ts';

/** Two figures of one ratio that are further apart than this are not two roundings of one. */
const SAME_RATIO = 2;
/** Longer lines hold no date of a post and no formula. */
const LONGEST_ROW = 400;
const YEAR = /(?:19|20)\d{2}/g;

/** Places of a card that contradict each other. `rows` are the lines of its text. */
export function conflictsIn(card: PersonaCard, rows: readonly string[]): CardFinding[] {
  return [...tokenRatios(card, rows), ...experience(card, rows), ...careerDates(card, rows), ...identity(card, rows)];
}

function tokenRatios({ messages, philosophy, frameworks }: PersonaCard, rows: readonly string[]): CardFinding[] {
  const inCode = frameworks.flatMap(({ line, text }) =>
    rows.slice(line - 1, line + text.split('\n').length + 4).flatMap((row, index) => {
      const ratio = row.length > LONGEST_ROW ? undefined : tokensPerParameterInCode(row);
      return ratio === undefined ? [] : [{ ratio, line: line + index }];
    }),
  );
  const said = [
    ...messages,
    ...(philosophy === undefined ? [] : [{ text: philosophy, line: lineWith(rows, philosophy) }]),
  ].flatMap(({ text, line }) => {
    const ratio = tokensPerParameterIn(text);
    return ratio === undefined ? [] : [{ ratio, line }];
  });
  return said.flatMap((spoken): CardFinding[] => {
    const other = inCode.find(({ ratio }) => Math.max(ratio / spoken.ratio, spoken.ratio / ratio) > SAME_RATIO);
    if (other === undefined) return [];
    const params = { here: spoken.ratio, code: other.ratio, line: other.line };
    return [{ level: 'error', line: spoken.line, finding: { code: 'tokens.differ', params } }];
  });
}

/**
 * Years of experience, against the first job and the year of the document or, without one, of the last date in the career.
 * Where a post has no end, that last date is only the least that today may be.
 */
function experience({ experience: stated, career, document }: PersonaCard, rows: readonly string[]): CardFinding[] {
  const years = Number(/(\d{1,2})\s*\+?\s*(?:years?|년)/iu.exec(stated ?? '')?.[1] ?? Number.NaN);
  const first = [...career].filter(({ from }) => from !== null).sort((a, b) => Number(a.from) - Number(b.from))[0];
  const written = document.created?.match(YEAR)?.[0];
  const until = Math.max(
    ...(written === undefined ? career.flatMap(({ from, to }) => [from ?? 0, to ?? 0]) : [Number(written)]),
  );
  if (Number.isNaN(years) || first?.from == null || until <= 0) return [];
  const since = until - first.from;
  const isOpen = written === undefined && career.some(({ to }) => to === null);
  if (years > since ? isOpen || years - since <= 1 : since - years <= 1) return [];
  const params = { years, first: first.from, line: first.line, since, until };
  return [{ level: 'error', line: lineWith(rows, stated ?? ''), finding: { code: 'experience.years', params } }];
}

function careerDates({ career, sections }: PersonaCard, rows: readonly string[]): CardFinding[] {
  const backwards = career.flatMap(({ employer, from, to, line }): CardFinding[] =>
    from === null || to === null || to >= from
      ? []
      : [{ level: 'error', line, finding: { code: 'career.backwards', params: { employer, from, to } } }],
  );
  const overlaps = career.flatMap((job, index) =>
    career.slice(index + 1).flatMap((other): CardFinding[] => {
      const [early, late] = (job.from ?? 0) <= (other.from ?? 0) ? [job, other] : [other, job];
      if (early.to === null || late.from === null || late.from >= early.to) return [];
      const { employer, from } = late;
      const params = { employer, from, other: early.employer, line: early.line, until: early.to };
      return [{ level: 'warning', line: late.line, finding: { code: 'career.overlap', params } }];
    }),
  );
  // A place named again with other years than its post has.
  const elsewhere = sections.flatMap(({ text, line }) =>
    text.split('\n').flatMap((row): CardFinding[] => {
      if (row.length > LONGEST_ROW) return [];
      const [, name = '', from, to] =
        /([\p{L}][\p{L}\d ]*?)[^\p{L}()]*\((\d{4})\s*[-–—~]\s*(\d{4}|[Pp]resent|[Nn]ow|[Tt]oday|현재|지금)\)/u.exec(
          row,
        ) ?? [];
      const job = career.find(({ employer }) => name !== '' && sameEmployer(employer, name));
      if (job === undefined || job.from === null || from === undefined) return [];
      const end = /^\d+$/.test(to ?? '') ? Number(to) : null;
      if (job.from === Number(from) && job.to === end) return [];
      const period = job.period ?? `${job.from}-${job.to}`;
      const params = { name: name.trim(), from, to: to ?? '', employer: job.employer, period, line: job.line };
      return [{ level: 'warning', line: lineWith(rows, row, line), finding: { code: 'career.elsewhere', params } }];
    }),
  );
  return [...backwards, ...overlaps, ...elsewhere];
}

function sameEmployer(employer: string, name: string): boolean {
  const first = (text: string) => text.trim().toLowerCase().split(/\s+/)[0] ?? '';
  return first(name).length > 2 && first(employer) === first(name);
}

/** What the title says otherwise than the table. */
function identity({ documentId, callsign, names }: PersonaCard, rows: readonly string[]): CardFinding[] {
  const at = rows.findIndex((row) => /^#\s/.test(row));
  const [, id] = /^#\s+([A-Za-z0-9][A-Za-z0-9._-]*)\s*[:：]/u.exec(rows[at] ?? '') ?? [];
  const [, called] = /^##\s+["“]([^"”]+)["”]/u.exec(rows[at + 1] ?? '') ?? [];
  const findings: CardFinding[] = [];
  const differ = (line: number, what: 'documentId' | 'callsign' | 'name', here: string, table: string) =>
    findings.push({
      level: 'error',
      line,
      finding: { code: 'identity.differs', params: { what, here, table } },
    });
  if (id !== undefined && id !== documentId) differ(at + 1, 'documentId', id, documentId);
  if (called !== undefined && callsign !== undefined && called !== callsign)
    differ(at + 2, 'callsign', called, callsign);
  const title = (rows[at] ?? '').replaceAll(/\\(?=[!-/:-@[-`{-~])/g, '');
  const name = names.ko ?? names.en;
  if (id !== undefined && name !== undefined && !title.includes(name))
    differ(at + 1, 'name', title.replace(/^#\s+[^:：]*[:：]\s*/u, ''), name);
  return findings;
}

/** The first line from `from` on that holds a text, or its beginning where it runs over several; 1 when none does. */
export function lineWith(rows: readonly string[], text: string, from = 1): number {
  const start = (text.split('\n')[0] ?? '').slice(0, 40);
  const at = rows.findIndex((row, index) => start !== '' && index >= from - 1 && row.includes(start));
  return at < 0 ? 1 : at + 1;
}
