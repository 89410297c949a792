import pLimit from 'p-limit';
import { messageOf } from '../../src/errors.ts';
import { webLink } from '../../src/web-link.ts';
import type { Api, Client, Download } from './client.ts';
import type { KeptPdfs, PdfName } from './kept-pdfs.ts';
import { needsLogin } from './login.ts';
import { isDown, LeftError } from './patience.ts';
import { lackOf } from './whole-pdf.ts';

/** What became of the wish for a PDF. */
export type Fetched =
  | { readonly kind: 'kept'; readonly path: string }
  /** Asking again may help, after the others. */
  | { readonly kind: 'later'; readonly reason: string }
  | { readonly kind: 'none'; readonly reason: string }
  /** There was no time to ask. */
  | { readonly kind: 'left' };

/** Of another place than OpenReview, which names its own PDFs by paths. */
const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:|[/\\]{2})/iu;

export type FetchPdf = (name: PdfName, api: Api) => Promise<Fetched>;

/** Pages in the place of so many PDFs, and no PDF between, are no accident any more, but the challenge. */
const PAGES_OF_A_CHALLENGE = 8;
/** Each was tried for minutes: the server is down for all of them. */
const DOWN_IN_A_ROW = 2;

/**
 * @param leave once aborted, no more is asked for
 * @returns what gets a PDF: from those that are kept, else from OpenReview, one request at a time
 */
export function openFetchPdf(client: Client, kept: KeptPdfs, leave: AbortSignal): FetchPdf {
  const inTurn = pLimit(1);
  const pages = new Set<string>();
  let [pagesInARow, downs] = [0, 0];

  const download = async (name: PdfName, api: Api): Promise<Fetched> => {
    if (leave.aborted) return { kind: 'left' };
    let answer: Download;
    try {
      answer = await client.pdf(api, name.id, leave);
    } catch (error) {
      if (error instanceof LeftError) return { kind: 'left' };
      downs += 1;
      if (!isDown(error) || downs === DOWN_IN_A_ROW) throw error;
      return { kind: 'later', reason: messageOf(error) };
    }
    downs = 0;
    if (answer.kind === 'none') return answer;
    if (answer.kind === 'page') {
      // The same page again, after all the others, says nothing new.
      if (!pages.has(name.id)) pagesInARow += 1;
      pages.add(name.id);
      if (pagesInARow === PAGES_OF_A_CHALLENGE) throw needsLogin();
      return { kind: 'later', reason: 'a web page came in the place of its PDF' };
    }
    pagesInARow = 0;
    const lack = lackOf(answer.bytes, answer.announced);
    if (lack !== null) return { kind: 'later', reason: lack };
    return { kind: 'kept', path: await kept.keep(name, answer.bytes) };
  };

  return async (name, api) => {
    if (ADDRESS.test(name.pdf)) {
      const where = webLink(name.pdf) ?? 'an address that is none of the web';
      return { kind: 'none', reason: `its PDF is elsewhere, at ${where}, and is not fetched` };
    }
    const path = kept.find(name);
    return path === null ? inTurn(() => download(name, api)) : { kind: 'kept', path };
  };
}
