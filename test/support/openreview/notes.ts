/** A paper that the stand-in has: invented, like its authors. */
export interface StandInPaper {
  readonly api: 'v1' | 'v2';
  readonly venue: string;
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly authors: readonly string[];
  readonly keywords: readonly string[];
  readonly abstract: string;
  readonly tldr?: string;
  readonly bibtex?: string;
  /** What became of it, as the venue's id or an invitation ends: "Withdrawn_Submission". */
  readonly outcome?: string;
  /** Such as "ICLR 2024 poster". */
  readonly label?: string;
  /** Where its PDF is; another path is another revision. */
  readonly pdf?: string;
  /** Who may read it; everyone, where nothing is said. Null leaves it out of the note. */
  readonly readers?: readonly string[] | null;
  /** Fields of a note of the newer API that have readers of their own. */
  readonly fieldReaders?: Readonly<Record<string, readonly string[]>>;
  /** Lines of ASCII; left out: there is no PDF. */
  readonly pages?: readonly string[];
}

export const V1_VENUE = 'ICLR.cc/2019/Conference';
export const V2_VENUE = 'ICLR.cc/2024/Conference';

/** @returns a paper with nothing in it but what a test gives */
export function standInPaper(given: Partial<StandInPaper> & { readonly id: string }): StandInPaper {
  const api = given.api ?? 'v1';
  return {
    api,
    venue: api === 'v1' ? V1_VENUE : V2_VENUE,
    number: 1,
    title: `Paper ${given.id}`,
    authors: ['Ada Brook'],
    keywords: ['quokka'],
    abstract: `What ${given.id} is about.`,
    pdf: `/pdf/${given.id}.pdf`,
    ...given,
  };
}

/** @returns so many papers with a page of text each, numbered from 1 */
export function manyPapers(count: number, given: Partial<StandInPaper> = {}): StandInPaper[] {
  return Array.from({ length: count }, (_, index) =>
    standInPaper({
      id: `p${String(index + 1).padStart(4, '0')}`,
      number: index + 1,
      pages: [`The wombat of paper ${index + 1} digs.`],
      ...given,
    }),
  );
}

/** A note as it is sent, and what it is found by. */
interface StandInNote extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly invitation?: string;
  readonly invitations?: readonly string[];
  readonly venueid: string;
}

function readersOf({ readers = ['everyone'] }: StandInPaper): { readers?: readonly string[] } {
  return readers === null ? {} : { readers };
}

/** As the older API gives it. */
export function noteV1(paper: StandInPaper): StandInNote {
  return {
    id: paper.id,
    forum: paper.id,
    number: paper.number,
    ddate: null,
    ...readersOf(paper),
    invitation: `${paper.venue}/-/${paper.outcome ?? (/[A-Z]\w*$/u.test(paper.venue) ? 'Blind_Submission' : 'submission')}`,
    venueid: '',
    content: {
      title: paper.title,
      abstract: paper.abstract,
      authors: paper.authors,
      keywords: paper.keywords,
      'TL;DR': paper.tldr,
      venue: paper.label,
      pdf: paper.pdf,
      _bibtex: paper.bibtex,
    },
  };
}

/** As the newer API gives it: values are wrapped, and an author may be an object. */
export function noteV2(paper: StandInPaper): StandInNote {
  const venueid = paper.outcome === undefined ? paper.venue : `${paper.venue}/${paper.outcome}`;
  const value = <T>(one: T | undefined) => (one === undefined ? undefined : { value: one });
  const withReaders = (content: Readonly<Record<string, object | undefined>>) =>
    Object.fromEntries(
      Object.entries(content).map(([name, field]) => {
        const readers = paper.fieldReaders?.[name];
        return [name, field === undefined || readers === undefined ? field : { ...field, readers }];
      }),
    );
  return {
    ...readersOf(paper),
    id: paper.id,
    forum: paper.id,
    number: paper.number,
    domain: paper.venue,
    invitations: [`${paper.venue}/-/Submission`, `${paper.venue}/-/Edit`],
    venueid,
    content: withReaders({
      title: value(paper.title),
      abstract: value(paper.abstract),
      authors: value(
        paper.number % 2 === 1
          ? paper.authors
          : paper.authors.map(fullname => ({ fullname, username: '~x1' })),
      ),
      keywords: value(paper.keywords),
      TLDR: value(paper.tldr),
      venue: value(paper.label),
      venueid: value(venueid),
      pdf: value(paper.pdf),
      _bibtex: value(paper.bibtex),
    }),
  };
}
