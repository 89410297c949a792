import { createBot } from '../src/bot/bot.ts';
import { CONSOLE } from '../src/bot/caller.ts';
import { createClient } from '../src/search/client.ts';
import { parseQuery } from '../src/search/query.ts';
import { INDEX } from '../src/search/settings.ts';
import { keywordsOf, type RawPaper, readArchive } from './archive.ts';
import { growTo, measureSize, type Place, readArchiveAsOriginals } from './growth/grow.ts';
import { reportGrowth, reportSize, reportTextsSize, target } from './growth/report.ts';
import { importSpeed } from './import.ts';
import { commandsOf } from './kinds.ts';
import { withMadeUp } from './made-up.ts';
import { scanAsItWas, scanAtItsBest } from './original-site.ts';
import { sample, seeded } from './random.ts';
import { folderArgument, ingestArchive, log, openBenchPapers, withFreshEngine } from './setup.ts';
import { type Contender, compare, report } from './timing.ts';

/** What a reader is shown of a paper, its pages among it. */
const SHOWN_ATTRIBUTES = [
  'id',
  'title',
  'venue',
  'authors',
  'keywords',
  'tldr',
  'abstract',
  'decision',
  'bibtex',
  'forumUrl',
  'pdfUrl',
  'file',
  'body',
  'references',
];
const KEYWORDS = 240;
/** The small run ends at so many times the archive. */
const TIMES = 8;
const OURS = 'query → reply';
/** As a phrase, which is what the scan looks for. */
const QUOTED = '"query" → reply';
const BARE = 'bare request';
const SCAN = 'scan, lower-cased once';
const MOST_OF_BARE = 1;
const LEAST_OF_SCAN = 10;
const MOST_OF_IMPORT = 1.2;
/** What an answer took of the processor beside a bare request's before there was a text index; half is enough. */
const CPU_BEFORE = 2.05;

const folder = folderArgument('bench');
const most = papersArgument();
const ratio = await importSpeed(folder);
console.log(`  ${target(ratio, MOST_OF_IMPORT, '≤').trim()}`);
await withFreshEngine(async (engine, dataDir) => {
  const place = { engine, dataDir };
  const archive = await readArchive(folder);
  await ingestArchive(folder, engine, dataDir, withMadeUp);
  await compareWithOthers(place, archive);
  await measureGrowth(place, archive);
});

/** An answer, a bare request for the same pages through the same client, and the scans of the original site. */
async function compareWithOthers({ engine, dataDir }: Place, archive: readonly RawPaper[]): Promise<void> {
  const keywords = sample(keywordsOf(archive), KEYWORDS, seeded(5)).filter(keyword => parseQuery(keyword).ok);
  const { papers, close } = openBenchPapers(engine, dataDir);
  const bot = createBot(papers, log);
  const client = createClient(await engine.connection(), 10_000);
  const contenders: Record<string, Contender> = {
    [OURS]: query => bot.answer(query, CONSOLE),
    [QUOTED]: query => bot.answer(`"${query.replaceAll('"', ' ')}"`, CONSOLE),
    [BARE]: query =>
      client.multiSearch({
        queries: [
          {
            indexUid: INDEX,
            q: query,
            matchingStrategy: 'all',
            page: 1,
            hitsPerPage: 5,
            attributesToRetrieve: SHOWN_ATTRIBUTES,
          },
        ],
      }),
    [SCAN]: scanAtItsBest(archive),
    'scan, as it was': scanAsItWas(archive),
  };
  const times = await compare(keywords, contenders);
  await close();
  report(`${keywords.length} keywords, ${archive.length} papers`, times, OURS);
  const [bare, scan] = [times.get(BARE), times.get(SCAN)];
  for (const name of [OURS, QUOTED]) {
    const own = times.get(name);
    if (own === undefined || bare === undefined || scan === undefined) continue;
    const [slower, faster, cpu] = [own.p50 / bare.p50, scan.p50 / own.p50, own.cpuMs / bare.cpuMs];
    console.log(`  ${name}: ${slower.toFixed(2)} bare requests${target(slower, MOST_OF_BARE, '≤')}`);
    console.log(
      `    ${faster.toFixed(1)} times as fast as the scan at its best${target(faster, LEAST_OF_SCAN, '≥')}`,
    );
    console.log(`    its processor time ${cpu.toFixed(2)} bare requests'${target(cpu, CPU_BEFORE / 2, '≤')}`);
  }
}

/** Every kind of question at the archive's size, at eight times that, and at what was asked for. */
async function measureGrowth(place: Place, archive: readonly RawPaper[]): Promise<void> {
  const commands = commandsOf(archive);
  const keywords = keywordsOf(archive);
  const first = await measureSize(place, archive.length, commands, keywords);
  reportSize(first);
  reportTextsSize(first);
  const originals = await readArchiveAsOriginals(folder, keywords);
  let papers = archive.length;
  for (const size of [TIMES * archive.length, ...(most === null ? [] : [most])]) {
    await growTo(place, originals, papers, size);
    papers = size;
    const grown = await measureSize(place, size, commands, keywords);
    reportSize(grown);
    reportGrowth(first, grown);
  }
}

/** @returns what stands after `--papers`; null where it does not */
function papersArgument(): number | null {
  const at = process.argv.indexOf('--papers');
  if (at === -1) return null;
  const papers = Number(process.argv[at + 1]);
  if (Number.isInteger(papers) && papers > 0) return papers;
  process.stderr.write('usage: npm run bench -- FOLDER [--papers NUMBER]\n');
  process.exit(2);
}
