import { describe, expect, it } from 'vitest';
import { chooseCompletions, createCompleter } from '../../src/bot/complete.ts';
import { EngineUnavailableError } from '../../src/errors.ts';
import { memoryLog } from '../support/engine.ts';

/** Most papers first, as the completer keeps them. */
const TAGS = [
  { tag: 'reinforcement learning', papers: 1_200 },
  { tag: 'gan', papers: 40 },
  { tag: 'conditional gan', papers: 3 },
  { tag: 'gan evaluation', papers: 1 },
];

function commands(typed: string, limit = 25): string[] {
  return chooseCompletions(typed, TAGS, limit).map(({ command }) => command);
}

describe('what is completed while typing', () => {
  it('is nothing yet: the commands, then the tags of most papers', () => {
    expect(commands('', 8)).toEqual([
      'random',
      'tags',
      'help',
      'daily',
      'paper',
      'similar',
      'tag:"reinforcement learning"',
      'tag:"gan"',
    ]);
  });

  it('is the words themselves, then tags that begin so, then those that hold them', () => {
    expect(commands('GAN')).toEqual(['GAN', 'tag:"gan"', 'tag:"gan evaluation"', 'tag:"conditional gan"']);
  });

  it.each(['tag:ga', 'tag:"ga', 'tags ga'])('is the tag alone in %s', typed => {
    expect(commands(typed).slice(0, 2)).toEqual([typed, 'tag:"gan"']);
  });

  it('is a command that begins so', () => {
    expect(commands('ra')).toEqual(['ra', 'random']);
    expect(commands('random')).toEqual(['random']);
  });

  it('says how many papers a tag has', () => {
    expect(chooseCompletions('rein', TAGS, 25).at(-1)?.about).toBe('1,200 papers');
    expect(chooseCompletions('gan eval', TAGS, 25).at(-1)?.about).toBe('1 paper');
  });

  it('is as much as was asked for', () => {
    expect(commands('gan', 2)).toEqual(['gan', 'tag:"gan"']);
  });
});

describe('the tags that it completes with', () => {
  it('are asked for once by all who type at once, and again after a minute', async () => {
    let asked = 0;
    let now = 0;
    const tags = async () => {
      asked += 1;
      return new Map([['gan', asked]]);
    };
    const completer = createCompleter({ tags }, memoryLog(), () => now);
    const complete = async () => (await completer.complete('gan', 25)).at(-1)?.about;
    expect(await Promise.all([complete(), complete(), complete()])).toEqual([
      '1 paper',
      '1 paper',
      '1 paper',
    ]);
    now = 59_999;
    await complete();
    expect(asked).toBe(1);
    now = 60_000;
    expect(await complete()).toBe('1 paper');
    expect(await complete()).toBe('2 papers');
    expect(asked).toBe(2);
  });

  it('are left out where the engine fails or hangs', async () => {
    const failing = { tags: () => Promise.reject(new EngineUnavailableError('it is restarting')) };
    const log = memoryLog();
    expect(await createCompleter(failing, log).complete('ra', 25)).toHaveLength(2);
    expect(log.lines).toEqual(['the tags to complete with cannot be read: it is restarting']);
    const hanging = { tags: () => new Promise<never>(() => {}) };
    expect(await createCompleter(hanging, memoryLog()).complete('ra', 25)).toHaveLength(2);
  });
});
