/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */
export {
  ExAcquireRundownProtection,
  ExAcquireRundownProtectionEx,
  ExReleaseRundownProtection,
  ExReleaseRundownProtectionEx,
} from './ex-acquire-rundown-protection.ts';
export {
  ExInitializeRundownProtection,
  ExReInitializeRundownProtection,
  ExRundownCompleted,
} from './ex-initialize-rundown-protection.ts';
export { ExWaitForRundownProtectionRelease } from './ex-wait-for-rundown-protection-release.ts';
