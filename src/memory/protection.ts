import {
  PAGE_EXECUTE,
  PAGE_EXECUTE_READ,
  PAGE_EXECUTE_READWRITE,
  PAGE_GUARD,
  PAGE_NOACCESS,
  PAGE_NOCACHE,
  PAGE_READONLY,
  PAGE_READWRITE,
  PAGE_WRITECOMBINE,
} from './constants.ts';

const MODIFIERS = PAGE_GUARD | PAGE_NOCACHE | PAGE_WRITECOMBINE;

/** Protections of private memory. PAGE_WRITECOPY and PAGE_EXECUTE_WRITECOPY are for views of files only. */
const PLAIN = new Set([
  PAGE_NOACCESS,
  PAGE_READONLY,
  PAGE_READWRITE,
  PAGE_EXECUTE,
  PAGE_EXECUTE_READ,
  PAGE_EXECUTE_READWRITE,
]);

/**
 * True for a protection that private memory can have: exactly one plain value,
 * and modifiers that go together. PAGE_GUARD, PAGE_NOCACHE and PAGE_WRITECOMBINE
 * exclude each other, and none of them goes with PAGE_NOACCESS (Memory
 * Protection Constants page). Control flow guard bits are not known here.
 */
export function isPrivateProtection(protection: number): boolean {
  const plain = protection & ~MODIFIERS;
  const modifiers = protection & MODIFIERS;
  if (!PLAIN.has(plain)) return false;
  if (modifiers === 0) return true;
  const single = (modifiers & (modifiers - 1)) === 0;
  return single && plain !== PAGE_NOACCESS;
}
