import { Command } from 'commander';
import { runProgram } from '../../src/program.ts';
import type { PdfEngine } from '../pdf/reader.ts';
import { openPdfTexts } from '../pdf/texts.ts';
import { atTheIndex, bringIn } from '../run.ts';
import { openFolder } from '../sources/folder.ts';
import { pdfEngineOption } from './pdf-engine.ts';

interface Options {
  readonly venue?: string;
  readonly pdfEngine: PdfEngine;
  readonly followLinks?: true;
}

export function folderCommand(): Command {
  return new Command('folder')
    .description('every PDF of a folder, with what papers.json, .jsonl, .csv or .bib in it says of them')
    .argument('<folder>', 'where the PDFs are; folders in it are searched, too')
    .option('--venue <name>', "of papers of which nothing else is said (the folder's name)")
    .option('--follow-links', 'reads what links lead to outside of the folder, too')
    .addOption(pdfEngineOption())
    .action((folder: string, { venue, pdfEngine, followLinks }: Options) =>
      runProgram(signal =>
        atTheIndex(signal, async desk => {
          const texts = openPdfTexts({ dataDir: desk.config.dataDir, engine: pdfEngine, signal });
          try {
            return await bringIn(desk, () =>
              openFolder({ folder, venue: venue?.trim() || null, texts, followLinks: followLinks === true }),
            );
          } finally {
            texts.close();
          }
        }),
      ),
    );
}
