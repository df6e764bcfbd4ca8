import { escaped } from '../core/pattern.ts';

const END = /(?<=[.?!…])\s+/;

/** A text with each of its sentences put as told. */
export const bySentence = (text: string, put: (sentence: string) => string | readonly string[]): string =>
  text.split(END).flatMap(put).join(' ');

/** A name where it stands as a word of its own; what a language puts behind it may follow. */
export const namePattern = (name: string, flags: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?!\\p{Script=Latin})`, flags);
