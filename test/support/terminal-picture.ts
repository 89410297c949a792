import xterm from '@xterm/headless';

const FONT = 14;
const CELL = { width: 8.43, height: 20 };
const MARGIN = { side: 18, top: 48, bottom: 16 };
const COLORS = {
  background: '#16161e',
  bar: '#24242f',
  text: '#d5d6db',
  dim: '#8b8fa3',
  yellow: '#f0c674',
  cyan: '#7dcfff',
};

/** Cells that look alike and stand side by side. */
interface Piece {
  readonly column: number;
  readonly text: string;
  readonly style: string;
}

/**
 * Draws what a terminal shows after everything that was written to it.
 * @param output what a program wrote, escape codes and all
 * @param size in characters
 * @returns an SVG, with a link wherever the terminal has one
 */
export async function terminalPicture(
  output: string,
  size: { readonly columns: number; readonly rows: number },
  title: string,
): Promise<string> {
  const terminal = new xterm.Terminal({
    cols: size.columns,
    rows: size.rows,
    convertEol: true,
    allowProposedApi: true,
  });
  await new Promise<void>(resolve => terminal.write(output, resolve));
  const rows = Array.from({ length: size.rows }, (_, row) => piecesOf(terminal, row));
  const last = rows.findLastIndex(pieces => pieces.length > 0);
  const shown = rows.slice(0, last + 1);

  const width = Math.ceil(size.columns * CELL.width + 2 * MARGIN.side);
  const height = MARGIN.top + shown.length * CELL.height + MARGIN.bottom;
  const lines = shown.flatMap((pieces, row) => pieces.map(piece => drawPiece(piece, row)));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${COLORS.background}"/>`,
    `<path d="M0 8a8 8 0 0 1 8-8h${width - 16}a8 8 0 0 1 8 8v24H0z" fill="${COLORS.bar}"/>`,
    ...['#ff5f57', '#febc2e', '#28c840'].map(
      (color, index) => `<circle cx="${20 + index * 20}" cy="16" r="6" fill="${color}"/>`,
    ),
    `<text x="${width / 2}" y="21" text-anchor="middle" font-family="ui-sans-serif,system-ui,sans-serif" font-size="13" fill="${COLORS.dim}">${escapeXml(title)}</text>`,
    `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="${FONT}" fill="${COLORS.text}" xml:space="preserve">`,
    ...lines,
    '</g>',
    '</svg>',
  ].join('\n')}\n`;
}

function piecesOf(terminal: xterm.Terminal, row: number): Piece[] {
  const line = terminal.buffer.active.getLine(row);
  const pieces: Piece[] = [];
  for (let column = 0; column < terminal.cols; column += 1) {
    const cell = line?.getCell(column);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const style = styleOf(cell);
    const text = cell.getChars() || ' ';
    const last = pieces.at(-1);
    if (last !== undefined && last.style === style && last.column + last.text.length === column) {
      pieces[pieces.length - 1] = { ...last, text: last.text + text };
    } else {
      pieces.push({ column, text, style });
    }
  }
  return pieces.map(piece => ({ ...piece, text: piece.text.trimEnd() })).filter(({ text }) => text !== '');
}

function styleOf(cell: xterm.IBufferCell): string {
  const color = cell.isDim() ? COLORS.dim : colorOf(cell.getFgColor(), cell.isFgPalette());
  return [
    ...(color === null ? [] : [`fill="${color}"`]),
    ...(cell.isBold() ? ['font-weight="bold"'] : []),
    ...(cell.isUnderline() ? ['text-decoration="underline"'] : []),
  ].join(' ');
}

/** The two colours of the palette that the console uses. */
function colorOf(color: number, isPalette: boolean): string | null {
  if (!isPalette) return null;
  return color === 3 ? COLORS.yellow : COLORS.cyan;
}

function drawPiece({ column, text, style }: Piece, row: number): string {
  const x = (MARGIN.side + column * CELL.width).toFixed(1);
  const y = MARGIN.top + row * CELL.height + FONT;
  const length = (text.length * CELL.width).toFixed(1);
  return `<text x="${x}" y="${y}" textLength="${length}"${style === '' ? '' : ` ${style}`}>${escapeXml(text)}</text>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
