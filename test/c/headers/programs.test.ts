/** Programs that use what the headers define besides routines. */
import { readFileSync } from 'node:fs';
import { boot } from 'irqlab';
import { STATUS_BUFFER_TOO_SMALL, STATUS_INVALID_DEVICE_REQUEST, STATUS_SUCCESS } from 'irqlab/status';
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';

const source = (name: string) => ({
  name,
  text: readFileSync(new URL(`programs/${name}`, import.meta.url), 'utf8'),
});

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  // On x86 the loader gives the functions of programs addresses above 4 GB, so no function pointer survives memory.
  const programs = ['macros.c', 'integers.c', 'exceptions.c', ...(arch === 'x64' ? ['heaps.c'] : [])];

  it.each(programs)('%s finds every value that it expects', (name) => {
    const program = compileC(source(name), { arch });
    expect(program.diagnosticText()).toBe('');
    expect(program.run()).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it.each(['driver.c', 'services.c', 'sample-words.c'])(
    '%s compiles without a word, checked and free',
    (name) => {
      expect(compileC(source(name), { arch }).diagnosticText()).toBe('');
      expect(compileC(source(name), { arch, release: true }).diagnosticText()).toBe('');
    },
  );

  /** A machine with the driver loaded. */
  const loaded = (name: string) => {
    const nt = boot({ arch });
    const program = compileC(source(name), { arch, mode: 'kernel' }).load(nt);
    const driver = nt.loadDriver({ name, entry: program.addressOf('DriverEntry'), module: 'driver' });
    return { nt, driver };
  };

  it.each(['services.c', 'sample-words.c'])('%s uses them all', (name) =>
    expect(loaded(name).driver.status).toBe(STATUS_SUCCESS),
  );

  it('driver.c serves requests by all its ways', () => {
    const { nt, driver } = loaded('driver.c');
    const device = nt.openDevice('\\\\.\\Headers');
    const add = 0x222000;
    const read = (40000 << 16) + (1 << 14) + (0x901 << 2) + 2;
    const peek = 0x22200b;
    // Each addition counts 1 for its DPC.
    expect(device.ioctl(add, [5, 0, 0, 0]).status).toBe(STATUS_SUCCESS);
    expect(device.ioctl(add, [6, 0, 0, 0]).status).toBe(STATUS_SUCCESS);
    expect([...device.ioctl(read >>> 0, [], 4).output]).toEqual([13, 0, 0, 0]);
    expect(device.ioctl(peek, [3]).status).toBe(STATUS_SUCCESS);
    expect([...device.ioctl(read >>> 0, [], 4).output]).toEqual([16, 0, 0, 0]);
    expect(device.ioctl(add, [6]).status).toBe(STATUS_BUFFER_TOO_SMALL);
    expect(device.ioctl(0x999).status).toBe(STATUS_INVALID_DEVICE_REQUEST);
    device.close();
    expect(driver.unload()).toBe(STATUS_SUCCESS);
  });
});
