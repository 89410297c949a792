import {
  assertNever,
  BusyError,
  EngineError,
  EngineUnavailableError,
  operatorMessageOf,
  TooCostlyError,
} from '../errors.ts';
import { drawTags, findTags } from '../inspiration/tags.ts';
import type { Log } from '../log.ts';
import type { Papers } from '../search/papers.ts';
import type { Query } from '../search/query.ts';
import { type Caller, turnOf } from './caller.ts';
import { tagButton, toCard, toPaperView } from './card.ts';
import type { Asked } from './change.ts';
import { type Command, parseCommand } from './command.ts';
import { answerDaily, confirmDaily, type DailyDesk } from './daily.ts';
import { helpReply } from './help.ts';
import { problemText } from './problem.ts';
import { createRefusals } from './refusals.ts';
import { bold, code, plain, type Reply } from './reply.ts';
import { resultsReply } from './results.ts';
import { createTurns, type Turns } from './turns.ts';

/** Five cards fill a chat window. */
const CARDS_A_PAGE = 5;
const TAGS_A_REPLY = 40;
const RANDOM_TAGS = 5;

/** Decides what is said, for every platform. */
export interface Bot {
  /**
   * @param asked what stands after `/iclr`, or what a button asks for
   * @param caller where it was typed or clicked, and by whom
   * @param cancelled says that nobody waits for the answer any more: it is not begun then
   * @returns what to say, always: what fails is told in the reply, and logged
   */
  answer(asked: Asked, caller: Caller, cancelled?: AbortSignal): Promise<Reply>;
}

/**
 * @param random gives numbers in [0, 1), for `/iclr random`
 * @param daily null where nothing is posted daily
 * @param turns in which the commands of all platforms are taken
 */
export function createBot(
  papers: Papers,
  log: Log,
  random: () => number = Math.random,
  daily: DailyDesk | null = null,
  turns: Turns = createTurns(),
): Bot {
  const refused = createRefusals(log);
  const reply = async (asked: Asked, caller: Caller): Promise<Reply> => {
    const command = typeof asked === 'string' ? parseCommand(asked) : asked;
    if (command.kind !== 'daily' && command.kind !== 'unconfirmed') return carryOut(command, papers, random);
    if (daily === null) return NO_DAILY;
    return command.kind === 'daily'
      ? answerDaily(command.order, caller, daily)
      : confirmDaily(command.order, command.text, caller, daily);
  };
  return {
    answer: async (asked, caller, cancelled) => {
      try {
        const who = turnOf(caller);
        const work = (): Promise<Reply> => reply(asked, caller);
        return await (who === null ? work() : turns.take(who, work, cancelled));
      } catch (error) {
        if (cancelled?.aborted === true) return NOBODY_WAITS;
        if (error instanceof TooCostlyError) return notice(error.message);
        if (error instanceof EngineUnavailableError) {
          log.warn(operatorMessageOf(error));
          return notice(`Sorry, ${error.message}. Try again in a moment.`);
        }
        if (error instanceof BusyError) {
          refused(error.cause);
          return notice(error.message);
        }
        if (error instanceof EngineError) {
          log.error(error.message);
          return notice(
            'Sorry, the search engine cannot do its work now. The reason is in the log of whoever runs me.',
          );
        }
        log.error({ err: error }, 'a command failed');
        return notice(
          'Sorry, something went wrong. It is in the log of whoever runs me; the same command may work again.',
        );
      }
    },
  };
}

async function carryOut(
  command: Exclude<Command, { kind: 'daily' }>,
  papers: Papers,
  random: () => number,
): Promise<Reply> {
  switch (command.kind) {
    case 'search':
      return search(command.query, papers);
    case 'paper':
      return showPaper(command.id, papers);
    case 'similar':
      return showSimilar(command.id, papers);
    case 'tags':
      return listTags(command.beginning, papers);
    case 'random':
      return inspire(papers, random);
    case 'help':
      return helpReply(await papers.counts());
    case 'refused':
      return { kind: 'notice', text: problemText(command.problem), examples: [] };
    default:
      return assertNever(command);
  }
}

async function search(query: Query, papers: Papers): Promise<Reply> {
  const result = await papers.search(query, CARDS_A_PAGE);
  return resultsReply(query, result);
}

async function showPaper(id: string, papers: Papers): Promise<Reply> {
  const hit = await papers.get(id);
  return hit === null ? unknownPaper(id, 'paper') : { kind: 'paper', paper: toPaperView(hit) };
}

async function showSimilar(id: string, papers: Papers): Promise<Reply> {
  const hit = await papers.get(id);
  if (hit === null) return unknownPaper(id, 'similar');
  const similar = await papers.similar(hit.paper, CARDS_A_PAGE);
  const title = bold(hit.paper.title);
  if (similar.length === 0) {
    return {
      kind: 'notice',
      text: [plain('No paper shares a tag or a title word with '), title],
      examples: [],
    };
  }
  return {
    kind: 'results',
    summary: [plain('Papers that share tags and title words with '), title],
    notes: [],
    cards: similar.map(toCard),
    previous: null,
    next: null,
  };
}

function unknownPaper(id: string, command: 'paper' | 'similar'): Reply {
  return {
    kind: 'notice',
    text: [
      plain('There is no paper '),
      code(id),
      plain(' here. An id is what follows '),
      code('?id='),
      plain(' in an OpenReview link. To search for the words instead, quote them: '),
      code(`"${command}" ${id}`),
    ],
    examples: [],
  };
}

async function listTags(beginning: string, papers: Papers): Promise<Reply> {
  const found = findTags(await papers.tags(), beginning);
  if (found.length === 0) {
    return {
      kind: 'notice',
      text: [plain('No tag begins with or holds '), code(beginning), plain('. Fewer letters may find some.')],
      examples: [],
    };
  }
  const shown = found.slice(0, TAGS_A_REPLY);
  const count = found.length.toLocaleString('en');
  const rest = found.length > shown.length ? `, the ${shown.length} with the most papers` : '';
  const one = found.length === 1;
  const begins = found[0]?.tag.startsWith(beginning) === true;
  const relation = begins ? `begin${one ? 's' : ''} with` : `hold${one ? 's' : ''}`;
  return {
    kind: 'tags',
    summary:
      beginning === ''
        ? [plain(`${count} tags${rest}`)]
        : [plain(`${count} ${one ? 'tag' : 'tags'} that ${relation} `), code(beginning), plain(rest)],
    tags: shown.map(({ tag, papers: carried }) => tagButton(tag, carried)),
  };
}

async function inspire(papers: Papers, random: () => number): Promise<Reply> {
  const [counts, hit] = await Promise.all([papers.tags(), papers.pick(random())]);
  const tags = drawTags(counts, RANDOM_TAGS, random);
  if (tags.length === 0 && hit === null)
    return notice('There are no papers here yet. Whoever runs me can bring some in: npm run ingest');
  return {
    kind: 'inspiration',
    tags: tags.map(({ tag, papers: carried }) => tagButton(tag, carried)),
    card: hit === null ? null : toCard(hit),
  };
}

/** Shown to nobody. */
const NOBODY_WAITS = notice('Nobody waits for this any more.');

const NO_DAILY = notice('This bot keeps no subscriptions: nothing is posted by itself.');

function notice(text: string): Reply {
  return { kind: 'notice', text: [plain(text)], examples: [] };
}
