import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/bot/command.ts';
import { problemText } from '../../src/bot/problem.ts';
import type { Span } from '../../src/bot/reply.ts';

function answerTo(text: string): string {
  const command = parseCommand(text);
  if (command.kind !== 'refused') throw new Error(`not refused: ${command.kind}`);
  return problemText(command.problem)
    .map((span: Span) => span.text)
    .join('');
}

describe('a search that is refused for its cost', () => {
  const sixty = (of: (index: number) => string): string =>
    Array.from({ length: 60 }, (_, index) => of(index)).join(' ');

  it('is told how many exclusions a search takes', () => {
    expect(answerTo(`relu ${sixty(index => `-cites:w${index}`)}`)).toBe(
      'This excludes 60 things, and a search takes 10: leave some out.',
    );
  });

  it('is told how many operators a search takes', () => {
    expect(answerTo(`relu ${sixty(index => `title:w${index}`)}`)).toBe(
      'These are 60 phrases, fields and exclusions, and a search takes 20, beside plain words: leave some out.',
    );
  });

  it('is told how long a search may be', () => {
    expect(answerTo('a'.repeat(1_001))).toBe(
      'This is 1001 characters long, and a search takes 1000: keep the sentence that says most.',
    );
  });
});
