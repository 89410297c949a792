import type { Stretch } from '../search/evidence/occurrences.ts';
import type { Action } from './action.ts';

/**
 * A piece of text and how it is meant. A renderer escapes the text of each span, so nothing that a
 * user or a paper wrote can become markup.
 */
export type Span =
  | { readonly kind: 'plain' | 'bold' | 'mark' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** Somebody of the platform that shows it: `text` is the name, for where nobody can be pointed at. */
  | { readonly kind: 'person'; readonly text: string; readonly id: string };

export interface Person {
  readonly id: string;
  readonly name: string;
}

export type Text = readonly Span[];

/** Where a paper proves that it matches: "p. 4", and its link where the PDF has one. */
export interface Proof {
  readonly where: string;
  readonly url: string | null;
  readonly text: Text;
}

/** A paper, short enough to stand among others. */
export interface Card {
  readonly id: string;
  readonly title: string;
  readonly forumUrl: string | null;
  /** The venue's short form. */
  readonly venue: string;
  readonly authors: readonly string[];
  /** Says so where the authors gave none; null where that is not known. */
  readonly tldr: string | null;
  readonly proofs: readonly Proof[];
  readonly tags: readonly TagButton[];
  readonly open: Action;
}

export interface TagButton {
  readonly tag: string;
  /** How many papers carry it, where that was asked for. */
  readonly papers: number | null;
  readonly search: Action;
}

export interface PaperView extends Omit<Card, 'proofs' | 'open'> {
  readonly decision: string | null;
  readonly abstract: string | null;
  readonly pdfUrl: string | null;
  readonly bibtex: string | null;
  /** Pages of full text; 0 where only the metadata is known. */
  readonly pages: number;
}

/** Something to try, and what it is good for. */
export interface Example {
  readonly action: Action;
  readonly why: string;
}

/** What the bot says, as data: every platform renders every kind. */
export type Reply =
  | {
      readonly kind: 'results';
      readonly summary: Text;
      /** What the reader should know about how the search was done. */
      readonly notes: readonly Text[];
      readonly cards: readonly Card[];
      readonly previous: Action | null;
      readonly next: Action | null;
    }
  | { readonly kind: 'paper'; readonly paper: PaperView }
  | { readonly kind: 'tags'; readonly summary: Text; readonly tags: readonly TagButton[] }
  | { readonly kind: 'inspiration'; readonly tags: readonly TagButton[]; readonly card: Card | null }
  /** What is posted once a day: a tag and one paper of it, and more tags. */
  | {
      readonly kind: 'daily';
      readonly featured: TagButton;
      readonly card: Card;
      readonly others: readonly TagButton[];
      /** Now and then. */
      readonly kindWord: string | null;
    }
  | {
      readonly kind: 'help';
      readonly summary: Text;
      readonly examples: readonly Example[];
      readonly language: readonly { readonly form: string; readonly meaning: string }[];
    }
  | { readonly kind: 'notice'; readonly text: Text; readonly examples: readonly Example[] };

export const plain = (text: string): Span => ({ kind: 'plain', text });
export const bold = (text: string): Span => ({ kind: 'bold', text });
export const code = (text: string): Span => ({ kind: 'code', text });
export const person = ({ id, name }: Person): Span => ({ kind: 'person', text: name, id });

/** @returns the text with these stretches, in order and apart, as marks */
export function marked(text: string, marks: readonly Stretch[]): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    spans.push(plain(text.slice(at, start)), { kind: 'mark', text: text.slice(start, end) });
    at = end;
  }
  spans.push(plain(text.slice(at)));
  return spans.filter(span => span.text !== '');
}
