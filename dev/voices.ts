import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Language, Register } from '../src/core/language.ts';
import { randomFrom } from '../src/core/random.ts';
import type { Voice } from '../src/core/voice.ts';
import { mergeVoices } from '../src/voices/merge.ts';
import { parseVoice } from '../src/voices/parse.ts';
import { SYMBOLS } from '../src/voices/symbols.ts';
import { capitalised, expand } from '../src/wording/expand.ts';
import { sampleOf } from './voice-samples.ts';

/** Prints voices with sample content, to be read aloud: `npm run voices -- pulse --language ko --count 10 --symbol open`. */
const FOLDER = new URL('../personas/voices/', import.meta.url);
/** Terms that a junior has explained: no voice. */
const TERMS = 'terms.yaml';
const REGISTERS: Record<Language, Register[]> = { ko: ['plain', 'polite', 'formal'], en: ['polite'] };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    language: { type: 'string', short: 'l', multiple: true, default: ['ko', 'en'] },
    register: { type: 'string', short: 'r', multiple: true },
    symbol: { type: 'string', short: 's', multiple: true },
    tag: { type: 'string', short: 't', multiple: true, default: [] },
    count: { type: 'string', short: 'n', default: '6' },
  },
});

function voiceIn(file: string): Voice {
  return parseVoice(readFileSync(new URL(file, FOLDER), 'utf8'), `personas/voices/${file}`);
}

function print(voice: Voice, language: Language, register: Register, symbol: string): void {
  const slots = SYMBOLS[symbol];
  const said = new Set<string>();
  for (let seed = 0; seed < Number(values.count); seed += 1) {
    const { text } = expand(
      symbol,
      {
        language,
        register,
        tags: new Set(values.tag),
        grammars: [voice[language]],
        fill(slot, random) {
          const content = slot.split(':')[0] ?? slot;
          const known = slots?.always.includes(content) || slots?.maybe.includes(content);
          return known ? sampleOf(language, slot, random) : null;
        },
      },
      randomFrom('read', symbol, seed),
    );
    said.add(language === 'en' ? capitalised(text) : text);
  }
  for (const text of said) console.log(`  ${text}`);
}

const generic = voiceIn('generic.yaml');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml') && file !== TERMS);
for (const file of files.filter((name) => positionals.length === 0 || positionals.includes(basename(name, '.yaml')))) {
  const voice = mergeVoices(voiceIn(file), generic);
  for (const language of values.language as Language[]) {
    for (const register of REGISTERS[language].filter((each) => values.register?.includes(each) ?? true)) {
      for (const symbol of values.symbol ?? Object.keys(SYMBOLS)) {
        console.log(`\n${basename(file, '.yaml')} ${language} ${register} ${symbol}`);
        print(voice, language, register, symbol);
      }
    }
  }
}
