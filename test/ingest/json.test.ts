import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILE_LIMITS } from '../../ingest/file-limits.ts';
import { parseJson } from '../../ingest/json.ts';
import { readNote } from '../../ingest/openreview/note.ts';

describe('JSON from outside', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json(), json => {
        expect(parseJson(json)).toEqual(JSON.parse(json));
      }),
    );
    expect(parseJson('"[[\\"{{,,"')).toBe('[["{{,,');
  });

  it('is refused where it is nested deeper than any list of papers', () => {
    const { deep } = FILE_LIMITS.json;
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => parseJson(nested(deep))).not.toThrow();
    expect(() => parseJson(nested(deep + 1))).toThrow('it is nested more than 100 deep');
    expect(() => parseJson('{"a":'.repeat(1_000_000))).toThrow('it is nested more than 100 deep');
  });

  it('is refused where it holds more values than any list of papers', () => {
    expect(() => parseJson(`[${'{},'.repeat(FILE_LIMITS.json.values / 2)}{}]`)).toThrow(
      'it holds more than 10,000,000 values',
    );
  });

  it('has a few of its faults told, however many it has', () => {
    const reading = readNote({ id: 'a', content: { title: 't', authors: Array(10_000).fill(1) } });
    expect(reading.kind === 'unusable' && reading.reason.length).toBeLessThan(1_000);
  });
});
