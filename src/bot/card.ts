import { assertNever } from '../errors.ts';
import type { Passage } from '../search/evidence/passages.ts';
import type { Hit } from '../search/seek.ts';
import { shortVenue } from '../venue.ts';
import { searchTag } from './action.ts';
import { type Card, marked, type PaperView, type Proof, plain, type TagButton } from './reply.ts';

/** In the words of the original site. */
const NO_TLDR = 'No tl;dr =[';

/** @param hit a paper, with the passages that prove what it was searched for; without any where it was not */
export function toCard({ paper, passages }: Hit): Card {
  return {
    id: paper.id,
    title: paper.title,
    forumUrl: paper.forumUrl,
    venue: placeOf(paper),
    authors: paper.authors,
    tldr: tldrOf(paper),
    proofs: proofsOf(paper, passages),
    tags: paper.tags.map(tag => tagButton(tag, null)),
    open: { kind: 'paper', id: paper.id },
  };
}

/** @returns the venue, and the file of a paper that has no page of its own to link to */
function placeOf({ venue, forumUrl, file }: Hit['paper']): string {
  const short = shortVenue(venue);
  return forumUrl === null && file !== null ? `${short} · ${file}` : short;
}

/** Title and tags stand on the card already, whole. */
function proofsOf(paper: Hit['paper'], passages: readonly Passage[]): Proof[] {
  return passages
    .filter(({ field }) => field !== 'title' && field !== 'tag')
    .map(passage => toProof(paper, passage));
}

/** @returns null where the source gave so little that a missing tl;dr means nothing */
function tldrOf({ tldr, abstract }: Hit['paper']): string | null {
  if (tldr !== null) return tldr;
  return abstract === null ? null : NO_TLDR;
}

export function toPaperView(hit: Hit): PaperView {
  const { proofs: _, open: __, ...card } = toCard(hit);
  const { paper, pages } = hit;
  return {
    ...card,
    decision: paper.decision,
    abstract: paper.abstract,
    pdfUrl: paper.pdfUrl,
    bibtex: paper.bibtex,
    pages,
  };
}

export function tagButton(tag: string, papers: number | null): TagButton {
  return { tag, papers, search: searchTag(tag) };
}

/** @returns the address of a page of the paper's PDF, or of the PDF, or null where the paper has none */
export function passageUrl(paper: Hit['paper'], passage: Passage): string | null {
  if (paper.pdfUrl === null || passage.page === null) return null;
  return `${paper.pdfUrl}#page=${passage.page}`;
}

function toProof(paper: Hit['paper'], passage: Passage): Proof {
  const { text, marks, cut } = passage;
  const ellipsis = (is: boolean): ReturnType<typeof plain>[] => (is ? [plain('…')] : []);
  return {
    where: whereOf(passage),
    url: passageUrl(paper, passage),
    text: [...ellipsis(cut.before), ...marked(text, marks), ...ellipsis(cut.after)],
  };
}

function whereOf({ field, page }: Passage): string {
  switch (field) {
    case 'page':
      return `p. ${page}`;
    case 'references':
      return `references p. ${page}`;
    case 'tldr':
      return 'tl;dr';
    case 'title':
    case 'tag':
    case 'abstract':
      return field;
    default:
      return assertNever(field);
  }
}
