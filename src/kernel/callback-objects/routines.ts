/** The declared routines of callback objects. A namespace for the composition root, not a barrel for others. */
export { ExCreateCallback } from './ex-create-callback.ts';
export { ExNotifyCallback } from './ex-notify-callback.ts';
export { ExRegisterCallback } from './ex-register-callback.ts';
export { ExUnregisterCallback } from './ex-unregister-callback.ts';
