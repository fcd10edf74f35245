/** Error objects: WsCreateError and its family (wws.json: behaviour). */
import { out, PVOID, STATUS_ACCESS_VIOLATION, structure } from 'irqlab';
import {
  E_INVALIDARG,
  E_OUTOFMEMORY,
  S_OK,
  WS_E_INVALID_OPERATION,
  WS_ERROR_PROPERTY_LANGID,
  WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE,
  WS_ERROR_PROPERTY_STRING_COUNT,
  WS_EXCEPTION_CODE_USAGE_FAILURE,
  WS_STRING,
} from 'irqlab/webservices';
import { describe, expect, it } from 'vitest';
import {
  architectures,
  errorOf,
  errorProperty,
  exhaust,
  heapOf,
  langidOf,
  liveBlocks,
  profiles,
  type Site,
  siteOf,
  stringsOf,
  UNTOUCHED,
} from './fixture.ts';

/** Writes one WS_ERROR_PROPERTY whose value lies behind it. */
function propertyAt({ process, arch, buffer }: Site, id: number, valueSize: number, value: number): number {
  const { at } = structure(arch, 'WS_ERROR_PROPERTY');
  process.memory.writeUint32(buffer + at.id, id);
  process.memory.writePointer(buffer + at.value, buffer + 32);
  process.memory.writeUint32(buffer + at.valueSize, valueSize);
  process.memory.writeUint32(buffer + 32, value);
  return buffer;
}

/** Sets a property to a value of so many bytes. */
function setProperty(
  { process, buffer }: Site,
  error: number,
  id: number,
  value: number,
  bytes: number,
): number {
  process.memory.writeUint32(buffer, value);
  return process.WsSetErrorProperty(error, id, buffer, bytes);
}

/** Creates an error object of a language. */
function errorIn(site: Site, langid: number): number {
  const error = out(PVOID);
  const properties = propertyAt(site, WS_ERROR_PROPERTY_LANGID, 2, langid);
  expect(site.process.WsCreateError(properties, 1, error)).toBe(S_OK);
  return error.value;
}

describe.each(architectures)('error objects, %s', (arch) => {
  it('a new one has no strings, no code and the user default UI language', () => {
    const site = siteOf(arch);
    const error = errorOf(site);
    expect(stringsOf(site, error)).toEqual([]);
    expect(errorProperty(site, error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE)).toBe(0);
    expect(langidOf(site, error)).toBe(0x0409);
    expect(site.process.WsCreateError(0, 0, site.buffer)).toBe(S_OK);
    expect(langidOf(site, site.process.memory.readPointer(site.buffer))).toBe(0x0409);
  });

  it('WsCreateError: the language can be given, no other property, and the result has a place', () => {
    const site = siteOf(arch);
    const { process } = site;
    expect(langidOf(site, errorIn(site, 0x0407))).toBe(0x0407);
    const error = out(PVOID, UNTOUCHED);
    const refused = [
      process.WsCreateError(propertyAt(site, WS_ERROR_PROPERTY_STRING_COUNT, 4, 1), 1, error),
      process.WsCreateError(propertyAt(site, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, 4, 1), 1, error),
      process.WsCreateError(propertyAt(site, 3, 4, 1), 1, error),
      process.WsCreateError(propertyAt(site, WS_ERROR_PROPERTY_LANGID, 4, 1), 1, error),
      process.WsCreateError(0, 1, error),
      process.WsCreateError(0, 0, 0),
    ];
    process.memory.writePointer(
      propertyAt(site, WS_ERROR_PROPERTY_LANGID, 2, 1) + structure(site.arch, 'WS_ERROR_PROPERTY').at.value,
      0,
    );
    refused.push(process.WsCreateError(site.buffer, 1, error));
    expect(refused).toEqual(refused.map(() => E_INVALIDARG));
    expect(error.value).toBe(UNTOUCHED);
  });

  it('strings are copied, and index 0 is the newest', () => {
    const site = siteOf(arch);
    const { process, buffer, P } = site;
    const error = errorOf(site);
    process.memory.writeUtf16String(buffer + 16, 'first');
    process.memory.writeUint32(buffer, 5);
    process.memory.writePointer(buffer + P, buffer + 16);
    expect(process.WsAddErrorString(error, buffer)).toBe(S_OK);
    process.memory.fill(buffer, 64, 0);
    expect(process.WsAddErrorString(error, 'second, \u20ac')).toBe(S_OK);
    expect(process.WsAddErrorString(error, buffer)).toBe(S_OK); // a WS_STRING of no units
    expect(stringsOf(site, error)).toEqual(['', 'second, \u20ac', 'first']);
  });

  it('WsGetErrorString stores length and address in memory or in a cell, and refuses what is not there', () => {
    const site = siteOf(arch);
    const { process, buffer, P } = site;
    const error = errorOf(site);
    process.WsAddErrorString(error, 'abc');
    const cell = out(WS_STRING);
    process.memory.fill(buffer, 16, 0xff);
    expect([process.WsGetErrorString(error, 0, cell), process.WsGetErrorString(error, 0, buffer)]).toEqual([
      0, 0,
    ]);
    expect(process.memory.readUint32(buffer)).toBe(3);
    expect(process.memory.readPointer(buffer + P)).toBe(cell.value.chars);
    expect(process.memory.readUint16(cell.value.chars + 4)).toBe(0x63);
    for (const index of [1, 2 ** 32 - 1, -1])
      expect(process.WsGetErrorString(error, index, cell)).toBe(E_INVALIDARG);
    expect(process.WsGetErrorString(error, 0, 0)).toBe(E_INVALIDARG);
  });

  it('an error code has a text, which is counted and has the last index', () => {
    const site = siteOf(arch);
    const error = errorOf(site);
    site.process.WsAddErrorString(error, 'mine');
    const before = liveBlocks(site);
    const set = (code: number) => setProperty(site, error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, code, 4);
    expect(set(0x8007_0005)).toBe(S_OK);
    expect(errorProperty(site, error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE)).toBe(0x8007_0005);
    expect(errorProperty(site, error, WS_ERROR_PROPERTY_STRING_COUNT)).toBe(2);
    expect(stringsOf(site, error)).toEqual(['mine', 'E_ACCESSDENIED (0x80070005)']);
    set(0x1234);
    site.process.WsAddErrorString(error, 'newer');
    expect(stringsOf(site, error)).toEqual(['newer', 'mine', '0x00001234']);
    expect(liveBlocks(site)).toBe(before + 2);
    set(0);
    expect(stringsOf(site, error)).toEqual(['newer', 'mine']);
    expect(liveBlocks(site)).toBe(before + 1);
  });

  it('WsSetErrorProperty refuses the number of strings, unknown properties, wrong sizes and NULL', () => {
    const site = siteOf(arch);
    const error = errorOf(site);
    const refused = [
      setProperty(site, error, WS_ERROR_PROPERTY_STRING_COUNT, 1, 4),
      setProperty(site, error, 3, 1, 4),
      setProperty(site, error, 3, 1, 0),
      setProperty(site, error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, 1, 8),
      setProperty(site, error, WS_ERROR_PROPERTY_LANGID, 1, 4),
      site.process.WsSetErrorProperty(error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, 0, 4),
    ];
    expect(refused).toEqual(refused.map(() => E_INVALIDARG));
    expect(stringsOf(site, error)).toEqual([]);
  });

  it.each(profiles)('the language can be set after a reset, never where tests were made (%s)', (profile) => {
    const site = siteOf(arch, { profile });
    const error = errorOf(site);
    const set = () => setProperty(site, error, WS_ERROR_PROPERTY_LANGID, 0x040c, 2);
    expect(set()).toBe(WS_E_INVALID_OPERATION);
    site.process.WsResetError(error);
    site.process.WsAddErrorString(error, 'in use');
    expect(set()).toBe(WS_E_INVALID_OPERATION);
    site.process.WsResetError(error);
    expect(set()).toBe(profile === 'documented' ? S_OK : WS_E_INVALID_OPERATION);
    expect(langidOf(site, error)).toBe(profile === 'documented' ? 0x040c : 0x0409);
  });

  it('WsGetErrorProperty refuses what is no property, a wrong size and NULL; the buffer is untouched', () => {
    const site = siteOf(arch);
    const { process, buffer } = site;
    const error = errorOf(site);
    process.memory.writeUint32(buffer, UNTOUCHED);
    const refused = [
      process.WsGetErrorProperty(error, 3, buffer, 4),
      process.WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, buffer, 8),
      process.WsGetErrorProperty(error, WS_ERROR_PROPERTY_LANGID, buffer, 4),
      process.WsGetErrorProperty(error, WS_ERROR_PROPERTY_STRING_COUNT, 0, 4),
    ];
    expect(refused).toEqual(refused.map(() => E_INVALIDARG));
    expect(process.memory.readUint32(buffer)).toBe(UNTOUCHED);
  });

  it('WsResetError releases strings and code; the language that was given stays', () => {
    const site = siteOf(arch);
    const error = errorIn(site, 0x0411);
    const before = liveBlocks(site);
    site.process.WsAddErrorString(error, 'one');
    setProperty(site, error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, 5, 4);
    expect(liveBlocks(site)).toBe(before + 2);
    expect(site.process.WsResetError(error)).toBe(S_OK);
    expect(stringsOf(site, error)).toEqual([]);
    expect(errorProperty(site, error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE)).toBe(0);
    expect(langidOf(site, error)).toBe(0x0411);
    expect(liveBlocks(site)).toBe(before);
  });

  it('WsFreeError frees it with its strings', () => {
    const site = siteOf(arch);
    const before = liveBlocks(site);
    const error = errorOf(site);
    site.process.WsAddErrorString(error, 'one');
    setProperty(site, error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, 5, 4);
    expect(site.process.WsFreeError(error)).toBeUndefined();
    expect(liveBlocks(site)).toBe(before);
  });

  it.each(profiles)(
    'what is no error object is E_INVALIDARG, and a mistake for WsFreeError (%s)',
    (profile) => {
      const site = siteOf(arch, { profile });
      const { process, buffer } = site;
      const freed = errorOf(site);
      process.WsFreeError(freed);
      process.memory.fill(buffer, 64, 0);
      for (const error of [0, freed, buffer, heapOf(site)]) {
        const results = [
          process.WsResetError(error),
          process.WsAddErrorString(error, 'x'),
          process.WsGetErrorString(error, 0, out(WS_STRING)),
          process.WsGetErrorProperty(error, 0, buffer, 4),
          process.WsSetErrorProperty(error, 1, buffer, 4),
        ];
        expect(results).toEqual(results.map(() => E_INVALIDARG));
        const raised = { kind: 'raised', record: { ExceptionCode: WS_EXCEPTION_CODE_USAGE_FAILURE } };
        expect(process.outcome(() => process.WsFreeError(error))).toMatchObject(
          profile === 'observed' ? { kind: 'returned' } : raised,
        );
      }
    },
  );

  it('an error argument that is no error object fails the call before it does anything (ours)', () => {
    const site = siteOf(arch);
    const { process, buffer, P } = site;
    const heap = heapOf(site);
    const wrong = heapOf(site);
    const before = liveBlocks(site);
    const results = [
      process.WsCreateHeap(1, 1, 0, 0, out(PVOID), wrong),
      process.WsAlloc(heap, 16, out(PVOID), wrong),
      process.WsResetHeap(heap, wrong),
      process.WsGetHeapProperty(heap, 0, buffer, P, wrong),
      process.WsCreateXmlBuffer(heap, 0, 0, out(PVOID), wrong),
    ];
    expect(results).toEqual(results.map(() => E_INVALIDARG));
    expect(liveBlocks(site)).toBe(before);
  });

  it('WsAddErrorString refuses a NULL string and NULL characters; characters that cannot be read fault', () => {
    const site = siteOf(arch);
    const { process, buffer, P } = site;
    const error = errorOf(site);
    expect(process.WsAddErrorString(error, 0)).toBe(E_INVALIDARG);
    process.memory.writeUint32(buffer, 0xffff_ffff);
    process.memory.writePointer(buffer + P, 0);
    expect(process.WsAddErrorString(error, buffer)).toBe(E_INVALIDARG);
    process.memory.writePointer(buffer + P, buffer);
    expect(process.outcome(() => process.WsAddErrorString(error, buffer))).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_ACCESS_VIOLATION },
    });
    expect(stringsOf(site, error)).toEqual([]);
  });

  it('without memory a string is E_OUTOFMEMORY; a failed call keeps its own result', () => {
    const site = siteOf(arch, { physicalMemory: 0x80_0000 });
    const { process } = site;
    const error = errorOf(site);
    const heap = heapOf(site, 1);
    exhaust(site);
    const text = 'x'.repeat(0x2_0000);
    expect(process.WsAddErrorString(error, text)).toBe(E_OUTOFMEMORY);
    while (process.WsAddErrorString(error, 'x'.repeat(20)) === S_OK);
    while (process.WsAddErrorString(error, '') === S_OK);
    const count = errorProperty(site, error, WS_ERROR_PROPERTY_STRING_COUNT);
    expect(setProperty(site, error, WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE, 5, 4)).toBe(E_OUTOFMEMORY);
    expect(process.WsAlloc(heap, 2, out(PVOID), error)).toBe(0x803d_0008);
    expect(process.WsCreateError(0, 0, out(PVOID))).toBe(E_OUTOFMEMORY);
    expect(errorProperty(site, error, WS_ERROR_PROPERTY_STRING_COUNT)).toBe(count);
  });
});
