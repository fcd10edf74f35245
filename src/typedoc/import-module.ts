/** Modules of the project that is documented. */
import { pathToFileURL } from 'node:url';

/** A module that cannot be loaded, or that has not what it was named for. */
export class ModuleProblem extends Error {
  /** Path of the module. */
  readonly file: string;

  constructor(file: string, message: string) {
    super(message);
    this.file = file;
  }
}

/**
 * The exports of a module of the project: a path that its options name.
 *
 * @throws ModuleProblem when it cannot be loaded
 */
export async function importModule(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ModuleProblem(file, `this module cannot be loaded: ${why.replace(/\s+/g, ' ')}`);
  }
}
