import type { CompiledNeed } from '../reasoning/model.ts';
import { goalsOf, namesOfCriterion } from '../reasoning/model.ts';
import type { Phrase } from '../wording/amounts.ts';
import { Teller } from '../wording/tell.ts';
import { standing } from './addressing.ts';
import { limitThen, ofCalendar } from './begun.ts';
import { withoutFact } from './facts-told.ts';
import type { Sentence } from './move.ts';
import type { Talk } from './talk.ts';

/** What a fact that the others take to be otherwise makes of an option: before it and with it, where that shows most. */
export function shiftBy(talk: Talk, name: string): Sentence[] {
  const { view, tell, best } = talk;
  const then = withoutFact(talk, name);
  const { assumed } = view.model.scenario.facts[name] ?? {};
  const found = [...view.now.assessment.options.keys()].flatMap((option) => {
    const was = then.options.get(option)?.values;
    return goalsOf(view.model).flatMap((goal) => {
      const [a, b] = [was?.of(goal.quantity) ?? null, talk.values(option).of(goal.quantity)];
      const worth = Math.abs(talk.values(option).ofExpression(goal.worth) ?? 0) || 1;
      return a === null || b === null || was === undefined
        ? []
        : [{ option, goal, was, size: Math.abs(a - b) / worth + (option === best ? 1e-6 : 0) }];
    });
  });
  const [most] = found.sort((a, b) => b.size - a.size);
  if (most === undefined || most.size < SHOWS || assumed === undefined) return marginAfter(talk, name);
  const { option, goal, was } = most;
  const world = { ...view.now.world, facts: new Map(view.now.world.facts).set(name, assumed) };
  const { refOf } = talk.citing.trying({ world, assessment: then }, [name]);
  const earlier = new Teller(view.model, tell.language, refOf).amount(goal.quantity, was);
  const now = tell.amount(goal.quantity, talk.values(option));
  if (earlier === null || now === null || earlier.text === now.text) return [];
  // The fact by another name.
  if (now.text === talk.fact(name)?.text) return [];
  const shifted = tell.say.shiftedBy(tell.option(option), { label: tell.label(goal.quantity), was: earlier, now });
  const say = tell.withSettings(
    besideLimit(talk, goal.quantity, option, shifted),
    [goal.quantity],
    [talk.values(option)],
  );
  return [
    {
      symbol: 'shift',
      slots: { say, ...standing(talk) },
      asserts: {
        slot: 'say',
        what: {
          reason: `${option}/${goal.id}~by:${name}`,
          option,
          side: null,
          evidence: { kind: 'none', ref: null },
          figure: null,
          gist: say,
        },
      },
    },
  ];
}

/** A figure that has a limit and keeps it is told with that: by itself it would leave open what it means. */
function besideLimit(talk: Talk, quantity: string, option: string, said: Phrase): Phrase {
  const { view, tell } = talk;
  const values = talk.values(option);
  const need = view.model.criteria.find(
    (one): one is CompiledNeed => one.kind === 'need' && namesOfCriterion(one)[0] === quantity,
  );
  const kept = need === undefined || ofCalendar(talk, need) !== null ? null : tell.float(need, values);
  return need === undefined || kept === null
    ? said
    : tell.say.stillKept(said, kept.limit, need.operator.startsWith('<'));
}

/** What a fact leaves an option of a limit that it still keeps, where it is on that and on nothing else that it bears. */
function marginAfter(talk: Talk, name: string): Sentence[] {
  const { view } = talk;
  const then = withoutFact(talk, name);
  for (const need of view.model.criteria) {
    if (need.kind !== 'need') continue;
    for (const { option, values } of view.now.assessment.options.values()) {
      const [was, is] = [then.options.get(option)?.values.margin(need) ?? null, values.margin(need)];
      const point = values.meets(need) === true && was !== null && was !== is ? limitThen(talk, option, need) : null;
      if (point !== null) return [talk.sentence('shift', { say: point.say, what: point.what }, standing(talk))];
    }
  }
  return [];
}

/** In multiples of what counts: a smaller shift nobody mentions. */
const SHOWS = 0.02;
