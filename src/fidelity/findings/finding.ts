import type { z } from 'zod';
import type { FindingOf, SentencesOf } from '../../core/finding.ts';
import { findingSchema } from '../../core/finding-schema.ts';
import { LAW_FINDINGS, LAW_STATEMENTS } from './law-findings.ts';
import { REPORT_FINDINGS } from './report-findings.ts';
import { TURN_FINDINGS } from './turn-findings.ts';

/** Every code of fidelity with the shape of its parameters. */
export const FINDINGS = { ...TURN_FINDINGS, ...LAW_FINDINGS, ...LAW_STATEMENTS, ...REPORT_FINDINGS };

/** What a scorer, a law or a report has to say, as data; `src/fidelity/words` has the sentences. */
export type Finding = FindingOf<typeof FINDINGS>;
/** Its type is written by name: spelled out, it would stand in each declaration that holds a finding. */
export const Finding: z.ZodType<Finding> = findingSchema(FINDINGS).meta({ id: 'Finding' });

export type LawFinding = FindingOf<typeof LAW_FINDINGS>;
export type LawStatement = FindingOf<typeof LAW_STATEMENTS>;

/** The sentences of one language. */
export type FindingWords = SentencesOf<typeof FINDINGS>;
