import { z } from 'zod';
import type { OpenReviewConfig } from '../../src/config.ts';
import { ConfigError, SourceError } from '../../src/errors.ts';
import type { Answer } from './exchange.ts';
import type { Exchange } from './reach.ts';
import { refusalOf } from './refusal.ts';

/** Whom OpenReview takes us for. */
export interface Login {
  /** @returns the token that requests carry, or null for a guest */
  token(): Promise<string | null>;
  /**
   * Logs in again.
   * @param refused the token that is not taken any more
   * @throws ConfigError where there is no other login to be had
   */
  renewed(refused: string | null): Promise<string>;
}

const tokenSchema = z.object({ token: z.string().regex(/^[\x21-\x7e]+$/u) });

/**
 * What is thrown names variables and never what they hold.
 * @param send makes the request, patiently
 */
export function openLogin(
  { login, token, v2Url }: OpenReviewConfig,
  send: (request: Omit<Exchange, 'trusted'>) => Promise<Answer>,
): Login {
  const logIn = async (): Promise<string> => {
    if (login === null) throw token === null ? needsLogin() : staleToken();
    const { user, password } = login;
    const { status, content } = await send({
      url: new URL(`${v2Url.replace(/\/+$/u, '')}/login`),
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: user, password }),
    });
    if (refusalOf({ status, content }) === 'challenge') throw needsLogin();
    if (content.kind === 'led away')
      throw new SourceError(`OpenReview's login leads ${content.to}: the password was not sent there.`);
    if (status >= 400) throw wrongPassword();
    const parsed = content.kind === 'json' ? tokenSchema.safeParse(content.value) : null;
    if (parsed?.success !== true) throw noToken();
    return parsed.data.token;
  };

  let current: Promise<string> | null = token === null ? null : Promise.resolve(token);
  const renew = (): Promise<string> => {
    const fresh = logIn();
    current = fresh;
    // Where the server was down, the next request may find it up again.
    fresh.catch(() => {
      if (current === fresh) current = null;
    });
    return fresh;
  };
  return {
    token: async () => current ?? (login === null ? null : renew()),
    renewed: async refused => {
      const now = await current;
      return now === null || now === refused ? renew() : now;
    },
  };
}

const MEND = 'in the environment or in .env';

/** For guests, and for whoever is challenged: a person has to prove something, and no program should. */
export function needsLogin(): ConfigError {
  return new ConfigError(
    'OpenReview answers only those who log in. Set OPENREVIEW_USER and OPENREVIEW_PASSWORD (the e-mail address and ' +
      `password of an account at https://openreview.net), or OPENREVIEW_TOKEN, ${MEND}.`,
  );
}

function staleToken(): ConfigError {
  return new ConfigError(
    'OpenReview does not take OPENREVIEW_TOKEN: it is wrong or has expired. Set a new one, or OPENREVIEW_USER and ' +
      `OPENREVIEW_PASSWORD, ${MEND}.`,
  );
}

function wrongPassword(): ConfigError {
  return new ConfigError(
    `OpenReview does not take OPENREVIEW_USER with OPENREVIEW_PASSWORD: one of them is wrong. Mend it ${MEND}.`,
  );
}

function noToken(): ConfigError {
  return new ConfigError(
    'OpenReview wants more than OPENREVIEW_USER and OPENREVIEW_PASSWORD for this account, such as a code sent to you. ' +
      `Set OPENREVIEW_TOKEN ${MEND}: the token of a login in a browser.`,
  );
}
