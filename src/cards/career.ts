import type { ListItem, RootContent } from 'mdast';
import type { PersonaCard } from '../core/card.ts';
import { unquote } from './lists.ts';
import { lineOf, textOf } from './markdown.ts';
import type { Block } from './outline.ts';

type Job = PersonaCard['career'][number];

const YEARS =
  /\s*[(（]\s*(?:(\d{4})(?:[.\-/]\d{1,2})?)?\s*(?:[-–—~]\s*)?(?:(\d{4})(?:[.\-/]\d{1,2})?|present|now|today|current|ongoing|현재|지금|오늘|재직 ?중)?\s*[)）]\s*/iu;

/** `Employer (2014-2018)`, `현재: Employer (2024-Present)`; a year that is not stated is null. */
function readEmployer(text: string): Pick<Job, 'employer' | 'from' | 'to' | 'period'> {
  const [whole, from, to] = YEARS.exec(text) ?? [];
  const period = whole?.replace(/[()（）]/gu, '').trim() ?? '';
  const employer = (whole === undefined ? text : text.replace(whole, ' '))
    .replace(/^(?:현재|current(?:ly)?|now)\s*[:：]\s*/iu, '')
    .trim();
  const isOneYear =
    from !== undefined && to === undefined && whole !== undefined && /[(（]\s*\d{4}\s*[)）]/.test(whole);
  return { employer, from: year(from), to: isOneYear ? year(from) : year(to), ...(period === '' ? {} : { period }) };
}

const year = (digits: string | undefined) => (digits === undefined ? null : Number(digits));

/** `**Employer (years)** - role`, as a paragraph that starts in bold. */
function readJob(node: RootContent): Job | undefined {
  if (node.type !== 'paragraph' || node.children[0]?.type !== 'strong') return undefined;
  const [first = '', ...more] = node.children.slice(1).map(textOf).join('').split('\n');
  return {
    ...readEmployer(textOf(node.children[0])),
    role: first.replace(/^\s*[-–—:：|]\s*/u, '').trim(),
    achievements: more.map((text) => text.trim()).filter((text) => text !== ''),
    line: lineOf(node),
  };
}

/** `- **Employer (2014-2018)** - role`, with what was done there in a list under it. A bold bullet without years is no job. */
function readItemJob({ children: [first, ...more] }: ListItem): Job | undefined {
  const job = first === undefined ? undefined : readJob(first);
  if (job === undefined || !/\d{4}/.test(job.period ?? '')) return undefined;
  const done = more.flatMap((node) =>
    node.type === 'list' ? node.children.map((item) => item.children.map(textOf).join('\n')) : [textOf(node)],
  );
  return {
    ...job,
    achievements: [...job.achievements, ...done.map((text) => text.trim()).filter((text) => text !== '')],
  };
}

/** A heading with years in it, as some cards write a job: `#### Employer (2014-2018) - role`. */
function readHeadingJob({ heading, line }: Block): Job | undefined {
  const [, employer, role] = /^(.*[(（][^()（）]*\d{4}[^()（）]*[)）])\s*(?:[-–—:：|]\s*(.*))?$/u.exec(heading) ?? [];
  if (employer === undefined) return undefined;
  return { ...readEmployer(employer), role: role ?? '', achievements: [], line };
}

/** Jobs with their bullets; a bullet that is all quotation is the member's word about the place. A heading may be a job. */
export function readCareer(block: Block): { found: Job[]; rest: (RootContent | ListItem)[]; tookHeading: boolean } {
  const heading = block.isNamed ? undefined : readHeadingJob(block);
  const career = heading === undefined ? [] : [heading];
  const rest: (RootContent | ListItem)[] = [];
  // Under a job that stands by itself, bullets are what was done there.
  let areJobs = career.length === 0;
  for (const node of block.nodes.filter(({ type }) => type !== 'thematicBreak')) {
    const job = readJob(node);
    if (job !== undefined) {
      career.push(job);
      areJobs = false;
    } else if (node.type === 'list') {
      for (const item of node.children) {
        const itemJob = areJobs ? readItemJob(item) : undefined;
        if (itemJob !== undefined) {
          career.push(itemJob);
          continue;
        }
        const current = career.at(-1);
        if (current === undefined) {
          rest.push(item);
          continue;
        }
        const text = item.children.map(textOf).join('\n').trim();
        const quote = /^["“]/u.test(text) ? unquote(text) : text;
        if (quote === text) current.achievements.push(text);
        else current.quote = current.quote === undefined ? quote : `${current.quote}\n${quote}`;
      }
    } else rest.push(node);
  }
  return { found: career, rest, tookHeading: heading !== undefined };
}
