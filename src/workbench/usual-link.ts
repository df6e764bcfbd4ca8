import { PitwallError } from '../core/error.ts';
import type { LinkRate } from './devices.ts';
import { linkRateOf } from './devices.ts';

/** One 400 Gbit/s network card for each GPU, GB/s in one direction: where no device was named. */
const NETWORK: LinkRate = { gbs: 50, from: 'a 400 Gbit/s network card' };

/** The rate among so many cards of a kind, as the table has it; null where it has none, and then it must be said. */
export function usualLink(device: string | undefined, cards: number | undefined): LinkRate | null {
  if (device === undefined || cards === undefined) return NETWORK;
  try {
    return linkRateOf(device, cards);
  } catch (error) {
    if (error instanceof PitwallError && error.code === 'TOOL_INVALID') return null;
    throw error;
  }
}
