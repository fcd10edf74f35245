/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { KeRestoreFloatingPointState, KeSaveFloatingPointState } from './ke-save-floating-point-state.ts';
