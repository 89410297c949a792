import { createHash } from 'node:crypto';
import type { PaperMetadata, SourcePaper } from '../paper.ts';
import { tagsOf } from '../tags.ts';
import { shortVenue, venueYear } from '../venue.ts';
import { readableLatex } from './latex.ts';
import { positionsOf } from './positions.ts';
import { fromIndexText, toIndexText } from './stand-ins.ts';

/**
 * The engine drops, silently, every word past position 65,535 of an attribute. So a text stands in as many
 * attributes as it needs: "0" holds the first pages, "1" those that follow.
 */
const MAX_POSITIONS = 65_000;

type Parts = Readonly<Record<string, readonly string[]>>;

/** What the index has of a paper beside its text. */
interface MetadataRecord extends PaperMetadata {
  /**
   * The title as it was typed, where it holds LaTeX, for those who paste it so. Else null and not left out:
   * the engine refuses to search in an attribute that no paper has.
   */
  readonly latexTitle: string | null;
  readonly tags: readonly string[];
  readonly venueNames: readonly string[];
  readonly year: number | null;
}

interface TextRecord {
  readonly hasText: boolean;
  /** Page texts in order: the parts' arrays, one after the other, are the pages. */
  readonly body: Parts;
  readonly references: Parts;
  readonly bodySeams: Parts;
  readonly referenceSeams: Parts;
}

/** A paper as it stands in the index. */
export interface PaperRecord extends MetadataRecord, TextRecord, Digested {}

/** What is laid over a paper that stands in the index: its text stays as it is. */
export interface MetadataChange extends MetadataRecord, Digested {}

interface Digested {
  /** Of the metadata and of the text, with a dot between: each changes when anything in its part does. */
  readonly digest: string;
}

export function toRecord({ pages, seams, ...metadata }: SourcePaper): PaperRecord {
  const record = metadataRecord(metadata);
  const text = {
    hasText: pages.length > 0,
    body: inParts(pages.map(page => page.body)),
    references: inParts(pages.map(page => page.references)),
    bodySeams: inParts(seams.body),
    referenceSeams: inParts(seams.references),
  };
  return { ...record, ...text, digest: `${digestOf(record)}.${digestOf(text)}` };
}

/**
 * @param before the digest of the paper as it stands in the index
 * @returns what has to change there, or null where the metadata is the same
 */
export function toMetadataChange(metadata: PaperMetadata, before: string): MetadataChange | null {
  const record = metadataRecord(metadata);
  const [old = ''] = before.split('.');
  const now = digestOf(record);
  return now === old ? null : { ...record, digest: `${now}.${textDigest(before)}` };
}

/** @returns the part of a paper's digest that is the same for the same text, or for none */
export function textDigest(digest: string): string {
  return digest.split('.')[1] ?? '';
}

/** LaTeX is made readable here, once, and not at each search. */
function metadataRecord(paper: PaperMetadata): MetadataRecord {
  const { title, tldr, abstract, keywords, ...others } = paper;
  const readableTitle = readableLatex(title);
  const readableKeywords = keywords.map(readableLatex);
  return {
    ...others,
    title: toIndexText(readableTitle),
    latexTitle: readableTitle === title ? null : toIndexText(title),
    tldr: tldr === null ? null : toIndexText(readableLatex(tldr)),
    abstract: abstract === null ? null : toIndexText(readableLatex(abstract)),
    keywords: readableKeywords.map(toIndexText),
    tags: tagsOf(keywords),
    venueNames: [...new Set([paper.venue.toLowerCase(), shortVenue(paper.venue).toLowerCase()])],
    year: venueYear(paper.venue),
  };
}

function digestOf(part: MetadataRecord | TextRecord): string {
  return createHash('sha256').update(JSON.stringify(part)).digest('base64url');
}

function inParts(texts: readonly string[]): Parts {
  const parts: string[][] = [];
  let free = 0;
  for (const text of texts) {
    const needed = positionsOf(text);
    const last = parts.at(-1);
    if (last === undefined || needed > free) {
      parts.push([toIndexText(text)]);
      free = MAX_POSITIONS - needed;
    } else {
      last.push(toIndexText(text));
      free -= needed;
    }
  }
  return Object.fromEntries(parts.map((part, index) => [String(index), part]));
}

export function inOrder(parts: Parts): string[] {
  return Object.keys(parts)
    .sort((a, b) => Number(a) - Number(b))
    .flatMap(key => parts[key] ?? [])
    .map(fromIndexText);
}
