import { z } from 'zod';
import { PDF_ENGINES, type PdfText, REFUSALS } from './reader.ts';

/** What a reading process is asked: one file at a time. */
export const jobSchema = z.object({
  engine: z.enum(PDF_ENGINES),
  path: z.string(),
  limits: z.object({ pages: z.int(), characters: z.int() }),
});
export type Job = Readonly<z.infer<typeof jobSchema>>;

export const pdfTextSchema: z.ZodType<PdfText> = z.object({
  pages: z.array(z.string()),
  unreadable: z.array(z.object({ page: z.int(), reason: z.string() })),
  firstPage: z.array(z.object({ text: z.string(), size: z.number(), x: z.number(), y: z.number() })),
  info: z.object({ title: z.string().nullable(), author: z.string().nullable() }),
});

/** What a reading process says. */
export const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** The sha256 is of the bytes that were read, which may be others than those that were there a moment before. */
  z.object({ kind: z.literal('text'), text: pdfTextSchema, sha256: z.string() }),
  z.object({ kind: z.literal('refused'), refusal: z.enum(REFUSALS), detail: z.string(), sha256: z.string() }),
  /** A reader threw what it should not, now or in the background; the process can no longer be trusted. */
  z.object({ kind: z.literal('broke'), detail: z.string() }),
]);
export type Message = Readonly<z.infer<typeof messageSchema>>;
