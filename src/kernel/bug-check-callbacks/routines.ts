/** The declared routines of bug check callbacks. A namespace for the composition root, not a barrel for others. */
export {
  KeDeregisterBugCheckCallback,
  KeInitializeCallbackRecord,
  KeRegisterBugCheckCallback,
} from './ke-register-bug-check-callback.ts';
export {
  KeDeregisterBugCheckReasonCallback,
  KeRegisterBugCheckReasonCallback,
} from './ke-register-bug-check-reason-callback.ts';
