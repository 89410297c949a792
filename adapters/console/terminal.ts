import type { WriteStream } from 'node:tty';
import { createSupportsHyperlinks } from 'supports-hyperlinks';
import type { Style } from './paint.ts';

/** Longer lines are hard to read, however wide the window is. */
const MAX_WIDTH = 100;

/**
 * @param colorWanted what the environment says about colours, where it says something
 * @returns what this stream can show; a pipe gets no escape codes, no wrapping, and links spelled out
 */
export function styleOf(stream: WriteStream, colorWanted: boolean | null): Style {
  if (!stream.isTTY) return { color: colorWanted === true, hyperlinks: false, width: null };
  return {
    color: colorWanted ?? stream.hasColors(),
    hyperlinks: createSupportsHyperlinks(stream),
    width: Math.min(stream.columns, MAX_WIDTH),
  };
}
