import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Note, readNote } from '../../../ingest/openreview/note.ts';
import { noteV1, noteV2, standInPaper } from '../../support/openreview/notes.ts';

function noteOf(raw: unknown, venue: string | null = null): Note {
  const reading = readNote(raw, venue);
  if (reading.kind === 'unusable') throw new Error(reading.reason);
  return reading.note;
}

const GIVEN = {
  id: 'Kx1relu',
  number: 2,
  title: ' How  Many\nFolds? ',
  authors: ['Ada Brook', 'Jonas Berg'],
  keywords: ['ReLU networks', ' '],
  abstract: 'We count.',
  tldr: 'Few.',
  bibtex: '@misc{x, url={https://openreview.net/forums?id=Kx1relu}}',
  label: 'ICLR 2024 poster',
};

describe('a note', () => {
  it('of the older API says what the same note of the newer one says', () => {
    const older = noteOf(noteV1(standInPaper({ ...GIVEN, api: 'v1', venue: 'ICLR.cc/2024/Conference' })));
    const newer = noteOf(noteV2(standInPaper({ ...GIVEN, api: 'v2', venue: 'ICLR.cc/2024/Conference' })));
    expect(newer).toEqual(older);
    expect(newer).toEqual({
      metadata: {
        id: 'Kx1relu',
        title: 'How Many Folds?',
        venue: 'ICLR.cc/2024/Conference',
        authors: ['Ada Brook', 'Jonas Berg'],
        keywords: ['ReLU networks'],
        tldr: 'Few.',
        abstract: 'We count.',
        decision: 'Accept (poster)',
        bibtex: '@misc{x, url={https://openreview.net/forum?id=Kx1relu}}',
        forumUrl: 'https://openreview.net/forum?id=Kx1relu',
        pdfUrl: 'https://openreview.net/pdf?id=Kx1relu',
        file: null,
      },
      number: 2,
      pdf: '/pdf/Kx1relu.pdf',
    });
  });

  it.each([
    [{ label: 'ICLR 2024 oral' }, 'Accept (oral)'],
    [{ label: 'ICLR 2023 notable top 5%', venue: 'ICLR.cc/2023/Conference' }, 'Accept (notable top 5%)'],
    [{ label: 'Submitted to ICLR 2024', outcome: 'Rejected_Submission' }, 'Reject'],
    [{ label: 'Submitted to ICLR 2024' }, null],
    [{ label: 'ICLR 2024 Conference Withdrawn Submission', outcome: 'Withdrawn_Submission' }, 'Withdrawn'],
    [{ outcome: 'Withdrawn_Submission' }, 'Withdrawn'],
    [{ outcome: 'Desk_Rejected_Submission' }, 'Desk rejected'],
    [{ outcome: 'Submission' }, null],
    [{}, null],
  ])('with %j was decided: %s', (given, decision) => {
    const paper = standInPaper({ id: 'a', api: 'v2', ...given });
    expect(noteOf(noteV2(paper), paper.venue).metadata.decision).toBe(decision);
  });

  it('of the older API is withdrawn by what it answers', () => {
    const note = noteV1(standInPaper({ id: 'a', outcome: 'Withdrawn_Submission' }));
    expect(noteOf(note).metadata).toMatchObject({ decision: 'Withdrawn', venue: 'ICLR.cc/2019/Conference' });
  });

  it('keeps the words of a decision that it has, and the keywords of a list in one text', () => {
    const content = { title: 'T', decision: 'Accept (Poster)', keywords: 'GAN; boxes, quokka' };
    expect(noteOf({ id: 'a', invitation: 'X/2013/conference/-/submission', content }).metadata).toMatchObject(
      {
        decision: 'Accept (Poster)',
        keywords: ['GAN', 'boxes', 'quokka'],
        venue: 'X/2013/conference',
      },
    );
  });

  it('links to OpenReview, whatever its forum is called', () => {
    const forum = 'x|y>&id=z#\ud800';
    const { metadata } = noteOf({ id: 'a', invitation: 'V/-/S', forum, content: { title: 'T' } });
    expect(metadata.forumUrl).toBe('https://openreview.net/forum?id=x%7Cy%3E%26id%3Dz%23%EF%BF%BD');
  });

  it('is a note or unusable for a reason, whatever a server sends', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (raw, value) => {
        for (const sent of [
          raw,
          { id: 'a', invitation: 'V/-/S', content: raw },
          { id: 'a', content: { title: value } },
        ]) {
          const reading = readNote(sent);
          expect(reading.kind === 'note' ? reading.note.metadata.title : reading.reason).not.toBe('');
        }
      }),
    );
  });
});
