import { Option } from 'commander';
import { PDF_ENGINES } from '../pdf/reader.ts';

/** @returns the option of every command that reads PDFs */
export function pdfEngineOption(): Option {
  return new Option('--pdf-engine <engine>', 'what reads the PDFs').choices(PDF_ENGINES).default('pdf-parse');
}
