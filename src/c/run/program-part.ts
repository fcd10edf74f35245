/** What a snapshot keeps of a loaded program besides its memory. Where one is taken none of its code runs. */
import type { Part } from '../../machine/snapshot.ts';
import type { EmittedModule } from './emitted-module.ts';
import type { Entries, StackImage } from './entries.ts';
import type { Image, ImageState } from './image.ts';
import type { TimeSlices } from './time-slices.ts';

/** What has state. */
export interface ProgramState {
  readonly image: Image;
  readonly entries: Entries;
  readonly slices: TimeSlices;
  /** Registers of the emitted text. */
  readonly registers: Pick<EmittedModule, 'steps'>;
}

/** It in a snapshot. */
interface SavedProgram {
  readonly image: ImageState;
  readonly stacks: readonly StackImage[];
  /** Turns of loops that are left of the time slice. */
  readonly slice: number;
  readonly stepsLeft: number;
}

/** Makes the part of a program. */
export function programPart(module: string, { image, entries, slices, registers }: ProgramState): Part {
  const save = (): SavedProgram => ({
    image: image.save(),
    stacks: entries.save(),
    slice: registers.steps,
    stepsLeft: slices.left,
  });
  return {
    name: `program ${module}`,
    save,
    load(given) {
      const saved = given as SavedProgram;
      image.load(saved.image);
      entries.load(saved.stacks);
      registers.steps = saved.slice;
      slices.left = saved.stepsLeft;
    },
    fingerprint() {
      const saved = save();
      const stacks = saved.stacks.map(({ thread: { id }, committed }) => [id, committed]);
      return JSON.stringify([saved.image, stacks, saved.slice, saved.stepsLeft]);
    },
  };
}
