import { describe, expect, it } from 'vitest';
import { lackOf } from '../../../ingest/openreview/whole-pdf.ts';
import { makePdf } from '../../support/pdf.ts';

const PDF = await makePdf({ pages: [['A quokka.']] });

describe('the bytes of a download', () => {
  it('are a whole PDF from its mark to its end, or by the length that was announced', () => {
    expect(lackOf(PDF, null)).toBeNull();
    expect(lackOf(PDF, PDF.length)).toBeNull();
    const trailed = new Uint8Array([...PDF, ...new Uint8Array(4_000)]);
    expect(lackOf(trailed, trailed.length)).toBeNull();
  });

  it.each([0.25, 0.5, 0.9])('are cut short where %d of them came', part => {
    const some = PDF.subarray(0, PDF.length * part);
    expect(lackOf(some, null)).toBe('the PDF came cut short');
    expect(lackOf(some, PDF.length)).toBe('the PDF came cut short');
  });

  it('are no PDF where they are a page or nothing', () => {
    expect(lackOf(new TextEncoder().encode('<!doctype html>'), null)).toBe('what came is no PDF');
    expect(lackOf(new Uint8Array(), 0)).toBe('what came is no PDF');
  });
});
