import { SAMPLE_PAPERS, type SamplePaper } from '../../test/support/sample-archive.ts';
import { mutatedCommand, one } from './mutate.ts';

const HOSTILE_PAPERS = 40;
const SUBJECTS = ['relu networks', 'path norms', 'gan', 'graph attention', 'linear regions', 'folds'];

/** @returns the invented papers of the tests, and some whose every field is written by an enemy */
export function hostilePapers(random: () => number): SamplePaper[] {
  const text = (): string => `${one(SUBJECTS, random)} ${mutatedCommand(random)}`;
  const hostile = Array.from(
    { length: HOSTILE_PAPERS },
    (_, at): SamplePaper => ({
      id: `hostile-${at}`,
      title: text(),
      authors: [text(), text()],
      keywords: [one(SUBJECTS, random), text(), text()],
      tldr: text(),
      abstract: text(),
      decision: text(),
      bibtex: text(),
      pages: [`${text()} relu networks ${text()}`, `the folds of ${text()}\nREFERENCES\n${text()}`],
    }),
  );
  return [...SAMPLE_PAPERS, ...hostile];
}
