/** Constants of files. Values: facts/constants.json, topics fileFlagsUser and genericRightsUser; a test compares. */

/** Right to read. */
export const GENERIC_READ = 0x8000_0000;
/** Right to write. */
export const GENERIC_WRITE = 0x4000_0000;
/** Right to execute. */
export const GENERIC_EXECUTE = 0x2000_0000;
/** Every right. */
export const GENERIC_ALL = 0x1000_0000;
/** Others may read. */
export const FILE_SHARE_READ = 1;
/** Others may write. */
export const FILE_SHARE_WRITE = 2;
/** Make it; fail where it is there. */
export const CREATE_NEW = 1;
/** Make it, in place of what is there. */
export const CREATE_ALWAYS = 2;
/** Open what is there: what a device wants. */
export const OPEN_EXISTING = 3;
/** Open it, or make it. */
export const OPEN_ALWAYS = 4;
/** Open and empty what is there. */
export const TRUNCATE_EXISTING = 5;
/** No special attribute. */
export const FILE_ATTRIBUTE_NORMAL = 0x80;
/** Requests return before they are done. */
export const FILE_FLAG_OVERLAPPED = 0x4000_0000;
/** What CreateFile gives when it fails. */
export const INVALID_HANDLE_VALUE = -1;
