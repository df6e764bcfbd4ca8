import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../src/core/events.ts';
import { verifyDebate } from '../../src/pitwall.ts';
import { blocksOf } from '../../src/report/blocks.ts';
import { figurePhrases, workPhrases } from '../../src/report/phrases.ts';
import { HAY, table } from './table.ts';

const linesIn = (text: string, heading: string) => {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith(heading));
  const rest = at < 0 ? [] : lines.slice(at + 1);
  const end = rest.findIndex((line) => !line.startsWith('- '));
  return rest.slice(0, end < 0 ? undefined : end);
};

const evaluates = (args: Record<string, unknown>) => ({ name: 'evaluate', args });
const opens = (utterance: string, more: Record<string, unknown> = {}) => ({
  utterance,
  ...{ act: 'open', option: 'buy', confidence: 0.6 },
  ...more,
});

describe('a seat that a language model takes', () => {
  it('reads on its sheet which option keeps which limit, at which setting, and how far ahead each is in all', async () => {
    const { prompts } = await table(() => undefined);
    // Forge takes the stack for 24 t and knows that 26 t are eaten.
    const sheet = linesIn(prompts.get(2) ?? '', 'Your sheet');
    expect(sheet).toContain('- limits: buy keeps all; away keeps all; sell keeps all');
    // 24 - 26 + 8 = 6 t for 650 EUR; buying 4 t: 2 t for 360 EUR; selling: 3 t for 100 EUR, 550 of 400 EUR and 3 of 5 t apart.
    expect(sheet.find((line) => line.includes('all goals added up'))).toMatch(
      /: sell leads; against it buy with .*; away -0\.7[78] \(as much as 310 EUR of cost: cost -1\.4, left \+0\.6\)$/,
    );
    const heard = linesIn(prompts.get(6) ?? prompts.get(5) ?? '', 'Your sheet');
    expect(heard.join('\n')).toContain('limits');
  });

  it('reads on both sides of an uncertain fact what would turn it, limits too, and at which setting', async () => {
    const { prompts } = await table(
      ({ turn }) =>
        turn === 1
          ? { turn: opens('The stack holds 20 t.', { refs: ['fact:stack'] }) }
          : turn === 2
            ? { turn: opens('26 t are eaten.', { refs: ['fact:eaten'] }) }
            : undefined,
      { option: 'away' },
    );
    // Who passes takes no turn, so that the first vote is the fourth.
    const asked = prompts.get(4) ?? '';
    // 20 + 8 - 26 leaves 2 t where 1 t is asked, so away holds down to 19 t; from 22 t on selling 5 t keeps it for 550 EUR less.
    expect(linesIn(asked, 'What would turn it').find((line) => line.includes('fact:stack'))).toMatch(
      /^- fact:stack 20 t; at 18\.\d+ t or less: away misses the limit on left, buy with tonnes at \d+ t leads in place of away; at 22 t or more: sell leads in place of away$/,
    );
  });

  it('sets an option by what it gives as a fact, where that is an input of the option', async () => {
    const asks = (more: Record<string, unknown>) => ({
      name: 'evaluate',
      args: { options: ['buy', 'sell'], quantities: ['left'], ...more },
    });
    const { results } = await table(({ turn }) =>
      turn !== 2
        ? undefined
        : {
            tools: [asks({ facts: { tonnes: 10 } }), asks({ amended: { buy: { tonnes: 10 } } })],
            turn: opens('Ten it is.'),
          },
    );
    const [asFact = '', asSetting = ''] = results.get(2) ?? [];
    expect(asSetting).toMatch(/"left@buy"=\d+ t/);
    expect(asFact.replace(/^tool:2\.1 /, '')).toBe(asSetting.replace(/^tool:2\.2 /, ''));
  });

  it('is told by an evaluation what each option comes to as a whole, at each setting of a list, and may cite each', async () => {
    const evaluate = {
      name: 'evaluate',
      args: {
        options: ['buy', 'sell'],
        quantities: ['left'],
        facts: { stack: 18 },
        amended: { buy: { tonnes: ['4 t', 10] } },
      },
    };
    const { id, store, results, events } = await table(({ turn }) =>
      turn !== 2
        ? undefined
        : {
            tools: [evaluate],
            turn: {
              utterance: 'At 18 t in the stack, 10 t leave 2 t where 4 t fall short.',
              act: 'open',
              option: 'buy',
              confidence: 0.6,
              refs: ['tool:2.2/left@buy'],
            },
          },
    );
    const [first = '', second = ''] = results.get(2) ?? [];
    expect(first).toMatch(/^tool:2\.1 .*"misses\.left@buy"=5 t/);
    expect(second).toMatch(/^tool:2\.2 "left@buy"=2 t/);
    expect(second).not.toContain('misses.left@buy');
    // With 18 t none of the others keeps 1 t: buying is ahead of nobody.
    expect(second).not.toContain('ahead.inAll');
    const body = eventsOf(events, 'turn.recorded').find(({ turn }) => turn === 2);
    expect(body?.claims[0]?.numbers.map(({ refs }) => refs[0])).toContain('tool:2.2/left@buy');
    expect(eventsOf(events, 'tool.called').filter(({ turn }) => turn === 2).length).toBeGreaterThanOrEqual(2);
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });
});

describe('how far ahead an evaluation has an option in all', () => {
  it('is against the others at their best settings, as on the sheet', async () => {
    const evaluate = evaluates({ options: ['sell', 'away', 'buy'], quantities: ['left'] });
    const { prompts, results } = await table(
      ({ turn }) => (turn !== 2 ? undefined : { tools: [evaluate], turn: opens('Four tonnes.') }),
      { yaml: HAY.replace('price: 650 EUR', 'price: 900 EUR') },
    );
    const figure = (option: string) =>
      Number(new RegExp(`"ahead\\.inAll@${option}"=(-?[\\d.]+) steps`).exec(results.get(2)?.[0] ?? '')?.[1]);
    // Bought is 4 t, 2 t of them left; 3 t serve best: (100 - 270) / 400 + (1 - 3) / 5 = -0.825 against selling.
    expect(linesIn(prompts.get(2) ?? '', 'Your sheet').join('\n')).toContain('against it buy with tonnes at 3 t -0.82');
    expect(figure('sell')).toBeCloseTo(0.825, 6);
    expect(figure('buy')).toBeCloseTo((100 - 360) / 400 + (2 - 3) / 5, 6);
    expect(figure('away')).toBeCloseTo((100 - 900) / 400 + (6 - 3) / 5, 6);
  });

  it.each([
    ['en', HAY, [/the lead in all \(selling\)\s€\d+/, /past the limit, the hay left \(buying hay\)\s3\st/]],
    [
      'ko',
      HAY.replace('language: en', 'language: ko'),
      [/다 합쳐 앞선 만큼 \(selling\) \d+유로/, /한도를 어긴 만큼, the hay left \(buying hay\)\s3\st/],
    ],
  ])('is told to a reader in words, as is by how much a limit is missed: %s', async (_, yaml, expected) => {
    const evaluate = (more: Record<string, unknown>) => evaluates({ quantities: ['left'], ...more });
    const held = await table(
      ({ turn }) =>
        turn !== 2
          ? undefined
          : {
              tools: [evaluate({ options: ['sell'] }), evaluate({ options: ['buy'], facts: { stack: 20 } })],
              turn: opens('건초를 산다. We buy.'),
            },
      { yaml },
    );
    const text = blocksOf(held.context, held.events).flatMap((block) =>
      block.kind !== 'turn'
        ? []
        : block.tools.flatMap((tool) => figurePhrases(held.context, block, `tool:${tool.turn}.${tool.call}`, tool)),
    );
    for (const words of expected) expect(text.join('\n')).toMatch(words);
    expect(text.join('\n')).not.toMatch(/inAll|misses/);
  });

  it('stands beside what it supposes of a fact, where the question has another value and the figure rests on it', async () => {
    const evaluate = (more: Record<string, unknown>) => evaluates({ quantities: ['left'], options: ['sell'], ...more });
    const worked = async (facts: Record<string, number>) => {
      const tools = [evaluate({ facts })];
      const held = await table(({ turn }) => (turn === 2 ? { tools, turn: opens('We buy.') } : undefined), {
        yaml: HAY,
      });
      return blocksOf(held.context, held.events).flatMap((block) =>
        block.kind === 'turn' && block.turn === 2 ? workPhrases(held.context, block).map(({ tool }) => tool) : [],
      );
    };
    const [supposed = ''] = await worked({ stack: 18 });
    expect(supposed).toBe('evaluate · the hay in the stack 18 t');
    expect(await worked({ stack: 20 })).toEqual(['evaluate']);
  });
});

describe('an evaluation that a seat asks for', () => {
  const MIXED = HAY.replace('facts:\n', () =>
    [
      'facts:',
      '  mix: { value: { clover: 0.3, grass: 0.7 }, label: the mix }',
      '  baler: { value: round, label: the baler }',
      '',
    ].join('\n'),
  );
  const answered = async (args: Record<string, unknown>) => {
    const { results } = await table(
      ({ turn }) => (turn !== 2 ? undefined : { tools: [evaluates(args)], turn: opens('So it is.') }),
      { yaml: MIXED },
    );
    return results.get(2)?.[0] ?? '';
  };

  it.each([
    [{ option: 'buy' }, 'has no `option`; did you mean `options`?'],
    [{ quantities: ['misses.lefft'] }, 'no figure of the whole is called `misses.lefft`; did you mean `misses.left`?'],
    [{ facts: { mix: { clovr: 0.5 } } }, 'no part of `mix` is called `clovr`; did you mean `clover`?'],
    [{ facts: { baler: 'rond' } }, 'no value of `baler` is called `rond`; did you mean `round`?'],
    [{ amended: { buy: { tonnes: 40 } } }, '`tonnes` of `buy` can be set from 2 to 20 in steps of 1, not to 40'],
    [{ facts: { fewer: 6 } }, '`away`, `sell` set `fewer` themselves: give it in `amended`'],
  ])('answers what the question does not have with what it has, and computes nothing: %j', async (args, says) => {
    const said = await answered(args);
    expect(said).toContain(says);
    expect(said).not.toContain('left@');
  });

  // Forge knows what is eaten, takes the stack to be 24 t, and has no value at all of the gaps in the fence.
  const FENCED = HAY.replace('facts:\n', () =>
    ['facts:', '  gaps: { value: 3, label: the gaps in the fence, knownBy: [prism] }', ''].join('\n'),
  ).replace('price + tonnes * hayPrice', 'price + tonnes * hayPrice + gaps * 10 EUR');
  const atTheFence = async (args: Record<string, unknown>) => {
    const held = await table(
      ({ turn }) =>
        turn !== 2
          ? undefined
          : { tools: [evaluates({ options: ['sell'], quantities: ['left'], ...args })], turn: opens('So it is.') },
      { yaml: FENCED },
    );
    const calls = eventsOf(held.events, 'tool.called').filter(({ turn, name }) => turn === 2 && name === 'evaluate');
    return { said: held.results.get(2)?.[0] ?? '', calls, ...held };
  };

  it('is refused with a fact of which nobody has told the member anything, and says who knows it', async () => {
    const { said, calls, store, id } = await atTheFence({ facts: { gaps: 3 } });
    expect(said).toMatch(/^expected facts that you know, have heard or assume \(`stack`, `eaten`, /);
    expect(said).toMatch(/; got `gaps` = 3, which nobody has told you; prism knows it$/);
    expect(calls).toEqual([]);
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
  });

  it('is computed with another value of what the member only assumes, and says that they do not know it', async () => {
    const { said, calls } = await atTheFence({ facts: { stack: 20, eaten: 26 } });
    expect(said).toContain('"left@sell"=-1 t');
    expect(said).toMatch(
      /; tried with fact:stack at 20, which you do not know, you take it to be 24 t; flux knows it$/,
    );
    expect(calls[0]?.args['assumed']).toEqual(['stack']);
    expect((await atTheFence({ facts: { stack: 24, eaten: 27 } })).said).not.toContain('tried with');
  });

  it('takes any fact once it has been told', async () => {
    const { results } = await table(
      ({ turn }) => {
        if (turn === 1) return { turn: opens('The stack holds 20 t.', { refs: ['fact:stack'] }) };
        if (turn === 3) return { turn: opens('There are 3 gaps in the fence.', { refs: ['fact:gaps'] }) };
        return turn !== 4
          ? undefined
          : {
              tools: [evaluates({ options: ['sell'], quantities: ['cost'], facts: { gaps: 4, stack: 21 } })],
              turn: { utterance: 'With one gap more we sell.', act: 'close', option: 'sell', confidence: 0.6 },
            };
      },
      { yaml: FENCED },
    );
    expect(results.get(4)?.[0]).toMatch(/"cost@sell"=140 EUR/);
    expect(results.get(4)?.[0]).not.toContain('do not know');
  });

  it('counts a fact for the option that sets it, where that one alone is asked for', async () => {
    // Forge takes 24 t for the stack: 24 + 6 - 26 leaves 4 t.
    expect(await answered({ options: ['away'], quantities: ['left'], facts: { fewer: 6 } })).toContain(
      '"left@away"=4 t',
    );
  });

  it('takes a part of a mapping by its path, and keeps the rest', async () => {
    expect(await answered({ options: ['buy'], quantities: ['cost'], facts: { 'mix.clover': 0.4 } })).toContain(
      'cost@buy',
    );
  });
});

const NEWS = `${HAY}events:
  - { after: rebuttal 1, set: { eaten: 27 t }, say: the hill is shut a week early }
`;
describe('what news makes stale', () => {
  it('is what rests on the fact that changed: not what was tried at another value of it, and not what it does not move', async () => {
    const { memos } = await table(
      ({ turn }) => {
        if (turn === 1)
          return {
            tools: [evaluates({ options: ['away'], quantities: ['left'], facts: { eaten: 30 } })],
            turn: opens('At 30 t eaten, sending them away leaves -2 t.', { refs: ['tool:1.1/left@away'] }),
          };
        if (turn === 2)
          return {
            tools: [evaluates({ options: ['buy'], quantities: ['cost'], amended: { buy: { tonnes: 11 } } })],
            turn: opens('11 t of hay cost 990 EUR.', { refs: ['tool:2.1/cost@buy'] }),
          };
        if (turn === 3)
          return {
            tools: [evaluates({ options: ['sell'], quantities: ['left'] })],
            turn: opens('Selling leaves 4 t, as I have it.', { refs: ['tool:3.1/left@sell'] }),
          };
        return undefined;
      },
      { yaml: NEWS, memo: () => ({}) },
    );
    const fallen = memos[0]?.split('No reason any more:')[1] ?? '';
    expect(fallen).toMatch(/3\.1 of .*stale/);
    expect(fallen).not.toMatch(/[12]\.1 of .*stale/);
  });
});

describe('a result of one’s own', () => {
  const own = (asked: string) => linesIn(asked, 'Your own results so far:').join('\n');
  // All know the same, so that nothing but the news changes what anybody takes to be so.
  const KNOWN = HAY.replaceAll(/, knownBy: \[\w+\], assumed: \d+ t/g, '');
  const news = (set: string) => `${KNOWN}events:\n  - { after: rebuttal 1, set: { ${set} }, say: the hill is shut }\n`;
  const held = async (yaml: string, again: string[]) => {
    const { prompts } = await table(
      ({ turn, seat, task }) => {
        if (seat !== 'forge') return undefined;
        if (turn === 2)
          return {
            tools: [evaluates({ options: ['buy', 'sell'], quantities: ['left'] })],
            turn: opens('Buying leaves 2 t, as I have it.', { refs: ['tool:2.1/left@buy'] }),
          };
        return task !== 'It is your turn' || again.length === 0
          ? undefined
          : { tools: [evaluates({ options: again, quantities: ['left'] })], turn: opens('I counted anew.') };
      },
      { yaml },
    );
    return [...prompts.values()].filter((asked) => asked.includes('At the table beside you (forge):')).at(-1) ?? '';
  };

  it('is not stale where the fact that changed does not move it', async () => {
    // What spoils counts beyond 14 t alone, and 4 t are bought.
    expect(own(await held(news('spoilt: 30 %'), []))).toMatch(/"left@buy"=\S+ t/);
    expect(own(await held(news('spoilt: 30 %'), []))).not.toContain('stale');
    expect(own(await held(news('eaten: 27 t'), []))).toContain('stale');
  });

  it('is shown without what was computed again since', async () => {
    const asked = own(await held(news('eaten: 27 t'), ['buy']));
    const [, gave = ''] = /it gave ([^)]*)/.exec(asked) ?? [];
    expect(gave).toContain('left@sell');
    expect(gave).not.toContain('left@buy');
    expect(own(await held(news('eaten: 27 t'), ['buy', 'sell']))).not.toContain('stale');
  });
});

describe('a calculation of one’s own', () => {
  // All know the same; 26 t are eaten until the news.
  const yaml = NEWS.replaceAll(/, knownBy: \[\w+\], assumed: \d+ t/g, '');
  const calculates = (values: Record<string, number>, steps: Record<string, string>) => ({
    name: 'calculate',
    args: {
      values,
      steps: Object.fromEntries(Object.entries(steps).map(([name, formula]) => [name, { formula, unit: 't' }])),
    },
  });
  const held = async (tool: ReturnType<typeof calculates>, said: string, figure: string, before = true) => {
    const { prompts, memos, store, id } = await table(
      ({ turn, seat, asked }) => {
        if (seat !== 'forge' || (before ? turn !== 2 : !asked.includes('This is the last round'))) return undefined;
        return { tools: [tool], turn: opens(said, { refs: [`tool:${turn}.1/${figure}`] }) };
      },
      { yaml, memo: () => ({}) },
    );
    expect(await verifyDebate({ store, id })).toMatchObject({ equal: true, stopped: null });
    const mine = [...prompts.values()].filter((one) => one.includes('At the table beside you (forge):')).at(-1) ?? '';
    return {
      own: linesIn(mine, 'Your own results so far:').join('\n'),
      outdated: linesIn(mine, 'What you said and no longer holds:').join('\n'),
      fallen: memos[0]?.split('No reason any more:')[1] ?? '',
    };
  };

  it.each([
    ['by a name of the fact', { eaten: 26, weeks: 4 }, { aWeek: 'eaten / weeks' }, 'That is 6.5 t a week.', 'aWeek'],
    ['in the formula', { weeks: 4 }, { eatenAWeek: '26 / weeks' }, 'That is 6.5 t a week.', 'eatenAWeek'],
    // Buying 4 t leaves 20 + 4 - 26 = -2 t until the news; -1 t and then some are no figure of the question.
    ['by what followed from it', { left: -2, more: 0.5 }, { short: 'left + more' }, 'We are 1.5 t short.', 'short'],
  ])('is stale with its claim where it was given an old value %s', async (_, values, steps, said, figure) => {
    const { own, fallen } = await held(calculates(values, steps), said, figure);
    expect(own).toContain('stale, do not use it: fact:eaten was 26 and is 27 now');
    if (!Object.hasOwn(values, 'left')) expect(fallen).toMatch(/2\.1 of .*stale/);
  });

  it('is stale only in the figures that rest on it', async () => {
    const both = calculates({ eaten: 26, weeks: 4 }, { aWeek: 'eaten / weeks', twice: 'weeks * 2 + 0.5' });
    const { own, fallen } = await held(both, 'That is 8.5 in all.', 'twice');
    expect(own).toMatch(/^- tool:2\.1 calculate: twice=8\.5 t; stale, do not use it: .* \(it gave aWeek=6\.5 t/);
    expect(fallen).not.toMatch(/2\.1 of .*stale/);
  });

  it.each([
    ['gave a number that is no value of that fact', { bales: 26, weeks: 4 }, true],
    ['was made with the old value behind the news', { eaten: 26, weeks: 4 }, false],
  ])('is not stale where it %s', async (_, values, before) => {
    const steps = { aWeek: `${Object.keys(values)[0]} / weeks` };
    const { own, fallen } = await held(calculates(values, steps), 'That is 6.5 t a week.', 'aWeek', before);
    expect(own).toContain('aWeek=6.5 t');
    expect(own).not.toContain('stale');
    expect(fallen).not.toMatch(/ of Forge.*stale/);
  });
});

const WEIGHS = {
  what: 'weigh twenty bales',
  price: '90 EUR',
  threshold: 'below 19 t in the stack we send them away',
};

describe('what a turn sets beside its claim', () => {
  it('stays where the claim alone is taken back, and a bar is proposed until somebody else accepts it or all vote', async () => {
    let isBack = false;
    const { prompts, events } = await table(({ turn, task, seat }) => {
      if (turn === 1)
        return { turn: opens('Weigh twenty bales first: 26 t are eaten.', { measures: WEIGHS, action: 'weigh them' }) };
      if (turn === 2) return { turn: opens('Buying is simple.') };
      if (task === 'It is your turn' && seat === 'flux' && !isBack) {
        isBack = true;
        return {
          turn: {
            utterance: 'My figure was wrong, I take it back.',
            act: 'propose',
            withdraws: ['1.1'],
            option: 'buy',
          },
        };
      }
      return undefined;
    });
    expect(eventsOf(events, 'turn.recorded').flatMap(({ withdraws }) => withdraws)).toEqual([{ turn: 1, claim: 1 }]);
    const last = [...prompts.entries()].filter(([, asked]) => /\] It is your turn/.test(asked)).at(-1)?.[1] ?? '';
    expect(linesIn(last, 'Proposed, and seconded').join()).toContain('below 19 t in the stack');
    expect(linesIn(last, 'Settled so far').join()).toContain('flux does: "weigh them"');
    expect(linesIn(last, 'Settled so far').join()).not.toContain('below 19 t');
    const vote = [...prompts.values()].find((asked) => /\] Vote/.test(asked)) ?? '';
    expect(linesIn(vote, 'Settled so far').join()).toContain('below 19 t in the stack');
  });
});
