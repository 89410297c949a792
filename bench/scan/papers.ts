import { readableLatex } from '../../src/search/latex.ts';
import type { RawPaper } from '../archive.ts';
import { madeUp } from '../made-up.ts';

/** A paper as its readers know it: what is typed in LaTeX, readable. */
export interface ScanPaper {
  readonly id: string;
  /** Readable, and as it was typed where that is something else. */
  readonly titles: readonly string[];
  readonly abstract: string;
  readonly tldr: string;
  readonly keywords: readonly string[];
  readonly authors: readonly string[];
  readonly venue: string;
  readonly raw: string;
}

export function toScanPaper({ id, title, keywords, note, text }: RawPaper): ScanPaper {
  const { authors, venue } = madeUp(id);
  return {
    id,
    titles: [...new Set([readableLatex(onOneLine(title)), onOneLine(title)])],
    abstract: readableLatex(onOneLine(note.content['abstract'])),
    tldr: readableLatex(onOneLine(note.content['TL;DR'])),
    keywords: keywords.map(keyword => readableLatex(onOneLine(keyword))),
    authors,
    venue,
    raw: text,
  };
}

/** What was typed into a form has no lines: where one ends there means nothing. */
function onOneLine(typed: unknown): string {
  return String(typed ?? '').replaceAll(/\s+/gu, ' ');
}

/** @returns "ICLR 2018 Workshop" for "ICLR.cc/2018/Workshop", "ICLR 2019" for "ICLR.cc/2019/Conference" */
export function shortForm(venue: string): string {
  const [organiser = '', year = '', kind = ''] = venue.split('/');
  const name = `${organiser.split('.')[0]} ${year}`;
  return kind === 'Conference' ? name : `${name} ${kind}`;
}

/** @returns a keyword as `tag:` compares it */
export function tagForm(keyword: string): string {
  return keyword.replaceAll('"', ' ').replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}
