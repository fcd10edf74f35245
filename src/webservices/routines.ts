/** The declared routines of Windows Web Services. A namespace for the composition root, not a barrel for others. */
export { WsAddErrorString } from './ws-add-error-string.ts';
export { WsAlloc } from './ws-alloc.ts';
export { WsCreateError } from './ws-create-error.ts';
export { WsCreateHeap } from './ws-create-heap.ts';
export { WsCreateXmlBuffer } from './ws-create-xml-buffer.ts';
export { WsFreeError } from './ws-free-error.ts';
export { WsFreeHeap } from './ws-free-heap.ts';
export { WsGetErrorProperty } from './ws-get-error-property.ts';
export { WsGetErrorString } from './ws-get-error-string.ts';
export { WsGetHeapProperty } from './ws-get-heap-property.ts';
export { WsResetError } from './ws-reset-error.ts';
export { WsResetHeap } from './ws-reset-heap.ts';
export { WsSetErrorProperty } from './ws-set-error-property.ts';
