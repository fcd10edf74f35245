/** The rules of RtlCreateHeap about which arguments go together (BEHAVIOUR-DECISIONS 4). */
import type { PVOID, RTL_HEAP_PARAMETERS } from '../contract/c-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { asObserved } from '../machine/profile-differences.ts';
import { createInCallerMemory, createInNewMemory, creationSizes, settingsFor } from './create.ts';
import { HEAP_CREATE_HARDENED, HEAP_CREATE_SEGMENT_HEAP, HEAP_GROWABLE, HEAP_NO_SERIALIZE } from './flags.ts';
import { type HeapParameters, readParameters } from './heap-parameters.ts';
import type { HeapServices } from './heap-services.ts';

const PAGE = 'ntifs/nf-ntifs-rtlcreateheap';

/** Makes a heap, or gives NULL (B-009: there is no status). */
export function createHeap(
  services: HeapServices,
  flags: number,
  heapBase: PVOID,
  reserveSize: number | bigint,
  commitSize: number | bigint,
  lock: PVOID,
  given: PVOID | RTL_HEAP_PARAMETERS,
): number {
  const { heaps } = services;
  const { machine, architecture } = heaps.platform;
  let reserve = pointerSized(architecture, reserveSize, 'ReserveSize');
  let commit = pointerSized(architecture, commitSize, 'CommitSize');
  if ((flags & (HEAP_CREATE_SEGMENT_HEAP | HEAP_CREATE_HARDENED)) !== 0)
    machine.notModelled('RtlCreateHeap with a segment heap', PAGE);
  if (!lockAllowed(services, flags, lock)) return 0;
  const parameters = heaps.platform.guarded(() =>
    readParameters(heaps.platform, services.memory, given, heapBase),
  );
  if (parameters === null || !routineAllowed(flags, heapBase, parameters)) return 0; // B-046: no exception leaves the call
  if (!baseAllowed(services, flags, heapBase)) return 0;
  if (parameters.CommitRoutine !== null) {
    reserve = parameters.InitialReserve || reserve;
    commit = parameters.InitialCommit || commit;
  }
  if (reserve < 0 || commit < 0) return 0;
  const sizes = creationSizes(heaps.platform, reserve, commit);
  const settings = settingsFor(heaps, flags, parameters, heapBase !== 0, lock);
  const heap =
    heapBase === 0
      ? createInNewMemory(heaps, settings, sizes.reserve, sizes.commit)
      : createInCallerMemory(heaps, settings, heapBase, sizes.reserve, sizes.commit);
  return heap?.handle ?? 0;
}

/** Lock must be NULL with HEAP_NO_SERIALIZE. For a driver it is an ERESOURCE (B-016); what user mode has there no source says. */
function lockAllowed({ heaps }: HeapServices, flags: number, lock: PVOID): boolean {
  if (lock === 0) return true;
  const { machine, mode } = heaps.platform;
  if ((flags & HEAP_NO_SERIALIZE) === 0) {
    if (mode === 'user') machine.notModelled('RtlCreateHeap of a process with a Lock', PAGE);
    return true;
  }
  machine.finding({ rule: 'heap-lock-with-no-serialize', routine: 'RtlCreateHeap', values: [flags, lock] });
  return false;
}

/** A commit routine needs caller memory and a heap that does not grow (B-026, B-027, B-051). */
const routineAllowed = (flags: number, heapBase: PVOID, parameters: HeapParameters): boolean =>
  parameters.CommitRoutine === null || (heapBase !== 0 && (flags & HEAP_GROWABLE) === 0);

/** Without HeapBase the heap must be growable, says the page and names no result: NULL, or a fixed heap as observed. */
function baseAllowed({ heaps }: HeapServices, flags: number, heapBase: PVOID): boolean {
  if (heapBase !== 0 || (flags & HEAP_GROWABLE) !== 0) return true;
  const { machine } = heaps.platform;
  if (asObserved(machine.profile, 'heap-fixed-without-base')) return true;
  return machine.finding({
    rule: 'heap-create-not-growable-no-base',
    routine: 'RtlCreateHeap',
    values: [flags],
  });
}
