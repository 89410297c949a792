import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIMITS, type Limits } from '../../../ingest/pdf/limits.ts';
import type { PdfEngine } from '../../../ingest/pdf/reader.ts';
import { type Extraction, openPdfTexts, type PdfTexts } from '../../../ingest/pdf/texts.ts';
import { ConfigError } from '../../../src/errors.ts';
import { processStart } from '../../../src/lock/process-identity.ts';
import { atEnd, temporaryFolder } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { deepNest, encryptedPdf, flateBomb, makePdf } from '../../support/pdf.ts';
import { startProgram } from '../../support/program.ts';

const HOSTILE = new URL('../../support/hostile-readers.ts', import.meta.url);
const TEST_LIMITS: Limits = { ...LIMITS, memoryBytes: 300 * 2 ** 20 };

interface Given {
  readonly dataDir?: string;
  readonly engine?: PdfEngine;
  readonly atOnce?: number;
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
  readonly readers?: URL;
}

async function open({ dataDir, limits, signal, ...others }: Given = {}): Promise<PdfTexts> {
  const texts = openPdfTexts({
    dataDir: dataDir ?? (await temporaryFolder()),
    engine: 'pdf-parse',
    atOnce: 1,
    readers: HOSTILE,
    limits: { ...TEST_LIMITS, ...limits },
    signal: signal ?? new AbortController().signal,
    ...others,
  });
  atEnd(texts.close);
  return texts;
}

/** @returns what comes of files that say this, read one after the other */
async function readAll(texts: PdfTexts, ...files: readonly (string | Uint8Array)[]): Promise<Extraction[]> {
  const folder = await temporaryFolder();
  const read: Extraction[] = [];
  for (const [index, content] of files.entries()) {
    const path = join(folder, `${index}.pdf`);
    await writeFile(path, content);
    read.push(await texts.of(path));
  }
  return read;
}

function wordsOf(extraction: Extraction | undefined): string {
  if (extraction === undefined) return 'nothing';
  return extraction.kind === 'text' ? extraction.text.pages.join('|') : extraction.refusal;
}

describe('a file that breaks its reader', () => {
  it.each([
    ['loop', 'too slow', { cpuMs: 1_000 }],
    ['eat', 'too much memory', {}],
    ['eat-objects', 'too much memory', { heapMegabytes: 64 }],
    ['exit', 'damaged', {}],
    ['fault', 'damaged', {}],
  ])('%s: costs itself and no other', async (deed, refusal, limits) => {
    const texts = await open({ limits });
    const read = await readAll(texts, 'before', deed, 'after');
    expect(read.map(wordsOf)).toEqual(['before', refusal, 'after']);
    expect(read[1]).toMatchObject({ kind: 'refused', detail: expect.stringMatching(/\w/u) });
  });

  it('by doing nothing at all is given up, too', async () => {
    const [waited] = await readAll(await open({ limits: { timeMs: 1_000 } }), 'wait');
    expect(waited).toMatchObject({ refusal: 'too slow', detail: 'not read in 1 s' });
  });

  it('after it was answered does not take the next file with it', async () => {
    const read = await readAll(await open(), 'late', 'after', 'late', 'after-that');
    expect(read.map(wordsOf)).toEqual(['answered', 'after', 'answered', 'after-that']);
  });

  it('is read by the other engine, where that can', async () => {
    const texts = await open({ limits: { cpuMs: 1_000 } });
    const read = await readAll(texts, 'loop pdf-parse', 'damaged pdf-parse', 'nothing pdf-parse', 'words');
    expect(read.map(wordsOf)).toEqual(['read by pdfium', 'read by pdfium', 'read by pdfium', 'words']);
    expect(read[0]).toMatchObject({ engine: 'pdfium' });
    expect(read[3]).toMatchObject({ engine: 'pdf-parse' });
  });
});

describe('what is refused', () => {
  it('is a file over the limit, unread, and one that cannot be opened', async () => {
    const texts = await open({ limits: { fileBytes: 10 } });
    const [large] = await readAll(texts, 'far more than ten bytes');
    expect(large).toMatchObject({
      kind: 'refused',
      refusal: 'too large',
      detail: '1 MB, and 1 MB is the limit',
    });
    expect(await texts.of('/nowhere.pdf')).toMatchObject({ kind: 'refused', refusal: 'cannot be opened' });
    expect(texts.started()).toBe(0);
  });

  it.each(['pdf-parse', 'pdfium'] as const)(
    'is told by its reason, whichever engine is asked first: %s',
    async engine => {
      const texts = openPdfTexts({
        dataDir: await temporaryFolder(),
        engine,
        signal: new AbortController().signal,
      });
      atEnd(texts.close);
      const whole = await makePdf({ pages: [['A quokka sits on a page, and reads.']] });
      const read = await readAll(
        texts,
        '',
        '<html>Please log in.</html>',
        '%PDF-1.7\n',
        whole.slice(0, 200),
        await makePdf({ pages: [[]] }),
        whole,
      );
      const [empty, html, header, cut, blank, good] = read.map(wordsOf);
      expect([empty, html]).toEqual(['not a PDF', 'not a PDF']);
      expect([header, cut]).toEqual(['damaged', 'damaged']);
      expect(blank).toBe('no text: needs OCR');
      expect(good).toContain('A quokka sits on a page');
    },
  );
});

describe('a hostile or broken PDF', () => {
  it('costs itself and no other, with the engines that read real ones', async () => {
    const texts = openPdfTexts({
      dataDir: await temporaryFolder(),
      engine: 'pdf-parse',
      atOnce: 1,
      signal: new AbortController().signal,
    });
    atEnd(texts.close);
    const whole = await makePdf({ pages: [['A quokka sits on a page, and reads.']] });
    const read = await readAll(
      texts,
      // Far over the limit: whether a bomb of half the size stays under it depends on Node's version.
      flateBomb(2_048),
      deepNest(1_000_000),
      encryptedPdf(),
      whole.slice(0, whole.length / 2),
      whole,
    );
    expect(read.map(wordsOf)).toEqual([
      'too much memory',
      'no text: needs OCR',
      'encrypted',
      'damaged',
      'A quokka sits on a page, and reads.',
    ]);
  });
});

describe('texts that were read', () => {
  it('are not read again, nor are refusals, unless the bytes change', async () => {
    const dataDir = await temporaryFolder();
    const first = await readAll(await open({ dataDir }), 'words', 'damaged');
    const texts = await open({ dataDir });
    expect(await readAll(texts, 'words', 'damaged')).toEqual(first);
    expect(texts.started()).toBe(0);
    expect((await readAll(texts, 'others')).map(wordsOf)).toEqual(['others']);
    expect(texts.started()).toBe(1);
  });

  it('are read again where they broke their readers, which another day may bear', async () => {
    const dataDir = await temporaryFolder();
    await readAll(await open({ dataDir }), 'exit');
    const texts = await open({ dataDir });
    await readAll(texts, 'exit');
    expect(texts.started()).toBeGreaterThan(0);
  });

  it('are read again where what was kept is damaged', async () => {
    const dataDir = await temporaryFolder();
    await readAll(await open({ dataDir }), 'words');
    const names = await readdir(join(dataDir, 'texts'), { recursive: true });
    const [kept = ''] = names.filter(name => name.endsWith('.gz'));
    const path = join(dataDir, 'texts', kept);
    await writeFile(path, (await readFile(path)).subarray(0, 20));
    expect((await readAll(await open({ dataDir }), 'words')).map(wordsOf)).toEqual(['words']);
  });
});

describe('a DATA_DIR that cannot be written', () => {
  it('ends the run and is named, and no file is blamed', async () => {
    const dataDir = await temporaryFolder();
    await writeFile(join(dataDir, 'texts'), 'a file where the folder should be');
    const error = await readAll(await open({ dataDir }), 'words').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({
      message: expect.stringContaining(`DATA_DIR=${dataDir} cannot be written`),
    });
  });
});

describe('the processes that read', () => {
  it('are kept warm, and replaced after so many files', async () => {
    const texts = await open({ limits: { filesAChild: 3 } });
    await readAll(texts, 'a', 'b', 'c');
    expect(texts.started()).toBe(1);
    await readAll(texts, 'd');
    expect(texts.started()).toBe(2);
  });

  it('read as many files at once as was said', async () => {
    const texts = await open({ atOnce: 3 });
    const folder = await temporaryFolder();
    const paths = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map(async word => {
        await writeFile(join(folder, word), word);
        return join(folder, word);
      }),
    );
    const read = await Promise.all(paths.map(path => texts.of(path)));
    expect(read.map(wordsOf)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(texts.started()).toBe(3);
  });

  it('end at once when the run is ended, and no file is blamed', async () => {
    const ending = new AbortController();
    const texts = await open({ signal: ending.signal, limits: { cpuMs: 600_000 } });
    const reading = readAll(texts, 'loop');
    await eventually(() => expect(texts.started()).toBe(1));
    ending.abort('SIGINT');
    await expect(reading).rejects.toBe('SIGINT');
  });

  it('end with what asked for them, in the middle of a file, and no file is blamed or read after', async () => {
    const texts = await open({ limits: { cpuMs: 600_000 } });
    const signed = join(await temporaryFolder(), 'pid');
    const reading = readAll(texts, `sign-and-loop ${signed}`, 'next');
    await eventually(() => expect(existsSync(signed)).toBe(true));
    texts.close();
    await expect(reading).rejects.toThrow('closed');
    await expect(readAll(texts, 'words')).rejects.toThrow('closed');
    expect(texts.started()).toBe(1);
  });

  it('end with a parent that was killed, even while a file holds them in a loop', async () => {
    const folder = await temporaryFolder();
    const [file, signed] = [join(folder, 'loop.pdf'), join(folder, 'pid')];
    await writeFile(file, `sign-and-loop ${signed}`);
    const parent = startProgram('test/support/read-pdf.ts', [HOSTILE.href, folder, file], {});
    await eventually(() => expect(existsSync(signed)).toBe(true));
    const child = Number(await readFile(signed, 'utf8'));
    expect(processStart(child)).not.toBeNull();
    parent.child.kill('SIGKILL');
    await eventually(() => expect(processStart(child)).toBeNull());
  });
});
