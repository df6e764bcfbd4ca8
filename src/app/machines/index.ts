export { importInto, openMirror } from '../../store/postgres/mirror.ts';
export type { Health } from './doctor.ts';
export { diagnose } from './doctor.ts';
export { evaluationsOnMachines, rowsOnMachines, runOnMachines, standingOnMachines } from './run.ts';
export type { WorkerNotice } from './work.ts';
export { workOnDebates } from './work.ts';
