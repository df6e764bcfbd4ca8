import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { PitwallError } from '../core/error.ts';
import type { McpParts } from './parts.ts';
import { memoOf, transcriptOf } from './transcript.ts';

const MARKDOWN = 'text/markdown';
/** Records that a list names, the newest. */
const MOST_LISTED = 100;

/** Cards, transcripts and memos, each as Markdown at an address of its own. */
export function addResources(server: McpServer, parts: McpParts): void {
  const debates = () => parts.store().list();
  const read = async (uri: URL, text: () => Promise<string>) => ({
    contents: [{ uri: uri.href, mimeType: MARKDOWN, text: await toldOrThrown(parts, text) }],
  });
  const listOf = (kind: 'transcripts' | 'memos') => () => ({
    resources: debates()
      .filter(({ status }) => kind === 'transcripts' || status === 'closed')
      .slice(0, MOST_LISTED)
      .map(({ id, scenario, createdAt }) => ({
        uri: `pitwall://${kind}/${id}`,
        name: `${scenario} ${createdAt.slice(0, 16)}`,
        title: `${scenario}, ${createdAt.slice(0, 16).replace('T', ' ')} UTC`,
        mimeType: MARKDOWN,
      })),
  });

  server.registerResource(
    'cards',
    new ResourceTemplate('pitwall://cards/{member}', {
      list: async () => {
        const { members } = await parts.team();
        return {
          resources: members.map(({ card }) => ({
            uri: `pitwall://cards/${card.id}`,
            name: card.id,
            title: card.callsign ?? card.id,
            description: card.role.en ?? card.role.ko ?? '',
            mimeType: MARKDOWN,
          })),
        };
      },
    }),
    { title: 'Cards', description: 'Who the members are: their cards as they were written.', mimeType: MARKDOWN },
    (uri, { member }) => read(uri, async () => (await parts.team()).find(String(member)).cardText),
  );
  server.registerResource(
    'transcripts',
    new ResourceTemplate('pitwall://transcripts/{debate}', { list: listOf('transcripts') }),
    { title: 'Transcripts', description: 'Whole debates, turn by turn.', mimeType: MARKDOWN },
    (uri, { debate }) => read(uri, async () => (await transcriptOf(parts.store(), String(debate), parts)).text),
  );
  server.registerResource(
    'memos',
    new ResourceTemplate('pitwall://memos/{debate}', { list: listOf('memos') }),
    { title: 'Memos', description: 'Decision, figures, votes and flips of a debate.', mimeType: MARKDOWN },
    (uri, { debate }) => read(uri, async () => memoOf(await transcriptOf(parts.store(), String(debate), parts))),
  );
}

/** What is wrong in our sentence, as the protocol's error; a fault of ours without its details. */
async function toldOrThrown({ report }: McpParts, text: () => Promise<string>): Promise<string> {
  try {
    return await text();
  } catch (error) {
    if (error instanceof PitwallError) throw new McpError(ErrorCode.InvalidParams, error.sentence);
    report(error instanceof Error ? error : new Error(String(error)));
    throw new McpError(ErrorCode.InternalError, 'the server itself failed; its terminal says more');
  }
}
