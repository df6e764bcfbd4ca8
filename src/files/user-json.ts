import { PitwallError } from '../core/error.ts';
import { jsonBody } from '../core/json.ts';
import { userText } from './user-text.ts';

/** What somebody sent as JSON, from its bytes. Throws USAGE for bytes that are not UTF-8, which would become other words, and for what `jsonBody` refuses. */
export function jsonOfBytes(bytes: Uint8Array): unknown {
  return jsonBody(userText(bytes, (what) => new PitwallError('USAGE', `expected a body of JSON, found ${what}`)));
}
