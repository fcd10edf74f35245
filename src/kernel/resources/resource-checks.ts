/** What a caller of the resource routines may not do, besides what the scheduler sees as a deadlock. */
import { type ApcRegions, apcDisableCount } from '../apc-regions/apc-regions.ts';
import type { KernelHost } from '../kernel-host.ts';
import { describeHold, type LockHold } from '../lock-waiters.ts';

/** A wish, and later the hold that comes of it. */
export interface ResourceHold extends LockHold {
  readonly exclusive: boolean;
}

/** Somebody who holds a resource. */
export interface ResourceOwner {
  readonly hold: ResourceHold;
  /** How often. */
  readonly count: number;
  /** True when no thread is the owner: any thread may release with the pointer. */
  readonly byPointer: boolean;
}

type Owners = ReadonlyMap<number, ResourceOwner>;

const history = (owners: Owners): readonly string[] =>
  [...owners.values()].map(({ hold }) => describeHold(hold));

/** The checks of one machine. Each reports, and returns where the call goes on. */
export class ResourceChecks {
  readonly #host: Pick<KernelHost, 'thread' | 'irql' | 'violation'>;
  readonly #regions: ApcRegions;

  constructor(host: Pick<KernelHost, 'thread' | 'irql' | 'violation'>, regions: ApcRegions) {
    this.#host = host;
    this.#regions = regions;
  }

  /** An APC that interrupted an owner could wait for the resource itself. */
  apcs(rule: string, resource: number, routine: string): void {
    if (this.#regions.disabled !== 0 || this.#regions.allDisabled !== 0) return;
    const values = [this.#host.irql(), apcDisableCount(this.#host.thread), resource];
    this.#host.violation({ rule, routine, values });
  }

  /** A wait for oneself: who shares a resource cannot have it exclusively, nor let others go first. */
  self(resource: number, owners: Owners, me: number, routine: string): void {
    const mine = owners.get(me);
    if (mine === undefined) return;
    const details = [describeHold(mine.hold)];
    this.#host.violation({ rule: 'lock-self-deadlock', routine, values: [resource, me], details });
  }

  /** The end of a resource that somebody holds or waits for. */
  unused(resource: number, owners: Owners, waiters: number, routine: string): void {
    if (owners.size === 0 && waiters === 0) return;
    const details = history(owners);
    this.#host.violation({ rule: 'lock-deleted-owned', routine, values: [resource], details });
  }

  /** A release by nobody who holds the resource. */
  notOwned(resource: number, owners: Owners, owner: number, routine: string): void {
    const details = history(owners);
    this.#host.violation({ rule: 'resource-not-owned', routine, values: [resource, owner], details });
  }
}
