import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Note, readNote } from '../../../ingest/openreview/note.ts';
import { noteV1, noteV2, standInPaper } from '../../support/openreview/notes.ts';

function noteOf(raw: unknown, venue: string | null = null): Note {
  const reading = readNote(raw, venue);
  if (reading.kind !== 'note') throw new Error(reading.kind);
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
      isPdfWithheld: false,
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
          if (reading.kind === 'note') expect(reading.note.metadata.title).not.toBe('');
          if (reading.kind === 'unusable') expect(reading.reason).not.toBe('');
        }
      }),
    );
  });
});

describe('who may read a note', () => {
  const CHAIRS = ['ICLR.cc/2024/Conference/Area_Chairs'];

  it.each([
    [['everyone'], 'note'],
    [[...CHAIRS, 'everyone'], 'note'],
    [CHAIRS, 'private'],
    [[], 'private'],
    [['Everyone'], 'private'],
    [['everyone '], 'private'],
    ['everyone', 'private'],
    [{ everyone: true }, 'private'],
    [[['everyone']], 'private'],
    [0, 'private'],
    [null, 'private'],
  ])('by %j is said of a %s, by either API and in an archive', (readers, kind) => {
    for (const note of [noteV1, noteV2]) {
      const sent = { ...note(standInPaper({ id: 'a' })), readers };
      expect(readNote(sent, 'ICLR.cc/2024/Conference').kind).toBe(kind);
      expect(readNote(sent).kind).toBe(kind);
    }
  });

  it('is said by OpenReview always: a note that does not is not taken, but one of an archive is', () => {
    const sent = noteV1(standInPaper({ id: 'a', readers: null }));
    expect(readNote(sent, 'ICLR.cc/2019/Conference')).toEqual({ kind: 'private', id: 'a' });
    expect(readNote(sent).kind).toBe('note');
  });

  it('may be fewer than all for a field, which is then not taken', () => {
    const hidden = ['authors', 'abstract', 'keywords', 'TLDR', '_bibtex', 'venue', 'pdf'];
    const paper = standInPaper({ ...GIVEN, api: 'v2' });
    const fieldReaders = Object.fromEntries(hidden.map(name => [name, CHAIRS]));
    expect(noteOf(noteV2({ ...paper, fieldReaders }), 'ICLR.cc/2024/Conference')).toMatchObject({
      metadata: {
        title: 'How Many Folds?',
        authors: [],
        abstract: null,
        keywords: [],
        tldr: null,
        bibtex: null,
        decision: null,
        pdfUrl: null,
      },
      pdf: null,
      isPdfWithheld: true,
    });
    const shown = Object.fromEntries(hidden.map(name => [name, ['everyone']]));
    expect(noteOf(noteV2({ ...paper, fieldReaders: shown }), 'V')).toEqual(noteOf(noteV2(paper), 'V'));
  });

  it('is nobody but the chairs where they alone may read its title, or where a field says nonsense', () => {
    const paper = standInPaper({ id: 'a', api: 'v2' });
    expect(readNote(noteV2({ ...paper, fieldReaders: { title: CHAIRS } }), 'V').kind).toBe('private');
    const note = noteV2(paper);
    const content = {
      title: { value: 'T' },
      authors: { value: ['Ada'], readers: null },
      abstract: { readers: CHAIRS },
    };
    expect(noteOf({ ...note, content }, 'V').metadata).toMatchObject({ authors: [], abstract: null });
  });

  it('is everybody, or nothing of it is told, whatever the readers are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), readers => {
        const isPublic = Array.isArray(readers) && readers.includes('everyone');
        const sent = { ...noteV2(standInPaper({ id: 'a', api: 'v2' })), readers };
        expect(readNote(sent, 'V').kind).toBe(isPublic ? 'note' : 'private');
      }),
    );
  });
});
