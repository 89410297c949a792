/** Commands of every kind, well meant. */
const COMMANDS = [
  ...['', 'help', 'random', 'tags', 'tags re', 'tags "re', 'relu networks', '"relu networks"', 'relu -gan'],
  ...[
    '"path norms" -"weight decay"',
    'title:folds',
    'title:"linear regions"',
    'author:Brook',
    'cites:Kingma',
  ],
  ...['cites:"Kingma and Ba"', 'abstract:penalty', 'tag:gan', 'tag:"relu networks"', 'venue:"ICLR 2019"'],
  ...['year:2019', 'relu page:2', 'page:2 relu', 'page:2 daily off', 'page:2 tags', 'networks page:999999'],
  ...['paper Kx1relu', 'paper https://openreview.net/forum?id=Kx1relu', 'similar Qm2path', 'similar nobody'],
  ...['https://openreview.net/pdf?id=Kx1relu#page=2', 'daily', 'daily off', 'daily 9:00', 'daily mo,we 8:30'],
  ...['daily 0 9 * * 1-5 Europe/Berlin', 'How Many Folds? Counting the Linear Regions of ReLU Networks'],
  ...[
    'How Mny Folds? Countng the Linear Regions',
    'relu netwrks',
    '$\\mu$-Wasserstein',
    '\\"o \\emph{x} Erd\\H{o}s',
  ],
  ...['k-means++ C# A* 1×1 10^4', '深度 学习', 'Erdős Ampère', 'Zt3wave', 'the of and in', '"of the" in'],
];

/** What a stranger would try to get through, on any platform; and what the language itself gives a meaning to. */
const FRAGMENTS = [
  ...[
    '<@U1>',
    '<!channel>',
    '<!here|here>',
    '<!subteam^S1>',
    '<#C1|x>',
    '<@1>',
    '<@&2>',
    '@everyone',
    '@here',
  ],
  ...['<http://evil.example|openreview>', '[x](http://evil.example)', '[x](<https://evil.example>)'],
  ...[
    'http://evil.example',
    'https://openreview.net@evil.example/x',
    'https://openreview.net.evil.example/forum?id=a',
  ],
  ...[
    'javascript:alert(1)',
    'file:///etc/passwd',
    '\u001b]8;;http://evil.example\u0007x\u001b]8;;\u0007',
    '\u001b[2J',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\u0000',
    '\r',
    '\n# h',
    '\n> q',
    '\n- l',
    '```',
    '``',
    '`',
    '**',
    '*',
    '_',
    '~~',
    '||',
  ],
  ...[
    ':fire:',
    '<:a:1>',
    '<t:1:R>',
    '&lt;!channel&gt;',
    '&amp;',
    '&',
    '<',
    '>',
    '|',
    '\\',
    '"',
    '“',
    '”',
    '-',
    '--',
    ':',
  ],
  ...[
    '\ud800',
    '\udc00',
    '😀',
    '👨‍👩‍👧‍👦',
    'e\u0301',
    'Z\u0351\u036b\u0343',
    'ﬁ',
    'İ',
    'ß',
    'ǅ',
    '\u00a0',
    '\t',
    '　',
  ],
  ...[
    'page:',
    'page:0',
    'page:-1',
    'page:2',
    'page:99999999',
    'tag:',
    'tag:"',
    'title:-x',
    '-title:"',
    'venue:',
    'year:x',
  ],
  ...[
    'foo:bar',
    '-cites:"of the"',
    '-the',
    '-"relu networks"',
    'year:<@U1>',
    'author:"@everyone"',
    'daily off',
    'tags',
  ],
  ...[
    '$',
    '\\a',
    '\\frac{',
    '}',
    '{',
    '$\\frac{\\frac{',
    '%zz',
    '__proto__',
    'constructor',
    'NaN',
    'OR',
    'NEAR(',
    "'; --",
  ],
];

/** What becomes of a text by one mutation. */
type Mutation = (text: string, random: () => number) => string;

const MUTATIONS: readonly Mutation[] = [
  (text, random) => insert(text, one(FRAGMENTS, random), random),
  (text, random) => insert(text, one(FRAGMENTS, random), random),
  (text, random) => insert(text, ` ${one(FRAGMENTS, random)} `, random),
  (text, random) => insert(text, String.fromCodePoint(Math.floor(random() ** 3 * 0x10ffff)), random),
  (text, random) => insert(text, one(COMMANDS, random), random),
  (text, random) => {
    const [from, to] = cutPoints(text, random);
    return text.slice(0, from) + text.slice(to);
  },
  (text, random) => {
    const [from, to] = cutPoints(text, random);
    return insert(text, text.slice(from, to), random);
  },
  (text, random) => {
    const [from, to] = cutPoints(text, random);
    return text.slice(0, from) + [...text.slice(from, to)].reverse().join('') + text.slice(to);
  },
  (text, random) => (random() < 0.5 ? text.toUpperCase() : text.toLowerCase()),
  (text, random) => `${one(COMMANDS, random)} ${text}`,
  // Up to the bound of a search, and beyond it.
  (text, random) =>
    random() < 0.2 ? one(FRAGMENTS, random).repeat(Math.floor(random() ** 2 * 1_500)) + text : text,
  (text, random) => (random() < 0.2 ? `${text} `.repeat(Math.floor(random() ** 2 * 60)) : text),
];
const MOST_MUTATIONS = 6;
/** Slack and Discord let nobody type more. */
const LONGEST = 6_000;

/** @returns a command that nobody means well with, or that somebody's cat typed */
export function mutatedCommand(random: () => number): string {
  let text = one(COMMANDS, random);
  for (let left = Math.floor(random() * MOST_MUTATIONS) + 1; left > 0; left -= 1)
    text = one(MUTATIONS, random)(text, random).slice(0, LONGEST);
  return text;
}

export function one<T>(from: readonly T[], random: () => number): T {
  const chosen = from[Math.floor(random() * from.length)];
  if (chosen === undefined) throw new Error('there is nothing to choose from');
  return chosen;
}

function insert(text: string, what: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  return text.slice(0, at) + what + text.slice(at);
}

function cutPoints(text: string, random: () => number): [number, number] {
  const points = [random(), random()].map(part => Math.floor(part * (text.length + 1)));
  return [Math.min(...points), Math.max(...points)];
}
