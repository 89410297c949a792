import { FILE_LIMITS } from './file-limits.ts';

const [QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x2c, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d,
];

/**
 * Reads JSON that may have been made to take all memory: "[[[…" and "[{},{},…" become hundreds of times their length.
 * @throws Error that says what is wrong with it
 */
export function parseJson(text: string): unknown {
  checkSize(text);
  return JSON.parse(text);
}

function checkSize(json: string): void {
  const { deep, values } = FILE_LIMITS.json;
  let [depth, count, isInString] = [0, 1, false];
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index);
    if (code === QUOTE) isInString = !isInString;
    else if (isInString) index += code === BACKSLASH ? 1 : 0;
    else if (code === COMMA) count += 1;
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) [depth, count] = [depth + 1, count + 1];
    if (depth > deep) throw new Error(`it is nested more than ${deep} deep`);
    if (count > values) throw new Error(`it holds more than ${values.toLocaleString('en')} values`);
  }
}
