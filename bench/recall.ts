import { checkAgreement } from './agreement.ts';
import { keywordsOf, type RawPaper, readArchive } from './archive.ts';
import { type Ask, openAsk } from './ask.ts';
import { checkCards } from './cards.ts';
import { type Check, Recall } from './check.ts';
import { checkCombinations, checkFields } from './fields.ts';
import { checkLimits } from './limits.ts';
import { withMadeUp } from './made-up.ts';
import { checkPhrases, draw, isPhrase } from './phrases.ts';
import { sample, seeded } from './random.ts';
import { type Corpus, openCorpus, sayers } from './scan/corpus.ts';
import { openJudge } from './scan/judge.ts';
import { readNaively } from './scan/naive.ts';
import { toScanPaper } from './scan/papers.ts';
import { folderArgument, ingestArchive, ingestInto, openBenchPapers, withFreshEngine } from './setup.ts';
import { checkSymbols } from './symbols.ts';
import { checkRuns, checkTitles } from './titles.ts';

/** As many papers are read the slow way, too. */
const SLOWLY = 60;

const folder = folderArgument('recall');
const archive = await readArchive(folder);
const startedAt = Date.now();
const judge = openJudge(openCorpus(archive.map(toScanPaper)));
console.log(`the scan has read the archive in ${secondsSince(startedAt)} s`);

await withFreshEngine(async (engine, dataDir) => {
  await ingestArchive(folder, engine, dataDir, withMadeUp);
  const { papers, close } = openBenchPapers(engine, dataDir);
  const ask = openAsk(papers);
  let failed = 0;
  const show = (...checks: readonly Check[]): void => {
    for (const { name, ok, saw } of checks) {
      if (!ok) failed += 1;
      console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${saw} (at ${secondsSince(startedAt)} s)`);
    }
  };
  show(checkTexts(archive, (await papers.counts()).withText));
  show(checkScan(archive, judge.corpus));
  show(await checkSite(archive, ask));
  show(...(await checkPhrases(archive, judge, ask)));
  show(await checkCards(archive, judge, ask));
  show(...(await checkSymbols(judge, ask)));
  show(...(await checkFields(archive, judge, ask)));
  show(await checkCombinations(judge, ask));
  show(await checkRuns(archive, judge, ask));
  show(...(await checkTitles(archive, ask)));
  show(...(await checkLimits(source => ingestInto(engine, dataDir, source), ask)));
  show(await checkAgreement(dataDir));
  await close();
  console.log(failed === 0 ? 'all of it holds' : `${failed} fall short`);
  process.exitCode = failed === 0 ? 0 : 1;
});

function secondsSince(start: number): string {
  return ((Date.now() - start) / 1_000).toFixed(0);
}

/** Without its texts an archive would prove nothing. */
function checkTexts(archive: readonly RawPaper[], withText: number): Check {
  const texts = archive.filter(({ text }) => text.trim() !== '').length;
  return {
    name: 'the texts of the archive came in',
    ok: texts === archive.length && withText === texts,
    saw: `${withText} of ${archive.length} papers, ${texts} of which have one`,
  };
}

/** The quick scan finds what a slow one finds. */
function checkScan(archive: readonly RawPaper[], corpus: Corpus): Check {
  const random = seeded(37);
  const phrases = [
    ...sample(keywordsOf(archive), 40, random),
    ...draw(
      40,
      archive.slice(0, 40).map(({ text }) => text),
      random,
      isPhrase,
    ),
    ...draw(
      10,
      archive.slice(0, SLOWLY).map(({ text }) => text),
      random,
      text => isPhrase(text) && /\p{L}-\n\p{L}/u.test(text),
    ),
  ];
  const right = new Recall();
  const quick = phrases.map(phrase => sayers(corpus, phrase, null));
  for (const [index, paper] of corpus.papers.slice(0, SLOWLY).entries()) {
    const says = readNaively(paper, corpus.spellings);
    for (const [at, phrase] of phrases.entries())
      right.add(says(phrase) === quick[at]?.has(index), () => `"${phrase}" in ${paper.id}`);
  }
  return { name: 'the quick scan agrees with a slow one', ok: right.value === 1, saw: String(right) };
}

/** The original site looked for the query, lower-cased, anywhere in the text and the keywords. */
async function checkSite(archive: readonly RawPaper[], ask: Ask): Promise<Check> {
  const site = archive
    .filter(({ text, keywords }) => `${text} ${keywords.join('')}`.toLowerCase().includes('relu networks'))
    .map(({ id }) => id);
  const quoted = (await ask.ids('"relu networks"')).slice(0, 60);
  const unquoted = (await ask.ids('relu networks')).slice(0, site.length);
  const inQuoted = site.filter(id => quoted.includes(id)).length;
  const inUnquoted = site.filter(id => unquoted.includes(id)).length;
  return {
    name: `the ${site.length} papers of the original site for relu networks`,
    ok: inQuoted === site.length && inUnquoted >= site.length - 1,
    saw: `${inQuoted} in the first 60 quoted, ${inUnquoted} in the first ${site.length} unquoted`,
  };
}
