import { readFileSync } from 'node:fs';
import type { SpokenTurn } from '../../../src/fidelity/index.ts';

export interface LabelledTurn {
  turn: SpokenTurn;
  /** `ok`, `ok:KIND` of what looks corrupted and is not, or the class of the corruption. */
  label: string;
  isCorrupted: boolean;
}

export const LABELLED_FILES = [
  'labelled.txt',
  'labelled-2.txt',
  'labelled-3.txt',
  'labelled-4.txt',
  'labelled-5.txt',
  'labelled-6.txt',
  'labelled-7.txt',
  'labelled-8.txt',
  'labelled-9.txt',
  'labelled-10.txt',
] as const;

/** Turns of a list beside this file: `persona | lang | class | utterance | context`. */
export function labelledTurns(file: string): LabelledTurn[] {
  const rows = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n');
  return rows.flatMap((row, index): LabelledTurn[] => {
    if (row === '' || row.startsWith('#') || /^\[[\w:]+\]$/.test(row)) return [];
    const [persona = '', lang = '', label = '', ...rest] = row.split(' | ');
    // A turn that leaks a table has bars of its own.
    const hasContext = rest.length === 2 && !/^[|[]/.test(rest[0] ?? '');
    const utterance = (hasContext ? (rest[0] ?? '') : rest.join(' | ')).replaceAll('\\n', '\n');
    const context = hasContext ? [contextFrom(rest[1] ?? '')] : [];
    const turn = { id: `${file}:${index + 1}`, persona, lang, utterance, context };
    return [{ turn, label, isCorrupted: !label.startsWith('ok') }];
  });
}

function contextFrom(text: string) {
  const [, speaker, said] = /^(\p{L}+): (.+)$/u.exec(text) ?? [];
  return speaker === undefined || said === undefined ? { text } : { speaker: speaker.toLowerCase(), text: said };
}
