/** Every declared routine of this folder, for the composition root. */

export { RtlCheckRegistryKey, RtlCreateRegistryKey } from './rtl-create-registry-key.ts';
export { RtlQueryRegistryValues } from './rtl-query-registry-values.ts';
export { RtlDeleteRegistryValue, RtlWriteRegistryValue } from './rtl-write-registry-value.ts';
export { ZwCreateKey } from './zw-create-key.ts';
export { ZwDeleteKey, ZwFlushKey } from './zw-delete-key.ts';
export { ZwOpenKey } from './zw-open-key.ts';
export { ZwEnumerateKey, ZwQueryKey } from './zw-query-key.ts';
export { ZwEnumerateValueKey, ZwQueryValueKey } from './zw-query-value-key.ts';
export { ZwDeleteValueKey, ZwSetValueKey } from './zw-set-value-key.ts';
