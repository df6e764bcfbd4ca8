import { evaluateDebate } from '../../evaluate.ts';
import type { ReportFlags } from '../fidelity-output.ts';
import { deliver } from '../fidelity-output.ts';
import { keepReport } from '../fidelity-store.ts';
import { withDebate } from '../stored.ts';

/** `pitwall eval debate`: exit 0 in character, 1 not, 3 no verdict. */
export async function evalDebate(name: string, flags: ReportFlags & { db?: string }): Promise<void> {
  const report = await withDebate(name, flags, ({ store, id }) => evaluateDebate(store, id));
  keepReport(report, flags);
  deliver(report, flags);
}
