import { openArchive } from '../../ingest/sources/archive.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { SourcePaper } from '../../src/paper.ts';
import { type Answers, timeAnswers } from '../answers.ts';
import { type Ask, openAsk, phraseOf } from '../ask.ts';
import type { Commands } from '../kinds.ts';
import { withMadeUp } from '../made-up.ts';
import { ingestInto, openBenchPapers } from '../setup.ts';
import { sizesOf } from '../sizes.ts';
import { mixedSource, type Originals, readOriginals } from './mix.ts';
import { grownSize } from './vocabulary.ts';

/** An index of so many papers, and how it answers. */
export interface Size {
  readonly papers: number;
  readonly answers: Answers;
  readonly textsMb: number | null;
  readonly engineMb: number;
  /** The part of the papers that says each keyword. */
  readonly shares: readonly number[];
}

/** Where an index stands that grows. */
export interface Place {
  readonly engine: Engine;
  readonly dataDir: string;
}

export async function readArchiveAsOriginals(
  folder: string,
  keywords: readonly string[],
): Promise<Originals> {
  const papers: SourcePaper[] = [];
  for await (const item of withMadeUp(await openArchive(folder)).items)
    if (item.kind === 'paper') papers.push(item.paper);
  return readOriginals(papers, keywords);
}

/** Brings in papers that are made of the originals, until there are so many. */
export async function growTo(place: Place, originals: Originals, from: number, to: number): Promise<void> {
  const startedAt = Date.now();
  const { added } = await ingestInto(place.engine, place.dataDir, mixedSource(originals, from, to));
  const { size } = originals.vocabulary;
  const words = grownSize(originals.vocabulary, Math.ceil(to / originals.papers.length));
  console.log(
    `\n${added} more papers ingested in ${((Date.now() - startedAt) / 60_000).toFixed(1)} minutes; ${(words / size).toFixed(1)} times the words`,
  );
}

export async function measureSize(
  place: Place,
  papers: number,
  commands: Commands,
  keywords: readonly string[],
): Promise<Size> {
  const answers = await timeAnswers(place.engine, place.dataDir, commands);
  const { papers: read, close } = openBenchPapers(place.engine, place.dataDir);
  const ask = openAsk(read);
  const counts: number[] = [];
  for (const keyword of keywords) counts.push(await countOf(ask, keyword));
  await close();
  return { papers, answers, ...(await sizesOf(place.dataDir)), shares: counts.map(count => count / papers) };
}

async function countOf(ask: Ask, keyword: string): Promise<number> {
  const answer = await ask.page(phraseOf(keyword), 1, 1);
  return answer?.isMatch === true ? answer.total : 0;
}
