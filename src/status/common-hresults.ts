// The HRESULTs that the simulator itself returns, as plain constants: see common.ts. Unsigned in TypeScript; C sees
// an HRESULT as signed.

/** The operation worked. The same value as NO_ERROR. */
export const S_OK = 0x0000_0000;
/** The operation worked: what pages of functions that return an HRESULT call success. */
export const NO_ERROR = 0x0000_0000;
/** There is not enough memory. */
export const E_OUTOFMEMORY = 0x8007_000e;
/** An argument is not valid. */
export const E_INVALIDARG = 0x8007_0057;
/** The operation is not allowed in this state of the object. */
export const WS_E_INVALID_OPERATION = 0x803d_0003;
/** A limit that the caller set would be exceeded. */
export const WS_E_QUOTA_EXCEEDED = 0x803d_0008;
