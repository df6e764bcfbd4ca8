import { execFileSync } from 'node:child_process';
import fs, {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PitwallError } from '../../src/core/error.ts';
import { readUserFile } from '../../src/files/user-file.ts';
import { userText } from '../../src/files/user-text.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KIB = 1024;
const refuse = (what: string) => new PitwallError('FILE_UNREADABLE', `found ${what}`);
const read = (file: string, within?: string, most = 4 * KIB) =>
  Buffer.from(readUserFile(file, { most, within, refuse })).toString('utf8');
const refusal = (file: string, within?: string): string => {
  try {
    read(file, within);
    return 'read';
  } catch (error) {
    if (!(error instanceof PitwallError)) throw error;
    return error.sentence;
  }
};

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pitwall-files-'));
  mkdirSync(at('in/deeper'), { recursive: true });
  writeFileSync(at('in/plain'), 'plain');
  writeFileSync(at('in/deeper/plain'), 'deeper');
  writeFileSync(at('secret'), 'secret');
  writeFileSync(at('in/..plain'), 'dots');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file of a person', () => {
  it('is read whole, when it is empty as well, and up to its last byte', () => {
    writeFileSync(at('empty'), '');
    writeFileSync(at('full'), 'x'.repeat(4 * KIB));
    expect([read(at('in/plain')), read(at('empty')), read(at('full')).length]).toEqual(['plain', '', 4 * KIB]);
  });

  it.skipIf(process.platform === 'win32').each([
    ['a named pipe', 'a named pipe', () => execFileSync('mkfifo', [at('pipe')]) && 'pipe'],
    ['an endless device', 'a device', () => '/dev/zero'],
    ['a folder', 'a folder', () => 'in'],
    ['nothing', 'nothing', () => 'none'],
    ['a path through a file', 'nothing', () => 'secret/x'],
    ['a name with NUL', 'a name with a NUL in it', () => 'a\0b'],
    ['a name beyond what a file can have', 'a name that is too long for a file', () => 'x'.repeat(300)],
    [
      'links in a circle',
      'links that lead to one another',
      () => {
        symlinkSync('round', at('round'));
        return 'round';
      },
    ],
    [
      'a link to a device',
      'a device',
      () => {
        symlinkSync('/dev/zero', at('zero'));
        return 'zero';
      },
    ],
    [
      'one byte too many',
      'one of 5 KB, more than the 4 KB that are read',
      () => {
        writeFileSync(at('long'), 'x'.repeat(4 * KIB + 1));
        return 'long';
      },
    ],
    [
      'a gigabyte without content',
      'one of 1024 MB, more than the 4 KB that are read',
      () => {
        writeFileSync(at('sparse'), '');
        truncateSync(at('sparse'), 2 ** 30);
        return 'sparse';
      },
    ],
  ])('is none that is %s', (_, what, make) => {
    const name = make();
    expect(refusal(name.startsWith('/') ? name : at(name))).toBe(`found ${what}`);
  });

  it.skipIf(process.platform === 'win32')('is no socket', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(at('socket'), resolve));
    expect(refusal(at('socket'))).toBe('found something that is not a file');
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a file that has to be in a folder', () => {
  it('may be below it, under a name of dots, or behind a link that stays inside', () => {
    symlinkSync('deeper/plain', at('in/inside'));
    symlinkSync(at('in'), at('in-too'));
    expect(
      ['in/deeper/plain', 'in/..plain', 'in/inside', 'in-too/plain'].map((name) => read(at(name), at('in'))),
    ).toEqual(['deeper', 'dots', 'deeper', 'plain']);
  });

  it.each([
    ['itself', 'out', () => symlinkSync('../secret', at('in/out'))],
    ['absolutely', 'absolute', () => symlinkSync(at('secret'), at('in/absolute'))],
    ['by the folder around it', 'folder/secret', () => symlinkSync('..', at('in/folder'))],
    ['at the end of two links', 'second', () => symlinkSync('out', at('in/second'))],
  ])('is none that leads out of it %s', (_, name, make) => {
    make();
    expect(refusal(at(`in/${name}`), at('in'))).toBe('found a link that leads out of the folder');
  });
});

describe('a name that leads elsewhere while it is read', () => {
  const { openSync: open, realpathSync: realpath, readSync: readInto } = fs;
  const real = { openSync: open, realpathSync: realpath, readSync: readInto };
  afterEach(() => {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  });
  /** Lets something happen right before the next call of a function of the file system. */
  const rightBefore = (name: 'openSync' | 'realpathSync' | 'readSync', happens: () => void) => {
    const call = fs[name] as (...args: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...args: unknown[]) => {
        Object.assign(fs, real);
        syncBuiltinESMExports();
        happens();
        return call(...args);
      },
    });
    syncBuiltinESMExports();
  };
  const linked = (name: string, target: string) => {
    symlinkSync(target, at(`in/${name}.new`));
    renameSync(at(`in/${name}.new`), at(`in/${name}`));
  };

  it.each(['openSync', 'realpathSync'] as const)('is refused when it leads out at %s', (step) => {
    linked('swapped', 'plain');
    rightBefore(step, () => linked('swapped', '../secret'));
    expect(refusal(at('in/swapped'), at('in'))).toBe('found a link that leads out of the folder');
  });

  it('is refused when it led out and is back', () => {
    linked('swapped', '../secret');
    rightBefore('realpathSync', () => linked('swapped', 'plain'));
    expect(refusal(at('in/swapped'), at('in'))).toBe('found a link that leads out of the folder');
  });

  it.skipIf(process.platform === 'win32')('to a pipe is refused without waiting for a writer', () => {
    writeFileSync(at('soon'), 'a file');
    rightBefore('openSync', () => {
      rmSync(at('soon'));
      execFileSync('mkfifo', [at('soon')]);
    });
    expect(refusal(at('soon'))).toBe('found a named pipe');
  });

  it('and grows beyond what may be read is refused', () => {
    writeFileSync(at('grows'), 'x'.repeat(4 * KIB));
    const grow = () => {
      const descriptor = openSync(at('grows'), 'a');
      writeSync(descriptor, 'x'.repeat(4 * KIB));
      closeSync(descriptor);
    };
    rightBefore('readSync', grow);
    expect(refusal(at('grows'))).toMatch(/^found one of \d KB, more than the 4 KB that are read$/);
  });
});

describe('text of a person', () => {
  it.each([
    ['at its start', Uint8Array.of(0xff, 0x61), 0],
    ['inside', Buffer.concat([Buffer.from('한글'), Uint8Array.of(0xed, 0xa0, 0x80)]), 7],
    ['far inside', Buffer.concat([Buffer.alloc(100_002, 'é'), Uint8Array.of(0x80), Buffer.alloc(10, 'x')]), 100_002],
    ['where it breaks off', Buffer.from('한').subarray(0, 2), 2],
  ])('that is no UTF-8 %s is refused with the offset', (_, bytes, offset) => {
    expect(() => userText(bytes, refuse)).toThrow(`bytes that are not UTF-8, from offset ${offset} on`);
  });

  it('loses a byte order mark and nothing else', () => {
    expect(userText(Buffer.from('\ufeffa\ufeff\ufffd'), refuse)).toBe('a\ufeff\ufffd');
  });
});

/** What opens or reads files besides: what ships with the package, and databases, which SQLite opens. */
const OTHERS: Record<string, string> = {
  'src/files/user-file.ts': 'the function',
  'src/bridge/bridge.ts': 'makes a file of its own, and reads nothing by it',
  'src/routing/weights.ts': 'ships',
  'src/fidelity/reader/weights.ts': 'ships',
  'src/cards/repair/ngrams.ts': 'ships',
  'src/project/files.ts': 'the package’s own package.json',
  'src/project/kept.ts': 'what a build parsed of what ships',
  'src/cli/support/version.ts': 'the package’s own package.json',
  'src/view/server/page-files.ts': 'ships',
  'src/store/connection.ts': 'a database, found to be a file before',
  'src/store/backup.ts': 'a database that it wrote itself',
};

it('every other reader of files reads what ships or a database', () => {
  const readers = ['src', 'agents'].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })
      .map((name) => `${top}/${name.replaceAll('\\', '/')}`)
      .filter((name) => /\.tsx?$/.test(name))
      .filter((name) =>
        /\b(?:readFile|readFileSync|openSync|createReadStream|open)\b[^;]*from 'node:fs/.test(
          readFileSync(join(ROOT, name), 'utf8'),
        ),
      ),
  );
  expect(readers.sort()).toEqual(Object.keys(OTHERS).sort());
});
