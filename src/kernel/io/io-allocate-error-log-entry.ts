import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_INSUFFICIENT_RESOURCES } from '../../status/common.ts';
import type { Io } from './io.ts';
import { ERROR_LOG_TAG } from './io-blocks.ts';

/** Where an IO_ERROR_LOG_PACKET has what the event tells, and its size; the same for both architectures. */
const NUMBER_OF_STRINGS = 4;
const STRING_OFFSET = 6;
const ERROR_CODE = 12;
const UNIQUE_VALUE = 16;
const FINAL_STATUS = 20;
const PACKET_BYTES = 48;

/** Type of `IoAllocateErrorLogEntry`. */
export interface IoAllocateErrorLogEntry {
  /**
   * Allocates an entry of the error log. IRQL <= DISPATCH_LEVEL.
   * @param IoObject device object or driver object that the entry is about
   * @param EntrySize bytes: an IO_ERROR_LOG_PACKET, its further dump data and its strings
   * @returns address of a zeroed packet, or NULL
   */
  (IoObject: PVOID, EntrySize: number): PVOID;
}

/** Declaration of `IoAllocateErrorLogEntry`. */
export const IoAllocateErrorLogEntry = routine<IoAllocateErrorLogEntry>()(
  {
    name: 'IoAllocateErrorLogEntry',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-ioallocateerrorlogentry',
    summary: 'Allocates an entry of the error log.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'IRQL <= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'IoObject', type: 'PVOID', direction: 'in' },
      { name: 'EntrySize', type: 'UCHAR', direction: 'in' },
    ],
    returns: 'PVOID',
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory, or the size holds no packet: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['IoWriteErrorLogEntry', 'IoFreeErrorLogEntry'],
    since: '0.1.0',
  },
  (io: Io) => (_IoObject, EntrySize) => {
    const entry =
      EntrySize < PACKET_BYTES ? 0 : io.blocks.allocate(EntrySize, ERROR_LOG_TAG, 'IoAllocateErrorLogEntry');
    if (entry === 0) io.host.setLastStatus(STATUS_INSUFFICIENT_RESOURCES, 'IoAllocateErrorLogEntry');
    return entry;
  },
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Type of `IoWriteErrorLogEntry`. */
export interface IoWriteErrorLogEntry {
  /**
   * Writes an entry into the error log and frees it. IRQL <= DISPATCH_LEVEL.
   * @param ElEntry what IoAllocateErrorLogEntry gave
   */
  (ElEntry: PVOID): void;
}

/** Declaration of `IoWriteErrorLogEntry`. */
export const IoWriteErrorLogEntry = routine<IoWriteErrorLogEntry>()(
  {
    name: 'IoWriteErrorLogEntry',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iowriteerrorlogentry',
    summary: 'Writes an entry into the error log.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'ElEntry', type: 'PVOID', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoAllocateErrorLogEntry'],
    since: '0.1.0',
  },
  (io: Io) => (ElEntry) => {
    const { kernelMemory: memory, events } = io.host;
    const strings: string[] = [];
    let at = ElEntry + memory.readUint16(ElEntry + STRING_OFFSET);
    for (let left = memory.readUint16(ElEntry + NUMBER_OF_STRINGS); left > 0; left--) {
      const text = memory.readUtf16String(at);
      strings.push(text);
      at += 2 * text.length + 2;
    }
    if (events.active)
      events.emit({
        kind: 'error-log',
        code: memory.readUint32(ElEntry + ERROR_CODE),
        uniqueValue: memory.readUint32(ElEntry + UNIQUE_VALUE),
        finalStatus: memory.readUint32(ElEntry + FINAL_STATUS),
        strings,
      });
    io.blocks.free(ElEntry, 'IoWriteErrorLogEntry');
  },
);

/** Type of `IoFreeErrorLogEntry`. */
export interface IoFreeErrorLogEntry {
  /**
   * Frees an entry of the error log that is not written.
   * @param ElEntry what IoAllocateErrorLogEntry gave
   */
  (ElEntry: PVOID): void;
}

/** Declaration of `IoFreeErrorLogEntry`. */
export const IoFreeErrorLogEntry = routine<IoFreeErrorLogEntry>()(
  {
    name: 'IoFreeErrorLogEntry',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-iofreeerrorlogentry',
    summary: 'Frees an entry of the error log.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [{ name: 'ElEntry', type: 'PVOID', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoAllocateErrorLogEntry', 'IoWriteErrorLogEntry'],
    since: '0.1.0',
  },
  (io: Io) => (ElEntry) => io.blocks.free(ElEntry, 'IoFreeErrorLogEntry'),
);
