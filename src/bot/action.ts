import { assertNever } from '../errors.ts';
import { queryText } from '../search/query.ts';

/** What a reader can do next. A platform makes a button of it; where there are none, it is typed. */
export type Action =
  | { readonly kind: 'search'; readonly query: string; readonly page: number }
  | { readonly kind: 'paper' | 'similar'; readonly id: string }
  | { readonly kind: 'tags'; readonly beginning: string }
  | { readonly kind: 'random' }
  /** `order` is what stands after `daily`. */
  | { readonly kind: 'daily'; readonly order: string }
  | { readonly kind: 'help' };

/** @returns what to type after `/iclr` to do the same */
export function commandOf(action: Action): string {
  switch (action.kind) {
    case 'search':
      return queryText(action.query, action.page);
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

/** @returns the search for all papers that carry a tag, as tags.ts makes them */
export function searchTag(tag: string): Action & { readonly kind: 'search' } {
  return { kind: 'search', query: `tag:"${tag}"`, page: 1 };
}
