import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { interruptedStatus, runProgram } from '../../src/program.ts';
import { openClient } from '../openreview/client.ts';
import { openKeptPdfs } from '../openreview/kept-pdfs.ts';
import { openListed } from '../openreview/listed.ts';
import { openPatience } from '../openreview/patience.ts';
import { parseVenues } from '../openreview/venue-names.ts';
import type { PdfEngine } from '../pdf/reader.ts';
import { openPdfTexts } from '../pdf/texts.ts';
import { atTheIndex, bringIn } from '../run.ts';
import type { Report } from '../source.ts';
import { freshMemory, type Memory, openOpenReview } from '../sources/openreview.ts';
import { cronProblem, watch } from '../watch.ts';
import { pdfEngineOption } from './pdf-engine.ts';

interface Options {
  readonly pdf?: true;
  readonly pdfEngine: PdfEngine;
  readonly watch?: string;
}

export function openReviewCommand(): Command {
  return new Command('openreview')
    .description('venues of OpenReview: their titles, abstracts, keywords and decisions, and their PDFs')
    .argument('<venues...>', 'such as ICLR 2019, ICLR 2018..2026 or ICLR.cc/2019/Conference')
    .option('--pdf', 'the text of the PDFs, too')
    .addOption(pdfEngineOption())
    .option('--watch <cron>', 'again and again, such as "0 * * * *" for every hour', cronArgument)
    .action((words: string[], options: Options) => runProgram(signal => run(words, options, signal)));
}

async function run(words: readonly string[], options: Options, signal: AbortSignal): Promise<number> {
  const venues = parseVenues(words);
  const { dataDir, openReview } = readConfig();
  let report: Report = () => {};
  const patience = openPatience(signal, status => report(status));
  // One for all rounds: a login holds for days, and so does what is known of the rate.
  const client = openClient(openReview, patience, userAgent());

  const round = (memory: Memory, leave: AbortSignal): Promise<number> =>
    atTheIndex(signal, async desk => {
      const texts =
        options.pdf === true ? openPdfTexts({ dataDir, engine: options.pdfEngine, signal }) : null;
      try {
        return await bringIn(desk, async tell => {
          report = tell;
          const kept = texts === null ? null : await openKeptPdfs(join(dataDir, 'openreview', 'pdfs'));
          const pdfs = kept === null || texts === null ? null : { kept, texts };
          const listed = await openListed(join(dataDir, 'openreview', 'listed.json'));
          return openOpenReview({ venues, client, pdfs, memory, listed, leave });
        });
      } finally {
        texts?.close();
      }
    });

  if (options.watch === undefined) return round(freshMemory(), new AbortController().signal);
  let memory = freshMemory();
  await watch({
    expression: options.watch,
    signal,
    say: text => process.stderr.write(`${text}\n`),
    round: async due => {
      const now = structuredClone(memory);
      // Whatever did not reach the index has to be brought in again.
      if ((await round(now, due)) === 0) memory = now;
    },
  });
  return interruptedStatus(signal);
}

function cronArgument(text: string): string {
  const problem = cronProblem(text);
  if (problem !== null)
    throw new InvalidArgumentError(`It is no cron expression: ${problem}. Example: "0 * * * *".`);
  return text;
}

/** Who we are, for whoever runs the server. */
function userAgent(): string {
  const file = new URL('../../package.json', import.meta.url);
  const { name, version } = z
    .object({ name: z.string(), version: z.string() })
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  return `${name}/${version} (a search bot for papers; reads each once)`;
}
