import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { PitwallError } from '../core/error.ts';
import type { Notice } from '../door.ts';
import { askMember, holdTeamDebate } from '../door.ts';
import { readTurns, verdictLine, verdictsOf } from '../fidelity/index.ts';
import { calculateWith, listScenarios, loadScenario } from '../project/index.ts';
import { compileModel } from '../reasoning/model.ts';
import { ModelReport, modelReport } from '../report/model-report.ts';
import { Answer, Debate, Said, Scenarios, Verdicts } from './outputs.ts';
import type { McpParts } from './parts.ts';
import { given, toolResult } from './result.ts';
import { transcriptOf } from './transcript.ts';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

const MOST_TURNS = 200;
/** Characters of all turns of a call: they are scored at one go, and nobody else is answered meanwhile. */
const MOST_SCORED = 100_000;
const Text = z.string().min(1).max(8000);
const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected the id of a scenario');
const Facts = z
  .record(z.string().max(200), z.union([z.string().max(400), z.number(), z.boolean()]))
  .describe('facts to change: `{"gpuHourUsd": 4}`');

/** The tools of the server; each says what is wrong in one sentence. */
export function addTools(server: McpServer, parts: McpParts): void {
  const { place, program } = parts;
  const around = async (extra: Extra) => ({
    store: parts.store(),
    team: await parts.team(),
    modelSettings: parts.modelSettings(),
    signal: AbortSignal.any([extra.signal, parts.gone()]),
  });

  server.registerTool(
    'list_scenarios',
    {
      title: 'List scenarios',
      description: 'Scenarios that run_debate and evaluate_model take, by id.',
      inputSchema: {},
      outputSchema: Scenarios.shape,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    () =>
      toolResult(parts, () => {
        const scenarios = listScenarios(place).map(({ id, title, language, origin, problem }) => ({
          ...{ id, title, language, from: origin, problem },
        }));
        const text = scenarios.map(({ id, title, problem }) => `${id}: ${problem ?? title}`).join('\n');
        return given({ scenarios }, text);
      }),
  );

  server.registerTool(
    'run_debate',
    {
      title: 'Run a debate',
      description:
        'Lets the team debate a scenario, or a question with answers to choose among, and gives the memo: decision, votes, why, and what would flip it. The debate is a record. Without a language model the members reason over the facts and formulas of a scenario alone: a question is answered then with what is missing and a script to fill in, which `script` takes.',
      inputSchema: {
        scenario: Id.optional().describe('a scenario of list_scenarios'),
        script: z
          .string()
          .min(1)
          .max(20_000)
          .optional()
          .describe('a scenario as YAML, in place of one by id; without data files'),
        question: Text.optional().describe('a question, in place of a scenario'),
        options: z.array(z.string().min(1).max(200)).max(12).optional().describe('its answers, two or more'),
        cast: z.string().max(400).optional().describe('the whole cast, `a,b`, or changes to it, `+a,-b`'),
        facts: Facts.optional(),
        rounds: z.number().int().min(1).max(20).optional().describe('rounds of rebuttal'),
        seed: z.number().int().optional(),
      },
      outputSchema: Debate.shape,
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
    },
    (asked, extra) =>
      toolResult(parts, async () => {
        const held = await holdTeamDebate({
          ...(await around(extra)),
          ...{ place, program, models: parts.models, asked, back: 'argument', on: progressOf(extra) },
        });
        const { debate, outcome, turns } = held.document;
        const votes = (outcome?.votes ?? []).filter(({ blind }) => !blind);
        return given(
          {
            ...{ id: held.id, status: debate.status, stopReason: debate.stopReason, turns: turns.length },
            ...{ decision: outcome?.decision ?? null, confidence: outcome?.confidence ?? null },
            votes: votes.map(({ member, option, confidence }) => ({ member, option, confidence })),
            ...{ memo: held.memo, remarks: held.remarks },
          },
          [held.memo ?? '', ...held.remarks].filter((part) => part !== '').join('\n\n'),
        );
      }),
  );

  server.registerTool(
    'get_transcript',
    {
      title: 'Read a record',
      description: 'A debate or a chat as it was recorded: who said what, with the calculations behind it.',
      inputSchema: { debate: z.string().min(1).max(100).describe('the start of its id, or `last`') },
      outputSchema: Said.shape,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ debate }) =>
      toolResult(parts, async () => {
        const { document, text } = await transcriptOf(parts.store(), debate, parts);
        const { id, kind = 'debate', status, stopReason } = document.debate;
        const turns = document.turns.map(({ turn, speaker, addressee, act, utterance }) => ({
          ...{ turn, speaker, addressee, act, utterance },
        }));
        const lines = (document.lines ?? []).map(({ turn, asked, said }) => ({ turn, asked, said }));
        return given({ id, kind, status, stopReason, turns, lines, text }, text);
      }),
  );

  server.registerTool(
    'ask_member',
    {
      title: 'Ask a member',
      description:
        'Asks one member in character, on the record. Questions of sizes, times and costs are calculated; work of a colleague is consulted or sent on. Without a language model they answer about themselves from their card, and about scenarios that seat them by calculation; anything else is declined in a sentence that says what can be asked.',
      inputSchema: {
        member: z.string().min(1).max(100).describe('callsign, id or name'),
        question: Text,
        chat: z.string().min(1).max(100).optional().describe('a chat to go on with, by the id that an answer gave'),
      },
      outputSchema: Answer.shape,
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
    },
    ({ member: name, question, chat }, extra) =>
      toolResult(parts, async () => {
        const asking = await around(extra);
        const { id: member } = asking.team.find(name).card;
        const model = parts.models[member] ?? parts.models['*'];
        const answer = await askMember({ ...asking, member, text: question.trim(), chat, keep: true, model });
        return given(
          {
            ...{ chat: answer.id, member: answer.member, said: answer.said },
            tools: answer.tools.map(({ name: tool, args, figures }) => ({ name: tool, args, figures })),
            consults: answer.consults.map(({ to, topic, question: asked, answer: said, stub }) => ({
              ...{ to, topic, question: asked, answer: said, stub },
            })),
          },
          answer.said,
        );
      }),
  );

  server.registerTool(
    'evaluate_model',
    {
      title: 'What a scenario computes',
      description:
        'Each option’s quantities against limits and goals, and the facts that would flip it, before anybody argues.',
      inputSchema: {
        scenario: Id,
        facts: Facts.optional(),
        as: z.string().min(1).max(100).optional().describe('as this member sees it before anyone speaks'),
      },
      outputSchema: ModelReport.shape,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ scenario: name, facts, as: viewer }) =>
      toolResult(parts, async () => {
        const team = await parts.team();
        const { scenario, data } = loadScenario(name, {
          ...{ projectDir: place.projectDir, team },
          ...(facts === undefined ? {} : { facts }),
        });
        const cards = scenario.cast.map((id) => team.find(id).card);
        const as = viewer === undefined ? null : team.find(viewer).card.id;
        if (as !== null && !scenario.cast.includes(as))
          throw new PitwallError(
            'UNKNOWN_NAME',
            `\`${viewer}\` is not in the cast; there is ${scenario.cast.join(', ')}`,
          );
        return given(modelReport(compileModel(scenario), { cards, calculate: calculateWith(data), as }));
      }),
  );

  server.registerTool(
    'score_turns',
    {
      title: 'Score turns',
      description:
        'How true turns of any system are to a member’s card, by rules and a trained reader, without a language model. A low score means out of character; null, with `judged: false`, that nothing could judge the turn: the reader needs what was said before it, so name the `debate` of turns that belong together, in their order.',
      inputSchema: {
        turns: z
          .array(
            z.object({
              id: z.union([z.string().max(200), z.number()]),
              persona: z.string().min(1).max(100).describe('callsign, id or name'),
              utterance: Text,
              lang: z.enum(['ko', 'en']).optional(),
              debate: z.string().max(200).optional().describe('turns of one debate are read with those before them'),
              addressee: z.string().max(100).optional(),
            }),
          )
          .min(1)
          .max(MOST_TURNS)
          .describe(`at most ${MOST_SCORED} characters in all`),
      },
      outputSchema: Verdicts.shape,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ turns }) =>
      toolResult(parts, async () => {
        const scored = turns.reduce((sum, { utterance }) => sum + utterance.length, 0);
        if (scored > MOST_SCORED)
          throw new PitwallError(
            'USAGE',
            `\`turns\`: expected at most ${MOST_SCORED} characters in all turns of a call, got ${scored}`,
          );
        const team = await parts.team();
        const text = turns.map((turn) => JSON.stringify(turn)).join('\n');
        const lines = readTurns(text, 'turns', (name) => team.lookup(name)?.card.id);
        const { rows } = verdictsOf(lines, team.members);
        return given({ turns: rows.map(({ id, verdict }) => verdictLine(id, verdict, undefined)) });
      }),
  );
}

/** Tells a client that wants to know of each turn, with who spoke to whom. */
function progressOf({ _meta, sendNotification }: Extra): (notice: Notice) => void {
  const progressToken = _meta?.progressToken;
  let progress = 0;
  return (notice) => {
    if (progressToken === undefined || notice.kind !== 'event' || notice.event.type !== 'turn.recorded') return;
    const { turn, speaker, addressee } = notice.event.body;
    progress += 1;
    const params = { progressToken, progress, message: `turn ${turn}: ${speaker} → ${addressee}` };
    // Whoever has gone is noticed by the request's own signal.
    sendNotification({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}
