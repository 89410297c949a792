import type { Text } from '../../src/bot/reply.ts';
import type { Desk } from './desk.ts';
import { problemOf, wordsForCaller, wordsForOperator } from './problem.ts';

/**
 * Does something for a caller. What goes wrong is told to the operator in the log, and to the caller
 * where that is possible; the bot lives on.
 */
export async function guard(
  { log, handle }: Pick<Desk, 'log' | 'handle'>,
  tell: (words: Text) => Promise<void>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const problem = problemOf(error);
    const words = wordsForOperator(problem);
    if (problem.kind === 'fault') log.error({ err: error }, words);
    else if (problem.kind === 'not in channel') log.info(words);
    else log.warn(words);
    if (problem.kind === 'answer expired' || problem.kind === 'foreign answer') return;
    await tell(wordsForCaller(problem, handle)).catch((second: unknown) =>
      log.warn(`the caller could not be told: ${wordsForOperator(problemOf(second))}`),
    );
  }
}
