import type { HANDLE, NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_PARAMETER,
  STATUS_INVALID_PARAMETER_4,
  STATUS_OBJECT_NAME_COLLISION,
  STATUS_OBJECT_NAME_INVALID,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_PATH_NOT_FOUND,
  STATUS_OBJECT_PATH_SYNTAX_BAD,
} from '../../status/common.ts';
import { objectTypes } from '../dispatcher/objects.ts';
import type { Io } from './io.ts';
import { readAttributes } from './object-attributes.ts';
import { type HandleRequest, type HandleResult, makeWaitable, openWaitable } from './waitable-objects.ts';

/** Stores the handle of a call that succeeded. */
function given(io: Io, target: PointerTo<HANDLE>, { status, handle }: HandleResult): NTSTATUS {
  if (handle !== 0) io.store(target, handle);
  return status;
}

const codes = [
  { code: 'STATUS_SUCCESS', when: 'the handle is there', modelled: 'produced' },
  {
    code: 'STATUS_INVALID_PARAMETER',
    when: 'the Length of the attributes is not that of the structure',
    modelled: 'produced',
  },
  { code: 'STATUS_OBJECT_NAME_INVALID', when: 'the name ends with a backslash', modelled: 'produced' },
  {
    code: 'STATUS_OBJECT_PATH_SYNTAX_BAD',
    when: 'the name does not begin with a backslash',
    modelled: 'produced',
  },
  {
    code: 'STATUS_PRIVILEGE_NOT_HELD',
    when: 'a privilege is missing',
    modelled: 'never',
    why: 'drivers hold every privilege',
  },
] as const;

const failures = {
  STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_NAME_INVALID: () => STATUS_OBJECT_NAME_INVALID,
  STATUS_OBJECT_PATH_SYNTAX_BAD: () => STATUS_OBJECT_PATH_SYNTAX_BAD,
};

/** Type of `ZwCreateEvent`. */
export interface ZwCreateEvent {
  /**
   * Makes an event, or opens the one of that name. IRQL = PASSIVE_LEVEL.
   * @param EventHandle receives a handle: a cell from `out()`, or a simulated address
   * @param DesiredAccess access that the handle gives: EVENT_ALL_ACCESS
   * @param ObjectAttributes address of OBJECT_ATTRIBUTES with a name such as \\BaseNamedObjects\\Ready and OBJ_KERNEL_HANDLE, or NULL
   * @param EventType NotificationEvent (0), or SynchronizationEvent (1)
   * @param InitialState 1 (TRUE) to begin set
   * @returns STATUS_SUCCESS, STATUS_OBJECT_NAME_EXISTS for an event that was there (OBJ_OPENIF), or an error
   */
  (
    EventHandle: PointerTo<HANDLE>,
    DesiredAccess: number,
    ObjectAttributes: PVOID,
    EventType: number,
    InitialState: number,
  ): NTSTATUS;
}

/** Without OBJ_OPENIF an event that is there is STATUS_OBJECT_NAME_COLLISION (*ours*, docs/decisions/0082-synchronisation-of-programs.md). */
export const ZwCreateEvent = routine<ZwCreateEvent>()(
  {
    name: 'ZwCreateEvent',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntifs/nf-ntifs-zwcreateevent',
    summary: 'Makes an event, or opens the one of that name.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'EventHandle', type: 'PHANDLE', direction: 'out' },
      { name: 'DesiredAccess', type: 'ACCESS_MASK', direction: 'in' },
      { name: 'ObjectAttributes', type: 'POBJECT_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'EventType', type: 'EVENT_TYPE', direction: 'in' },
      { name: 'InitialState', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      ...codes,
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER_4', when: 'EventType is neither of the two', modelled: 'produced' },
    ],
    seeAlso: ['ZwSetEvent', 'ZwWaitForSingleObject', 'ZwClose', 'ObReferenceObjectByHandle'],
    since: '0.1.0',
  },
  (io: Io) => (EventHandle, DesiredAccess, ObjectAttributes, EventType, InitialState) => {
    const { notificationEvent, synchronizationEvent } = objectTypes;
    const type = [notificationEvent, synchronizationEvent].find((one) => one === EventType);
    if (type === undefined) return STATUS_INVALID_PARAMETER_4;
    const attributes = readAttributes(io, ObjectAttributes, 'ZwCreateEvent');
    if (attributes === null) return STATUS_INVALID_PARAMETER;
    const { openIf, ...about } = attributes;
    const request: HandleRequest = { kind: 'event', access: DesiredAccess, ...about };
    if (!openIf && about.path !== null && isThere(io, request)) return STATUS_OBJECT_NAME_COLLISION;
    const made = makeWaitable(io, request, (event) => {
      const { headers } = io.parts.dispatcher;
      headers.initialize(event, type, headers.size('KEVENT'), InitialState === 0 ? 0 : 1);
    });
    return given(io, EventHandle, made);
  },
  {
    failures: { ...failures, STATUS_INVALID_PARAMETER_4: () => STATUS_INVALID_PARAMETER_4 },
  },
);

/** Whether something has the name of a request. */
function isThere({ names }: Io, { path, anyCase = false }: HandleRequest): boolean {
  return (anyCase ? names.at(path ?? '') : names.exactly(path ?? '')) !== undefined;
}

/** Type of `ZwOpenEvent`. */
export interface ZwOpenEvent {
  /**
   * Opens the event that has a name. IRQL = PASSIVE_LEVEL.
   * @param EventHandle receives a handle: a cell from `out()`, or a simulated address
   * @param DesiredAccess access that the handle gives: EVENT_ALL_ACCESS
   * @param ObjectAttributes address of OBJECT_ATTRIBUTES with its name
   * @returns STATUS_SUCCESS, or an error
   */
  (EventHandle: PointerTo<HANDLE>, DesiredAccess: number, ObjectAttributes: PVOID): NTSTATUS;
}

/** Declaration of `ZwOpenEvent`. */
export const ZwOpenEvent = routine<ZwOpenEvent>()(
  {
    name: 'ZwOpenEvent',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwopenevent',
    summary: 'Opens the event that has a name.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'EventHandle', type: 'PHANDLE', direction: 'out' },
      { name: 'DesiredAccess', type: 'ACCESS_MASK', direction: 'in' },
      { name: 'ObjectAttributes', type: 'POBJECT_ATTRIBUTES', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      ...codes,
      // A handle costs no memory here.
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'injectable' },
      { code: 'STATUS_OBJECT_PATH_NOT_FOUND', when: 'there is no such directory', modelled: 'produced' },
      { code: 'STATUS_OBJECT_NAME_NOT_FOUND', when: 'nothing has the name', modelled: 'produced' },
    ],
    seeAlso: ['ZwCreateEvent', 'ZwClose'],
    since: '0.1.0',
  },
  (io: Io) => (EventHandle, DesiredAccess, ObjectAttributes) => {
    const attributes = readAttributes(io, ObjectAttributes, 'ZwOpenEvent');
    if (attributes === null || attributes.path === null) return STATUS_INVALID_PARAMETER;
    const { openIf: _, ...about } = attributes;
    return given(io, EventHandle, openWaitable(io, { kind: 'event', access: DesiredAccess, ...about }));
  },
  {
    failures: {
      ...failures,
      STATUS_OBJECT_PATH_NOT_FOUND: () => STATUS_OBJECT_PATH_NOT_FOUND,
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
    },
  },
);
