/** Events with a name: IoCreateNotificationEvent and IoCreateSynchronizationEvent. */
import type { HANDLE, PointerTo, PVOID } from '../../contract/c-types.ts';
import { EVENT_ALL_ACCESS } from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import { objectTypes } from '../dispatcher/objects.ts';
import { readUnicodeString } from '../unicode-string.ts';
import type { Io } from './io.ts';
import { EVENT_TAG } from './io-blocks.ts';

/** Makes an event that is set, or opens the one of that name; its address, or NULL. */
export function openNamedEvent(
  io: Io,
  name: PVOID,
  target: PointerTo<HANDLE>,
  type: 'notificationEvent' | 'synchronizationEvent',
): PVOID {
  const { kernelMemory, architecture } = io.host;
  const { objects } = io.parts.threads;
  const path = readUnicodeString(kernelMemory, architecture, name);
  const found = io.names.resolve(path);
  if (found.status === STATUS_SUCCESS) {
    if (found.rest !== '' || objects.kindOf(found.object) !== 'event') return 0;
    io.store(target, objects.open(found.object, EVENT_ALL_ACCESS));
    return found.object;
  }
  if (io.names.check(path) !== STATUS_SUCCESS) return 0;
  const { bytes } = structure(architecture, 'KEVENT');
  const event = io.blocks.allocate(bytes, EVENT_TAG, 'ObCreateObject');
  if (event === 0) return 0;
  const { headers } = io.parts.dispatcher;
  headers.initialize(event, objectTypes[type], headers.size('KEVENT'), 1);
  io.names.add(path, { kind: 'object', object: event });
  objects.add(event, 'event');
  io.store(target, objects.open(event, EVENT_ALL_ACCESS));
  // It lives as long as handles and references do.
  objects.count(event, -1);
  return event;
}
