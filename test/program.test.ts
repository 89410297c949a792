import { describe, expect, it } from 'vitest';
import { causeText, diskTroubleOf } from '../src/disk.ts';
import { EngineError, EngineUnavailableError, SourceError } from '../src/errors.ts';
import { failureText } from '../src/program.ts';

function coded(code: string, path?: string): Error {
  return Object.assign(new Error(`${code}: it did not work`), {
    code,
    ...(path === undefined ? {} : { path }),
  });
}

describe('what ends a program', () => {
  it('is told by its message alone, where that says all', () => {
    expect(failureText(new SourceError('there is no such folder'))).toBe('there is no such folder');
    expect(failureText(new EngineError('Delete it'))).toBe('Delete it');
  });

  it('is told to operators with what readers do not hear', () => {
    const error = new EngineUnavailableError('the search engine cannot be reached', {
      detail: 'at host:7700',
    });
    expect(error.message).toBe('the search engine cannot be reached');
    expect(failureText(error)).toBe('the search engine cannot be reached: at host:7700');
  });

  it.each([
    ['ENOSPC', 'its disk is full. Make room'],
    ['EDQUOT', 'its disk is full. Make room'],
    ['SQLITE_FULL', 'its disk is full. Make room'],
    ['EROFS', 'its disk is read-only. Mount it'],
    ['SQLITE_READONLY_DBMOVED', 'its disk is read-only. Mount it'],
    ['EFBIG', 'a limit on the size of files'],
    ['EIO', 'its disk does not read or write'],
    ['SQLITE_IOERR_WRITE', 'its disk does not read or write'],
  ])('is %s of the disk in one sentence, wherever it came up', (code, told) => {
    const text = failureText(coded(code, '/data/last-ingest.txt'));
    expect(text).toContain(`/data/last-ingest.txt cannot be used: ${told}`);
    expect(text).not.toContain('\n');
    expect(failureText(new Error('wrapped', { cause: coded(code) }))).toContain(
      `DATA_DIR cannot be used: ${told}`,
    );
  });

  it('is shown whole where it is a fault of ours', () => {
    expect(failureText(new TypeError('x is not a function'))).toMatch(
      /TypeError: x is not a function\n\s+at /u,
    );
    expect(failureText('thrown')).toBe('thrown');
  });
});

describe('what is wrong with a disk', () => {
  it.each([['ENOENT'], ['ECONNREFUSED'], ['SQLITE_CONSTRAINT'], ['toString'], ['__proto__']])(
    'is not %s',
    code => expect(diskTroubleOf(coded(code))).toBeNull(),
  );

  it('is told of a file that stands where a folder must be, and else by the message', () => {
    expect(causeText(coded('ENOTDIR'))).toMatch(/a file where a folder must be/u);
    expect(causeText(coded('ENOENT'))).toBe('ENOENT: it did not work');
  });
});
