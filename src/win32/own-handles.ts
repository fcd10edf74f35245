/** Handles that mean whoever uses them: NtCurrentProcess() and NtCurrentThread(). */
export const CURRENT_PROCESS = -1;
/** See CURRENT_PROCESS. */
export const CURRENT_THREAD = -2;
