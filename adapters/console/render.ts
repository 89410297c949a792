import wrapAnsi from 'wrap-ansi';
import { type Action, commandOf } from '../../src/bot/action.ts';
import { someAuthors } from '../../src/bot/authors.ts';
import {
  bold,
  type Card,
  code,
  type Example,
  type PaperView,
  plain,
  type Reply,
  type Span,
  type TagButton,
} from '../../src/bot/reply.ts';
import { oneLine, withoutControls } from '../../src/bot/visible.ts';
import { assertNever } from '../../src/errors.ts';
import { webLinkOrNull } from '../../src/web-link.ts';
import { dim, link, paint, type Style } from './paint.ts';

const INDENT = '   ';

/** Turns a reply into lines for a terminal or a pipe, without an end of line at the end. */
export function renderReply(reply: Reply, style: Style): string {
  switch (reply.kind) {
    case 'results':
      return paragraphs([
        [line(reply.summary, style), ...reply.notes.map(note => line(note, style))],
        ...reply.cards.map(card => cardLines(card, style)),
        [
          ...(reply.previous === null ? [] : [turn('previous', reply.previous, style)]),
          ...(reply.next === null ? [] : [turn('next', reply.next, style)]),
        ],
      ]);
    case 'paper':
      return paragraphs(paperParagraphs(reply.paper, style));
    case 'tags':
      return paragraphs([[line(reply.summary, style)], tagLines(reply.tags, style)]);
    case 'inspiration':
      return paragraphs([
        [line([plain('Five tags for inspiration:')], style), ...tagLines(reply.tags, style)],
        ...(reply.card === null
          ? []
          : [[line([plain('And a paper:')], style)], cardLines(reply.card, style)]),
      ]);
    case 'daily':
      return paragraphs([
        [
          line([plain('Tag of the day: '), bold(counted(reply.featured))], style),
          ...tagLines([reply.featured], style),
        ],
        cardLines(reply.card, style),
        [line([plain('More tags:')], style), ...tagLines(reply.others, style)],
        reply.kindWord === null ? [] : [line([plain(reply.kindWord)], style)],
      ]);
    case 'help':
      return paragraphs([
        [line(reply.summary, style)],
        exampleLines(reply.examples, style),
        columns(
          reply.language.map(({ form, meaning }) => [form, meaning]),
          style,
        ),
      ]);
    case 'notice':
      return paragraphs([[line(reply.text, style)], exampleLines(reply.examples, style)]);
    default:
      return assertNever(reply);
  }
}

function cardLines(card: Card, style: Style): string[] {
  return [
    wrap(title(card, style), style.width),
    indented([plain([card.venue, someAuthors(card.authors)].filter(part => part !== '').join(' · '))], style),
    ...(card.tldr === null ? [] : [indented([plain(card.tldr)], style)]),
    ...card.proofs.map(proof => {
      const where: Span =
        proof.url === null ? plain(proof.where) : { kind: 'link', text: proof.where, url: proof.url };
      return indented([where, plain(': '), ...proof.text], style);
    }),
    ...(card.tags.length === 0
      ? []
      : [indented([plain(`tags: ${card.tags.map(({ tag }) => tag).join(', ')}`)], style)]),
    dim(`${INDENT}more: /iclr ${oneLine(commandOf(card.open))}`, style),
  ];
}

function paperParagraphs(paper: PaperView, style: Style): string[][] {
  const facts = [paper.venue, paper.decision ?? '', someAuthors(paper.authors, Number.POSITIVE_INFINITY)];
  const pages =
    paper.pages === 0
      ? 'only its metadata is here, not its text'
      : `${paper.pages} ${paper.pages === 1 ? 'page' : 'pages'} of text`;
  const pdf = webLinkOrNull(paper.pdfUrl);
  return [
    [
      wrap(title(paper, style), style.width),
      line([plain(facts.filter(fact => fact !== '').join(' · '))], style),
    ],
    paper.tldr === null ? [] : [line([plain(paper.tldr)], style)],
    paper.abstract === null ? [] : [line([plain(paper.abstract)], style)],
    paper.tags.length === 0
      ? []
      : [line([plain(`tags: ${paper.tags.map(({ tag }) => tag).join(', ')}`)], style)],
    [line([...(pdf === null ? [] : [plain(`PDF: ${pdf} · `)]), plain(pages)], style)],
    paper.bibtex === null ? [] : paper.bibtex.split('\n').map(line => withoutControls(line).trimEnd()),
  ];
}

function tagLines(tags: readonly TagButton[], style: Style): string[] {
  return columns(
    tags.map(({ tag, papers, search }) => [
      papers === null ? tag : `${tag} (${papers})`,
      `/iclr ${commandOf(search)}`,
    ]),
    style,
  );
}

/** @returns for example "gan, 32 papers" */
function counted({ tag, papers }: TagButton): string {
  return papers === null
    ? tag
    : `${tag}, ${papers.toLocaleString('en')} ${papers === 1 ? 'paper' : 'papers'}`;
}

function exampleLines(examples: readonly Example[], style: Style): string[] {
  return columns(
    examples.map(({ action, why }) => [`/iclr ${commandOf(action)}`, why]),
    style,
  );
}

/** @returns rows of two, the second ones under each other */
function columns(rows: readonly (readonly [string, string])[], style: Style): string[] {
  const width = Math.max(0, ...rows.map(([first]) => oneLine(first).length));
  return rows.map(
    ([first, second]) =>
      `${INDENT}${paint([code(first)], style)}${' '.repeat(width - oneLine(first).length)}  ${dim(oneLine(second), style)}`,
  );
}

/** The title is the link; bold, where it can be. */
function title({ title: text, forumUrl }: Pick<Card, 'title' | 'forumUrl'>, style: Style): string {
  const words = paint([bold(text)], style);
  return forumUrl === null ? words : link(words, forumUrl, style);
}

function turn(word: string, action: Action, style: Style): string {
  return `${word}: ${paint([code(`/iclr ${commandOf(action)}`)], style)}`;
}

function line(spans: readonly Span[], style: Style): string {
  return wrap(paint(spans, style), style.width);
}

function indented(spans: readonly Span[], style: Style): string {
  const inner = style.width === null ? null : style.width - INDENT.length;
  return wrap(paint(spans, style), inner)
    .split('\n')
    .map(row => `${INDENT}${row}`)
    .join('\n');
}

function wrap(text: string, width: number | null): string {
  return width === null ? text : wrapAnsi(text, Math.max(20, width), { trim: true });
}

function paragraphs(parts: readonly (readonly string[])[]): string {
  return parts
    .filter(part => part.length > 0)
    .map(part => part.join('\n'))
    .join('\n\n');
}
