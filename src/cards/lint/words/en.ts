import type { CardWords } from '../finding.ts';

const WHAT = { documentId: 'document id', callsign: 'callsign', name: 'name' };
const LANGUAGES = { ko: 'Korean', en: 'English' };
const rounded = (ratio: number) => String(Math.round(ratio * 10) / 10);
const MOST_CANDIDATES = 6;

/** What lint says of a card, in English. */
export const EN: CardWords = {
  'tokens.differ': ({ here, code, line }) =>
    `${rounded(here)} tokens per parameter here, but ${rounded(code)} in the code on line ${line}`,
  'experience.years': ({ years, first, line, since, until }) =>
    `${years} years of experience, but the first job starts in ${first} (line ${line}), ${since} years before ${until}`,
  'career.backwards': ({ employer, from, to }) => `${employer} ends in ${to}, before it begins in ${from}`,
  'career.overlap': ({ employer, from, other, line, until }) =>
    `${employer} begins in ${from}, but ${other} (line ${line}) ends in ${until}`,
  'career.elsewhere': ({ name, from, to, employer, period, line }) =>
    `${name} ${from}-${to} here, but ${employer} ${period} on line ${line}`,
  'identity.differs': ({ what, here, table }) => `the ${WHAT[what]} is \`${here}\` here, but \`${table}\` in the table`,

  'front-matter.value-rank': ({ value, rank, line, text }) =>
    `\`${value}\` is number ${rank} of the values, but the text supports it most (line ${line}: ${text})`,
  'front-matter.value-against': ({ value, line, text }) =>
    `\`${value}\` is the first value, but the text speaks against it (line ${line}: ${text})`,
  'front-matter.value-unsupported': ({ value }) => `nothing in the text supports \`${value}\``,
  'front-matter.no-growth-area': ({ topic, on }) => `\`${topic}\` is left to ${on}, but no growth area says so`,
  'front-matter.not-deferred': ({ topic, on, line }) =>
    `${topic} depends on ${on}, but \`defers\` on line ${line} leaves nothing to ${on}`,
  'front-matter.pronoun': ({ stated, read, line }) =>
    `the pronoun is \`${stated}\`, but the text says \`${read}\` (line ${line})`,
  'register.differs': ({ to, stated, line, read }) =>
    `the register toward ${to} is ${stated}, but the message on line ${line} is ${read}`,

  'uncertain.guess': ({ column, text, candidates }) => {
    const shown = candidates.slice(0, MOST_CANDIDATES).join(' ');
    const among = candidates.length > 1 ? `, one of ${shown}${candidates.length > MOST_CANDIDATES ? ' …' : ''}` : '';
    return `column ${column}: \`${text}\` is a guess${among}; correct it, then delete its entry in the front matter`;
  },

  'thin.frameworks': () => 'no framework describes how the member thinks',
  'thin.rules': () => 'no rule says what the member advises and when',
  'thin.specialization': () => 'no specialization',
  'thin.philosophy': () => 'no philosophy',
  'thin.career': () => 'no career',
  'thin.personality': () => 'the personality is nearly empty',
  'thin.strengths': ({ count }) => (count === 0 ? 'no strengths' : `only ${count} strength${count === 1 ? '' : 's'}`),
  'thin.growth-areas': () => 'no growth area, so there is nothing to concede',
  'unscored.language': ({ language, count, enough }) =>
    `cannot be scored: how the member writes ${LANGUAGES[language]} (${count} of ${enough} example messages)`,
  'unscored.addressees': ({ names }) =>
    `cannot be scored: how the member speaks to ${names.join(', ')} (no message to them)`,
  'unscored.rules': () => 'cannot be scored: whether the member follows the rules of the card (there are none)',
  'unscored.limits': () => 'cannot be scored: whether the member knows their limits (the card states none)',

  'nobody.depends-on': ({ name }) => `depends on ${name}, who is not on the team`,
  'nobody.leaves-work-to': ({ name }) => `leaves work to ${name}, who is not on the team`,
  'nobody.relates-to': ({ name }) => `has a relationship with ${name}, who is not on the team`,
  'nobody.writes-to': ({ name }) => `writes to ${name}, who is not on the team`,
  'tool.unknown': ({ name }) => `lists \`${name}\`, which is not a tool`,
  'author.somebody-else': ({ author, documentId, member }) =>
    `the author is ${author} (${documentId}), but ${documentId} is ${member}`,
  'version.unchanged': ({ debate, version, line }) =>
    `the text differs from the card in debate ${debate}, but both have version ${version} (first new line: ${line})`,
};
