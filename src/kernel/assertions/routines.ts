/** The declared assertions and fast fails. A namespace for the composition root, not a barrel for others. */
export { ASSERT, NT_ASSERT } from './nt-assert.ts';
export { PAGED_CODE } from './paged-code.ts';
export { __fastfail, RtlFailFast } from './rtl-fail-fast.ts';
