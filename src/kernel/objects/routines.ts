/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { ObDereferenceObject } from './ob-dereference-object.ts';
export { ObOpenObjectByPointer } from './ob-open-object-by-pointer.ts';
export { ObReferenceObject } from './ob-reference-object.ts';
export { ObReferenceObjectByHandle } from './ob-reference-object-by-handle.ts';
export { ObReferenceObjectByPointer } from './ob-reference-object-by-pointer.ts';
export { ObfDereferenceObject } from './obf-dereference-object.ts';
export { ObfReferenceObject } from './obf-reference-object.ts';
export { ZwClose } from './zw-close.ts';
