import type { Table } from 'mdast';
import type { PersonaCard } from '../core/card.ts';
import { plainLabel } from './headings.ts';
import { splitBrackets, splitCommas, splitDegrees, unquote } from './lists.ts';
import { lineOf, textOf } from './markdown.ts';
import type { Spans } from './spans.ts';

type Field =
  | 'id'
  | 'name'
  | 'aliases'
  | 'callsign'
  | 'team'
  | 'role'
  | 'specialization'
  | 'experience'
  | 'location'
  | 'timezone'
  | 'languages'
  | 'education'
  | 'military'
  | 'philosophy';

const LABELS: Record<Field, readonly string[]> = {
  id: ['id', '아이디', '식별자'],
  name: ['name', '이름', '성명'],
  aliases: ['aliases', 'alias', '별칭', '별명'],
  callsign: ['callsign', 'call sign', '콜사인', '호출명'],
  team: ['team', '팀', '소속'],
  role: ['role', '역할', '직책', '직무'],
  specialization: ['specialization', 'specialisation', 'specialty', '전문 분야', '전문분야'],
  experience: ['experience', '경력', '경력 연수'],
  location: ['location', '위치', '근무지', '거주지'],
  timezone: ['timezone', 'time zone', '시간대'],
  languages: ['languages', '언어'],
  education: ['education', '학력', '교육'],
  military: ['military', 'military service', '병역', '군복무', '군 복무'],
  philosophy: ['philosophy', '철학', '신조'],
};

const FIELD_OF = new Map(
  (Object.keys(LABELS) as Field[]).flatMap((field) => LABELS[field].map((label) => [label, field] as const)),
);

export interface Reference {
  fields: Map<Field, { value: string; line: number }>;
  attributes: PersonaCard['attributes'];
}

/** Where a row of the table ends up in the card. */
const PART_OF: Partial<Record<Field, keyof PersonaCard>> = { id: 'documentId', name: 'names', aliases: 'names' };

/** Rows of `| **Attribute** | value |`; a second row of one field, and a row without a field, are attributes. */
export function readReference(tables: readonly Table[], spans: Spans): Reference {
  const reference: Reference = { fields: new Map(), attributes: [] };
  for (const { children } of tables) if (children[0] !== undefined) spans.node(children[0], 'attributes', true);
  for (const row of tables.flatMap((table) => table.children.slice(1))) {
    const [name = '', ...cells] = row.children.map((cell) => textOf(cell).trim());
    const value = cells.filter((cell) => cell !== '').join(' | ');
    const line = lineOf(row);
    const field = FIELD_OF.get(plainLabel(name));
    if (name === '' && value === '') continue;
    if (field === undefined || value === '' || reference.fields.has(field)) {
      reference.attributes.push({ name, value, line });
      spans.node(row, 'attributes');
    } else {
      reference.fields.set(field, { value, line });
      const part = PART_OF[field] ?? (field as Exclude<Field, 'id' | 'name' | 'aliases'>);
      row.children.forEach((cell, index) => {
        spans.node(cell, part, index === 0);
      });
    }
  }
  return reference;
}

const NATURAL = new Set(
  (
    'korean 한국어 english 영어 japanese 일본어 chinese 중국어 mandarin 만다린 cantonese 광둥어 german 독일어 french 프랑스어 불어 ' +
    'spanish 스페인어 portuguese 포르투갈어 italian 이탈리아어 russian 러시아어 arabic 아랍어 hindi 힌디어 urdu 우르두어 bengali 벵골어 ' +
    'tamil 타밀어 turkish 터키어 persian 페르시아어 farsi hebrew 히브리어 dutch 네덜란드어 swedish 스웨덴어 norwegian 노르웨이어 ' +
    'danish 덴마크어 finnish 핀란드어 polish 폴란드어 ukrainian 우크라이나어 czech 체코어 greek 그리스어 vietnamese 베트남어 thai 태국어 ' +
    'indonesian 인도네시아어 malay 말레이어 filipino tagalog swahili 스와힐리어 hungarian 헝가리어 romanian 루마니아어 latin 라틴어'
  ).split(' '),
);

export function readLanguages(value: string): PersonaCard['languages'] {
  return splitCommas(value).map((entry) => {
    const { name, inside } = splitBrackets(entry);
    return { name, level: inside, kind: NATURAL.has(name.toLowerCase()) ? 'natural' : 'programming' };
  });
}

/** `김도윤 (Kim Doyun)`: which is which is told by the script; given names are aliases. */
export function readNames(values: readonly string[], more: readonly string[]): PersonaCard['names'] {
  const aliases = new Set<string>();
  let ko: string | undefined;
  let en: string | undefined;
  for (const value of values) {
    const { name, inside } = splitBrackets(value);
    for (const part of [name, inside].filter((text) => text !== '')) {
      if (/\p{Script=Hangul}/u.test(part)) ko ??= part;
      else en ??= part;
      if (part !== ko && part !== en) aliases.add(part);
    }
  }
  if (ko !== undefined && /^\p{Script=Hangul}{3,4}$/u.test(ko)) aliases.add(ko.slice(-2));
  const words = en?.split(/\s+/) ?? [];
  // Beside a Korean name the romanised one has the family name first.
  if (words.length > 1) aliases.add((ko === undefined ? words[0] : words.slice(1).join(' ')) as string);
  for (const alias of more) aliases.add(alias);
  return { ...(ko === undefined ? {} : { ko }), ...(en === undefined ? {} : { en }), aliases: [...aliases] };
}

/** The typed fields of the table that need no other part of the card. */
export function readFields({ fields }: Reference) {
  const text = (field: Field) => fields.get(field)?.value;
  const optional = (field: 'team' | 'experience' | 'location' | 'timezone' | 'military') => {
    const value = text(field);
    return value === undefined ? {} : { [field]: value };
  };
  const philosophy = text('philosophy');
  return {
    ...optional('team'),
    ...optional('experience'),
    ...optional('location'),
    ...optional('timezone'),
    ...optional('military'),
    ...(philosophy === undefined ? {} : { philosophy: unquote(philosophy) }),
    specialization: splitCommas(text('specialization') ?? ''),
    languages: readLanguages(text('languages') ?? ''),
    education: splitDegrees(text('education') ?? ''),
  };
}
