import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

const require = createRequire(import.meta.url);
const DRAFT = 'http://json-schema.org/draft-07/schema#';
const TYPES = dirname(require.resolve('@slack/types/package.json'));

/**
 * A judge of what we send that we did not write: Slack's own types, as a JSON schema that lets nothing
 * else in. It judges shapes, and no lengths.
 */
export function slackSchema(type: 'KnownBlock' | 'View'): ValidateFunction {
  const schema = createGenerator({
    path: join(TYPES, 'dist', 'index.d.ts'),
    type,
    additionalProperties: false,
    skipTypeCheck: true,
    topRef: true,
  }).createSchema(type);
  return new Ajv({ strict: false, validateFormats: false, allErrors: false }).compile({
    ...schema,
    $id: type,
    $schema: DRAFT,
  });
}
