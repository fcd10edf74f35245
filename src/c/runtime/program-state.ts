/**
 * What functions of the library share within one program: errno, the state of strtok, the table of atexit. It lives
 * in static memory of the program, so that a snapshot of the machine holds it; only addresses are kept here.
 */
import { pointerBytes } from '../../contract/c-types.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** Things of the program that functions share, each with its bytes. */
const cells = {
  errno: 4,
  doserrno: 4,
  strtok: 8,
  wcstok: 8,
  seed: 4,
  secureSeed: 4,
  invalidParameterHandler: 8,
  threadInvalidParameterHandler: 8,
  floatControl: 4,
  floatStatus: 4,
  /** Number of functions of atexit, then their addresses. */
  exitFunctions: 8 + 8 * 256,
  quickExitFunctions: 8 + 8 * 256,
  /** Handlers of signals, by number. */
  signals: 8 * 32,
  /** The FILE objects of stdin, stdout and stderr, and three words of flags. */
  streams: 3 * 8 + 3 * 4,
  /** A message of strerror: 128 characters of 16 bits. */
  message: 256,
  wideMessage: 256,
  allocationMode: 4,
  brokenDownTime: 36,
  timeText: 32,
  wideTimeText: 64,
  /** Name of the locale. */
  locale: 4,
  abortBehaviour: 4,
  /** How often the service manager is open, and the service; whether that is to be deleted. */
  serviceManager: 4,
  service: 8,
} as const;

/** Name of a shared thing. */
export type Cell = keyof typeof cells;

/** Most functions that atexit takes (*ours*; MSVC has memory for as many as there is). */
export const MOST_EXIT_FUNCTIONS = 256;

/** Addresses of the cells of each program. Weak: a program that nobody holds takes its entry with it. */
const addresses = new WeakMap<RuntimeHost, Map<Cell, number>>();

/** Address of a shared thing of the program. Asked while functions are bound. */
export function cellAddress(host: RuntimeHost, cell: Cell): number {
  const known = addresses.get(host) ?? new Map<Cell, number>();
  addresses.set(host, known);
  const address = known.get(cell) ?? host.allocateStatic(cells[cell], pointerBytes('x64'));
  known.set(cell, address);
  return address;
}
