/** The declared routines of sequenced singly linked lists. A namespace for the composition root, not a barrel for others. */
export {
  ExInterlockedFlushSList,
  ExInterlockedPopEntrySList,
  ExInterlockedPushEntrySList,
} from './ex-interlocked-push-entry-slist.ts';
export { ExQueryDepthSList, FirstEntrySList, QueryDepthSList } from './ex-query-depth-slist.ts';
export { ExInitializeSListHead, InitializeSListHead } from './initialize-slist-head.ts';
export {
  InterlockedFlushSList,
  InterlockedPopEntrySList,
  InterlockedPushEntrySList,
} from './interlocked-push-entry-slist.ts';
export { InterlockedPushListSList, InterlockedPushListSListEx } from './interlocked-push-list-slist.ts';
