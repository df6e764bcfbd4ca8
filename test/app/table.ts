import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AIMessage } from '@langchain/core/messages';
import { fakeModel } from '@langchain/core/testing';
import { loadScenario, openStore, runDebate } from '../../src/pitwall.ts';
import { printContext } from '../../src/report/context.ts';
import { ROOT, shippedTeam } from '../reexecution/held.ts';

const SPEC = 'scripted:seat';
const MOST_CALLS = 120;

/** Feed that is bought by the tonne, ewes that are sold, hoggs that are sent away: what is best turns with what is in the stack. */
export const HAY = `language: en
title: Hay
motion: The hay will not last. What is done?
weights: equal
options:
  buy: { label: buy hay, short: buying hay, set: { tonnes: 4 t }, adjust: { tonnes: 2..20 t by 1 } }
  away: { label: send the hoggs away, short: sending them away, set: { fewer: 8 t, price: 650 EUR, begins: 10 days } }
  sell: { label: sell ewes, short: selling, set: { fewer: 5 t, price: 100 EUR } }
facts:
  stack: { value: 20 t, range: 14..26, label: the hay in the stack, doubt: nobody has weighed it, knownBy: [flux], assumed: 24 t }
  eaten: { value: 26 t, label: what is eaten, knownBy: [forge], assumed: 25 t }
  spoilt: { value: 25 %, label: what spoils, range: 10..40 }
  hayPrice: { value: 90 EUR/t, label: a tonne of hay }
  tonnes: { value: 0 t, label: the hay bought }
  fewer: { value: 0 t, label: what is saved }
  price: { value: 0 EUR, label: the price }
  begins: { value: 0 days, label: the days until it begins }
  last: { value: 12 days, label: the last day }
quantities:
  left: { is: "stack + min(tonnes, 14 t) + max(0 t, tonnes - 14 t) * (1 - spoilt) + fewer - eaten", unit: t, label: the hay left }
  cost: { is: price + tonnes * hayPrice, unit: EUR, label: the cost }
  start: { is: begins, unit: days, label: the days until it begins }
criteria:
  - { need: left >= 1 t, value: reliability }
  - { need: start <= last, value: schedule }
  - { less: cost, worth: 400 EUR, value: cost }
  - { more: left, worth: 5 t, value: reliability }
measurements:
  - { learns: stack, how: weigh twenty bales, cost: 90 EUR, days: 1 day, error: 1 t, owner: flux }
cast: [flux, forge, prism]
`;

type Args = Record<string, unknown>;
/** What a seat does in its turn: a tool first, where there is one, then the turn. */
export interface Script {
  tools?: { name: string; args: Args }[];
  turn: Args;
}

/** A debate in which one scripted model answers every request: for each turn what it does; else it opens, votes and closes for one option. */
export async function table(
  script: (at: { turn: number; seat: string; task: string; asked: string }) => Script | undefined,
  { yaml = HAY, option = 'buy', memo }: { yaml?: string; option?: string; memo?: (asked: string) => Args } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-table-'));
  writeFileSync(join(folder, 'question.yaml'), yaml);
  const team = shippedTeam();
  const scenario = loadScenario(join(folder, 'question.yaml'), { projectDir: ROOT, team });
  const model = fakeModel();
  /** Turn -> what it was asked, with the results of its tools. */
  const prompts = new Map<number, string>();
  const results = new Map<number, string[]>();
  const memos: string[] = [];
  for (let call = 0; call < MOST_CALLS; call += 1)
    model.respond((messages) => {
      const contents = messages.map(({ content }) => String(content));
      const reply = (name: string, args: Args, id: string) => ({ name, args, id, type: 'tool_call' as const });
      const say = (tool_calls: ReturnType<typeof reply>[]) =>
        new AIMessage({ content: '', tool_calls, response_metadata: { finish_reason: 'tool_calls' } });
      if (contents.some((content) => /^Write the memo now/m.test(content))) {
        memos.push(contents.join('\n\n'));
        return say([reply('turn_reply', memo?.(contents.at(-1) ?? '') ?? {}, `c${call}`)]);
      }
      const at = contents.findLastIndex((content) => /^\[turn \d+, /.test(content));
      const asked = contents[at] ?? '';
      const turn = Number(/^\[turn (\d+),/.exec(asked)?.[1] ?? 0);
      const seat = /^At the table beside you \((\w+)\):$/m.exec(contents.join('\n'))?.[1] ?? '';
      const task = / (Give your opening|Vote|Close|It is your turn)/.exec(asked)?.[1] ?? '';
      prompts.set(turn, contents.slice(0, at + 1).join('\n\n'));
      const done = messages.slice(at + 1).filter((one) => one.getType() === 'tool');
      results.set(
        turn,
        done.map(({ content }) => String(content)),
      );
      const found = script({ turn, seat, task, asked });
      const tool = found?.tools?.[done.length];
      if (tool !== undefined) return say([reply(tool.name, tool.args, `c${call}`)]);
      const plain: Args =
        task === 'It is your turn'
          ? { utterance: '', act: 'pass' }
          : { utterance: 'I stay with it.', act: task === 'Close' ? 'close' : 'open', option, confidence: 0.6 };
      return say([reply('turn_reply', found?.turn ?? plain, `c${call}`)]);
    });
  const store = openStore(':memory:');
  const models = {
    flux: SPEC,
    forge: SPEC,
    prism: SPEC,
    ...(memo === undefined ? { memo: 'playbook' } : { memo: SPEC }),
  };
  const held = await runDebate({ scenario, team, store, models, chatModels: { [SPEC]: model } });
  const context = printContext(
    scenario.scenario,
    team.members.map(({ card }) => card),
  );
  return { ...held, store, prompts, results, memos, context };
}
