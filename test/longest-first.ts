import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** Test files that take longest. Begun last, one of them runs by itself at the end, beside a worker that has nothing to do. */
const LONGEST = [
  'e2e/readme.test.ts',
  'measures/measures.test.ts',
  'store/bars.test.ts',
  'routing/training.test.ts',
  'e2e/installed.test.ts',
  'view/page.test.ts',
  'models/corpus.test.ts',
  'playbook/debates.test.ts',
  'models/seat-check.test.ts',
  'load/load.test.ts',
  'cards/robust.test.ts',
  'dev/meta/bars.test.ts',
  'measures/extrapolation.test.ts',
  'view/fidelity.test.ts',
  'behaviours/audience.test.ts',
  'machines/chaos.test.ts',
  'view/trying.test.ts',
  'bench/gate.test.ts',
  'app/cancelled.test.ts',
  'reexecution/verify.test.ts',
  'behaviours/members.test.ts',
  'reexecution/crash.test.ts',
  'machines/machines.test.ts',
  'reexecution/killed.test.ts',
  'e2e/hostile-replies.test.ts',
  'workbench/desk/authors.test.ts',
  'app/written-memo.test.ts',
  'e2e/chat.test.ts',
  'debate/hold-debate.test.ts',
  'e2e/debate.test.ts',
  'e2e/import.test.ts',
  'models/odd-servers.test.ts',
  'workbench/diagnose.test.ts',
  'reexecution/fork.test.ts',
  'e2e/process.test.ts',
];

/** Puts the longest test files first, and leaves the others to Vitest, which begins with the largest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = await super.sort(files);
    const first = LONGEST.flatMap((name) => rest.filter(({ moduleId }) => moduleId.endsWith(`/test/${name}`)));
    return [...first, ...rest.filter((file) => !first.includes(file))];
  }
}
