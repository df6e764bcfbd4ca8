import { PitwallError } from '../../src/core/error.ts';

/** A profile of three closed fields, a reply, and what people said of it. */
export interface KvpiItem {
  profile: { constellation: string; location: string; gender: string };
  reply: string;
  label: 'irrelevant' | 'entailed' | 'contradicted';
  field: 'gender' | 'location' | 'constellation';
}

// The order of the names in the published scoring script is wrong; this one agrees with the explicit self-claims.
const LABELS = ['irrelevant', 'entailed', 'contradicted'] as const;
const FIELDS = ['gender', 'location', 'constellation'] as const;

/**
 * Reads KvPI's tab-separated test file (Song et al. 2020). Quotes around values come and go in it.
 * Throws DATA_INVALID with the line.
 */
export function readKvpi(text: string, file: string): KvpiItem[] {
  return text.split('\n').flatMap((row, index) => (row.trim() === '' ? [] : [itemFrom(row, file, index + 1)]));
}

function itemFrom(row: string, file: string, line: number): KvpiItem {
  const [said = '', label = '', field = ''] = row.split('\t');
  const [, profile = '', reply] = /^\{(.*?)\}\s*<SEP>\s?(.*)$/su.exec(said) ?? [];
  const [labelName, fieldName] = [LABELS[Number(label)], FIELDS[Number(field)]];
  if (reply === undefined || labelName === undefined || fieldName === undefined)
    throw new PitwallError(
      'DATA_INVALID',
      'expected `{profile} <SEP> reply`, a label 0..2 and a field 0..2 between tabs',
      {
        place: { file, line },
      },
    );
  const fieldOf = (key: string) => new RegExp(`'${key}'\\s*:\\s*'?([^',}]*)`, 'u').exec(profile)?.[1]?.trim() ?? '';
  return {
    profile: { constellation: fieldOf('constellation'), location: fieldOf('loc'), gender: fieldOf('gender') },
    reply,
    label: labelName,
    field: fieldName,
  };
}
