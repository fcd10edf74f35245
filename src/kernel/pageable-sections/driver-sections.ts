/**
 * The sections of the driver image: which are pageable now. A section whose name
 * begins with PAGE is pageable unless it is locked; MmPageEntireDriver makes all
 * of them pageable, MmResetDriverPaging takes that back. Code or data of a
 * section that is pageable is bug check 0xD3 when it is used at DISPATCH_LEVEL
 * or above (D-090).
 *
 * Data lies in DriverData. Code is a function with an address; its
 * section counts when it is called. *Ours*: the handle of a section is the
 * address of 16 bytes of the kernel; locks are counted; a locked section stays
 * resident when the entire driver is paged.
 *
 * A driver in C has sections of its own: `PAGE of echo`. The code of its section
 * INIT is gone when DriverEntry has returned.
 */

import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import type { Part } from '../../machine/snapshot.ts';
import { type DriverData, isPageableName } from '../driver-data.ts';
import type { KernelHost } from '../kernel-host.ts';

/** What the sections need from the machine. */
export type DriverSectionsHost = Pick<
  KernelHost,
  'symbols' | 'irql' | 'fault' | 'violation' | 'kernelMemory'
>;

/** State for snapshots. */
interface SectionsImage {
  /** By section: how often it is locked. */
  readonly locks: readonly (readonly [string, number])[];
  /** By handle: its section. */
  readonly handles: readonly (readonly [number, string])[];
  readonly entirelyPaged: boolean;
  /** Modules whose DriverEntry has returned. */
  readonly initialized: readonly string[];
}

/** Between the name of a section and the module that it is part of, for a driver that has one of its own. */
const OF = ' of ';
/** Beginning of the name of such a section INIT. */
const INIT_OF = `INIT${OF}`;

const HANDLE_BYTES = 16;

/** The sections of the driver of a machine. */
export class DriverSections implements Part {
  readonly name = 'driver sections';
  readonly #host: DriverSectionsHost;
  readonly #data: DriverData;
  readonly #kernelData: DriverData;
  /** By address of a function: its section. Functions live as long as the machine and are no part of a snapshot. */
  readonly #code = new Map<number, string>();
  #locks = new Map<string, number>();
  #handles = new Map<number, string>();
  #entirelyPaged = false;
  #initialized = new Set<string>();

  constructor(host: DriverSectionsHost, data: DriverData, kernelData: DriverData) {
    this.#host = host;
    this.#data = data;
    this.#kernelData = kernelData;
    data.isPagedNow = (section) => this.#isPagedNow(section);
  }

  /** Says in which section the code of a function lies. */
  place(address: number, section: string): void {
    this.#code.set(address, section);
  }

  /** Executes the first instruction of a function: a bug check where its section is pageable and the level too high. */
  enter(address: number, section: string): void {
    if (this.#host.irql() < DISPATCH_LEVEL || !this.#isPagedNow(section)) return;
    this.#host.fault({
      address,
      access: 'execute',
      bytes: 1,
      reason: 'paged',
      accessor: 'driver',
      space: 'kernel',
    });
  }

  /** Notes the code and data of a driver in C. */
  addModule(
    module: string,
    code: readonly { readonly address: number; readonly section: string }[],
    data: readonly { readonly address: number; readonly bytes: number; readonly section: string }[],
  ): void {
    for (const { address, section } of code) this.#code.set(address, section + OF + module);
    for (const { address, bytes, section } of data) this.#data.adopt(section + OF + module, address, bytes);
  }

  /** Forgets a module that is taken out of the machine. */
  removeModule(module: string): void {
    const isIts = (section: string): boolean => section.endsWith(OF + module);
    for (const [address, section] of this.#code) if (isIts(section)) this.#code.delete(address);
    for (const [handle, section] of this.#handles) if (isIts(section)) this.#handles.delete(handle);
    for (const section of this.#locks.keys()) if (isIts(section)) this.#locks.delete(section);
    this.#initialized.delete(module);
    this.#data.drop(isIts);
  }

  /** DriverEntry of a module begins, or has succeeded: its section INIT is there, or is not. */
  setInitialized(module: string, initialized: boolean): void {
    if (initialized) this.#initialized.add(module);
    else this.#initialized.delete(module);
  }

  /** As `enter`, for a function of a driver in C. */
  enterAt(address: number): void {
    const section = this.#code.get(address);
    if (section === undefined) return;
    this.enter(address, section);
    if (this.#isGone(section))
      this.#host.fault({
        address,
        access: 'execute',
        bytes: 1,
        reason: 'free',
        accessor: 'driver',
        space: 'kernel',
      });
  }

  /** Section of the driver that holds an address, or null. */
  sectionOf(address: number): string | null {
    const data = this.#data.sectionOf(address);
    if (data !== null || this.#code.size === 0) return data;
    const symbol = this.#host.symbols.find(address);
    return symbol === undefined ? null : (this.#code.get(symbol.address) ?? null);
  }

  /** Whether reading a byte would not fault now: D-082. Code is resident unless its section is pageable. */
  isValid(address: number): boolean {
    const { symbols, kernelMemory } = this.#host;
    if (symbols.find(address) === undefined) return kernelMemory.probe(address, 1, 'read') === null;
    const section = this.sectionOf(address);
    if (section !== null && this.#isGone(section)) return false;
    return section === null || this.#host.irql() < DISPATCH_LEVEL || !this.#isPagedNow(section);
  }

  /** Locks the section that holds an address; its handle, or 0 when no section does. */
  lockAt(address: number, routine: string): number {
    const section = this.sectionOf(address);
    if (section === null) return this.#noSection(address, routine);
    const known = [...this.#handles].find(([, name]) => name === section);
    const handle = known?.[0] ?? this.#kernelData.variable(HANDLE_BYTES);
    this.#handles.set(handle, section);
    this.#lock(section, 1);
    return handle;
  }

  /** Locks the section of a handle once more. */
  lock(handle: number, routine: string): void {
    const section = this.#handles.get(handle);
    if (section === undefined) this.#noSection(handle, routine);
    else this.#lock(section, 1);
  }

  /** Takes a lock of a section back. */
  unlock(handle: number, routine: string): void {
    const section = this.#handles.get(handle);
    if (section === undefined) this.#noSection(handle, routine);
    else if ((this.#locks.get(section) ?? 0) > 0) this.#lock(section, -1);
    else this.#host.violation({ rule: 'section-not-locked', routine, values: [handle] });
  }

  /** Makes every section pageable, or as its name says. The base of the image, or 0 for an address outside of it. */
  pageEntirely(address: number, paged: boolean, routine: string): number {
    const { symbols } = this.#host;
    const section = this.sectionOf(address);
    if (section === null && symbols.find(address)?.module !== 'driver')
      return this.#noSection(address, routine);
    this.#entirelyPaged = paged;
    this.#data.updatePaging();
    return symbols.baseOf(section?.split(OF)[1] ?? 'driver') ?? 0;
  }

  save(): SectionsImage {
    return {
      locks: [...this.#locks],
      handles: [...this.#handles],
      entirelyPaged: this.#entirelyPaged,
      initialized: [...this.#initialized],
    };
  }

  load(saved: unknown): void {
    const { locks, handles, entirelyPaged, initialized } = saved as SectionsImage;
    this.#initialized = new Set(initialized);
    this.#locks = new Map(locks);
    this.#handles = new Map(handles);
    this.#entirelyPaged = entirelyPaged;
  }

  fingerprint(): string {
    return JSON.stringify(this.save());
  }

  #isPagedNow(section: string): boolean {
    return (this.#entirelyPaged || isPageableName(section)) && (this.#locks.get(section) ?? 0) === 0;
  }

  #isGone(section: string): boolean {
    return section.startsWith(INIT_OF) && this.#initialized.has(section.slice(INIT_OF.length));
  }

  #lock(section: string, step: 1 | -1): void {
    this.#locks.set(section, (this.#locks.get(section) ?? 0) + step);
    this.#data.updatePaging();
  }

  #noSection(address: number, routine: string): 0 {
    this.#host.violation({ rule: 'no-driver-section', routine, values: [address] });
    return 0;
  }
}
