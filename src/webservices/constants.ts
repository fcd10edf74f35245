/** Numbers of WebServices.h. Source: wws.json, constants.json. */

/** SIZE_T: most bytes that may be requested of the heap. */
export const WS_HEAP_PROPERTY_MAX_SIZE = 0;
/** SIZE_T: most bytes that the heap keeps when it is reset. */
export const WS_HEAP_PROPERTY_TRIM_SIZE = 1;
/** SIZE_T: bytes requested since the heap was created or last reset. */
export const WS_HEAP_PROPERTY_REQUESTED_SIZE = 2;
/** SIZE_T: bytes that the heap has obtained. */
export const WS_HEAP_PROPERTY_ACTUAL_SIZE = 3;

/** ULONG: number of strings. It cannot be set. */
export const WS_ERROR_PROPERTY_STRING_COUNT = 0;
/** ULONG: code of the error that came first; 0 for none. */
export const WS_ERROR_PROPERTY_ORIGINAL_ERROR_CODE = 1;
/** LANGID: language of the strings. */
export const WS_ERROR_PROPERTY_LANGID = 2;

/** Exception of a program that uses a function the wrong way, unsigned. */
export const WS_EXCEPTION_CODE_USAGE_FAILURE = 0xc03d_0000;
/** Exception of a failure inside of Windows Web Services, unsigned. irqlab never raises it. */
export const WS_EXCEPTION_CODE_INTERNAL_FAILURE = 0xc03d_0001;
