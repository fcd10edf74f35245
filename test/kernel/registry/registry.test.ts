/** The registry from TypeScript, and in snapshots. The rest of it: test/c/kernel/registry.c. */
import { boot, STATUS_OBJECT_NAME_NOT_FOUND, STATUS_SUCCESS } from 'irqlab';
import { expect, it } from 'vitest';

const RTL_REGISTRY_SERVICES = 1;
const REG_DWORD = 4;

it('a snapshot holds keys and values', () => {
  const nt = boot();
  const data = nt.variable('ULONG');
  const write = (path: string) =>
    nt.RtlWriteRegistryValue(RTL_REGISTRY_SERVICES, path, 'Size', REG_DWORD, data, 4);
  const check = (path: string) => nt.RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, path);
  const remove = () => nt.RtlDeleteRegistryValue(RTL_REGISTRY_SERVICES, 'first', 'size');
  expect(write('first')).toBe(STATUS_SUCCESS);
  const before = nt.snapshot();
  expect(write('second')).toBe(STATUS_SUCCESS);
  expect(remove()).toBe(STATUS_SUCCESS);
  expect(remove()).toBe(STATUS_OBJECT_NAME_NOT_FOUND);
  nt.restore(before);
  expect(check('second')).toBe(STATUS_OBJECT_NAME_NOT_FOUND);
  expect(remove()).toBe(STATUS_SUCCESS);
});

it('a driver that is loaded has a key, which stays when it goes', () => {
  const nt = boot();
  const check = () => nt.RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, 'Sample');
  expect(check()).toBe(STATUS_OBJECT_NAME_NOT_FOUND);
  const driver = nt.loadDriver({ name: 'Sample', entry: () => 0 });
  expect(check()).toBe(STATUS_SUCCESS);
  driver.unload();
  expect(check()).toBe(STATUS_SUCCESS);
});
