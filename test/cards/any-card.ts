import fc from 'fast-check';

const word = fc.constantFrom(
  'cache',
  'ledger',
  'winch',
  'harbour',
  'tide',
  'copper',
  'lathe',
  '파도',
  '등대',
  '밧줄',
  '항구',
  '나침반',
  '돛대',
  '조선소',
  'dock9',
  'pier41',
  'x2',
);
const phrase = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
const sentence = phrase.map((text) => `${text}.`);
const lines = (line: fc.Arbitrary<string>, most = 4) =>
  fc.array(line, { minLength: 1, maxLength: most }).map((list) => list.join('\n'));
const bullets = (item: fc.Arbitrary<string>) => lines(item.map((text) => `- ${text}`));
const heading = (names: readonly string[]) =>
  fc.tuple(fc.constantFrom('', '🧭 ', '🛠️ '), fc.constantFrom(...names)).map(([mark, name]) => `${mark}${name}`);
const fence = (language: string, body: fc.Arbitrary<string>) =>
  body.map((text) => `\`\`\`${language}\n${text}\n\`\`\``);

const row = fc
  .tuple(
    fc.constantFrom('Team', '소속', 'Education', '학력', 'Languages', 'Hobby', 'Philosophy', 'Experience', '병역'),
    phrase,
  )
  .map(([name, value]) => `| **${name}** | ${value} |`);
const table = lines(row, 6).map((rows) => `| Attribute | Value |\n|---|---|\n${rows}`);

const rule = fc
  .tuple(word, phrase)
  .map(([, then], index = 0) => `    if self.check_${index}(x):\n        return "${then}"`);
const framework = fc
  .tuple(phrase, sentence, fc.option(fence('python', lines(rule))))
  .map(([name, text, code]) => `**${name}**\n${text}${code === null ? '' : `\n\n${code}`}`);

const yaml = fence(
  'yaml',
  lines(
    fc
      .tuple(fc.integer({ min: 0, max: 99 }), fc.array(phrase, { minLength: 1, maxLength: 3 }), fc.option(phrase))
      .map(
        ([key, items, note]) =>
          `group_${key}:${note === null ? '' : ` # ${note}`}\n${items.map((item) => `  - "${item}"`).join('\n')}`,
      ),
    3,
  ),
);
const toolList = bullets(fc.tuple(word, phrase).map(([name, items]) => `**${name}**: ${items}, ${name}`));

const job = fc
  .tuple(phrase, fc.integer({ min: 1990, max: 2020 }), phrase, bullets(sentence), fc.boolean())
  .map(([employer, year, role, items, months]) =>
    months
      ? `**${employer} (${year}.03-${year + 2}.11)** - ${role}\n${items}`
      : `**${employer} (${year}-${year + 2})** - ${role}\n${items}`,
  );
const said = fc.oneof(
  phrase.map((text) => `"${text}"`),
  fc.tuple(phrase, phrase).map(([a, b]) => `"${a}\n${b}"`),
);
const messages = fc.oneof(
  fence(
    '',
    fc.array(said, { minLength: 1, maxLength: 4 }).map((list) => list.join('\n\n')),
  ),
  bullets(phrase),
  fc.tuple(phrase, said).map(([intro, text]) => `\`\`\`\n${intro} :\n\n${text}\n\`\`\``),
);
const feedback = fc.oneof(
  fence(
    '',
    fc
      .array(
        fc.tuple(said, phrase).map(([text, by]) => `${text}\n— ${by}`),
        { minLength: 1, maxLength: 3 },
      )
      .map((list) => list.join('\n\n')),
  ),
  fc.tuple(phrase, phrase).map(([by, text]) => `**From ${by}:**\n> "${text}"`),
);
const points = fc.oneof(
  lines(sentence),
  phrase.map((text) => `${text}, ${text}`),
  bullets(fc.tuple(word, phrase).map(([name, text]) => `**${name}**: ${text}`)),
);
const loose = fc.oneof(
  sentence,
  bullets(phrase),
  fence('bash', lines(phrase)),
  fence(
    'markdown',
    phrase.map((text) => `## ${text}\n### Strengths`),
  ),
);

const section = (names: readonly string[], body: fc.Arbitrary<string>, depth = '##') =>
  fc.tuple(heading(names), body).map(([name, text]) => `${depth} ${name}\n\n${text}`);

const part = fc.oneof(
  section(['Quick Reference Card', '기본 정보'], table),
  section(
    ['Thinking Patterns', '사고 방식'],
    fc
      .tuple(fc.option(phrase), lines(framework, 2))
      .map(([under, text]) => (under === null ? text : `### ${under}\n\n${text}`)),
  ),
  section(
    ['Tool Chain (도구 체인)', '기술 스택'],
    fc
      .tuple(fc.option(phrase), fc.oneof(yaml, toolList, loose))
      .map(([under, text]) => (under === null ? text : `### ${under}\n\n${text}`)),
  ),
  section(
    ['Career Path', '경력'],
    fc.array(fc.oneof(job, loose), { minLength: 1, maxLength: 3 }).map((list) => list.join('\n\n')),
  ),
  section(['Slack Messages', '메시지'], messages),
  section(['Feedback from Team', '동료 평가'], feedback),
  section(['Personality', '성격'], lines(sentence)),
  section(['Strengths', '강점'], points, '###'),
  section(['Growth Areas', '보완점'], points, '###'),
  section(
    ['Rituals', '취미', 'Dependencies'],
    fc.array(loose, { minLength: 1, maxLength: 3 }).map((list) => list.join('\n\n')),
  ),
);
const footer = fc.option(
  phrase.map((text) => `---\n\n*Document Version: 1.2*\n*Author: ${text} (Q-7)*\n*Mood: ${text}*`),
  { nil: '' },
);

/** A card of any make: parts of the format in any order and number, with text that is in no card. */
export const anyCard: fc.Arbitrary<string> = fc
  .tuple(fc.array(part, { maxLength: 7 }), footer)
  .map(([parts, end]) => ['# Q-9: 돛대 (Mast)\n## "Winch" | 조선소 | Keel Engineer', ...parts, end].join('\n\n'));
