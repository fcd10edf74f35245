/**
 * `nt.trap(…)`: an instruction of TypeScript code that fails as one of C
 * would. Which of them a handler may see depends on the mode and on the level
 * (BEHAVIOUR-DECISIONS 8 and 9, E-104, E-105).
 */
import { DISPATCH_LEVEL } from '../contract/irql.ts';
import type { Fault } from '../machine/ports.ts';
import {
  type InstructionException,
  instructionRecord,
  type PageAccess,
  type PageException,
  pageRecord,
  type Retry,
  raiseProcessorException,
} from '../seh/processor-exceptions.ts';
import type { Seh } from '../seh/seh.ts';
import { STATUS_UNSUCCESSFUL } from '../status/common.ts';

/** `nt.trap` and `process.trap`. */
export interface Trap {
  /**
   * Runs an instruction that fails: divide by zero, a breakpoint and so on. Returns when a filter continued the
   * execution and the cause is gone.
   * @param kind which instruction
   * @param retry `again`: whether the instruction fails again after a filter continued; left out, it always does
   */
  (kind: InstructionException, retry?: Retry): void;
  /**
   * Makes an access to a page that cannot be read in, to a guard page, or below the end of the stack.
   * @param kind what is wrong with the page
   * @param access the access, and for an in-page error why the page could not be read
   */
  (kind: PageException, access: PageAccess): void;
}

/** What a trap needs from the machine. */
export interface TrapHost {
  readonly seh: Seh;
  readonly inKernelMode: boolean;
  irql(): number;
  callerAddress(): number;
  fault(fault: Fault): void;
  spaceOf(address: number): 'user' | 'kernel';
  bugCheck(code: number, parameters: readonly number[], about: { rule: string; fix: string }): never;
  notModelled(what: string, page?: string): never;
  tooManyFaults(what: string): never;
}

const UNEXPECTED_KERNEL_MODE_TRAP = 0x7f;
/** First parameter of 0x7F: the double fault that a kernel stack without room ends in (D-102). */
const DOUBLE_FAULT = 8;

const isPageException = (kind: InstructionException | PageException): kind is PageException =>
  kind === 'in-page-error' || kind === 'guard-page' || kind === 'stack-overflow';

/** Makes `trap` for the code of a machine or process. */
export function makeTrap(host: TrapHost): Trap {
  return (kind: InstructionException | PageException, details?: Retry | PageAccess): void => {
    const raise = isPageException(kind)
      ? () => raisePage(host, kind, accessOf(kind, details))
      : () => raiseInstruction(host, kind, host.callerAddress());
    raiseProcessorException(kind, details ?? {}, raise, () => host.tooManyFaults(kind));
  };
}

/** Runs one instruction that fails, at an address of the caller's choice. */
export function raiseInstruction(host: Pick<TrapHost, 'seh'>, kind: InstructionException, at: number): void {
  host.seh.raise(instructionRecord(kind, at));
}

function accessOf(kind: PageException, details: Retry | PageAccess | undefined): PageAccess {
  if (details !== undefined && 'access' in details) return details;
  throw new TypeError(`trap('${kind}') needs the access: { access: 'read', address: … }`);
}

function raisePage(host: TrapHost, kind: PageException, access: PageAccess): void {
  if (kind === 'guard-page') {
    host.fault(faultOf(host, 'guard', access));
    return;
  }
  if (host.inKernelMode) refuseInKernel(host, kind, access);
  host.seh.raise(pageRecord(kind, host.callerAddress(), access, access.status ?? STATUS_UNSUCCESSFUL));
}

const faultOf = (host: TrapHost, reason: Fault['reason'], { access, address }: PageAccess): Fault => ({
  address,
  access,
  bytes: 1,
  reason,
  accessor: host.inKernelMode ? 'driver' : 'user',
  space: host.spaceOf(address),
});

/** What no handler of kernel-mode code sees. */
function refuseInKernel(host: TrapHost, kind: PageException, access: PageAccess): void {
  if (kind === 'stack-overflow') kernelStackOverflow(host);
  if (host.irql() >= DISPATCH_LEVEL) host.fault(faultOf(host, 'paged', access));
  if (host.spaceOf(access.address) === 'kernel') {
    host.notModelled(
      'an in-page error of system memory (bug check 0x7A)',
      'debugger/bug-check-0x7a--kernel-data-inpage-error',
    );
  }
}

/** Kernel-mode code has used up its stack: no handler can run (D-102). */
export function kernelStackOverflow(host: Pick<TrapHost, 'bugCheck'>): never {
  host.bugCheck(UNEXPECTED_KERNEL_MODE_TRAP, [DOUBLE_FAULT, 0, 0, 0], {
    rule: 'kernel-mode code does not use more stack than it has',
    fix: 'Recurse less deeply, and allocate large buffers from pool: a kernel stack has 24 KB on x64, 12 KB on x86.',
  });
}
