import { setTimeout as sleep } from 'node:timers/promises';
import { operatorMessageOf } from '../errors.ts';
import { type CountedTag, findTags } from '../inspiration/tags.ts';
import type { Log } from '../log.ts';
import type { Papers } from '../search/papers.ts';
import { commandOf, searchTag } from './action.ts';

/** Something that the reader may be about to type after `/iclr`. */
export interface Completion {
  readonly command: string;
  /** What it does, or how many papers it finds; empty where the command says it all. */
  readonly about: string;
}

/** Completes what is being typed, for platforms that show it while typing. */
export interface Completer {
  /**
   * @param typed so far
   * @returns at most `limit` completions, always in time: without tags where the engine is slow or fails
   */
  complete(typed: string, limit: number): Promise<Completion[]>;
}

/** Tags change when papers are brought in; nobody minds if a new one is found a minute later. */
const FRESH_MS = 60_000;
/** A reader types on, and Discord gives up after 3 s. */
const PATIENCE_MS = 1_000;

const COMMANDS: readonly Completion[] = [
  { command: 'random', about: 'five tags and a paper, for inspiration' },
  { command: 'tags', about: 'what the papers are about' },
  { command: 'help', about: 'everything that can be asked' },
  { command: 'daily', about: 'a tag a day in this channel; daily off ends it' },
  { command: 'paper', about: 'one paper, by its id or its OpenReview link' },
  { command: 'similar', about: 'papers close to one, by its id' },
];

/**
 * What can be typed next: the words themselves, so that Enter searches for them; commands that begin so;
 * tags that begin so, then tags that hold it, those of most papers first.
 * @param tags most papers first
 */
export function chooseCompletions(typed: string, tags: readonly CountedTag[], limit: number): Completion[] {
  const words = typed.trim();
  const beginning = words.toLowerCase();
  const wanted = beginning.replace(/^(?:tags\s+|tag:\s*)/u, '').replaceAll('"', '');
  const begin = tags.filter(({ tag }) => tag.startsWith(wanted));
  const hold = tags.filter(({ tag }) => !tag.startsWith(wanted) && tag.includes(wanted));
  const commands = COMMANDS.filter(({ command }) => command.startsWith(beginning));
  const others = [...commands, ...[...begin, ...hold].slice(0, limit).map(toCompletion)];
  const own = words === '' ? [] : [{ command: words, about: '' }];
  return [...own, ...others.filter(({ command }) => command !== words)].slice(0, limit);
}

function toCompletion({ tag, papers }: CountedTag): Completion {
  return {
    command: commandOf(searchTag(tag)),
    about: `${papers.toLocaleString('en')} ${papers === 1 ? 'paper' : 'papers'}`,
  };
}

/**
 * Keeps the tags in memory, for about a minute: two hundred who type at once are one request.
 * @param now milliseconds since 1970
 */
export function createCompleter(
  papers: Pick<Papers, 'tags'>,
  log: Log,
  now: () => number = Date.now,
): Completer {
  let known: readonly CountedTag[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;

  const read = async (): Promise<void> => {
    try {
      known = findTags(await papers.tags(), '');
      readAt = now();
    } catch (error) {
      log.warn(`the tags to complete with cannot be read: ${operatorMessageOf(error)}`);
    } finally {
      reading = null;
    }
  };

  return {
    complete: async (typed, limit) => {
      if (now() - readAt >= FRESH_MS) {
        reading ??= read();
        // Old tags are better than a reader who waits.
        if (readAt === Number.NEGATIVE_INFINITY) await Promise.race([reading, sleep(PATIENCE_MS)]);
      }
      return chooseCompletions(typed, known, limit);
    },
  };
}
