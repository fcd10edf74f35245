import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_OBJECT_NAME_COLLISION,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../../status/common.ts';
import type { Io } from './io.ts';
import { createLink, deleteLink } from './symbolic-links.ts';

/** Type of `IoCreateSymbolicLink`. */
export interface IoCreateSymbolicLink {
  /**
   * Makes a symbolic link. IRQL = PASSIVE_LEVEL.
   * @param SymbolicLinkName address of a UNICODE_STRING such as \\DosDevices\\Echo
   * @param DeviceName address of a UNICODE_STRING with the name of the device
   * @returns STATUS_SUCCESS, or why not
   */
  (SymbolicLinkName: PVOID, DeviceName: PVOID): NTSTATUS;
}

/** Declaration of `IoCreateSymbolicLink`. */
export const IoCreateSymbolicLink = routine<IoCreateSymbolicLink>()(
  {
    name: 'IoCreateSymbolicLink',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iocreatesymboliclink',
    summary: 'Makes a symbolic link to a device.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'SymbolicLinkName', type: 'PUNICODE_STRING', direction: 'in' },
      { name: 'DeviceName', type: 'PUNICODE_STRING', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the link is there', modelled: 'produced' },
      { code: 'STATUS_OBJECT_NAME_COLLISION', when: 'an object has the name already', modelled: 'produced' },
    ],
    seeAlso: ['IoDeleteSymbolicLink', 'IoCreateDevice'],
    since: '0.1.0',
  },
  (io: Io) => (SymbolicLinkName, DeviceName) => createLink(io, SymbolicLinkName, DeviceName),
  { failures: { STATUS_OBJECT_NAME_COLLISION: () => STATUS_OBJECT_NAME_COLLISION } },
);

/** Type of `IoCreateUnprotectedSymbolicLink`. */
export interface IoCreateUnprotectedSymbolicLink {
  /**
   * Makes a symbolic link. IRQL = PASSIVE_LEVEL.
   * @param SymbolicLinkName address of a UNICODE_STRING such as \\DosDevices\\Echo
   * @param DeviceName address of a UNICODE_STRING with the name of the device
   * @returns STATUS_SUCCESS, or why not
   */
  (SymbolicLinkName: PVOID, DeviceName: PVOID): NTSTATUS;
}

/** Declaration of `IoCreateUnprotectedSymbolicLink`. */
export const IoCreateUnprotectedSymbolicLink = routine<IoCreateUnprotectedSymbolicLink>()(
  {
    name: 'IoCreateUnprotectedSymbolicLink',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iocreateunprotectedsymboliclink',
    summary: 'Makes a symbolic link to a device.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'SymbolicLinkName', type: 'PUNICODE_STRING', direction: 'in' },
      { name: 'DeviceName', type: 'PUNICODE_STRING', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the link is there', modelled: 'produced' },
      { code: 'STATUS_OBJECT_NAME_COLLISION', when: 'an object has the name already', modelled: 'produced' },
    ],
    seeAlso: ['IoDeleteSymbolicLink', 'IoCreateDevice'],
    since: '0.1.0',
  },
  (io: Io) => (SymbolicLinkName, DeviceName) => createLink(io, SymbolicLinkName, DeviceName),
  { failures: { STATUS_OBJECT_NAME_COLLISION: () => STATUS_OBJECT_NAME_COLLISION } },
);

/** Type of `IoDeleteSymbolicLink`. */
export interface IoDeleteSymbolicLink {
  /**
   * Takes a symbolic link away. IRQL = PASSIVE_LEVEL.
   * @param SymbolicLinkName address of a UNICODE_STRING with the name of the link
   * @returns STATUS_SUCCESS, or why not
   */
  (SymbolicLinkName: PVOID): NTSTATUS;
}

/** Declaration of `IoDeleteSymbolicLink`. */
export const IoDeleteSymbolicLink = routine<IoDeleteSymbolicLink>()(
  {
    name: 'IoDeleteSymbolicLink',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iodeletesymboliclink',
    summary: 'Takes a symbolic link away.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'SymbolicLinkName', type: 'PUNICODE_STRING', direction: 'in' }],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the link is gone', modelled: 'produced' },
      { code: 'STATUS_OBJECT_NAME_NOT_FOUND', when: 'nothing has the name', modelled: 'produced' },
      { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'the name is not that of a link', modelled: 'produced' },
    ],
    seeAlso: ['IoCreateSymbolicLink'],
    since: '0.1.0',
  },
  (io: Io) => (SymbolicLinkName) => deleteLink(io, SymbolicLinkName),
  {
    failures: {
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
    },
  },
);
