import type { RootContent } from 'mdast';
import type { PersonaCard } from '../core/card.ts';
import { splitPoints } from './lists.ts';
import { lineOf, textOf } from './markdown.ts';

type Point = PersonaCard['strengths'][number];
type Dependency = PersonaCard['dependencies'][number];

/** List items as they are; a paragraph's line breaks, sentences or commas part it. */
export function readPoints(nodes: readonly RootContent[]): { found: Point[]; rest: RootContent[] } {
  const points: Point[] = [];
  const rest: RootContent[] = [];
  for (const node of nodes) {
    if (node.type === 'list') {
      for (const item of node.children)
        points.push({ text: item.children.map(textOf).join(' ').trim(), line: lineOf(item) });
    } else if (node.type === 'paragraph') {
      const lines = textOf(node).split('\n');
      // A sentence may run over a line break: then the paragraph is one text, else each line has its own number.
      const pieces =
        lines.length > 1 && lines.slice(0, -1).every((text) => /[.!?。,，]\s*$/.test(text)) ? lines : [lines.join(' ')];
      pieces.forEach((piece, index) => {
        for (const text of splitPoints(piece.replace(/[,，]\s*$/, '')))
          points.push({ text, line: lineOf(node) + index });
      });
    } else if (node.type !== 'thematicBreak') rest.push(node);
  }
  return { found: points.filter(({ text }) => text !== ''), rest };
}

const NAME = '[A-Z][A-Za-z]+';
const NAMES = `${NAME}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s*(?:and|&|/|·|와|과|및)\\s*)${NAME})*`;

/** Only particles of persons: `Kubernetes에 의존` is no colleague. */
const KOREAN = new RegExp(
  `^(.*?)\\s*(${NAMES})(?:에게|한테|께)\\s*(?:\\S+\\s+){0,2}?(?:의존|기대|기댄|기댐|맡기|맡긴|맡김|넘기|넘긴|넘김|도움)`,
  'u',
);
const VERB =
  '(?:[Rr]el(?:y|ies|ying)|[Dd]epend(?:s|ing|ent)?|[Ll]ean(?:s|ing)?|[Cc]ount(?:s|ing)?) (?:heavily |mostly |entirely )?(?:up)?on|[Dd]efer(?:s|ring)? to';
const ENGLISH_FOR = new RegExp(`\\b(?:${VERB}) (${NAMES})\\b,? (?:for|when it comes to|with|in) (.+)$`, 'u');
const ENGLISH_TOPIC_FIRST = new RegExp(
  `^(.+?)(?:\\s*[:：,—–-])?\\s+(?:(?:still|often|mostly|always)\\s+)?(?:${VERB}) (${NAMES})\\b`,
  'u',
);

const trimTopic = (text: string) =>
  text
    .replace(/^(?:\d+[.)]\s*)?(?:[^:：]*[:：]\s*)?/u, '')
    .replace(/^(?:for|on|with|in|when it comes to)\s+/iu, '')
    .replace(/[.。\s]+$/u, '')
    .replace(/(?:에\s*대해서는|에서는|에서|은|는|을|를|만은|만)$/u, '')
    .replace(/\s*(?:측면|부분|쪽)$/u, '')
    .trim();

/** Who a growth area names as the one to turn to: `{on, topic}`, one for each colleague. `software` are names that are no people. */
export function readDependencies(points: readonly Point[], software: ReadonlySet<string>): Dependency[] {
  return points.flatMap(({ text: quote, line }) => {
    const korean = KOREAN.exec(quote);
    const english = ENGLISH_FOR.exec(quote);
    const topicFirst = ENGLISH_TOPIC_FIRST.exec(quote);
    const [names = '', said = ''] = korean
      ? [korean[2], korean[1]]
      : english
        ? [english[1], english[2]]
        : topicFirst
          ? [topicFirst[2], topicFirst[1]]
          : [];
    const label = /^([^:：]+)[:：]/u.exec(quote)?.[1] ?? '';
    const topic = trimTopic(said) || label.trim();
    const people = (names.match(new RegExp(NAME, 'g')) ?? []).filter((name) => !software.has(name.toLowerCase()));
    return topic === '' ? [] : people.map((on) => ({ on, topic, quote, line }));
  });
}
