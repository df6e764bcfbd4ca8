import type { ListItem, Nodes, RootContent, Table } from 'mdast';
import type { PersonaCard } from '../core/card.ts';
import { plainLabel } from './headings.ts';
import { splitBrackets, splitCommas, splitDegrees, unquote } from './lists.ts';
import type { Source } from './markdown.ts';
import { lineOf, sourceOf, textOf } from './markdown.ts';
import type { Block } from './outline.ts';
import type { Reading } from './section-readers.ts';
import { isList, isTable } from './section-readers.ts';
import type { Span, Spans } from './spans.ts';

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

/** What a card says as a name and a value: a row of a table, or a line `**Role**: value`. */
interface Row {
  name: string;
  value: string;
  line: number;
  /** Where name and value stand in the text. */
  at: Pick<Span, 'start' | 'end' | 'isLabel'>[];
}

/** What stands at the head of a table of names and values, and says nothing of the person. */
const HEAD = new Set(
  (
    'attribute attributes field fields key property item category aspect name value values detail details description information info content ' +
    '항목 속성 필드 키 구분 분류 이름 값 내용 설명 정보 상세 세부'
  ).split(' '),
);

/**
 * Rows of a section that says who it is. Under the title, where prose may stand too, a line is a row only if its name is one of the
 * fields. A table that is none of names and values, and every other text, is left.
 */
export function readRows(source: Source, block: Block, isUnderTitle: boolean, spans: Spans): Reading<Row> {
  const found: Row[] = [];
  const restNodes: (RootContent | ListItem)[] = [];
  const take = (node: RootContent | ListItem, rows: Row[] | undefined) => {
    if (rows === undefined) restNodes.push(node);
    else found.push(...rows);
  };
  for (const node of block.nodes) {
    if (isTable(node)) take(node, rowsOfTable(node, spans));
    else if (isList(node)) for (const item of node.children) take(item, rowsOfLines(source, item, isUnderTitle));
    else take(node, rowsOfLines(source, node, isUnderTitle));
  }
  return { found, restNodes };
}

const stretch = (node: Nodes, isLabel: boolean) => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
  isLabel,
});

/** A row each, the first one too where it says more than what the columns are; or one row of names over one of values. */
function rowsOfTable({ children }: Table, spans: Spans): Row[] | undefined {
  const [head, ...body] = children;
  if (head === undefined) return undefined;
  const names = head.children.map((cell) => textOf(cell).trim());
  const isField = (name: string) => FIELD_OF.has(plainLabel(name));
  const isHead = names.every((name) => name === '' || HEAD.has(plainLabel(name)));
  const [values, second] = body;
  if (!isHead && names.filter(isField).length > 1) {
    if (values === undefined || second !== undefined || values.children.length < names.length) return undefined;
    return values.children.flatMap((cell, index) => {
      const label = head.children[index];
      if (label === undefined) return [];
      const at = [stretch(label, true), stretch(cell, false)];
      return [{ name: names[index] ?? '', value: textOf(cell).trim(), line: lineOf(cell), at }];
    });
  }
  if (isHead) spans.node(head, 'attributes', true);
  return (isHead ? body : children).map((row) => {
    const [name = '', ...cells] = row.children.map((cell) => textOf(cell).trim());
    return {
      name,
      value: cells.filter((cell) => cell !== '').join(' | '),
      line: lineOf(row),
      at: row.children.map((cell, index) => stretch(cell, index === 0)),
    };
  });
}

/** Lines `Role: value`, with the name in bold or not; undefined where one line is something else. */
function rowsOfLines(source: Source, node: RootContent | ListItem, isUnderTitle: boolean): Row[] | undefined {
  const [text, ...more] = node.type === 'listItem' ? node.children : [node];
  if (text?.type !== 'paragraph' || more.length > 0) return undefined;
  const written = sourceOf(source, [text]).split('\n');
  const plain = textOf(text).split('\n');
  if (written.length !== plain.length) return undefined;
  let start = text.position?.start.offset ?? 0;
  const rows = written.flatMap((raw, index): Row[] => {
    const [, name, value] = /^\s*([^:：]{1,40}?)\s*[:：]\s*(\S.*?)\s*$/u.exec(plain[index] ?? '') ?? [];
    const begin = start;
    start += raw.length + 1;
    if (name === undefined || value === undefined) return [];
    const isBold = /^\s*(?:\*\*|__)/.test(raw);
    if (!FIELD_OF.has(plainLabel(name)) && (isUnderTitle || !isBold)) return [];
    const colon = begin + raw.search(/[:：]/u);
    const at = [
      { start: begin, end: colon, isLabel: true },
      { start: colon, end: begin + raw.length, isLabel: false },
    ];
    return [{ name, value, line: lineOf(text) + index, at }];
  });
  return rows.length === written.length ? rows : undefined;
}

/** A second row of one field, and a row without a field, are attributes. */
export function readReference(rows: readonly Row[], spans: Spans): Reference {
  const reference: Reference = { fields: new Map(), attributes: [] };
  for (const { name, value, line, at } of rows) {
    const field = FIELD_OF.get(plainLabel(name));
    if (name === '' && value === '') continue;
    const isAttribute = field === undefined || value === '' || reference.fields.has(field);
    if (isAttribute) reference.attributes.push({ name, value, line });
    else reference.fields.set(field, { value, line });
    const part = isAttribute ? 'attributes' : (PART_OF[field] ?? (field as Exclude<Field, 'id' | 'name' | 'aliases'>));
    for (const { start, end, isLabel } of at) spans.add(start, end, part, isLabel && !isAttribute);
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
/** Words before a name by which nobody is called: forms of address, ranks and articles. */
const NO_NAME =
  /^(?:\p{L}{1,5}\.|mr|mrs|ms|mx|dr|sir|dame|lord|lady|doctor|prof|professor|captain|officer|agent|saint|the|an?)$/iu;

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
  const given = words.find((word) => /\p{L}/u.test(word) && !NO_NAME.test(word));
  // Beside a Korean name the romanised one has the family name first.
  const short = ko === undefined ? given : words.slice(1).join(' ');
  if (words.length > 1 && short !== undefined) aliases.add(short);
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
