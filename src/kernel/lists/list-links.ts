/**
 * The links of doubly linked lists, and the check that every routine makes
 * before it changes some: a neighbour that does not point back is a fast fail
 * (BEHAVIOUR-DECISIONS 14). Without it a broken list would write to wherever
 * the damaged pointers lead.
 *
 *     LIST_ENTRY   Flink   next entry, or the head behind the last one
 *                  Blink   previous entry, or the head before the first one
 */
import { type Architecture, pointerBytes } from '../../contract/c-types.ts';
import type { MachinePorts } from '../../machine/ports.ts';
import type { Memory } from '../../memory/memory.ts';

/** What walking and changing links needs. */
export interface ListServices extends Pick<MachinePorts, 'violation'> {
  readonly architecture: Architecture;
  /** Memory as the one who runs the code sees it: the caller, or the kernel for it. */
  readonly memory: Memory;
  /** An address as reports print it. */
  show(address: number): string;
}

/** Reads and writes the links of entries. */
export class ListLinks {
  readonly #services: ListServices;
  readonly #blink: number;

  constructor(services: ListServices) {
    this.#services = services;
    this.#blink = pointerBytes(services.architecture);
  }

  /** The entry after this one. */
  next(entry: number): number {
    return this.#services.memory.readPointer(entry);
  }

  /** The entry before this one. */
  previous(entry: number): number {
    return this.#services.memory.readPointer(entry + this.#blink);
  }

  setNext(entry: number, next: number): void {
    this.#services.memory.writePointer(entry, next);
  }

  setPrevious(entry: number, previous: number): void {
    this.#services.memory.writePointer(entry + this.#blink, previous);
  }

  /** Joins two entries, or a head and an entry. */
  join(first: number, second: number): void {
    this.setNext(first, second);
    this.setPrevious(second, first);
  }

  /** Puts an entry between two that are neighbours. */
  insert(entry: number, before: number, after: number): void {
    this.setNext(entry, after);
    this.setPrevious(entry, before);
    this.setPrevious(after, entry);
    this.setNext(before, entry);
  }

  /** The entry after this one, which must point back to it. */
  checkedNext(routine: string, entry: number): number {
    const next = this.next(entry);
    const back = this.previous(next);
    if (back !== entry) this.#broken(routine, 'Flink', entry, next, 'Blink', back);
    return next;
  }

  /** The entry before this one, which must point to it. */
  checkedPrevious(routine: string, entry: number): number {
    const previous = this.previous(entry);
    const back = this.next(previous);
    if (back !== entry) this.#broken(routine, 'Blink', entry, previous, 'Flink', back);
    return previous;
  }

  /** Returns only when the finding is recorded and the call goes on. */
  #broken(
    routine: string,
    link: string,
    entry: number,
    neighbour: number,
    backLink: string,
    back: number,
  ): void {
    const { violation, show } = this.#services;
    const detail = `${link} of ${show(entry)} is ${show(neighbour)}, whose ${backLink} is ${show(back)}`;
    violation({ rule: 'list-entry-corrupt', routine, values: [], details: [detail] });
  }
}
