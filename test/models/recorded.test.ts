import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openRecordFile, verifyDebate } from '../../src/pitwall.ts';

const FOLDER = fileURLToPath(new URL('../fixtures/records/', import.meta.url));

/** The other debates of language models, and what they have in common: corpus.test.ts. */
describe('a debate in which language models sat in the seats', () => {
  it.each(['step-time', 'trailers'])('comes out as recorded, with every live call forbidden: %s', async (name) => {
    const { store, id } = openRecordFile(`${FOLDER}${name}.language-models.jsonl`);
    const report = await verifyDebate({ store, id });
    expect(report.stopped).toBeNull();
    expect(report.equal).toBe(true);
    store.close();
  });
});
