/**
 * To be imported before v86, which looks once, as it is loaded, whether there are workers: where there are, every
 * emulator makes one more of them from a blob, which a Content-Security-Policy may forbid. See scheduling.ts.
 */
Reflect.deleteProperty(globalThis, 'Worker');
