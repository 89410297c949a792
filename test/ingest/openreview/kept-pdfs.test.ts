import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeptPdfs } from '../../../ingest/openreview/kept-pdfs.ts';
import { temporaryFolder } from '../../support/engine.ts';

const BYTES = new TextEncoder().encode('%PDF-1.7 …');

describe('kept PDFs', () => {
  it('are found again by id and path, after a restart, too', async () => {
    const folder = join(await temporaryFolder(), 'openreview', 'pdfs');
    const kept = await openKeptPdfs(folder);
    const name = { id: 'H1xSNiRcF7', pdf: '/pdf/611e.pdf' };
    expect(kept.find(name)).toBeNull();
    const path = await kept.keep(name, BYTES);
    expect(new Uint8Array(await readFile(path))).toEqual(BYTES);
    expect((await openKeptPdfs(folder)).find(name)).toBe(path);
    expect(kept.find({ ...name, pdf: '/pdf/revised.pdf' })).toBeNull();
    expect(kept.find({ ...name, id: 'h1xsnircf7' })).toBeNull();
  });

  it('stand in their folder alone, whatever path a note gives', async () => {
    const folder = await temporaryFolder();
    const kept = await openKeptPdfs(folder);
    for (const pdf of ['../../etc/passwd', '/', '', 'https://x/y?z', 'a'.repeat(5_000)])
      await kept.keep({ id: 'a-_1', pdf }, BYTES);
    expect(await readdir(folder)).toHaveLength(5);
  });

  it('are whole: what a killed run left half-written is gone', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.0123.pdf.part'), 'half');
    await openKeptPdfs(folder);
    expect(await readdir(folder)).toEqual([]);
  });
});
