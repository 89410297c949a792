import { openArchive } from '../ingest/sources/archive.ts';
import { createBot } from '../src/bot/bot.ts';
import { CONSOLE } from '../src/bot/caller.ts';
import type { Engine } from '../src/engine/engine.ts';
import { createClient } from '../src/search/client.ts';
import { openPapers } from '../src/search/papers.ts';
import { parseQuery } from '../src/search/query.ts';
import { INDEX, SHOWN_ATTRIBUTES } from '../src/search/settings.ts';
import { keywordsOf, readArchive } from './archive.ts';
import { addCopies, importSpeed } from './import.ts';
import { scanAsItWas, scanAtItsBest } from './original-site.ts';
import { sample, seeded } from './random.ts';
import { folderArgument, ingestArchive, log, withFreshEngine } from './setup.ts';
import { type Contender, compare, report } from './timing.ts';

const KEYWORDS = 240;
const COPIES = 3;
const OURS = 'query → reply';

const folder = folderArgument('bench');
await importSpeed(folder);
await withFreshEngine(async engine => {
  const archive = await readArchive(folder);
  const keywords = sample(keywordsOf(archive), KEYWORDS, seeded(5)).filter(keyword => parseQuery(keyword).ok);
  await ingestArchive(folder, engine);

  const searches = await searchContenders(engine);
  const once = await compare(keywords, {
    ...searches,
    'scan, lower-cased once': scanAtItsBest(archive),
    'scan, as it was': scanAsItWas(archive),
  });
  report(`${keywords.length} keywords, ${archive.length} papers`, once, OURS);

  await addCopies(await openArchive(folder), engine, COPIES);
  const more = await compare(keywords, searches);
  report(`the same at ${(COPIES + 1) * archive.length} papers`, more, OURS);
  const [before, after] = [once.get(OURS), more.get(OURS)];
  if (before !== undefined && after !== undefined) {
    console.log(`  at ${COPIES + 1} times the papers: ${(after.p50 / before.p50).toFixed(2)} times the time`);
  }
});

/** Our answer, and a bare request for the same pages through the same client. */
async function searchContenders(engine: Engine): Promise<Record<string, Contender>> {
  const bot = createBot(openPapers(engine, log), log);
  const client = createClient(await engine.connection(), 10_000);
  return {
    [OURS]: query => bot.answer(query, CONSOLE),
    'bare request': query =>
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
  };
}
