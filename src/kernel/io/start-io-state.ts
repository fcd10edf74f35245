/** What IoSetStartIoAttributes said of a device, and where its StartIo routine stands. */
export interface StartIoState {
  /** StartIo is not called while it runs: the next IRP waits until it returns. */
  readonly isDeferred: boolean;
  /** The cancel routine of an IRP goes when StartIo gets it. */
  readonly isNonCancelable: boolean;
  readonly isRunning: boolean;
  /** A packet was asked for while it ran. */
  readonly next: { readonly cancelable: boolean; readonly key: number | null } | null;
}
