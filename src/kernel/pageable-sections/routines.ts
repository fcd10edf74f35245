/** The routines that page the driver, and the one that looks at an address. */
export { MmIsAddressValid } from './mm-is-address-valid.ts';
export {
  MmLockPagableCodeSection,
  MmLockPagableDataSection,
  MmLockPagableSectionByHandle,
  MmUnlockPagableImageSection,
} from './mm-lock-pagable-data-section.ts';
export { MmPageEntireDriver, MmResetDriverPaging } from './mm-page-entire-driver.ts';
