/** The declared routines of generic tables. A namespace for the composition root, not a barrel for others. */
export {
  RtlDeleteElementGenericTable,
  RtlDeleteElementGenericTableAvl,
  RtlDeleteElementGenericTableAvlEx,
} from './rtl-delete-element-generic-table.ts';
export {
  RtlEnumerateGenericTable,
  RtlEnumerateGenericTableAvl,
  RtlEnumerateGenericTableWithoutSplaying,
  RtlEnumerateGenericTableWithoutSplayingAvl,
} from './rtl-enumerate-generic-table.ts';
export { RtlEnumerateGenericTableLikeADirectory } from './rtl-enumerate-generic-table-like-a-directory.ts';
export { RtlGetElementGenericTable, RtlGetElementGenericTableAvl } from './rtl-get-element-generic-table.ts';
export { RtlInitializeGenericTable, RtlInitializeGenericTableAvl } from './rtl-initialize-generic-table.ts';
export {
  RtlInsertElementGenericTable,
  RtlInsertElementGenericTableAvl,
  RtlInsertElementGenericTableFull,
  RtlInsertElementGenericTableFullAvl,
} from './rtl-insert-element-generic-table.ts';
export {
  RtlLookupElementGenericTable,
  RtlLookupElementGenericTableAvl,
  RtlLookupElementGenericTableFull,
  RtlLookupElementGenericTableFullAvl,
  RtlLookupFirstMatchingElementGenericTableAvl,
} from './rtl-lookup-element-generic-table.ts';
export {
  RtlIsGenericTableEmpty,
  RtlIsGenericTableEmptyAvl,
  RtlNumberGenericTableElements,
  RtlNumberGenericTableElementsAvl,
} from './rtl-number-generic-table-elements.ts';
