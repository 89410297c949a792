export const ARCHIVE_URL = 'https://github.com/Smerity/search_iclr_2019';

/** @returns what there is to search, and which one command brings the rest, for whoever started the bot */
export function greeting(counts: { readonly papers: number; readonly withText: number }): string {
  const papers = counts.papers.toLocaleString('en');
  const withText = counts.withText.toLocaleString('en');
  if (counts.papers === 0) return `No papers yet. Bring some in: npm run ingest -- archive ${ARCHIVE_URL}`;
  if (counts.withText > 0) return `${papers} papers, ${withText} with full text.`;
  return (
    `${papers} papers, none with full text yet: their titles and keywords can be searched.\n` +
    `This brings the text of all of them, in about two minutes: npm run ingest -- archive ${ARCHIVE_URL}`
  );
}
