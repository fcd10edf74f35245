/** A driver in TypeScript for the tests of the I/O manager: one named device, dispatch routines as functions. */
import {
  type BootOptions,
  boot,
  type DriverControl,
  FILE_DEVICE_UNKNOWN,
  IRP_MJ_CLEANUP,
  IRP_MJ_CLOSE,
  IRP_MJ_CREATE,
  type Nt,
  NULL,
  out,
  PVOID,
  STATUS_SUCCESS,
  structure,
} from 'irqlab';

/** Dispatch routines by major function code: (DeviceObject, Irp) => NTSTATUS. */
export type Dispatch = Readonly<Record<number, (device: number, irp: number) => unknown>>;

/** What the tests need of a machine with a driver. */
export class TestDriver {
  readonly nt: Nt;
  readonly irp;
  readonly location;
  readonly device;
  readonly driverObject;
  /** DEVICE_OBJECT of \Device\Test. */
  deviceObject = 0;
  driver!: DriverControl;
  readonly #pointerBytes: number;

  constructor(options: BootOptions = {}) {
    this.nt = boot(options);
    const arch = options.arch ?? 'x64';
    this.irp = structure(arch, 'IRP').at;
    this.location = structure(arch, 'IO_STACK_LOCATION').at;
    this.device = structure(arch, 'DEVICE_OBJECT').at;
    this.driverObject = structure(arch, 'DRIVER_OBJECT').at;
    this.#pointerBytes = arch === 'x64' ? 8 : 4;
  }

  /** Loads the driver. Create, cleanup and close succeed unless the dispatch says something else. */
  load(dispatch: Dispatch = {}, more: { flags?: number; exclusive?: 0 | 1; unload?: boolean } = {}): this {
    const { nt } = this;
    const succeed = (_device: number, irp: number) => this.complete(irp, STATUS_SUCCESS);
    const all: Dispatch = {
      [IRP_MJ_CREATE]: succeed,
      [IRP_MJ_CLEANUP]: succeed,
      [IRP_MJ_CLOSE]: succeed,
      ...dispatch,
    };
    const entry = (driver: number) => {
      const made = out(PVOID);
      const name = this.string('\\Device\\Test');
      const status = nt.IoCreateDevice(driver, 32, name, FILE_DEVICE_UNKNOWN, 0, more.exclusive ?? 0, made);
      if (status !== STATUS_SUCCESS) return status;
      this.deviceObject = made.value;
      const flags = made.value + this.device.Flags;
      nt.memory.writeUint32(flags, nt.memory.readUint32(flags) | (more.flags ?? 0));
      for (const [major, routine] of Object.entries(all)) this.setDispatch(driver, Number(major), routine);
      if (more.unload !== false) {
        const unload = nt.functionAddress(() => {
          nt.IoDeleteSymbolicLink(this.string('\\DosDevices\\Test'));
          nt.IoDeleteDevice(this.deviceObject);
        });
        nt.memory.writePointer(driver + this.driverObject.DriverUnload, unload);
      }
      return nt.IoCreateSymbolicLink(this.string('\\DosDevices\\Test'), name);
    };
    this.driver = nt.loadDriver({ name: 'test', entry });
    return this;
  }

  /** Opens \\.\Test. */
  open() {
    return this.driver.open('\\\\.\\Test');
  }

  setDispatch(driver: number, major: number, routine: (device: number, irp: number) => unknown): void {
    const address = this.nt.functionAddress((...args: number[]) => routine(args[0] ?? 0, args[1] ?? 0));
    this.nt.memory.writePointer(
      driver + this.driverObject.MajorFunction + major * this.#pointerBytes,
      address,
    );
  }

  /** A UNICODE_STRING of the driver. */
  string(text: string): number {
    const { nt } = this;
    const string = nt.variable('UNICODE_STRING');
    const buffer = nt.variable(2 * text.length + 2);
    nt.memory.writeUtf16String(buffer, text);
    nt.memory.writeUint16(string, 2 * text.length);
    nt.memory.writeUint16(string + 2, 2 * text.length + 2);
    nt.memory.writePointer(string + this.#pointerBytes, buffer);
    return string;
  }

  /** Completes an IRP and gives the status, as a dispatch routine returns it. */
  complete(irp: number, status: number, information = 0): number {
    this.setStatus(irp, status, information);
    this.nt.IofCompleteRequest(irp, 0);
    return status;
  }

  setStatus(irp: number, status: number, information = 0): void {
    this.nt.memory.writeUint32(irp + this.irp.IoStatus, status);
    this.nt.memory.writePointer(irp + this.irp.IoStatus + this.#pointerBytes, information);
  }

  /** A pointer in an IRP. */
  pointer(irp: number, member: keyof TestDriver['irp']): number {
    return this.nt.memory.readPointer(irp + this.irp[member]);
  }

  /** A 32-bit number in the current stack location. */
  parameter(irp: number, member: keyof TestDriver['location']): number {
    return this.nt.memory.readUint32(this.nt.IoGetCurrentIrpStackLocation(irp) + this.location[member]);
  }

  /** A second device of the driver, without a name, on top of \Device\Test. */
  filter(): number {
    const made = out(PVOID);
    this.nt.IoCreateDevice(this.driver.object, 0, NULL, FILE_DEVICE_UNKNOWN, 0, 0, made);
    this.nt.IoAttachDeviceToDeviceStack(made.value, this.deviceObject);
    return made.value;
  }
}
