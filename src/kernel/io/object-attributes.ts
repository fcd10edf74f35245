/** OBJECT_ATTRIBUTES: how a driver names the object that it makes or opens. */
import type { PVOID } from '../../contract/c-types.ts';
import {
  OBJ_CASE_INSENSITIVE,
  OBJ_KERNEL_HANDLE,
  OBJ_OPENIF,
  OBJ_PERMANENT,
} from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import { readUnicodeString } from '../unicode-string.ts';
import type { Io } from './io.ts';

/** What they say. */
export interface ObjectAttributes {
  /** Null for none. */
  readonly path: string | null;
  /** True when upper and lower case of the name are one. */
  readonly anyCase: boolean;
  /** True when an object that is there is to be opened. */
  readonly openIf: boolean;
  /** True when an object that is made is to stay without references. */
  readonly permanent: boolean;
  /** Identifier of the process whose handle is wanted; left out for a kernel handle. */
  readonly process?: number;
}

/** Reads them; NULL means no name, and a handle of the process. Null when their Length is not that of the structure. */
export function readAttributes(io: Io, address: PVOID, routine: string): ObjectAttributes | null {
  const { architecture, kernelMemory: memory, process } = io.host;
  const own = { process: process.id };
  if (address === 0) return { path: null, anyCase: false, openIf: false, permanent: false, ...own };
  const { at, bytes } = structure(architecture, 'OBJECT_ATTRIBUTES');
  if (memory.readUint32(address + at.Length) !== bytes) return null;
  if (memory.readPointer(address + at.RootDirectory) !== 0)
    io.host.notModelled(`${routine} with a RootDirectory`);
  const name = memory.readPointer(address + at.ObjectName);
  const path = name === 0 ? '' : readUnicodeString(memory, architecture, name);
  const flags = memory.readUint32(address + at.Attributes);
  return {
    path: path === '' ? null : path,
    anyCase: (flags & OBJ_CASE_INSENSITIVE) !== 0,
    openIf: (flags & OBJ_OPENIF) !== 0,
    permanent: (flags & OBJ_PERMANENT) !== 0,
    ...((flags & OBJ_KERNEL_HANDLE) === 0 ? own : {}),
  };
}
