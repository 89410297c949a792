import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { one } from './mutate.ts';

/** A word that stands in files outside of what is brought in, and that nobody may ever find. */
export const SECRET = 'xylographquokka';

/** What a file of others may be in the place of what it should be. */
export type Damage = (file: string, outside: string, random: () => number) => void;

/** To a file that is read as a text or as a PDF. */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  truncated: (file, _, random) => {
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, Math.floor(random() * bytes.length)));
  },
  'bit-flipped': (file, _, random) => {
    const bytes = readFileSync(file);
    const flips = 1 + Math.floor(random() ** 2 * 200);
    for (let left = flips; left > 0; left -= 1) {
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    }
    writeFileSync(file, bytes);
  },
  'random bytes after its beginning': (file, _, random) => {
    const head = readFileSync(file).subarray(0, 64);
    const noise = Buffer.from(Array.from({ length: 20_000 }, () => Math.floor(random() * 256)));
    writeFileSync(file, Buffer.concat([head, noise]));
  },
  empty: file => writeFileSync(file, ''),
  'nothing but zeros': file => writeFileSync(file, Buffer.alloc(100_000)),
  'far too long': file => truncateSync(file, 400_000_000),
  'a link out': (file, outside) => replace(file, () => symlinkSync(secretLike(file, outside), file)),
  'a chain of links out': (file, outside) =>
    replace(file, () => {
      const near = join(dirname(file), 'near');
      rmSync(near, { force: true });
      symlinkSync(outside, near);
      symlinkSync(join('near', basename(secretLike(file, outside))), file);
    }),
  'a link to what the process knows': file => replace(file, () => symlinkSync('/proc/self/environ', file)),
  'a link to a device': file => replace(file, () => symlinkSync('/dev/zero', file)),
  'a link to nothing': file => replace(file, () => symlinkSync('nowhere', file)),
  'a link to itself': file => replace(file, () => symlinkSync(basename(file), file)),
  'a pipe': file => replace(file, () => execFileSync('mkfifo', [file])),
  'a folder': file => replace(file, () => mkdirSync(file)),
  'a folder that leads out': (file, outside) => {
    const folder = dirname(file);
    renameSync(folder, `${folder}-moved`);
    symlinkSync(outside, folder);
  },
};

/** Beside the good ones: a name that a terminal, a shell or a path would obey. */
export function oddName(ending: string, random: () => number): Buffer {
  const names = [
    ...[
      '-rf',
      '--help',
      ' ',
      '\n',
      '\u001b[2J',
      '\u202efdp',
      '..',
      '...',
      '~',
      '$(id)',
      '`id`',
      '%00',
      "'; --",
      '*',
      '?',
    ],
    ...[
      'x'.repeat(240),
      '\u{1f600}'.repeat(50),
      'a\\b',
      'CON',
      '<b>',
      '&',
      '|',
      'e\u0301',
      'é',
      '#',
      '@everyone',
    ],
  ];
  const name = Buffer.from(one(names, random));
  // Names of files are bytes, and need be no UTF-8.
  const noUtf8 = random() < 0.3 ? Buffer.from([0xff, 0xc3, 0x28]) : Buffer.alloc(0);
  return Buffer.concat([name, noUtf8, Buffer.from(ending)]);
}

/** The files outside, each with the secret in it, one for each ending. */
export function secretLike(file: string, outside: string): string {
  const ending = /\.[a-z]+$/u.exec(file)?.[0] ?? '.txt';
  return join(outside, `secret${ending}`);
}

function replace(file: string, put: () => void): void {
  rmSync(file, { recursive: true, force: true });
  put();
}
