import { paperText } from '../text/paper-text.ts';
import type { PdfText } from './reader.ts';

/** @returns a paper's text as readers of the index see it, from what a PDF reader gives */
export function paperPages({ pages }: Pick<PdfText, 'pages'>): ReturnType<typeof paperText> {
  return paperText(pages.map(page => page.replaceAll('\f', '\n')).join('\f'));
}
