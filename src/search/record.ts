import { createHash } from 'node:crypto';
import type { PaperMetadata, SourcePaper } from '../paper.ts';
import { tagsOf } from '../tags.ts';
import { shortVenue, venueYear } from '../venue.ts';
import { readableLatex } from './latex.ts';
import { fromIndexText, toIndexText } from './stand-ins.ts';

/**
 * The engine drops, silently, every word past position 65,535 of an attribute, and counts eight
 * positions for the end of a sentence and for each step to the next element of an array. So a text
 * stands in as many attributes as it needs: "0" holds the first pages, "1" those that follow.
 */
const MAX_POSITIONS = 65_000;
const STEP = 8;

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
    const needed = positions(text);
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

/**
 * How many positions a text takes at most: one for each word, and the cost of a sentence's end for
 * whatever else than spaces and hyphens stands between words.
 */
function positions(text: string): number {
  let count = STEP;
  let before: Kind = 'gap';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    const kind = code < ASCII ? (ASCII_KINDS[code] ?? 'gap') : kindOf(String.fromCodePoint(code));
    if (code > LAST_OF_ONE_UNIT) at += 1;
    if (kind === before) continue;
    if (kind === 'word') count += 1;
    if (kind === 'sign') count += STEP;
    before = kind;
  }
  return count;
}

type Kind = 'word' | 'sign' | 'gap';

function kindOf(character: string): Kind {
  if (/[\p{L}\p{N}\p{M}]/u.test(character)) return 'word';
  return /[\s-]/u.test(character) ? 'gap' : 'sign';
}

const ASCII = 128;
const LAST_OF_ONE_UNIT = 0xffff;
const ASCII_KINDS = Array.from({ length: ASCII }, (_, code) => kindOf(String.fromCodePoint(code)));
