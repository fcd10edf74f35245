/**
 * Attachments of threads to processes: KeStackAttachProcess, and what becomes
 * of a routine that leaves one behind (docs/decisions/0091-attached-threads.md).
 */
import type { Current } from './current.ts';
import type { KernelHost } from './kernel-host.ts';
import type { Attachment } from './records.ts';

/** What the checks need from the machine. */
export type AttachmentHost = Pick<KernelHost, 'violation' | 'stop'>;

/** A line of a report: where a thread was attached, and to what. */
export function describeAttachment({ process, by }: Attachment): string {
  const where = by.length === 0 ? '' : `, called in ${by.join(', ')}`;
  return `attached to process ${process.name} (${process.id}) by KeStackAttachProcess${where}`;
}

/** True while the current thread is attached to what it was attached to before. */
export function isAttachedAs({ processor }: Current, before: readonly Attachment[]): boolean {
  const { attachments } = processor.thread;
  return attachments.length === before.length && attachments.at(-1) === before.at(-1);
}

/**
 * Reports a routine that returns attached to another process than it began with. Where the machine goes on, the thread
 * is attached as before.
 * @param before attachments of the thread when the routine was called
 */
export function checkAttachments(
  host: AttachmentHost,
  current: Current,
  before: readonly Attachment[],
  routine: string,
): void {
  if (isAttachedAs(current, before)) return;
  const details = current.processor.thread.attachments.slice(before.length).map(describeAttachment);
  host.violation({ rule: 'returns-attached', routine, values: [], details });
  current.attach(before);
}
