/** A routine that hears of processes, threads or images: notifications.ts has what becomes of it. */

/** Kinds of routines. */
export type NotificationKind = 'process' | 'process-ex' | 'thread' | 'image';

/** A routine that is registered. */
export interface Notification {
  readonly kind: NotificationKind;
  /** Its address. */
  readonly routine: number;
  /** Place in the order of all registrations of the machine. */
  readonly number: number;
  /** Routine that registered it. */
  readonly registrar: string;
  /** Where that was, innermost first. */
  readonly by: readonly string[];
}
