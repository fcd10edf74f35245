/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { DbgPrint, DbgPrintEx } from './dbg-print.ts';
export { vDbgPrintEx, vDbgPrintExWithPrefix } from './v-dbg-print-ex.ts';
