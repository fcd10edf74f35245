/** Symbolic links: names under which programs reach devices. */
import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import {
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import { readUnicodeString } from '../unicode-string.ts';
import type { Io } from './io.ts';

const text = (io: Io, address: PVOID): string =>
  readUnicodeString(io.host.kernelMemory, io.host.architecture, address);

/** IoCreateSymbolicLink. What the link leads to need not be there. */
export function createLink(io: Io, link: PVOID, target: PVOID): NTSTATUS {
  return io.names.add(text(io, link), { kind: 'link', target: text(io, target) });
}

/** IoDeleteSymbolicLink. */
export function deleteLink(io: Io, link: PVOID): NTSTATUS {
  const path = text(io, link);
  const named = io.names.at(path);
  if (named === undefined) return STATUS_OBJECT_NAME_NOT_FOUND;
  if (named.kind !== 'link') return STATUS_OBJECT_TYPE_MISMATCH;
  io.names.remove(path);
  return STATUS_SUCCESS;
}
