/**
 * Every number that Slack imposes on what is sent to it, as https://docs.slack.dev/reference/block-kit
 * gives them; lengths in characters. blocks.ts is where they are applied.
 */
export const LIMITS = {
  /** Blocks of a message; a modal and the Home may have 100, and get no more than this. */
  blocks: 50,
  /** All the blocks of a message as JSON: Slack refuses somewhat more than 13,000 with msg_blocks_too_long. */
  blocksInAll: 13_000,
  sectionText: 3_000,
  /** Not written down anywhere for rich text: as for a section. */
  richText: 3_000,
  /** Applies to the fallback text, where 40,000 would be truncated and 4,000 are advised. */
  fallbackText: 4_000,
  contextElements: 10,
  contextText: 2_000,
  header: 150,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  optionText: 75,
  /** 150 by now, and 75 in what is older. */
  optionValue: 75,
  overflowOptions: 5,
  url: 3_000,
  viewTitle: 24,
} as const;

/** @returns the text, cut with an ellipsis where it is longer than that, never inside of a surrogate pair */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, wholeCharacters(text, most - 1))}…`;
}

/** @returns the same of text with `&amp;`, `&lt;` and `&gt;` in it: never inside of one of those either */
export function cutEscaped(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = wholeCharacters(text, most - 1);
  const entity = /&[a-z]{0,3}$/u.exec(text.slice(0, end));
  return `${text.slice(0, entity === null ? end : entity.index)}…`;
}

/** @returns the place, or the one before it where it stands inside of a surrogate pair */
function wholeCharacters(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
}
