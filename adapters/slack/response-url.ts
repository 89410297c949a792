import { parseUrl } from '../../src/parse-url.ts';

/** Where Slack takes answers, and where GovSlack does: https://docs.slack.dev/govslack */
const HOSTS = ['hooks.slack.com', 'hooks.slack-gov.com'];

/** An answer was to go to somewhere else than Slack. */
export class ForeignAnswerError extends Error {
  override readonly name = 'ForeignAnswerError';

  /** @param host of the address, whose path is a secret where it is real; null where it is no address */
  constructor(readonly host: string | null) {
    super(`a response_url leads to ${host ?? 'no address'}, which is not Slack`);
  }
}

/**
 * What Bolt sends answers and calls with. A response_url stands in what came in, so whoever could forge that could have
 * answers, and requests from this machine, sent anywhere.
 * @param apiUrl another root of Slack's API, whose origin is Slack's, too; null for Slack's own
 */
export function slackFetch(apiUrl: string | null): typeof fetch {
  return async (target, init) => {
    const url = addressOf(target);
    if (url === null || !isSlack(url, apiUrl)) throw new ForeignAnswerError(url?.hostname || null);
    // Slack leads nowhere else, and what does is not asked.
    return fetch(url, { ...init, redirect: 'manual' });
  };
}

/** @returns null also for what is no address at all: a field that came twice is a list */
function addressOf(target: unknown): URL | null {
  if (target instanceof URL) return target;
  return typeof target === 'string' ? parseUrl(target) : null;
}

const DEFAULT_API_URL = 'https://slack.com/api/';

function isSlack(
  { origin, hostname, protocol, port, username, password }: URL,
  apiUrl: string | null,
): boolean {
  if (`${username}${password}` !== '') return false;
  if (origin === new URL(apiUrl ?? DEFAULT_API_URL).origin) return true;
  return protocol === 'https:' && port === '' && HOSTS.includes(hostname);
}
