import type { HeardFact } from '../core/briefing.ts';
import type { CompiledNeed } from '../reasoning/model.ts';
import { bearsOn } from '../reasoning/model.ts';
import type { Point, Talk } from './talk.ts';
import { turnsSinceNews } from './view.ts';

export const lastNews = ({ view }: Pick<Talk, 'view'>): HeardFact | undefined =>
  view.heard.findLast((said): said is HeardFact => said.kind === 'fact');

/** How every option stands on a limit that news bears on. */
interface NewsRow {
  need: CompiledNeed;
  row: Pick<Point, 'say' | 'so'>;
  /** Of an option that misses it. */
  point: Point;
}

/** What the first who speaks after news tells of a limit that it bears on; null where it puts none of the options out, or all. */
export function newsRow(talk: Talk): NewsRow | null {
  const { view } = talk;
  const news = lastNews(talk);
  if (news === undefined || talk.best === null || view.brief.task !== 'rebut' || turnsSinceNews(view).length > 0)
    return null;
  const { options } = view.now.assessment;
  for (const need of view.model.criteria) {
    if (need.kind !== 'need') continue;
    const isBorne = Object.keys(news.set).some((name) =>
      view.model.options.some((option) => bearsOn(view.model, name, need, option)),
    );
    const row = isBorne ? talk.row(need) : null;
    const from = talk.change?.from;
    const [out] = [...options.values()]
      .filter(({ missed }) => missed.some(({ id }) => id === need.id))
      .sort((a, b) => Number(b.option === from) - Number(a.option === from));
    const point = out === undefined ? null : talk.limit(out.option, need);
    if (row !== null && point !== null) return { need, row, point };
  }
  return null;
}
