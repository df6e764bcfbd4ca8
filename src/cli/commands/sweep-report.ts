import type { Shell } from '../support/shell.ts';
export async function sweepReport(_shell: Shell, _file: string, _flags: object): Promise<void> {}
