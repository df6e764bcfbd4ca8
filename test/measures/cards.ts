import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { JsonObject } from '../../src/cards/exchange/json.ts';
import { stringsIn } from '../../src/cards/exchange/json.ts';
import { cutRemainder } from '../../src/cards/exchange/remainder.ts';
import { exportMember, importCard, loadTeam, withCard } from '../../src/project/index.ts';
import { isPng, pngTexts } from '../../src/project/png-texts.ts';
import { pitwall } from '../e2e/cli.ts';

/** How much of a file is found again behind its import, and whether it survives import, export and import. */
export interface MeasuredCard {
  file: string;
  format: string;
  strings: number;
  /** Found in the card, where a person reads and edits them. */
  inCard: number;
  /** Found only in what is kept of the source. */
  onlyKept: number;
  lost: string[];
  /** The export holds the source: the same values under the same names, and for V1 and V2 those that V3 adds. */
  holdsSource: boolean;
  /** A second import and export give the same bytes as the first. */
  isSteady: boolean;
}

/** Words without what Markdown and macros put between them. */
const plain = (text: string, { char, user }: { char: string; user: string }) =>
  text
    .replaceAll(/\{\{char\}\}|<(?:bot|char)>/gi, char)
    .replaceAll(/\{\{user\}\}|<user>/gi, user)
    .replaceAll(/^[ \t]*\\/gm, '')
    .replaceAll(/\\([\\`*_[\]<>|~&!#{}])/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Every JSON object of a file, and every other text of a picture. */
function sourcesOf(bytes: Uint8Array): { main: JsonObject; others: unknown[] } {
  const refuse = (found: string) => new Error(found);
  if (!isPng(bytes)) return { main: JSON.parse(new TextDecoder().decode(bytes).replace(/^\uFEFF/, '')), others: [] };
  const texts = pngTexts(bytes, (found) => refuse(found) as never);
  const read = texts.map(({ keyword, text }) => ({
    keyword,
    value: /^(?:chara|ccv3)$/i.test(keyword)
      ? (JSON.parse(
          text.trimStart().startsWith('{') ? text : Buffer.from(text, 'base64').toString('utf8'),
        ) as JsonObject)
      : text,
  }));
  const main =
    read.find(({ keyword }) => keyword.toLowerCase() === 'ccv3') ??
    read.find(({ keyword }) => keyword.toLowerCase() === 'chara');
  return { main: main?.value as JsonObject, others: read.filter((one) => one !== main).map(({ value }) => value) };
}

export function measureCard(file: string): MeasuredCard {
  const bytes = readFileSync(file);
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-cards-'));
  try {
    mkdirSync(join(folder, 'personas'));
    const back = (written: string) => {
      const card = join(folder, 'personas', 'imported.md');
      writeFileSync(card, written);
      const { member } = withCard(loadTeam({ projectDir: folder }), card);
      return exportMember(member, { projectDir: folder }).json;
    };
    const first = importCard(file, { projectDir: folder });
    const exported = back(first.written);
    const again = join(folder, `${basename(file).replace(/\.\w+$/, '')}.json`);
    writeFileSync(again, JSON.stringify(exported));
    const second = importCard(again, { projectDir: folder });
    const { main, others } = sourcesOf(bytes);
    const { block } = cutRemainder(first.written);
    const opening = block?.indexOf('{') ?? -1;
    const kept = block === null ? null : JSON.parse(block.slice(opening, block.lastIndexOf('}') + 1));
    const names = kept?.names ?? { char: '{{char}}', user: '{{user}}' };
    const words = plain(first.text, names);
    const verbatim = new Set(stringsIn(kept?.source ?? {}).map(({ text }) => text));
    for (const { text } of stringsIn(kept?.png ?? {})) verbatim.add(text);
    const said = [main, ...others]
      .flatMap((source) => stringsIn(source as JsonObject))
      .filter(({ text }) => text.trim() !== '');
    const isInCard = (text: string) => words.includes(plain(text, names));
    const lost = said.filter(({ path, text }) => {
      // The older copy in a picture says the version of its own format.
      const isVersion = path.length === 1 && /^spec(?:_version)?$/.test(String(path[0]));
      return !isVersion && !verbatim.has(text) && !isInCard(text);
    });
    const inCard = said.filter(({ text }) => !verbatim.has(text) && isInCard(text)).length;
    return {
      file: basename(file),
      format: first.source?.format ?? 'profile',
      strings: said.length,
      inCard,
      onlyKept: said.length - inCard - lost.length,
      lost: lost.map(({ path }) => path.join('.')),
      holdsSource: holds(exported, main),
      isSteady:
        isDeepStrictEqual(back(second.written), exported) &&
        (first.source?.format !== second.source?.format || second.text === first.text),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** V3 and TinyTroupe come back as they are; of V1 and V2 every value is there, moved to where V3 has it. */
function holds(exported: JsonObject, source: JsonObject): boolean {
  if (isDeepStrictEqual(exported, source)) return true;
  if ('data' in source && source['spec'] === 'chara_card_v3') return false;
  if (exported['spec'] !== 'chara_card_v3') return false;
  const data = exported['data'] as JsonObject;
  const inner = (source['data'] ?? {}) as JsonObject;
  const older: Record<string, string> = {
    char_name: 'name',
    char_persona: 'description',
    world_scenario: 'scenario',
    char_greeting: 'first_mes',
    example_dialogue: 'mes_example',
  };
  return (
    Object.entries(inner).every(([key, value]) => isDeepStrictEqual(data[key], value)) &&
    Object.entries(source).every(
      ([key, value]) =>
        /^(?:spec|spec_version|data)$/.test(key) ||
        isDeepStrictEqual(exported[key], value) ||
        isDeepStrictEqual(data[older[key] ?? key], value),
    )
  );
}

/** What keeps an imported card from being shown, linted without an error, tried and heard in a debate; null when nothing does. */
async function notAtWork(file: string): Promise<string | null> {
  const cwd = mkdtempSync(join(tmpdir(), 'pitwall-cards-'));
  try {
    const said = async (...args: string[]) => {
      const { code, stdout, stderr } = await pitwall(args, { cwd });
      if (stderr !== '' && code > 1) throw new Error(`${args[0]} ${args[1]}: ${stderr.trim()}`);
      return JSON.parse(stdout);
    };
    const { card } = await said('persona', 'import', resolve(file), '--out', 'personas/', '--json');
    await said('persona', 'show', card.id, '--json');
    const { errors } = await said('persona', 'lint', card.id, '--json');
    if (errors > 0) return `${errors} errors of the linter`;
    await said('persona', 'try', card.id, '--scenario', 'spike-at-12k', '--json');
    const { turns } = await said('run', 'spike-at-12k', '--cast', `+${card.id}`, '--rounds', '1', '--json');
    return turns.some(({ speaker }: { speaker: string }) => speaker === card.id) ? null : 'no turn in the debate';
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

async function main(paths: readonly string[], isTried: boolean): Promise<void> {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .sort()
          .map((name) => join(path, name))
      : [path],
  );
  const measured = files.map((file) => {
    try {
      return measureCard(file);
    } catch (error) {
      return { file: basename(file), refused: error instanceof Error ? error.message.split('\n')[0] : String(error) };
    }
  });
  for (const one of measured) {
    if ('refused' in one) {
      console.log(`${one.file}  refused: ${one.refused}`);
      continue;
    }
    const share = one.strings === 0 ? 100 : ((one.strings - one.lost.length) / one.strings) * 100;
    const round =
      one.holdsSource && one.isSteady
        ? 'round trip equal'
        : `round trip DIFFERS (source ${one.holdsSource}, steady ${one.isSteady})`;
    console.log(
      `${one.file}  ${one.format}  ${share.toFixed(1)} % of ${one.strings} strings (${one.inCard} in the card, ${one.onlyKept} kept)  ${round}`,
    );
    if (one.lost.length > 0) console.log(`  lost: ${one.lost.slice(0, 5).join(', ')}`);
  }
  const read = measured.flatMap((one) => ('refused' in one ? [] : [one]));
  const whole = read.filter((one) => one.lost.length === 0).length;
  const equal = read.filter((one) => one.holdsSource && one.isSteady).length;
  console.log(
    `${measured.length} files: ${whole} without loss, ${equal} round trips equal, ${measured.length - read.length} refused`,
  );
  if (!isTried) return;
  const idle: string[] = [];
  for (const file of files) {
    const why = await notAtWork(file);
    if (why !== null) idle.push(`${basename(file)}: ${why}`);
  }
  for (const one of idle) console.log(one);
  console.log(`${files.length - idle.length} of them are shown, linted without an error, tried, and speak in a debate`);
}

if (process.argv[1]?.endsWith('measures/cards.ts') === true) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { debate: { type: 'boolean' } } });
  await main(positionals, values.debate === true);
}
