import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import type { Engine } from '../src/engine/engine.ts';
import { countPapers } from '../src/search/engine-papers.ts';
import { openEngineSearch } from '../src/search/engine-search.ts';
import { openIndexer } from '../src/search/indexer.ts';
import { openTexts } from '../src/texts/texts.ts';
import { keywordsOf, type RawPaper, readArchive } from './archive.ts';
import { openAsk, phraseOf } from './ask.ts';
import { Recall } from './check.ts';
import { sample, seeded } from './random.ts';
import { ingestArchive, log, openBenchPapers, withFreshEngine } from './setup.ts';

/** The API on a bad day: narrow windows, an error now and then, and PDFs that are none. */
const BAD_DAY = ['--pdf-limit', '36', '--window', '10', '--fail-every', '17'];
const BAD_PDFS = ['--truncate-every', '13', '--html-pdf-every', '19'];
const PAPERS = 200;
const KEYWORDS = 200;
/** How much of what the archive finds has to be found by way of OpenReview, and the other way round. */
const LEAST_RECALL = 0.99;
const LOOK_MS = 100;

const [shared] = process.argv.slice(2);
if (shared === undefined) {
  process.stderr.write(
    'usage: npm run bench:openreview -- FOLDER, with openreview/server.mjs and data/search_iclr_2019\n',
  );
  process.exit(2);
}
const archive = join(shared, 'data', 'search_iclr_2019');
const papers = (await readArchive(archive)).slice(0, PAPERS);
const keywords = sample(keywordsOf(papers), KEYWORDS, seeded(1));

const byOpenReview = await foundBy(engine =>
  ingestOpenReview(join(shared, 'openreview', 'server.mjs'), engine),
);
const byArchive = await foundBy(async ({ engine, dataDir }) => {
  const folder = await mkdtemp(join(tmpdir(), 'search-iclr-archive-'));
  await writeArchive(folder, papers);
  await ingestArchive(folder, engine, dataDir);
  await rm(folder, { recursive: true });
});
compare(byArchive, byOpenReview);

/** What an ingest is done with. */
interface Place {
  readonly engine: Engine;
  readonly dataDir: string;
}

/** @returns the ids that each keyword finds as a phrase, after an ingest into an index of its own */
async function foundBy(fill: (place: Place) => Promise<void>): Promise<Map<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>();
  await withFreshEngine(async (engine, dataDir) => {
    await fill({ engine, dataDir });
    const { papers: read, close } = openBenchPapers(engine, dataDir);
    const ask = openAsk(read);
    for (const keyword of keywords) found.set(keyword, new Set(await ask.ids(phraseOf(keyword))));
    await close();
  });
  return found;
}

async function ingestOpenReview(server: string, { engine, dataDir }: Place): Promise<void> {
  const port = await getPort();
  const options = ['--port', String(port), '--papers', String(PAPERS), ...BAD_DAY, ...BAD_PDFS];
  // Made here, so that its papers can be counted from the start.
  const texts = openTexts(dataDir);
  await openIndexer(engine, texts).prepare();
  await texts.close();
  const api = spawn(process.execPath, [server, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(api.stdout, 'data');
    const startedAt = Date.now();
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'ingest/cli.ts', 'openreview', 'ICLR', '2019', '--pdf'],
      {
        env: {
          ...process.env,
          DATA_DIR: dataDir,
          OPENREVIEW_V1_URL: `http://127.0.0.1:${port}`,
          OPENREVIEW_V2_URL: `http://127.0.0.1:${port + 1}`,
          OPENREVIEW_USER: 'bot@example.org',
          OPENREVIEW_PASSWORD: 'secret',
        },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    const ended = once(child, 'close');
    await watchCounts(engine, child, startedAt);
    const [status] = await ended;
    if (status !== 0) throw new Error(`the ingest ended with ${status}`);
    console.log(`all ${PAPERS} papers and their PDFs by way of OpenReview: ${seconds(startedAt)}`);
  } finally {
    api.kill();
  }
}

/** Says when titles, and when the first text, could be found. */
async function watchCounts(engine: Engine, child: ChildProcess, startedAt: number): Promise<void> {
  const search = openEngineSearch(engine, log);
  let [saidPapers, saidText] = [false, false];
  while (child.exitCode === null) {
    const counts = await countPapers(search);
    if (!saidPapers && counts.papers >= PAPERS) {
      saidPapers = true;
      console.log(`all titles, abstracts and tags can be searched after ${seconds(startedAt)}`);
    }
    if (!saidText && counts.withText > 0) {
      saidText = true;
      console.log(`the first text can be searched after ${seconds(startedAt)}`);
    }
    await sleep(LOOK_MS);
  }
  const { withText } = await countPapers(search);
  console.log(`${withText} of ${PAPERS} papers have their text`);
  if (withText !== PAPERS) process.exitCode = 1;
}

async function writeArchive(folder: string, some: readonly RawPaper[]): Promise<void> {
  const texts = join('text', 'papers');
  await mkdir(join(folder, texts), { recursive: true });
  await writeFile(join(folder, 'notes.json'), JSON.stringify({ notes: some.map(({ note }) => note) }));
  for (const { id, text } of some) {
    const file = join(texts, `pdf?id=${id}.txt`);
    if (text !== '') await copyFile(join(archive, file), join(folder, file));
  }
}

function compare(
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
  given: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const [recall, precision] = [new Recall(), new Recall()];
  let same = 0;
  for (const [keyword, ids] of wanted) {
    const found = given.get(keyword) ?? new Set();
    for (const id of ids) recall.add(found.has(id), () => `${keyword} in ${id}`);
    for (const id of found) precision.add(ids.has(id), () => `${keyword} in ${id}`);
    if (ids.size === found.size && [...ids].every(id => found.has(id))) same += 1;
  }
  console.log(
    `${keywords.length} keywords as phrases, of ${PAPERS} papers by way of OpenReview and of the archive`,
  );
  console.log(`  of what the archive finds, OpenReview finds  ${recall}`);
  console.log(`  of what OpenReview finds, the archive finds  ${precision}`);
  console.log(`  the same papers for ${same} of ${keywords.length} keywords`);
  if (recall.value < LEAST_RECALL || precision.value < LEAST_RECALL) process.exitCode = 1;
}

function seconds(startedAt: number): string {
  return `${((Date.now() - startedAt) / 1_000).toFixed(1)} s`;
}
