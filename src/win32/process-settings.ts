import type { Part } from '../machine/snapshot.ts';

/** Numbers that a program sets for its process and reads again. Restored with the process. */
export class ProcessSettings implements Part {
  readonly name: string;
  /** Error mode: SetErrorMode. */
  errorMode = 0;

  /** @param name of the part */
  constructor(name: string) {
    this.name = name;
  }

  save(): number {
    return this.errorMode;
  }

  load(saved: unknown): void {
    this.errorMode = saved as number;
  }

  fingerprint(): string {
    return String(this.errorMode);
  }
}
