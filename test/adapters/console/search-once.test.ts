import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/engine.ts';
import { type Run, runProgram } from '../../support/program.ts';
import { writeArchive } from '../../support/sample-archive.ts';

let DATA_DIR: string;
beforeAll(async () => {
  const archive = await temporaryFolder();
  await writeArchive(archive);
  DATA_DIR = await temporaryFolder();
  await runProgram('ingest/cli.ts', ['archive', archive], { DATA_DIR });
});

function search(...args: readonly string[]): Promise<Run> {
  return runProgram('adapters/console/search-once.ts', args, { DATA_DIR });
}

describe('npm run search', () => {
  it('prints JSON for scripts', async () => {
    const { stdout, status } = await search('relu networks', '--json', '--limit', '1');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      query: 'relu networks',
      exact: 2,
      total: 3,
      page: 1,
      pages: 3,
      hits: [
        {
          id: 'Kx1relu',
          title: 'How Many Folds? Counting the Linear Regions of ReLU Networks in Practice',
          venue: 'ICLR 2019',
          authors: ['Ada Brook', 'Jonas Erdős'],
          forumUrl: 'https://openreview.net/forum?id=Kx1relu',
          pdfUrl: 'https://openreview.net/pdf?id=Kx1relu',
          tldr: 'Trained networks use a tiny part of the linear regions that theory grants them.',
          passages: [
            {
              field: 'page',
              page: 2,
              text: expect.stringContaining('In practice, ReLU networks fold the input space'),
              url: 'https://openreview.net/pdf?id=Kx1relu#page=2',
            },
            {
              field: 'page',
              page: 3,
              text: expect.stringContaining(
                'the folds of ReLU networks towards the decision boundary within',
              ),
              url: 'https://openreview.net/pdf?id=Kx1relu#page=3',
            },
          ],
        },
      ],
    });
  });

  it('turns pages', async () => {
    const { stdout } = await search('relu networks', '--json', '--limit', '1', '--page', '3');
    expect(JSON.parse(stdout)).toMatchObject({ page: 3, pages: 3, hits: [{ id: 'Zt3wave' }] });
  });

  it('counts no exact phrase where there are not two plain words', async () => {
    expect(JSON.parse((await search('cites:"kingma" relu', '--json')).stdout)).toMatchObject({
      exact: null,
      hits: [{ passages: [{ field: 'page' }, { field: 'references', page: 3 }] }, { id: 'Zt3wave' }],
    });
  });

  it('gives the closest papers with a total of 0', async () => {
    const json = JSON.parse((await search('relu zzyzx networks', '--json')).stdout);
    expect(json).toMatchObject({ total: 0, pages: 0 });
    expect(json.hits[0].id).toBe('Kx1relu');
  });

  it('takes a query that begins with a minus, and no option that it does not know', async () => {
    expect(JSON.parse((await search('-cites:kingma relu', '--json')).stdout)).toMatchObject({
      query: '-cites:kingma relu',
      total: 1,
    });
    expect((await search('-gan')).stderr).toContain('add a word that they must have');
    expect((await search('relu', '--jsno')).stderr).toContain("unknown option '--jsno'");
  });

  it('says how to turn the page', async () => {
    const { stdout, stderr } = await search('relu networks', '--limit', '1');
    expect(stdout).not.toContain('page:2');
    expect(stderr).toContain('--page 2');
  });

  it('prints plain text without --json', async () => {
    const { stdout } = await search('relu', 'networks');
    expect(stdout).toMatch(/^"relu networks": 2 papers say exactly this, 3 have all the words\n/u);
    expect(stdout).not.toContain('\u001b');
  });

  it('says what to change about a query, on stderr, with exit status 2', async () => {
    expect(await search('foo:bar')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('foo: is not a field'),
    });
  });

  it.each([
    ['--limit', '0'],
    ['--limit', '101'],
    ['--page', 'x'],
  ])('refuses %s %s', async (option, value) => {
    const { status, stderr } = await search('relu', option, value);
    expect(status).toBe(1);
    expect(stderr).toContain('It has to be a whole number from 1');
  });
});
