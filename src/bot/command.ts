import { type DailyOrder, parseOrder } from '../inspiration/order.ts';
import { type ParsedQuery, parseQuery, type Query, type QueryProblem } from '../search/query.ts';
import { collapse } from '../search/words.ts';
import { linkedPaper } from '../site.ts';

/** The text after `/iclr`, understood. */
export type Command =
  | { readonly kind: 'search'; readonly query: Query }
  | { readonly kind: 'paper' | 'similar'; readonly id: string }
  | { readonly kind: 'tags'; readonly beginning: string }
  | { readonly kind: 'random' | 'help' }
  | { readonly kind: 'daily'; readonly order: DailyOrder }
  | { readonly kind: 'refused'; readonly problem: CommandProblem };

export type CommandProblem =
  | QueryProblem
  | { readonly kind: 'which paper'; readonly command: 'paper' | 'similar' };

/** An id of OpenReview's or of a file; a link to OpenReview brings its id along as a parameter. */
const ID = /^[\w.-]+$/u;
const LINK = /^<?https?:\/\/[^\s<>]+>?$/iu;

/**
 * Understands a command. A word such as `tags` is a command only where it can be one: `random forests`
 * is a search, and so is `"tags"`.
 * @param text what stands after `/iclr`, of any length
 */
export function parseCommand(text: string): Command {
  const collapsed = collapse(text);
  const [first = '', ...others] = collapsed.split(' ');
  const rest = others.join(' ');
  const [second = ''] = others;
  switch (first.toLowerCase()) {
    case '':
      return { kind: 'help' };
    case 'help':
    case 'random':
      if (rest === '') return { kind: first.toLowerCase() === 'help' ? 'help' : 'random' };
      break;
    case 'tags':
      return { kind: 'tags', beginning: rest.replaceAll(/^["\s]+|["\s]+$/gu, '').toLowerCase() };
    case 'daily': {
      const order = parseOrder(rest);
      if (order !== null) return { kind: 'daily', order };
      break;
    }
    case 'paper':
    case 'similar': {
      const kind = first.toLowerCase() === 'paper' ? 'paper' : 'similar';
      if (rest === '') return { kind: 'refused', problem: { kind: 'which paper', command: kind } };
      if (others.length > 1) break;
      const id = paperId(second);
      if (id !== null) return { kind, id };
      if (LINK.test(second)) return { kind: 'refused', problem: { kind: 'which paper', command: kind } };
      break;
    }
    default: {
      // A pasted link alone can only mean its paper.
      const id = others.length === 0 && LINK.test(first) ? paperId(first) : null;
      if (id !== null) return { kind: 'paper', id };
    }
  }
  return fromQuery(parseQuery(text));
}

/** @returns whether a text begins as a command does, or a link, so that it may be something else than a search */
export function isOrMayBeCommand(text: string): boolean {
  return /^(?:help|random|tags|daily|paper|similar)(?:\s|$)|^<?https?:/iu.test(text);
}

/** @returns the id that a link to OpenReview or an id names, or null where it names none */
function paperId(text: string): string | null {
  if (ID.test(text)) return text;
  if (!LINK.test(text)) return null;
  const id = linkedPaper(text.replaceAll(/^<|>$/gu, ''));
  return id !== null && ID.test(id) ? id : null;
}

function fromQuery(parsed: ParsedQuery): Command {
  return parsed.ok ? { kind: 'search', query: parsed.query } : { kind: 'refused', problem: parsed.problem };
}
