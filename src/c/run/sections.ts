/** The sections of a program in its image: where they lie, and what is in them when it starts. */
import type { Machine } from '../../kernel/machine.ts';
import type { Memory } from '../../memory/memory.ts';
import type { EmittedProgram, EmittedSection } from '../emit/program-text.ts';
import type { CheckedProgram } from './checked-program.ts';
import type { Image } from './image.ts';

/** What they need of the program. */
export interface SectionsHost {
  readonly emitted: EmittedProgram;
  readonly image: Image;
  readonly memory: Memory;
  /** Whether sections whose names say so are paged: those of drivers. */
  readonly areSomePaged: boolean;
  /** Null for a program whose accesses are not checked. */
  readonly checked: CheckedProgram | null;
}

/** The sections of one loaded program. */
export class Sections {
  readonly #host: SectionsHost;
  readonly #addresses = new Map<string, number>();

  constructor(host: SectionsHost) {
    this.#host = host;
  }

  /** Gives all of them memory, with their initial bytes. Returns their addresses in the program's order. */
  place(): readonly number[] {
    return this.#host.emitted.sections.map((section) => this.#place(section));
  }

  /** Address of a section; 0 when the program has none of the name. */
  address(name: string): number {
    return this.#addresses.get(name) ?? 0;
  }

  /** Makes those read-only that are: once the program has initialized them. */
  seal(): void {
    const { emitted, image } = this.#host;
    for (const { name, bytes, writable } of emitted.sections)
      if (!writable) image.seal(this.address(name), bytes);
  }

  /**
   * The kernel learns what lies in which section: MmLockPagableCodeSection and bug checks ask.
   * @param functions addresses of the program's functions
   */
  declare(machine: Machine, module: string, functions: readonly number[]): void {
    const { emitted } = this.#host;
    machine.subsystems.driverSections.addModule(
      module,
      emitted.functions.map(({ symbol }, index) => ({
        address: functions[index] ?? 0,
        section: symbol.section ?? '.text',
      })),
      emitted.sections.map(({ name, bytes }) => ({ address: this.address(name), bytes, section: name })),
    );
  }

  #place({ name, bytes }: EmittedSection): number {
    const { emitted, image, memory, areSomePaged, checked } = this.#host;
    const address = image.reserve(bytes, areSomePaged && name.startsWith('PAGE'));
    this.#addresses.set(name, address);
    checked?.section(name, address, bytes);
    if (name === '.rdata')
      for (const { units, offset } of emitted.literals)
        memory.writeBytes(address + offset, new Uint8Array(units.buffer, units.byteOffset, units.byteLength));
    for (const { section, offset, bytes: initial } of emitted.initialBytes)
      if (section === name) memory.writeBytes(address + offset, initial);
    return address;
  }
}
