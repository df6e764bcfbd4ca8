import { ofRecent } from '../core/once.ts';

/** Every line under which a prompt of ours lists something, as it begins; a test holds the list to the prompts. */
const HEADINGS = [
  'The card says who you are',
  'Rules of the table:',
  'How a turn is filled in',
  'How you think:',
  'Strengths:',
  'Growth areas:',
  'Where you were:',
  'This is how you write',
  'Your boundary:',
  'Options, and the inputs that each sets:',
  'Facts:',
  'Set by options:',
  'Quantities, how each follows for an option:',
  'What options are judged by:',
  'Said without a number:',
  'What could be measured:',
  'What is to be done where an option is chosen:',
  'Data files for tools:',
  'At the table beside you',
  'Where they stood:',
  'What changed:',
  'Still open:',
  'Conceded:',
  'Said:',
  'Said to you since:',
  'Answered for you:',
  'Your own results so far:',
  'Heard since the debate began:',
  'Your sheet, from what you know',
  'Proposed, and seconded by nobody yet:',
  'Others have it otherwise:',
  'What you said and no longer holds:',
  'What would turn it on your sheet',
  'Two uncertain facts bad at once',
  'The figures above begin today',
  'Settled so far',
  'Without an owner so far',
  'Before you speak:',
];

/** What people put before a heading, and what hides in it. */
const DECORATION = /^[\s\p{Cf}#*_>~`\\|.-]+|\p{Cf}+/gu;

const plain = (text: string) =>
  text
    .slice(0, 200)
    .normalize('NFKC')
    .replace(DECORATION, '')
    .replace(/[*_`~]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?: ?/g, ':')
    .toLowerCase();

const KNOWN = HEADINGS.map(plain);

/** The same lines stand in the prompt of every turn. */
const MOST_LINES = 1_024;
/** Whether a line could pass for one of ours under which a prompt lists something, whatever its case, width and decoration. */
export const looksLikeHeading = ofRecent(MOST_LINES, (line: string): boolean => {
  const begins = plain(line);
  const withColon = `${begins}:`;
  return KNOWN.some((heading) => begins.startsWith(heading) || heading === withColon);
});
