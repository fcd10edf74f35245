/** The global flags of a machine: what `gflags /k` sets. */
import { type GlobalFlags, globalFlagsValue, notModelledFlag } from '../heap/global-flags.ts';
import type { Part } from '../machine/snapshot.ts';
import type { KernelHost } from './kernel-host.ts';

/** They count for processes that are started later (B-214) and for heaps that kernel-mode code makes later. */
export class GlobalFlagsSetting implements Part {
  readonly name = 'global flags';
  readonly #host: Pick<KernelHost, 'notModelled'>;
  #value = 0;

  constructor(host: Pick<KernelHost, 'notModelled' | 'settings'>) {
    this.#host = host;
    this.set(host.settings.globalFlags);
  }

  /** Their sum. */
  get value(): number {
    return this.#value;
  }

  /** Sets them; stops the machine when one is not modelled. */
  set(flags: GlobalFlags): void {
    this.#value = this.modelled(flags);
  }

  /** The sum of flags; stops the machine when one is not modelled. */
  modelled(flags: GlobalFlags): number {
    const value = globalFlagsValue(flags);
    const unknown = notModelledFlag(value);
    return unknown === null ? value : this.#host.notModelled(unknown);
  }

  save(): number {
    return this.#value;
  }

  load(saved: unknown): void {
    this.#value = saved as number;
  }

  fingerprint(): string {
    return String(this.#value);
  }
}
