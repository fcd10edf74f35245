/** The declared routines for status codes. */
export { RtlNtStatusToDosError } from './rtl-nt-status-to-dos-error.ts';
