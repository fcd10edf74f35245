// The examples of return codes for the plug-in of TypeDoc (irqlabExamples of typedoc.json).

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCodeExamples } from './code-examples.mjs';

/** Examples by routine and code. */
export const examples = readCodeExamples(dirname(dirname(fileURLToPath(import.meta.url))));
