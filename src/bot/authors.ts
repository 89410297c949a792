/** A paper may name a hundred authors; a card names so many. */
const MAX_AUTHORS = 8;

/** @returns the names in one line, and how many more there are where they are many */
export function someAuthors(names: readonly string[], most = MAX_AUTHORS): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
