/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export { RtlRandom, RtlRandomEx } from './rtl-random.ts';
