import { isInput, PitwallError } from '../core/error.ts';

export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 429 | 500 | 502;

/** An error as OpenAI's API has it. */
export interface ApiError {
  error: { message: string; type: string; param: string | null; code: string | null };
}

export interface Refusal {
  status: ErrorStatus;
  body: ApiError;
}

export function refusal(
  status: ErrorStatus,
  message: string,
  { param = null, code = null }: { param?: string | null; code?: string | null } = {},
): Refusal {
  const type = status === 429 ? 'rate_limit_error' : status >= 500 ? 'api_error' : 'invalid_request_error';
  return { status, body: { error: { message, type, param, code } } };
}

/** What one of ours means to a client; null for a fault, which is not told to them. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof PitwallError)) return null;
  const { code, sentence } = error;
  if (code === 'UNKNOWN_NAME') return refusal(404, sentence, { code: code.toLowerCase() });
  if (isInput(code)) return refusal(400, sentence, { code: code.toLowerCase() });
  return refusal(code === 'MODEL_FAILED' ? 502 : 500, sentence, { code: code.toLowerCase() });
}
