/** What the file routines of the Windows API need of the system: open, close, read, write, control. */
import type { Waiting } from '../contract/blocking.ts';
import type { Out } from '../contract/c-types.ts';

/** How a file is opened, in the terms of the kernel. */
export interface FileOpen {
  /** Name as the program wrote it. */
  readonly name: string;
  /** FILE_ access rights. */
  readonly access: number;
  readonly share: number;
  /** FILE_OPEN and others. */
  readonly disposition: number;
  /** FILE_SYNCHRONOUS_IO_NONALERT and others. */
  readonly options: number;
}

/** What became of a request. */
export interface FileResult {
  readonly status: number;
  readonly information: number;
}

/** A control request. */
export interface FileControl {
  readonly code: number;
  readonly input: number;
  readonly inputBytes: number;
  readonly output: number;
  readonly outputBytes: number;
}

/** A read or a write. */
export interface FileTransfer {
  readonly isWrite: boolean;
  readonly address: number;
  readonly bytes: number;
}

/** System calls for one process. The address of an OVERLAPPED is 0 for NULL. */
export interface FileServices {
  /** Opens a device; the handle is 0 when it failed. */
  open(request: FileOpen): Waiting<{ readonly status: number; readonly handle: number }>;
  /** Closes a handle; a status. */
  close(handle: number): Waiting<number>;
  /** STATUS_PENDING for one whose results come later. */
  transfer(handle: number, request: FileTransfer, overlapped: number): FileResult | Waiting<FileResult>;
  /** As `transfer`. */
  control(handle: number, request: FileControl, overlapped: number): FileResult | Waiting<FileResult>;
  /**
   * Cancels requests of a file whose results have not come; a status.
   * @param overlapped address of the OVERLAPPED of one of them, 0 for all
   * @param own true for those of the calling thread only
   */
  cancel(handle: number, overlapped: number, own: boolean): number;
  /** Text of the program: 8-bit or 16-bit characters up to a NUL. */
  text(address: number, wide: boolean): string;
  /** Stores a number of bytes where the program wants it; NULL faults. */
  store(target: number | Out<number>, value: number): void;
  /** Stops with NotModelled. */
  notModelled(what: string): never;
}
