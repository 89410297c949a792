/** A row as its file has it, and where it stands there. */
export interface Raw {
  readonly where: string;
  readonly content: unknown;
  /** Why there is no content. */
  readonly problem?: string;
}
