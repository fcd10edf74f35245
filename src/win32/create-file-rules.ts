/** What CreateFile asks the kernel for. */
import type { Waiting } from '../contract/blocking.ts';
import {
  FILE_ALL_ACCESS,
  FILE_CREATE,
  FILE_GENERIC_READ,
  FILE_GENERIC_WRITE,
  FILE_NON_DIRECTORY_FILE,
  FILE_OPEN,
  FILE_OPEN_IF,
  FILE_OVERWRITE,
  FILE_OVERWRITE_IF,
  FILE_READ_ATTRIBUTES,
  FILE_SYNCHRONOUS_IO_NONALERT,
  SYNCHRONIZE,
} from '../contract/kernel-constants.generated.ts';
import { STATUS_INVALID_PARAMETER } from '../status/common.ts';
import {
  FILE_FLAG_OVERLAPPED,
  GENERIC_ALL,
  GENERIC_READ,
  GENERIC_WRITE,
  INVALID_HANDLE_VALUE,
} from './file-flags.ts';
import { failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** Dispositions of the kernel by those of the Windows API, which begin at 1. */
const DISPOSITIONS = [FILE_CREATE, FILE_OVERWRITE_IF, FILE_OPEN, FILE_OPEN_IF, FILE_OVERWRITE];

/** What CreateFile is asked for. */
export interface CreateFileRequest {
  readonly name: number | string;
  readonly access: number;
  readonly share: number;
  readonly disposition: number;
  readonly flags: number;
  readonly wide: boolean;
}

/** CreateFileA and CreateFileW: a handle, or INVALID_HANDLE_VALUE. */
export function* createFile(services: Win32Services, request: CreateFileRequest): Waiting<number> {
  const { files } = services;
  const { name, share, flags, wide } = request;
  const disposition = DISPOSITIONS[request.disposition - 1];
  if (disposition === undefined) return failedOpen(services, STATUS_INVALID_PARAMETER);
  const waits = (flags & FILE_FLAG_OVERLAPPED) === 0 ? FILE_SYNCHRONOUS_IO_NONALERT : 0;
  const { status, handle } = yield* files.open({
    name: typeof name === 'string' ? name : files.text(name, wide),
    access: rightsOf(request.access >>> 0),
    share,
    disposition,
    options: waits | FILE_NON_DIRECTORY_FILE,
  });
  return handle === 0 ? failedOpen(services, status) : handle;
}

/** A failure of CreateFile. */
export function failedOpen(services: Win32Services, status: number): number {
  failWith(services, status);
  return INVALID_HANDLE_VALUE;
}

/** Generic rights as those of a file; CreateFile adds two of its own. */
function rightsOf(access: number): number {
  let rights = (access & 0x0fff_ffff) | SYNCHRONIZE | FILE_READ_ATTRIBUTES;
  if ((access & GENERIC_READ) !== 0) rights |= FILE_GENERIC_READ;
  if ((access & GENERIC_WRITE) !== 0) rights |= FILE_GENERIC_WRITE;
  if ((access & GENERIC_ALL) !== 0) rights |= FILE_ALL_ACCESS;
  return rights;
}
