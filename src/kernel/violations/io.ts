/** Rules of drivers, devices and IRPs. Codes and subtypes: facts/bugchecks.json; where a parameter stands is *ours*. */
import { both, type Consequence, OWN_SUBTYPE, type Row, verifier } from './row.ts';

const PAGE = 'debugger/bug-check-0xc9--driver-verifier-iomanager-violation';

/** 0xC9 with a subtype and up to three values. */
const ioManager = (subtype: number): Consequence => ({
  code: 0xc9,
  parameters: (value) => [subtype, value(0), value(1), value(2)],
  from: 'documented',
});

/** A bug check whose first parameter is the IRP. */
const aboutIrp = (code: number): Consequence => ({
  code,
  parameters: (value) => [value(0), value(1), 0, 0],
  from: 'documented',
});

/** The rows of these rules. */
export const ioRules = {
  'irp-freed-no-irp': {
    values: ['address'],
    on: ioManager(0x1),
    off: null,
    text: (routine) => `${routine}: the address is an IRP`,
    page: PAGE,
    fix: 'Free an IRP once, and only one that IoAllocateIrp or IoBuildAsynchronousFsdRequest gave.',
  },
  'irp-freed-threaded': {
    values: ['IRP'],
    on: ioManager(0x2),
    off: null,
    text: (routine) => `${routine}: the IRP does not belong to a thread`,
    page: PAGE,
    fix: 'Complete an IRP of IoBuildDeviceIoControlRequest or IoBuildSynchronousFsdRequest; the I/O manager frees it.',
  },
  'call-driver-no-irp': {
    values: ['IRP', 'device object'],
    on: ioManager(0x3),
    off: null,
    text: (routine) => `${routine}: the second argument is an IRP`,
    page: PAGE,
    fix: 'Do not send an IRP that was completed or freed.',
  },
  'call-driver-no-device': {
    values: ['device object', 'IRP'],
    on: ioManager(0x4),
    off: null,
    text: (routine) => `${routine}: the first argument is a device object`,
    page: PAGE,
    fix: 'Keep what IoAttachDeviceToDeviceStack gave, and keep a reference while you use another driver\u2019s device.',
  },
  'call-driver-null-device': {
    values: ['device object', 'IRP'],
    on: ioManager(0x204),
    off: null,
    text: (routine) => `${routine}: the device object is not NULL`,
    page: PAGE,
    fix: 'Check what IoAttachDeviceToDeviceStack gave before IRPs are sent there.',
  },
  'dispatch-returns-at-other-irql': {
    values: ['device object', 'IRQL before', 'IRQL after'],
    on: ioManager(0x5), // BEHAVIOUR-DECISIONS 7
    off: null, // 0x4A at the end of the system call
    text: (routine) => `${routine}: it returns at the IRQL at which it was called`,
    page: PAGE,
    fix: 'Release every spin lock and lower the IRQL on each path out of the routine.',
  },
  'complete-with-bad-status': {
    values: ['status', 'IRP'],
    on: ioManager(0x6),
    off: null,
    text: (routine) => `${routine}: Irp->IoStatus has the status of what was done`,
    page: PAGE,
    fix: 'Set Irp->IoStatus before IoCompleteRequest; STATUS_PENDING is what the dispatch routine returns.',
  },
  'complete-with-cancel-routine': {
    values: ['cancel routine', 'IRP'],
    on: ioManager(0x7),
    off: { code: 0x48, parameters: (value) => [value(1), value(0), 0, 0], from: 'documented' },
    text: (routine) => `${routine}: the IRP has no cancel routine any more`,
    page: PAGE,
    fix: 'Call IoSetCancelRoutine(Irp, NULL) first, and complete the IRP only when that gave the routine back.',
  },
  'complete-too-high': {
    values: ['IRQL', 'IRP'],
    on: ioManager(0xe),
    off: null,
    text: (routine) => `${routine}: IRQL <= DISPATCH_LEVEL`,
    page: PAGE,
    fix: 'Complete the IRP in a DPC.',
  },
  'call-driver-too-high': {
    values: ['IRQL', 'device object'],
    on: { code: 0xc9, parameters: (value) => [0x10, value(1), value(0), 0], from: 'documented' },
    off: null,
    text: (routine) => `${routine}: IRQL <= DISPATCH_LEVEL`,
    page: PAGE,
    fix: 'Send the IRP from a DPC or a work item.',
  },
  'device-deleted-attached': {
    values: ['device object', 'device below'],
    on: ioManager(0x201),
    off: null,
    text: (routine) => `${routine}: the device lies on no other`,
    page: PAGE,
    fix: 'Call IoDetachDevice with the device below before IoDeleteDevice.',
  },
  'device-detached-twice': {
    values: ['device object'],
    on: ioManager(0x202),
    off: null,
    text: (routine) => `${routine}: a device lies on it`,
    page: PAGE,
    fix: 'Detach once, from the device that IoAttachDeviceToDeviceStack gave.',
  },
  'call-driver-with-cancel-routine': {
    values: ['IRP', 'cancel routine'],
    on: ioManager(0x203),
    off: null,
    text: (routine) => `${routine}: the IRP has no cancel routine`,
    page: PAGE,
    fix: 'Call IoSetCancelRoutine(Irp, NULL) before the IRP goes to the next driver.',
  },
  'irp-freed-in-use': {
    values: ['IRP'],
    on: ioManager(0x20a),
    off: null,
    text: (routine) => `${routine}: no driver has the IRP`,
    page: PAGE,
    fix: 'Free the IRP in its completion routine, and return STATUS_MORE_PROCESSING_REQUIRED from there.',
  },
  'irp-initialized-allocated': {
    values: ['IRP'],
    on: ioManager(0x20d),
    off: null,
    text: (routine) => `${routine}: the memory is not what IoAllocateIrp gave`,
    page: PAGE,
    fix: 'Use IoReuseIrp for an IRP of IoAllocateIrp.',
  },
  'dispatch-status-differs': {
    values: ['IRP', 'status returned', 'IoStatus.Status'],
    on: ioManager(0x224),
    off: null,
    text: (routine) => `${routine}: it returns the status with which it completed the IRP`,
    page: PAGE,
    fix: 'Keep the status in a variable, store it in Irp->IoStatus, and return it.',
  },
  'dispatch-illegal-status': {
    values: ['IRP', 'status'],
    on: ioManager(0x225),
    off: null,
    text: (routine) => `${routine}: the status is not 0xFFFFFFFF`,
    page: PAGE,
    fix: 'Give the variable that is returned a value on each path.',
  },
  'irp-not-completed': {
    values: ['IRP', 'status returned'],
    on: ioManager(0x226),
    off: null,
    text: (routine) => `${routine}: it completes the IRP, passes it on or marks it pending`,
    page: PAGE,
    fix: 'Call IoCompleteRequest on each path that does not send the IRP on, or IoMarkIrpPending and return STATUS_PENDING.',
  },
  'completion-pending-not-marked': {
    values: ['IRP'],
    on: ioManager(0x228),
    off: null,
    text: (routine) => `${routine}: it passes on that the IRP is pending`,
    page: PAGE,
    fix: 'Write if (Irp->PendingReturned) IoMarkIrpPending(Irp) in a completion routine that does not keep the IRP.',
  },
  'dispatch-pending-not-marked': {
    values: ['IRP', 'status returned'],
    on: verifier(OWN_SUBTYPE + 0x80, 'ours'), // a rule of the page of IoMarkIrpPending; no source gives a code
    off: null,
    text: (routine) => `${routine}: it marks the IRP pending when it returns STATUS_PENDING`,
    page: 'wdm/nf-wdm-iomarkirppending',
    fix: 'Call IoMarkIrpPending before the IRP is queued, and return STATUS_PENDING.',
  },
  'dispatch-marked-not-pending': {
    values: ['IRP', 'status returned'],
    on: verifier(OWN_SUBTYPE + 0x81, 'ours'), // the same
    off: null,
    text: (routine) => `${routine}: it returns STATUS_PENDING when it has marked the IRP pending`,
    page: 'wdm/nf-wdm-iomarkirppending',
    fix: 'Return STATUS_PENDING on each path after IoMarkIrpPending, whatever becomes of the IRP.',
  },
  'irp-completed-twice': {
    values: ['IRP'],
    ...both(aboutIrp(0x44)),
    text: (routine) => `${routine}: a driver has the IRP, and completes it once`,
    page: 'debugger/bug-check-0x44--multiple-irp-complete-requests',
    fix: 'Decide under a lock or with IoSetCancelRoutine who completes the IRP; do not touch it afterwards.',
  },
  'no-more-stack-locations': {
    values: ['IRP'],
    ...both({ code: 0x35, parameters: (value) => [value(0), 0, 0, 0], from: 'documented' }),
    text: (routine) => `${routine}: the IRP has a stack location for the next driver`,
    page: 'debugger/bug-check-0x35--no-more-irp-stack-locations',
    fix: 'Allocate the IRP with the StackSize of the device that it is sent to.',
  },
  'cancel-state-in-completed-irp': {
    values: ['IRP', 'cancel routine'],
    ...both(aboutIrp(0x48)),
    text: (routine) => `${routine}: an IRP that nobody has cannot be cancelled`,
    page: 'debugger/bug-check-0x48--cancel-state-in-completed-irp',
    fix: 'Take the cancel routine away before the IRP is completed.',
  },
  'pool-free-of-irp': {
    values: ['IRP'],
    on: verifier(0x105, 'documented'), // the page of 0xC4; the address as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the block is not an IRP`,
    page: 'debugger/bug-check-0xc4--driver-verifier-detected-violation',
    fix: 'Free an IRP with IoFreeIrp.',
  },
  'pool-free-of-device': {
    values: ['device object'],
    on: verifier(OWN_SUBTYPE + 0x82, 'ours'), // no source says what such a call does
    off: null,
    text: (routine) => `${routine}: the block is not a device object`,
    page: 'routine',
    fix: 'Delete a device with IoDeleteDevice.',
  },
  'no-such-device': {
    values: ['address'],
    on: verifier(OWN_SUBTYPE + 0x83, 'ours'), // no source says what such a call does
    off: null,
    text: (routine) => `${routine}: the address is a device object that was not deleted`,
    page: 'routine',
    fix: 'Pass what IoCreateDevice stored, and not after IoDeleteDevice.',
  },
  'no-such-driver': {
    values: ['address'],
    on: verifier(OWN_SUBTYPE + 0x84, 'ours'), // no source says what such a call does
    off: null,
    text: (routine) => `${routine}: the address is the driver object of a loaded driver`,
    page: 'routine',
    fix: 'Pass the first argument of DriverEntry or AddDevice.',
  },
  'no-such-irp': {
    values: ['address'],
    on: verifier(OWN_SUBTYPE + 0x85, 'ours'), // no source says what such a call does
    off: null,
    text: (routine) => `${routine}: the address is an IRP that was not completed or freed`,
    page: 'routine',
    fix: 'Do not use an IRP after IoCompleteRequest or IoFreeIrp.',
  },
  'irp-completed-to-nobody': {
    values: ['IRP', 'status'],
    on: verifier(OWN_SUBTYPE + 0x86, 'ours'), // a rule of the page of IoAllocateIrp; no source gives a code
    off: null,
    text: (routine) => `${routine}: a completion routine keeps an IRP that a driver allocated`,
    page: 'wdm/nf-wdm-ioallocateirp',
    fix: 'Set a completion routine that frees the IRP and returns STATUS_MORE_PROCESSING_REQUIRED.',
  },
  'driver-leaves-devices': {
    values: ['driver object', 'first device object', 'number of devices'],
    on: verifier(OWN_SUBTYPE + 0x87, 'ours'), // a rule of the pages of DriverEntry and DriverUnload; no source gives a code
    off: null,
    text: (routine) => `${routine}: the driver deletes its devices before it goes`,
    page: 'wdm/nc-wdm-driver_unload',
    fix: 'Call IoDeleteSymbolicLink and IoDeleteDevice in DriverUnload, and on each error path of DriverEntry.',
  },
  'driver-leaves-thread': {
    values: ['address of the next instruction', 'zero, for a read', 'address of the next instruction'],
    // The page says that parameter 1 is the address, 2 the access, 3 the instruction; that it is found at the unload is *ours*.
    ...both({ code: 0xce, parameters: (value) => [value(0), value(1), value(2), 0], from: 'documented' }),
    text: (routine) => `${routine}: the driver's threads have ended before it goes`,
    page: 'debugger/bug-check-0xce--driver-unloaded-without-cancelling-pending-operations',
    fix: 'In DriverUnload tell each thread to end, wait for its thread object with KeWaitForSingleObject, then return.',
  },
  'driver-leaves-notification': {
    values: ['address of the routine', 'zero, for a read', 'address of the routine'],
    // As a thread that is left: that it is found at the unload is *ours* (decision 0093).
    ...both({ code: 0xce, parameters: (value) => [value(0), value(1), value(2), 0], from: 'documented' }),
    text: (routine) => `${routine}: the driver removes its notification routines before it goes`,
    page: 'debugger/bug-check-0xce--driver-unloaded-without-cancelling-pending-operations',
    fix: 'In DriverUnload, and on each error path of DriverEntry, remove it: PsSetCreateProcessNotifyRoutine with Remove TRUE, PsRemoveCreateThreadNotifyRoutine, PsRemoveLoadImageNotifyRoutine.',
  },
  'driver-leaves-pool': {
    values: ['name of the driver', 'zero', 'number of blocks'],
    on: verifier(0x62, 'documented'),
    off: null,
    text: (routine) => `${routine}: the driver frees its pool before it goes`,
    page: 'debugger/bug-check-0xc4--driver-verifier-detected-violation',
    fix: 'Free what DriverEntry and the dispatch routines allocated, on each path out.',
  },
} as const satisfies Record<string, Row>;
