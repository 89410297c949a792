import { pMapIterable } from 'p-map';
import { assertNever } from '../../src/errors.ts';
import { paperPages } from '../pdf/paper-pages.ts';
import type { PdfTexts } from '../pdf/texts.ts';
import type { SourceItem } from '../source.ts';
import type { Api } from './client.ts';
import type { FetchPdf } from './fetch-pdf.ts';
import type { Note } from './note.ts';

/** A paper whose text is wanted. */
export interface Wanted {
  readonly note: Note;
  readonly api: Api;
}

export interface TextsOptions {
  readonly fetchPdf: FetchPdf;
  readonly texts: Pick<PdfTexts, 'of' | 'atOnce'>;
  /** Called with every paper that is done with, for as long as its PDF is the same. */
  readonly onSettled: (wanted: Wanted) => void;
}

/** How often a PDF that does not come whole is asked for, each time after all the others. */
const ROUNDS = 6;
/** While some are read, the next is fetched. */
const AHEAD = 2;

type Outcome =
  | { readonly kind: 'settled'; readonly item: SourceItem }
  | { readonly kind: 'later'; readonly reason: string }
  | { readonly kind: 'left' };

/** Gives, in their order, each paper as soon as its PDF is here and read, and what has no text, and why. */
export async function* textsOf(papers: readonly Wanted[], options: TextsOptions): AsyncGenerator<SourceItem> {
  const atOnce = options.texts.atOnce + AHEAD;
  const read = async (wanted: Wanted) => ({ wanted, outcome: await outcomeOf(wanted, options) });
  let [wantedNow, left] = [papers, 0];
  for (let round = 1; wantedNow.length > 0; round += 1) {
    const again: Wanted[] = [];
    for await (const { wanted, outcome } of pMapIterable(wantedNow, read, {
      concurrency: atOnce,
      backpressure: atOnce,
    })) {
      if (outcome.kind === 'settled') {
        options.onSettled(wanted);
        yield outcome.item;
      } else if (outcome.kind === 'left') {
        left += 1;
      } else if (round < ROUNDS) {
        again.push(wanted);
      } else {
        yield skipped(wanted, `${outcome.reason}, each of ${ROUNDS} times`);
      }
    }
    wantedNow = again;
  }
  if (left > 0)
    yield { kind: 'skipped', what: 'texts that are waited for', reason: `${left}, left to the next round` };
}

async function outcomeOf(wanted: Wanted, { fetchPdf, texts }: TextsOptions): Promise<Outcome> {
  const { metadata, pdf } = wanted.note;
  if (pdf === null) return settled(skipped(wanted, 'OpenReview has no PDF of it'));
  const fetched = await fetchPdf({ id: metadata.id, pdf }, wanted.api);
  switch (fetched.kind) {
    case 'later':
    case 'left':
      return fetched;
    case 'none':
      return settled(skipped(wanted, fetched.reason));
    case 'kept': {
      const extraction = await texts.of(fetched.path);
      return settled(
        extraction.kind === 'text'
          ? { kind: 'paper', paper: { ...metadata, ...paperPages(extraction.text) } }
          : skipped(wanted, `its PDF gives no text: ${extraction.refusal}`),
      );
    }
    default:
      return assertNever(fetched);
  }
}

function settled(item: SourceItem): Outcome {
  return { kind: 'settled', item };
}

function skipped({ note: { metadata } }: Wanted, reason: string): SourceItem {
  return { kind: 'skipped', what: `the text of ${metadata.id}`, reason };
}
