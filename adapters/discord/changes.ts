/** A command as it is registered, or as it is to be: only its name is known to be there. */
export interface NamedCommand {
  readonly name: string;
  readonly [field: string]: unknown;
}

/**
 * Says what an overwrite of the registered commands changed, a line a command.
 * @param before as Discord had them, with facts of its own (ids, versions, defaults) in them
 */
export function changesOf(before: readonly NamedCommand[], after: readonly NamedCommand[]): string[] {
  return [
    ...after.map(command => {
      const old = before.find(({ name }) => name === command.name);
      if (old === undefined) return `/${command.name}: new`;
      const changed = Object.keys(command).filter(field => !holds(old[field], command[field]));
      return `/${command.name}: ${changed.length === 0 ? 'as it was' : `changed (${changed.join(', ')})`}`;
    }),
    ...before
      .filter(({ name }) => after.every(command => command.name !== name))
      .map(({ name }) => `/${name}: removed`),
  ];
}

/** Whether all that is wanted stands there; of a list, nothing more than that. */
function holds(there: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(there) &&
      there.length === wanted.length &&
      wanted.every((item, index) => holds(there[index], item))
    );
  }
  if (isObject(wanted)) {
    return isObject(there) && Object.entries(wanted).every(([field, value]) => holds(there[field], value));
  }
  return there === wanted;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
