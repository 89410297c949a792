import { type CountedTag, drawFresh } from '../inspiration/tags.ts';
import type { Papers, TagCounts } from '../search/papers.ts';
import { parseQuery } from '../search/query.ts';
import { commandOf, searchTag } from './action.ts';
import { tagButton, toCard } from './card.ts';
import type { Card, Reply } from './reply.ts';

/** A post, and its tags, which the channel shall not see again soon; the featured one first. */
export interface DailyPost {
  readonly reply: Reply & { readonly kind: 'daily' };
  readonly tags: readonly string[];
}

/**
 * @param recent the tags that the channel saw, the newest first
 * @returns null where there is nothing to post
 * @throws EngineUnavailableError
 */
export type Compose = (recent: readonly string[]) => Promise<DailyPost | null>;

const TAGS_A_POST = 5;
const LONGEST_TAG = 50;
/** One post in so many ends with a kind word: said every day, it would be an advertisement. */
const KIND_WORD_EVERY = 6;

const KIND_WORDS: readonly string[] = [
  'Liked a paper that you found here? Tell its authors: a kind line from a stranger outlives the reviews.',
  'Behind every paper is somebody who nearly gave it up. If one helps you, write and say so.',
  'Reading generously is a skill, too. Look for what a paper got right before what it lacks.',
  'Nobody has read it all. Ask about what you do not know: somebody here is glad to be asked.',
  'Rejected papers hold good ideas, too, and many of them are in here: read them all the same.',
];

/**
 * Reads the tags once, for as many posts as are made at a time.
 * @param random gives numbers in [0, 1)
 * @throws EngineUnavailableError
 */
export async function composing(papers: Papers, random: () => number = Math.random): Promise<Compose> {
  const all = await papers.tags();
  const counts: TagCounts = new Map([...all].filter(([tag]) => isForButtons(tag)));
  return async recent => {
    const drawn = drawFresh(counts, recent, TAGS_A_POST, random);
    const [featured, ...others] = drawn;
    if (featured === undefined) return null;
    const card = await paperOf(papers, featured, random);
    if (card === null) return null;
    const button = ({ tag, papers: carried }: CountedTag) => tagButton(tag, carried);
    return {
      reply: {
        kind: 'daily',
        featured: button(featured),
        card,
        others: others.map(button),
        kindWord: random() < 1 / KIND_WORD_EVERY ? pick(KIND_WORDS, random) : null,
      },
      tags: drawn.map(({ tag }) => tag),
    };
  };
}

/** One keyword of ICLR 2019 is a whole sentence, and some hold nothing that can be searched. */
function isForButtons(tag: string): boolean {
  if (tag.length > LONGEST_TAG || !/[\p{L}\p{N}]/u.test(tag)) return false;
  const parsed = parseQuery(commandOf(searchTag(tag)));
  return parsed.ok && parsed.query.terms.length === 1;
}

async function paperOf(
  papers: Papers,
  { tag, papers: carried }: CountedTag,
  random: () => number,
): Promise<Card | null> {
  const page = 1 + Math.floor(random() * carried);
  const parsed = parseQuery(commandOf({ ...searchTag(tag), page }));
  if (!parsed.ok) return null;
  const [hit] = (await papers.search(parsed.query, 1)).hits;
  return hit === undefined ? null : toCard({ ...hit, passages: [] });
}

function pick<Item>(items: readonly Item[], random: () => number): Item | null {
  return items[Math.floor(random() * items.length)] ?? null;
}
