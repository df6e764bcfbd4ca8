import type { HeardTurn } from '../core/briefing.ts';
import { callIn } from '../core/turn.ts';
import type { View } from '../playbook/view.ts';
import { settingsAt } from '../prompt/index.ts';
import { missedBy } from '../reasoning/amend.ts';
import type { OptionValues } from '../reasoning/evaluate.ts';
import { namesOfCriterion } from '../reasoning/model.ts';
import type { Setting } from '../reasoning/weighing.ts';
import { bestOf, leadOver } from '../reasoning/weighing.ts';
import { between } from './corner-lines.ts';

/** What a reader of the memo would ask about, and the settings that it names. */
interface Unpriced {
  line: string;
  settings: readonly Setting[];
}

/**
 * The option next to the one that most stand for, where it keeps every limit and nobody has said since the last news what it comes to: who was not there asks first why
 * it was not taken. Null where somebody has said so much, or there is no such option.
 */
export function unpricedRival(view: View, option: string, here: OptionValues): Unpriced | null {
  const { model, question, heard } = view;
  const { world } = view.now;
  if (model.scenario.weights !== 'equal') return null;
  const [rival] = model.options
    .flatMap((other) => {
      const best = other === option ? null : bestOf(model, world, other);
      if (best === null || missedBy(model, best.values).length > 0) return [];
      return [{ other, best, by: leadOver(model, best.values, here) }];
    })
    .sort((a, b) => b.by - a.by);
  if (rival === undefined) return null;
  const news = heard.findLastIndex(({ kind }) => kind === 'fact');
  const since = heard.slice(news + 1).flatMap((said) => (said.kind === 'turn' ? [said.body] : []));
  const criteria = new Set(model.criteria.flatMap(namesOfCriterion));
  if (since.some((body) => figuresIn(body).some(({ name, of }) => of === rival.other && criteria.has(name))))
    return null;
  const differences = between(model, rival.best.values, here);
  if (differences === '') return null;
  const named = [rival.other, settingsAt(model, rival.best.set, question.language)].filter((part) => part !== '');
  return {
    line: `- nobody has said ${news < 0 ? 'so far' : 'since the news'} what ${named.join(' with ')} comes to, which keeps every limit too: ${differences}; a reader will ask why it is not taken`,
    settings: rival.best.set,
  };
}

/** Figures of options on which a turn's claims and numbers rest. */
function figuresIn({ claims }: HeardTurn['body']): { name: string; of: string }[] {
  const refs = claims.flatMap(({ evidence, numbers }) =>
    [evidence.ref ?? [], ...numbers.map((one) => one.refs)].flat(),
  );
  return refs.flatMap((ref) => {
    const [name, of] = (callIn(ref)?.figure ?? '').split('@');
    return name === undefined || of === undefined ? [] : [{ name, of }];
  });
}
