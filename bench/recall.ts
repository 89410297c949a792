import { createClient } from '../src/search/client.ts';
import { openPapers } from '../src/search/papers.ts';
import { keywordsOf, type RawPaper, readArchive } from './archive.ts';
import { type Check, Recall } from './check.ts';
import { checkCites, checkPhrases, checkTags } from './fields.ts';
import { type FindIds, openFindIds, phraseOf } from './find.ts';
import { checkPassages } from './passages.ts';
import { folderArgument, ingestArchive, log, withFreshEngine } from './setup.ts';
import { checkTitles } from './titles.ts';
import { holds, normalise, truthOf } from './truth.ts';

/** The recall that the project promises, and what falls short of it fails the run. */
const KEYWORD_RECALL = 0.9995;

const folder = folderArgument('recall');
const archive = await readArchive(folder);
await withFreshEngine(async engine => {
  await ingestArchive(folder, engine);
  const papers = openPapers(engine, log);
  const findIds = openFindIds(createClient(await engine.connection(), 60_000));
  const checks = [
    await checkSite(archive, findIds),
    await checkKeywords(archive, findIds),
    await checkTags(archive, findIds),
    await checkCites(archive, findIds),
    await checkPhrases(archive, papers),
    ...(await checkTitles(archive, papers)),
    await checkPassages(archive, papers),
  ];
  for (const { name, ok, saw } of checks) console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${saw}`);
  const failed = checks.filter(({ ok }) => !ok).length;
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
});

/** The original site looked for the query, lower-cased, anywhere in the text and the keywords. */
async function checkSite(archive: readonly RawPaper[], findIds: FindIds): Promise<Check> {
  const site = archive
    .filter(({ text, keywords }) => `${text} ${keywords.join('')}`.toLowerCase().includes('relu networks'))
    .map(({ id }) => id);
  const quoted = (await findIds('"relu networks"')).slice(0, 60);
  const unquoted = (await findIds('relu networks')).slice(0, site.length);
  const inQuoted = site.filter(id => quoted.includes(id)).length;
  const inUnquoted = site.filter(id => unquoted.includes(id)).length;
  return {
    name: `the ${site.length} papers of the original site for relu networks`,
    ok: inQuoted === site.length && inUnquoted >= site.length - 1,
    saw: `${inQuoted} in the first 60 quoted, ${inUnquoted} in the first ${site.length} unquoted`,
  };
}

/** Every keyword as a phrase finds every paper that holds it as whole words. */
async function checkKeywords(archive: readonly RawPaper[], findIds: FindIds): Promise<Check> {
  const truths = archive.map(truthOf);
  const recall = new Recall();
  for (const keyword of keywordsOf(archive)) {
    const phrase = normalise(keyword);
    const holding = truths.filter(truth => holds(truth, phrase));
    const found = new Set(await findIds(phraseOf(keyword)));
    for (const { id } of holding) recall.add(found.has(id), () => `${keyword} in ${id}`);
  }
  return { name: 'every keyword as a phrase', ok: recall.value >= KEYWORD_RECALL, saw: String(recall) };
}
