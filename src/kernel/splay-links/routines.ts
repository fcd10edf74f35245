/** The declared routines of splay links. A namespace for the composition root, not a barrel for others. */
export { RtlDelete, RtlDeleteNoSplay } from './rtl-delete.ts';
export {
  RtlInitializeSplayLinks,
  RtlInsertAsLeftChild,
  RtlInsertAsRightChild,
} from './rtl-initialize-splay-links.ts';
export {
  RtlIsLeftChild,
  RtlIsRightChild,
  RtlIsRoot,
  RtlLeftChild,
  RtlParent,
  RtlRightChild,
} from './rtl-parent.ts';
export {
  RtlRealPredecessor,
  RtlRealSuccessor,
  RtlSubtreePredecessor,
  RtlSubtreeSuccessor,
} from './rtl-real-successor.ts';
export { RtlSplay } from './rtl-splay.ts';
