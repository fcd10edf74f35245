/** How routines fail that make events, mutexes, semaphores and timers, or open them by name. */
import type { DocumentedCode } from '../contract/contract.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_PATH_NOT_FOUND,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../status/common.ts';
import { failing } from './nt-failures.ts';

const produced = (code: string, when: string): DocumentedCode => ({ code, when, modelled: 'produced' });

const wrongParameter = (when: string): DocumentedCode =>
  produced('STATUS_INVALID_PARAMETER', `${when}; last error ERROR_INVALID_PARAMETER`);

/** Codes of whatever has a name. */
const ofNames: readonly DocumentedCode[] = [
  produced(
    'STATUS_OBJECT_TYPE_MISMATCH',
    'the name is that of another kind of object; last error ERROR_INVALID_HANDLE',
  ),
  produced(
    'STATUS_OBJECT_PATH_NOT_FOUND',
    'the name has a directory that is not there; last error ERROR_PATH_NOT_FOUND',
  ),
];

/**
 * Codes of a routine that makes an object, or opens the one of that name.
 * @param wrong when its parameters are wrong; left out where they never are
 */
export const creationCodes = (wrong?: string): readonly DocumentedCode[] => [
  ...(wrong === undefined ? [] : [wrongParameter(wrong)]),
  ...ofNames,
  produced('STATUS_INSUFFICIENT_RESOURCES', 'memory is exhausted; last error ERROR_NO_SYSTEM_RESOURCES'),
];

/** Codes of a routine that opens an object by name. */
export const openingCodes: readonly DocumentedCode[] = [
  produced('STATUS_OBJECT_NAME_NOT_FOUND', 'nothing has the name; last error ERROR_FILE_NOT_FOUND'),
  ...ofNames,
  wrongParameter('the name is NULL'),
];

const named = {
  STATUS_OBJECT_TYPE_MISMATCH: failing(STATUS_OBJECT_TYPE_MISMATCH),
  STATUS_OBJECT_PATH_NOT_FOUND: failing(STATUS_OBJECT_PATH_NOT_FOUND),
};

const wrong = { STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER) };

/** Failures of `creationCodes()`. */
export const creationFailures = {
  ...named,
  STATUS_INSUFFICIENT_RESOURCES: failing(STATUS_INSUFFICIENT_RESOURCES),
};

/** Failures of `creationCodes(wrong)`. */
export const checkedCreationFailures = { ...wrong, ...creationFailures };

/** Failures of `openingCodes`. */
export const openingFailures = {
  STATUS_OBJECT_NAME_NOT_FOUND: failing(STATUS_OBJECT_NAME_NOT_FOUND),
  ...named,
  ...wrong,
};
