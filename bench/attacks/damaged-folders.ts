import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deepNest, encryptedPdf, flateBomb, makePdf } from '../../test/support/pdf.ts';
import { type SamplePaper, writeArchive } from '../../test/support/sample-archive.ts';
import { DAMAGES, oddName, SECRET } from './damage.ts';
import { mutatedCommand, one } from './mutate.ts';

/** A folder or an archive of which something is damaged, and what has to come in all the same. */
export interface Damaged {
  readonly kind: 'archive' | 'folder';
  readonly what: string;
  readonly path: string;
  /** Words of which each is in the text of one paper that nothing is wrong with. */
  readonly good: readonly string[];
}

const GOOD = 3;
const METADATA = ['papers.json', 'papers.jsonl', 'papers.csv', 'papers.bib'] as const;
/** Rarely: each takes seconds, as its bounds allow. */
const BOMB_SHARE = 0.05;

/** A word that is in no other paper. */
function wordOf(at: number, index: number): string {
  return `zebu${[...`${at}0${index}`].map(digit => 'abcdefghij'[Number(digit)]).join('')}x`;
}

/** @param outside a folder with files that hold the secret, which nothing may lead to */
export async function damagedArchive(
  path: string,
  at: number,
  outside: string,
  random: () => number,
): Promise<Damaged> {
  const papers = Array.from({ length: GOOD + 1 }, (_, index): SamplePaper => {
    const text = `A made-up text that says ${wordOf(at, index)} and little else. `;
    return {
      ...{ id: `archive-${at}-${index}`, title: `Paper ${index} of archive ${at}`, authors: ['Ada Brook'] },
      ...{ keywords: ['folds'], abstract: 'It says nothing.', pages: [text.repeat(20), text] },
    };
  });
  const [victim = papers[0]] = papers.splice(GOOD);
  const victimFile = join(path, 'text', 'papers', `pdf?id=${victim?.id}.txt`);
  await writeArchive(path, victim === undefined ? papers : [...papers, victim]);
  const good = papers.map((_, index) => wordOf(at, index));
  const damage = one(Object.keys(DAMAGES), random);
  const where = random();
  const notes = join(path, 'notes.json');
  if (where < 0.5) {
    DAMAGES[damage]?.(victimFile, outside, random);
    const isWhole = damage !== 'a folder that leads out';
    return { kind: 'archive', what: `a text is ${damage}`, path, good: isWhole ? good : [] };
  }
  if (where < 0.65) {
    const name = Buffer.concat([Buffer.from('pdf?id='), oddName('.txt', random)]);
    writeFileSync(Buffer.concat([Buffer.from(join(path, 'text', 'papers', '/')), name]), 'a text of nobody');
    return { kind: 'archive', what: 'a text has an odd name', path, good };
  }
  if (where < 0.85) {
    writeFileSync(notes, mutatedNotes(readFileSync(notes, 'utf8'), random));
    return { kind: 'archive', what: 'a note is an enemy’s', path, good };
  }
  if (damage === 'a folder that leads out') {
    renameSync(join(path, 'text'), join(path, 'moved'));
    return { kind: 'archive', what: 'there are no texts', path, good: [] };
  }
  DAMAGES[damage]?.(notes, outside, random);
  return { kind: 'archive', what: `notes.json is ${damage}`, path, good: [] };
}

/** The last note with any of its fields another: of another kind, hostile, or a path. */
function mutatedNotes(text: string, random: () => number): string {
  const parsed = JSON.parse(text) as { notes: Record<string, unknown>[] };
  const last = parsed.notes.at(-1) ?? {};
  const content = (last['content'] ?? {}) as Record<string, unknown>;
  const junk = (): unknown =>
    one(
      [null, 0, true, [], {}, [[]], [null], '', '../../.env', 'x'.repeat(100_000), mutatedCommand(random)],
      random,
    );
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) {
    const target = random() < 0.5 ? last : content;
    target[one([...Object.keys(target), '_bibtex', 'readers', 'domain', '__proto__'], random)] = junk();
  }
  return JSON.stringify(parsed);
}

/** @param outside as of damagedArchive */
export async function damagedFolder(
  path: string,
  at: number,
  outside: string,
  random: () => number,
): Promise<Damaged> {
  mkdirSync(join(path, 'inner'), { recursive: true });
  const good = Array.from({ length: GOOD }, (_, index) => wordOf(at, index));
  for (const [index, word] of good.entries())
    writeFileSync(join(path, `good${index}.pdf`), await pdfThatSays(word));
  const victim = join(path, 'inner', 'victim.pdf');
  writeFileSync(victim, await pdfThatSays(wordOf(at, GOOD)));
  const damage = one(Object.keys(DAMAGES), random);
  const where = random();
  if (where < BOMB_SHARE) {
    writeFileSync(victim, one([flateBomb(300), deepNest(200_000), encryptedPdf()], random));
    return { kind: 'folder', what: 'a PDF is a bomb', path, good };
  }
  if (where < 0.6) {
    DAMAGES[damage]?.(victim, outside, random);
    return { kind: 'folder', what: `a PDF is ${damage}`, path, good };
  }
  if (where < 0.75) {
    const name = oddName('.pdf', random);
    writeFileSync(
      Buffer.concat([Buffer.from(join(path, '/')), name]),
      await pdfThatSays(wordOf(at, GOOD + 1)),
    );
    return { kind: 'folder', what: 'a PDF has an odd name', path, good };
  }
  const metadata = join(path, one(METADATA, random));
  writeFileSync(metadata, rowsFor(metadata, random));
  if (where < 0.85 || damage === 'a folder that leads out')
    return { kind: 'folder', what: 'a row names what is outside', path, good };
  DAMAGES[damage]?.(metadata, outside, random);
  return { kind: 'folder', what: `the rows are ${damage}`, path, good: [] };
}

function rowsFor(file: string, random: () => number): string {
  const outside = one(
    ['../outside/secret.pdf', '/etc/passwd', '../../../../etc/passwd', 'inner/../../x.pdf'],
    random,
  );
  const title = mutatedCommand(random).replaceAll(/[\n\r"{}\\]/gu, ' ');
  const row = { file: outside, title, authors: 'Ada Brook', year: 2019 };
  const other = { file: 'good0.pdf', title: `A fine title ${title}`, year: 2019 };
  if (file.endsWith('.json')) return JSON.stringify([row, other]);
  if (file.endsWith('.jsonl')) return `${JSON.stringify(row)}\n${JSON.stringify(other)}\n`;
  if (file.endsWith('.csv')) return `file,title\n"${outside}","${title}"\ngood0.pdf,"A fine title"\n`;
  return `@article{a, file={${outside}}, title={${title}}}\n@article{b, file={good0.pdf}, title={A fine title}}\n`;
}

/** @returns a PDF of two pages that says a word */
export async function pdfThatSays(word: string): Promise<Uint8Array> {
  const line = `A made-up text that says ${word} and little else.`;
  return makePdf({ pages: [['A Paper Of Nobody', 'Ada Brook', line, line], [line]] });
}

/** Writes what lies outside, each file with the secret in it as its kind would show it. */
export async function writeSecrets(outside: string): Promise<void> {
  mkdirSync(join(outside, 'papers'), { recursive: true });
  const note = {
    id: 'secret',
    invitation: 'ICLR.cc/2019/Conference/-/Blind_Submission',
    content: { title: SECRET },
  };
  const files: Record<string, string | Uint8Array> = {
    'secret.txt': `KEY=${SECRET}`,
    'secret.pdf': await pdfThatSays(SECRET),
    'secret.json': JSON.stringify({ notes: [note] }),
    'secret.jsonl': JSON.stringify({ id: 'secret', title: SECRET }),
    'secret.csv': `id,title\nsecret,${SECRET}\n`,
    'secret.bib': `@article{secret, title={${SECRET}}}`,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(outside, name), content);
}
