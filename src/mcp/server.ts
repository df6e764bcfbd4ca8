import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { McpParts } from './parts.ts';
import { addResources } from './resources.ts';
import { addTools } from './tools.ts';

/** Values in the arguments of one call, at any depth. */
const MOST_VALUES = 20_000;

const INSTRUCTIONS =
  'A team of simulated engineers argues decisions over real figures. list_scenarios, then run_debate for a memo; evaluate_model for figures alone; ask_member for one voice. Every debate and answer is a record that get_transcript reads.';

/** One server, for one connection. */
export function mcpServer(parts: McpParts): McpServer {
  const info = { name: 'pitwall', title: 'Pitwall', version: parts.version };
  const server = new McpServer(info, { instructions: INSTRUCTIONS, maxToolInputElements: MOST_VALUES });
  addTools(server, parts);
  addResources(server, parts);
  return server;
}
