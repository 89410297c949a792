import { assertNever } from '../errors.ts';
import { EXACT_FIELDS, MAX_QUERY_LENGTH, OPERATOR_LIMITS, TEXT_FIELDS } from '../search/query.ts';
import type { CommandProblem } from './command.ts';
import { code, plain, type Text } from './reply.ts';

/** @returns what is wrong with a command, and what to change about it */
export function problemText(problem: CommandProblem): Text {
  switch (problem.kind) {
    case 'nothing to search':
      return [plain('There is no word to search for: type at least one letter or digit.')];
    case 'only exclusions':
      return [plain('This only says what papers must not have: add a word that they must have.')];
    case 'unclosed quote':
      return [plain('A quote is opened and not closed: add a '), code('"'), plain(' where the phrase ends.')];
    case 'too long':
      return [
        plain(`This is ${problem.length} characters long, and a search takes ${MAX_QUERY_LENGTH}: `),
        plain('keep the sentence that says most.'),
      ];
    case 'too many operators':
      return problem.what === 'exclusions'
        ? [
            plain(
              `This excludes ${problem.count} things, and a search takes ${OPERATOR_LIMITS.exclusions}: `,
            ),
            plain('leave some out.'),
          ]
        : [
            plain(`These are ${problem.count} phrases, fields and exclusions, and a search takes `),
            plain(`${OPERATOR_LIMITS.all}, beside plain words: leave some out.`),
          ];
    case 'unknown field':
      return [
        code(`${problem.field}:`),
        plain(' is not a field. The fields are '),
        ...[...TEXT_FIELDS, ...EXACT_FIELDS].flatMap((field, index) => [
          ...(index === 0 ? [] : [plain(', ')]),
          code(`${field}:`),
        ]),
        plain('. To search for the characters themselves, quote them: '),
        code(`"${problem.term.replaceAll('"', '')}"`),
      ];
    case 'empty field':
      return [
        code(`${problem.field}:`),
        plain(' needs a word or a quoted phrase right after it, such as '),
        code(`${problem.field}:${problem.field === 'year' ? '2019' : '"deep learning"'}`),
      ];
    case 'not a year':
      return [
        code('year:'),
        plain(' takes four digits, such as '),
        code('year:2019'),
        plain(`, not ${problem.text}.`),
      ];
    case 'not a page':
      return [code('page:'), plain(' takes a number from 1 on, such as '), code('page:2'), plain('.')];
    case 'which paper':
      return [
        code(problem.command),
        plain(' needs an id or an OpenReview link after it. To search for the word, quote it: '),
        code(`"${problem.command}"`),
      ];
    default:
      return assertNever(problem);
  }
}
