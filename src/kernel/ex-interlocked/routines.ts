/** The declared routines that take a spin lock of their caller. A namespace for the composition root, not a barrel for others. */
export { ExInterlockedAddLargeInteger } from './ex-interlocked-add-large-integer.ts';
export { ExInterlockedAddUlong } from './ex-interlocked-add-ulong.ts';
export {
  ExInterlockedInsertHeadList,
  ExInterlockedInsertTailList,
  ExInterlockedRemoveHeadList,
} from './ex-interlocked-insert-head-list.ts';
export { ExInterlockedPopEntryList, ExInterlockedPushEntryList } from './ex-interlocked-push-entry-list.ts';
