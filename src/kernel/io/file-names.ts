/** File names as programs write them, and as the kernel does. */

/**
 * The NT path of a name that a program gives to CreateFile: `\\.\Echo` and `\\?\Echo` become `\??\Echo`. A path of the
 * kernel stays as it is. Every other name is one of a disk or a share, and there is none: null.
 */
export function fileName(name: string): string | null {
  const device = /^[\\/]{2}[.?][\\/](.*)$/s.exec(name);
  if (device !== null) return `\\??\\${device[1] ?? ''}`;
  return name.startsWith('\\') && !name.startsWith('\\\\') ? name : null;
}
