/** A host for tests: one thread, events recorded, and outcomes of the host as exceptions that name them. */
import type { EXCEPTION_RECORD } from '../../src/contract/c-types.ts';
import { EventStream, type MachineEvent } from '../../src/machine/events.ts';
import { Stopped } from '../../src/machine/stop.ts';
import { newSehThread, type SehThread } from '../../src/seh/frames.ts';
import { Seh, type SehHost } from '../../src/seh/seh.ts';
import { makeTryMembers, type TryMembers } from '../../src/seh/try-members.ts';

/** Where the fake dispatcher stands. */
export const DISPATCHER = 0x7000;

/** A machine with nothing but exceptions. */
export class FakeMachine implements SehHost {
  readonly events = new EventStream();
  readonly dispatcherAddress = DISPATCHER;
  readonly seh: Seh;
  readonly nt: TryMembers;
  current: SehThread = newSehThread();
  isHalted = false;
  /** Set by a test that wants a vectored handler. */
  vectored: ((record: EXCEPTION_RECORD) => boolean) | null = null;
  readonly continuedCodes: number[] = [];

  constructor() {
    this.seh = new Seh(this);
    this.nt = makeTryMembers(this.seh);
  }

  thread(): SehThread {
    return this.current;
  }

  halted(): boolean {
    return this.isHalted;
  }

  unhandled(record: EXCEPTION_RECORD): never {
    throw this.stop('unhandled', record);
  }

  runaway(record: EXCEPTION_RECORD): never {
    throw this.stop('runaway', record);
  }

  firstChance(record: EXCEPTION_RECORD): boolean {
    return this.vectored?.(record) ?? false;
  }

  continued(record: EXCEPTION_RECORD): void {
    this.continuedCodes.push(record.ExceptionCode);
  }

  /** Halts and gives the stop to throw. */
  stop(what: string, record?: EXCEPTION_RECORD): Stopped {
    this.isHalted = true;
    return new Stopped('not-modelled', what, what, record === undefined ? {} : { record });
  }

  /** What happened in a block, one line per event: `filter E0000001/10 @2 = 0`. */
  trace(block: () => void): string[] {
    return this.events.record(block).map(line);
  }
}

const hex = (code: number) => (code >>> 0).toString(16).toUpperCase();

/** One event as a short line. */
export function line(event: MachineEvent): string {
  switch (event.kind) {
    case 'raise':
      return `raise ${hex(event.record.ExceptionCode)}`;
    case 'filter':
      return `filter ${hex(event.code)}/${event.flags.toString(16)} @${event.frame} = ${event.answer}`;
    case 'finally':
      return `finally @${event.frame} ${event.abnormal ? 'abnormal' : 'normal'}`;
    case 'handler':
      return `handler ${hex(event.code)} @${event.frame}`;
    case 'continue':
      return `continue ${hex(event.code)}`;
    default:
      return event.kind;
  }
}

/** What stopped a block, as data: `unhandled`, `runaway`, or what a test said. */
export function stoppedBy(block: () => void): string {
  try {
    block();
  } catch (thrown) {
    if (thrown instanceof Stopped) return thrown.what;
    throw thrown;
  }
  return 'nothing';
}
