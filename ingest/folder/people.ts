// What follows a name after a comma and is no first name.
const SUFFIX = /^(?:jr|sr|junior|senior|[IVX]{2,}|Ph\.?D|M\.?D|Inc|Ltd|LLC|GmbH)\.?$/iu;

/**
 * @param text a list of people as BibTeX has it, with "and" between them; what stands in braces is one name
 * @returns the people, each as they would introduce themselves
 */
export function peopleIn(text: string): string[] {
  const people: string[] = [];
  let [depth, from] = [0, 0];
  for (const { 0: token, index } of text.matchAll(/\\[{}]|[{}]|(?<=\s)and(?=\s)/giu)) {
    if (token === '{') depth += 1;
    else if (token === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0 && /^and$/iu.test(token)) {
      people.push(text.slice(from, index));
      from = index + token.length;
    }
  }
  people.push(text.slice(from));
  return people
    .map(person => person.trim())
    .filter(person => person !== '')
    .map(person => (/^\{[^{}]*\}$/u.test(person) ? person : inSpokenOrder(person)));
}

/**
 * @param text of a table or a list: "Ada Brook; Jonas Erdős", "Brook, Ada and Erdős, Jonas" or "Ada Brook,
 * Jonas Erdős", where only the words tell whether a comma stands between two people or two parts of a name
 */
export function peopleInCell(text: string): string[] {
  if (text.includes(';')) return text.split(';').map(inSpokenOrder);
  return text.split(/\s(?:and|&)\s/u).flatMap(part => {
    const names: string[] = [];
    for (const name of part.split(',').map(one => one.trim())) {
      const before = SUFFIX.test(name) ? names.pop() : undefined;
      if (name !== '') names.push(before === undefined ? name : `${before}, ${name}`);
    }
    const [first = '', second = ''] = names;
    const isOne = !(hasTwoWords(first) && hasTwoWords(second)) || /^\p{Ll}/u.test(first);
    return names.length === 2 && isOne ? [inSpokenOrder(names.join(', '))] : names;
  });
}

function hasTwoWords(name: string): boolean {
  return /\s/u.test(name);
}

/** @returns "Ada Brook" for "Brook, Ada", and "Ada van Brook Jr." for BibTeX's "van Brook, Jr., Ada" */
export function inSpokenOrder(person: string): string {
  const parts = person.split(',').map(part => part.trim());
  const [last = '', second = '', third = ''] = parts;
  if (parts.some(part => part === '') || parts.length > 3) return person.trim();
  if (parts.length === 3)
    return SUFFIX.test(third) ? `${second} ${last} ${third}` : `${third} ${last} ${second}`;
  return parts.length === 2 && !SUFFIX.test(second) ? `${second} ${last}` : person.trim();
}
