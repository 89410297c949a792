import { assertNever } from '../errors.ts';
import { queryText } from '../search/query.ts';
import { isOrMayBeCommand, parseCommand } from './command.ts';

/** What a reader can do next. A platform makes a button of it; where there are none, it is typed. */
export type Action =
  | { readonly kind: 'search'; readonly query: string; readonly page: number }
  | { readonly kind: 'paper' | 'similar'; readonly id: string }
  | { readonly kind: 'tags'; readonly beginning: string }
  | { readonly kind: 'random' }
  /** `order` is what stands after `daily`. */
  | { readonly kind: 'daily'; readonly order: string }
  | { readonly kind: 'help' };

/** @returns what to type after `/iclr` to do the same: parsed, it is this action again */
export function commandOf(action: Action): string {
  switch (action.kind) {
    case 'search':
      return searchText(action.query, action.page);
    case 'paper':
    case 'similar':
      return `${action.kind} ${action.id}`;
    case 'tags':
      return `tags ${action.beginning}`.trim();
    case 'daily':
      return `daily ${action.order}`.trim();
    case 'random':
    case 'help':
      return action.kind;
    default:
      return assertNever(action);
  }
}

/**
 * @param query as a search has it for its source
 * @returns the query and its page; `daily off` is a search only with `page:1` before it
 */
function searchText(query: string, page: number): string {
  const text = queryText(query, page);
  if (!isOrMayBeCommand(query) && !MAY_HIDE_A_PAGE.test(query)) return text;
  const term = `page:${page}`;
  const forms = [text, `${query} ${term}`, `${term} ${query}`];
  const isSame = (form: string): boolean => {
    const command = parseCommand(form);
    return command.kind === 'search' && command.query.source === query && command.query.page === page;
  };
  // Where LaTeX hides a page, the last one counts.
  return forms.find(isSame) ?? `${term} ${query} ${term}`;
}

/** LaTeX may become whatever there is. */
const MAY_HIDE_A_PAGE = /[\\$]|page:/iu;

/** @returns the search for all papers that carry a tag, as tags.ts makes them */
export function searchTag(tag: string): Action & { readonly kind: 'search' } {
  return { kind: 'search', query: `tag:"${tag}"`, page: 1 };
}
