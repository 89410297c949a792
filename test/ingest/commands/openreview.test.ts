import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEngine } from '../../../src/engine/open.ts';
import { atEnd, embedded, memoryLog, temporaryFolder } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { manyPapers, standInPaper } from '../../support/openreview/notes.ts';
import { type OpenReviewServer, PASSWORD, startOpenReview, USER } from '../../support/openreview/server.ts';
import { type Run, runProgram, startProgram } from '../../support/program.ts';

const CLI = 'ingest/cli.ts';
const SEARCH = 'adapters/console/search-once.ts';
const PDFIUM = ['--pdf', '--pdf-engine', 'pdfium'];

/** @returns a DATA_DIR with an engine that all programs share, as where the bot runs */
async function dataDirWithEngine(): Promise<string> {
  const dataDir = await temporaryFolder();
  const engine = await openEngine(embedded(dataDir), memoryLog());
  atEnd(() => engine.close());
  return dataDir;
}

function environmentOf(server: OpenReviewServer, DATA_DIR: string): Record<string, string> {
  return { ...server.environment, DATA_DIR };
}

async function search(query: string, DATA_DIR: string): Promise<{ total: number; hits: { id: string }[] }> {
  const { stdout } = await runProgram(SEARCH, [query, '--json', '--limit', '100'], { DATA_DIR });
  return JSON.parse(stdout);
}

function expectNoSecretsIn({ stdout, stderr }: Run): void {
  for (const secret of [PASSWORD, USER, 'token-of-login']) expect(`${stdout}${stderr}`).not.toContain(secret);
}

describe('npm run ingest -- openreview', () => {
  it('brings in a venue, then its texts, and finds nothing to do the second time', async () => {
    const server = await startOpenReview([
      standInPaper({
        id: 'wombat',
        title: 'Digging',
        label: 'ICLR 2019 oral',
        pages: ['The wombat digs.', 'It rests.'],
      }),
      standInPaper({ id: 'plain', number: 2, title: 'No PDF at all' }),
    ]);
    const DATA_DIR = await dataDirWithEngine();
    const environment = { ...environmentOf(server, DATA_DIR), LOG_LEVEL: 'trace' };
    const titles = await runProgram(CLI, ['openreview', 'ICLR', '2019'], environment);
    expect(titles).toMatchObject({ status: 0, stdout: '2 added, 0 updated, 0 unchanged, 0 skipped.\n' });
    expect((await search('title:digging', DATA_DIR)).total).toBe(1);

    const whole = await runProgram(CLI, ['openreview', 'ICLR 2019', ...PDFIUM], environment);
    expect(whole.stdout).toBe(
      '0 added, 1 updated, 1 unchanged, 1 skipped.\n  skipped the text of plain: OpenReview has no PDF of it\n',
    );
    const found = await search('"it rests"', DATA_DIR);
    expect(found.hits).toMatchObject([{ id: 'wombat', passages: [{ page: 2, text: 'It rests.' }] }]);

    const again = await runProgram(CLI, ['openreview', 'ICLR.cc/2019/Conference', ...PDFIUM], environment);
    expect(again.stdout).toContain('Nothing to do: 0 added, 0 updated, 2 unchanged');
    expect(server.pdfs).toEqual(['wombat']);
    // Titles alone leave the text that is there.
    await runProgram(CLI, ['openreview', 'ICLR 2019'], environment);
    expect((await search('"it rests"', DATA_DIR)).total).toBe(1);
    for (const run of [titles, whole, again]) expectNoSecretsIn(run);
  });

  it.each([
    ['SIGKILL', [3, 8]],
    ['SIGINT', [5]],
  ] as const)(
    'ended by %s half-way and started again, fetches nothing twice and misses nothing',
    async (signal, ends) => {
      const server = await startOpenReview(manyPapers(12));
      server.pdfMs = 60;
      server.mishaps('/pdf', { kind: 'half' }, { kind: 'answer', status: 503 });
      const DATA_DIR = await dataDirWithEngine();
      const environment = environmentOf(server, DATA_DIR);
      for (const after of ends) {
        const ended = startProgram(CLI, ['openreview', 'ICLR 2019', ...PDFIUM], environment);
        await eventually(() => expect(server.pdfs.length).toBeGreaterThanOrEqual(after));
        ended.child.kill(signal);
        const run = await ended.ended;
        if (signal === 'SIGINT') {
          expect(run.status).toBe(130);
          expect(run.stderr).toMatch(/Ended: \d+ of 12 papers done, \d+ left\. What was done is kept/u);
        }
        expectNoSecretsIn(run);
      }
      const last = await runProgram(CLI, ['openreview', 'ICLR 2019', ...PDFIUM], environment);
      expect(last.status).toBe(0);
      expect((await search('wombat', DATA_DIR)).total).toBe(12);
      // What was on its way at a kill may have come whole and not been kept: at most one each time.
      expect(new Set(server.pdfs).size).toBe(12);
      expect(server.pdfs.length).toBeLessThanOrEqual(12 + ends.length);
      expect(await readdir(join(DATA_DIR, 'openreview', 'pdfs'))).toHaveLength(12);
    },
  );

  it('says what is waited for, until when, and ends at once while it waits', async () => {
    const server = await startOpenReview(manyPapers(2));
    server.mishaps('/pdf', { kind: 'answer', status: 429, headers: { 'retry-after': '7200' } });
    const run = startProgram(
      CLI,
      ['openreview', 'ICLR 2019', ...PDFIUM],
      environmentOf(server, await temporaryFolder()),
    );
    await run.says('waiting for OpenReview until ');
    run.child.kill('SIGTERM');
    const ended = await run.ended;
    expect(ended.status).toBe(143);
    expect(ended.stderr).toContain('0 of 2 papers done, 2 left');
    expect(ended.stderr).toMatch(/waiting for OpenReview until \d\d:\d\d/u);
  });

  it('keeps a venue fresh: what is new, changed, revised and withdrawn, in one listing each time', async () => {
    const server = await startOpenReview(manyPapers(3, { api: 'v2' }));
    const DATA_DIR = await dataDirWithEngine();
    const watch = startProgram(
      CLI,
      ['openreview', 'ICLR 2024', ...PDFIUM, '--watch', '*/2 * * * * *'],
      environmentOf(server, DATA_DIR),
    );
    const listings = () => server.requestsOf('/notes').length;
    // A round is done, and what it brought is in the index, when the next one asks for the listing.
    const nextRound = async () => {
      const before = listings();
      await eventually(() => expect(listings()).toBeGreaterThan(before));
    };
    await eventually(() => expect(server.pdfs).toHaveLength(3));
    await nextRound();
    const [first, second, third] = server.papers;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no papers');
    server.papers.splice(
      0,
      3,
      { ...first, title: 'A Changed Title' },
      { ...second, pdf: '/pdf/revised.pdf', pages: ['A revised numbat.'] },
      { ...third, outcome: 'Withdrawn_Submission' },
      standInPaper({ id: 'new', api: 'v2', number: 4, pages: ['A new bilby.'] }),
    );
    await eventually(() => expect(server.pdfs).toHaveLength(5));
    await nextRound();
    expect(server.pdfs.slice(3)).toEqual(['p0002', 'new']);
    expect(server.requestsOf('/login')).toHaveLength(1);
    watch.child.kill('SIGINT');
    const ended = await watch.ended;
    expect(ended.status).toBe(130);
    expectNoSecretsIn(ended);
    const rounds = ended.stdout.match(/ added, /gu)?.length ?? 0;
    expect(rounds).toBeGreaterThan(2);
    // One more may have begun when it was ended.
    expect([rounds, rounds + 1]).toContain(listings());
    expect((await search('numbat', DATA_DIR)).hits.map(({ id }) => id)).toEqual(['p0002']);
    expect((await search('bilby', DATA_DIR)).total).toBe(1);
    expect((await search('title:"changed title" wombat', DATA_DIR)).hits.map(({ id }) => id)).toEqual([
      'p0001',
    ]);
  });

  it('goes on watching when a round fails, and ends when the login is wrong', async () => {
    const server = await startOpenReview(manyPapers(1));
    server.mishaps('/groups', { kind: 'answer', status: 400 });
    const environment = environmentOf(server, await temporaryFolder());
    const watch = startProgram(CLI, ['openreview', 'ICLR 2019', '--watch', '* * * * * *'], environment);
    await watch.says('The next round tries again.');
    await watch.says('1 added');
    server.expire();
    server.mishaps('/login', { kind: 'answer', status: 401 });
    const ended = await watch.ended;
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain('OpenReview does not take OPENREVIEW_USER with OPENREVIEW_PASSWORD');
    expectNoSecretsIn(ended);
  });

  it.each([
    [['ICML', '2020'], 'Examples: ICLR 2019'],
    [['ICLR', '2019', '--watch', 'hourly'], 'It is no cron expression'],
    [['ICLR', '2019', '--pdf-engine', 'mupdf'], 'pdf-parse'],
    [['ICLR', '2020'], 'OpenReview has no venue of this name'],
  ])('says what is wrong with %j', async (words, says) => {
    const server = await startOpenReview(manyPapers(1));
    const run = await runProgram(
      CLI,
      ['openreview', ...words],
      environmentOf(server, await temporaryFolder()),
    );
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(says);
  });
});
