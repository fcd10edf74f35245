/** The declared list routines that are part of their caller. A namespace for the composition root, not a barrel for others. */
export { InitializeListHead, IsListEmpty } from './initialize-list-head.ts';
export { AppendTailList, InsertHeadList, InsertTailList } from './insert-head-list.ts';
export { PopEntryList, PushEntryList } from './push-entry-list.ts';
export { RemoveEntryList, RemoveHeadList, RemoveTailList } from './remove-entry-list.ts';
