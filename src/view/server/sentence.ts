import type { PitwallError } from '../../core/error.ts';

/** What an error says, without the code behind it, which has a field of its own. */
export const sentenceOf = ({ message, code }: PitwallError): string => message.replace(` [${code}]`, '');
