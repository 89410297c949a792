import { z } from 'zod';
import type { Answer } from './exchange.ts';

/** Why an answer is not what was asked for: prove to be a person, log in again, nothing there, or no. */
export type Refusal = 'challenge' | 'login' | 'missing' | 'refused';

const errorSchema = z.object({ name: z.string() });

/** @returns null where nothing is refused; a page is the challenge, wherever JSON was asked for */
export function refusalOf({ status, content }: Pick<Answer, 'status' | 'content'>): Refusal | null {
  const name = errorName(content);
  if (name === 'ChallengeRequiredError') return 'challenge';
  if (status === 401 || name === 'TokenExpiredError') return 'login';
  if (status === 404) return 'missing';
  if (content.kind === 'page') return 'challenge';
  return status >= 400 ? 'refused' : null;
}

/** @returns how OpenReview calls its error, such as "ForbiddenError"; its message may hold what was sent */
export function errorName(content: Answer['content']): string | null {
  if (content.kind !== 'json') return null;
  const parsed = errorSchema.safeParse(content.value);
  return parsed.success && /^\w{1,60}$/u.test(parsed.data.name) ? parsed.data.name : null;
}
